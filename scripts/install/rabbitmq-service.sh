#!/usr/bin/env bash
# Installs RabbitMQ as a system service on a VM, with the user and virtual host of the settings and without `guest`. Needs root. Elsewhere
# scripts/services.sh starts a private node.
# Usage: scripts/install/rabbitmq-service.sh
set -Eeuo pipefail
# shellcheck source=scripts/environment.sh
source "$(dirname "$0")/../environment.sh"
# shellcheck source=scripts/install/once.sh
source "$(dirname "$0")/once.sh"
load_settings

# It listens on all addresses, because the private network may come up later. The firewall admits only the gateway.
# All other ports are on loopback.
configuration() {
  cat <<CONF
listeners.tcp.all = 0.0.0.0:$RABBITMQ_PORT
management.tcp.ip = 127.0.0.1
management.tcp.port = 15672
disk_free_limit.absolute = 1GB
CONF
}

# The data folder is named after the node, so the name must not depend on the host name.
environment() {
  cat <<'CONF'
NODENAME=rabbit@localhost
SERVER_ADDITIONAL_ERL_ARGS="-kernel inet_dist_use_interface {127,0,0,1}"
CONF
}

# systemd starts epmd, which by default listens on all addresses.
epmd_address() {
  cat <<'CONF'
[Socket]
ListenStream=
ListenStream=127.0.0.1:4369
CONF
}

configure() {
  say "Configuring and starting RabbitMQ"
  systemctl stop rabbitmq-server epmd.socket epmd.service
  configuration >/etc/rabbitmq/rabbitmq.conf
  environment >/etc/rabbitmq/rabbitmq-env.conf
  echo '[rabbitmq_management].' >/etc/rabbitmq/enabled_plugins
  mkdir -p /etc/systemd/system/epmd.socket.d
  epmd_address >/etc/systemd/system/epmd.socket.d/loopback.conf
  systemctl daemon-reload
  systemctl -q enable --now epmd.socket
  # Returns when RabbitMQ accepts connections.
  systemctl -q enable --now rabbitmq-server
}

ctl() { rabbitmqctl --quiet "$@"; }
has() { ctl "list_$1" | cut -f1 | grep -xF "$2" >/dev/null; }

# The password goes through standard input, to keep it out of the process list.
create_user() {
  local put=add_user
  if has users "$RABBITMQ_USER"; then put=change_password; fi
  ctl "$put" "$RABBITMQ_USER" <<<"$RABBITMQ_PASSWORD"
  has vhosts "$RABBITMQ_VHOST" || ctl add_vhost "$RABBITMQ_VHOST"
  ctl set_permissions -p "$RABBITMQ_VHOST" "$RABBITMQ_USER" '.*' '.*' '.*'
  # Allows login to the management UI.
  ctl set_user_tags "$RABBITMQ_USER" management
  if has users guest; then ctl delete_user guest; fi
}

main() {
  help_if_asked "$@"
  refuse_arguments "$@"
  "$ROOT/scripts/install/rabbitmq.sh"
  once_for rabbitmq "$(configuration; environment; epmd_address)" configure
  systemctl start rabbitmq-server
  once_for rabbitmq-user "$RABBITMQ_USER $RABBITMQ_PASSWORD $RABBITMQ_VHOST" create_user
}

main "$@"
