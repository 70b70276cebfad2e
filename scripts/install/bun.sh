#!/usr/bin/env bash
# Installs the Bun version of .bun-version into .local/bun, unless the PATH has it. It uses the first source that works: the registry in
# NPM_CONFIG_REGISTRY (against the checksums of bun.sha512), npm, Bun's installer.
# Usage: scripts/install/bun.sh
set -Eeuo pipefail
# shellcheck source=scripts/environment.sh
source "$(dirname "$0")/../environment.sh"

pinned=$(<"$ROOT/.bun-version")
target=$ROOT/.local/bun

have_bun() {
  hash -r
  [[ $(bun --version 2>/dev/null) == "$pinned" ]]
}

# Prints the name of the Bun package for this machine. Without AVX2 it is the `baseline` build.
package_for_this_machine() {
  case $(uname -sm) in
    'Linux x86_64') if grep -qw avx2 /proc/cpuinfo; then echo bun-linux-x64; else echo bun-linux-x64-baseline; fi ;;
    'Linux aarch64') echo bun-linux-aarch64 ;;
    *) return 1 ;;
  esac
}

install_from_registry() {
  local package archive=$target/bun.tgz sum
  [[ -n ${NPM_CONFIG_REGISTRY:-} ]] || return 1
  package=$(package_for_this_machine) || return 1
  sum=$(grep -F "  $package-$pinned.tgz" "$ROOT/scripts/install/bun.sha512") || fail "scripts/install/bun.sha512 has no checksum of $package $pinned."
  command -v curl >/dev/null || "$ROOT/scripts/install/apt.sh" ca-certificates curl
  curl -fsSL --retry 3 -o "$archive" "${NPM_CONFIG_REGISTRY%/}/@oven/$package/-/$package-$pinned.tgz" || return 1
  if ! sha512sum --check --status <<<"${sum%% *}  $archive"; then
    rm "$archive"
    fail "$package $pinned from ${NPM_CONFIG_REGISTRY%/}: its checksum is wrong. Nothing was installed."
  fi
  mkdir -p "$target/bin"
  tar -xzf "$archive" -C "$target/bin" --strip-components=2 package/bin/bun
  rm "$archive"
  ln -sf bun "$target/bin/bunx"
  have_bun
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
  help_if_asked "$@"
  refuse_arguments "$@"
  have_bun && return
  say "Installing Bun $pinned into .local/bun"
  mkdir -p "$target"
  install_from_registry || install_by_npm || install_by_installer ||
    fail "Bun $pinned could not be installed. Install it yourself: https://bun.sh/docs/installation"
}

main "$@"
