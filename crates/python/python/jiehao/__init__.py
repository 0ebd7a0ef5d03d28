"""Jiehao (结好) reads noisy Chinese news pages on subnational diplomacy into records with evidence.

One page at a time::

    >>> import jiehao
    >>> page = "2024年6月4日，江西省副省长鲁安在南昌会见德国黑森州州长韦伯一行。"
    >>> for record in jiehao.extract(page):
    ...     print(record["type"], record["roles"]["b"][0]["name"], record["evidence"][0]["exact"])
    meeting 韦伯 2024年6月4日，江西省副省长鲁安在南昌会见德国黑森州州长韦伯一行。

Many pages, as Arrow tables, with which pandas, Polars, DuckDB and Spark work: :func:`extract_arrow` and
:func:`records`. A register that ``jiehao ingest`` filled is read by :class:`Register`. On a cluster:
:mod:`jiehao.spark`.

All of it lets go of the interpreter (GIL) while it works, so threads read pages side by side. What can go wrong
is a :class:`JiehaoError`; dirty pages are none.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any, Literal

from . import _jiehao
from ._jiehao import JiehaoError, PageError, RegisterError, TableError, __version__

if TYPE_CHECKING:
    import pyarrow

__all__ = [
    "JiehaoError",
    "PageError",
    "Register",
    "RegisterError",
    "TableError",
    "__version__",
    "clean",
    "datapackage",
    "extract",
    "extract_arrow",
    "readings_schema",
    "records",
    "records_schema",
]


def _bytes(page: str | bytes) -> bytes:
    if isinstance(page, str):
        return page.encode("utf-8")
    if isinstance(page, bytes):
        return page
    if isinstance(page, (bytearray, memoryview)):
        return bytes(page)
    raise TypeError(f"a page is str or bytes, not {type(page).__name__}; read the file first")


def clean(
    page: str | bytes, *, name: str | None = None, script: Literal["simplified", "source"] = "simplified"
) -> dict[str, Any]:
    """Clean a page: HTML, MHTML or plain text, as ``str`` or, better, as the bytes that came.

    :param name: path or URL of the page; a host names the outlet when nothing better does.
    :param script: fold the text to Simplified Chinese, or keep the page's own characters.
    :returns: what ``jiehao clean`` prints (``docs/output.md``): ``title``, ``outlet``, ``published``, ``author``,
        ``text``, ``charset``, ``removed`` (each cut with its place, in code points of the source, and its
        reason), and ``problems``: what was wrong with the page and could not be mended.
    :raises PageError: the bytes are no page.

    >>> page = clean("<html><body><p>结好(jiéhǎo)之城</p><script>x()</script></body></html>")
    >>> page["text"], [cut["reason"] for cut in page["removed"] if cut["reason"] == "pinyin"]
    ('结好之城', ['pinyin'])
    >>> clean(b"%PDF-1.7 \\x00")
    Traceback (most recent call last):
    jiehao.PageError: a PDF is not a page; extract its text first
    """
    line, problems = _jiehao.clean(_bytes(page), name, script)
    return {**json.loads(line), "problems": problems}


def extract(page: str | bytes, *, name: str | None = None, min_confidence: float = 0.0) -> list[dict[str, Any]]:
    """Read the records of a page: who visited, met, signed, joined, promised what, with the words.

    :param name: path or URL of the page, which the records carry as ``doc``.
    :param min_confidence: leave out records of less, 0 to 1.
    :returns: records in the order of the page, as ``jiehao extract --format jsonl`` prints them
        (``docs/output.md``). ``evidence`` counts code points of the decoded page: of a ``str`` it slices the
        string itself.
    :raises PageError: the bytes are no page.

    >>> page = "聊城市与德国黑森州于2023年2月缔结友好城市关系。"
    >>> [record] = extract(page, name="a.txt")
    >>> record["type"], record["attributes"]["since"], record["roles"]["a"][0]["id"]
    ('tie', '2023-02', 'cn:371500')
    >>> all(page[e["start"]:e["end"]] == e["exact"] for e in record["evidence"])
    True
    """
    return [json.loads(line) for line in _jiehao.extract(_bytes(page), name, min_confidence)]


def extract_arrow(
    data: Any, *, page: str = "page", doc: str = "doc", taken: str | None = None, jobs: int = 1
) -> pyarrow.RecordBatch | pyarrow.Table:
    """Read a table of pages into *readings*: a row for each page that has a record, or a problem.

    :param data: a ``pyarrow.RecordBatch``, which gives one; or a table or stream of pyarrow, Polars, DuckDB …
        (whatever has ``__arrow_c_stream__``), which gives a ``pyarrow.Table``.
    :param page: the column of pages, text or bytes.
    :param doc: the column of their paths or URLs.
    :param taken: the column of when they were taken, RFC 3339 text, if there is one.
    :param jobs: threads; 1 where something else (Spark) fills the processors.
    :returns: rows of :func:`readings_schema`. They hold the bytes of their pages: ``jiehao ingest --records``
        takes them into a register as if it had read the pages. Flat rows are made of them by :func:`records`.
    :raises TableError: a column is not there or of another type; more than 2 GiB of pages with records in one batch.

    >>> import pyarrow as pa
    >>> pages = pa.table({
    ...     "url": ["https://a.example/1", "https://a.example/2", "https://a.example/3"],
    ...     "page": ["聊城市与德国黑森州于2023年2月缔结友好城市关系。", "The weather in Paris.", None],
    ... })
    >>> readings = extract_arrow(pages, doc="url")
    >>> readings["doc"].to_pylist(), readings["problems"].to_pylist()
    (['https://a.example/1', 'https://a.example/3'], [[], ['column page is null here']])
    """
    import pyarrow as pa

    if jobs < 1:
        raise ValueError("jobs is 1 or more")
    if isinstance(data, pa.RecordBatch):
        return _jiehao.extract_batch(data, page, doc, taken, jobs)
    reader = pa.RecordBatchReader.from_stream(data)
    made = [_jiehao.extract_batch(batch, page, doc, taken, jobs) for batch in reader]
    return pa.Table.from_batches(made, schema=readings_schema())


def records(readings: Any) -> pyarrow.RecordBatch | pyarrow.Table:
    """Flatten readings to a row a record: the columns of ``jiehao extract --format csv``, ready to be counted.

    :param readings: what :func:`extract_arrow` gave, or was read again from Parquet.
    :raises TableError: it is another table.

    >>> import pyarrow as pa
    >>> pages = pa.table({"doc": ["a.txt"], "page": ["聊城市与德国黑森州于2023年2月缔结友好城市关系。"]})
    >>> records(extract_arrow(pages)).select(["type", "who", "whom", "from", "kind"]).to_pylist()
    [{'type': 'tie', 'who': '聊城市', 'whom': '黑森州', 'from': '2023-02', 'kind': 'sister'}]
    """
    import pyarrow as pa

    if isinstance(readings, pa.RecordBatch):
        return _jiehao.records(readings)
    reader = pa.RecordBatchReader.from_stream(readings)
    return pa.Table.from_batches([_jiehao.records(batch) for batch in reader], schema=records_schema())


def readings_schema() -> pyarrow.Schema:
    """The columns of readings; each field's metadata says what it holds.

    >>> readings_schema().names[:4]
    ['doc', 'taken', 'sha256', 'source']
    """
    return _jiehao.readings_schema()


def records_schema() -> pyarrow.Schema:
    """The columns of records; each field's metadata says what it holds.

    >>> records_schema().field("start").metadata[b"description"].decode()
    'Where the first evidence begins: code points of the decoded source'
    """
    return _jiehao.records_schema()


def datapackage(tables: dict[str, str]) -> dict[str, Any]:
    """What goes into a ``datapackage.json`` beside tables, for R, Stata, pandas and people.

    :param tables: ``"readings"`` or ``"records"`` → its file or folder; what ends with ``.csv`` is CSV, all else
        Parquet.

    >>> described = datapackage({"records": "records.parquet"})
    >>> described["resources"][0]["schema"]["fields"][0]["description"]
    'Path or URL of the page'
    """
    forms = [(name, path, "csv" if path.endswith(".csv") else "parquet") for name, path in tables.items()]
    described: dict[str, Any] = json.loads(_jiehao.package(forms))
    return described


class Register:
    """A register that ``jiehao ingest`` filled, opened to be read; others may write to it meanwhile.

    :param place: its file, or ``postgres://user@host/database``.
    :raises RegisterError: there is none, or it is of another version.

    Tables are ``pyarrow.Table``: ``.to_pandas()`` for pandas, ``polars.from_arrow(…)`` for Polars.
    """

    def __init__(self, place: str | os.PathLike[str]) -> None:
        self._of = _jiehao.Register(os.fspath(place))

    def acts(
        self,
        *,
        types: list[str] | None = None,
        region: str | None = None,
        country: str | None = None,
        person: str | None = None,
        since: str | None = None,
        until: str | None = None,
        limit: int | None = None,
    ) -> pyarrow.Table:
        """Acts that pass all filters, a row each, with the columns of ``jiehao export --format parquet``.

        :param types: ``["tie"]``, ``["visit", "meeting"]``: types of the codebook; all without.
        :param region: a name, or an id such as ``cn:371500``; places within count.
        :param country: a name, or ISO 3166-1 alpha-2.
        :param person: a name.
        :param since: a day, month or year: acts that ended before it are left out.
        :param until: likewise: acts that began after it are left out.
        :raises RegisterError: a name means no place, or several.
        :raises ValueError: a type or a date that is none.
        """
        return self._of.acts(types or [], region, country, person, since, until, limit)

    def evidence(
        self,
        *,
        types: list[str] | None = None,
        region: str | None = None,
        country: str | None = None,
        person: str | None = None,
        since: str | None = None,
        until: str | None = None,
        limit: int | None = None,
    ) -> pyarrow.Table:
        """The words behind those acts, a row a quote; ``act`` joins them to :meth:`acts`, whose filters hold."""
        return self._of.evidence(types or [], region, country, person, since, until, limit)

    def __repr__(self) -> str:
        return repr(self._of)
