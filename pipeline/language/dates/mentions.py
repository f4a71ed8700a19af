"""Dates that a text states or tells from another day, and which of them say when something was said."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from operator import itemgetter
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.language.dates.forms import Form, Relative, Stated
from pipeline.language.dates.lines import is_date_line
from pipeline.language.dates.relative import read_day_word, read_other_word, read_unit
from pipeline.language.dates.roles import Setting, is_of_speech
from pipeline.language.dates.spans import POSSIBLE_YEARS, Precision, Span, stated_span
from pipeline.language.dates.stated import read_month, read_number
from pipeline.language.dates.timeline import Timeline, is_kept, is_long
from pipeline.language.words import words_of

Read = Callable[[str, int], Form | None]

# Cheap to search for: one set of first characters, and most numbers and names are refused at once.
_NUMBER_OR_MONTH = re.compile(
    r"[0-9JFMASOND](?:(?<=[0-9])(?<![\w$€£¥#+/\\.,][0-9])(?:"
    r"[0-9]?(?=[-–—./]|st|nd|rd|th|,?\s{1,3}(?:[A-Z0-9–—-]|of\s|to\s|and\s|or\s|until\s|till\s|through\s))|[0-9]{3}(?![0-9]))"
    "|(?:an(?:uary)?|eb(?:ruary)?|ar(?:ch)?|pr(?:il)?|ay|une?|uly?|ug(?:ust)?|ept?(?:ember)?|ct(?:ober)?|ov(?:ember)?"
    "|ec(?:ember)?|AN(?:UARY)?|EB(?:RUARY)?|AR(?:CH)?|PR(?:IL)?|AY|UNE?|ULY?|UG(?:UST)?|EPT?(?:EMBER)?|CT(?:OBER)?"
    "|OV(?:EMBER)?|EC(?:EMBER)?)(?![A-Za-z]))"
)
_WORDS: dict[str, Read] = {
    "day": read_day_word, "week": read_unit, "month": read_unit, "year": read_unit, "decade": read_unit,
    "quarter": read_unit, "spring": read_unit, "summer": read_unit, "autumn": read_unit, "winter": read_unit,
    "night": read_other_word, "morrow": read_other_word,
}  # fmt: skip
_THIS_MORNING = re.compile("his (?:morning|afternoon|evening)")
_ALSO = re.compile(r",?\s(?:and|or)\s(?:on\s)?|,\s")


class DateMention(NamedTuple):
    """A date in a text.

    Attributes:
        start, end: Character offsets.
        first, last: ISO days; the year is found from the text and its day where the words leave it out. Both are ''
            where there is nothing to tell them from.
        of_speech: True where the words around it say when something was done or said ("On 6 August … said"), not when
            some event that is spoken of took place ("the test of 3 September").
        basis: `stated`, or `relative` where it is told from another day ("the day before", "on Tuesday").
        precision: Whether first and last enclose one day, a calendar month or year, or any other `interval`.
    """

    start: int
    end: int
    first: str
    last: str
    of_speech: bool
    basis: str
    precision: Precision = ""


@Language.factory("demarche_dates")
def make_dates(nlp: Language, name: str) -> Dates:
    """Build the component; it has no settings."""
    Doc.set_extension("dates", default=(), force=True)
    return Dates()


class Dates:
    """Sets `doc._.dates`; `doc.user_data["date"]` (ISO) is the day from which "yesterday" is told."""

    def __call__(self, doc: Doc) -> Doc:
        """Find the dates of `doc`."""
        doc._.dates = find_dates(words_of(doc).string, str(doc.user_data.get("date", "")))
        return doc


def find_dates(text: str, today: str = "") -> tuple[DateMention, ...]:
    """Give the dates in `text`, in order; impossible ones (31 June) are passed over.

    Takes time in proportion to the length of the text, whatever stands in it.

    Args:
        text: Any text.
        today: The day of the document in ISO form, if known; of a year alone, years are filled in.
    """
    day, year = _day_and_year(today)
    forms = _with_told_years(text, _forms(text), day) if day else _forms(text)
    years = (form.first[0] for form in forms if isinstance(form, Stated) and form.first[0] and form.first[1])
    timeline = Timeline(day, year or next(years, 0))
    shared = _shared_years(text, forms)
    mentions: list[DateMention] = []
    end = 0
    for number, form in enumerate(forms):
        if text.find("\n", end, form.start) >= 0:
            timeline.end_paragraph()
        around, end = Setting(text, form.start, form.end), form.end
        of_speech = is_of_speech(around, adverb=isinstance(form, Relative), long=is_long(form))
        if isinstance(form, Relative):
            span = timeline.relative(form, around)
            of_speech = of_speech and form.way != "unknown" and not (day and span and span[0] > day)
        else:
            whole = timeline.complete(form, around, of_speech=of_speech, shared_year=shared.get(number, 0))
            span = stated_span(whole, 0) if whole else None
            if whole is None or (span is None and not is_kept(whole)):
                continue
        if span:
            if (
                isinstance(form, Stated)
                and form.first[0]
                and span[2] == "day"
                and is_date_line(text, form.start, form.end)
            ):
                day = timeline.today = span[0]
            explicit = isinstance(form, Stated) and form.first[0] > 0
            timeline.note(span, form, of_speech=of_speech, end=end, explicit=explicit)
        mentions.append(_mention(form, span, of_speech=of_speech))
    return tuple(mentions)


def _mention(form: Form, span: Span | None, *, of_speech: bool) -> DateMention:
    basis = "relative" if isinstance(form, Relative) else "stated"
    if span is None:
        return DateMention(form.start, form.end, "", "", of_speech, basis)
    first, last, precision = span
    return DateMention(form.start, form.end, first.isoformat(), last.isoformat(), of_speech, basis, precision)


def _forms(text: str) -> list[Form]:
    """Read the date forms of `text` around the numbers and words that can be part of one."""
    anchors: list[tuple[int, Read]] = [
        (match.start(), read_number if match[0] < "A" else read_month) for match in _NUMBER_OR_MONTH.finditer(text)
    ]
    for word, read in _WORDS.items():
        at = text.find(word)
        while at >= 0:
            anchors.append((at, read))
            at = text.find(word, at + len(word))
    anchors.extend((match.start(), read_other_word) for match in _THIS_MORNING.finditer(text))
    anchors.sort(key=itemgetter(0))
    forms: list[Form] = []
    end = 0
    for at, read in anchors:
        if at < end:
            continue
        form = read(text, at)
        if form and form.start >= end:
            forms.append(form)
            end = form.end
    return forms


def _with_told_years(text: str, forms: list[Form], today: date) -> list[Form]:
    """Join "in March" and "last year" where they stand together."""
    joined: list[Form] = []
    for form in forms:
        before = joined[-1] if joined else None
        if (
            isinstance(form, Relative)
            and (form.unit, form.base, form.way, form.part) == ("year", "document", "period", "")
            and isinstance(before, Stated)
            and before.first[1]
            and not before.first[0]
            and text[before.end : form.start] in (" ", " of ", ", ")
        ):
            year = today.year + form.step
            first, last = (year, *before.first[1:]), (year, *before.last[1:])
            joined[-1] = before._replace(end=form.end, first=first, last=last)
        else:
            joined.append(form)
    return joined


def _shared_years(text: str, forms: list[Form]) -> dict[int, int]:
    """Give the year of "3 May and 5 June 2017" to its first date."""
    years: dict[int, int] = {}
    for number in range(len(forms) - 2, -1, -1):
        one, other = forms[number], forms[number + 1]
        if isinstance(one, Stated) and isinstance(other, Stated) and not one.first[0] and one.first[1]:
            joint = _ALSO.fullmatch(text, one.end, other.start) if other.start - one.end < 10 else None
            year = other.first[0] or years.get(number + 1, 0)
            if joint and year and other.first[1]:
                years[number] = year - (one.first[1:] > other.first[1:])
    return years


def _day_and_year(today: str) -> tuple[date | None, int]:
    year = int(today[:4]) if re.match(r"[0-9]{4}", today) else 0
    if year not in POSSIBLE_YEARS:
        return None, 0
    try:
        return date.fromisoformat(today[:10]), year
    except ValueError:
        return None, year
