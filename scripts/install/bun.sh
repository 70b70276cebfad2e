#!/usr/bin/env bash
# Makes sure that Bun is here in the version that .bun-version names. One in the PATH is used; else it is installed into
# .local/bun, and nowhere in the system: through npm where npm is, else by Bun's own installer.
set -Eeuo pipefail
# shellcheck source=scripts/environment.sh
source "$(dirname "$0")/../environment.sh"

pinned=$(<"$ROOT/.bun-version")
target=$ROOT/.local/bun

have_bun() {
  hash -r
  [[ $(bun --version 2>/dev/null) == "$pinned" ]]
}

install_by_npm() {
  command -v npm >/dev/null || return 1
  npm install --silent --no-save --no-audit --no-fund --prefix "$target" "bun@$pinned" >&2 && have_bun
}

install_by_installer() {
  if ! command -v curl >/dev/null || ! command -v unzip >/dev/null; then
    "$ROOT/scripts/install/apt.sh" ca-certificates curl unzip
  fi
  curl -fsSL https://bun.sh/install | BUN_INSTALL=$target SHELL=/bin/sh bash -s "bun-v$pinned" >&2 && have_bun
}

main() {
  [[ ${1:-} != --help ]] || { usage; exit; }
  have_bun && return
  say "Installing Bun $pinned into .local/bun"
  mkdir -p "$target"
  install_by_npm || install_by_installer || fail "Bun $pinned could not be installed; see https://bun.sh/docs/installation."
}

main "$@"
