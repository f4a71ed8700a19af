"""What dates are read into before they are placed in time."""

from __future__ import annotations

from typing import Literal, NamedTuple

Point = tuple[int, int, int]  # year, month, day; 0 for what the words leave out
Base = Literal["document", "text"]
Way = Literal["shift", "period", "weekday", "span", "unknown"]


class Stated(NamedTuple):
    """A date as the words state it.

    Attributes:
        start, end: Character offsets.
        first, last: The points in time named, the same twice where there is one.
        part: Which part of a month or year is meant: "early", "half 2", "spring" …; "" for all of it; "open" for
            6/8/2017, where nothing says which number is the day.
    """

    start: int
    end: int
    first: Point
    last: Point
    part: str = ""


class Relative(NamedTuple):
    """A date told from another day.

    Attributes:
        start, end: Character offsets.
        base: Whether it is counted from the day of the document or from a day that the text has named.
        way: `shift` by days, the calendar `period` so many steps away, the `weekday`, the `span` of days up to the base
            (or from it on), or `unknown` where it is counted from an event.
        unit: What `step` counts; with `weekday` which of them is meant: "last", "next", "latest" …
        step: How many, negative for the past; with `weekday` the number of the day, from Monday as 0.
        part: The part of a period ("late" last year), or "so far" or "from now".
    """

    start: int
    end: int
    base: Base
    way: Way
    unit: str
    step: int
    part: str = ""


Form = Stated | Relative
