#!/usr/bin/env bash
# Looks for known vulnerabilities in the images, with Trivy, and fails for those of high severity that have a fix.
# Usage: [MATINEE_IMAGES=matinee] [MATINEE_VERSION=dev] scripts/containers/scan.sh
set -Eeuo pipefail
# shellcheck source=scripts/environment.sh
source "$(dirname "$0")/../environment.sh"
# shellcheck source=scripts/containers/targets.sh
source "$(dirname "$0")/targets.sh"

main() {
  help_if_asked "$@"
  refuse_arguments "$@"
  local target
  for target in "${targets[@]}"; do
    docker run --rm --volume /var/run/docker.sock:/var/run/docker.sock aquasec/trivy:0.67.2 image --exit-code 1 --ignore-unfixed \
      --severity HIGH,CRITICAL "${MATINEE_IMAGES:-matinee}-$target:${MATINEE_VERSION:-dev}"
  done
}

main "$@"
