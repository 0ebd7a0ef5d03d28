"""Latin names reduced to their letters, as the ranker compares them."""
import re
import unicodedata

SPECIAL = str.maketrans({
    "ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ı": "i", "ð": "d", "þ": "th", "ħ": "h", "ŋ": "ng",
    "ə": "a", "ƙ": "k", "ɓ": "b", "ɗ": "d",
})

# Frankfurt am Main is 美因河畔法兰克福: Chinese puts the river first.
CONNECTOR = re.compile(
    r"^(.+?)[ -](?:an der|am|an|im|in der|in|bei|ob der|vor der|sur|sous|sull'|sul|upon|on|nad|pod|du|de la|de|del|della|do|da|"
    r"lès|les|lez|en|aan de|aan den|op|na|the)[ -](.+)$", re.I)


def letters(text):
    folded = unicodedata.normalize("NFKD", text.lower().translate(SPECIAL))
    return "".join(c for c in folded if "a" <= c <= "z")


def variants(name):
    """Letters of a name; with a connecting word, also tail before head, without the word, and the head alone."""
    found = [letters(name)]
    parts = CONNECTOR.match(name)
    if parts:
        found += [letters(parts[2] + parts[1]), letters(parts[1] + parts[2]), letters(parts[1])]
    return list(dict.fromkeys(x for x in found if x))
