#!/usr/bin/env bash
# Creates the roles and databases on the local PostgreSQL, then applies the migrations of sql/ as the owner role. Safe to run again.
# Usage: scripts/migrate.sh [inventory|billing|pairing]…
set -Eeuo pipefail
# shellcheck source=scripts/environment.sh
source "$(dirname "$0")/environment.sh"
load_settings

migrate() {
  local service=$1 prefix url
  prefix=${service^^}
  url=${prefix}_DATABASE_URL
  [[ -n ${!url:-} ]] || bun "$ROOT/sql/provision.ts" "$prefix"
  DATABASE_URL=$(bun "$ROOT/sql/owner-url.ts" "$prefix")
  export DATABASE_URL
  dbmate wait >&2
  bun "$ROOT/sql/drop-invalid-indexes.ts"
  dbmate --migrations-dir "$ROOT/sql/$service" --migrations-table dbmate.migrations --no-dump-schema migrate >&2
}

dbmate() { bun "$ROOT/sql/node_modules/.bin/dbmate" "$@"; }

main() {
  local service
  cd "$ROOT"
  help_if_asked "$@"
  (($#)) || set -- inventory billing pairing
  for service in "$@"; do
    [[ -d sql/$service ]] || refuse_arguments "$service"
    migrate "$service"
  done
}

main "$@"
