"""Reads a table of pages on a cluster: ``spark-submit jiehao/submit.py --page html --doc url IN OUT``.

IN is Parquet, or JSON lines by ``--format json``; OUT gets ``readings``, ``records`` and ``problems`` as Parquet, and
a ``datapackage.json`` that says what they hold. Nothing is overwritten. Ends with status 1 when a page gave problems.
"""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

import jiehao
import jiehao.spark as jh
from pyspark.sql import SparkSession


def arguments(args: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="jiehao/submit.py", description=__doc__.split("\n\n")[0])
    parser.add_argument("input", metavar="IN", help="pages: a file, a folder or a pattern that Spark can read")
    parser.add_argument("output", metavar="OUT", help="folder for what is read; it must not be there")
    parser.add_argument("--page", default="page", help="column of pages, text or bytes (page)")
    parser.add_argument("--doc", default="doc", help="column of their URLs (doc)")
    parser.add_argument("--taken", help="column of when they were taken, RFC 3339")
    parser.add_argument("--format", default="parquet", choices=["parquet", "json"], help="of IN (parquet)")
    return parser.parse_args(args)


def describe(spark: SparkSession, output: str, tables: dict[str, str]) -> None:
    """Writes datapackage.json to wherever the tables are: a disk, HDFS, a bucket."""
    jvm: Any = spark._jvm
    path = jvm.org.apache.hadoop.fs.Path(output, "datapackage.json")
    out = path.getFileSystem(spark._jsc.hadoopConfiguration()).create(path, False)
    text = json.dumps(jiehao.datapackage(tables), ensure_ascii=False, indent=2) + "\n"
    out.write(bytearray(text.encode("utf-8")))
    out.close()


def main(args: list[str] | None = None) -> int:
    asked = arguments(args)
    spark = SparkSession.builder.appName("jiehao").getOrCreate()
    pages = spark.read.format(asked.format).load(asked.input)
    out = asked.output.rstrip("/")
    readings = jh.extract(pages, page=asked.page, doc=asked.doc, taken=asked.taken)
    readings.write.mode("error").parquet(f"{out}/readings")
    # read again: pages are worked through once, whatever is made of them afterwards
    readings = spark.read.schema(jh.readings_type()).parquet(f"{out}/readings")
    jh.records(readings).write.mode("error").parquet(f"{out}/records")
    jh.problems(readings).write.mode("error").parquet(f"{out}/problems")
    describe(spark, out, {"readings": "readings", "records": "records"})
    [counted] = readings.selectExpr(
        "count(*) AS pages", "sum(size(records)) AS records", "sum(size(problems)) AS problems"
    ).collect()
    told = {name: counted[name] or 0 for name in ("pages", "records", "problems")}
    print(json.dumps(told))
    spark.stop()
    return 1 if told["problems"] else 0


if __name__ == "__main__":
    sys.exit(main())
