#!/usr/bin/env bash
# Closes this machine to the network, but for SSH and the ports given, with nftables, now and at each boot. For a machine that is
# Matinee's alone: whatever rules it had are replaced.
# Usage: scripts/install/firewall.sh PORT[:ADDRESS]…
#   with an address, the port is open to that one only
set -Eeuo pipefail
# shellcheck source=scripts/environment.sh
source "$(dirname "$0")/../environment.sh"

write_rules() {
  local opening
  cat <<RULES
#!/usr/sbin/nft -f
# Written by scripts/install/firewall.sh.
flush ruleset

table inet matinee {
  chain input {
    type filter hook input priority filter; policy drop;
    iifname "lo" accept
    ct state established,related accept
    ct state invalid drop
    meta l4proto { icmp, ipv6-icmp } accept
    tcp dport ssh accept
RULES
  for opening in "$@"; do
    case $opening in
      *:*) echo "    ip saddr ${opening#*:} tcp dport ${opening%%:*} accept" ;;
      *) echo "    tcp dport $opening accept" ;;
    esac
  done
  cat <<'RULES'
    # Whoever knocks elsewhere is told at once.
    reject
  }
}
RULES
}

in_force() { nft list table inet matinee >/dev/null 2>&1; }

main() {
  local rules
  [[ ${1:-} != --help ]] || { usage; exit; }
  "$ROOT/scripts/install/apt.sh" nftables
  rules=$(write_rules "$@")
  if [[ $(cat /etc/nftables.conf) == "$rules" ]] && systemctl -q is-enabled nftables && in_force; then return; fi
  say "Closing all ports but ssh $*"
  nft --check --file - <<<"$rules"
  printf '%s\n' "$rules" >/etc/nftables.conf
  # All at once: no packet meets half of the rules.
  nft --file /etc/nftables.conf
  systemctl -q enable --now nftables
}

main "$@"
