#!/usr/bin/env bash
# Installs Debian's PostgreSQL on a VM, on loopback at POSTGRES_PORT, with the administrator role of the settings. Needs root. Elsewhere
# scripts/services.sh starts a private server.
# Usage: scripts/install/postgresql.sh
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

# systemd reports `postgresql` as started even when a cluster is down, so start each cluster.
start() {
  local cluster
  for cluster in /etc/postgresql/*/main; do
    cluster=${cluster%/main}
    systemctl start "postgresql@${cluster##*/}-main"
  done
}

as_postgres() { runuser -u postgres -- psql -qtA --set=ON_ERROR_STOP=1 --port="$POSTGRES_PORT" "$@"; }
is_ready() { as_postgres -c 'select' >/dev/null 2>&1; }

# On the local socket the postgres user needs no password.
create_administrator() {
  as_postgres <<'SQL'
\getenv name POSTGRES_ADMIN_USER
\getenv password POSTGRES_ADMIN_PASSWORD
select format('create role %I', :'name') where not exists (select from pg_roles where rolname = :'name') \gexec
alter role :"name" superuser login password :'password';
SQL
}

main() {
  help_if_asked "$@"
  refuse_arguments "$@"
  cd /
  # The installer's locale sets the cluster's encoding.
  LC_ALL=C.UTF-8 "$ROOT/scripts/install/apt.sh" postgresql
  once_for postgresql "$(configuration)" configure
  start
  wait_until "PostgreSQL does not accept connections, see journalctl -u 'postgresql@*'" 120 is_ready
  once_for postgresql-administrator "$POSTGRES_ADMIN_USER $POSTGRES_ADMIN_PASSWORD" create_administrator
}

main "$@"
