#!/usr/bin/env bash
# Checks the running VMs from this host: runs the Postman collection, posts orders while billing is stopped, restarts each VM, and tests
# that closed ports are closed. A few orders stay in the database. The last line is the result.
# Usage: [MATINEE_API_KEY=mk_…] scripts/vm-check.sh [--empty]
#   --empty          also runs the requests that delete all movies
#   MATINEE_API_KEY  a key with the scopes of all routes; required if API_KEYS is set
set -Eeuo pipefail
# shellcheck source=scripts/environment.sh
source "$(dirname "$0")/environment.sh"
# shellcheck source=scripts/vm/closed.sh
source "$(dirname "$0")/vm/closed.sh"
# shellcheck source=scripts/vm/restarts.sh
source "$(dirname "$0")/vm/restarts.sh"
load_settings

gateway=http${GATEWAY_TLS_CERT:+s}://$GATEWAY_VM_ADDRESS:$GATEWAY_PORT
run=$(date +%s)
passed=0
failed=0

# Runs and counts a check. $1: its description; the rest: the command.
check() {
  local what=$1
  shift
  if "$@"; then
    passed=$((passed + 1))
    echo "ok: $what"
  else
    failed=$((failed + 1))
    echo "FAILED: $what"
  fi
}

# Whether a command succeeds within $1 seconds.
within() {
  local end=$((SECONDS + $1))
  shift
  until "$@"; do
    ((SECONDS < end)) || return 1
    sleep 1
  done
}

# Runs a command in a VM.
vm() { vagrant ssh "$1" --no-tty -c "$2" </dev/null 2>/dev/null; }

# The key goes through a file, to keep it out of the process list. Any certificate is accepted.
http() { curl -fsSk --noproxy '*' --max-time 60 --header @<(api_key) "$@"; }
api_key() { [[ -z ${MATINEE_API_KEY:-} ]] || echo "X-API-Key: $MATINEE_API_KEY"; }
healthy() { http -o /dev/null "$gateway/health" 2>/dev/null; }

needs_another_key() { [[ $(http -o /dev/null -w '%{http_code}' "$gateway/api/billing/vm-check-$run" 2>/dev/null) == 40[13] ]]; }

# Prints the folders of the collection, without the one that deletes all movies.
harmless_folders() {
  bun -e 'for (const { name } of (await Bun.file(process.argv[1]).json()).item) if (name !== "Empties the catalogue") console.log(name)' "$1"
}

# Prints the VMs' Postman environment with the gateway's address and the API key.
postman_environment() {
  bun -e '
    const environment = await Bun.file(process.argv[1]).json();
    const here = { gatewayUrl: process.argv[2], apiKey: process.env.MATINEE_API_KEY ?? "" };
    const values = environment.values.map((variable) => ({ ...variable, value: here[variable.key] ?? variable.value }));
    console.log(JSON.stringify({ ...environment, values }));' "$ROOT/postman/vms.postman_environment.json" "$gateway"
}

run_collection() {
  local collection=$ROOT/postman/matinee.postman_collection.json folder chosen=()
  if [[ $1 != --empty ]]; then
    while IFS= read -r folder; do chosen+=(--folder "$folder"); done < <(harmless_folders "$collection")
  fi
  bun "$ROOT/node_modules/newman/bin/newman.js" run "$collection" \
    --environment <(postman_environment) --insecure \
    ${chosen[@]+"${chosen[@]}"} --timeout-request 60000 --reporter-cli-no-banner --reporter-cli-no-success-assertions
}

post_order() {
  http -o /dev/null "$gateway/api/billing/" -H 'Content-Type: application/json' \
    -d "{\"user_id\": \"$1\", \"number_of_items\": \"5\", \"total_amount\": \"180\"}"
}
rows() { vm billing-vm "sudo -i -u postgres psql -tA -d $BILLING_DATABASE_NAME -c \"select count(*) from orders where user_id = '$1'\""; }
has_rows() { [[ $(rows "$1") == "$2" ]]; }
# The gateway is healthy without billing, so ask billing through it.
billing_answers() { http -o /dev/null "$gateway/api/billing/$1" 2>/dev/null; }
order_becomes_a_row() { post_order "$1" && within 300 has_rows "$1" 1; }

