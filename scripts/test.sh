#!/usr/bin/env bash
# Every check and every test. Installs what they need, and runs a Matinee of its own beside yours: on free ports, with its data
# in .local/test, which is new each time. Logs and screenshots stay there. The last line says what passed.
# Usage: scripts/test.sh [TEST FILES…]   with files: only these tests, no other checks
set -Eeuo pipefail
# shellcheck source=scripts/environment.sh
source "$(dirname "$0")/environment.sh"
# shellcheck source=scripts/own-platform.sh
source "$(dirname "$0")/own-platform.sh"

passed=0
failed=0

# Runs a check and counts it. $1: what it shows; the rest: the command.
check() {
  local what=$1
  shift
  if "$@"; then
    passed=$((passed + 1))
    say "ok: $what"
  else
    failed=$((failed + 1))
    say "FAILED: $what"
  fi
}

# Runs Bun's tests and adds their counts.
run_tests() {
  local log=$MATINEE_STATE/tests.log code=0
  CI=1 bun test --timeout 60000 "$@" 2>&1 | tee "$log" || code=$?
  passed=$((passed + $(count pass "$log")))
  failed=$((failed + $(count fail "$log")))
  # A run that broke off counts no test as failed.
  if [[ $code -ne 0 && $(count fail "$log") -eq 0 ]]; then
    failed=$((failed + 1))
  fi
}

count() { sed -nE "s/^ *([0-9]+) $1\$/\1/p" "$2" | tail -n 1 | grep . || echo 0; }

install_tools() {
  "$ROOT/scripts/install/bun.sh"
  "$ROOT/scripts/install/dependencies.sh"
  command -v shellcheck >/dev/null || "$ROOT/scripts/install/apt.sh" shellcheck
  CHROMIUM=$("$ROOT/scripts/install/chromium.sh" | tail -n 1)
  export CHROMIUM
  # Where there is none, the test that needs it says so.
  REDIS_SERVER=$("$ROOT/scripts/install/redis.sh" | tail -n 1) || REDIS_SERVER=
  export REDIS_SERVER
}

check_code() {
  check "format, lint and import directions (Biome)" biome check --error-on-warnings .
  check "types" tsc --noEmit
  check "shell scripts (shellcheck)" git_shellcheck
  if command -v ruby >/dev/null; then check "the Vagrantfile's syntax (ruby)" ruby -c Vagrantfile; fi
  check "the committed OpenAPI document is current" bun scripts/openapi/merge.ts --check
  check "the client's types are current" bun client/generate.ts --check
  check "the OpenAPI document's lint (Redocly)" env REDOCLY_TELEMETRY=off bun node_modules/@redocly/cli/bin/cli.js lint gateway/openapi.yaml
}

git_shellcheck() { git ls-files -z '*.sh' .ci/run | xargs -0 shellcheck --external-sources; }

main() {
  [[ ${1:-} != --help ]] || { usage; exit; }
  cd "$ROOT"
  install_tools
  [[ $# -gt 0 ]] || check_code
  # All tests come from one address, and some ask for many tokens that do not exist; this limit has tests of its own.
  export TOKEN_WRONG_GUESSES=1000000
  use_own_platform test
  run_tests "$@"
  "$ROOT/scripts/down.sh"
  trap - EXIT
  echo "$passed passed, $failed failed"
  [[ $failed -eq 0 ]]
}

main "$@"
