#!/usr/bin/env bash
# Sends `jiehao/submit.py` to a cluster of Spark, with a Python that has the wheel: see docs/cluster.md.
# usage: deploy/cluster/submit.sh [options of spark-submit] -- [options of jiehao/submit.py] IN OUT
#   WHEEL=jiehao-….whl    the wheel, where it is not to come from PyPI
#   ENVIRONMENT=file.tar.gz    packed before, and used again; without it one is packed by venv-pack
# Needs spark-submit and python3 with venv here, of the minor version that the workers have.
set -euo pipefail
here=$(dirname "$0")
wheel=${WHEEL:-jiehao}
environment=${ENVIRONMENT:-}

spark=()
while [ $# -gt 0 ] && [ "$1" != -- ]; do spark+=("$1"); shift; done
[ "${1:-}" = -- ] && [ $# -ge 3 ] || { sed -n '3,6s/^# //p' "$0" >&2; exit 2; }
shift

if [ -z "$environment" ]; then
    environment=jiehao-environment.tar.gz
    if [ ! -f "$environment" ]; then
        packing=$(mktemp -d)
        python3 -m venv "$packing/venv"
        # Spark itself is on the cluster
        "$packing/venv/bin/pip" install --quiet "$wheel" 'pyarrow>=18' 'pandas>=2.2,<3' venv-pack setuptools
        "$packing/venv/bin/venv-pack" --quiet --prefix "$packing/venv" --output "$environment"
        rm -rf "$packing"
    fi
fi
# the driver runs here, in the same Python that the workers get
unpacked=$(mktemp -d)
tar -xzf "$environment" -C "$unpacked"
program=$(echo "$unpacked"/lib/python*/site-packages/jiehao/submit.py)

export PYSPARK_DRIVER_PYTHON="$unpacked/bin/python" PYSPARK_PYTHON=./environment/bin/python
status=0
spark-submit \
    --archives "$environment#environment" \
    --conf spark.sql.execution.arrow.maxRecordsPerBatch=256 \
    --conf spark.executor.memoryOverhead="${OVERHEAD:-2g}" \
    --conf spark.hadoop.fs.s3a.committer.name=magic \
    "${spark[@]}" "$program" "$@" || status=$?
rm -rf "$unpacked"
exit "$status"
