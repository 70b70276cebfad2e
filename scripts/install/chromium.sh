#!/usr/bin/env bash
# Makes sure that a Chromium or Chrome is here, for the tests that open a page, and prints where.
set -Eeuo pipefail
# shellcheck source=scripts/environment.sh
source "$(dirname "$0")/../environment.sh"

find_browser() {
  local name
  for name in chromium google-chrome google-chrome-stable chromium-browser; do
    command -v "$name" && return
  done
  return 1
}

main() {
  [[ ${1:-} != --help ]] || { usage; exit; }
  find_browser && return
  "$ROOT/scripts/install/apt.sh" chromium
  find_browser
}

main "$@"
