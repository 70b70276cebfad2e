# shellcheck shell=bash
# Sourced by the scripts that configure a VM: runs a step only when its version has changed.

# Runs a command unless it has succeeded for this version. $1: the step; $2: its version; the rest: the command.
once_for() {
  local stamp=/var/lib/matinee/$1 version
  version=$(cksum <<<"$2")
  shift 2
  [[ $(cat "$stamp" 2>/dev/null) != "$version" ]] || return 0
  "$@"
  install -d -m 700 "${stamp%/*}"
  echo "$version" >"$stamp"
}

# Makes a step run again.
forget() { rm -f "/var/lib/matinee/$1"; }
