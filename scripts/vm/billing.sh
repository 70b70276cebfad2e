#!/usr/bin/env bash
# Makes this VM billing-vm: RabbitMQ, which only the gateway reaches, billing and its database. `vagrant up` and `vagrant provision` run
# it as root; a second time changes nothing, unless the code or the settings have changed.
set -Eeuo pipefail
# shellcheck source=scripts/vm/recipe.sh
source "$(dirname "$0")/recipe.sh"

main() {
  [[ ${1:-} != --help ]] || { usage; exit; }
  open_ports "$RABBITMQ_PORT:$GATEWAY_VM_ADDRESS"
  install_bun_and_packages billing sql
  install_postgresql
  migrate billing
  install_rabbitmq
  install_pm2
  start billing_app
}

main "$@"
