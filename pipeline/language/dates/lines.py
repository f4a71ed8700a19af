"""Lines that are nothing but a date, with a place or a kind of document before it: they date what follows."""

from __future__ import annotations

import re

_LEAD = re.compile(r"[\s*•–-]{0,4}(?:[^\s.;:!?]+[,:]?\s){0,9}\(?$")
_REST = re.compile(r"[.)\]]?[ \t]*(?:\n|$)")
_LONGEST = 90  # characters


def is_date_line(text: str, start: int, end: int) -> bool:
    """True where the date at characters `start` to `end` ends a short line that holds no sentence: "Vienna, 3 February 2015"."""
    line = text.rfind("\n", 0, start) + 1
    if start - line > _LONGEST or not _REST.match(text, end) or not _LEAD.match(text, line, start):
        return False
    before = text[line:start].rstrip()
    return not before or before[-1] in ",:(" or before.rsplit(None, 1)[-1] in _WEEKDAYS


_WEEKDAYS = frozenset("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())
