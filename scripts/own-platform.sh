# shellcheck shell=bash
# Sourced after environment.sh: a platform for one script, beside the user's own.

# Starts a new platform on free ports with its data in .local/$1, and stops it when the script ends.
use_own_platform() {
  local ports
  mapfile -t ports < <(bun "$ROOT/scripts/free-ports.ts" 10)
  export MATINEE_STATE=$ROOT/.local/$1 PM2_HOME=$ROOT/.local/$1/pm2
  export GATEWAY_PORT=${ports[0]} INVENTORY_PORT=${ports[1]} BILLING_PORT=${ports[2]} POSTGRES_PORT=${ports[3]}
  export RABBITMQ_PORT=${ports[4]} RABBITMQ_DIST_PORT=${ports[5]} RABBITMQ_EPMD_PORT=${ports[6]}
  export PAIRING_PORT=${ports[7]} PAIRING_BOT_PORT=${ports[8]} RABBITMQ_MANAGEMENT_PORT=${ports[9]} PAIRING_BOT_GATEWAY_URL='' TELEGRAM_BOT_TOKEN=''
  export INVENTORY_DATABASE_URL='' INVENTORY_DATABASE_OWNER_URL='' BILLING_DATABASE_URL='' BILLING_DATABASE_OWNER_URL='' RABBITMQ_URL=''
  export PAIRING_DATABASE_URL='' PAIRING_DATABASE_OWNER_URL=''
  # First stops the platform of a killed run, which down.sh finds by its folder.
  "$ROOT/scripts/down.sh" --purge
  mkdir -p "$MATINEE_STATE"
  trap stop_own_platform EXIT
  "$ROOT/scripts/up.sh"
}

# Stops the platform, also processes without a pid file yet, and ignores a second Ctrl-C.
stop_own_platform() {
  trap '' INT TERM HUP
  "$ROOT/scripts/down.sh"
  local signal
  for signal in INT TERM KILL; do
    end_processes_of_platform "$signal" && return
    sleep 2
  done
}

# Sends a signal to all processes of the platform except this script. Succeeds if there are none. The processes have the platform's
# folder in their environment, RabbitMQ's only a folder in it.
end_processes_of_platform() {
  local file pid pids=()
  for file in /proc/[0-9]*/environ; do
    pid=${file//[^0-9]/}
    [[ $pid -ne $$ && $pid -ne $BASHPID ]] || continue
    if grep -qzxF "MATINEE_STATE=$MATINEE_STATE" "$file" 2>/dev/null || grep -qzF "=$MATINEE_STATE/rabbitmq/" "$file" 2>/dev/null; then
      pids+=("$pid")
    fi
  done
  ((${#pids[@]})) || return 0
  kill -s "$1" "${pids[@]}" 2>/dev/null || true
  return 1
}
