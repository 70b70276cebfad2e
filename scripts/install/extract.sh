#!/usr/bin/env bash
# Unpacks Debian or Ubuntu packages into .local/packages, without installing them: no service is started and no port is taken. Prints that
# folder.
# Usage: scripts/install/extract.sh PACKAGE…
set -Eeuo pipefail
# shellcheck source=scripts/environment.sh
source "$(dirname "$0")/../environment.sh"

packages=$ROOT/.local/packages

extract() {
  local package folder
  folder=$(mktemp -d)
  # apt's own user, which downloads for root, writes here as well.
  chmod 777 "$folder"
  (cd "$folder" && apt-get download -q "$@" >&2)
  for package in "$folder"/*.deb; do dpkg -x "$package" "$packages"; done
  rm -r "$folder"
  for package in "$@"; do touch "$packages/.$package"; done
}

main() {
  [[ ${1:-} != --help ]] || { usage; exit; }
  command -v apt-get >/dev/null || fail "There is no apt-get here."
  mkdir -p "$packages"
  local package missing=()
  for package in "$@"; do [[ -e $packages/.$package ]] || missing+=("$package"); done
  ((${#missing[@]} == 0)) || extract "${missing[@]}"
  echo "$packages"
}

main "$@"
