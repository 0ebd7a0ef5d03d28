"""What the build gathers: places, and the forms that may name them."""
from dataclasses import dataclass, field

LEVELS = {"country": 0, "first": 1, "second": 2, "third": 3, "other": 4}
# How a form names a place; the order is the order of preference among the senses of a form.
HOWS = {"full": 0, "short": 1, "alias": 2, "former": 3, "single": 4, "epithet": 5, "demonym": 6}


@dataclass
class Place:
    """One place in one span of years: a division that changed its code has a row for each code."""
    id: str
    name: str
    country: str
    level: str
    parent: str | None = None
    since: int = 0
    until: int = 0
    lineage: str = ""
    lat: float | None = None
    lon: float | None = None
    population: int = 0
    latin: list[str] = field(default_factory=list)
    # Sorting weight: a form's senses come in this order when nothing else decides.
    rank: int = 9

    @property
    def key(self):
        return (self.id, self.name, self.since)


class Names:
    """Form -> {place key: how}, keeping the best way a form names a place."""

    def __init__(self):
        self.forms = {}
        self.common = set()
        self.blockers = set()

    def add(self, form, place, how):
        form = bare(form)
        if not form:
            return
        senses = self.forms.setdefault(form, {})
        old = senses.get(place.key)
        if old is None or HOWS[how] < HOWS[old]:
            senses[place.key] = how


SEPARATORS = "·•‧・∙⋅-‐‑‒–—―－ \u3000"


def bare(form):
    """The form without interpuncts, dashes and spaces; matching passes over them."""
    return "".join(c for c in form if c not in SEPARATORS)


def is_han(text):
    return bool(text) and all("\u4e00" <= c <= "\u9fff" or c in "〇" for c in text)
