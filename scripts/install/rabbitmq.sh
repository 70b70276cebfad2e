#!/usr/bin/env bash
# Installs the system's RabbitMQ package, if it is missing, without starting or enabling its broker.
# Usage: scripts/install/rabbitmq.sh
set -Eeuo pipefail
# shellcheck source=scripts/environment.sh
source "$(dirname "$0")/../environment.sh"

policy=/usr/sbin/policy-rc.d

have_rabbitmq() { [[ -x /usr/lib/rabbitmq/bin/rabbitmq-server ]]; }

# Debian's maintainer scripts run this file before they start a service; 101 forbids it.
forbid_starting_services() {
  [[ -e $policy ]] && return
  trap 'rm -f "$policy"' EXIT
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod +x "$policy"
}

main() {
  help_if_asked "$@"
  refuse_arguments "$@"
  have_rabbitmq && return
  [[ $EUID -eq 0 ]] || { as_root "$0"; return; }
  forbid_starting_services
  "$ROOT/scripts/install/apt.sh" rabbitmq-server
  if command -v systemctl >/dev/null; then systemctl disable rabbitmq-server >&2; fi
}

main "$@"
