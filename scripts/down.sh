#!/usr/bin/env bash
# Stops everything that scripts/up.sh started. Keeps the data.
# Usage: scripts/down.sh [--purge]
#   --purge   also removes .local/: the data, the logs, and the Bun that up.sh installed
set -Eeuo pipefail
# shellcheck source=scripts/environment.sh
source "$(dirname "$0")/environment.sh"

main() {
  local purge=
  help_if_asked "$@"
  if [[ ${1:-} == --purge ]]; then
    purge=yes
    shift
  fi
  refuse_arguments "$@"
  if [[ -f $PM2_HOME/pm2.pid ]] && command -v bun >/dev/null; then
    say "Stopping the apps"
    "$ROOT/scripts/pm2.sh" kill --silent >&2
  fi
  say "Stopping PostgreSQL and RabbitMQ"
  "$ROOT/scripts/services.sh" stop
  [[ -z $purge ]] || rm -rf "$MATINEE_STATE"
}

main "$@"
