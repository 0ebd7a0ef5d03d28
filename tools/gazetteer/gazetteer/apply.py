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


def flag(places, names, ordinary):
    """Marks forms that are words as well (common), and those too short or too little known to stand alone (weak)."""
    by_key = {p.key: p for p in places}
    said = {kind: {f for _, forms in [row for row in overlay.lines("words.tsv", 2) if row[0] == kind] for f in overlay.split(forms)}
            for kind in ("common", "place", "blocker")}
    names.blockers = said["blocker"]
    names.weak = set()
    for form, senses in names.forms.items():
        strong = any(is_strong(by_key[key], how, form) for key, how in senses.items())
        if form in said["common"] or len(form) == 1 and form not in said["place"]:
            names.common.add(form)
        elif not strong and form in ordinary and form not in said["place"]:
            names.common.add(form)
        if not strong and len(form) <= 2 and form not in said["place"]:
            names.weak.add(form)


def is_strong(place, how, form):
    """Names that a reader takes for the place wherever they stand."""
    if how in ("former", "single"):
        return False
    if place.level == "country" or place.id.startswith("m49:"):
        return True
    if place.id.startswith("cn:"):
        return place.level in ("first", "second") and place.until == 2024 or how == "full" and len(form) >= 3
    return place.level == "first" and len(form) >= 3 or place.population >= 500_000
