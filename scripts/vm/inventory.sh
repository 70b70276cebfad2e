#!/usr/bin/env bash
# Makes this VM inventory-vm: the catalogue and pairing with their databases, which only the gateway reaches, and pairing's bot where
# there is a token for it. `vagrant up` and `vagrant provision` run it as root; a second time changes nothing, unless the code or the
# settings have changed.
set -Eeuo pipefail
# shellcheck source=scripts/vm/recipe.sh
source "$(dirname "$0")/recipe.sh"

main() {
  [[ ${1:-} != --help ]] || { usage; exit; }
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
