#!/usr/bin/env bash
# Installs the packages that bun.lock names, when they are not here yet.
set -Eeuo pipefail
# shellcheck source=scripts/environment.sh
source "$(dirname "$0")/../environment.sh"

main() {
  [[ ${1:-} != --help ]] || { usage; exit; }
  cd "$ROOT"
  # Without the lock file `bun ci` would install whatever is newest and say nothing.
  [[ -f bun.lock ]] || fail "bun.lock is missing: restore it from git."
  local stamp=node_modules/.installed
  [[ -f $stamp && $(<"$stamp") == "$(cksum <bun.lock)" ]] && return
  say "Installing the packages of bun.lock"
  bun ci >&2
  cksum <bun.lock >"$stamp"
}

main "$@"
