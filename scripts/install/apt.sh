#!/usr/bin/env bash
# Installs Debian or Ubuntu packages that are missing, without their recommendations and without a question.
# Usage: scripts/install/apt.sh PACKAGE…
set -Eeuo pipefail
# shellcheck source=scripts/environment.sh
source "$(dirname "$0")/../environment.sh"

main() {
  [[ ${1:-} != --help ]] || { usage; exit; }
  command -v apt-get >/dev/null || fail "There is no apt-get here; install these yourself: $*"
  local env=(env DEBIAN_FRONTEND=noninteractive)
  say "Installing $*"
  as_root "${env[@]}" apt-get update -q >&2
  as_root "${env[@]}" apt-get install -y -q --no-install-recommends "$@" >&2
}

main "$@"
