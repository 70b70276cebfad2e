#!/usr/bin/env bash
# Runs PM2 for this checkout: with its own daemon, whose home is .local/pm2.
# Usage: scripts/pm2.sh list | stop APP | start APP | restart APP | logs …
#   APP   gateway_app, inventory_app, billing_app, pairing_app or pairing_bot
set -Eeuo pipefail
# shellcheck source=scripts/environment.sh
source "$(dirname "$0")/environment.sh"

main() {
  help_if_asked "$@"
  cd "$ROOT"
  exec bun node_modules/pm2/bin/pm2 "$@"
}

main "$@"
