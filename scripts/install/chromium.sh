#!/usr/bin/env bash
# Installs Chromium for the tests that open a page, unless Chromium or Chrome is installed. Prints its path.
# Usage: scripts/install/chromium.sh
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
  help_if_asked "$@"
  refuse_arguments "$@"
  find_browser && return
  "$ROOT/scripts/install/apt.sh" chromium
  find_browser
}

main "$@"
