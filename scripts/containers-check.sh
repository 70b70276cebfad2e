#!/usr/bin/env bash
# Builds the images, starts compose.yaml, checks it from outside and from inside, and removes all of it. Uses the Docker engine that runs
# here; where there is none, one of its own (see scripts/containers/engine.sh), and stand-ins for the images of registries that cannot
# be reached. Not part of test.sh. The last line says what passed.
# Usage: scripts/containers-check.sh [--keep]   with --keep: its own engine and images stay, for the next time
set -Eeuo pipefail
# shellcheck source=scripts/environment.sh
source "$(dirname "$0")/environment.sh"
# shellcheck source=scripts/containers/inside.sh
source "$(dirname "$0")/containers/inside.sh"
# shellcheck source=scripts/containers/orders.sh
source "$(dirname "$0")/containers/orders.sh"

export MATINEE_IMAGES=matinee-check COMPOSE_PROJECT_NAME=matinee-check DOCKER_BUILDKIT=1 COMPOSE_DOCKER_CLI_BUILD=1
label=label=com.docker.compose.project=$COMPOSE_PROJECT_NAME
services=(gateway inventory billing pairing)
passed=0
failed=0
own_engine=

# Runs a check and counts it. $1: what it shows; the rest: the command.
check() {
  local what=$1 start=${EPOCHREALTIME/./} verdict=ok
  shift
  if "$@"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    verdict=FAILED
  fi
  printf '%s: %s (%s ms)\n' "$verdict" "$what" $(((${EPOCHREALTIME/./} - start) / 1000))
}

# Runs a command where the published port is.
outside() { ${NAMESPACE:+nsenter --net="/run/netns/$NAMESPACE"} "$@"; }
compose() { if docker compose version >/dev/null 2>&1; then docker compose "$@"; else docker-compose "$@"; fi 2>>"$log"; }
http() { outside curl -fsS --noproxy '*' --max-time 30 "$@" 2>>"$log"; }
container() { docker ps -aq --filter "$label" --filter "label=com.docker.compose.service=$1"; }

use_engine() {
  if docker info >/dev/null 2>&1; then return; fi
  own_engine=yes
  # Debian's client builds without a plug-in; another one in the PATH may need one.
  PATH=/usr/bin:$PATH
  set -a
  # shellcheck disable=SC1090
  source <("$ROOT/scripts/containers/engine.sh" start)
  set +a
}

# Registries that cannot be reached do not answer for one image, nor for the others.
use_images() { docker pull -q postgres:18 >>"$log" 2>&1 || "$ROOT/scripts/containers/stand-ins.sh" >>"$log" 2>&1; }

build() { rm -rf "$ROOT/.local/images" && "$ROOT/scripts/containers/build.sh" "$ROOT/.local/images" >>"$log" 2>&1; }
has_sbom() { [[ -s $ROOT/.local/images/sbom.json && -s $ROOT/.local/images/licences.txt ]]; }

start() { compose up -d --no-build >>"$log" && within 120 all_healthy; }
within() {
  local end=$((SECONDS + $1))
  shift
  until "$@"; do
    ((SECONDS < end)) || return 1
    sleep 0.2
  done
}
all_healthy() {
  local service
  for service in "${services[@]}" postgres rabbitmq; do
    [[ $(docker inspect --format '{{.State.Health.Status}}' "$(container "$service")") == healthy ]] || return 1
  done
}
migrated() { [[ $(docker inspect --format '{{.State.Status}} {{.State.ExitCode}}' "$(container migrate)") == 'exited 0' ]]; }

run_collection() {
  outside bun "$ROOT/node_modules/newman/bin/newman.js" run "$ROOT/postman/matinee.postman_collection.json" \
    --environment "$ROOT/postman/vms.postman_environment.json" --env-var "gatewayUrl=$gateway" \
    --reporter-cli-no-banner --reporter-cli-no-success-assertions >>"$log" 2>&1
}

