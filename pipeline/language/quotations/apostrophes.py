"""Apostrophes that look like quotation marks, told by the letters on either side."""

from __future__ import annotations

import re

from pipeline.language.closed_classes import FINITE_AUXILIARIES, PREPOSITIONS, PRONOUNS, RELATIVES, SUBORDINATORS

_POSSESSIVE = re.compile(r"['’‘][sS](?!\w)")
_DECADE = re.compile(r"\d\d['’]?s(?!\w)")
_YEAR = re.compile(r"\d\d(?![\w%])")
_ELIDED = re.compile(r"(?:tis|twas|twere|twill|em|n|til|cuz|cos|bout|nuff|gainst|neath)(?!\w)", re.IGNORECASE)
_LETTERS = re.compile(r"\w+")
_LONGEST = 20  # letters of a following word that are looked at
# no plural possessive stands before these: what ends there is a quotation
_NOT_OWNED = (
    FINITE_AUXILIARIES
    | PREPOSITIONS
    | PRONOUNS
    | RELATIVES
    | SUBORDINATORS
    | frozenset("said says told asked the yesterday today tomorrow again also not too then".split())
)


def is_possessive(text: str, here: int) -> bool:
    """Tell whether the mark at `here` and an "s" make a possessive: "Beijing"'s."""
    return _POSSESSIVE.match(text, here) is not None


def is_letter_n(text: str, here: int) -> bool:
    """Tell whether the mark at `here` is the first of two around an "n": rock ’n’ roll."""
    three = text[here : here + 3]
    return len(three) == 3 and three[1] in "nN" and three[2] in "'’‘"


def is_elision(text: str, here: int) -> bool:
    """Tell whether the mark at `here` stands for letters or digits left out: ’tis, the ’90s, the class of ’68."""
    return any(pattern.match(text, here + 1) for pattern in (_DECADE, _YEAR, _ELIDED))


def may_open(text: str, here: int) -> bool:
    """Tell whether a mark that `is_elision` could open a quotation all the same: '20 men were lost,' he said."""
    if text[here] == "’" or _DECADE.match(text, here + 1):
        return False
    return not _YEAR.match(text, here + 1) or text[here + 4 : here + 5].isalpha()


def is_measure(text: str, here: int) -> bool:
    """Tell whether the straight mark at `here` may stand for feet or inches; years are no lengths: 6' 2"."""
    return text[here] in "\"'" and text[here - 1 : here].isdigit() and not text[max(here - 4, 0) : here].isdigit()


def may_end_word(text: str, here: int) -> bool:
    """Tell whether a mark that could close may belong to its word instead: the ministers’ words, goin’ home."""
    if text[here + 1 : here + 2] != " ":
        return False
    if text[here - 1 : here] in ("s", "S"):
        following = _LETTERS.match(text, here + 2, here + 2 + _LONGEST)
        return following is not None and following[0].lower() not in _NOT_OWNED
    return text[max(here - 2, 0) : here].lower() == "in" and text[max(here - 3, 0) : here - 2].isalpha()
