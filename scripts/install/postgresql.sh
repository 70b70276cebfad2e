#!/usr/bin/env bash
# Makes sure that Debian's own PostgreSQL runs here, listens at POSTGRES_PORT on loopback and nowhere else, and knows the settings'
# administrator. For a machine that is Matinee's alone, as root; scripts/up.sh brings a server of its own instead.
set -Eeuo pipefail
# shellcheck source=scripts/environment.sh
source "$(dirname "$0")/../environment.sh"
# shellcheck source=scripts/install/once.sh
source "$(dirname "$0")/once.sh"
load_settings

configuration() {
  cat <<CONF
listen_addresses = '127.0.0.1'
port = $POSTGRES_PORT
CONF
}

configure() {
  local cluster
  for cluster in /etc/postgresql/*/main; do
    configuration >"$cluster/conf.d/matinee.conf"
  done
  systemctl restart postgresql
}

# Debian's `postgresql` stands for all clusters, and counts as started when one of them has died.
start() {
  local cluster
  for cluster in /etc/postgresql/*/main; do
    cluster=${cluster%/main}
    systemctl start "postgresql@${cluster##*/}-main"
  done
}

as_postgres() { runuser -u postgres -- psql -qtA --set=ON_ERROR_STOP=1 --port="$POSTGRES_PORT" "$@"; }
is_ready() { as_postgres -c 'select' >/dev/null 2>&1; }

# By the socket the postgres user needs no password, and it may do everything: that is how the administrator gets one.
create_administrator() {
  as_postgres <<'SQL'
\getenv name POSTGRES_ADMIN_USER
\getenv password POSTGRES_ADMIN_PASSWORD
select format('create role %I', :'name') where not exists (select from pg_roles where rolname = :'name') \gexec
alter role :"name" superuser login password :'password';
SQL
}

main() {
  [[ ${1:-} != --help ]] || { usage; exit; }
  cd /
  # A cluster gets its encoding from the locale of whoever installs it.
  LC_ALL=C.UTF-8 "$ROOT/scripts/install/apt.sh" postgresql
  once_for postgresql "$(configuration)" configure
  start
  wait_until "PostgreSQL's start" 120 is_ready
  once_for postgresql-administrator "$POSTGRES_ADMIN_USER $POSTGRES_ADMIN_PASSWORD" create_administrator
}

main "$@"
