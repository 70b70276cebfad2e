# shellcheck shell=bash
# Sourced by containers-check.sh: what containers may do, seen from inside, and what is published.

# These have no shell.
is_restricted() { docker exec -i "$(container "$1")" bun run - <scripts/containers/look.ts && is_limited "$1"; }
is_restricted_server() {
  docker exec -i "$(container "$1")" sh <<'SH' || return
[ "$(id -u)" -ne 0 ] && grep -q '^CapEff:.0*$' /proc/1/status && grep -q '^NoNewPrivs:.1$' /proc/1/status &&
  grep -q '^[^ ]* / [^ ]* ro[, ]' /proc/mounts
SH
  is_limited "$1"
}
is_limited() { [[ $(docker inspect --format '{{.HostConfig.Memory}} {{.HostConfig.NanoCpus}}' "$(container "$1")") =~ ^[1-9][0-9]*\ [1-9] ]]; }
only_one_port() {
  # shellcheck disable=SC2153,SC2154
  [[ $(docker ps --filter "$label" --format '{{.Ports}}' | grep -o '[0-9.]*:[0-9]*->[0-9]*') == "$GATEWAY_HOST:$GATEWAY_PORT->$GATEWAY_PORT" ]] || return
  # An engine of its own has a network namespace in which nothing else listens.
  [[ -z ${NAMESPACE:-} || $(outside ss -Htln | awk '{ print $4 }') == "$GATEWAY_HOST:$GATEWAY_PORT" ]]
}

# The networks keep it from there.
gateway_reaches_no_database() {
  ! docker exec "$(container gateway)" bun -e 'await Bun.connect({ hostname: "postgres", port: 5432, socket: { data() {} } })' 2>/dev/null
}
