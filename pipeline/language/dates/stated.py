"""Dates of the calendar in a text: days, months, years and ranges of them, as the words state them."""

from __future__ import annotations

import re

from pipeline.language.dates.forms import Stated
from pipeline.language.dates.spans import SEASONS

_NONE = 99  # stands for a month or day 0, which no calendar has

_NAMES = "january february march april may june july august september october november december".split()
MONTHS = {name: number for number, name in enumerate(_NAMES, start=1)}
MONTHS |= {name[:3]: number for name, number in MONTHS.items()} | {"sept": 9}
ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": -1}

_MONTH = r"([A-Z][A-Za-z]{2,8})(?![A-Za-z])(?:(?<![A-Za-z]{5})(?<!May)(?<!June)(?<!July)\.)?"
_DAY = r"([0-9]{1,2})(?:st|nd|rd|th)?"
_DASH = r"\s?[-–—]{1,2}\s?"
_TO = rf"(?:{_DASH}|\s(?:to|and|until|till|through)\s)"
_ERA = r"(?:Juche|Heisei|Reiwa|Showa|Minguo)\s[0-9]{1,3}\s\("  # "Juche 93 (2004)" names its year twice
_YEAR = rf"(?:(?:,?\s{{1,3}}(?:of\s|{_ERA})?|-)([0-9]{{4}})(?![0-9]))?"
_DAY_FIRST = re.compile(
    rf"{_DAY}(?:(?:{_TO}|\sor\s|,\s)(?:the\s)?{_DAY}){{0,4}}(?:\s{{1,3}}(?:of\s)?|-){_MONTH}{_YEAR}"
    r"(?![0-9])"
)
_MONTH_FIRST = re.compile(
    rf"{_MONTH}\s{{1,3}}{_DAY}(?![0-9]|[:.,/][0-9])"
    rf"(?:(?:{_DASH}|\s(?:to|through)\s){_DAY}(?![0-9:%]|[.,][0-9])|\sand\s{_DAY}(?!\s[A-Za-z]|[0-9:%]|[.,][0-9]))?{_YEAR}"
)
_MONTHS_RANGE = re.compile(rf"{_MONTH}(?:/|{_TO}){_MONTH}{_YEAR}")
_MONTH_YEAR = re.compile(rf"{_MONTH}{_YEAR}")
_ISO = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})(?![0-9]|[-/.][0-9])")
_MARKED = re.compile(r"[0-9]{1,4}[-/.][0-9]")
_NUMERIC = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})(?![0-9]|[-/.][0-9])")
_YEARS = re.compile(
    rf"(?:({_DASH}|/)([0-9]{{4}}|[0-9]{{2}})|\s(?:to|and|until|till|through)\s([0-9]{{4}}))(?![\w%]|[-–—/.][0-9])"
)
_DECADE = re.compile(r"['’]?s(?![A-Za-z])")
_NTH = re.compile(
    r"(?:st|nd|rd|th)(?=\s*(?:[.;:)!?—–\n]|,(?!\s[0-9])|$)"
    r"|\s(?:that|in|at|he|she|they|it|we|the|a|his|its|to|for|but|when|where|which|said|was|were|had|has)\b)"
)
_JOIN = re.compile(rf"(?:{_DASH}|\s(?:to|until|till|through|(and))\s)(?:the\s)?(?=[0-9A-Z])")
_COUNTED = re.compile(
    r"\s?(?:GMT|UTC|EST|EDT|KST|hours|hrs|people|persons|men|women|children|troops|soldiers|civilians|refugees|workers|cases"
    r"|deaths|votes|seats|points|per ?cent|pages|words|members|delegates|countries|states|nations|missiles|warheads|aircraft"
    r"|ships|tests|times|years|days|months|weeks|km|kilomet\w+|miles|met(?:er|re)s|tons|tonnes|dollars|euros|yuan|won|yen"
    r"|million|billion|others|jobs|homes|passengers|names|documents|prisoners|officials|injured|wounded|killed)\b|\s?%"
)
_PART = re.compile(
    r"(?:(early|mid|late)(?:\s(?:in\s)?|-)"
    r"|(?:the\s)?(?:(first|second|third|fourth|last|1st|2nd|3rd|4th)\s(half|quarter|week)|(start|beginning|middle|end|close))"
    r"\s(?:of|in)\s(?:the\s)?"
    r"|([qh][1-4])\s(?:of\s)?"
    r"|(?:the\s)?(spring|summer|autumn|fall|winter)(?:\s(?:and|to|or)\s(spring|summer|autumn|fall|winter))?\s(?:of\s)?)$"
)
_PART_ENDS = frozenset(("early mid late half quarter week start beginning middle end close in of the "
                        "spring summer autumn fall winter q1 q2 q3 q4 h1 h2").split())  # fmt: skip
