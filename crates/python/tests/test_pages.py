"""Pages one by one and by the table: what the command gives, whatever the table is made by."""

import json
import multiprocessing
import sys
import threading
import unittest

import jiehao
import pandas
import polars
import pyarrow as pa
import pyarrow.parquet
from tree import TAKEN, jiehao as command, lines, pages, table

TIE = "聊城市与德国黑森州于2023年2月缔结友好城市关系。"


def by_page(records):
    """Records as lines of JSON, as the command prints them."""
    return [json.dumps(r, ensure_ascii=False, separators=(",", ":")) for r in records]


class Pages(unittest.TestCase):
    def test_records_are_those_of_the_command(self):
        told = command("extract", "-q", "--format", "jsonl", *pages()).splitlines()
        found = [line for p in pages() for line in by_page(jiehao.extract(p.read_bytes(), name=str(p)))]
        self.assertGreater(len(told), 50)
        self.assertEqual(found, told)

    def test_clean_text_is_that_of_the_command(self):
        told = lines(command("clean", "-q", *pages()))
        for path, want in zip(pages(), told, strict=True):
            got = jiehao.clean(path.read_bytes(), name=str(path))
            self.assertIsInstance(got.pop("problems"), list)
            self.assertEqual(got, want)

    def test_text_is_read_as_its_bytes_are(self):
        self.assertEqual(jiehao.extract(TIE), jiehao.extract(TIE.encode()))
        self.assertEqual(jiehao.extract(TIE), jiehao.extract(bytearray(TIE.encode())))
        self.assertEqual(jiehao.extract(TIE, min_confidence=1.0), [])
        self.assertEqual(jiehao.clean("山東省", script="source")["text"], "山東省")
        self.assertEqual(jiehao.clean("山東省")["text"], "山东省")

    def test_what_cannot_be_is_refused(self):
        with self.assertRaisesRegex(jiehao.PageError, "PDF"):
            jiehao.extract(b"%PDF-1.7 \x00")
        with self.assertRaisesRegex(jiehao.PageError, "no text"):
            jiehao.clean(b"")
        with self.assertRaisesRegex(ValueError, "simplified"):
            jiehao.clean("页", script="other")
        with self.assertRaisesRegex(TypeError, "str or bytes"):
            jiehao.extract(7)
        with self.assertRaises(UnicodeEncodeError):
            jiehao.extract("\ud800")
        self.assertTrue(issubclass(jiehao.TableError, jiehao.JiehaoError))

    def test_others_run_meanwhile(self):
        # with an interval so long, this thread runs only where the other lets go of the interpreter: when it has
        # ended, or, as it should, before. It may end before this one wakes, so it gets more and more to do
        interval = sys.getswitchinterval()
        sys.setswitchinterval(1000)
        try:
            meanwhile = any(self.looked_at_while_reading(TIE * 10 * 2**n) for n in range(10))
        finally:
            sys.setswitchinterval(interval)
        self.assertTrue(meanwhile)

    @staticmethod
    def looked_at_while_reading(page):
        began, done = threading.Event(), threading.Event()

        def read():
            began.set()
            jiehao.extract(page)
            done.set()

        worker = threading.Thread(target=read)
        worker.start()
        began.wait()
        seen = not done.is_set()
        worker.join()
        return seen

    def test_a_process_that_forks_reads_on(self):
        self.assertEqual(len(jiehao.extract(TIE)), 1)
        with multiprocessing.get_context("fork").Pool(2) as pool:
            self.assertEqual(pool.map(jiehao.extract, [TIE, TIE]), [jiehao.extract(TIE)] * 2)


