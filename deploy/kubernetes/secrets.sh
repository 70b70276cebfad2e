#!/usr/bin/env bash
# Creates the Secrets that no operator generates, with random passwords, in the namespace `matinee`. Those that exist are left alone.
# Usage: deploy/kubernetes/secrets.sh
set -Eeuo pipefail

namespace=matinee

exists() { kubectl --namespace "$namespace" get secret "$1" >/dev/null 2>&1; }

# The password of a service's role in its database. $1: the Secret; $2: the role.
create_password() {
  if exists "$1"; then return; fi
  kubectl --namespace "$namespace" create secret generic "$1" --type kubernetes.io/basic-auth \
    --from-literal=username="$2" --from-file=password=<(openssl rand -hex 24 | tr -d '\n')
  # CloudNativePG sets the role's password anew when this Secret changes.
  kubectl --namespace "$namespace" label secret "$1" cnpg.io/reload=true
}

main() {
  kubectl get namespace "$namespace" >/dev/null 2>&1 || kubectl create namespace "$namespace"
  create_password movies-db-inventory inventory_app
  create_password billing-db-billing billing_app
  create_password pairing-db-pairing pairing_app
}

main "$@"
