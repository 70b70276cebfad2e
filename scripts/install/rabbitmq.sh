#!/usr/bin/env bash
# Makes sure that RabbitMQ's programs are here, from the system's package. The package would start a broker and start it at
# each boot; nobody asked for that one, so a broker that this script brought is neither started nor enabled.
set -Eeuo pipefail
# shellcheck source=scripts/environment.sh
source "$(dirname "$0")/../environment.sh"

policy=/usr/sbin/policy-rc.d

have_rabbitmq() { [[ -x /usr/lib/rabbitmq/bin/rabbitmq-server ]]; }

# Debian's maintainer scripts ask this file whether they may start a service; 101 says no.
forbid_starting_services() {
  [[ -e $policy ]] && return
  trap 'rm -f "$policy"' EXIT
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod +x "$policy"
}

main() {
  [[ ${1:-} != --help ]] || { usage; exit; }
  have_rabbitmq && return
  [[ $EUID -eq 0 ]] || { as_root "$0"; return; }
  forbid_starting_services
  "$ROOT/scripts/install/apt.sh" rabbitmq-server
  if command -v systemctl >/dev/null; then systemctl disable rabbitmq-server >&2; fi
}

main "$@"