knows_its_commit() { http "$gateway/metadata" | grep -qF "\"commit\":\"$COMMIT\""; }
survives_a_kill() {
  local pid
  pid=$(docker inspect --format '{{.State.Pid}}' "$(container "$1")")
  # Not by `docker kill`, after which the restart policy does not apply.
  docker run --rm --pid host --user 0 "$MATINEE_IMAGES-$1:dev" -e "process.kill($pid, 'SIGKILL')" || return
  within 60 has_restarted "$1" && within 60 all_healthy
}
has_restarted() { [[ $(docker inspect --format '{{.RestartCount}}' "$(container "$1")") -ge 1 ]]; }
stops_cleanly() {
  compose stop --timeout 30
  local service
  for service in "${services[@]}"; do
    [[ $(docker inspect --format '{{.State.ExitCode}}' "$(container "$service")") == 0 ]] || return
  done
}
imports_movies() {
  echo '[{"title": "From a container", "year": 2026}]' |
    compose run --rm -T inventory import/cli.ts - >>"$log" && http "$gateway/api/movies?title=From%20a%20container" | grep -q 2026
}

leaves_nothing() {
  compose down --volumes --timeout 30 >>"$log"
  [[ -z $(docker ps -aq --filter "$label")$(docker volume ls -q --filter "$label")$(docker network ls -q --filter "$label") ]]
}

clean_up() {
  compose down --volumes --timeout 5 >/dev/null 2>&1 || true
  [[ -z $keep ]] || return 0
  docker images --quiet "$MATINEE_IMAGES-*" | sort -u | xargs -r docker rmi --force >/dev/null 2>&1 || true
  [[ -z $own_engine ]] || "$ROOT/scripts/containers/engine.sh" stop
}

main() {
  help_if_asked "$@"
  keep=
  case ${1:-} in
    --keep) keep=yes ;;
    '') ;;
    *) usage >&2; exit 2 ;;
  esac
  cd "$ROOT"
  "$ROOT/scripts/install/bun.sh"
  "$ROOT/scripts/install/dependencies.sh"
  load_settings
  # The defaults of .env, whatever the person's environment says of the address.
  export COMMIT GATEWAY_HOST=127.0.0.1
  COMMIT=$(git rev-parse HEAD)
  gateway=http://$GATEWAY_HOST:$GATEWAY_PORT
  mkdir -p .local
  log=$ROOT/.local/containers-check.log
  : >"$log"
  trap clean_up EXIT
  use_engine
  check "base images are here" use_images
  check "the images build" build
  check "with an SBOM and a list of licences" has_sbom
  docker images --format '  {{.Repository}} {{.Size}}' "$MATINEE_IMAGES-*"
  check "docker compose up: everything is healthy" start
  check "the migrations ran once, as a job" migrated
  check "/metadata names the commit" knows_its_commit
  check "the Postman collection passes through the published port" run_collection
  check "billing stopped and started under orders: none is lost or doubled" loses_no_order
  check "an import from standard input, in a container of its own" imports_movies
  local service
  for service in "${services[@]}"; do
    check "$service: unprivileged, read-only, limited, no shell, no package manager" is_restricted "$service"
  done
  for service in postgres rabbitmq; do check "$service: unprivileged, read-only, limited" is_restricted_server "$service"; done
  check "only the gateway's port is published" only_one_port
  check "the gateway does not reach PostgreSQL" gateway_reaches_no_database
  docker stats --no-stream --format '  {{.Name}} {{.MemUsage}}' | grep "$COMPOSE_PROJECT_NAME" || true
  check "after a SIGKILL inventory is started again" survives_a_kill inventory
  check "docker compose stop: every service ends with 0" stops_cleanly
  check "docker compose down leaves nothing" leaves_nothing
  echo "$passed passed, $failed failed"
  [[ $failed -eq 0 ]]
}

main "$@"
