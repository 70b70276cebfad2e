# shellcheck shell=bash
# Sourced by vm-check.sh: restarts each VM, and tests that the platform recovers without loss.
# shellcheck disable=SC2154 # $gateway and $run are set by vm-check.sh.

boot_of() { vm "$1" 'cat /proc/sys/kernel/random/boot_id'; }
booted_since() { local boot; boot=$(boot_of "$1") && [[ -n $boot && $boot != "$2" ]]; }
restart() {
  local before
  before=$(boot_of "$1") && [[ -n $before ]] || return 1
  vm "$1" 'sudo systemctl reboot' || true
  within 900 booted_since "$1" "$before"
}

check_restarts() {
  local movie
  movie=$(create_movie) || movie=none
  check "gateway-vm restarts" restart gateway-vm
  check "the platform recovers by itself" within 900 healthy
  check "inventory-vm restarts" restart inventory-vm
  check "the platform recovers by itself" within 900 healthy
  check "the movie is still there" movie_exists "$movie"
  http -o /dev/null -X DELETE "$gateway/api/movies/$movie" || true

  vm billing-vm 'sudo pm2 stop billing_app >/dev/null' || true
  check "an order is accepted while billing is stopped" post_order "restart-$run"
  check "billing-vm restarts" restart billing-vm
  check "the platform recovers by itself" within 900 healthy
  # The gateway is healthy without billing.
  check "billing answers through the gateway" within 900 billing_answers "vm-check-$run"
  check "the queued order survived, and is stored once" within 900 has_rows "restart-$run" 1
  check "the next order is a row" order_becomes_a_row "next-$run"
}
