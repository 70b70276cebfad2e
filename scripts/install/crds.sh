#!/usr/bin/env bash
# Downloads the CustomResourceDefinitions of the operators that deploy/kubernetes uses, for the checks of the manifests, and prints the
# folder: MATINEE_CRDS names it to the tests. Where they are in ../shared/crds, nothing is downloaded.
# Usage: scripts/install/crds.sh
set -Eeuo pipefail
# shellcheck source=scripts/environment.sh
source "$(dirname "$0")/../environment.sh"

target=$ROOT/.local/crds
github=https://raw.githubusercontent.com
urls=(
  "$github/cloudnative-pg/cloudnative-pg/v1.28.0/config/crd/bases/postgresql.cnpg.io_clusters.yaml"
  "$github/cloudnative-pg/cloudnative-pg/v1.28.0/config/crd/bases/postgresql.cnpg.io_scheduledbackups.yaml"
  "$github/rabbitmq/cluster-operator/v2.16.1/config/crd/bases/rabbitmq.com_rabbitmqclusters.yaml"
  "$github/kedacore/keda/v2.18.0/config/crd/bases/keda.sh_scaledobjects.yaml"
  "$github/kubernetes-sigs/gateway-api/v1.4.0/config/crd/standard/gateway.networking.k8s.io_gateways.yaml"
  "$github/kubernetes-sigs/gateway-api/v1.4.0/config/crd/standard/gateway.networking.k8s.io_httproutes.yaml"
)

main() {
  help_if_asked "$@"
  refuse_arguments "$@"
  local url
  if [[ -d $ROOT/../shared/crds ]]; then
    (cd "$ROOT/../shared/crds" && pwd)
    return
  fi
  mkdir -p "$target"
  for url in "${urls[@]}"; do
    [[ -s $target/${url##*/} ]] || curl -fsSL --retry 3 -o "$target/${url##*/}" "$url"
  done
  echo "$target"
}

main "$@"
