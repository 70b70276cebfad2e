#!/usr/bin/env bash
# Publishes messages to the queue of orders without the gateway, as another publisher would: persistent, without a message id.
# Usage: scripts/publish.sh BODY…
#   BODY   such as '{"user_id":"3","number_of_items":"5","total_amount":"180"}'
set -Eeuo pipefail
# shellcheck source=scripts/environment.sh
source "$(dirname "$0")/environment.sh"

main() {
  help_if_asked "$@"
  refuse_options "$@"
  (($#)) || { usage >&2; exit 2; }
  load_settings
  exec bun "$ROOT/billing/publish.ts" "$@"
}

main "$@"
