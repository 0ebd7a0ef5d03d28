#!/usr/bin/env bash
# Measures what a cluster will spend on pages, and writes the sizing table of docs/cluster.md.
# usage: tools/cluster/size.sh     (the wheel is built anew; Spark is where tools/setup.sh put it)
set -euo pipefail
cd "$(dirname "$0")/../.."
wheel=${JIEHAO_PYTHON:-target/python}
tools/python.sh --release build
"$wheel/bin/python" tools/cluster/size.py docs/cluster.md
