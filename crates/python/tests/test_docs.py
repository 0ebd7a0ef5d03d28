"""Every example of the documentation runs, every type is what its stub says, the notebook goes through."""

import contextlib
import doctest
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import jiehao
import nbclient
import nbformat
from tree import JIEHAO, ROOT, jiehao as command

FLAGS = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS


class Documentation(unittest.TestCase):
    def test_examples_of_the_package(self):
        found = doctest.testmod(jiehao, optionflags=FLAGS)
        self.assertGreater(found.attempted, 10)
        self.assertEqual(found.failed, 0)

    def test_examples_of_the_readme(self):
        readme = ROOT / "crates/python/README.md"
        with tempfile.TemporaryDirectory() as folder:
            names = {"folder": Path(folder), "corpus": ROOT / "corpus/a", "command": JIEHAO}
            found = doctest.testfile(str(readme), module_relative=False, optionflags=FLAGS, globs=names)
        self.assertGreater(found.attempted, 10)
        self.assertEqual(found.failed, 0)

    def test_tables_of_exports(self):
        """docs/tables.md, beside an export of each form: its Python, and its R where there is R."""
        page = ROOT / "docs/tables.md"
        with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
            command("ingest", "-q", ROOT / "corpus")
            command("export", "--format", "csv", "--output", "register")
            command("export", "--format", "parquet", "--output", "register-parquet")
            found = doctest.testfile(str(page), module_relative=False, optionflags=FLAGS)
            self.assertGreater(found.attempted, 10)
            self.assertEqual(found.failed, 0)
            lines = "\n".join(re.findall(r"^```r\n(.*?)^```", page.read_text(encoding="utf-8"), re.M | re.S))
            self.assertGreater(lines.count("\n"), 10)
            if not shutil.which("Rscript"):
                self.skipTest("Rscript is not installed; the lines for R were not run")
            checks = "stopifnot(nrow(acts) > 50, nrow(evidence) > 50, inherits(acts$since, 'Date'), nrow(german) > 0)\n"
            run = subprocess.run(["Rscript", "--vanilla", "-e", lines + checks], capture_output=True, text=True,
                                 check=False)
            self.assertEqual(run.returncode, 0, run.stderr)
            self.assertIn("First day that the time may mean", run.stdout)

    def test_stubs(self):
        config = str(ROOT / "crates/python/pyproject.toml")
        for check in (["mypy.stubtest", "--mypy-config-file", config, "jiehao._jiehao"],
                      ["mypy", "--strict", "--config-file", config, "-p", "jiehao"]):
            run = subprocess.run([sys.executable, "-m", *check], cwd=tempfile.gettempdir(),
                                 capture_output=True, text=True, check=False)
            self.assertEqual(run.returncode, 0, run.stdout + run.stderr)

    def test_notebook(self):
        book = nbformat.read(ROOT / "crates/python/notebook/records.ipynb", as_version=4)
        client = nbclient.NotebookClient(book, timeout=300, resources={"metadata": {"path": str(ROOT)}})
        client.execute()
        code = [cell for cell in book.cells if cell.cell_type == "code"]
        self.assertGreater(len(code), 4)
        self.assertTrue(any(cell.outputs for cell in code))


if __name__ == "__main__":
    unittest.main()
