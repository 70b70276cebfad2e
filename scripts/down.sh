#!/usr/bin/env bash
# Stops everything that scripts/up.sh started. The data stays.
# Usage: scripts/down.sh [--purge]
#   --purge   also removes .local/: the data, the logs, and the Bun that was installed there
set -Eeuo pipefail
# shellcheck source=scripts/environment.sh
source "$(dirname "$0")/environment.sh"

main() {
  case ${1:-} in
    --help) usage; exit ;;
    --purge | '') ;;
    *) usage >&2; exit 2 ;;
  esac
  if [[ -f $PM2_HOME/pm2.pid ]] && command -v bun >/dev/null; then
    say "Stopping the apps"
    "$ROOT/scripts/pm2.sh" kill --silent >&2
  fi
  say "Stopping PostgreSQL and RabbitMQ"
  "$ROOT/scripts/services.sh" stop
  [[ ${1:-} != --purge ]] || rm -rf "$MATINEE_STATE"
}

main "$@"
