#!/usr/bin/env bash
# Measures Matinee beside what it stands on and beside what an engineer would write instead, as ratios within one run. Uses a platform of its
# own in .local/bench/platform, and loads nothing but this machine's loopback. Prints Markdown tables; docs/benchmarks.md explains them.
# Usage: scripts/bench.sh all [OPTION…]           every benchmark below but growth
#        scripts/bench.sh BENCHMARK… [OPTION…]    one or several of catalogue, gateway, billing, pairing and growth
#        scripts/bench.sh --compare [REF] [--quick]   this checkout beside a commit (by default main); ends with 1 where a path got slower
#   growth    drains from ten thousand to a million waiting orders, which takes minutes
#   --quick   one round and less data: shows that a benchmark works; its figures mean nothing
#   --write   replaces the tables of these benchmarks in docs/benchmarks.md
#   all, catalogue and --compare take the movies from ../shared/films, or from the folder that MATINEE_FILMS names
set -Eeuo pipefail
# shellcheck source=scripts/environment.sh
source "$(dirname "$0")/environment.sh"
# shellcheck source=scripts/own-platform.sh
source "$(dirname "$0")/own-platform.sh"

results=$ROOT/.local/bench
export BUN_CONFIG_MAX_HTTP_REQUESTS=16384

install() {
  cd "$ROOT"
  "$ROOT/scripts/install/bun.sh"
  "$ROOT/scripts/install/dependencies.sh"
  command -v wrk >/dev/null || "$ROOT/scripts/install/apt.sh" wrk
}

# Installs the tools of the catalogue benchmarks.
install_catalogue() {
  compgen -G "${MATINEE_FILMS:-$ROOT/../shared/films}/*.json" >/dev/null ||
    fail "There are no movies in ${MATINEE_FILMS:-../shared/films}. Set MATINEE_FILMS to a folder with the files of the Wikipedia movie data."
  PATH="$PATH:$("$ROOT/scripts/install/pgbench.sh")"
  export PATH
}

# Checks the commit $1 out into the folder $2.
check_out() {
  local commit
  commit=$(git rev-parse --verify --quiet "$1^{commit}") || fail "There is no commit $1."
  git worktree prune
  [[ -e $2/.git ]] || git worktree add --detach "$2" "$commit" >&2
  git -C "$2" checkout --quiet --force --detach "$commit"
}

# Brings the commit $1 up beside this checkout, and measures both in turns. $2: --quick or nothing.
compare() {
  local other=$results/compare/checkout
  check_out "$1" "$other"
  use_own_platform bench/platform >/dev/null
  save_environment "$results/compare/this.json"
  # A subshell stops its own platform when it ends.
  (compare_with "$other" "$@")
}

# $1: the other checkout; $2: its commit; $3: --quick or nothing.
compare_with() {
  local here=$ROOT
  local ROOT=$1
  use_own_platform platform >/dev/null
  save_environment "$results/compare/other.json"
  bun "$here/bench/compare/run.ts" "$results/compare/"{this.json,other.json} "$@"
}

save_environment() { bun -e 'await Bun.write(process.argv[1], JSON.stringify(process.env))' "$1"; }

misused() {
  usage >&2
  exit 2
}

# Sets `benchmarks` and `options` from $@.
read_arguments() {
  benchmarks=() options=()
  local argument
  for argument; do
    case $argument in
      all) benchmarks+=(catalogue gateway billing pairing) ;;
      catalogue | gateway | billing | pairing | growth) benchmarks+=("$argument") ;;
      --quick | --write) options+=("$argument") ;;
      *) misused ;;
    esac
  done
  ((${#benchmarks[@]})) || misused
}

main() {
  case ${1:-} in
    -h | --help) usage ;;
    --compare)
      shift
      local ref=main
      [[ ${1:---} == --* ]] || { ref=$1 && shift; }
      [[ $# -eq 0 || $* == --quick ]] || misused
      install
      install_catalogue
      compare "$ref" "$@"
      ;;
    *)
      read_arguments "$@"
      install
      [[ " ${benchmarks[*]} " != *" catalogue "* ]] || install_catalogue
      use_own_platform bench/platform >/dev/null
      bun bench/run.ts "${benchmarks[@]}" "${options[@]}"
      [[ " ${options[*]} " != *" --write "* ]] || biome format --write docs/benchmarks.md >&2
      ;;
  esac
}

main "$@"
