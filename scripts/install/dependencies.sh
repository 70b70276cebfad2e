#!/usr/bin/env bash
# Installs the packages of bun.lock, if they have changed.
# Usage: scripts/install/dependencies.sh [WORKSPACE…]
#   WORKSPACE   installs only the run-time packages of these workspaces; `matinee` is the top folder
set -Eeuo pipefail
# shellcheck source=scripts/environment.sh
source "$(dirname "$0")/../environment.sh"

main() {
  help_if_asked "$@"
  refuse_options "$@"
  cd "$ROOT"
  # Without the lock file `bun ci` silently installs the newest versions.
  [[ -f bun.lock ]] || fail "bun.lock is missing. Restore it: git checkout bun.lock"
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
