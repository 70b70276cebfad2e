#!/usr/bin/env bash
# Closes all ports of this machine except SSH and the given ones, with nftables, now and at each boot. Replaces all existing rules, so use
# it only on a machine that runs nothing but Matinee. Needs root.
# Usage: scripts/install/firewall.sh PORT[:ADDRESS]…
#   ADDRESS   opens the port to this address only
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
    # Refuse immediately, so that clients do not wait for a timeout.
    reject
  }
}
RULES
}

in_force() { nft list table inet matinee >/dev/null 2>&1; }

main() {
  local rules
  help_if_asked "$@"
  refuse_options "$@"
  "$ROOT/scripts/install/apt.sh" nftables
  rules=$(write_rules "$@")
  if [[ $(cat /etc/nftables.conf) == "$rules" ]] && systemctl -q is-enabled nftables && in_force; then return; fi
  say "Closing all ports but ssh $*"
  nft --check --file - <<<"$rules"
  printf '%s\n' "$rules" >/etc/nftables.conf
  # nft applies the file atomically.
  nft --file /etc/nftables.conf
  systemctl -q enable --now nftables
}

main "$@"
