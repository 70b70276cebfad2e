# shellcheck shell=bash
# Sourced by every script: paths, the settings of .env, and output for the terminal.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# Data, logs and pid files of local processes. The tests set a folder of their own.
export MATINEE_STATE=${MATINEE_STATE:-$ROOT/.local}
export PM2_HOME=$MATINEE_STATE/pm2
# A VM has no .env: the Vagrantfile writes its settings to /etc.
SETTINGS=$ROOT/.env
[[ -f $SETTINGS ]] || SETTINGS=/etc/matinee/settings.env
export PATH="$ROOT/.local/bun/bin:$ROOT/.local/bun/node_modules/.bin:$ROOT/node_modules/.bin:$PATH"
# Requests between local services bypass HTTP proxies.
export NO_PROXY="127.0.0.1,localhost${NO_PROXY:+,$NO_PROXY}" no_proxy="127.0.0.1,localhost${no_proxy:+,$no_proxy}"

say() { printf '\033[1m%s\033[0m\n' "$*" >&2; }
fail() {
  printf '%s\n' "$*" >&2
  exit 1
}

# Prints the comment at the head of the calling script.
usage() { awk 'NR > 1 && /^#/ { sub(/^# ?/, ""); print; next } NR > 1 { exit }' "$0"; }

# Answers -h and --help.
help_if_asked() {
  [[ ${1:-} == -h || ${1:-} == --help ]] || return 0
  usage
  exit
}

# Ends the script with 2 when arguments are left over.
refuse_arguments() {
  (($#)) || return 0
  printf 'Unknown argument: %s\n\n' "$1" >&2
  usage >&2
  exit 2
}

refuse_options() {
  local argument
  for argument in "$@"; do [[ $argument != -* ]] || refuse_arguments "$argument"; done
}

# Exports the settings that the environment does not set.
load_settings() {
  local line name
  [[ -r $SETTINGS ]] || return 0
  while IFS= read -r line || [[ -n $line ]]; do
    [[ $line =~ ^([A-Z][A-Z0-9_]*)=(.*)$ ]] || continue
    name=${BASH_REMATCH[1]}
    [[ -n ${!name+set} ]] || export "$name=${BASH_REMATCH[2]}"
  done <"$SETTINGS"
}

# Runs a command as root, through sudo where necessary.
as_root() {
  if [[ $EUID -eq 0 ]]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    fail "This command needs root, and there is no sudo: $*"
  fi
}

# Waits until a command succeeds. $1: a description; $2: the timeout in seconds; the rest: the command.
wait_until() {
  local what=$1 seconds=$2 end
  shift 2
  end=$((SECONDS + seconds))
  until "$@"; do
    ((SECONDS < end)) || fail "Timed out after $seconds s: $what."
    sleep 0.1
  done
}
