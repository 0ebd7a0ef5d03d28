"""Where things are: the corpus, the command, and pages as a table."""

import json
import os
import subprocess
from pathlib import Path

import pyarrow as pa

ROOT = Path(__file__).resolve().parents[3]
CORPUS = ROOT / "corpus"
JIEHAO = Path(os.environ["JIEHAO"]).resolve()
TAKEN = "2024-06-04T08:30:00Z"


def pages():
    """Pages of the corpus, as bytes."""
    found = sorted(p for p in CORPUS.glob("a/*") if p.suffix != ".json")
    assert len(found) > 20, "the corpus is there"
    return found


def table(paths):
    return pa.table({
        "doc": [str(p) for p in paths],
        "page": pa.array([p.read_bytes() for p in paths], pa.binary()),
        "taken": [TAKEN] * len(paths),
    })


def jiehao(*args, status=0):
    """Runs the command; what it printed."""
    run = subprocess.run([JIEHAO, *map(str, args)], capture_output=True, text=True, check=False)
    assert run.returncode == status, (args, run.returncode, run.stderr)
    return run.stdout


def lines(text):
    return [json.loads(line) for line in text.splitlines()]
