#!/usr/bin/env bash
# Sends hostile and broken requests to a gateway of its own over raw TCP, with a good client beside them. It must not die, answer no 5xx that is
# not meant, serve the good client all the time, and have its memory back afterwards.
# Usage: scripts/fuzz.sh [REQUESTS, 100000] [SEED, which each run prints and which repeats it]
set -Eeuo pipefail
# shellcheck source=scripts/environment.sh
source "$(dirname "$0")/environment.sh"

main() {
  [[ ${1:-} != --help ]] || { usage; exit; }
  cd "$ROOT"
  "$ROOT/scripts/install/bun.sh"
  "$ROOT/scripts/install/dependencies.sh"
  bun tests/fuzz/run.ts "$@"
}

main "$@"
