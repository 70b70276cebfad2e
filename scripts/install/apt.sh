#!/usr/bin/env bash
# Installs Debian or Ubuntu packages that are missing, without their recommendations and without a question.
# Usage: scripts/install/apt.sh PACKAGE…
set -Eeuo pipefail
# shellcheck source=scripts/environment.sh
source "$(dirname "$0")/../environment.sh"

installed() { [[ $(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null) == installed ]]; }
lists_are_fresh() { [[ -n $(find /var/cache/apt/pkgcache.bin -mmin -60 2>/dev/null) ]]; }

main() {
  local package missing=()
  [[ ${1:-} != --help ]] || { usage; exit; }
  command -v apt-get >/dev/null || fail "There is no apt-get here; install these yourself: $*"
  for package in "$@"; do installed "$package" || missing+=("$package"); done
  ((${#missing[@]})) || return 0
  # A machine that has just been started may be at its daily update: that is waited for.
  local apt=(env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=600)
  say "Installing ${missing[*]}"
  lists_are_fresh || as_root "${apt[@]}" update >&2
  as_root "${apt[@]}" install -y --no-install-recommends "${missing[@]}" >&2
}

main "$@"
