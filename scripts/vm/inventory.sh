#!/usr/bin/env bash
# Makes this VM inventory-vm: the catalogue and pairing with their databases. Only the gateway reaches them. `vagrant up` and `vagrant provision` run
# it as root; a second time changes nothing, unless the code or the settings have changed.
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
}

main "$@"
