#!/usr/bin/env bash
# Starts a PostgreSQL of its own in a temporary folder, runs a command with its address in
# JIEHAO_TEST_POSTGRES, and takes it away again: tools/postgres.sh cargo test
set -euo pipefail

bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1 || true)
[ -n "$bin" ] || bin=$(dirname "$(command -v initdb || true)")
[ -x "$bin/initdb" ] || { echo "postgres: not found; tools/setup.sh installs it" >&2; exit 2; }

folder=$(mktemp -d)
# the server refuses to run as root
as() { "$@"; }
if [ "$(id -u)" = 0 ]; then
    chown postgres "$folder"
    as() { setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; }
fi
cleanup() {
    (cd / && as "$bin/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null 2>&1) || true
    rm -rf "$folder"
}
trap cleanup EXIT

(
    cd /
    as "$bin/initdb" -D "$folder/data" -U jiehao -A trust -E UTF8 --no-sync >"$folder/log" 2>&1
    # a socket and no port: nothing outside can reach it, and no other server is in the way
    as "$bin/pg_ctl" -D "$folder/data" -l "$folder/data/log" -w start \
        -o "-k $folder -c listen_addresses= -c fsync=off" >>"$folder/log" 2>&1
) || { cat "$folder/log" >&2; exit 2; }

export JIEHAO_TEST_POSTGRES="postgres://jiehao@${folder//\//%2F}/postgres"
"$@"
