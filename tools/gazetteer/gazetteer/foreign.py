"""Latin names of all places abroad, one compressed frame a country, so that a reader opens the countries it needs only.

The reader is `crates/places/src/foreign.rs`. A frame holds the places that the gazetteer has no Chinese name for, with
their columns, and the letters of every name of the country in order, each with the place it names: one of these, or
(top bit set) one of the gazetteer's.
"""
import re
import struct
from collections import defaultdict

import zstandard

from .cities import INSIDE_CHINA
from .latin import letters, variants

MAGIC = b"JHFOR1\n\0"
NONE = 0xFFFFFFFF
IN_GAZETTEER = 1 << 31
# Words that say what a division is and are no part of what Chinese transliterates.
KINDS = re.compile(
    r"\b(oblast'?|oblasty?|province|provincia|region|regione|krai|kray|territory|republic|state|district|county|prefecture|"
    r"department|département|voivodeship|governorate|raion|rayon|canton|kanton|municipality|autonomous|okrug|city|federal|"
    r"division|island|islands|emirate|parish|of|the|do|gun|ken|fu|to|land|zhupa|kraj|megye|judet|wilayah|changwat|tinh|"
    r"thanh pho|aimag|viloyati|welayaty|estado de|provincia de)\b", re.I)


def collect(places, towns, admin1, index):
    """country -> (own places, {letters: targets}); `index` gives the gazetteer's number of an id."""
    own, forms = defaultdict(list), defaultdict(lambda: defaultdict(set))
    for id in sorted(towns, key=int):
        city = towns[id]
        country = city["countrycode"]
        if country in INSIDE_CHINA or country == "TW":
            continue
        key = f"geonames:{id}"
        if key in index:
            target = IN_GAZETTEER | index[key]
        else:
            target = len(own[country])
            parent = admin1.get((country, city["admin1code"]), "iso:" + country)
            own[country].append((id, city["name"].replace("\n", " "), index.get(parent, NONE), city))
        for form in variants(city["name"]):
            forms[country][form[:60]].add(target)
    for place in places:
        if place.id.startswith("iso:") and place.level in ("first", "second") and place.country != "CN":
            for name in place.latin:
                plain = KINDS.sub(" ", name).strip()
                for form in {letters(plain) or letters(name)}:
                    if form:
                        forms[place.country][form[:60]].add(IN_GAZETTEER | index[place.id])
    return own, forms


def pack(places, towns, admin1, index):
    own, forms = collect(places, towns, admin1, index)
    frames, table = [], []
    u32 = lambda values: struct.pack(f"<{len(values)}I", *values)
    i16 = lambda values: struct.pack(f"<{len(values)}h", *values)
    for country in sorted(forms):
        rows = own[country]
        named = [(form, target) for form in sorted(forms[country]) for target in sorted(forms[country][form])]
        sections = [
            "\n".join(f"geonames:{r[0]}" for r in rows).encode(),
            "\n".join(r[1] for r in rows).encode(),
            u32([r[2] for r in rows]),
            i16([round(r[3]["latitude"] * 100) for r in rows]),
            i16([round(r[3]["longitude"] * 100) for r in rows]),
            u32([r[3]["population"] for r in rows]),
            "\n".join(form for form, _ in named).encode(),
            u32([target for _, target in named]),
        ]
        body = MAGIC + b"".join(struct.pack("<I", len(s)) + s for s in sections)
        frame = zstandard.ZstdCompressor(level=19, write_checksum=False).compress(body)
        table.append(struct.pack("<2sII", country.encode(), len(rows), len(frame)))
        frames.append(frame)
    packed = MAGIC + struct.pack("<I", len(table)) + b"".join(table) + b"".join(frames)
    return packed, {"nameless": sum(len(own[c]) for c in forms), "letters": sum(len(f) for f in forms.values()), "packed": len(packed)}
