#!/usr/bin/env bash
# Builds the images, and writes the SBOM and the licences of what they contain to a folder.
# Usage: [MATINEE_IMAGES=matinee] [MATINEE_VERSION=dev] scripts/containers/build.sh [FOLDER]   default: .local/images
set -Eeuo pipefail
# shellcheck source=scripts/environment.sh
source "$(dirname "$0")/../environment.sh"
# shellcheck source=scripts/containers/targets.sh
source "$(dirname "$0")/targets.sh"

main() {
  help_if_asked "$@"
  refuse_options "$@"
  local folder=${1:-$ROOT/.local/images} target
  export DOCKER_BUILDKIT=1
  : "${COMMIT:=$(git -C "$ROOT" rev-parse HEAD)}"
  for target in "${targets[@]}"; do
    docker build --target "$target" --tag "${MATINEE_IMAGES:-matinee}-$target:${MATINEE_VERSION:-dev}" \
      --build-arg VERSION="${MATINEE_VERSION:-dev}" --build-arg COMMIT="$COMMIT" "$ROOT"
  done
  docker build --target sbom --output "$folder" "$ROOT"
}

main "$@"
