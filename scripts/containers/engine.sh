#!/usr/bin/env bash
# A Docker engine of this checkout's own, from Debian's packages, where none runs. It has a network namespace of its own: no rule is
# written into the machine's firewall and no port of the machine is taken. Its way out is slirp4netns. Needs root.
# Usage: scripts/containers/engine.sh start|stop   start prints DOCKER_HOST=… and NAMESPACE=…; stop removes its images and volumes, too
set -Eeuo pipefail
# shellcheck source=scripts/environment.sh
source "$(dirname "$0")/../environment.sh"

state=$ROOT/.local/containers
namespace=matinee-$(cksum <<<"$ROOT" | cut -d ' ' -f 1)
export DOCKER_HOST=unix://$state/docker.sock

answers() { docker info >/dev/null 2>&1; }
inside() { nsenter --net="/run/netns/$namespace" "$@"; }

start() {
  "$ROOT/scripts/install/apt.sh" docker.io docker-compose iproute2 iptables slirp4netns >&2
  mkdir -p "$state"
  ip netns add "$namespace"
  inside ip link set lo up
  slirp4netns --configure --mtu=65520 --disable-host-loopback --netns-type=path "/run/netns/$namespace" tap0 >"$state/slirp4netns.log" 2>&1 &
  echo $! >"$state/slirp4netns.pid"
  # 10.0.2.3 is slirp4netns's name server. In a machine that is a container itself, lowering the OOM score is forbidden.
  inside dockerd --data-root "$state/data" --exec-root "$state/exec" --pidfile "$state/dockerd.pid" --host "$DOCKER_HOST" \
    --dns 10.0.2.3 --oom-score-adjust 0 >"$state/dockerd.log" 2>&1 &
  wait_until "The Docker engine's start (its log: $state/dockerd.log)" 60 answers
}

# Ends the process of a pid file and waits for its end.
end() {
  local pid
  [[ -s $1 ]] || return 0
  pid=$(<"$1")
  kill "$pid" 2>/dev/null || return 0
  wait_until "The end of process $pid" 60 is_gone "$pid"
}
is_gone() { ! kill -0 "$1" 2>/dev/null; }

main() {
  help_if_asked "$@"
  case ${1:-} in
    start)
      answers || start
      printf 'DOCKER_HOST=%s\nNAMESPACE=%s\n' "$DOCKER_HOST" "$namespace"
      ;;
    stop)
      end "$state/dockerd.pid"
      end "$state/slirp4netns.pid"
      if [[ -e /run/netns/$namespace ]]; then ip netns del "$namespace"; fi
      rm -rf "$state"
      ;;
    *) usage >&2; exit 2 ;;
  esac
}

main "$@"