_YEAR_AFTER = frozenset(("in since until till by before after from during through throughout around circa between of "
                         "year years to").split())  # fmt: skip
_MONTH_AFTER = (_YEAR_AFTER | {"last", "next", "this", "that", "for"}) - {"to", "year", "years"}
_MAY_AFTER = frozenset(["in", "last", "next", "this", "during"])
_MAY_UP_TO = frozenset(["since", "until", "till"])  # "by May" may be a person
_NUMBERED = frozenset(("no no. nos nos. number resolution resolutions res res. document article rule order law act version "
                       "flight section file case decision decree item page pages").split())  # fmt: skip
_VERB_AFTER_MAY = re.compile(r"\s(?:be|bring|see|mark|prove|become|witness|have|not|well)\b")
_ENDS = re.compile(r"\s*(?:[^\w\s]|$)")
_OF_ENDS = re.compile(
    r"\s*(?:[^\w\s]|$)|\s(?:and|in|at|on|by|with|which|that|to|for|as|was|were|has|had|is|when|or|but|between|he|she|they|it|[a-z]+ed)\b"
)
_LISTED = re.compile(r"(?:1[89]|20)[0-9]{2}(?:,|,?\s(?:and|or))\s$")


def read_number(text: str, at: int) -> Stated | None:
    """Read the date that begins with the number of one, two or four figures at `at`, if any does."""
    length = 1
    while length < 5 and text[at + length : at + length + 1].isdecimal():
        length += 1
    if length == 4:
        found = read_day(text, at)
        return _joined(text, found) if found else _years(text, at)
    found = read_day(text, at) or _nth(text, at, at + length)
    if not found:
        return None
    found = _joined(text, found)
    if text[at + length].isalpha() and text[max(0, at - 4) : at].lower() == "the ":
        return found._replace(start=at - 4)
    return found


def read_month(text: str, at: int) -> Stated | None:
    """Read the date that begins with the name of a month at `at`, if one does."""
    if at and text[at - 1].isalnum():
        return None
    found = read_day(text, at)
    if found:
        return _joined(text, found)
    several = _MONTHS_RANGE.match(text, at)
    if several and (one := _number_of(several[1])) and (other := _number_of(several[2])):
        year = int(several[3] or 0)
        if year or _word_before(text, at) in _MONTH_AFTER:
            return Stated(at, several.end(), (year - (one > other) if year else 0, one, 0), (year, other, 0))
    found = _month(text, at)
    return _joined(text, found) if found and found.first[0] else found


def read_day(text: str, at: int) -> Stated | None:
    """Read a date with a day, or a range of days in one month, that begins exactly at `at`."""
    if not text[at : at + 1].isdecimal():
        match = _MONTH_FIRST.match(text, at)
        month = _number_of(match[1]) if match else 0
        if not match or not month or (not match[5] and _COUNTED.match(text, match.end())):
            return None
        return _dated(text, match, month, match[2], match[3] or match[4] or match[2], 5)
    match = _DAY_FIRST.match(text, at)
    if match and (month := _number_of(match[3])):
        return _dated(text, match, month, match[1], match[2] or match[1], 4)
    if not _MARKED.match(text, at):
        return None
    if match := _NUMERIC.match(text, at):
        return _numeric(match)
    if match := _ISO.match(text, at):
        point = (int(match[1]), int(match[3]) or _NONE, int(match[4]) or _NONE)
        return Stated(at, match.end(), point, point)
    return None


def _dated(text: str, match: re.Match[str], month: int, day: str, last: str, at_year: int) -> Stated:
    year, end = int(match[at_year] or 0), match.end()
    if year and _COUNTED.match(text, end):  # "on 6 August, 1200 GMT"
        year, end = 0, max(match.end(group) for group in range(1, at_year))
    return Stated(match.start(), end, (year, month, int(day) or _NONE), (year, month, int(last) or _NONE))


def _number_of(name: str) -> int:
    return MONTHS.get(name.lower(), 0) if name[1:].islower() or name.isupper() else 0


def _numeric(match: re.Match[str]) -> Stated:
    """Read 25/8/2017 or 8/25/2017; with dots the day comes first, with strokes it is left open where both could be."""
    one, other, year = int(match[1]) or _NONE, int(match[3]) or _NONE, int(match[4])
    day, month = (other, one) if other > 12 >= one else (one, other)
    open_ = match[2] != "." and one <= 12 and other <= 12 and one != other
    return Stated(match.start(), match.end(), (year, month, day), (year, month, day), "open" if open_ else "")


