# shellcheck shell=bash
# Sourced by services.sh: a private RabbitMQ node that runs the programs of the system's package.

rabbitmq_home=$MATINEE_STATE/rabbitmq

needs_rabbitmq() { [[ -z ${RABBITMQ_URL:-} ]]; }

write_rabbitmq_settings() {
  mkdir -p "$rabbitmq_home"
  # The first start creates this user (an administrator) and virtual host, and no `guest`.
  cat >"$rabbitmq_home/rabbitmq.conf" <<CONF
listeners.tcp.local = 127.0.0.1:$RABBITMQ_PORT
default_user = $RABBITMQ_USER
default_pass = $RABBITMQ_PASSWORD
default_vhost = $RABBITMQ_VHOST
disk_free_limit.absolute = 512MB
log.file.level = info
management.tcp.ip = 127.0.0.1
management.tcp.port = ${RABBITMQ_MANAGEMENT_PORT:-15672}
CONF
  echo "[${RABBITMQ_MANAGEMENT_PORT:+rabbitmq_management}]." >"$rabbitmq_home/enabled_plugins"
  chmod 600 "$rabbitmq_home/rabbitmq.conf"
}

# Runs a command for the private node, without the RabbitMQ settings of the user or the system.
rabbitmq() {
  env -i PATH="$PATH" HOME="$rabbitmq_home" LANG=C.UTF-8 RUNNING_UNDER_SYSTEMD=true \
    RABBITMQ_NODENAME=matinee@localhost RABBITMQ_CONF_ENV_FILE=/dev/null \
    RABBITMQ_CONFIG_FILE="$rabbitmq_home/rabbitmq.conf" RABBITMQ_ENABLED_PLUGINS_FILE="$rabbitmq_home/enabled_plugins" \
    RABBITMQ_MNESIA_BASE="$rabbitmq_home/data" RABBITMQ_LOG_BASE="$rabbitmq_home/log" RABBITMQ_PID_FILE="$rabbitmq_home/pid" \
    RABBITMQ_DIST_PORT="$RABBITMQ_DIST_PORT" ERL_EPMD_PORT="$RABBITMQ_EPMD_PORT" ERL_EPMD_ADDRESS=127.0.0.1 \
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS='-kernel inet_dist_use_interface {127,0,0,1}' \
    "$@"
}

# The pid may have been reused, so check the node's folder in the command line.
is_our_node() { tr '\0' ' ' 2>/dev/null <"/proc/$1/cmdline" | grep -qF "$rabbitmq_home"; }
is_no_node() { ! is_our_node "$1"; }
rabbitmq_pid() { cat "$rabbitmq_home/pid" 2>/dev/null || echo none; }
rabbitmq_runs() { is_our_node "$(rabbitmq_pid)"; }
rabbitmq_ready() { rabbitmq_runs && answers_on "$RABBITMQ_PORT"; }

start_rabbitmq() {
  if rabbitmq_ready; then return; fi
  if ! rabbitmq_runs; then
    refuse_taken_port RABBITMQ_PORT
    [[ -z ${RABBITMQ_MANAGEMENT_PORT:-} ]] || refuse_taken_port RABBITMQ_MANAGEMENT_PORT
    write_rabbitmq_settings
    rm -f "$rabbitmq_home/pid"
    rabbitmq setsid /usr/lib/rabbitmq/bin/rabbitmq-server >"$rabbitmq_home/server.log" 2>&1 </dev/null &
  fi
  wait_until "RabbitMQ does not start, see $rabbitmq_home/server.log and log/" 90 rabbitmq_ready
}

stop_rabbitmq() {
  local pid
  if rabbitmq_runs; then
    # The node removes its pid file long before it ends.
    pid=$(rabbitmq_pid)
    kill -TERM "$pid"
    wait_until "RabbitMQ does not stop" 60 is_no_node "$pid"
  fi
  # epmd outlives the node. Ours has its own port.
  if answers_on "$RABBITMQ_EPMD_PORT"; then ERL_EPMD_PORT=$RABBITMQ_EPMD_PORT epmd -kill >/dev/null || true; fi
}
