"""A register in Python is the register of the command."""

import tempfile
import threading
import unittest
from pathlib import Path

import jiehao
import pandas
import polars
import pyarrow.parquet
from tree import TAKEN, jiehao as command, pages, table


class Register(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.path = Path(cls.folder.name) / "r.db"
        command("ingest", "-q", "--taken", TAKEN, "--register", cls.path, *pages())
        cls.register = jiehao.Register(cls.path)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def exported(self, name, *filters):
        out = Path(self.folder.name) / name
        command("export", "--register", self.path, "--format", "parquet", "--output", out, *filters)
        return pyarrow.parquet.read_table(out / "acts.parquet"), pyarrow.parquet.read_table(out / "evidence.parquet")

    def test_tables_are_the_export(self):
        acts, words = self.exported("all")
        self.assertGreater(acts.num_rows, 40)
        self.assertTrue(self.register.acts().equals(acts))
        self.assertTrue(self.register.evidence().equals(words))

    def test_filters_are_those_of_the_export(self):
        asked = {"types": ["tie"], "country": "德国", "since": "1980", "until": "2025-01"}
        acts, words = self.exported(
            "some", "--type", "tie", "--country", "DE", "--from", "1980", "--until", "2025-01")
        self.assertGreater(acts.num_rows, 0)
        self.assertTrue(self.register.acts(**asked).equals(acts))
        self.assertTrue(self.register.evidence(**asked).equals(words))
        self.assertEqual(self.register.acts(limit=3).num_rows, 3)
        self.assertEqual(self.register.acts(person="无此人").num_rows, 0)

    def test_frames(self):
        frame = self.register.acts().to_pandas()
        self.assertIsInstance(frame, pandas.DataFrame)
        self.assertEqual(polars.from_arrow(self.register.acts()).height, len(frame))

    def test_many_at_once(self):
        want, got = self.register.acts(), []
        threads = [threading.Thread(target=lambda: got.append(self.register.acts())) for _ in range(4)]
        [t.start() for t in threads]
        [t.join() for t in threads]
        self.assertEqual(len(got), 4)
        self.assertTrue(all(table.equals(want) for table in got))

    def test_readings_make_the_same_register(self):
        readings = jiehao.extract_arrow(table(pages()), taken="taken", jobs=2)
        folder = Path(self.folder.name)
        pyarrow.parquet.write_table(readings, folder / "readings.parquet")
        other = folder / "other.db"
        command("ingest", "-q", "--records", folder / "readings.parquet", "--register", other)
        command("check", "--register", other)
        by = [("id", "ascending")]
        self.assertTrue(jiehao.Register(other).acts().sort_by(by).equals(self.register.acts().sort_by(by)))

    def test_what_cannot_be_is_refused(self):
        with self.assertRaisesRegex(jiehao.RegisterError, "no register here"):
            jiehao.Register(Path(self.folder.name) / "none.db")
        with self.assertRaisesRegex(jiehao.RegisterError, "无此地"):
            self.register.acts(region="无此地")
        with self.assertRaisesRegex(ValueError, "no type"):
            self.register.acts(types=["tea"])
        with self.assertRaisesRegex(ValueError, "no date"):
            self.register.acts(since="soon")


if __name__ == "__main__":
    unittest.main()
