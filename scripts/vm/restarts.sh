# shellcheck shell=bash
# Sourced by vm-check.sh, whose `vm`, `check` and requests it uses: each VM restarts, and all is back by itself, with what it had.
# shellcheck disable=SC2154 # $gateway and $run are vm-check.sh's as well.

boot_of() { vm "$1" 'cat /proc/sys/kernel/random/boot_id'; }
booted_since() { local boot; boot=$(boot_of "$1") && [[ -n $boot && $boot != "$2" ]]; }
restart() {
  local before
  before=$(boot_of "$1") && [[ -n $before ]] || return 1
  vm "$1" 'sudo systemctl reboot' || true
  within 900 booted_since "$1" "$before"
}

check_restarts() {
  local film
  film=$(create_film) || film=none
  check "gateway-vm restarts" restart gateway-vm
  check "everything is back by itself" within 900 healthy
  check "inventory-vm restarts" restart inventory-vm
  check "everything is back by itself" within 900 healthy
  check "a film outlived that" film_is_there "$film"
  http -o /dev/null -X DELETE "$gateway/api/movies/$film" || true

  vm billing-vm 'sudo pm2 stop billing_app >/dev/null' || true
  check "an order is taken for a billing that is stopped" post_order "restart-$run"
  check "billing-vm restarts" restart billing-vm
  check "everything is back by itself" within 900 healthy
  # The gateway is healthy without it.
  check "and billing answers through it" within 900 billing_answers "vm-check-$run"
  check "the order outlived that in the queue, and is stored once" within 900 has_rows "restart-$run" 1
  check "the next order is a row" order_becomes_a_row "next-$run"
}
