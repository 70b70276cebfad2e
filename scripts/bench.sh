#!/usr/bin/env bash
# Measures Matinee beside the limit of what it stands on and beside others, in one run, as ratios: only these mean anything on a noisy
# machine. Uses a platform of its own in .local/bench/platform, and loads nothing but this machine's loopback. Numbers and charts go to
# .local/bench; docs/benchmarks.md says what they mean.
# Usage: scripts/bench.sh all                 every benchmark below, in about twelve minutes
#        scripts/bench.sh BENCHMARK…          one or several of startup, billing, catalogue, gateway, pairing and exercise
#          gateway: --beside COMMIT           its CPU per forwarded request beside that of the commit's gateway
#          pairing: [--users 64] [--rate 3000] [--seconds 4] [--gateway] [--scenarios]
#        scripts/bench.sh growth              from a thousand to a million waiting orders; two minutes of its own, no part of all
#        scripts/bench.sh report              writes what the last runs found into docs/benchmarks.md
#        scripts/bench.sh --compare COMMIT    this checkout beside a commit; ends with 1 where something got slower beyond the noise
#   all, catalogue, exercise and --compare take the movies from ../shared/films, or from the folder that MATINEE_FILMS names
set -Eeuo pipefail
# shellcheck source=scripts/environment.sh
source "$(dirname "$0")/environment.sh"
# shellcheck source=scripts/own-platform.sh
source "$(dirname "$0")/own-platform.sh"

results=$ROOT/.local/bench

# The peers in Python, from the system's packages.
install_python_peers() {
  /usr/bin/python3 -c 'import flask, pika, psycopg2, requests, sqlalchemy' 2>/dev/null && [[ -x /usr/bin/gunicorn ]] && return
  "$ROOT/scripts/install/apt.sh" python3 python3-flask python3-pika python3-psycopg2 python3-requests python3-sqlalchemy gunicorn
}

# What the benchmark $1 needs, besides what every platform does.
install_tools() {
  command -v wrk >/dev/null || "$ROOT/scripts/install/apt.sh" wrk
  case $1 in all | catalogue | exercise | --compare)
    compgen -G "${MATINEE_FILMS:-$ROOT/../shared/films}/*.json" >/dev/null ||
      fail "There are no movies in ${MATINEE_FILMS:-../shared/films}: MATINEE_FILMS names a folder with the files of the Wikipedia movie data."
    PATH="$PATH:$("$ROOT/scripts/install/pgbench.sh")"
    export PATH
    ;;
  esac
  case $1 in all | pairing | exercise) install_python_peers ;; esac
}

# Checks the commit $1 out into the folder $2.
check_out() {
  local commit
  commit=$(git rev-parse --verify --quiet "$1^{commit}") || fail "There is no commit $1."
  git worktree prune
  [[ -e $2/.git ]] || git worktree add --detach "$2" "$commit" >&2
  git -C "$2" checkout --quiet --force --detach "$commit"
}

# Brings the commit $1 up beside this checkout, and measures both in turns.
compare() {
  local other=$results/compare/checkout
  check_out "$1" "$other"
  use_own_platform bench/platform >/dev/null
  save_environment "$results/compare/this.json"
  # In a shell of its own, which stops its platform at its end as this one does.
  (compare_with "$other" "$1")
}

# $1: the other checkout; $2: its commit.
compare_with() {
  local here=$ROOT
  local ROOT=$1
  use_own_platform platform >/dev/null
  save_environment "$results/compare/other.json"
  bun "$here/bench/compare/run.ts" "$results/compare/"{this.json,other.json} "$1" "$2"
}

save_environment() { bun -e 'await Bun.write(process.argv[1], JSON.stringify(process.env))' "$1"; }

# Sets `benchmarks` to those that $@ begins with, and `beside` to the commit of its --beside.
read_arguments() {
  benchmarks=() beside=
  while [[ ${1:-} == [!-]* ]]; do
    case $1 in
      all | startup | billing | catalogue | gateway | pairing | exercise | growth) benchmarks+=("$1") ;;
      *) misused ;;
    esac
    shift
  done
  ((${#benchmarks[@]})) || misused
  while (($#)); do
    [[ $1 != --beside ]] || beside=${2:-}
    shift
  done
}

misused() {
  usage >&2
  exit 2
}

install() {
  cd "$ROOT"
  "$ROOT/scripts/install/bun.sh"
  "$ROOT/scripts/install/dependencies.sh"
}

main() {
  case ${1:-} in
    -h | --help) usage ;;
    report)
      install
      bun bench/run.ts report
      biome format --write docs/benchmarks.md >&2
      ;;
    --compare)
      [[ -n ${2:-} ]] || misused
      install
      install_tools --compare
      compare "$2"
      ;;
    *)
      read_arguments "$@"
      install
      local benchmark
      for benchmark in "${benchmarks[@]}"; do install_tools "$benchmark"; done
      if [[ -n $beside ]]; then
        check_out "$beside" "$results/beside"
        "$results/beside/scripts/install/dependencies.sh"
      fi
      use_own_platform bench/platform >/dev/null
      bun bench/run.ts "$@"
      ;;
  esac
}

main "$@"
