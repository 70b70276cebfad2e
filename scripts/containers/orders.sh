# shellcheck shell=bash
# Sourced by containers-check.sh: billing is stopped and started while clients post orders.

post_order() {
  # shellcheck disable=SC2154
  http -o /dev/null "$gateway/api/billing/" -H 'Content-Type: application/json' \
    -d "{\"user_id\": \"containers-$1\", \"number_of_items\": \"5\", \"total_amount\": \"180\"}"
}
post_orders() {
  local number
  for ((number = 0; number < 300; number++)); do if post_order "$number"; then echo "$number"; fi; done
}
stored() {
  compose exec -T postgres psql --username "$POSTGRES_ADMIN_USER" --dbname "$BILLING_DATABASE_NAME" -tAc \
    "select count(*) || ' ' || count(distinct user_id) from orders where user_id like 'containers-%'"
}
are_stored() { [[ $(stored) == "$1 $1" ]]; }
loses_no_order() {
  local accepted=$ROOT/.local/containers-orders posting
  post_orders >"$accepted" &
  posting=$!
  sleep 1
  compose stop billing || return
  sleep 2
  [[ $(stored) != '300 300' ]] || return
  compose start billing || return
  wait "$posting"
  accepted=$(wc -l <"$accepted")
  echo "$accepted of 300 orders were answered with 200." >&2
  [[ $accepted -eq 300 ]] && within 60 are_stored 300
}
