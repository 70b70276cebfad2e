#!/usr/bin/env bash
# Runs all checks and tests, on a new platform on free ports with its data in .local/test. Logs and screenshots stay there.
# Installs missing tools. The last line counts what passed, failed and was skipped.
# Usage: scripts/test.sh [TEST FILE]…
#   Pass test files to run only those, without the other checks.
set -Eeuo pipefail
# shellcheck source=scripts/environment.sh
source "$(dirname "$0")/environment.sh"
# shellcheck source=scripts/own-platform.sh
source "$(dirname "$0")/own-platform.sh"

passed=0
failed=0
skipped=0

# Runs a check and counts it. $1: its name; the rest: the command.
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

# Runs Bun's tests, adds their counts and repeats why tests were skipped.
run_tests() {
  local log=$MATINEE_STATE/tests.log code=0
  CI=1 bun test --timeout 60000 "$@" 2>&1 | tee "$log" || code=$?
  passed=$((passed + $(count pass "$log")))
  failed=$((failed + $(count fail "$log")))
  skipped=$((skipped + $(count skip "$log")))
  # Bun counts no failed test if the run was interrupted.
  if [[ $code -ne 0 && $(count fail "$log") -eq 0 ]]; then
    failed=$((failed + 1))
  fi
  grep '^skipped: ' "$log" | sort -u >&2 || true
}

count() { sed -nE "s/^ *([0-9]+) $1\$/\1/p" "$2" | tail -n 1 | grep . || echo 0; }

install_tools() {
  "$ROOT/scripts/install/bun.sh"
  "$ROOT/scripts/install/dependencies.sh"
  command -v shellcheck >/dev/null || "$ROOT/scripts/install/apt.sh" shellcheck
  CHROMIUM=$("$ROOT/scripts/install/chromium.sh" | tail -n 1)
  export CHROMIUM
  # Without one its tests are skipped.
  REDIS_SERVER=$("$ROOT/scripts/install/redis.sh" | tail -n 1) || REDIS_SERVER=
  export REDIS_SERVER
  KUBECTL=$("$ROOT/scripts/install/kubectl.sh" | tail -n 1) || KUBECTL=
  export KUBECTL
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

# Prints the result. Fails if anything failed.
report() {
  local line="$passed passed, $failed failed"
  if ((skipped)); then line+=", $skipped skipped"; fi
  echo "$line"
  ((failed == 0))
}

main() {
  local argument
  for argument in "$@"; do
    case $argument in
      -h | --help) usage; exit ;;
      -*) usage >&2; exit 2 ;;
    esac
  done
  cd "$ROOT"
  install_tools
  [[ $# -gt 0 ]] || check_code
  # All tests have one client address, and some guess many tokens. The limit has tests of its own.
  export TOKEN_WRONG_GUESSES=1000000
  use_own_platform test
  run_tests "$@"
  "$ROOT/scripts/down.sh"
  trap - EXIT
  report
}

main "$@"
