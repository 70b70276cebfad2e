#!/usr/bin/env bash
# Configures gateway-vm: the gateway, and nothing else. `vagrant up` and `vagrant provision` run it as root. Safe to run again.
# Usage: scripts/vm/gateway.sh
set -Eeuo pipefail
# shellcheck source=scripts/vm/recipe.sh
source "$(dirname "$0")/recipe.sh"

main() {
  help_if_asked "$@"
  refuse_arguments "$@"
  open_ports "$GATEWAY_PORT"
  install_bun_and_packages gateway
  install_pm2
  start gateway_app
}

main "$@"
