#!/usr/bin/env bash
# Installs missing Debian or Ubuntu packages, without recommended packages and without asking.
# Usage: scripts/install/apt.sh PACKAGE…
set -Eeuo pipefail
# shellcheck source=scripts/environment.sh
source "$(dirname "$0")/../environment.sh"

installed() { [[ $(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null) == installed ]]; }
lists_are_fresh() { [[ -n $(find /var/cache/apt/pkgcache.bin -mmin -60 2>/dev/null) ]]; }

main() {
  local package missing=()
  help_if_asked "$@"
  refuse_options "$@"
  (($#)) || { usage >&2; exit 2; }
  command -v apt-get >/dev/null || fail "There is no apt-get on this system. Install these packages yourself: $*"
  for package in "$@"; do installed "$package" || missing+=("$package"); done
  ((${#missing[@]})) || return 0
  # A new machine may hold the lock for its daily update.
  local apt=(env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=600)
  say "Installing ${missing[*]}"
  lists_are_fresh || as_root "${apt[@]}" update >&2
  as_root "${apt[@]}" install -y --no-install-recommends "${missing[@]}" >&2
}

main "$@"
