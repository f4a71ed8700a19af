from __future__ import annotations

import pytest

from pipeline.language.dates import find_dates


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("On 6 August 2017 he spoke.", "2017-08-06", "2017-08-06"),
        ("On August 6, 2017, he spoke.", "2017-08-06", "2017-08-06"),
        ("On 2017-08-06 he spoke.", "2017-08-06", "2017-08-06"),
        ("from 18—24 October 2017", "2017-10-18", "2017-10-24"),
        ("in December 2017", "2017-12-01", "2017-12-31"),
        ("since 2010", "2010-01-01", "2010-12-31"),
    ],
)
def test_forms(text: str, first: str, last: str) -> None:
    assert [(d.first, d.last) for d in find_dates(text)] == [(first, last)]


def test_the_year_is_carried_over_but_not_from_a_bare_year() -> None:
    text = "On 6 August 2017 he spoke. Since 2010 they had talked. On 3 September he spoke again."
    assert [d.first for d in find_dates(text)] == ["2017-08-06", "2010-01-01", "2017-09-03"]


def test_the_day_of_an_event_is_not_the_day_of_speech() -> None:
    found = find_dates("On 5 May 2017 he deplored the test of 3 May 2017.")
    assert [d.of_speech for d in found] == [True, False]


def test_relative_days() -> None:
    assert [d.first for d in find_dates("On 1 May 2017 they met. On the same day he left.")][-1] == "2017-05-01"


def test_impossible_days_are_passed_over() -> None:
    assert find_dates("On 31 June 2017 nothing happened.") == ()