# Prints the id of a new movie.
create_movie() {
  http "$gateway/api/movies/" -H 'Content-Type: application/json' -d '{"title": "Seen by vm-check"}' | sed -E 's/.*"id":([0-9]+).*/\1/'
}
movie_exists() { http -o /dev/null "$gateway/api/movies/$1" 2>/dev/null; }

# The commands of docs/vms.md for looking into a database.
shows_table() { vm "$1" "printf '%s\n' '\\c $2' 'TABLE $3;' | sudo -i -u postgres psql -q --set=ON_ERROR_STOP=1 >/dev/null"; }

runs_unprivileged() { [[ $(vm "$1" "ps -eo user=,args= | awk '/server.ts\$/ { print \$1 }' | sort -u") == matinee ]]; }

# Whether the bot runs without restarting for 20 s.
bot_stays() {
  local pid
  pid=$(pid_of_bot) && sleep 20 && [[ $(pid_of_bot) == "$pid" ]]
}
pid_of_bot() { vm inventory-vm "pgrep -u matinee -f ' bot/server.ts\$'"; }

# Whether PM2 opens new logs after a rotation.
rotates_logs() { vm "$1" 'sudo logrotate --force /etc/logrotate.d/matinee' && within 60 writes_to_new_logs "$1"; }
writes_to_new_logs() {
  local open
  open=$(vm "$1" "sudo ls -l /proc/\$(sudo cat /root/.pm2/pm2.pid)/fd" | grep /root/.pm2/logs/) && ! grep -qv '\.log$' <<<"$open"
}

main() {
  local empty=
  help_if_asked "$@"
  if [[ ${1:-} == --empty ]]; then
    empty=--empty
    shift
  fi
  refuse_arguments "$@"
  cd "$ROOT"
  command -v vagrant >/dev/null || fail "Vagrant is not installed. See docs/vms.md."
  command -v curl >/dev/null || "$ROOT/scripts/install/apt.sh" curl
  "$ROOT/scripts/install/bun.sh"
  "$ROOT/scripts/install/dependencies.sh"

  check "the gateway is healthy" within 900 healthy
  ! needs_another_key || fail "The gateway requires an API key. Set MATINEE_API_KEY to a key with the scopes of all routes."
  check "billing answers through the gateway" within 300 billing_answers "vm-check-$run"
  check "the Postman collection passes" run_collection "$empty"
  check "an order becomes a row" order_becomes_a_row "order-$run"
  check "TABLE movies; in movies_db" shows_table inventory-vm "$INVENTORY_DATABASE_NAME" movies
  check "TABLE tokens; in pairing_db" shows_table inventory-vm "$PAIRING_DATABASE_NAME" tokens
  check "TABLE orders; in billing_db" shows_table billing-vm "$BILLING_DATABASE_NAME" orders
  check "sudo pm2 stop billing_app" vm billing-vm 'sudo pm2 stop billing_app >/dev/null'
  check "an order is accepted while billing is stopped" post_order "stopped-$run"
  check "the order is not stored yet" has_rows "stopped-$run" 0
  check "sudo pm2 start billing_app" vm billing-vm 'sudo pm2 start billing_app >/dev/null'
  check "the order is stored exactly once" within 300 has_rows "stopped-$run" 1
  local machine
  for machine in gateway inventory billing; do
    check "the apps on $machine-vm run as an unprivileged user" runs_unprivileged "$machine-vm"
    check "the logs on $machine-vm are rotated" rotates_logs "$machine-vm"
  done
  [[ -z ${TELEGRAM_BOT_TOKEN:-} ]] || check "the Telegram bot runs" bot_stays
  check_closed
  check_restarts
  echo "$passed passed, $failed failed"
  [[ $failed -eq 0 ]]
}

main "$@"
