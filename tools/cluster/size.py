"""Measures processor time a page, for pages of each sort and for what Spark adds, and works out from it what the Chinese
part of a monthly crawl costs. Writes the table of docs/cluster.md.

usage: size.py docs/cluster.md
"""

import ctypes
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import jiehao
import pyarrow as pa
import pyarrow.parquet as pq

ROOT = Path(__file__).resolve().parents[2]
BEGIN, END = "<!-- sizing: written by tools/cluster/size.sh -->", "<!-- /sizing -->"

# What is assumed, and shown above the table. The numbers of pages are those of a monthly crawl of Common Crawl
# (commoncrawl.github.io/cc-crawl-statistics), rounded; prices are those of large clouds for machines of general use.
PAGES = 2.6e9
CHINESE = 0.05
RELEVANT = 1 / 200
BYTES = 5000
DOLLARS = {"on demand": 0.05, "spare capacity": 0.02}

ROWS = 256
LATIN = "the of and city council opened visit trade agreement river weather people year house market school".split()
CYRILLIC = "город погода река рынок школа год люди дом визит договор торговля совет область".split()


def words(list_, size, chance):
    out = []
    while sum(map(len, out)) < size:
        out.append(chance.choice(list_))
    return " ".join(out)


def samples():
    """Pages of each sort as text, as WET has them, of the size of its records."""
    chance = random.Random(6)
    corpus = sorted(p for p in (ROOT / "corpus").glob("[ab]/*") if p.suffix != ".json")
    told, silent = [], []
    for path in corpus:
        raw = path.read_bytes()
        text = jiehao.clean(raw)["text"]
        (told if jiehao.extract(raw) else silent).append(text)
    other = [words(chance.choice([LATIN, CYRILLIC]), BYTES, chance) for _ in range(ROWS)]

    def filled(texts):
        """As long as pages of a crawl: texts one behind another, each once a page."""
        out = []
        for _ in range(ROWS):
            page = ""
            while len(page.encode()) < BYTES:
                page += chance.choice(texts) + "\n"
            out.append(page)
        return out

    # in a relevant page of a crawl one article tells something, among lines of other matters
    relevant = [chance.choice(told) + "\n" + page for page in filled(silent)]
    return {"another language": other, "Chinese, other matters": filled(silent), "Chinese, with records": relevant}


def batch(pages):
    return pa.record_batch({"doc": [f"https://a.example/{n}" for n in range(len(pages))], "page": pages})


def spent(work, rounds=5):
    best = float("inf")
    for _ in range(rounds):
        before = time.process_time()
        work()
        best = min(best, time.process_time() - before)
    return best


def rates():
    """Seconds a page, and bytes a page, of each sort."""
    found = {}
    for sort, pages in samples().items():
        rows = batch(pages)
        seconds = spent(lambda rows=rows: jiehao.extract_arrow(rows)) / len(pages)
        found[sort] = seconds, sum(len(p.encode()) for p in pages) / len(pages)
    return found


def children():
    """Processor time of all processes that descend from this one and have ended; waits for those that have not."""
    while True:
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            break
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def adopt():
    """What descends from this process and is left behind, as Spark's JVM is, becomes its child (PR_SET_CHILD_SUBREAPER)."""
    ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)


def overhead():
    """Seconds a page that Spark adds: processor time of a job over refused pages, less that of a job of none, less the
    reading itself."""
    program = (
        "import sys\n"
        "from pyspark.sql import SparkSession\n"
        "import jiehao.spark as jh\n"
        "spark = SparkSession.builder.getOrCreate()\n"
        "jh.extract(spark.read.parquet(sys.argv[1])).write.parquet(sys.argv[2])\n"
    )
    pages = samples()["another language"]
    many = 400
    adopt()
    took = []
    with tempfile.TemporaryDirectory() as folder:
        conf = "--conf spark.ui.enabled=false --conf spark.sql.execution.arrow.maxRecordsPerBatch=256"
        environment = dict(os.environ, PYSPARK_PYTHON=sys.executable, PYSPARK_DRIVER_PYTHON=sys.executable,
                           PYSPARK_SUBMIT_ARGS=f"--master local[1] {conf} pyspark-shell", SPARK_LOCAL_IP="127.0.0.1")
        for name, batches in (("few", 1), ("many", many)):
            table = pa.Table.from_batches([batch(pages)] * batches)
            pq.write_table(table, f"{folder}/{name}.parquet")
            before = children()
            run = [sys.executable, "-c", program, f"{folder}/{name}.parquet", f"{folder}/{name}.out"]
            subprocess.run(run, check=True, capture_output=True, env=environment)
            took.append(children() - before)
    return (took[1] - took[0]) / ((many - 1) * len(pages))


def row(cells):
    return "| " + " | ".join(cells) + " |"


def table():
    each = rates()
    spark = max(overhead() - each["another language"][0], 0.0)
    processor = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())[1]
    yield (f"Measured on one processor ({processor}) by `tools/cluster/size.sh`: text of about {BYTES / 1000:.0f} kB a page, as WET has it,")
    yield "made of the corpus and of word lists; processor time a page with all that the wheel does (Arrow in and out)."
    yield ""
    yield row(["page", "a page", "MB/s a core"])
    yield row(["---"] * 3)
    for sort, (seconds, size) in each.items():
        yield row([sort, f"{seconds * 1e6:.0f} µs", f"{size / seconds / 1e6:.1f}"])
    yield row(["what Spark adds to any (reading Parquet, Arrow to Python and back)", f"{spark * 1e6:.0f} µs", ""])
    yield ""
    yield (f"Assumed: {PAGES / 1e9:.1f} billion pages a month, {CHINESE:.0%} of them Chinese, 1 in {1 / RELEVANT:.0f} of those with records; a core-hour at ")
    yield " and ".join(f"${price:.2f} ({name})" for name, price in DOLLARS.items()) + "; no fetching, unpacking and storing,"
    yield "which `jiehao scan` or the cluster's own reader does before."
    yield ""
    yield row(["work", "pages", "core-hours", *(f"dollars, {name}" for name in DOLLARS), "hours on 64 cores"])
    yield row(["---"] * (4 + len(DOLLARS)))
    chinese = PAGES * CHINESE
    other, silent, told = (each[sort][0] + spark for sort in each)
    of_chinese = chinese * ((1 - RELEVANT) * silent + RELEVANT * told)
    jobs = {
        "the Chinese part, chosen by the crawl's index of languages": (chinese, of_chinese),
        "all pages, those in other languages refused here": (PAGES, of_chinese + (PAGES - chinese) * other),
    }
    for name, (pages, seconds) in jobs.items():
        hours = seconds / 3600
        dollars = [f"{hours * price:,.0f}" for price in DOLLARS.values()]
        yield row([name, f"{pages / 1e6:,.0f} million", f"{hours:,.0f}", *dollars, f"{hours / 64:.1f}"])


def main():
    path = Path(sys.argv[1])
    text = "\n".join(table())
    whole = path.read_text(encoding="utf-8")
    before, rest = whole.split(BEGIN)
    path.write_text(f"{before}{BEGIN}\n{text}\n{END}{rest.split(END)[1]}", encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
