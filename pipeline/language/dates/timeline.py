"""What a text has said so far about time, from which dates that leave something out are understood."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.language.dates.forms import Relative, Stated
from pipeline.language.dates.roles import Setting
from pipeline.language.dates.spans import Span, month_end, relative_span, stated_span

_SAME_PASSAGE = 2000  # characters; an account does not carry its year farther without a paragraph's end
_SLACK = timedelta(days=1)  # a text may be a day older on the other side of the world
_LEAP_YEAR = 2000
_LONG_UNITS = ("month", "quarter", "year", "decade", "spring", "summer", "autumn", "winter")


@dataclass(slots=True)
class Timeline:
    """Resolves dates one after another, in the order of the text.

    Attributes:
        today: The day of the document.
        year: Of the nearest earlier date of the calendar with a year; 0 where none is known.
        day: The last day of speech.
        any_day: The last day of anything.
        month: The last month, or day of speech; its first day.
        period: The last date of any length, its first day.
        account: The last day or month of speech with a stated or carried year, which an account goes on from.
        account_until: Offset at which the passage of that account ends.
    """

    today: date | None = None
    year: int = 0
    day: date | None = None
    any_day: date | None = None
    month: date | None = None
    period: date | None = None
    account: date | None = None
    account_until: int = 0

    def relative(self, form: Relative, around: Setting) -> Span | None:
        """Give the span of a date told from another; None where there is nothing to tell it from."""
        base = self.today
        if form.base == "text":
            known = self.day or self.any_day
            if form.way == "period" and form.unit in ("year", "decade"):
                known = known or self.month or self.period if form.step else self.period
            elif form.way == "period" and form.unit == "month":
                known = self.month
            base = known or self.today
        elif form.way != "unknown":
            self.account = None
        return relative_span(form, base, future=form.way in ("weekday", "period") and around.is_future)

    def complete(self, form: Stated, around: Setting, *, of_speech: bool, shared_year: int = 0) -> Stated | None:
        """Give a date with its year (0 where none is known) and its month; None where no month can be known.

        A year left out is, in a text whose day is known, that of the latest such day not after it, or of the next one
        where the words look ahead; an account that has named an earlier year goes on in it. In other texts it is the
        year named last.

        Args:
            shared_year: The year that a list of dates names at its end.
        """
        if not form.first[1] and form.first[2]:
            filled = self._with_month(form, around, of_speech=of_speech)
            if filled is None:
                return None
            form = filled
        if form.first[0] or not form.first[1]:
            return form
        year = shared_year or self._year(form, around, of_speech=of_speech)
        first = (year, *form.first[1:])
        return form._replace(first=first, last=first if form.first == form.last else form.last)

    def note(self, span: Span, form: Stated | Relative, *, of_speech: bool, end: int, explicit: bool) -> None:
        """Remember a resolved date, for those that follow."""
        first, _, precision = span
        short = precision in ("day", "month") or (isinstance(form, Stated) and form.first[1] > 0)
        self.period = first
        if short and (of_speech or precision == "month" or self.month is None):
            self.month = first
        if precision == "day":
            self.any_day = first
            self.day = first if of_speech else self.day
        if isinstance(form, Stated) and short:
            if of_speech or explicit:
                self.year = first.year
            if of_speech and precision == "day" and (explicit or self.account):
                self.account, self.account_until = first, end + _SAME_PASSAGE

    def end_paragraph(self) -> None:
        """Forget the account that a paragraph has told, in a text whose own day is known."""
        if self.today:
            self.account = None

    def _with_month(self, form: Stated, around: Setting, *, of_speech: bool) -> Stated | None:
        """Find the month of "the 6th": that of the date before it, or the next where the text moves on."""
        day, future = form.first[2], around.is_future
        if self.month:
            year, month = self.month.year, self.month.month
            if (of_speech or future) and self.day and self.day.month == month and day < self.day.day:
                year, month = year + month // 12, month % 12 + 1
        elif self.today:
            year, month = self.today.year, self.today.month
            if future and day < self.today.day:
                year, month = year + month // 12, month % 12 + 1
        else:
            return None
        if self.today and not future and (year, month, day) > (self.today.year, self.today.month, self.today.day):
            year, month = year - (month == 1), (month - 2) % 12 + 1
        return form._replace(first=(year, month, day), last=(year, month, day))

    def _year(self, form: Stated, around: Setting, *, of_speech: bool) -> int:
        _, month, day = form.first
        future = around.is_future
        if self.period and not day and around.lead and around.lead[0].lower() == "that":
            return self.period.year  # "Until 2014 … That July …"
        if self.today is None or (self.account and of_speech and form.start < self.account_until):
            year = self.account.year if self.account and self.today else self.year
            before = self.account
            if year and before and before.year == year and (of_speech or future):
                # "On 28 December 2017 … On 3 January …": the text moves on
                year += (before.month >= 10 and month <= 3) or (future and month < before.month)
            if not (self.today and not future and _starts(year, month, day, self.today) > self.today):
                return year
        before_date = around.lead[0].lower() if around.lead else ""
        return _nearest_year(month, day, self.today, future=future, word=before_date)


def _nearest_year(month: int, day: int, today: date | None, *, future: bool, word: str) -> int:
    """Give the year of the latest such day or month not after `today`, or of the next one."""
    if today is None:
        return 0
    if word == "this":
        return today.year
    if word == "last" and month == today.month and not day:
        return today.year - 1
    for step in range(9):  # as far as the next 29 February
        year = today.year + step if future else today.year - step
        try:
            first = date(year, month, day or 1)
            last = first if day else month_end(year, month)
        except ValueError:
            continue
        if last >= today if future else first <= today + _SLACK:
            return year
    return today.year


def _starts(year: int, month: int, day: int, otherwise: date) -> date:
    try:
        return date(year, month, day or 1)
    except ValueError:
        return otherwise


def is_kept(form: Stated) -> bool:
    """True for a date that cannot be placed in time but is one: its year is not known, or its day and month are open."""
    return form.part == "open" or (not form.first[0] and stated_span(form, _LEAP_YEAR) is not None)


def is_long(form: Stated | Relative) -> bool:
    """True for years and longer times, and for spans that say only roughly when."""
    if isinstance(form, Stated):
        return not form.first[1] and not form.first[2]
    return form.way == "span" or (form.way == "period" and form.unit in _LONG_UNITS)
