"""Lays the overlay's aliases, places and flags over what the sources gave."""
from . import overlay
from .model import Place


def latest(places):
    found = {}
    for place in places:
        old = found.get(place.id)
        if old is None or (old.until, old.since) <= (place.until, place.since):
            found[place.id] = place
    return found


def apply_aliases(places, names):
    """`aliases.tsv`: id, how, forms. An id that no place has is a mistake in the overlay."""
    by_id = latest(places)
    for id, how, forms in overlay.lines("aliases.tsv", 3):
        if id not in by_id:
            raise SystemExit(f"overlay/aliases.tsv: no place {id}")
        for form in overlay.split(forms):
            names.add(form, by_id[id], how)


def apply_places(places, names):
    """`places.tsv`: id, country, level, parent, name, aliases, latin: places that no source has."""
    known, added = latest(places), []
    for id, country, level, parent, name, aliases, latin in overlay.lines("places.tsv", 7):
        if id in known:
            raise SystemExit(f"overlay/places.tsv: {id} is known; its names belong in aliases.tsv")
        place = Place(id, name, country, level, parent=parent or "iso:" + country, latin=overlay.split(latin), rank=5)
        added.append(place)
        names.add(name, place, "full")
        for form in overlay.split(aliases):
            names.add(form, place, "alias")
    return added


# 西部省, 首都大区, 中央区: what many countries have, and no name by itself
GENERIC = set("东西南北中上下部方央首都联邦高原地大行政直辖特省区州县市新")


def flag(places, names, kinds):
    """Marks forms that are words as well (common), and those too short or too little known to stand alone (weak).

    `kinds` is what a word list takes each form for.
    """
    by_key = {p.key: p for p in places}
    said = {kind: {f for _, forms in [row for row in overlay.lines("words.tsv", 2) if row[0] == kind] for f in overlay.split(forms)}
            for kind in ("common", "place", "blocker")}
    names.blockers = said["blocker"]
    names.weak = set()
    for form, senses in names.forms.items():
        if form in said["place"]:
            continue
        named = [(by_key[key], how) for key, how in senses.items()]
        strong = any(is_strong(place, how, form, kinds.get(form)) for place, how in named)
        chinese = any(place.id.startswith("cn:") for place, _ in named)
        kind = kinds.get(form)
        if form in said["common"] or len(form) == 1 or set(form) <= GENERIC and not chinese:
            names.common.add(form)
        elif not strong and kind == "word" and not (chinese and len(form) >= 3):
            names.common.add(form)
        if not strong and (len(form) <= 2 or kind == "person" or all(how == "epithet" for _, how in named)):
            names.weak.add(form)


def is_strong(place, how, form, kind):
    """Names that a reader takes for the place wherever they stand."""
    if how in ("former", "single", "epithet"):
        return False
    if place.level == "country" or place.id.startswith("m49:"):
        return True
    if place.id.startswith("cn:"):
        known_city = place.name.endswith("市") and kind == "place"
        return place.level in ("first", "second") and place.until == 2024 or known_city or how == "full" and len(form) >= 3
    return place.level == "first" and len(form) >= 3 or place.population >= (100_000 if len(form) >= 3 else 500_000)
