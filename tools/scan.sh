#!/usr/bin/env bash
# Measures `jiehao scan` against unpacking alone and writes what it found into docs/performance.md: a made-up crawl of
# MEGABYTES (1000) unpacked, and one of relevant pages only, each scanned by one processor and by two; the best of RUNS (3).
# usage: [MEGABYTES=1000] [RUNS=3] tools/scan.sh
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="$HOME/.cargo/bin:$PATH"
megabytes=${MEGABYTES:-1000} runs=${RUNS:-3}

cargo build --release --locked --package jiehao --bin jiehao --example crawl --example unpack
release=${CARGO_TARGET_DIR:-target}/release
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mixed=$work/mixed.wet.gz relevant=$work/relevant.wet.gz
made=$("$release/examples/crawl" "$mixed" "$megabytes")
"$release/examples/crawl" "$relevant" 50 1 --relevant >/dev/null

# Seconds and kilobytes at most of a command, the best of several runs; on processors $1.
measure() {
    local on=$1
    shift
    for _ in $(seq "$runs"); do
        { python3 tools/timed.py taskset -c "$on" "$@" >/dev/null 2>"$work/said"; } 3>&1
    done | sort -n | head -n 1
}
read -r alone _ < <(measure 0 "$release/examples/unpack" "$mixed")
read -r one memory < <(measure 0 "$release/jiehao" scan --jobs 1 "$mixed")
read -r two memory2 < <(measure 0,1 "$release/jiehao" scan --jobs 2 "$mixed")
said=$(head -n 2 "$work/said" | tail -n 1)
read -r only _ < <(measure 0 "$release/jiehao" scan --jobs 1 "$relevant")

python3 - "$made" "$said" "$alone" "$one" "$memory" "$two" "$memory2" "$only" "$megabytes" <<'PY'
import pathlib, re, sys
made, said = sys.argv[1:3]
alone, one, memory, two, memory2, only, megabytes = map(float, sys.argv[3:])
path = pathlib.Path("docs/performance.md")
text = path.read_text()
section = f"""## Archives
Written by `tools/scan.sh`: a made-up crawl (`crates/app/examples/crawl.rs`: {made}), packed record by record, and 50 MB of relevant pages only.
Unpacking alone is done by the same crate in the same run (`crates/app/examples/unpack.rs`). Best of several runs.

| | measured | aimed at |
|---|---|---|
| unpacking alone, one processor | {alone:.2f} s, {megabytes / alone:.0f} MB/s | |
| `jiehao scan --jobs 1`, one processor | {one:.2f} s, {one / alone:.2f} of unpacking alone | 1.3 |
| `jiehao scan --jobs 2`, two processors | {two:.2f} s, {one / two:.2f} times as fast | 1.8 |
| memory at most, one job and two | {memory / 1000:.0f} MB, {memory2 / 1000:.0f} MB | 300 MB |
| relevant pages only, one processor | {50 / only:.1f} MB/s | 10 MB/s |

The scan: {said}

"""
text = re.sub(r"## Archives\n.*?(?=^## |\Z)", "", text, flags=re.S | re.M)
at = text.index("## The register")
path.write_text(text[:at] + section + text[at:])
PY
echo "docs/performance.md holds what was measured"
