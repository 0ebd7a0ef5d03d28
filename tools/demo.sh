#!/usr/bin/env bash
# Fills a register from corpus/ and shows it in the browser until Ctrl-C. The register is kept in target/ and
# filled anew each time.
set -euo pipefail
cd "$(dirname "$0")/.."
listen=${LISTEN:-127.0.0.1:8080}
jiehao=${CARGO_TARGET_DIR:-target}/release/jiehao
register=${CARGO_TARGET_DIR:-target}/demo.db

rm -f "$register" "$register-wal" "$register-shm"
"$jiehao" ingest --quiet --register "$register" corpus
printf '\n  http://%s\n\n' "$listen"
exec "$jiehao" serve --register "$register" --listen "$listen"
