# shellcheck shell=bash
# Sourced by the VM recipes: their steps. Each step checks first what is already done.

# shellcheck source=scripts/environment.sh
source "$(dirname "${BASH_SOURCE[0]}")/../environment.sh"
# shellcheck source=scripts/install/once.sh
source "$ROOT/scripts/install/once.sh"
load_settings
cd "$ROOT" || exit
# The home of the daemon that `sudo pm2` uses.
export PM2_HOME=/root/.pm2

# PM2 runs as root; the apps run as this user.
export MATINEE_USER=matinee
# Data that is not in a database: the bot's pairings.
apps_state=/var/lib/matinee-apps

open_ports() { "$ROOT/scripts/install/firewall.sh" "$@"; }
install_postgresql() { "$ROOT/scripts/install/postgresql.sh"; }
install_rabbitmq() { "$ROOT/scripts/install/rabbitmq-service.sh"; }
install_pm2() { "$ROOT/scripts/install/pm2.sh"; }

# $@: workspaces whose packages are installed; PM2 is a package of the top folder.
install_bun_and_packages() {
  "$ROOT/scripts/install/bun.sh"
  "$ROOT/scripts/install/dependencies.sh" matinee "${@/#/@matinee/}"
}

# Checksums of an app's code, packages and settings.
version_of() {
  find contracts runtime client patches "$1" package.json bun.lock .bun-version ecosystem.config.cjs "$SETTINGS" \
    -name node_modules -prune -o -type f -print0 | sort -z | xargs -0 cksum
}

# Migrates a database if migrations or settings have changed, or if it does not exist.
migrate() {
  local name=${1^^}_DATABASE_NAME
  has_tables "${!name}" || forget "migrations-$1"
  once_for "migrations-$1" "$(version_of sql)" "$ROOT/scripts/migrate.sh" "$1"
}
has_tables() {
  [[ $(runuser -u postgres -- psql -tA --port="$POSTGRES_PORT" --dbname="$1" -c 'select count(*) > 0 from dbmate.migrations' 2>/dev/null) == t ]]
}

# Starts an app, or restarts it if its code, packages or settings have changed. Returns when it is live.
start() {
  local app=$1
  id "$MATINEE_USER" >/dev/null 2>&1 || useradd --system --user-group --no-create-home --shell /usr/sbin/nologin "$MATINEE_USER"
  # Start it also if somebody has stopped it.
  works "$app" || runs "$app" || forget "$app"
  once_for "$app" "$(version_of "${app%_*}")" start_anew "$app"
  wait_until "$app is not live, see sudo pm2 logs $app --nostream" 180 works "$app"
}

start_anew() {
  local config=${1%_*}/config.ts foreign
  [[ $1 != pairing_bot ]] || config=pairing/bot/config.ts
  # Report invalid settings before the running app is stopped.
  runuser -u "$MATINEE_USER" -- "$(command -v bun)" "$config"
  say "Starting $1"
  mapfile -t foreign < <(compgen -e | grep -E "$(excluded_settings "$1")")
  install -d -m 700 -o "$MATINEE_USER" -g "$MATINEE_USER" "$apps_state"
  root_pm2 delete --silent "$1" >/dev/null 2>&1 || true
  env "${foreign[@]/#/--unset=}" "MATINEE_STATE=$apps_state" /usr/local/bin/pm2 start ecosystem.config.cjs --only "$1" --silent
  root_pm2 save --silent
}

# Prints a pattern of the settings that an app does not get.
excluded_settings() {
  case $1 in
    pairing_bot) echo '^POSTGRES_|_DATABASE_|^S3_|^AWS_' ;;
    *) echo '^POSTGRES_ADMIN_|_DATABASE_OWNER|^TELEGRAM_|^PAIRING_BOT_' ;;
  esac
}

# Removes an app from PM2, if an earlier run started it.
remove() {
  grep -qsE "\"name\": ?\"$1\"" "$PM2_HOME/dump.pm2" || return 0
  say "Removing $1"
  root_pm2 delete --silent "$1" >/dev/null 2>&1 || true
  root_pm2 save --silent
  forget "$1"
}

root_pm2() { /usr/local/bin/pm2 "$@"; }
runs() { [[ $(root_pm2 pid "$1") =~ ^[1-9] ]]; }

# Whether an app is live. The bot has no port, so its process is enough.
works() {
  local port=${1%_app} scheme=http
  [[ $1 != pairing_bot ]] || { pgrep -u "$MATINEE_USER" -f ' bot/server\.ts$' >/dev/null; return; }
  [[ $1 != gateway_app || -z ${GATEWAY_TLS_CERT:-} ]] || scheme=https
  port=${port^^}_PORT
  # Any certificate is accepted: the gateway is on this machine.
  curl -fsk --noproxy '*' --max-time 10 -o /dev/null "$scheme://127.0.0.1:${!port}/health/live"
}
