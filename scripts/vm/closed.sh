# shellcheck shell=bash
# Sourced by vm-check.sh: tests that closed ports are closed, and that no VM holds the credentials of another.

reachable() { [[ $(curl -s -o /dev/null --noproxy '*' --connect-timeout 5 --max-time 6 -w '%{time_connect}' "http://$1") != 0.000000 ]]; }
unreachable() { ! reachable "$1"; }

# Prints the HOST:PORTs that a VM can reach, then "asked"; without "asked" the VM was unreachable. $1: the VM.
answers_to() {
  local from=$1
  shift
  vm "$from" "for at in $*; do timeout 5 bash -c \": </dev/tcp/\${at/://}\" 2>/dev/null && echo \$at; done; echo asked"
}
answer_exactly() { [[ $(answers_to "$1" "${@:3}" | paste -sd' ' -) == "${2:+$2 }asked" ]]; }

# Whether ports listen on loopback only. $1: the VM; the rest: the ports.
on_loopback() {
  local listening port
  listening=$(vm "$1" 'ss -Htln' | awk '{ print $4 }') && [[ -n $listening ]] || return 1
  for port in "${@:2}"; do
    grep -qE "^(127\.0\.0\.1|\[::1\]):$port\$" <<<"$listening" || return 1
    ! grep -E ":$port\$" <<<"$listening" | grep -qvE '^(127\.|\[::1\])' || return 1
  done
}

no_guest() {
  local users
  users=$(vm billing-vm 'sudo rabbitmqctl -q list_users') && grep -q "^$RABBITMQ_USER" <<<"$users" && ! grep -q '^guest' <<<"$users"
}

# $1: the VM; $2: a pattern that its settings must not match.
holds_only_its_own() {
  vm "$1" "set -e; test ! -e /opt/matinee/.env; test \"\$(sudo stat -c %a%U /etc/matinee/settings.env)\" = 600root; ! sudo grep -qE '$2' /etc/matinee/settings.env"
}

check_closed() {
  local at inventory=$INVENTORY_VM_ADDRESS billing=$BILLING_VM_ADDRESS
  local closed=("$inventory:$VM_POSTGRES_PORT" "$billing:$VM_POSTGRES_PORT" "$billing:$BILLING_PORT" "$billing:15672" "$billing:4369" "$billing:25672")
  local for_gateway=("$inventory:$INVENTORY_PORT" "$inventory:$PAIRING_PORT" "$billing:$VM_RABBITMQ_PORT")
  for at in "${for_gateway[@]}" "${closed[@]}"; do
    check "this host does not reach $at" unreachable "$at"
  done
  check "gateway-vm reaches inventory, pairing and RabbitMQ, and nothing else" \
    answer_exactly gateway-vm "${for_gateway[*]}" "${for_gateway[@]}" "${closed[@]}"
  check "inventory-vm reaches nothing of billing-vm's" answer_exactly inventory-vm '' "$billing:$VM_RABBITMQ_PORT" "${closed[@]:1}"
  check "billing-vm reaches nothing of inventory-vm's" answer_exactly billing-vm '' "$inventory:$INVENTORY_PORT" "$inventory:$PAIRING_PORT" "${closed[0]}"
  check "PostgreSQL listens on loopback only, at inventory-vm" on_loopback inventory-vm "$VM_POSTGRES_PORT"
  check "PostgreSQL, epmd, Erlang and the management UI listen on loopback only, at billing-vm" \
    on_loopback billing-vm "$VM_POSTGRES_PORT" 4369 25672 15672 "$BILLING_PORT"
  check "RabbitMQ has no guest" no_guest
  check "gateway-vm holds no database's credentials" holds_only_its_own gateway-vm 'DATABASE|POSTGRES|TELEGRAM'
  check "inventory-vm holds no credentials of billing's" holds_only_its_own inventory-vm 'BILLING_|RABBITMQ_|API_KEYS'
  check "billing-vm holds no credentials of inventory's" holds_only_its_own billing-vm 'INVENTORY_|PAIRING_|TELEGRAM|API_KEYS'
}
