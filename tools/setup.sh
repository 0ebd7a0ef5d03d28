#!/usr/bin/env bash
# Installs what building and testing need and this machine lacks: a C compiler, Rust as new as Cargo.toml
# asks, PostgreSQL for the tests of the register, the readers of PyPI for the tests of exports, what builds the wheel
# and a Spark to test it on, and a browser with what drives it for the tests of the pages.
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="$HOME/.cargo/bin:$PATH"

wanted=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)

say() { printf 'setup: %s\n' "$*" >&2; }

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"
    elif command -v sudo >/dev/null; then sudo "$@"
    else say "need to run as root: $*"; exit 2
    fi
}

install() {
    command -v apt-get >/dev/null || { say "please install: $*"; exit 2; }
    say "installing $*"
    as_root apt-get update -qq
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >&2
}

# Whether version $1 is at least $2.
at_least() { [ "$(printf '%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]; }

new_enough() {
    command -v cargo >/dev/null && command -v rustc >/dev/null &&
        at_least "$(rustc --version | cut -d' ' -f2)" "$wanted"
}

command -v cc >/dev/null || install build-essential

if ! ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 && ! command -v initdb >/dev/null; then
    install postgresql
fi

if ! new_enough; then
    if ! command -v rustup >/dev/null; then
        # Debian 13 and later carry rustup; its own installer serves the others
        if apt-cache show rustup >/dev/null 2>&1; then
            install rustup
        else
            command -v curl >/dev/null || install ca-certificates curl
            say "installing rustup from https://sh.rustup.rs"
            curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs |
                sh -s -- -y --no-modify-path --profile minimal --default-toolchain none
        fi
    fi
    say "installing Rust"
    rustup toolchain install stable --no-self-update --profile minimal --component rustfmt,clippy >&2
    rustup default stable >&2
    new_enough || { say "Rust $wanted or newer is needed; found $(rustc --version)"; exit 2; }
fi

# What the tests of exports read them with: pinned, in an environment of its own. Nothing else needs it,
# so a machine that cannot have it builds and tests all the same, and those tests say what is missing.
readers=${JIEHAO_READERS:-target/readers}
wanted_readers=tools/readers/requirements.txt
if ! cmp -s "$wanted_readers" "$readers/installed.txt"; then
    python3 -c 'import ensurepip, venv' >/dev/null 2>&1 || (install python3-venv) || true
    say "installing readers of exports from PyPI into $readers"
    if python3 -m venv "$readers" && "$readers/bin/pip" install --quiet --requirement "$wanted_readers" >&2; then
        cp "$wanted_readers" "$readers/installed.txt"
    else
        rm -rf "$readers"
        say "readers of exports cannot be installed; the tests of exports will say so and pass over them"
    fi
fi

# What the wheel is built with and tested on: maturin, Spark with its Java, pandas, Polars, a notebook; R for the lines of
# docs/tables.md. Nothing else needs it.
wheel=${JIEHAO_PYTHON:-target/python}
wanted_wheel=tools/python/requirements.txt
if ! cmp -s "$wanted_wheel" "$wheel/installed.txt"; then
    if (
        python3 -c 'import ensurepip, venv' >/dev/null 2>&1 || install python3-venv || exit 1
        # Spark 4 runs on Java 17 and 21, and Debian has one of them
        if ! command -v java >/dev/null; then
            install openjdk-17-jre-headless || install openjdk-21-jre-headless || exit 1
        fi
        command -v Rscript >/dev/null || install r-base-core r-cran-jsonlite ||
            say "R cannot be had; the lines of docs/tables.md for R will not be run"
        say "installing what builds and tests the wheel from PyPI into $wheel"
        python3 -m venv "$wheel" && "$wheel/bin/pip" install --quiet --requirement "$wanted_wheel" >&2
    ); then
        cp "$wanted_wheel" "$wheel/installed.txt"
    else
        rm -rf "$wheel"
        say "the wheel cannot be built or tested here; its tests will say so and pass over it"
    fi
fi

# The islands of the pages: map, network, timeline, bars (web/), built with Node from a lock file and
# compiled into the binary. A machine that cannot have Node builds pages that have tables and no pictures.
web=web
node_serves() { command -v npm >/dev/null && at_least "$(node --version | tr -d v)" 20.19; }
if ! cmp -s "$web/package-lock.json" "$web/node_modules/installed.json" ||
    [ -z "$(find "$web/dist" -name 'map.js.gz')" ] ||
    [ -n "$(find "$web/src" "$web/build.mjs" -newer "$web/dist/map.js.gz")" ]; then
    if (
        node_serves || install nodejs npm || exit 1
        node_serves || { say "Node 20.19 or newer is needed for pictures; found $(node --version)"; exit 1; }
        if ! cmp -s "$web/package-lock.json" "$web/node_modules/installed.json"; then
            say "installing what builds the islands from npm into $web/node_modules"
            npm ci --prefix "$web" --no-audit --no-fund --silent >&2 || exit 1
            cp "$web/package-lock.json" "$web/node_modules/installed.json"
        fi
        say "building the islands"
        npm run --silent --prefix "$web" build >&2
    ); then :; else
        say "the islands cannot be built: pages have tables and no pictures"
    fi
fi

# What the tests of the pages open them in: Debian's chromium, and Playwright from npm by its lock file.
# Again nothing else needs it.
browser=tools/browser
if ! cmp -s "$browser/package-lock.json" "$browser/node_modules/installed.json"; then
    if (
        command -v chromium >/dev/null || install chromium fonts-noto-cjk
        command -v npm >/dev/null || install nodejs npm
        say "installing Playwright and axe-core from npm into $browser/node_modules"
        PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --prefix "$browser" --no-audit --no-fund --silent >&2
    ); then
        cp "$browser/package-lock.json" "$browser/node_modules/installed.json"
    else
        rm -rf "$browser/node_modules"
        say "no browser can be had; the tests of the pages in a browser will say so and pass over them"
    fi
fi
