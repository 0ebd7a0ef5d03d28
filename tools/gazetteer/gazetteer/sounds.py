"""How Han characters stand for Latin letters in place names, learnt from the places that have both names.

Each character stands for up to six letters. Names are aligned by the cheapest such cut, counted, and aligned anew with
the counts; after some rounds the counts are what the ranker of `crates/places` prices a name by (`src/sound.rs`).
Translators read a name in its own tongue, so that countries are counted by group and all together. Korean, Japanese and
Vietnamese names are read by Sino readings, which `readings.tsv` gives for characters that no name shows.
"""
import math
import re
from collections import Counter, defaultdict
from pathlib import Path

from .latin import variants

HERE = Path(__file__).parent.parent
# Tongue in which a country's names are mostly read; those left out are counted together as `xx`.
GROUPS = {
    "en": "US GB CA AU NZ IE ZA SG PH JM MT BZ GY TT",
    "fr": "FR BE CH LU MC HT CI SN ML BF NE TG BJ GN GA CG CD CM TD CF DZ MA TN RE MQ GP GF NC PF MG",
    "de": "DE AT LI",
    "es": "ES MX AR CL PE CO VE EC BO PY UY GT HN SV NI CR PA CU DO PR GQ AD",
    "it": "IT SM VA",
    "pt": "PT BR AO MZ CV GW TL",
    "ru": "RU UA BY BG RS MK ME BA KZ KG",
    "pl": "PL CZ SK SI HR",
    "tr": "TR AZ UZ TM",
    "sv": "SE NO DK FI IS EE LV LT NL",
    "hi": "IN PK BD LK NP",
    "ar": "IR IQ SA SY JO LB EG LY YE OM AE KW QA BH IL PS AF SD TJ",
    "ko": "KR KP",
    "ja": "JP",
    "vi": "VN",
    "ms": "TH MM LA KH ID MY BN",
}
SINO = ("ko", "ja", "vi")
GROUP_OF = {country: group for group, countries in GROUPS.items() for country in countries.split()}
LONGEST = 6
ROUNDS = 5
# Weight of all countries together against those of the group, of no knowledge against all, and of readings.
SHARED, BLANK, READ = 4.0, 1.0, 4.0
# Shares of chunk lengths 0 to 6 where nothing is known.
LENGTHS = (.02, .25, .33, .25, .1, .03, .02)
# Bits a character above which two names are no transliteration but a translation, and teach nothing.
ALIKE = 9.5


def group_of(country):
    return GROUP_OF.get(country, "xx")


def blank(chunk):
    return 0.5 * 26.0 ** -len(chunk) * LENGTHS[len(chunk)] + 1e-12


def readings():
    """language -> character -> sounds."""
    table = {"zh": {}, "ko": {}, "ja": {}, "vi": {}}
    for line in (HERE / "readings.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            character, *cells = line.split("\t")
            for language, cell in zip(table, cells):
                if cell:
                    table[language][character] = cell.split("|")
    return table


class Opening:
    """Prices before anything is counted: about two letters a character, begun by a sound like its Mandarin one."""

    CLASSES = {**dict(zip("bpfvwdtgkhcqjzsxlrmny", "ppffwttkkhkkjssslrmnj"))}

    def __init__(self, table):
        self.table = table

    def cost(self, group, character, chunk):
        if chunk and group in SINO and chunk in self.table[group].get(character, ()):
            return 0.0
        price = 0.8 * abs(len(chunk) - 2.3) + (0.0 if chunk else 1.5)
        mandarin = self.table["zh"].get(character)
        if chunk and mandarin:
            own, other = (self.CLASSES.get(x, "a") for x in (mandarin[0][0], chunk[0]))
            price += 0.0 if own == other else 2.0
        return price


class Counts:
    """Counts of chunks by character, of all countries (`*`) and by group."""

    def __init__(self, table):
        self.table = table
        self.counts = defaultdict(lambda: defaultdict(Counter))
        self.memo = {}

    def add(self, group, character, chunk):
        self.counts["*"][character][chunk] += 1
        self.counts[group][character][chunk] += 1

    def cost(self, group, character, chunk):
        key = (group, character, chunk)
        if key not in self.memo:
            self.memo[key] = -math.log2(self.share(group, character, chunk))
        return self.memo[key]

    def share(self, group, character, chunk):
        shared = self.counts["*"][character]
        p = (shared[chunk] + BLANK * blank(chunk)) / (shared.total() + BLANK)
        own = self.counts[group][character]
        known = self.table[group].get(character, ()) if group in SINO else ()
        told = READ * (chunk in known) / len(known) if known else 0.0
        return (own[chunk] + SHARED * p + told) / (own.total() + SHARED + (READ if known else 0.0))


def align(model, group, han, latin):
    """(cost, chunks) of the cheapest cut of `latin` into one chunk a character."""
    m = len(latin)
    costs, cuts = [0.0] + [math.inf] * m, []
    for character in han:
        after, cut = [math.inf] * (m + 1), [0] * (m + 1)
        for start, before in enumerate(costs):
            if before == math.inf:
                continue
            for length in range(min(LONGEST, m - start) + 1):
                price = before + model.cost(group, character, latin[start:start + length])
                if price < after[start + length]:
                    after[start + length], cut[start + length] = price, length
        costs = after
        cuts.append(cut)
    chunks, end = [], m
    for cut in reversed(cuts):
        chunks.append(latin[end - cut[end]:end])
        end -= cut[end]
    return costs[m], chunks[::-1]


def learn(pairs):
    """`pairs` are (country, Han names, Latin name)."""
    table = readings()
    model = Opening(table)
    for turn in range(ROUNDS):
        counts = Counts(table)
        for country, names, latin in pairs:
            group = group_of(country)
            for han in names[:2]:
                found = [align(model, group, han, form) for form in variants(latin) if len(form) <= LONGEST * len(han)]
                cost, chunks = min(found, default=(math.inf, ()))
                if cost == math.inf or turn and cost > ALIKE * len(han):
                    continue
                for character, chunk in zip(han, chunks):
                    counts.add(group, character, chunk)
        model = counts
    return model


def dump(model):
    """Lines for the crate: groups of countries, then `group character chunk:count …`; readings as counts of `r-group`."""
    lines = [f"={group} {countries}" for group, countries in GROUPS.items()]
    for group in sorted(model.counts):
        for character in sorted(model.counts[group]):
            counts = model.counts[group][character]
            # a chunk met once among all teaches little and would be half of the file
            kept = sorted(((n, c) for c, n in counts.items() if n > 1 or counts.total() < 12), key=lambda x: (-x[0], x[1]))
            if kept:
                lines.append(f"{group} {character} {counts.total()} " + " ".join(f"{c}:{n}" for n, c in kept))
    for group in SINO:
        for character, sounds in sorted(model.table[group].items()):
            lines.append(f"r{group} {character} {len(sounds)} " + " ".join(f"{s}:1" for s in sounds))
    return "\n".join(lines) + "\n"