def _joined(text: str, one: Stated) -> Stated:
    """Extend a date to a range where another follows: "30 August – 2 September", "March 2016 to May 2017"."""
    match = _JOIN.match(text, one.end)
    if not match or one.first != one.last or one.part or not one.first[1]:
        return one
    if match[1] and _word_before(text, one.start) != "between":
        return one
    other = read_day(text, match.end()) if one.first[2] else _month(text, match.end())
    if other is None or other.part or bool(other.last[2]) != bool(one.first[2]):
        return one
    (year, month, day), (last_year, last_month, last_day) = one.first, other.last
    if last_year and not year:
        year = last_year - ((month, day) > (last_month, last_day))
    elif year and not last_year:
        last_year = year + ((month, day) > (last_month, last_day))
    return Stated(one.start, other.end, (year, month, day), (last_year, last_month, last_day))


def _month(text: str, at: int) -> Stated | None:
    match = _MONTH_YEAR.match(text, at)
    month = _number_of(match[1]) if match else 0
    if not match or not month:
        return None
    year, end = int(match[2] or 0), match.end()
    if year and _COUNTED.match(text, end):
        year, end = 0, match.end(1)
    start, part = part_before(text, at)
    if month == 5 and _VERB_AFTER_MAY.match(text, end):
        return None
    if not year and not part:
        before = _word_before(text, at)
        if before == "that" and text[at - 5 : at - 1] != "That":
            return None  # "said that March was cold"
        if before not in _MONTH_AFTER or len(match[1]) < 4 - (month == 5):
            return None
        if month == 5 and (
            text[end : end + 2] in ("'s", "’s")
            or not (before in _MAY_AFTER or (before in _MAY_UP_TO and _ENDS.match(text, end)))
        ):
            return None
    return Stated(start, end, (year, month, 0), (year, month, 0), part)


def _years(text: str, at: int) -> Stated | None:
    """Read a year, a range of years or a decade; a number alone is a year only where the words around say so."""
    year, end = int(text[at : at + 4]), at + 4
    if not 1700 <= year < 2100 or (text[end : end + 1].isalnum() and not _DECADE.match(text, end)):
        return None
    decade = _DECADE.match(text, end)
    start, part = part_before(text, at)
    if decade:
        if year % 10:
            return None
        return Stated(start, decade.end(), (year, 0, 0), (year + 9, 0, 0), part)
    before = _word_before(text, start)
    several = _YEARS.match(text, end)
    if several:
        last = int(several[2] or several[3])
        last += year // 100 * 100 if last < 100 else 0
        dashed = bool(several[1])
        if year < last < 2100 and (before not in _NUMBERED if dashed else before in ("from", "between")):
            if part in SEASONS and last == year + 1:
                return Stated(start, several.end(), (year, 0, 0), (year, 0, 0), part)
            return Stated(at, several.end(), (year, 0, 0), (last, 0, 0))
        if dashed:
            return None
    if (
        text[end : end + 1] in ("-", "/", "%")
        or text[end : end + 2].strip(".,").isdecimal()
        or _COUNTED.match(text, end)
    ):
        return None
    if not part:
        listed = before in ("and", "or") or text[max(0, at - 2) : max(0, at - 1)] == ","
        if not (before in _YEAR_AFTER - {"to"} or (listed and _LISTED.search(text, max(0, at - 12), at))):
            return None
        if before == "of" and not _OF_ENDS.match(text, end):
            return None
    return Stated(start, end, (year, 0, 0), (year, 0, 0), part)


def _nth(text: str, at: int, end: int) -> Stated | None:
    """Read "the 6th" where it stands like a date; which month is meant, the dates before it say."""
    match = _NTH.match(text, end)
    if not match:
        return None
    words = text[max(0, at - 20) : at].lower().split()
    on = ("on", "by", "until", "till", "since", "before", "after", "from", "to")
    if not words or not (words[-1] == "on" or (words[-1] == "the" and len(words) > 1 and words[-2] in on)):
        return None
    day = int(text[at:end]) or _NONE
    return Stated(at, match.end(), (0, 0, day), (0, 0, day))


def _word_before(text: str, at: int) -> str:
    words = text[max(0, at - 14) : at].split()
    return words[-1].lower().strip("(“\"‘'-–") if words else ""


def part_before(text: str, at: int) -> tuple[int, str]:
    """Give where a date begins with the words that narrow it ("the first half of"), and which part they mean."""
    head = text[max(0, at - 32) : at].lower()
    words = head.replace("-", " ").split()
    if not words or words[-1] not in _PART_ENDS:
        return at, ""
    match = _PART.search(head)
    if not match or (match.start() and head[match.start() - 1].isalnum()):
        return at, ""
    part = match[1] or match[4]
    if match[2]:
        part = f"{match[3]} {ORDINALS[match[2]]}"
    elif match[5]:
        part = f"{'quarter' if match[5][0] == 'q' else 'half'} {match[5][1]}"
    elif match[6]:
        part = f"{match[6]} {match[7]}" if match[7] else match[6]
    return at - len(head) + match.start(), part
