"""The hand-kept files of `overlay/`, tab-separated; lines that open with # are notes."""
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent.parent / "overlay"


@dataclass
class Row:
    name: str
    level: str = ""
    parent: str = ""
    aliases: list[str] = field(default_factory=list)
    only: bool = False


def lines(file, columns):
    for number, line in enumerate((HERE / file).read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) > columns:
            raise SystemExit(f"overlay/{file}:{number}: {len(cells)} cells where {columns} are known")
        yield [c.strip() for c in cells] + [""] * (columns - len(cells))


def split(cell):
    return [x for x in cell.split("|") if x]


def first():
    """id -> Row; a name that opens with ! makes the source's own name void."""
    rows = {}
    for id, name, aliases, level, parent in lines("first.tsv", 5):
        if "iso:" + id in rows:
            raise SystemExit(f"overlay/first.tsv: {id} stands twice")
        rows["iso:" + id] = Row(name.lstrip("!"), level, parent and "iso:" + parent, split(aliases), name.startswith("!"))
    return rows


def admin1():
    """(country, GeoNames admin1 code) -> id, where the inference of `parents` needs help."""
    return {(country, code): "iso:" + id for country, code, id in lines("admin1.tsv", 3)}


def outlets(places, names):
    """(part of an outlet's name, id), the overlay's own; an empty id says that the outlet has no region."""
    known = {p.id for p in places}
    rows = []
    for forms, id in lines("outlets.tsv", 2):
        if id and id not in known:
            raise SystemExit(f"overlay/outlets.tsv: no place {id}")
        rows += [(form, id) for form in split(forms)]
    return rows


def towns():
    """GeoNames id -> Han names, the usual one first."""
    return {id: split(forms) for id, forms in lines("towns.tsv", 2)}


def recode():
    """ISO 3166-2 codes out of use -> those in force."""
    return dict(lines("recode.tsv", 2))
