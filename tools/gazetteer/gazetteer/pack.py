"""The file that the crate embeds: little-endian columns in length-prefixed sections, compressed as a whole.

`crates/places/src/format.rs` is the reader; the magic changes whenever the layout does.
"""
import struct

import zstandard

from .model import HOWS, LEVELS

MAGIC = b"JHGAZ2\n\0"
NONE = 0xFFFFFFFF
COMMON, WEAK, BLOCKER = 1, 2, 4


def leads(place, how):
    """河南 is the province before it is the Korean town of that full name."""
    return place.rank <= 2 and how <= HOWS["alias"]


def pack(meta, places, names, outlets):
    places = sorted(places, key=lambda p: (p.rank, -p.population, p.id, p.since, p.name))
    index = {p.key: i for i, p in enumerate(places)}
    by_id = {}
    for i, place in enumerate(places):
        old = by_id.get(place.id)
        if old is None or (places[old].until, places[old].since) < (place.until, place.since):
            by_id[place.id] = i
    lineages = {}
    for i, place in enumerate(places):
        if place.lineage:
            lineages.setdefault(place.lineage, []).append(i)
    later = list(range(len(places)))
    for rows in lineages.values():
        rows.sort(key=lambda i: (places[i].until, places[i].since))
        for earlier, next_ in zip(rows, rows[1:]):
            later[earlier] = next_
    missing = sorted({p.parent for p in places if p.parent and p.parent not in by_id})
    if missing:
        raise SystemExit(f"parents that no place has: {missing[:20]}")

    def parent_of(place):
        """A parent whose span overlaps, for the same code may have been another division once."""
        return by_id[place.parent] if place.parent else NONE

    forms = sorted(names.forms.keys() | names.blockers)
    flags, counts, targets, hows = bytearray(), [], [], bytearray()
    for form in forms:
        senses = [(HOWS[how], index[key]) for key, how in names.forms.get(form, {}).items()]
        senses.sort(key=lambda sense: (not leads(places[sense[1]], sense[0]), *sense))
        flags.append(COMMON * (form in names.common) | WEAK * (form in names.weak) | BLOCKER * (form in names.blockers))
        counts.append(len(senses))
        for how, place in senses:
            targets.append(place)
            hows.append(how)
    u32 = lambda values: struct.pack(f"<{len(values)}I", *values)
    u16 = lambda values: struct.pack(f"<{len(values)}H", *values)
    i16 = lambda values: struct.pack(f"<{len(values)}h", *values)
    degree = lambda x: -32768 if x is None else round(x * 100)
    sections = [
        meta.encode(),
        "\n".join(p.id for p in places).encode(),
        "\n".join(p.name for p in places).encode(),
        b"".join((p.country or "  ").encode() for p in places),
        bytes(LEVELS[p.level] for p in places),
        u32([parent_of(p) for p in places]),
        u16([p.since for p in places]),
        u16([p.until for p in places]),
        u32(later),
        i16([degree(p.lat) for p in places]),
        i16([degree(p.lon) for p in places]),
        u32([p.population for p in places]),
        "\n".join(forms).encode(),
        bytes(flags),
        u16(counts),
        u32(targets),
        bytes(hows),
        "\n".join(f"{name}\t{id}" for name, id in sorted(outlets)).encode(),
        # places by id, the latest bearer of a code first: sorting them at every start would cost a quarter of it
        u32(sorted(range(len(places)), key=lambda i: (places[i].id, -places[i].until, i))),
    ]
    body = MAGIC + b"".join(struct.pack("<I", len(s)) + s for s in sections)
    packed = zstandard.ZstdCompressor(level=19, write_checksum=False).compress(body)
    return packed, by_id, {"places": len(places), "forms": len(forms), "senses": len(targets), "raw": len(body), "packed": len(packed)}
