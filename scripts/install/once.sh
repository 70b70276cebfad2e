# shellcheck shell=bash
# Sourced by what configures a VM: a step is done when what it makes has changed, or when it was interrupted.

# Runs a command unless it has succeeded for this version before. $1: the step; $2: its version; the rest: the command, as root.
once_for() {
  local stamp=/var/lib/matinee/$1 version
  version=$(cksum <<<"$2")
  shift 2
  [[ $(cat "$stamp" 2>/dev/null) != "$version" ]] || return 0
  "$@"
  install -d -m 700 "${stamp%/*}"
  echo "$version" >"$stamp"
}

# Lets a step be done again.
forget() { rm -f "/var/lib/matinee/$1"; }
