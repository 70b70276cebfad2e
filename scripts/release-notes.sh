#!/usr/bin/env bash
# Writes what CHANGELOG.md says of a version to a file.
# Usage: scripts/release-notes.sh VERSION FILE   VERSION as in the tag: v0.1.0 or 0.1.0
set -Eeuo pipefail
# shellcheck source=scripts/environment.sh
source "$(dirname "$0")/environment.sh"

main() {
  help_if_asked "$@"
  [[ $# -eq 2 ]] || { usage >&2; exit 2; }
  awk -v heading="## [${1#v}]" 'index($0, heading) == 1 { found = 1; next } /^## / { found = 0 } found' "$ROOT/CHANGELOG.md" >"$2"
  [[ -s $2 ]] || fail "CHANGELOG.md has no section ## [${1#v}]."
}

main "$@"
