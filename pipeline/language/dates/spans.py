"""From forms to first and last days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal

from pipeline.language.dates.forms import Relative, Stated

Precision = Literal["day", "month", "year", "interval", ""]
Span = tuple[date, date, Precision]

POSSIBLE_YEARS = range(1000, 2200)
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}  # the month in which each begins


def stated_span(form: Stated, year: int) -> Span | None:
    """Give first and last day of a date; `year` stands for the year that the words leave out.

    Returns:
        None for days that no calendar has, for years outside 1000 to 2199, and where day and month cannot be told apart.
    """
    if form.part == "open":
        return None
    (_, month, day), (last_year, last_month, last_day) = form.first, form.last
    if form.first[0]:
        year = form.first[0]
    if not last_year:
        last_year = year + ((month, day) > (last_month, last_day))
    if year not in POSSIBLE_YEARS or last_year not in POSSIBLE_YEARS:
        return None
    try:
        first = date(year, month or 1, day or 1)
        last = date(last_year, last_month or 12, last_day) if last_day else month_end(last_year, last_month or 12)
    except ValueError:
        return None
    if last < first:
        return None
    if form.part:
        return part_of(first, last, form.part)
    if form.first != form.last:
        return first, last, "interval"
    return first, last, "day" if day else "month" if month else "year"


def month_end(year: int, month: int) -> date:
    """Give the last day of a month."""
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def part_of(first: date, last: date, part: str) -> Span | None:
    """Narrow a month, a year or a decade to the part that is meant; None where it has no such part."""
    name, _, rest = part.partition(" ")
    if name in SEASONS:
        begin = date(first.year, SEASONS[name], 1)
        until = SEASONS[rest or name] + 2
        end = month_end(first.year + until // 13, (until - 1) % 12 + 1)
        return (begin, end, "interval") if begin < end else None
    days = (last - first).days + 1
    if name == "weekday":  # "the first Friday of August"
        day, _, order = rest.partition(" ")
        return _nth_weekday(first, last, int(day), int(order))
    number = int(rest or 0)
    if name == "week":
        at = first + timedelta(days=7 * (number - 1)) if number > 0 else last - timedelta(days=6)
        return at, at + timedelta(days=6), "interval"
    if name in ("half", "quarter"):
        pieces = 2 if name == "half" else 4
        number = pieces if number < 0 else number
    else:
        pieces = 3 if name in ("early", "mid", "middle", "late") or days < 32 else 4
        number = {"early": 1, "start": 1, "beginning": 1, "mid": 2, "middle": 2}.get(name, pieces)
    if number > pieces:
        return None
    return *_piece(first, last, pieces, number), "interval"


def _nth_weekday(first: date, last: date, weekday: int, number: int) -> Span | None:
    if number < 0:
        day = last - timedelta(days=(last.weekday() - weekday) % 7)
    else:
        day = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))
    return (day, day, "day") if day <= last else None


def _piece(first: date, last: date, pieces: int, number: int) -> tuple[date, date]:
    """Give one of `pieces` equal pieces: of a year in months, of longer times in years, of others in days."""
    if first.year == last.year and (first.month, last.month) == (1, 12):
        months = 12 // pieces
        return date(first.year, months * (number - 1) + 1, 1), month_end(first.year, months * number)
    if last.year > first.year:
        begins = [first.year - (first.year - last.year - 1) * k // pieces for k in (number - 1, number)]
        return date(begins[0], 1, 1), date(begins[1] - 1, 12, 31)
    days = (last - first).days + 1
    begin = first + timedelta(days=days * (number - 1) // pieces)
    return begin, first + timedelta(days=days * number // pieces - 1) if number < pieces else last


def relative_span(form: Relative, base: date | None, *, future: bool) -> Span | None:
    """Give first and last day of a date told from `base`; None where that cannot be said.

    Args:
        base: The day of the document, or the day in the text, as `form.base` asks.
        future: True where the words speak of what is to come, so that "on Tuesday" is the next one.
    """
    if base is None or form.way == "unknown":
        return None
    try:
        if form.way == "weekday":
            day = _WEEKDAYS[form.unit](base, form.step, future)
            return day, day, "day"
        if form.way == "period":
            return _narrowed(form, base, future)
        other = base + timedelta(days=form.step)
    except (OverflowError, ValueError):
        return None
    return (other, other, "day") if form.way == "shift" else (min(base, other), max(base, other), "interval")


def _latest(base: date, weekday: int, future: bool) -> date:
    days = (weekday - base.weekday()) % 7
    return base + timedelta(days=days if future or not days else days - 7)


def _in_week(weeks: int) -> Callable[[date, int, bool], date]:
    return lambda base, weekday, future: base + timedelta(days=weekday - base.weekday() + 7 * weeks)


def _last(base: date, weekday: int, future: bool) -> date:
    return base - timedelta(days=(base.weekday() - weekday - 1) % 7 + 1)


def _next(base: date, weekday: int, future: bool) -> date:
    return base + timedelta(days=(weekday - base.weekday() - 1) % 7 + 1)


_WEEKDAYS: dict[str, Callable[[date, int, bool], date]] = {
    "latest": _latest, "last": _last, "previous": _last, "next": _next, "following": _next, "this": _in_week(0),
    "last week": _in_week(-1), "this week": _in_week(0), "next week": _in_week(1),
}  # fmt: skip


def _narrowed(form: Relative, base: date, future: bool) -> Span | None:
    if form.unit in SEASONS:
        return _season(form.unit, form.step, base)
    if form.part == "latest":
        saturday = _latest(base, 5, future)
        return saturday, saturday + timedelta(days=1), "interval"
    past_weekend = form.unit == "weekend" and not form.step and not future and base.weekday() < 3
    first, last = period(base, form.unit, form.step - past_weekend)
    if form.part == "so far":
        return min(first, base), base, "interval"
    if form.part == "from now":
        return base, max(last, base), "interval"
    if form.part:
        if form.part.startswith("quarter") and form.unit == "year" and not future:
            first, last = (
                (first, last)
                if (span := part_of(first, last, form.part)) and span[0] <= base
                else period(base, "year", -1)
            )
        return part_of(first, last, form.part)
    return first, last, "month" if form.unit == "month" else "year" if form.unit == "year" else "interval"


def period(base: date, unit: str, step: int) -> tuple[date, date]:
    """Give first and last day of the week, month, quarter, year or decade that is `step` of them away from `base`."""
    if unit in ("week", "weekend"):
        monday = base + timedelta(days=7 * step - base.weekday())
        return monday + timedelta(days=5 if unit == "weekend" else 0), monday + timedelta(days=6)
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120}[unit]
    total = ((base.year * 12 + base.month - 1) // months + step) * months
    last = total + months - 1
    return date(total // 12, total % 12 + 1, 1), month_end(last // 12, last % 12 + 1)


def _season(name: str, step: int, base: date) -> Span | None:
    """Give last summer, the latest that has ended; this summer; next summer, the first that has not begun."""
    spans = [part_of(date(base.year + k, 1, 1), date(base.year + k, 12, 31), name) for k in (-2, -1, 0, 1, 2)]
    known = [span for span in spans if span]
    if step < 0:
        return [span for span in known if span[1] < base][-1]
    if step > 0:
        return next(span for span in known if span[0] > base)
    return next(span for span in known if span[1].year == base.year + (name == "winter" and base.month > 5))
