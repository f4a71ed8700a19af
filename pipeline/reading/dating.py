"""When a document was said and published, how exactly that is known, and where it was found.

The page's date is never taken for the day of speech in silence: it stands in `published`, and the basis says so.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime

from dateutil import parser

from pipeline.domain import DateBasis
from pipeline.errors import StatementError

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?"
    r"|Dec(?:ember)?)\.?"
)
_WRITTEN = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH},?\s+(?:19|20)\d\d|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+(?:19|20)\d\d"
    r"|(?:19|20)\d\d-\d\d-\d\d|(?:19|20)\d\d/\d\d?/\d\d?)\b",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    rf"\A(?P<city>[A-Z][\w .,’'/-]{{1,50}}?)[,\s]+(?P<day>{_MONTH}\s+\d{{1,2}}|\d{{1,2}}\s+{_MONTH})(?:,?\s+(?P<year>(?:19|20)\d\d))?"
    r"\s*(?:\([^()]{2,40}\)\s*[-–—:.]{0,3}|[-–—]{1,3})\s+"
)  # fmt: skip
_SHAPES = (
    ("day", re.compile(r"\d{4}-\d\d-\d\d")),
    ("month", re.compile(r"\d{4}-\d\d")),
    ("year", re.compile(r"\d{4}")),
)
_INSTANT = re.compile(r"(\d{4}-\d\d-\d\d)[T ]\d\d:\d\d.*")
_HEAD_PARAGRAPHS, _HEAD_LETTERS = 12, 260


@dataclass(frozen=True, slots=True)
class Dating:
    """A document's dates; ISO days, '' where unknown."""

    first: str = ""
    last: str = ""
    basis: DateBasis = "unknown"
    precision: str = ""
    derivation: str = ""
    published: str = ""
    retrieved: str = ""


def date_of(
    fields: dict[str, str], notes: dict[str, str], text: str, file: str, place: str = "", *, own_words: bool = False
) -> Dating:
    """Date a document by its fields, else by its heading, else by its dateline.

    Args:
        notes: How fields were come by, where the file does not simply state them.
        own_words: True for transcripts, speeches and releases, whose heading gives the day of speech; a report's
            heading gives the page's day.

    Raises:
        StatementError: A field holds no date, or one that can be read two ways.
    """
    where = f"{place}; " if place else ""
    published = _day(fields.get("published", ""), f"{where}field 'published'", file)[0]
    retrieved = _day(fields.get("retrieved", ""), f"{where}field 'retrieved'", file)[0]
    if fields.get("date"):
        first, last, precision = span_of(fields["date"], f"{where}field 'date'", file)
        return Dating(first, last, "stated", precision, notes.get("date", "field"), published, retrieved)
    heading, found_in = _heading(fields.get("title", ""), text)
    if heading and own_words and abs(_days_apart(heading, published)) <= 31:
        return Dating(heading, heading, "stated", "day", found_in, published, retrieved)
    if published:
        return Dating("", "", "published", "day", notes.get("published", "field"), published, retrieved)
    if dated := _dateline(text):
        return Dating("", "", "published", "day", "dateline", dated, retrieved)
    if heading:
        return Dating("", "", "published", "day", found_in, heading, retrieved)
    return Dating(retrieved=retrieved)


def span_of(value: str, place: str, file: str) -> tuple[str, str, str]:
    """Give first day, last day and precision of a date as written: a day, a month, a year or FIRST/LAST.

    Raises:
        StatementError: It is none of these.
    """
    ends = value.strip().split("/")
    if len(ends) == 2 and all(any(shape.fullmatch(end.strip()) for _, shape in _SHAPES) for end in ends):
        first, _, one = _day(ends[0], place, file)
        _, last, other = _day(ends[1], place, file)
        if last < first:
            raise StatementError(file, place, f"ends before it begins ({value})", "swap the two days")
        return first, last, one if first == last and one == other else "interval"
    return _day(value, place, file)


def _day(value: str, place: str, file: str) -> tuple[str, str, str]:
    value = value.strip()
    if not value:
        return "", "", ""
    if instant := _INSTANT.fullmatch(value):
        value = instant[1]
    try:
        for precision, shape in _SHAPES:
            if shape.fullmatch(value):
                year, month, day = (int(part) for part in ([*value.split("-"), "0", "0"])[:3])
                first = date(year, month or 1, day or 1)
                last = date(year, month or 12, day or monthrange(year, month or 12)[1])
                return first.isoformat(), last.isoformat(), precision
        return _written(value, place, file)
    except (ValueError, OverflowError):
        raise StatementError(
            file, place, f"is not a date ({value[:60]!r})", "write it as YYYY-MM-DD, YYYY-MM, YYYY or FIRST/LAST"
        ) from None


def _written(value: str, place: str, file: str) -> tuple[str, str, str]:
    """A day as people write it; 03/04/2017, which may be March or April, is refused rather than guessed."""
    if not re.search(r"(?:19|20)\d\d", value) or len(value) > 60:
        raise ValueError
    # two defaults tell what the text leaves out from what it states
    read = [parser.parse(value, dayfirst=True, default=datetime(2000, *filled)) for filled in ((1, 1), (2, 2))]
    if read[0].month != read[1].month:
        return _day(str(read[0].year), place, file)
    if read[0].day != read[1].day:
        return _day(f"{read[0].year}-{read[0].month:02}", place, file)
    if parser.parse(value, dayfirst=False).date() != read[0].date():
        raise StatementError(
            file,
            place,
            f"can be read as two dates ({value!r})",
            "write it as YYYY-MM-DD so that day and month are plain",
        )
    day = read[0].date().isoformat()
    return day, day, "day"


def _heading(title: str, text: str) -> tuple[str, str]:
    """A full date in the title or in one of the short paragraphs that head the text."""
    for words, found_in in ((title, "title"), *((p, "heading") for p in _head(text))):
        dates = {_iso(match[0]) for match in _WRITTEN.finditer(words)} - {""}
        if len(dates) == 1:
            return dates.pop(), found_in
    return "", ""


def _head(text: str) -> list[str]:
    paragraphs = re.split(r"\n+", text[:4000])[:_HEAD_PARAGRAPHS]
    return [p for p in paragraphs if len(p) <= _HEAD_LETTERS and not re.search(r"(?<![ap]\.m)[.?!][”\"]?$", p.strip())]


def _dateline(text: str) -> str:
    match = _DATELINE.match(text)
    return _iso(f"{match['day']} {match['year']}") if match and match["year"] else ""


def _iso(written: str) -> str:
    try:
        read: datetime = parser.parse(re.sub(r"(\d)(?:st|nd|rd|th)\b", r"\1", written), yearfirst=True)
    except (ValueError, OverflowError):
        return ""
    return read.date().isoformat()


def _days_apart(one: str, other: str) -> int:
    return (date.fromisoformat(one) - date.fromisoformat(other)).days if one and other else 0
