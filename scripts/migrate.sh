#!/usr/bin/env bash
# Brings the databases up to date: on the local PostgreSQL creates the roles and databases first, then applies the migrations of
# sql/ as the owner. Safe to run again.
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
  case ${1:-} in
    --help) usage; exit ;;
    '') set -- inventory billing pairing ;;
  esac
  for service in "$@"; do
    [[ -d sql/$service ]] || { usage >&2; exit 2; }
    migrate "$service"
  done
}

main "$@"
