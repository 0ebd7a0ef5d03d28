#!/usr/bin/env python3
"""Writes crates/events/weights/refuse.toml: how much each word of the rules tells that a page holds records.

A word weighs as much as it is more frequent in pages that hold records (corpus/, the specs and the sentences that rules
accept) than in Chinese at large, by the frequencies of jieba (MIT): the natural logarithm of how many times. Words that
pages of other matters (other.txt, written for this) use as well weigh less. Nothing is weighed by the pages of others.

usage: weigh.py DICT        jieba's dict.txt, as pip install -r tools/gazetteer/requirements.txt brings it
"""
import collections
import html
import json
import math
import pathlib
import re
import sys
import tomllib

ROOT = pathlib.Path(__file__).resolve().parents[2]
RULES = ROOT / "crates/events/rules"
#: A stretch of so many Chinese characters that weighs LEAST is worth reading.
STRETCH, LEAST = 60, 6
#: What a word weighs at most, and one that no page of ours holds; what weighs less than LOW weighs nothing.
MOST, UNSEEN, LOW = 8, 4, 2
#: Times a word is taken to be seen beyond those that it was, Chinese characters to a word at large, and the rarest word.
PRIOR, LENGTH, RAREST = 0.3, 1.6, 1e-7
#: What the dictionary lacks is put together of words it has: so much as frequent as the rarest of them.
TOGETHER = 0.03
#: How often a character is that the dictionary lacks.
UNKNOWN = 3
#: What a page of other matters takes from a word's weight.
TAKEN = 0.5
FAMILIES = ["visit", "meeting", "agreement", "tie", "conference", "policy", "commitment"]
SLOTS = {"{地}": "home_letter", "{国}": "country_letter", "{级}": "division_letter"}


def han(text):
    return re.sub(r"[^\u3400-\u9fff]", "", text)


def toml(path):
    return tomllib.loads((RULES / path).read_text())


def wordings(word, sets):
    for slot, name in SLOTS.items():
        if slot in word:
            return [w for letter in sets[name] for w in wordings(word.replace(slot, letter, 1), sets)]
    return [word]


def words():
    """The words of the rules, and the sentences that they accept."""
    sets, out, accepted = collections.defaultdict(list), set(), []
    for path in sorted((RULES / "words").glob("*.toml")):
        for name, section in toml(path).items():
            sets[name] += section["words"].split()
    for family in FAMILIES:
        for rule in toml(f"{family}.toml")["rule"]:
            out |= {wording for word in rule["words"].split() for wording in wordings(word, sets)}
            accepted += [sentence.split("⇒")[0] for sentence in rule["accepts"]]
    for listed in sets.values():
        out |= set(listed)
    out |= {w for figure in toml("figures.toml")["figure"] for w in figure.get("nouns", "").split()}
    out |= {w for named in toml("named.toml")["named"] for w in named["ends"].split()}
    return {han(w) for w in out if len(han(w)) > 1}, accepted


def relevant():
    """The text of the corpus pages that hold records, and of the specs."""
    for gold in sorted(ROOT.glob("corpus/*/*.json")):
        if not json.loads(gold.read_text()).get("records"):
            continue
        for page in gold.parent.glob(gold.stem + ".[ht]*"):
            bytes_ = page.read_bytes()
            try:
                text = bytes_.decode()
            except UnicodeDecodeError:
                text = bytes_.decode("gb18030", "replace")
            text = re.sub(r"<(script|style).*?</\1>|<[^>]*>", "", text, flags=re.S)
            yield html.unescape(text)
    for spec in sorted(ROOT.glob("crates/events/tests/specs/*.md")):
        yield from spec.read_text().split("\n##")


def finder(vocabulary):
    """Finds words from the left, the longest first, none overlapping: (place, word)."""
    lengths = collections.defaultdict(set)
    for word in vocabulary:
        lengths[word[:2]].add(len(word))
    lengths = {begin: sorted(all_, reverse=True) for begin, all_ in lengths.items()}

    def find(text):
        at = 0
        while at < len(text):
            for length in lengths.get(text[at : at + 2], ()):
                if text[at : at + length] in vocabulary:
                    yield at, text[at : at + length]
                    at += length
                    break
            else:
                at += 1

    return find


def frequency(word, frequencies):
    """How often a word is met with at large, and where the dictionary lacks it, what it is put together of."""
    if word in frequencies:
        return frequencies[word]
    at, rarest = 0, math.inf
    while at < len(word):
        # longest first, but not the whole
        lengths = range(min(len(word) - at, len(word) - 1), 0, -1)
        length = next((n for n in lengths if word[at : at + n] in frequencies), 1)
        rarest = min(rarest, frequencies.get(word[at : at + length], UNKNOWN))
        at += length
    return TOGETHER * rarest


def weights(frequencies):
    vocabulary, accepted = words()
    find = finder(vocabulary)
    ours = [han(text) for text in [*relevant(), *accepted]]
    others = (ROOT / "tools/refuse/other.txt").read_text().split("\n\n")
    seen = collections.Counter(w for text in ours for w in {w for _, w in find(text)})
    other = collections.Counter(w for text in others for w in {w for _, w in find(han(text))})
    characters, total = sum(map(len, ours)), sum(frequencies.values())
    out = {}
    for word in vocabulary:
        here = (seen[word] + PRIOR) / characters * LENGTH
        at_large = max(frequency(word, frequencies) / total, RAREST)
        weight = round(min(MOST if seen[word] else UNSEEN, math.log(here / at_large) - TAKEN * other[word]))
        out[word] = weight if weight >= min(LOW, UNSEEN) else 0
    return out


def jieba(path):
    lines = (line.split() for line in open(path, encoding="utf-8"))
    return {line[0]: int(line[1]) for line in lines}


def main():
    weighed = weights(jieba(sys.argv[1]))
    lines = [
        "# 哪些页面不必细读。由 tools/refuse/weigh.py 写成，不要手改；怎样用，见 docs/rules.zh-CN.md。",
        "# Written by tools/refuse/weigh.py: which pages are not read.",
        "",
        "# 一段里不同的词的分量加起来到了这个数，全页就细读。",
        f"least = {LEAST}",
        "# 一段有多少个汉字。",
        f"stretch = {STRETCH}",
        "# 下面没有列出的规则用词的分量。",
        f"unlisted = {UNSEEN}",
    ]
    groups = collections.defaultdict(list)
    for word, weight in weighed.items():
        groups[weight].append(word)
    for weight in sorted(groups):
        if weight == UNSEEN:
            continue
        lines += ["", "[[weight]]", f"weight = {weight}", 'words = """']
        listed = sorted(groups[weight])
        lines += [" ".join(listed[i : i + 30]) for i in range(0, len(listed), 30)]
        lines.append('"""')
    (RULES.parent / "weights/refuse.toml").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
