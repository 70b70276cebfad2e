#!/usr/bin/env bash
# Sends hostile and malformed requests over raw TCP to a gateway of its own, and valid ones of another client. The gateway must not
# exit, respond with no unexpected 5xx, serve the other client all the time, and free its memory afterwards.
# Usage: scripts/fuzz.sh [REQUESTS] [SEED]
#   REQUESTS   100000 by default
#   SEED       repeats the requests of a run, which prints its seed
set -Eeuo pipefail
# shellcheck source=scripts/environment.sh
source "$(dirname "$0")/environment.sh"

main() {
  case ${1:-} in
    -h | --help) usage; exit ;;
    -*) usage >&2; exit 2 ;;
  esac
  cd "$ROOT"
  "$ROOT/scripts/install/bun.sh"
  "$ROOT/scripts/install/dependencies.sh"
  bun tests/fuzz/run.ts "$@"
}

main "$@"
