#!/usr/bin/env bash
# Builds images under the names of those that the Dockerfile and compose.yaml begin with, from Debian's packages and the Bun of this
# checkout, where no image registry can be reached. Existing names are not touched.
# Usage: scripts/containers/stand-ins.sh
set -Eeuo pipefail
# shellcheck source=scripts/environment.sh
source "$(dirname "$0")/../environment.sh"

recipes=$ROOT/scripts/containers/stand-ins
# The CA certificates that this machine trusts, for builds behind a proxy that inspects TLS.
authorities=/etc/ssl/certs/ca-certificates.crt

have() { docker image inspect "$1" >/dev/null 2>&1; }

import_debian() {
  mmdebstrap --quiet --variant=minbase --include=ca-certificates --customize-hook="upload $authorities $authorities" bookworm - |
    docker import - "$1" >&2
}

# As in the original: the C library, certificates, an unprivileged user; no shell and no package manager.
# shellcheck disable=SC2016
import_distroless() {
  mmdebstrap --quiet --variant=extract --include=base-files,libc6 \
    --customize-hook='mkdir -p "$1/etc/ssl/certs" "$1/home/nonroot"' --customize-hook="upload $authorities $authorities" \
    --customize-hook='echo "nonroot:x:65532:65532::/home/nonroot:/sbin/nologin" >"$1/etc/passwd"' \
    --customize-hook='echo "nonroot:x:65532:" >"$1/etc/group"' --customize-hook='rm -f "$1"/usr/bin/* "$1"/usr/sbin/*' bookworm - |
    docker import --change 'USER 65532' --change "ENV SSL_CERT_FILE=$authorities" - "$1" >&2
}

build_bun() {
  local bun
  bun=$(realpath "$(command -v bun)")
  docker build --quiet --tag "$1" --file - "$(dirname "$bun")" >&2 <<DOCKERFILE
FROM debian:bookworm-slim
ENV NODE_EXTRA_CA_CERTS=$authorities
COPY $(basename "$bun") /usr/local/bin/bun
DOCKERFILE
}

build_server() { docker build --quiet --tag "$1" --file "$recipes/${1%:*}.Dockerfile" "$recipes" >&2; }

main() {
  help_if_asked "$@"
  refuse_arguments "$@"
  "$ROOT/scripts/install/apt.sh" mmdebstrap
  export DOCKER_BUILDKIT=1
  have debian:bookworm-slim || import_debian debian:bookworm-slim
  have gcr.io/distroless/base-nossl-debian12:nonroot || import_distroless gcr.io/distroless/base-nossl-debian12:nonroot
  have "oven/bun:$(<"$ROOT/.bun-version")-slim" || build_bun "oven/bun:$(<"$ROOT/.bun-version")-slim"
  have postgres:18 || build_server postgres:18
  have rabbitmq:4-management || build_server rabbitmq:4-management
}

main "$@"
