#!/usr/bin/env bash
# Unpacks Debian or Ubuntu packages into .local/packages without installing them, so that no service starts. Prints that folder.
# Usage: scripts/install/extract.sh PACKAGE…
set -Eeuo pipefail
# shellcheck source=scripts/environment.sh
source "$(dirname "$0")/../environment.sh"

packages=$ROOT/.local/packages

extract() {
  local package folder
  folder=$(mktemp -d)
  # For root, apt downloads as its own user.
  chmod 777 "$folder"
  (cd "$folder" && apt-get download -q "$@" >&2)
  for package in "$folder"/*.deb; do dpkg -x "$package" "$packages"; done
  rm -r "$folder"
  for package in "$@"; do touch "$packages/.$package"; done
}

main() {
  help_if_asked "$@"
  refuse_options "$@"
  (($#)) || { usage >&2; exit 2; }
  command -v apt-get >/dev/null || fail "There is no apt-get on this system, so $* cannot be downloaded."
  mkdir -p "$packages"
  local package missing=()
  for package in "$@"; do [[ -e $packages/.$package ]] || missing+=("$package"); done
  ((${#missing[@]} == 0)) || extract "${missing[@]}"
  echo "$packages"
}

main "$@"
