"""Dates that a text states, and which of them say when something was said."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from spacy.language import Language
from spacy.tokens import Doc

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:\s?[-–—]{1,2}\s?(?P<last>\d{1,2})(?:st|nd|rd|th)?)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
ABSOLUTE = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b{_DAY}\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR})?\b",
        rf"\b{_MONTH}\s+{_DAY}(?!\d)(?:,?\s+{_YEAR})?\b",
        rf"\b{_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)(?P<last>)\b",
        rf"\b{_MONTH}(?:\s+(?:of\s+)?{_YEAR})(?P<day>)(?P<last>)\b",
        rf"\b(?i:in|since|until|of|by)\s+(?P<month>)(?P<day>)(?P<last>){_YEAR}\b",
    )
)
RELATIVE = re.compile(
    r"\b(?P<word>(?:on\s+)?the\s+same\s+day|the\s+day\s+before|the\s+previous\s+day|a\s+day\s+earlier"
    r"|the\s+(?:next|following)\s+day|a\s+day\s+later|the\s+day\s+after)\b",
    re.IGNORECASE,
)
_OF_SPEECH = re.compile(r"(?:^|[\s(,;—–-])(?:on|On)\s+(?:\w+day,?\s+)?$|(?:^|[.!?]\s+)(?:In|By)\s+$|\w+day,\s+$")
_NOUN_BEFORE = re.compile(
    r"(?:test|launch|launches|resolution|attack|strike|summit|order)\s+(?:of|on|from|for)\s+(?:\w+day,?\s+)?$", re.I
)


@dataclass(frozen=True, slots=True)
class DateMention:
    """A stated date.

    Attributes:
        start, end: Character offsets.
        first, last: ISO days; the year is taken from an earlier mention where the text leaves it out, and the dates
            are '' where there is none to take it from.
        of_speech: True where the words around it say when something was done or said ("On 6 August … said"), not when
            some event that is spoken of took place ("the test of 3 September").
        basis: `stated` or `relative`.
    """

    start: int
    end: int
    first: str
    last: str
    of_speech: bool
    basis: str


@Language.factory("demarche_dates")
def make_dates(nlp: Language, name: str) -> Dates:
    """Build the component; it has no settings."""
    Doc.set_extension("dates", default=(), force=True)
    return Dates()


class Dates:
    """Sets `doc._.dates`; `doc.user_data["date"]` (ISO) gives the year where the text names none before."""

    def __call__(self, doc: Doc) -> Doc:
        """Find the dates of `doc`."""
        doc._.dates = find_dates(doc.text, str(doc.user_data.get("date", "")))
        return doc


def find_dates(text: str, today: str = "") -> tuple[DateMention, ...]:
    """Give the dates in `text`, in order; impossible ones (31 June) are passed over."""
    raw: list[tuple[int, int, re.Match[str]]] = []
    taken: set[int] = set()
    for pattern in ABSOLUTE:
        for match in pattern.finditer(text):
            if not taken.intersection(range(*match.span())):
                taken.update(range(*match.span()))
                raw.append((*match.span(), match))
    raw.extend((*match.span(), match) for match in RELATIVE.finditer(text))
    raw.sort(key=lambda item: item[:2])
    year = int(today[:4]) if today[:4].isdigit() else _first_year(raw)
    before = today[:10]
    found: list[DateMention] = []
    for start, end, match in raw:
        if "word" in match.re.groupindex:
            day = _relative(match["word"].lower(), before)
            found.append(DateMention(start, end, day, day, True, "relative"))
            continue
        if match["year"] and match["month"]:
            year = int(match["year"])
        span = _span(match, int(match["year"]) if match["year"] else year)
        if span is None:
            continue
        lead = text[max(0, start - 40) : start]
        of_speech = bool(_OF_SPEECH.search(lead)) and not _NOUN_BEFORE.search(lead) and bool(match["month"])
        found.append(DateMention(start, end, *span, of_speech, "stated"))
        if of_speech and span[0]:
            before = span[0]
    return tuple(found)


def _first_year(raw: list[tuple[int, int, re.Match[str]]]) -> int | None:
    return next((int(m["year"]) for _, _, m in raw if "year" in m.re.groupindex and m["year"] and m["month"]), None)


def _span(match: re.Match[str], year: int | None) -> tuple[str, str] | None:
    if year is None:
        return "", ""
    if not match["month"]:
        return f"{year}-01-01", f"{year}-12-31"
    month = int(match["month"]) if match["month"].isdigit() else _MONTHS[match["month"].lower().rstrip(".")]
    try:
        if not match["day"]:
            first = date(year, month, 1)
            following = date(year + month // 12, month % 12 + 1, 1)
            return first.isoformat(), (following - timedelta(days=1)).isoformat()
        first = date(year, month, int(match["day"]))
        last = date(year, month, int(match["last"])) if match["last"] else first
    except ValueError:
        return None
    return first.isoformat(), max(first, last).isoformat()


def _relative(words: str, before: str) -> str:
    if not before:
        return ""
    day = date.fromisoformat(before)
    if "same" in words:
        return before
    step = -1 if "before" in words or "previous" in words or "earlier" in words else 1
    return (day + timedelta(days=step)).isoformat()
