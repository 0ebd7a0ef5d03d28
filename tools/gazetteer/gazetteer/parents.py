"""Which first-level division a GeoNames `admin1` code stands for.

The cities file has no table of its own, and the codes are FIPS for most countries. Each city votes for the division
of the same Latin name, then for the one whose centre is nearest; a division wins a code by the weight of its votes.
"""
import math
import unicodedata
from collections import Counter, defaultdict


def plain(text):
    text = unicodedata.normalize("NFKD", text.lower())
    return "".join(c for c in text if c.isalnum())


def infer(cities, divisions, fixed):
    by_country = defaultdict(list)
    for place in divisions:
        if place.level == "first":
            by_country[place.country].append(place)
    votes, size = defaultdict(Counter), Counter()
    for city in cities.values():
        country, code = city["countrycode"], city["admin1code"]
        size[country, code] += 1
        options = by_country.get(country)
        if not options or not code:
            continue
        for place in options:
            if place.id == f"iso:{country}-{code}" and country in {"US", "CH", "DE", "AU"} and not code.isdigit():
                votes[country, code][place.id] += 1000
        name = plain(city["name"])
        for place in options:
            if len(name) > 3 and any(name == plain(x) for x in place.latin):
                votes[country, code][place.id] += 30 + 5 * math.log10(1 + city["population"])
        placed = [p for p in options if p.lat is not None]
        if placed:
            near = min(placed, key=lambda p: math.hypot(p.lat - city["latitude"], (p.lon - city["longitude"]) * math.cos(math.radians(p.lat))))
            votes[country, code][near.id] += 1
    # strongest claims first; one code a division
    claims = []
    for (country, code), counter in votes.items():
        total = sum(counter.values())
        for id, weight in counter.items():
            claims.append((weight / total * min(1, weight / 3), weight, country, code, id))
    claims.sort(key=lambda c: (-c[0], -c[1], c[2], c[3], c[4]))
    result, used = dict(fixed), set(fixed.values())
    for share, _, country, code, id in claims:
        if (country, code) not in result and id not in used and share >= 0.34:
            result[country, code] = id
            used.add(id)
    return result
