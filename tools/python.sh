#!/usr/bin/env bash
# Builds the wheel, installs it where tools/setup.sh put what it is tested with, and tests it there: the examples of
# its documentation, its types, the notebook, registers, threads, and a cluster of Spark one of whose workers is
# killed.
# usage: tools/python.sh [--release] [build]     build: no tests
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="$HOME/.cargo/bin:$PATH"
venv=${JIEHAO_PYTHON:-target/python}
target=${CARGO_TARGET_DIR:-target}
profile=(--profile dev) built=debug
if [ "${1:-}" = --release ]; then profile=(--release) built=release; shift; fi

if [ ! -x "$venv/bin/maturin" ]; then
    echo "$venv: nothing is installed there; run tools/setup.sh. The wheel is not tested"
    # whoever asks for the wheel itself cannot go on without it
    [ "${1:-}" != build ] || exit 1
    exit 0
fi
rm -rf "$target/wheels"
"$venv/bin/maturin" build --quiet --locked "${profile[@]}" --manifest-path crates/python/Cargo.toml \
    --interpreter "$venv/bin/python" --out "$target/wheels"
"$venv/bin/pip" install --quiet --no-deps --force-reinstall "$target"/wheels/jiehao-*.whl
[ "${1:-}" != build ] || exit 0

# the command must give what the wheel gives
flags=()
[ "$built" = debug ] || flags=(--release)
cargo build --quiet --locked --package jiehao "${flags[@]}"
export JIEHAO="$target/$built/jiehao"
PYTHONPATH="$PWD/crates/python/tests" "$venv/bin/python" -W error::DeprecationWarning:jiehao -m unittest discover \
    --start-directory crates/python/tests --pattern 'test_*.py'
