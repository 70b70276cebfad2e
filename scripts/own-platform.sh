# shellcheck shell=bash
# Sourced after environment.sh: a Matinee of a script's own, beside the person's.

# Brings up a platform on free ports, with its data, new each time, in .local/$1, and stops it when the script ends. Nothing of the
# person's servers or data is touched.
use_own_platform() {
  local ports
  mapfile -t ports < <(bun "$ROOT/scripts/free-ports.ts" 9)
  export MATINEE_STATE=$ROOT/.local/$1 PM2_HOME=$ROOT/.local/$1/pm2
  export GATEWAY_PORT=${ports[0]} INVENTORY_PORT=${ports[1]} BILLING_PORT=${ports[2]} POSTGRES_PORT=${ports[3]}
  export RABBITMQ_PORT=${ports[4]} RABBITMQ_DIST_PORT=${ports[5]} RABBITMQ_EPMD_PORT=${ports[6]}
  export PAIRING_PORT=${ports[7]} PAIRING_BOT_PORT=${ports[8]} PAIRING_BOT_GATEWAY_URL='' TELEGRAM_BOT_TOKEN=''
  export INVENTORY_DATABASE_URL='' INVENTORY_DATABASE_OWNER_URL='' BILLING_DATABASE_URL='' BILLING_DATABASE_OWNER_URL='' RABBITMQ_URL=''
  export PAIRING_DATABASE_URL='' PAIRING_DATABASE_OWNER_URL=''
  # One that a killed run left behind is stopped first; it knows itself by its folder, whatever ports it had.
  "$ROOT/scripts/down.sh" --purge
  mkdir -p "$MATINEE_STATE"
  trap '"$ROOT/scripts/down.sh"' EXIT
  "$ROOT/scripts/up.sh"
}
