#!/usr/bin/env bash
# Pushes the images that build.sh has built to the registry that their names begin with.
# Usage: MATINEE_IMAGES=ghcr.io/OWNER/matinee MATINEE_VERSION=0.1.0 scripts/containers/push.sh
set -Eeuo pipefail
# shellcheck source=scripts/environment.sh
source "$(dirname "$0")/../environment.sh"
# shellcheck source=scripts/containers/targets.sh
source "$(dirname "$0")/targets.sh"

main() {
  help_if_asked "$@"
  refuse_arguments "$@"
  local target
  for target in "${targets[@]}"; do docker push "$MATINEE_IMAGES-$target:$MATINEE_VERSION"; done
}

main "$@"
