"""When a remark was said: the date beside it, in its paragraph, of the statement, or of the page."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.domain import DateBasis, Statement
from pipeline.language.dates import DateMention, find_dates
from pipeline.language.dates.lines import is_date_line
from pipeline.language.dates.role_words import EVENTS, OCCASIONS, UTTERANCES
from pipeline.language.found import Found
from pipeline.language.words import PARTICIPLE


def date_of(
    found: Found, statement: Statement, home: int, anchor: int, reach_sentences: int, origin: int
) -> tuple[str, str, DateBasis]:
    """Give the first and the last possible day, and what they rest on.

    Args:
        home: Number of the remark's sentence.
        anchor: Its cue, or the first word of its phrase, as a token.
        reach_sentences: How many sentences back, within the paragraph, a date of speech still counts.
        origin: Number of the sentence that names the speaker, which a quotation of its own may stand far behind.
    """
    offset = found.words.start[anchor]
    here = sorted(
        (d for d in _of_speech(found, home) if not is_told_of(found, d, anchor) and not _beyond(found, d, anchor)),
        key=lambda d: (
            _apart(found, d, anchor),
            d.precision not in ("day", ""),
            d.start > offset,
            abs(d.start - offset),
        ),
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
    line = _section_day(found, offset)
    if not line[0]:
        line = (dateline(found.words.string),) * 2
    for number in _earlier(found, home, origin, reach_sentences):
        begin, end = found.words.bounds(number)
        if number != origin and (line[0] or statement.date) and "had" in found.words.lower[begin:end]:
            continue  # "In January she had warned …" looks back; the account does not go on from there
        earlier = [d for d in _of_speech(found, number) if not is_told_of(found, d, begin)]
        if earlier:
            return earlier[-1].first, earlier[-1].last, _basis(earlier[-1])
    if statement.date:
        return statement.date, statement.date_end or statement.date, statement.date_basis
    if line[0]:
        return *line, "stated"
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


def is_told_of(found: Found, date: DateMention, anchor: int) -> bool:
    """True for a date of what the remark at token `anchor` speaks of: in another's quotation, a relative clause, the object.

    "She welcomed the offer made by X on Monday", "He thanked Y, which on Tuesday sent a ship": Monday and Tuesday are not
    the days on which they spoke.
    """
    words = found.words
    offset = words.start[anchor]
    for quotation in found.quotations_over(date.start, date.end):
        if not quotation.start <= offset < quotation.end:
            return True
    at = words.at(date.start)
    if _in_clause(
        words.lower[max(at - _CLAUSE_WORDS, words.bounds(words.sentence(at))[0]) : at], words.lower[at:anchor]
    ):
        return True
    if at < anchor:
        return False
    between = words.lower[anchor + 1 : at]
    other = any(
        word in _RELATIVES or (word in ("and", "but") and between[k - 1 : k] == [","]) for k, word in enumerate(between)
    )
    agent = any(word == "by" and k > 1 and words.verb(anchor + k) & PARTICIPLE for k, word in enumerate(between))
    said = max((k for k, word in enumerate(between) if word in UTTERANCES or word in OCCASIONS), default=-1)
    event = max((k for k, word in enumerate(between) if word in EVENTS), default=-1)
    opening = at - (words.lower[at - 1] == "on")
    after = words.at(date.end)
    inserted = words.lower[opening - 1] == "," and words.lower[after : after + 2] in ([",", "of"], [",", "to"])
    return other or agent or event > said or inserted


def _apart(found: Found, date: DateMention, anchor: int) -> bool:
    """True where another clause begins between a date and the cue: "On Tuesday X left, and Y protested the next day"."""
    low, high = sorted((found.words.at(date.start), anchor))
    between = found.words.lower[low:high]
    return any(word in ("and", "but", "while") and between[k - 1] == "," for k, word in enumerate(between) if k)


def _beyond(found: Found, date: DateMention, anchor: int) -> bool:
    """True where a semicolon stands between: "In 2014 X had protested; now it only voiced concern"."""
    low, high = sorted((found.words.at(date.start), anchor))
    return ";" in found.words.lower[low:high]


def _in_clause(before: list[str], behind: list[str]) -> bool:
    """True where the words before a date open a clause set into the sentence, which a comma behind the date closes again.

    Args:
        behind: The words from the date to the cue; empty where the cue stands before the date.
    """
    clause = before[len(before) - before[::-1].index(",") :] if "," in before else before
    if behind:
        opened = bool(_RELATIVES.intersection(clause[:2])) or (
            "," not in before and clause[:1] != [] and clause[0] in _ON_ANOTHER
        )
        return opened and "," in behind
    return bool(_ADJUNCTS.intersection(clause))


def _earlier(found: Found, home: int, origin: int, reach_sentences: int) -> list[int]:
    """The sentences before `home` in which its day may stand: those of its paragraph, then the one that names the speaker."""
    near: list[int] = []
    for number in range(home - 1, max(home - reach_sentences, 0) - 1, -1):
        if not _same_paragraph(found, number):
            break
        near.append(number)
    return [*near, *([origin] if origin < home and origin not in near else [])]


def _section_day(found: Found, offset: int) -> tuple[str, str]:
    """First and last day of what stands below the last line before `offset` that is nothing but a date; ('', '') without one.

    Where the sentence after it tells of a meeting or call "yesterday", that is the day of what was said there.
    """
    text = found.words.string
    for mention in reversed(found.dates.items):
        dated = mention.precision == "day" and mention.basis == "stated"
        if mention.start < offset and dated and is_date_line(text, mention.start, mention.end):
            lead = found.words.sentence(found.words.at(mention.end) + 1)
            first, last = found.words.bounds(lead)
            held = any(
                found.words.lower[k] in _HELD and not found.quotations_over(found.words.start[k], found.words.end[k])
                for k in range(first, last)
            )
            told = (
                [d for d in _of_speech(found, lead) if d.basis == "relative" and d.precision == "day"] if held else []
            )
            day = told[0] if told else mention
            return day.first, day.last
    return "", ""


_RELATIVES = frozenset("who which whose whom where".split())
_ADJUNCTS = frozenset("after before when because while".split())
_ON_ANOTHER = frozenset("asked reacting responding replying commenting referring told questioned pressed".split())
_CLAUSE_WORDS = 12
_HELD = frozenset("conversation call talks meeting session spoke met meets held".split())
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
