#!/usr/bin/env bash
# Measures Matinee beside the limit of what it stands on, in one run, as ratios: only these mean anything on a noisy machine. Uses a
# platform of its own in .local/bench, and loads nothing but this machine's loopback.
# Usage: scripts/bench.sh billing|catalogue|gateway
#        scripts/bench.sh pairing [--users 64] [--rate 3000] [--seconds 10] [--gateway] [--scenarios]
#   catalogue   takes the films from ../shared/films, or from the folder that MATINEE_FILMS names
set -Eeuo pipefail
# shellcheck source=scripts/environment.sh
source "$(dirname "$0")/environment.sh"
# shellcheck source=scripts/own-platform.sh
source "$(dirname "$0")/own-platform.sh"

# The plain service that pairing is measured beside, from the system's packages.
install_peer() {
  /usr/bin/python3 -c 'import flask, psycopg2, sqlalchemy' 2>/dev/null && [[ -x /usr/bin/gunicorn ]] && return
  "$ROOT/scripts/install/apt.sh" python3 python3-flask python3-psycopg2 python3-sqlalchemy gunicorn
}

main() {
  case ${1:-} in
    --help) usage; exit ;;
    billing | catalogue | gateway) ;;
    pairing) install_peer ;;
    *) usage >&2; exit 2 ;;
  esac
  cd "$ROOT"
  command -v wrk >/dev/null || "$ROOT/scripts/install/apt.sh" wrk
  if [[ $1 == catalogue ]]; then
    PATH="$PATH:$("$ROOT/scripts/install/pgbench.sh")"
    export PATH
  fi
  "$ROOT/scripts/install/bun.sh"
  "$ROOT/scripts/install/dependencies.sh"
  use_own_platform bench >/dev/null
  bun "bench/$1.ts" "${@:2}"
}

main "$@"
