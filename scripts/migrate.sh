#!/usr/bin/env bash
# Creates the roles and databases on the local PostgreSQL, then applies the migrations of sql/ as the owner role. Safe to run again.
# Usage: scripts/migrate.sh [inventory|billing|pairing]…
set -Eeuo pipefail
# shellcheck source=scripts/environment.sh
source "$(dirname "$0")/environment.sh"

main() {
  help_if_asked "$@"
  refuse_options "$@"
  load_settings
  exec bun "$ROOT/sql/migrate.ts" "$@"
}

main "$@"
