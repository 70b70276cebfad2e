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

open_ports() { "$ROOT/scripts/install/firewall.sh" "$@"; }
install_postgresql() { "$ROOT/scripts/install/postgresql.sh"; }
install_rabbitmq() { "$ROOT/scripts/install/rabbitmq-service.sh"; }
install_pm2() { "$ROOT/scripts/install/pm2.sh"; }
migrate() { "$ROOT/scripts/migrate.sh" "$1"; }

# Bun, and of the packages only what these workspaces need. PM2 is the top folder's.
install_bun_and_packages() {
  "$ROOT/scripts/install/bun.sh"
  "$ROOT/scripts/install/dependencies.sh" matinee "${@/#/@matinee/}"
}

# What an app runs from: its own code, the packages, the settings.
version_of() {
  find contracts runtime patches "$1" package.json bun.lock .bun-version ecosystem.config.cjs "$SETTINGS" \
    -name node_modules -prune -o -type f -print0 | sort -z | xargs -0 cksum
}

# Starts an app, or starts it anew when what it runs from has changed, and comes back when it answers.
start() {
  local app=$1 folder=${1%_app} port
  port=${folder^^}_PORT
  id "$MATINEE_USER" >/dev/null 2>&1 || useradd --system --user-group --no-create-home --shell /usr/sbin/nologin "$MATINEE_USER"
  # One that was stopped is started.
  answers "${!port}" || runs "$app" || forget "$app"
  once_for "$app" "$(version_of "$folder")" start_anew "$app"
  wait_until "$app's answer (its log: sudo pm2 logs $app --nostream)" 180 answers "${!port}"
}

start_anew() {
  local secrets
  say "Starting $1"
  # What only migrations need is no app's business.
  mapfile -t secrets < <(compgen -e | grep -E '^POSTGRES_ADMIN_|_DATABASE_OWNER')
  root_pm2 delete --silent "$1" >/dev/null 2>&1 || true
  env "${secrets[@]/#/--unset=}" /usr/local/bin/pm2 start ecosystem.config.cjs --only "$1" --silent
  root_pm2 save --silent
}

root_pm2() { /usr/local/bin/pm2 "$@"; }
runs() { [[ $(root_pm2 pid "$1") =~ ^[1-9] ]]; }

answers() { curl -fs --noproxy '*' --max-time 10 -o /dev/null "http://127.0.0.1:$1/health/live"; }
