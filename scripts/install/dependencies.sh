#!/usr/bin/env bash
# Installs the packages that bun.lock names, when they are not here yet.
# Usage: scripts/install/dependencies.sh [WORKSPACE…]
#   with workspaces (matinee is the top folder's): only what these need to run, without what tests and checks need
set -Eeuo pipefail
# shellcheck source=scripts/environment.sh
source "$(dirname "$0")/../environment.sh"

main() {
  [[ ${1:-} != --help ]] || { usage; exit; }
  cd "$ROOT"
  # Without the lock file `bun ci` would install whatever is newest and say nothing.
  [[ -f bun.lock ]] || fail "bun.lock is missing: restore it from git."
  local stamp=node_modules/.installed wanted=()
  ((!$#)) || wanted=(--production "${@/#/--filter=}")
  local version
  version="$(cksum <bun.lock)${wanted[*]:+ ${wanted[*]}}"
  [[ -f $stamp && $(<"$stamp") == "$version" ]] && return
  say "Installing the packages of bun.lock"
  bun ci "${wanted[@]}" >&2
  echo "$version" >"$stamp"
}

main "$@"
