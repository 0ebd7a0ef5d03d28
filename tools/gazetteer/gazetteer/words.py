"""Which forms are ordinary words too, by the word list of `jieba` (MIT)."""
from .sources import data_file

# Parts of speech that stand for places and names: being in the list under these says nothing against a place.
PROPER = {"ns", "nt"}


def ordinary(least=3):
    words = set()
    with data_file("jieba", "dict.txt").open(encoding="utf-8") as lines:
        for line in lines:
            word, count, kind = line.rstrip("\n").rsplit(" ", 2)
            if kind not in PROPER and int(count) >= least:
                words.add(word)
    return words
