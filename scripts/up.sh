#!/usr/bin/env bash
# Brings Matinee up on this machine: installs what is missing (Bun, the packages, RabbitMQ), starts a PostgreSQL and a RabbitMQ
# of its own, migrates, starts the apps under PM2, and fills an empty catalogue with a sample. Running it again changes nothing, unless
# the code or the settings have changed: then the apps start anew.
# Usage: scripts/up.sh [--urls]
#   --urls   only print every URL as NAME=value
set -Eeuo pipefail
# shellcheck source=scripts/environment.sh
source "$(dirname "$0")/environment.sh"
load_settings

# Every fault of every service's settings in one message.
check_settings() {
  local config faults
  faults=$(for config in {gateway,inventory,billing,pairing,pairing/bot}/config.ts; do bun "$ROOT/$config" 2>&1 || true; done | grep -E '^  [A-Z_]+: ' | sort -u) || return 0
  fail "These settings are wrong (.env, or the environment):"$'\n'"$faults"
}

# What the running apps were started from: the settings, and the code where git knows it.
version_of_checkout() {
  { env | grep -E '^[A-Z_]+=' | grep -E "^($(sed -nE 's/^([A-Z][A-Z0-9_]*)=.*/\1/p' "$ROOT/.env" | paste -sd'|'))=" | sort; } | cksum
  git -C "$ROOT" rev-parse HEAD 2>/dev/null && git -C "$ROOT" diff HEAD 2>/dev/null | cksum
}

# Starts the apps that do not run, and none twice; those that run other code or other settings are started anew.
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
    fail "PM2 could not start them; see scripts/pm2.sh logs --nostream"
}

# The bot only where Telegram's token for it is set.
apps() { echo inventory_app billing_app pairing_app gateway_app ${TELEGRAM_BOT_TOKEN:+pairing_bot}; }

runs() {
  local pid
  pid=$("$ROOT/scripts/pm2.sh" pid "$1" 2>/dev/null | tail -n 1)
  [[ $pid =~ ^[1-9][0-9]*$ ]]
}

# An app whose port answers although PM2 does not run it would fail in its log only.
refuse_taken_port() {
  local setting=${1%_app}_PORT
  setting=${setting^^}
  # The bot takes one only when Telegram is to deliver to it.
  [[ $1 != pairing_bot || -n $TELEGRAM_WEBHOOK_URL ]] || return 0
  if (: <"/dev/tcp/127.0.0.1/${!setting}") 2>/dev/null; then
    fail "Port ${!setting} is taken by another program. Set another $setting in .env or in the environment."
  fi
}

# Whose certificate the gateway shows does not matter here.
healthy() { bun -e 'process.exit((await fetch(process.argv[1], { tls: { rejectUnauthorized: false } }).catch(() => ({}))).ok ? 0 : 1)' "$1/health"; }

main() {
  local urls
  case ${1:-} in
    --help) usage; exit ;;
    --urls | '') ;;
    *) usage >&2; exit 2 ;;
  esac
  "$ROOT/scripts/install/bun.sh"
  "$ROOT/scripts/install/dependencies.sh"
  check_settings
  urls=$(bun "$ROOT/scripts/urls.ts")
  if [[ ${1:-} == --urls ]]; then
    echo "$urls"
    exit
  fi
  [[ -n ${RABBITMQ_URL:-} ]] || "$ROOT/scripts/install/rabbitmq.sh"
  "$ROOT/scripts/services.sh" start
  "$ROOT/scripts/migrate.sh"
  start_apps
  eval "$urls"
  wait_until "Matinee's health ($GATEWAY_URL/health)" 60 healthy "$GATEWAY_URL"
  bun "$ROOT/inventory/sample/load.ts" "$INVENTORY_URL"
  say "Matinee is up"
  cat <<EOF

  API            $GATEWAY_URL
  documentation  $GATEWAY_URL/swagger
  processes      ./scripts/pm2.sh list
  all URLs       ./scripts/up.sh --urls

Try it:

  curl '$GATEWAY_URL/api/movies?title=godfather'

EOF
}

main "$@"
