from __future__ import annotations

from datetime import date

import pytest

from pipeline.config import Authority, Holder, Term
from pipeline.domain import Statement
from pipeline.language.offices import term_on
from pipeline.language.reader import Reader


def holder(*terms: tuple[str, Authority, str, str]) -> Holder:
    made = tuple(
        Term(office=o, authority=a, start=date.fromisoformat(f), end=date.fromisoformat(t), source="x")
        for o, a, f, t in terms
    )
    return Holder(name="Ada Aldane", state="NOR", terms=made)


BOTH = holder(
    ("prime minister", "leader", "2011-01-01", "2013-12-31"), ("acting foreign minister", "ministry", "2013-03-01", "2013-04-30")
)  # fmt: skip


@pytest.mark.parametrize(
    ("day", "title", "office"),
    [
        ("2013-03-15", "", "prime minister"),  # a leader who acts for a minister is a leader still
        ("2013-03-15", "caretaker foreign minister", "acting foreign minister"),
        ("2013-03-15", "premier", "prime minister"),
        ("2013-05-15", "acting foreign minister", "prime minister"),
        ("", "", "acting foreign minister"),
    ],
)
def test_of_two_offices_at_a_time_the_title_tells(day: str, title: str, office: str) -> None:
    term = term_on(BOTH, day, title)
    assert term is not None
    assert term.office == office


def test_nobody_holds_an_office_when_the_term_is_over() -> None:
    assert term_on(BOTH, "2014-01-01") is None


@pytest.mark.parametrize(
    ("words", "day", "actor"),
    [
        ("Acting Foreign Minister Emerson", "2012-03-01", "AUS"),  # Emerson alone is many people's name
        ("Interim President Yunus", "2012-03-01", ""),  # never a president
        ("Acting Prime Minister Swan", "2012-03-27", "AUS"),  # the deputy, while the prime minister is away
        ("Prime Minister Swan", "2012-03-27", ""),
        ("Acme President Lee", "2025-07-01", ""),  # the president of a firm
        ("Acting Foreign Minister Emerson", "2015-03-01", ""),  # no longer
        ("Chargé d'affaires a.i. Dorothy Shea", "2025-06-01", "USA"),
        ("Chargé d'affaires Allen", "2020-05-01", "GBR"),
        ("Foreign Minister Wang", "2024-05-01", "CHN"),  # the family name comes first
        ("acting Prime Minister Hussein", "2023-03-20", "SDN"),  # not the more famous foreign minister
    ],
)
def test_a_title_and_a_surname_on_a_day(reader: Reader, words: str, day: str, actor: str) -> None:
    text = f"“We strongly condemn the attack,” {words} told reporters."
    (remark,) = reader.remarks(Statement.plain(text, day=day))
    assert remark.actor == actor
