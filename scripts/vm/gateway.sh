#!/usr/bin/env bash
# Makes this VM gateway-vm: the one that clients reach, with nothing but the gateway on it. `vagrant up` and `vagrant provision` run
# it as root; a second time changes nothing, unless the code or the settings have changed.
set -Eeuo pipefail
# shellcheck source=scripts/vm/recipe.sh
source "$(dirname "$0")/recipe.sh"

main() {
  [[ ${1:-} != --help ]] || { usage; exit; }
  open_ports "$GATEWAY_PORT"
  install_bun_and_packages gateway
  install_pm2
  start gateway_app
}

main "$@"
