"""Jiehao on Apache Spark: a data frame of pages in, readings and records out.

::

    from jiehao import spark as jh

    pages = spark.read.parquet("s3a://…")                     # columns url, html
    readings = jh.extract(pages, page="html", doc="url")
    readings.write.parquet("out/readings")                    # the work is done here, and once
    readings = spark.read.parquet("out/readings")
    jh.records(readings).write.parquet("out/records")
    jh.problems(readings).write.parquet("out/problems")

``jiehao ingest --records out/readings`` then takes them into a register. ``jiehao/submit.py`` is this as a program
for ``spark-submit``; ``docs/cluster.md`` says what a cluster needs, and what it costs.

A row is read by itself, so tasks may be repeated, killed or run twice: Spark keeps the output of one of them
(where the store renames files; elsewhere an S3A committer must see to it).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import extract_arrow, readings_schema, records_schema
from . import records as flatten

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow
    from pyspark.sql import DataFrame
    from pyspark.sql.types import StructType

__all__ = ["extract", "problems", "readings_type", "records", "records_type"]


def readings_type() -> StructType:
    """The columns of readings, in Spark's words."""
    from pyspark.sql.pandas.types import from_arrow_schema

    return from_arrow_schema(readings_schema())


def records_type() -> StructType:
    """The columns of records, in Spark's words."""
    from pyspark.sql.pandas.types import from_arrow_schema

    return from_arrow_schema(records_schema())


def extract(df: DataFrame, page: str = "page", doc: str = "doc", taken: str | None = None) -> DataFrame:
    """Read the pages of a data frame into readings, as :func:`jiehao.extract_arrow` does.

    :param page: the column of pages, string or binary; ``doc``: of their URLs; ``taken``: of when they were taken,
        as RFC 3339 text.
    :returns: a row for each page with a record or a problem, whose columns never change: :func:`readings_type`.
    """
    columns = [page, doc] + ([taken] if taken else [])

    def read(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        for batch in batches:
            yield extract_arrow(batch, page=page, doc=doc, taken=taken)

    return df.select(*dict.fromkeys(columns)).mapInArrow(read, readings_type())


def records(readings: DataFrame) -> DataFrame:
    """Readings as a row a record: :func:`records_type`, the columns of ``jiehao extract --format csv``."""

    def flat(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        for batch in batches:
            yield flatten(batch)

    return readings.where("size(records) > 0").mapInArrow(flat, records_type())


def problems(readings: DataFrame) -> DataFrame:
    """What went wrong, a row a problem: ``doc``, ``sha256``, ``problem``."""
    return readings.selectExpr("doc", "sha256", "explode(problems) AS problem")
