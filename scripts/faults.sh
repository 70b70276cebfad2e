#!/usr/bin/env bash
# Kills, freezes and starves everything that orders pass through, while clients post orders, a hostile client sends unusable messages
# and a flood of questions asks for their status. Every order that was answered with 200 must be exactly one row, and orders must be
# stored again within 10 s after a fault. Runs on a platform of its own in .local/faults, and ends with a table.
# Usage: scripts/faults.sh [--minutes 20] [--seed N] [--only TEXT]
#   --seed   which each run prints, repeats a run's faults
#   --only   only the kinds of fault with this text in their name, such as "kill"
set -Eeuo pipefail
# shellcheck source=scripts/environment.sh
source "$(dirname "$0")/environment.sh"
# shellcheck source=scripts/own-platform.sh
source "$(dirname "$0")/own-platform.sh"

main() {
  [[ ${1:-} != --help ]] || { usage; exit; }
  cd "$ROOT"
  "$ROOT/scripts/install/bun.sh"
  "$ROOT/scripts/install/dependencies.sh"
  use_own_platform faults >/dev/null
  bun tests/faults/run.ts "$@"
}

main "$@"
