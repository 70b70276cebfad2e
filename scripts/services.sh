#!/usr/bin/env bash
# Starts and stops the private PostgreSQL and RabbitMQ, whose data is under .local/. Skips a server whose URL is set: RABBITMQ_URL, or
# INVENTORY_DATABASE_URL, BILLING_DATABASE_URL and PAIRING_DATABASE_URL.
# Usage: scripts/services.sh start|stop|status [postgresql|rabbitmq]
#        scripts/services.sh rabbitmqctl …   runs rabbitmqctl for the private node
set -Eeuo pipefail
# shellcheck source=scripts/environment.sh
source "$(dirname "$0")/environment.sh"
load_settings

answers_on() { (: <"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# $1: the name of the setting that holds the port.
refuse_taken_port() {
  ! answers_on "${!1}" || fail "Port ${!1} is taken by another program. Set another $1 in .env or in the environment."
}

# shellcheck source=scripts/services/postgresql.sh
source "$ROOT/scripts/services/postgresql.sh"
# shellcheck source=scripts/services/rabbitmq.sh
source "$ROOT/scripts/services/rabbitmq.sh"

# $1: start, stop or status; $2: the server.
run_for() {
  if ! "needs_$2"; then
    [[ $1 == stop ]] || echo "$2: not ours, a URL is set"
    return
  fi
  case $1 in
    start | stop) "$1_$2" ;;
    status) if "$2_runs"; then echo "$2: running"; else echo "$2: stopped"; fi ;;
  esac
}

main() {
  local action=${1:-} server
  help_if_asked "$@"
  mkdir -p "$MATINEE_STATE"
  case $action in
    start | stop | status) shift ;;
    rabbitmqctl) rabbitmq "/usr/lib/rabbitmq/bin/$1" "${@:2}"; exit ;;
    '') usage >&2; exit 2 ;;
    *) refuse_arguments "$@" ;;
  esac
  case ${1:-} in
    postgresql | rabbitmq) server=$1; shift; refuse_arguments "$@"; run_for "$action" "$server" ;;
    '') for server in postgresql rabbitmq; do run_for "$action" "$server"; done ;;
    *) refuse_arguments "$@" ;;
  esac
}

main "$@"
