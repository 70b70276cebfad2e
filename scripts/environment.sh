# shellcheck shell=bash
# Sourced by every script: where things are, the settings of .env, and how to speak to the person at the terminal.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# Data, logs and pid files of everything that runs locally. The tests set their own and leave the person's alone.
export MATINEE_STATE=${MATINEE_STATE:-$ROOT/.local}
export PM2_HOME=$MATINEE_STATE/pm2
# The settings; on a VM, instead, those that are its business, which the Vagrantfile wrote there.
SETTINGS=$ROOT/.env
[[ -f $SETTINGS ]] || SETTINGS=/etc/matinee/settings.env
export PATH="$ROOT/.local/bun/bin:$ROOT/.local/bun/node_modules/.bin:$ROOT/node_modules/.bin:$PATH"
# The services speak to each other on this machine: a proxy of the person's has no part in that.
export NO_PROXY="127.0.0.1,localhost${NO_PROXY:+,$NO_PROXY}" no_proxy="127.0.0.1,localhost${no_proxy:+,$no_proxy}"

say() { printf '\033[1m%s\033[0m\n' "$*" >&2; }
fail() {
  printf '%s\n' "$*" >&2
  exit 1
}

# Prints the comment at the head of the calling script, which is its --help.
usage() { awk 'NR > 1 && /^#/ { sub(/^# ?/, ""); print; next } NR > 1 { exit }' "$0"; }

# Exports the settings that the environment does not set itself.
load_settings() {
  local line name
  [[ -r $SETTINGS ]] || return 0
  while IFS= read -r line || [[ -n $line ]]; do
    [[ $line =~ ^([A-Z][A-Z0-9_]*)=(.*)$ ]] || continue
    name=${BASH_REMATCH[1]}
    [[ -n ${!name+set} ]] || export "$name=${BASH_REMATCH[2]}"
  done <"$SETTINGS"
}

# Runs a command as root: as it is for root, through sudo for anybody else.
as_root() {
  if [[ $EUID -eq 0 ]]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    fail "This needs root: $*"
  fi
}

# Waits until a command succeeds. $1: what is waited for, in words; $2: seconds at most; the rest: the command.
wait_until() {
  local what=$1 seconds=$2 end
  shift 2
  end=$((SECONDS + seconds))
  until "$@"; do
    ((SECONDS < end)) || fail "$what: not within $seconds s."
    sleep 0.1
  done
}
