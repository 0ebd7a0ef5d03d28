#!/usr/bin/env bash
# Puts the real output of the example into README.md and README.zh-CN.md: their first ```text block.
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="$HOME/.cargo/bin:$PATH"
example=$(mktemp)
trap 'rm -f "$example"' EXIT
cargo run --quiet --release --locked --package jiehao -- extract corpus/a/005-gansu-akita-video.txt >"$example"
for page in README.md README.zh-CN.md; do
    awk -v example="$example" '
        !done && /^```text$/ { print; while ((getline line < example) > 0) print line; skip = done = 1; next }
        skip && /^```$/ { skip = 0 }
        !skip { print }' "$page" >"$page.new"
    mv "$page.new" "$page"
done