class Tables(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.pages = table(pages())
        cls.readings = jiehao.extract_arrow(cls.pages, taken="taken")

    def test_rows_are_what_single_pages_give(self):
        self.assertEqual(self.readings.schema, jiehao.readings_schema())
        self.readings.validate(full=True)
        single = {}
        for path in pages():
            found = jiehao.extract(path.read_bytes(), name=str(path))
            if found:
                single[str(path)] = found
        rows = {row["doc"]: row for row in self.readings.to_pylist() if row["records"]}
        self.assertEqual(list(rows), list(single))
        for doc, row in rows.items():
            self.assertEqual(row["taken"], TAKEN)
            for got, want in zip(row["records"], single[doc], strict=True):
                roles = {}
                for filler in got["roles"]:
                    filler = {k: v for k, v in filler.items() if v is not None}
                    roles.setdefault(filler.pop("role"), []).append(filler)
                self.assertEqual(roles, want["roles"])
                self.assertEqual(got["evidence"], want["evidence"])
                self.assertEqual({a["name"]: a["value"] for a in got["attributes"]}, want["attributes"])
                self.assertEqual(round(got["confidence"], 2), want["confidence"])

    def test_flat_rows_are_the_csv_of_the_command(self):
        import csv
        import io

        flat = jiehao.records(self.readings)
        self.assertEqual(flat.schema, jiehao.records_schema())
        told = list(csv.DictReader(io.StringIO(command("extract", "-q", "--format", "csv", *pages()))))
        self.assertEqual(flat.schema.names, list(told[0]))
        for got, want in zip(flat.to_pylist(), told, strict=True):
            for name, value in want.items():
                kind = type(got[name])
                self.assertEqual(got[name], kind(value) if value else None, name)

    def test_threads_change_nothing(self):
        for jobs in (2, 7, 1000):
            self.assertTrue(jiehao.extract_arrow(self.pages, taken="taken", jobs=jobs).equals(self.readings))

    def test_tables_of_others(self):
        text = pa.table({"doc": ["a", "b"], "page": [TIE, None]})
        want = jiehao.extract_arrow(text)
        self.assertEqual(want.column("problems").to_pylist(), [[], ["column page is null here"]])
        kinds = [pa.large_string(), pa.string_view(), pa.binary(), pa.large_binary(), pa.binary_view()]
        for kind in kinds:
            other = pa.table({"doc": ["a", "b"], "page": text.column("page").cast(kind)})
            self.assertTrue(jiehao.extract_arrow(other).equals(want), kind)
        self.assertTrue(jiehao.extract_arrow(polars.from_arrow(text)).equals(want))
        self.assertTrue(jiehao.extract_arrow(pa.Table.from_pandas(text.to_pandas())).equals(want))
        [batch] = text.to_batches()
        self.assertTrue(jiehao.extract_arrow(batch).equals(want.to_batches()[0]))
        sliced = pa.concat_tables([text, text, text]).combine_chunks().slice(2, 2)
        self.assertTrue(jiehao.extract_arrow(sliced).equals(want))
        empty = jiehao.extract_arrow(text.slice(0, 0))
        self.assertEqual((empty.num_rows, empty.schema), (0, jiehao.readings_schema()))

    def test_tables_for_others(self):
        frame = jiehao.records(self.readings).to_pandas()
        self.assertIsInstance(frame, pandas.DataFrame)
        self.assertGreater((frame["type"] == "tie").sum(), 5)
        frame = polars.from_arrow(jiehao.records(self.readings))
        self.assertEqual(frame.height, jiehao.records(self.readings).num_rows)
        described = jiehao.datapackage({"readings": "r.parquet", "records": "r.csv"})
        self.assertEqual([r["format"] for r in described["resources"]], ["parquet", "csv"])
        names = [f["name"] for f in described["resources"][0]["schema"]["fields"]]
        self.assertEqual(names, jiehao.readings_schema().names)

    def test_what_cannot_be_is_refused(self):
        text = pa.table({"doc": ["a"], "page": [TIE], "n": [1]})
        with self.assertRaisesRegex(jiehao.TableError, "no column \"html\""):
            jiehao.extract_arrow(text, page="html")
        with self.assertRaisesRegex(jiehao.TableError, "\"n\" is Int64"):
            jiehao.extract_arrow(text, page="n")
        with self.assertRaisesRegex(jiehao.TableError, r"column \w+: is not there"):
            jiehao.records(text)
        with self.assertRaises(ValueError):
            jiehao.extract_arrow(text, jobs=0)
        with self.assertRaises(ValueError):
            jiehao.datapackage({"acts": "acts.csv"})


if __name__ == "__main__":
    unittest.main()
