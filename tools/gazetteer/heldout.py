#!/usr/bin/env python3
"""Write the names that the ranker is measured on: crates/places/tests/heldout.tsv. The build learns nothing from them.

1,200 places (`test`) and 800 more (`margin`, for the margin above which a name is linked), drawn with SEED from all
places abroad that GeoNames has a Han name for.
"""
import random
from pathlib import Path

from gazetteer import cities, sounds

SEED = 20240601
OUT = Path(__file__).parent / "../../crates/places/tests/heldout.tsv"


def main():
    towns, table = cities.read(), sounds.readings()["zh"]
    pool = [(id, city, names) for id, city, names in cities.with_han(towns)]
    drawn = random.Random(SEED).sample(range(len(pool)), 2000)
    rows = []
    for turn, at in enumerate(drawn):
        id, city, names = pool[at]
        pinyin = " ".join(table.get(c, ["?"])[0] for c in names[0])
        rows.append(("test" if turn < 1200 else "margin", sounds.group_of(city["countrycode"]), city["countrycode"],
                     f"geonames:{id}", names[0], pinyin, city["name"]))
    rows.sort()
    with OUT.open("w", encoding="utf-8") as file:
        file.write(f"# names held apart from what the ranker learns, drawn by tools/gazetteer/heldout.py with seed {SEED}\n")
        file.write("# set, group of countries, country, id, Han name, its pinyin, Latin name\n")
        for row in rows:
            file.write("\t".join(row) + "\n")


if __name__ == "__main__":
    main()
