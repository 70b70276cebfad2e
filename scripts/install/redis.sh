#!/usr/bin/env bash
# Finds a Valkey or Redis server, or unpacks Redis into .local/packages without installing it. Prints its command.
# Usage: scripts/install/redis.sh
set -Eeuo pipefail
# shellcheck source=scripts/environment.sh
source "$(dirname "$0")/../environment.sh"

main() {
  help_if_asked "$@"
  refuse_arguments "$@"
  local packages libraries
  command -v valkey-server || command -v redis-server || {
    # These are the libraries of Debian 12; newer systems have Valkey.
    packages=$("$ROOT/scripts/install/extract.sh" redis-tools libjemalloc2 liblzf1)
    libraries=$(dirname "$(find "$packages/usr/lib" -name 'libjemalloc.so.2' | head -n 1)")
    # The server and its tools are one binary that acts by its name.
    printf '#!/bin/sh\nLD_LIBRARY_PATH=%s exec %s "$@"\n' "$libraries" "$packages/usr/bin/redis-server" >"$packages/redis-server"
    ln -sf redis-check-rdb "$packages/usr/bin/redis-server"
    chmod +x "$packages/redis-server"
    "$packages/redis-server" --version >&2
    echo "$packages/redis-server"
  }
}

main "$@"
