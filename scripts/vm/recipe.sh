# shellcheck shell=bash
# Sourced by the VMs' recipes: the steps that they are made of. Each asks before it acts, so that a second time changes nothing.

# shellcheck source=scripts/environment.sh
source "$(dirname "${BASH_SOURCE[0]}")/../environment.sh"
# shellcheck source=scripts/install/once.sh
source "$ROOT/scripts/install/once.sh"
load_settings
cd "$ROOT" || exit
# The one that `sudo pm2` speaks to.
export PM2_HOME=/root/.pm2

# Whom the apps run as. PM2 itself is root's, and hands each app its settings.
export MATINEE_USER=matinee
# What they keep beside their databases: the bot's memory.
apps_state=/var/lib/matinee-apps

open_ports() { "$ROOT/scripts/install/firewall.sh" "$@"; }
install_postgresql() { "$ROOT/scripts/install/postgresql.sh"; }
install_rabbitmq() { "$ROOT/scripts/install/rabbitmq-service.sh"; }
install_pm2() { "$ROOT/scripts/install/pm2.sh"; }

# Bun, and of the packages only what these workspaces need. PM2 is the top folder's.
install_bun_and_packages() {
  "$ROOT/scripts/install/bun.sh"
  "$ROOT/scripts/install/dependencies.sh" matinee "${@/#/@matinee/}"
}

# What runs from a folder is made of: its own code, the packages, the settings.
version_of() {
  find contracts runtime client patches "$1" package.json bun.lock .bun-version ecosystem.config.cjs "$SETTINGS" \
    -name node_modules -prune -o -type f -print0 | sort -z | xargs -0 cksum
}

# Brings a database up to date, when the migrations or the settings have changed or it is not there.
migrate() {
  local name=${1^^}_DATABASE_NAME
  has_tables "${!name}" || forget "migrations-$1"
  once_for "migrations-$1" "$(version_of sql)" "$ROOT/scripts/migrate.sh" "$1"
}
has_tables() {
  [[ $(runuser -u postgres -- psql -tA --port="$POSTGRES_PORT" --dbname="$1" -c 'select count(*) > 0 from dbmate.migrations' 2>/dev/null) == t ]]
}

# Starts an app, or starts it anew when what it runs from has changed, and comes back when it works.
start() {
  local app=$1
  id "$MATINEE_USER" >/dev/null 2>&1 || useradd --system --user-group --no-create-home --shell /usr/sbin/nologin "$MATINEE_USER"
  # One that was stopped is started.
  works "$app" || runs "$app" || forget "$app"
  once_for "$app" "$(version_of "${app%_*}")" start_anew "$app"
  wait_until "$app's answer (its log: sudo pm2 logs $app --nostream)" 180 works "$app"
}

start_anew() {
  local config=${1%_*}/config.ts foreign
  [[ $1 != pairing_bot ]] || config=pairing/bot/config.ts
  # What is wrong with the settings, for the user that the app runs as, is said before the app that runs is stopped.
  runuser -u "$MATINEE_USER" -- "$(command -v bun)" "$config"
  say "Starting $1"
  mapfile -t foreign < <(compgen -e | grep -E "$(no_business_of "$1")")
  install -d -m 700 -o "$MATINEE_USER" -g "$MATINEE_USER" "$apps_state"
  root_pm2 delete --silent "$1" >/dev/null 2>&1 || true
  env "${foreign[@]/#/--unset=}" "MATINEE_STATE=$apps_state" /usr/local/bin/pm2 start ecosystem.config.cjs --only "$1" --silent
  root_pm2 save --silent
}

# Which settings an app is not handed: what only migrations use, and what only the bot does or does not.
no_business_of() {
  case $1 in
    pairing_bot) echo '^POSTGRES_|_DATABASE_|^S3_' ;;
    *) echo '^POSTGRES_ADMIN_|_DATABASE_OWNER|^TELEGRAM_|^PAIRING_BOT_' ;;
  esac
}

# Takes away an app that an earlier time started, and that starts at boot.
remove() {
  grep -qsE "\"name\": ?\"$1\"" "$PM2_HOME/dump.pm2" || return 0
  say "Removing $1"
  root_pm2 delete --silent "$1" >/dev/null 2>&1 || true
  root_pm2 save --silent
  forget "$1"
}

root_pm2() { /usr/local/bin/pm2 "$@"; }
runs() { [[ $(root_pm2 pid "$1") =~ ^[1-9] ]]; }

# Whether an app answers at its port. The bot has none, and waits for Telegram as long as it takes: it has a process.
works() {
  local port=${1%_app} scheme=http
  [[ $1 != pairing_bot ]] || { pgrep -u "$MATINEE_USER" -f ' bot/server\.ts$' >/dev/null; return; }
  [[ $1 != gateway_app || -z ${GATEWAY_TLS_CERT:-} ]] || scheme=https
  port=${port^^}_PORT
  # Whose certificate the gateway shows does not matter here.
  curl -fsk --noproxy '*' --max-time 10 -o /dev/null "$scheme://127.0.0.1:${!port}/health/live"
}
