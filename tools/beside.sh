#!/usr/bin/env bash
# Measures jiehao beside others, on the pages of corpus/ and one processor, and writes what came of it into
# docs/performance.md, under "Side by side".
# usage: tools/beside.sh     (the wheel is built anew; the others come from PyPI and crates.io)
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="$HOME/.cargo/bin:$PATH"
target=${CARGO_TARGET_DIR:-target}
wheel=${JIEHAO_PYTHON:-target/python}
venv=${JIEHAO_BESIDE:-target/beside}

tools/python.sh --release build
if ! cmp -s tools/beside/requirements.txt "$venv/installed.txt"; then
    python3 -m venv "$venv"
    # one by one: what cannot be installed is named in the table, and the others are measured all the same
    grep -v '^#' tools/beside/requirements.txt | while read -r one; do
        "$venv/bin/pip" install --quiet "$one" || echo "$one cannot be installed" >&2
    done
    cp tools/beside/requirements.txt "$venv/installed.txt"
fi
"$venv/bin/pip" install --quiet --no-deps --force-reinstall "$target"/wheels/jiehao-*.whl
CARGO_TARGET_DIR="$target/beside-jieba" cargo build --quiet --release --manifest-path tools/beside/jieba/Cargo.toml

one=()
command -v taskset >/dev/null && one=(taskset -c 0)
JIEBA="$target/beside-jieba/release/jieba-beside" "${one[@]}" "$venv/bin/python" tools/beside/measure.py docs/performance.md
