"""Which forms are ordinary words too, by the word list of `jieba` (MIT)."""
from .sources import data_file



def kinds():
    """What the list takes each word for: `place`, `person` (people and other proper names), or `word`."""
    found = {}
    with data_file("jieba", "dict.txt").open(encoding="utf-8") as lines:
        for line in lines:
            word, count, kind = line.rstrip("\n").rsplit(" ", 2)
            if kind in ("ns", "nt"):
                # seldom seen ones were taken in from lists, and prove nothing
                found[word] = "place" if int(count) >= 20 else "rare place"
            elif kind.startswith("nr") or kind == "nz":
                found[word] = "person"
            elif int(count) >= 3:
                found[word] = "word"
    return found
