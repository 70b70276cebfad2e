#!/usr/bin/env bash
# Installs psql and pgbench, if they are missing, without installing a server. Prints their folder.
# Usage: scripts/install/pgbench.sh
set -Eeuo pipefail
# shellcheck source=scripts/environment.sh
source "$(dirname "$0")/../environment.sh"

main() {
  local folder package
  help_if_asked "$@"
  refuse_arguments "$@"
  if command -v psql >/dev/null && command -v pgbench >/dev/null; then
    dirname "$(command -v pgbench)"
    exit
  fi
  folder=$ROOT/.local/pgbench
  if ! compgen -G "$folder/usr/lib/postgresql/*/bin/pgbench" >/dev/null; then
    "$ROOT/scripts/install/apt.sh" postgresql-client
    package=$(apt-cache depends postgresql-client | sed -nE 's/.*Depends: postgresql-client-([0-9]+)$/postgresql-\1/p' | head -n 1)
    mkdir -p "$folder/packages"
    (cd "$folder/packages" && apt-get download -q "$package" >&2)
    dpkg-deb --extract "$folder"/packages/"$package"_*.deb "$folder"
  fi
  compgen -G "$folder/usr/lib/postgresql/*/bin" | head -n 1
}

main "$@"
