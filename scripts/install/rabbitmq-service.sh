#!/usr/bin/env bash
# Makes sure that RabbitMQ runs here as the system's service, with the settings' user and virtual host and no guest. For a machine that is
# Matinee's alone, as root; scripts/up.sh runs a private node instead.
set -Eeuo pipefail
# shellcheck source=scripts/environment.sh
source "$(dirname "$0")/../environment.sh"
# shellcheck source=scripts/install/once.sh
source "$(dirname "$0")/once.sh"
load_settings

# Orders are taken from another machine, so RabbitMQ listens on every address, and the firewall says who may come: the private network's
# address may come up later than RabbitMQ does. All else that it opens stays on loopback.
configuration() {
  cat <<CONF
listeners.tcp.all = 0.0.0.0:$RABBITMQ_PORT
management.tcp.ip = 127.0.0.1
management.tcp.port = 15672
disk_free_limit.absolute = 1GB
CONF
}

# A node's data goes by its name: one that does not follow the machine's.
environment() {
  cat <<'CONF'
NODENAME=rabbit@localhost
SERVER_ADDITIONAL_ERL_ARGS="-kernel inet_dist_use_interface {127,0,0,1}"
CONF
}

# The port mapper is systemd's to start, and listens everywhere unless it is told otherwise.
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
  # Comes back when RabbitMQ takes connections.
  systemctl -q enable --now rabbitmq-server
}

ctl() { rabbitmqctl --quiet "$@"; }
has() { ctl "list_$1" | cut -f1 | grep -xF "$2" >/dev/null; }

# The password goes by standard input, where no list of processes shows it.
create_user() {
  local put=add_user
  if has users "$RABBITMQ_USER"; then put=change_password; fi
  ctl "$put" "$RABBITMQ_USER" <<<"$RABBITMQ_PASSWORD"
  has vhosts "$RABBITMQ_VHOST" || ctl add_vhost "$RABBITMQ_VHOST"
  ctl set_permissions -p "$RABBITMQ_VHOST" "$RABBITMQ_USER" '.*' '.*' '.*'
  # May see this virtual host in the management pages.
  ctl set_user_tags "$RABBITMQ_USER" management
  if has users guest; then ctl delete_user guest; fi
}

main() {
  [[ ${1:-} != --help ]] || { usage; exit; }
  "$ROOT/scripts/install/rabbitmq.sh"
  once_for rabbitmq "$(configuration; environment; epmd_address)" configure
  systemctl start rabbitmq-server
  once_for rabbitmq-user "$RABBITMQ_USER $RABBITMQ_PASSWORD $RABBITMQ_VHOST" create_user
}

main "$@"
