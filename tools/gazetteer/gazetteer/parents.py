"""Which first-level division a GeoNames `admin1` code stands for.

The cities file has no table of its own, and the codes are FIPS for most countries. A code of letters that ISO has is
ISO's. Otherwise each city votes for the division of the same Latin name, then for the one whose centre is nearest; a
division wins a code by the weight of its votes. A wrong parent is worse than none: what rests on nearness alone must
be nearly unanimous, and counts only where every division's centre is known.
"""
import math
import unicodedata
from collections import Counter, defaultdict


# Weight of one vote by name.
NAMED = 30


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
            if place.id == f"iso:{country}-{code}" and not code.isdigit():
                votes[country, code][place.id] += 1000
        name = plain(city["name"])
        for place in options:
            if len(name) > 3 and any(name == plain(x) for x in place.latin):
                votes[country, code][place.id] += NAMED + 5 * math.log10(1 + city["population"])
        placed = [p for p in options if p.lat is not None]
        if len(placed) == len(options):
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
        sure = weight >= NAMED and share >= 0.34 or weight >= 3 and share >= 0.8
        if (country, code) not in result and id not in used and sure:
            result[country, code] = id
            used.add(id)
    return result


def place_seconds(cities, divisions, admin1):
    """Gives each second-level division without a parent the one that the town nearest its centre lies in.

    Where the two nearest towns disagree the centre is too near a border to tell, and the country stays the parent.
    """
    by_country = defaultdict(list)
    for city in cities.values():
        parent = admin1.get((city["countrycode"], city["admin1code"]))
        if parent:
            by_country[city["countrycode"]].append((city["latitude"], city["longitude"], parent))
    for place in divisions:
        if place.level != "second" or place.parent != "iso:" + place.country or place.lat is None:
            continue
        width = math.cos(math.radians(place.lat))
        near = sorted(by_country[place.country], key=lambda c: math.hypot(c[0] - place.lat, (c[1] - place.lon) * width))[:2]
        if len(near) == 2 and near[0][2] == near[1][2]:
            place.parent = near[0][2]
