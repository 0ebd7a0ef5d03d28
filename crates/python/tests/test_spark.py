"""A real Spark, two workers with a process each: a job goes on when one of them is killed, and what comes out is what
one process makes of the same pages, each row once."""

import json
import os
import shutil
import signal
import sys
import tempfile
import threading
import time
import unittest
from pathlib import Path

FILES, ROWS = 20, 50

# A small machine starts them several times as quickly so. In the environment, for workers inherit it.
JVM = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
CONF = {
    "spark.driver.extraJavaOptions": JVM,
    "spark.executor.extraJavaOptions": JVM,
    "spark.ui.enabled": "false",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    # a task a file, in several batches
    "spark.sql.files.openCostInBytes": str(1 << 30),
    "spark.sql.execution.arrow.maxRecordsPerBatch": "10",
    "spark.sql.session.timeZone": "UTC",
}
os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
conf = " ".join(f"--conf '{name}={value}'" for name, value in CONF.items())
os.environ["PYSPARK_SUBMIT_ARGS"] = f"--master local-cluster[2,1,1024] {conf} pyspark-shell"

import jiehao
import jiehao.spark as jh
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pyspark
from jiehao import submit
from pyspark import cloudpickle
from tree import TAKEN, jiehao as command, pages


def rows():
    """Every tenth page tells something; the rest is what a crawl is full of. One cannot be read, one is not there."""
    told = [p.read_bytes() for p in pages()[:12]]
    other = ["The weather in Paris.", "本站提供天气预报。", "Погода в Москве. " * 50]
    for at in range(FILES * ROWS):
        page = told[at // 10 % len(told)] if at % 10 == 0 else other[at % 3].encode()
        page = {77: b"%PDF-1.7 \x00", 78: None}.get(at, page)
        yield {"url": f"https://a.example/{at:05}", "html": page, "date": TAKEN}


def executors():
    """Process ids of the executors that this process started, by way of its JVM."""
    parents, found = {}, []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            stat = (entry / "stat").read_text().rsplit(")", 1)[1].split()
            told = (entry / "cmdline").read_bytes()
        except OSError:
            continue  # it ended meanwhile
        parents[int(entry.name)] = int(stat[1])
        if b"CoarseGrainedExecutorBackend" in told:
            found.append(int(entry.name))

    def ours(pid):
        while pid > 1:
            if pid == os.getpid():
                return True
            pid = parents.get(pid, 0)
        return False

    return [pid for pid in found if ours(pid)]


def killed(out, told):
    """Kills one executor, for good, once four tasks have ended and others are under way."""
    done = out / "readings" / "_temporary" / "0"
    until = time.monotonic() + 240
    while time.monotonic() < until:
        if sum(1 for _ in done.glob("task_*")) >= 4 and len(executors()) == 2:
            told["killed"] = executors()[0]
            told["before"] = sum(1 for _ in done.glob("task_*"))
            os.kill(told["killed"], signal.SIGKILL)
            return
        time.sleep(0.05)


def slowed(batch, **names):
    """As many hours as there are pages in a crawl, in small."""
    time.sleep(0.1)
    return jiehao.extract_arrow(batch, **names)


class Cluster(unittest.TestCase):
    def test_an_executor_is_killed_and_no_row_is_lost_or_doubled(self):
        with tempfile.TemporaryDirectory() as folder:
            folder = Path(folder)
            schema = pa.schema([("url", pa.string()), ("html", pa.binary()), ("date", pa.string())])
            whole = pa.Table.from_pylist(list(rows()), schema=schema)
            (folder / "in").mkdir()
            for n in range(FILES):
                pq.write_table(whole.slice(n * ROWS, ROWS), folder / "in" / f"{n:02}.parquet")
            want = jiehao.extract_arrow(whole, page="html", doc="url", taken="date", jobs=2)

            out, told = folder / "out", {}
            killer = threading.Thread(target=killed, args=(out, told))
            killer.start()
            # workers know nothing of this file: what they need of it goes with the task
            cloudpickle.register_pickle_by_value(sys.modules[__name__])
            jh.extract_arrow = slowed
            self.addCleanup(shutil.rmtree, Path(pyspark.__file__).parent / "work", ignore_errors=True)
            args = ["--page", "html", "--doc", "url", "--taken", "date", str(folder / "in"), str(out)]
            status = submit.main(args)
            killer.join()
            # it was in the midst of it that a worker died
            self.assertIn("killed", told)
            self.assertLess(told["before"], FILES)
            self.assertEqual(status, 1, "two pages gave problems")

            def read(name):
                table = ds.dataset(out / name, format="parquet").to_table()
                return table.take(pc.sort_indices(table, [("doc", "ascending")]))

            got = read("readings")
            self.assertEqual(got.num_rows, want.num_rows)
            self.assertEqual(got.to_pylist(), want.to_pylist())
            self.assertTrue(got.cast(jiehao.readings_schema()).equals(want))
            flat = jiehao.records(want)
            key = [("doc", "ascending"), ("start", "ascending"), ("type", "ascending"), ("who", "ascending"),
                   ("whom", "ascending"), ("what", "ascending"), ("quote", "ascending")]
            self.assertEqual(read("records").sort_by(key).to_pylist(), flat.sort_by(key).to_pylist())
            problems = {(p["doc"], p["problem"]) for p in read("problems").to_pylist()}
            self.assertEqual(problems, {
                ("https://a.example/00077", "a PDF is not a page; extract its text first"),
                ("https://a.example/00078", "column html is null here"),
            })
            described = json.loads((out / "datapackage.json").read_text(encoding="utf-8"))
            for resource in described["resources"]:
                names = [field["name"] for field in resource["schema"]["fields"]]
                self.assertEqual(names, read(resource["path"]).schema.names)

            # and a register takes it up
            register = folder / "r.db"
            command("ingest", "-q", "--records", out / "readings", "--register", register)
            command("check", "--register", register)
            acts = jiehao.Register(register).evidence()
            quotes = {(r["doc"], e["exact"]) for r in want.to_pylist() for one in r["records"] for e in one["evidence"]}
            self.assertLessEqual(set(acts.column("exact").to_pylist()), {exact for _, exact in quotes})
            self.assertGreater(acts.num_rows, 10)


if __name__ == "__main__":
    unittest.main()
