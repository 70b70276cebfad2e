#!/usr/bin/env bash
# Configures inventory-vm: inventory and pairing with their databases, and the Telegram bot if it has a token. `vagrant up` and
# `vagrant provision` run it as root. Safe to run again.
# Usage: scripts/vm/inventory.sh
set -Eeuo pipefail
# shellcheck source=scripts/vm/recipe.sh
source "$(dirname "$0")/recipe.sh"

main() {
  help_if_asked "$@"
  refuse_arguments "$@"
  open_ports "$INVENTORY_PORT:$GATEWAY_VM_ADDRESS" "$PAIRING_PORT:$GATEWAY_VM_ADDRESS"
  install_bun_and_packages inventory pairing sql
  install_postgresql
  migrate inventory
  migrate pairing
  install_pm2
  start inventory_app
  start pairing_app
  if [[ -n ${TELEGRAM_BOT_TOKEN:-} ]]; then start pairing_bot; else remove pairing_bot; fi
}

main "$@"
