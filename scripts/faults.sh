#!/usr/bin/env bash
# Kills and freezes the gateway, billing, RabbitMQ and PostgreSQL while clients post orders. A hostile client sends unusable messages,
# and a flood of requests asks for the status of orders. Every order accepted with a 200 must be exactly one row, and orders must be
# stored again within 10 s after a fault. Runs on a platform of its own in .local/faults, and prints a table at the end.
# Usage: scripts/faults.sh [--minutes 5] [--seed N] [--only TEXT]
#   --seed   repeats the faults of a run, which prints its seed
#   --only   only the kinds of fault with this text in their name, such as "kill"
set -Eeuo pipefail
# shellcheck source=scripts/environment.sh
source "$(dirname "$0")/environment.sh"
# shellcheck source=scripts/own-platform.sh
source "$(dirname "$0")/own-platform.sh"

main() {
  local argument
  for argument in "$@"; do
    case $argument in
      -h | --help) usage; exit ;;
      --minutes | --seed | --only) ;;
      -*) usage >&2; exit 2 ;;
    esac
  done
  cd "$ROOT"
  "$ROOT/scripts/install/bun.sh"
  "$ROOT/scripts/install/dependencies.sh"
  use_own_platform faults >/dev/null
  bun tests/faults/run.ts "$@"
}

main "$@"
