"""Dates that are told from another day: "yesterday", "last Tuesday", "the day before", "two weeks later"."""

from __future__ import annotations

import re

from pipeline.language.dates.forms import Base, Relative, Stated, Way
from pipeline.language.dates.stated import ORDINALS, part_before, read_day, read_month

WEEKDAYS = {
    name: number
    for number, name in enumerate(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"))
}
_UNITS = {"day": "day", "week": "week", "weekend": "weekend", "month": "month", "quarter": "quarter", "year": "year",
          "decade": "decade", "days": "day", "weeks": "week", "months": "month", "years": "year", "decades": "decade",
          "spring": "spring", "summer": "summer", "autumn": "autumn", "winter": "winter"}  # fmt: skip
_COUNTS = {
    word: number
    for number, words in enumerate(
        "a an one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve".split("|"), start=1
    )
    for word in words.split()
}
_DAYS_IN = {"day": 1, "week": 7, "month": 30, "year": 365, "decade": 3652}
_RECENT_DAYS = {"day": 14, "week": 42, "month": 183}  # "in recent days", "in the coming weeks"
_VAGUE = frozenset("few several some many couple of".split())
_LEADS = set(_COUNTS) | _VAGUE | {
    *"same that previous preceding following next last past this coming the recent".split(), *ORDINALS
}  # fmt: skip
_LETTERS = re.compile(r"[A-Za-z]{1,12}")
_CHUNK = re.compile(r"[^\s(“\"‘—–]+")
_RELATION = re.compile(r"\s(before|after|earlier|later|ago|prior)\b(?! than)")
_TWO_DAYS_OFF = re.compile(r"\s(before yesterday|after tomorrow)\b")
# what may follow "the day before" where it stands alone; any other word is the event that it is counted from
_ALONE = re.compile(r"\s*(?:[^\w\s“\"‘']|\n|$)|\s(?:in|at|on|and|but|that|with|during|to reporters)\b")
_COMPARED = re.compile(r"\s(?:as|when|that)\b")
_TIME_OF_DAY = re.compile(r"\s(?:morning|afternoon|evening|night)\b")
_OF_WEEK = re.compile(r"\s(?:of\s)?(last|this|next)\sweek\b")
_OF_PERIOD = re.compile(r"\sof\s(?=[A-Z0-9]|(?:the|this|last|next)\s)")
_OF_MONTH = re.compile(r"\s(?:of|in)\s(?=[A-Z])")
_TO_DATE = re.compile(r",?\s(?=[0-9A-Z])|,?\s\((?=[0-9A-Z])|,?\sthe\s(?=[0-9])")
_WHICH = {"last": "last", "next": "next", "this": "this", "coming": "next", "previous": "previous", "preceding": "previous",
          "following": "following"}  # fmt: skip
_NAMED_DAYS = frozenset(
    "news black super good bloody ash holy easter palm cyber giving every each most alternate".split()
)
_NAME_BEFORE = re.compile(r"\b[A-Z][A-Za-z]+\s$")
_PAPERS = re.compile(r"\s(?:Times|Telegraph|Express|Mail|Mirror|Herald|Post|Night Live)\b")


def read_day_word(text: str, at: int) -> Relative | Stated | None:
    """Read the date told by the word in which "day" stands at `at`: a weekday, "today", "yesterday", "the same day"."""
    begin = at
    while begin and at - begin < 7 and text[begin - 1].isalpha():
        begin -= 1
    match = _LETTERS.match(text, begin)
    word = match[0] if match else ""
    if word in WEEKDAYS:
        return _weekday(text, begin, begin + len(word), WEEKDAYS[word])
    if begin == at:
        return read_unit(text, at)
    if word.lower() in ("today", "yesterday"):
        if word == "Today" and _NAME_BEFORE.search(text, max(0, begin - 16), begin):
            return None  # a newspaper's name
        end = begin + len(word)
        time = _TIME_OF_DAY.match(text, end)
        return Relative(begin, time.end() if time else end, "document", "shift", "day", -(word.lower() != "today"))
    return None


def read_other_word(text: str, at: int) -> Relative | None:
    """Read "tomorrow", "tonight", "last night" and "this morning" from their "morrow", "night" and "his" at `at`."""
    for begin, words, step in ((at - 2, "tomorrow", 1), (at - 2, "tonight", 0), (at - 5, "last night", -1)):
        if (
            text[max(0, begin) : begin + len(words)].lower() == words
            and not text[max(0, begin - 1) : max(0, begin)].isalpha()
        ):
            return Relative(begin, begin + len(words), "document", "shift", "day", step)
    time = _TIME_OF_DAY.match(text, at + 3) if text[max(0, at - 1) : at] in ("t", "T") else None
    return Relative(at - 1, time.end(), "document", "shift", "day", 0) if time else None


def _before(text: str, at: int) -> list[tuple[str, int]]:
    """Give the three words before `at` in lower case, nearest first, with where each begins; ("", `at`) where none is."""
    found = [(match[0].lower(), match.start()) for match in _CHUNK.finditer(text, max(0, at - 32), at)][:-4:-1]
    return found + [("", at)] * (3 - len(found))


# -- weekdays ---------------------------------------------------------------------------------------------------------


def _weekday(text: str, at: int, end: int, number: int) -> Relative | Stated | None:
    joint = _TO_DATE.match(text, end)
    stated = read_day(text, joint.end()) if joint else None
    if stated:  # "Monday, 6 August"
        closed = text[joint.end() - 1] == "(" and text[stated.end : stated.end + 1] == ")" if joint else False
        return stated._replace(start=at, end=stated.end + closed)
    (lead, from_lead), (second, _), _ = _before(text, at)
    if lead in _NAMED_DAYS or _PAPERS.match(text, end):
        return None
    month = _OF_MONTH.match(text, end)
    if lead in ORDINALS and month and (form := read_month(text, month.end())) and not form.first[2]:
        return form._replace(start=from_lead, part=f"weekday {number} {ORDINALS[lead]}")
    base: Base = "document"
    which, start = _WHICH.get(lead, "latest"), from_lead if lead in _WHICH else at
    if lead in ("previous", "preceding", "following"):
        which, base, start = (which, "text", start) if second == "the" else ("latest", base, at)
    if which == "next" and second == "the":
        which, base = "following", "text"
    week, time = _OF_WEEK.match(text, end), _TIME_OF_DAY.match(text, end)
    if week:
        which, base = f"{week[1]} week", "document"
    end = week.end() if week else time.end() if time else end
    return Relative(start, end, base, "weekday", which, number)


# -- units ------------------------------------------------------------------------------------------------------------


def read_unit(text: str, at: int) -> Relative | None:
    """Read the date told with the unit of time at `at`: "last week", "two days later", "the same month"."""
    match = _LETTERS.match(text, at)
    unit = _UNITS.get(match[0]) if match else None
    leads = text[max(0, at - 11) : at].lower().split()
    if not match or not unit or not leads or not text[at - 1].isspace():
        return None
    if leads[-1].lstrip('(“"‘—–') not in _LEADS and not leads[-1][0].isdecimal():
        return None
    before, end, plural = _before(text, at), match.end(), match[0] != unit
    relation = _RELATION.match(text, end)
    if relation and unit in _DAYS_IN and (found := _counted(text, before, unit, relation, plural, end)):
        return found
    found = _many(before, unit, end) if plural else _one(text, before, unit, end)
    if found and found.way == "period" and unit != "day":
        start, part = part_before(text, found.start)
        found = found._replace(start=start, part=part) if part else _so_far(text, found)
    return found


def _counted(
    text: str, before: list[tuple[str, int]], unit: str, relation: re.Match[str], plural: bool, end: int
) -> Relative | None:
    """Read "two days later", "a week ago", "the day before"."""
    (count, start), (second, _), _ = before
    way = relation[1]
    two = _TWO_DAYS_OFF.match(text, end)
    if two and count == "the" and unit == "day":
        return Relative(start, two.end(), "document", "shift", "day", -2 if two[1][0] == "b" else 2)
    number = _number(count)
    if not plural and count == "the" and way in ("before", "after"):
        number = 1
    end = relation.end()
    vague = count in _VAGUE or second in ("than", "over", "under")
    if not number and not vague:
        return None
    if way in ("before", "after", "prior"):
        if not number:
            return None
        vague = vague or not _ALONE.match(text, end)
    if vague:
        return Relative(start, end, "text", "unknown", unit, 0)
    step = -number if way in ("before", "earlier", "ago", "prior") else number
    base: Base = "document" if way == "ago" else "text"
    if unit == "week" and way != "ago" and count != "the":
        return Relative(start, end, base, "shift", "day", 7 * step)
    if unit == "decade":
        unit, step = "year", 10 * step
    return Relative(start, end, base, "shift" if unit == "day" else "period", unit, step)


def _many(before: list[tuple[str, int]], unit: str, end: int) -> Relative | None:
    """Read "in recent days", "the past three weeks", "the coming months": the span of days up to or from the base."""
    (lead, start), (second, from_second), _ = before
    if lead in ("recent", "coming"):
        second, start, days = lead, start, _RECENT_DAYS.get(unit, 0)
    elif second in ("last", "past", "next", "coming") and (number := _number(lead) or (lead in _VAGUE)):
        start, days = from_second, _RECENT_DAYS.get(unit, 0) if lead in _VAGUE else number * _DAYS_IN[unit]
    else:
        return None
    return (
        Relative(start, end, "document", "span", "day", days if second in ("next", "coming") else -days)
        if days
        else None
    )


def _number(word: str) -> int:
    return _COUNTS.get(word) or (int(word) if word.isdecimal() and len(word) < 4 else 0)


def _one(text: str, before: list[tuple[str, int]], unit: str, end: int) -> Relative | None:
    """Read "last week", "the same day", "that month", "the end of the year"."""
    (lead, at), (second, from_second), (third, _) = before
    if lead in ORDINALS and _OF_PERIOD.match(text, end):
        return None  # "the last week of June" is read from its end
    way: Way = "shift" if unit == "day" else "period"
    if lead == "same" and second in ("the", "that", "very"):
        if _COMPARED.match(text, end):
            return Relative(from_second, end, "text", "unknown", unit, 0)
        return Relative(from_second, end, "text", way, unit, 0)
    if lead == "that" and text[end : end + 1] != "-":
        return Relative(at, end, "text", way, unit, 0)
    if lead == "next" and third in ("over", "in", "for", "during", "within") and unit in _DAYS_IN and unit != "day":
        return Relative(at, end, "document", "span", "day", _DAYS_IN[unit])
    if (lead in ("previous", "preceding", "following", "next") and second == "the") or (lead, unit) == ("next", "day"):
        start = from_second if second == "the" else at
        return Relative(start, end, "text", way, unit, -1 if lead in ("previous", "preceding") else 1)
    if unit == "weekend" and lead == "the" and second in ("over", "at", "on", "during"):
        return Relative(at, end, "document", "period", unit, 0, "latest")
    if unit == "quarter" and lead in ORDINALS and second == "the":
        return Relative(from_second, end, "document", "period", "year", 0, f"quarter {ORDINALS[lead]}")
    if unit == "day" or (lead == "the" and not part_before(text, at)[1]):
        return None
    if lead in ("past", "last", "coming") and second in ("the", "this") and unit in _DAYS_IN:
        days = _DAYS_IN[unit]
        return Relative(at, end, "document", "span", "day", days if lead == "coming" else -days)
    step = {"last": -1, "this": 0, "next": 1, "the": 0}.get(lead)
    if step is None or (lead == "the" and unit not in ("week", "month", "year")):
        return None
    return Relative(at, end, "document", "period", unit, step)


def _so_far(text: str, form: Relative) -> Relative:
    """Read the "earlier" or "later" before "this year"."""
    (lead, start), *_ = _before(text, form.start)
    if lead in ("earlier", "later") and form.step == 0 and form.base == "document":
        return form._replace(start=start, part="so far" if lead == "earlier" else "from now")
    return form
