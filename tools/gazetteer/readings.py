#!/usr/bin/env python3
"""Write readings.tsv out of Unihan_Readings.txt (package unicode-data 15.0.0-1 of Debian: /usr/share/unicode, bz2).

Only characters of GB 2312 are kept, and a reading of a Traditional or Japanese shape goes to its Simplified one. Run it
when the source changes; the build reads the table alone.

usage: readings.py Unihan_Readings.txt.bz2
"""
import bz2
import sys
from collections import defaultdict
from pathlib import Path

from gazetteer.han import simplified
from gazetteer.latin import letters

INITIALS = "g kk n d tt r m b pp s ss - j jj ch k t p h".replace("-", "").split(" ")
VOWELS = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split()
FINALS = "- k kk ks n nj nh t l lk lm lb ls lt lp lh m p ps t t ng t t k t p t".replace("-", "").split(" ")


def korean(value):
    """Revised Romanisation of each syllable; ㄹ as n and l too (이 for 리 is a reading of its own in the source)."""
    for entry in value.split():
        for syllable in entry.split(":")[0]:
            if "가" <= syllable <= "힣":
                at = ord(syllable) - 0xAC00
                sound = INITIALS[at // 588] + VOWELS[at % 588 // 28] + FINALS[at % 28]
                yield sound
                if sound[0] == "r":
                    yield "l" + sound[1:]
                    yield "n" + sound[1:]
                if sound[-1] == "l":
                    yield sound[:-1] + "r"


def japanese(value):
    """Readings up to six letters; long vowels also as maps write them: KOU as ko."""
    for entry in value.split():
        sound = letters(entry)
        yield sound[:6]
        yield sound.replace("ou", "o").replace("uu", "u")[:6]


FIELDS = {
    "kMandarin": ("zh", lambda value: [letters(value.split()[0])]),
    "kHangul": ("ko", korean),
    "kJapaneseOn": ("ja", japanese),
    "kJapaneseKun": ("ja", japanese),
    "kVietnamese": ("vi", lambda value: [letters(x)[:6] for x in value.split()]),
}


def is_common(character):
    try:
        return len(character.encode("gb2312")) == 2
    except UnicodeEncodeError:
        return False


def main():
    table = defaultdict(lambda: defaultdict(dict))
    with bz2.open(sys.argv[1], "rt", encoding="utf-8") as lines:
        for line in lines:
            cells = line.rstrip("\n").split("\t")
            if len(cells) != 3 or cells[1] not in FIELDS:
                continue
            character = chr(int(cells[0][2:], 16))
            language, read = FIELDS[cells[1]]
            key = simplified(character)
            # 後 is no reading of 后 in Mandarin: there the Simplified shape has its own
            if is_common(key) and (language != "zh" or key == character):
                table[key][language].update(dict.fromkeys(x for x in read(cells[2]) if x))
    out = Path(__file__).parent / "readings.tsv"
    with out.open("w", encoding="utf-8") as file:
        file.write("# character, then its sounds in Mandarin, Korean, Japanese and Vietnamese; made by readings.py\n")
        for key in sorted(table):
            cells = ["|".join(table[key][language]) for language in ("zh", "ko", "ja", "vi")]
            file.write("\t".join([key, *cells]) + "\n")


if __name__ == "__main__":
    main()
