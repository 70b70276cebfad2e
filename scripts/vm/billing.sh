#!/usr/bin/env bash
# Configures billing-vm: RabbitMQ, billing and its database. `vagrant up` and `vagrant provision` run it as root. Safe to run again.
# Usage: scripts/vm/billing.sh
set -Eeuo pipefail
# shellcheck source=scripts/vm/recipe.sh
source "$(dirname "$0")/recipe.sh"

main() {
  help_if_asked "$@"
  refuse_arguments "$@"
  open_ports "$RABBITMQ_PORT:$GATEWAY_VM_ADDRESS"
  install_bun_and_packages billing sql
  install_postgresql
  migrate billing
  install_rabbitmq
  install_pm2
  start billing_app
}

main "$@"
