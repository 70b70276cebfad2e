#!/usr/bin/env bash
# Starts Matinee on this machine, for Debian and Ubuntu. Installs Bun, the packages and RabbitMQ if they are missing, starts a private
# PostgreSQL and RabbitMQ, runs the migrations, starts the apps under PM2, and loads 100 sample movies into an empty catalogue.
# Safe to run again: it restarts the apps only when the code or the settings have changed.
# Usage: scripts/up.sh [--urls]
#   --urls   only prints all URLs, as NAME=value lines
set -Eeuo pipefail
# shellcheck source=scripts/environment.sh
source "$(dirname "$0")/environment.sh"
load_settings

# Reports the invalid settings of all services in one message.
check_settings() {
  local config faults
  faults=$(for config in {gateway,inventory,billing,pairing,pairing/bot}/config.ts; do bun "$ROOT/$config" 2>&1 || true; done | grep -E '^  [A-Z_]+: ' | sort -u) || return 0
  fail "These settings are wrong. Correct them in .env or in the environment:"$'\n'"$faults"
}

# A checksum of the settings, and of the code if this is a git checkout.
version_of_checkout() {
  { env | grep -E '^[A-Z_]+=' | grep -E "^($(sed -nE 's/^([A-Z][A-Z0-9_]*)=.*/\1/p' "$ROOT/.env" | paste -sd'|'))=" | sort; } | cksum
  git -C "$ROOT" rev-parse HEAD 2>/dev/null && git -C "$ROOT" diff HEAD 2>/dev/null | cksum
}

# Starts the apps that are not running. Restarts all of them if the code or the settings have changed.
start_apps() {
  local app version missing=() started_from=$MATINEE_STATE/apps.version
  version=$(version_of_checkout || true)
  if [[ -f $PM2_HOME/pm2.pid && $version != "$(cat "$started_from" 2>/dev/null)" ]]; then "$ROOT/scripts/pm2.sh" delete all --silent >&2 || true; fi
  echo "$version" >"$started_from"
  for app in $(apps); do
    runs "$app" || missing+=("$app")
  done
  ((${#missing[@]})) || return 0
  for app in "${missing[@]}"; do refuse_taken_port "$app"; done
  say "Starting ${missing[*]}"
  "$ROOT/scripts/pm2.sh" start ecosystem.config.cjs --only "$(IFS=,; echo "${missing[*]}")" --silent >&2 ||
    fail "PM2 could not start the apps. See their logs: ./scripts/pm2.sh logs --nostream"
}

# The bot runs only with a Telegram token.
apps() { echo inventory_app billing_app pairing_app gateway_app ${TELEGRAM_BOT_TOKEN:+pairing_bot}; }

runs() {
  local pid
  pid=$("$ROOT/scripts/pm2.sh" pid "$1" 2>/dev/null | tail -n 1)
  [[ $pid =~ ^[1-9][0-9]*$ ]]
}

# Without this check the app would report the taken port only in its log.
refuse_taken_port() {
  local setting=${1%_app}_PORT
  setting=${setting^^}
  # The bot listens only for webhooks.
  [[ $1 != pairing_bot || -n $TELEGRAM_WEBHOOK_URL ]] || return 0
  if (: <"/dev/tcp/127.0.0.1/${!setting}") 2>/dev/null; then
    fail "Port ${!setting} is taken by another program. Set another $setting in .env or in the environment."
  fi
}

# Any certificate is accepted: the gateway is on this machine.
healthy() { bun -e 'process.exit((await fetch(process.argv[1], { tls: { rejectUnauthorized: false } }).catch(() => ({}))).ok ? 0 : 1)' "$1/health"; }

main() {
  local urls only_urls=
  help_if_asked "$@"
  if [[ ${1:-} == --urls ]]; then
    only_urls=yes
    shift
  fi
  refuse_arguments "$@"
  "$ROOT/scripts/install/bun.sh"
  "$ROOT/scripts/install/dependencies.sh"
  check_settings
  urls=$(bun "$ROOT/scripts/urls.ts")
  if [[ -n $only_urls ]]; then
    echo "$urls"
    exit
  fi
  [[ -n ${RABBITMQ_URL:-} ]] || "$ROOT/scripts/install/rabbitmq.sh"
  "$ROOT/scripts/services.sh" start
  "$ROOT/scripts/migrate.sh"
  start_apps
  eval "$urls"
  wait_until "Matinee is not healthy, see $GATEWAY_URL/health" 60 healthy "$GATEWAY_URL"
  bun "$ROOT/inventory/sample/load.ts" "$INVENTORY_URL"
  say "Matinee is up"
  cat <<EOF

  API            $GATEWAY_URL
  documentation  $GATEWAY_URL/swagger
  queues         ${RABBITMQ_MANAGEMENT_URL:-not on this machine}
  processes      ./scripts/pm2.sh list
  all URLs       ./scripts/up.sh --urls

Try it:

  curl '$GATEWAY_URL/api/movies?title=godfather'

EOF
}

main "$@"
