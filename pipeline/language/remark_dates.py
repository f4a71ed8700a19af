"""When a remark was said: the date beside it, in its paragraph, of the statement, or of the page."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.domain import DateBasis, Statement
from pipeline.language.dates import DateMention, find_dates
from pipeline.language.found import Found


def date_of(
    found: Found, statement: Statement, home: int, anchor: int, reach_sentences: int
) -> tuple[str, str, DateBasis]:
    """Give the first and the last possible day, and what they rest on.

    Args:
        home: Number of the remark's sentence.
        anchor: Its cue, or the first word of its phrase, as a token.
        reach_sentences: How many sentences back, within the paragraph, a date of speech still counts.
    """
    offset = found.words.start[anchor]
    here = sorted(
        _of_speech(found, home), key=lambda d: (d.precision not in ("day", ""), d.start > offset, abs(d.start - offset))
    )
    if statement.date and statement.date_basis == "stated":
        other = next((d for d in here if not (statement.date <= d.first <= statement.date_end)), None)
        if other is None or (other.basis == "relative" and not other.first):
            return statement.date, statement.date_end or statement.date, "stated"
        if other.basis == "relative" or other.first[:4] != statement.date[:4]:
            return other.first, other.last, _basis(other)
        return statement.date, statement.date_end or statement.date, "stated"
    if here:
        return here[0].first, here[0].last, _basis(here[0])
    for number in range(home - 1, max(home - reach_sentences, 0) - 1, -1):
        if not _same_paragraph(found, number):
            break
        earlier = _of_speech(found, number)
        if earlier:
            return earlier[-1].first, earlier[-1].last, _basis(earlier[-1])
    if statement.date:
        return statement.date, statement.date_end or statement.date, statement.date_basis
    line = dateline(found.words.string)
    if line:
        return line, line, "stated"
    if not statement.published:
        days = [
            d
            for d in found.dates.within(*_span(found, home))
            if d.first and d.precision in ("day", "interval") and d.first[:7] == d.last[:7]
        ]
        if len(days) == 1:  # an undated text: the day of what is spoken of, which the words cannot precede
            return days[0].first, days[0].last, _basis(days[0])
    if statement.published:
        return statement.published, statement.published, "published"
    return "", "", "unknown"


_DATELINE = re.compile(r"[,)]?\s*(?:\([^()\n]{1,40}\)\s*)*(?:--|[-–—:\n]|$)")
_HEAD = 400  # characters of a text in which its dateline can stand


@lru_cache(maxsize=64)
def dateline(text: str) -> str:
    """The day in the head of a report, "KYIV, May 17, 2017 - …", as an ISO date; '' where there is none."""
    head = text[:_HEAD]
    for mention in find_dates(head):
        full = re.search(r"(?:19|20)\d\d", head[mention.start : mention.end])
        if mention.precision == "day" and mention.basis == "stated" and full and _DATELINE.match(head, mention.end):
            return mention.first
    return ""


def _basis(mention: DateMention) -> DateBasis:
    return "relative" if mention.basis == "relative" else "stated"


def _of_speech(found: Found, sentence: int) -> list[DateMention]:
    return [d for d in found.dates.within(*_span(found, sentence)) if d.of_speech and d.first]


def _span(found: Found, sentence: int) -> tuple[int, int]:
    first, last = found.words.bounds(sentence)
    return found.words.start[first], found.words.end[last - 1]


def _same_paragraph(found: Found, number: int) -> bool:
    """True where sentence `number` and the one after it stand in one paragraph."""
    last = found.words.bounds(number)[1] - 1
    return "\n" not in found.words.text[last]
