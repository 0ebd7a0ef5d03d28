#!/usr/bin/env bash
# Runs the benchmarks and writes docs/performance.md anew: bytes per second of each stage, one core.
# usage: tools/bench.sh [filter]
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="$HOME/.cargo/bin:$PATH"

raw=${CARGO_TARGET_DIR:-target}/criterion-raw.txt
mkdir -p "$(dirname "$raw")"
cargo bench --locked --package jiehao --bench read -- --noplot "$@" | tee "$raw"

# The figures of the register are taken by hand: they need a machine of their own for some time.
register=$(sed -n '/^## The register/,$p' docs/performance.md)

# Of 'thrpt: [low mid high]' the middle one is kept.
rows() {
    awk '
        /^[a-z].*\/(clean|filthy)-(small|large)/ { name = $0; sub(/ +time:.*/, "", name) }
        /thrpt: +\[/ {
            split($0, part, "["); split(part[2], word, " ")
            slash = index(name, "/")
            printf "| %s | %s | %s %s |\n", substr(name, 1, slash - 1), substr(name, slash + 1), word[3], word[4]
        }' "$raw"
}

{
    cat <<'TEXT'
# Performance

Written by `tools/bench.sh` (`make bench`), which runs the criterion suite `crates/app/benches/read.rs`: each stage on
one page of the corpus of median size (small) and on pages strung together to 256 KiB (large), plain text (clean) and
HTML with its navigation, hidden links and spam (filthy). Throughput counts bytes of the source, except for `records of
clean text`, which counts bytes of the clean text that it is given. One core; the middle of criterion's interval.

TEXT
    printf 'Processor: %s. %s.\n\n' \
        "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo 2>/dev/null | head -n 1)" "$(rustc --version | cut -d' ' -f1,2)"
    echo '| stage | input | throughput |'
    echo '|---|---|---|'
    rows
    cat <<'TEXT'

Records are read from clean text with the identities of their places, which may take a quarter of that time at most.

`detect` refuses pages without Chinese characters, and those with so few that no word of the rules can be spelt. On a
machine that other builds kept busy it did so at 600 MB/s (Russian) to 1700 MB/s (English) of their bytes; of 1288 news
pages in four other languages it refused 1254 or more. News in Chinese is weighed
by the words of the rules that stand close together in it (`crates/events/weights/refuse.toml`).

What is aimed at: 10 MB/s for `extract` on text that holds records, 300 MB/s for `detect` on pages that hold nothing.

Memory: as many pages are held at a time as 16 for each job; a page takes at most `--max-bytes` (32 MiB) of input, of
which `jiehao-text` reads the first 8 MiB with at most about 40 bytes of working memory for each byte of plain text (100 when its records are read too) and
200 for each byte of markup.

TEXT
    printf '%s\n' "$register"
} >docs/performance.md
echo "docs/performance.md is written anew"
