#!/usr/bin/env bash
# Fuzzes each target for TIME seconds (60), with the pages of corpus/ as seeds,
# and for archives those of fuzz/seeds/.
# usage: [TIME=600] tools/fuzz.sh [clean|extract|archive|table]…
#
# The sanitizer flags are unstable; RUSTC_BOOTSTRAP lets the stable compiler take them.
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="$HOME/.cargo/bin:$PWD/target/tools/bin:$PATH" RUSTC_BOOTSTRAP=1

if ! cargo fuzz --version >/dev/null 2>&1; then
    CARGO_TARGET_DIR=target/tools/build cargo install --quiet --locked --root target/tools cargo-fuzz
fi
[ $# -gt 0 ] || set -- clean extract archive table
for target in "$@"; do
    seeds=fuzz/corpus/$target
    mkdir -p "$seeds"
    case $target in
        archive | table) cp fuzz/seeds/"$target"/* "$seeds" ;;
        *) find corpus -type f ! -name '*.json' ! -name '*.md' ! -name '*.tsv' -exec cp {} "$seeds" \; ;;
    esac
    # leaks are not looked for: what the standard library keeps for a thread is freed when the thread ends, which may be
    # after the run that it worked for
    cargo fuzz run "$target" "$seeds" -- -detect_leaks=0 -max_total_time="${TIME:-60}" -max_len=65536 -timeout=10 -rss_limit_mb=4096
done
