#!/usr/bin/env bash
# PM2 for this checkout: its own daemon with its home under .local/, run by Bun, for a machine without a global pm2.
# Usage: scripts/pm2.sh list | stop billing_app | start billing_app | logs | …
set -Eeuo pipefail
# shellcheck source=scripts/environment.sh
source "$(dirname "$0")/environment.sh"

main() {
  [[ ${1:-} != --help ]] || { usage; exit; }
  cd "$ROOT"
  exec bun node_modules/pm2/bin/pm2 "$@"
}

main "$@"
