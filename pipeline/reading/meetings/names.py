"""Names that layouts use: states in brackets after a speaker's name, and news outlets before a question."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from pipeline.config import Actors
from pipeline.reading.meetings.labels import Names

_OUTLET_WORDS = re.compile(
    r"\b(?:news|newspaper|times|tv|television|daily|post|agency|agence|broadcasting|broadcaster|radio|press|herald|tribune|gazette|"
    r"journal|telegraph|guardian|weekly|media|network|magazine|channel|wire|zeitung|shimbun|ilbo|presse|kommersant|monde|figaro)\b",
    re.IGNORECASE,
)
_NO_OUTLET = re.compile(
    r"\b(?:secretary|officer|release|conference|attach|adviser|advisor|minister|spokes|office|centre|center)",
    re.IGNORECASE,
)
_HOUSE = re.compile(
    r"\b(?:House|Palace|Street|Kremlin|Pentagon|Quai|Hall|Block|Kantei|Farnesina|Office|Ministry|Department)\b"
)


def _plain(text: str) -> str:
    """A name without accents, case, spaces and punctuation: scans break names at odd places ('Republic ofKorea')."""
    letters = unicodedata.normalize("NFKD", text).casefold()
    return re.sub(r"[^a-z0-9]", "", letters)


def names_of(actors: Actors) -> Names:
    """Make the look-ups of labels from the table of actors."""
    codes = {_plain(name): code for code, one in actors.organisations.items() for name in one.bodies}
    codes |= {_plain(name): code for name, code in actors.codes().items()}
    outlets = {_plain(name) for outlet in actors.media for name in outlet.names}

    @lru_cache(maxsize=4096)
    def state(text: str) -> str:
        """Give the code of a state or body by any of its names, '' for none; 'Venezuela (Bolivarian Republic of)' too."""
        for form in _forms(text):
            if form in codes:
                return codes[form]
        return ""

    @lru_cache(maxsize=4096)
    def outlet(text: str) -> bool:
        name = re.sub(r"^the\s+", "", text.strip(), flags=re.IGNORECASE)
        if _plain(name) in outlets or _plain(text) in outlets:
            return True
        return len(name.split()) <= 5 and bool(_OUTLET_WORDS.search(name)) and not _NO_OUTLET.search(name)

    demonyms = {_plain(word): code for code, one in actors.states.items() for word in one.demonyms}
    capitals = {_plain(city): code for code, one in actors.states.items() for city in one.capital}
    capitals |= {_plain("Washington, DC"): "USA", _plain("Washington DC"): "USA"}

    def capital(text: str) -> str:
        return capitals.get(_plain(text), "")

    def demonym(text: str) -> str:
        return demonyms.get(_plain(text), "")

    seats = {name.casefold(): code for code, one in actors.states.items() for name in one.seats if _HOUSE.search(name)}
    seat_words = re.compile(
        r"\b(?:" + "|".join(sorted(map(re.escape, seats), key=len, reverse=True)) + r")\b", re.IGNORECASE
    )

    def seat(text: str) -> str:
        found = seat_words.search(text)
        return seats[found[0].casefold()] if found else ""

    return Names(state, outlet, demonym, capital, seat)


def _forms(text: str) -> list[str]:
    bare = re.sub(r"\([^)]*\)", " ", text)
    turned = re.sub(r"^(.+?),?\s*\(([^)]+\bof)\)$", r"\2 \1", text.strip())
    comma = re.sub(r"^(.+?),\s*(.+)$", r"\2 \1", text.strip())
    forms = [_plain(form) for form in (text, turned, comma, bare)]
    return [*forms, *(form.removeprefix("the") for form in forms)]
