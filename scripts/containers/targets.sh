# shellcheck shell=bash disable=SC2034
# Sourced: the targets of the Dockerfile that are images of Matinee.

targets=(gateway inventory billing pairing bot migrate)
