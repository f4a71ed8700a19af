"""When a remark was said. All texts are invented."""

from __future__ import annotations

import pytest

from pipeline.domain import Statement
from pipeline.language.dates.lines import is_date_line
from pipeline.language.reader import Reader

DATELINE = "NIAMEY, 12 May 2016 (AFP) – Niger closed its border.\n\n"


def day_of(reader: Reader, text: str, phrase: str) -> str:
    return next(r.date for r in reader.remarks(Statement.plain(text)) if phrase in r.phrase)


@pytest.mark.parametrize(
    ("text", "phrase", "day"),
    [
        ("Chad welcomed the offer made by Mali on Monday.", "welcomed", "2016-05-12"),
        ("Chad thanked Mali, which on Monday offered tents.", "thanked", "2016-05-12"),
        ("Chad condemned the closure, last Monday, of the crossing by Niger.", "condemned", "2016-05-12"),
        ("On Tuesday Chad welcomed the offer made by Mali.", "welcomed", "2016-05-10"),
        ("On Monday Mali left, and Chad condemned Niger the next day.", "condemned", "2016-05-10"),
        ("Asked about the note of Monday, Chad's foreign minister called it unacceptable.", "unacceptable", "2016-05-12"),
        ("“On Monday we slept badly,” Chad's foreign minister said. “The raid by Niger is unacceptable.”", "unacceptable", "2016-05-12"),
        ("In March Chad had praised Niger. Now it condemned it.", "condemned", "2016-05-12"),
        ("In April Chad had praised Niger; it now condemned the closure.", "condemned", "2016-05-12"),
        ("Chad's foreign minister gave this answer on Wednesday:\n\n“The closure by Niger is unacceptable.”", "unacceptable", "2016-05-11"),
    ],
)  # fmt: skip
def test_the_day_of_speech_and_not_of_what_is_spoken_of(reader: Reader, text: str, phrase: str, day: str) -> None:
    assert day_of(reader, DATELINE + text, phrase) == day


def test_a_line_that_is_a_date_begins_a_section(reader: Reader) -> None:
    text = "Press release\n\n3 May 2016\n\nChad welcomed the accord with Niger.\n\nPress release, 9 June 2016\n\nChad condemned Niger.\n\nYesterday Chad had thanked Mali."
    days = {r.phrase: r.date for r in reader.remarks(Statement.plain(text))}
    assert (days["welcomed"], days["condemned"], days["thanked"]) == ("2016-05-03", "2016-06-09", "2016-06-08")


def test_a_readout_tells_of_the_call_of_the_day_before(reader: Reader) -> None:
    text = "Niamey, 4 May 2016\n\nThe foreign minister of Niger held a telephone call yesterday with the foreign minister of Chad.\n\nNiger thanked Chad for the tents."
    assert day_of(reader, text, "thanked") == "2016-05-03"


def test_the_years_of_an_era(reader: Reader) -> None:
    text = "Pyongyang, August 19, Juche 93 (2004) (KCNA) -- North Korea condemned the drill of Japan."
    assert day_of(reader, text, "condemned") == "2004-08-19"


@pytest.mark.parametrize(
    ("line", "date", "expected"),
    [
        ("Vienna, 3 February 2015", "3 February 2015", True),
        ("3 February 2015", "3 February 2015", True),
        ("Extracts from the briefing, Paris, Thursday 17 June 2010", "17 June 2010", True),
        ("The envoy left on 3 February 2015", "3 February 2015", False),
        ("3 February 2015 was a cold day.", "3 February 2015", False),
    ],
)
def test_date_lines(line: str, date: str, expected: bool) -> None:
    start = line.index(date)
    assert is_date_line(line, start, start + len(date)) is expected
