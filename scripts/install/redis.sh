#!/usr/bin/env bash
# Finds a Redis or Valkey server, or unpacks Redis into .local/packages without installing it. Prints the command.
# Usage: scripts/install/redis.sh
set -Eeuo pipefail
# shellcheck source=scripts/environment.sh
source "$(dirname "$0")/../environment.sh"

main() {
  [[ ${1:-} != --help ]] || { usage; exit; }
  local packages libraries
  command -v valkey-server || command -v redis-server || {
    # With the libraries that Debian 12 builds it against; a newer system has others, and Valkey.
    packages=$("$ROOT/scripts/install/extract.sh" redis-tools libjemalloc2 liblzf1)
    libraries=$(dirname "$(find "$packages/usr/lib" -name 'libjemalloc.so.2' | head -n 1)")
    # The server and its tools are one program, which its name tells apart.
    printf '#!/bin/sh\nLD_LIBRARY_PATH=%s exec %s "$@"\n' "$libraries" "$packages/usr/bin/redis-server" >"$packages/redis-server"
    ln -sf redis-check-rdb "$packages/usr/bin/redis-server"
    chmod +x "$packages/redis-server"
    "$packages/redis-server" --version >&2
    echo "$packages/redis-server"
  }
}

main "$@"
