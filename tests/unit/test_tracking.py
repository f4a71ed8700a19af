from __future__ import annotations

from typing import Any

from pipeline.config import Issue, Issues, Track
from pipeline.domain import Episode
from pipeline.tracking.episodes import episodes_of
from pipeline.tracking.history import first_uses, formula_uses
from pipeline.tracking.shifts import find_shifts

RULE = Track(window_days=14, baseline_days=365, baseline_episodes=5, max_range_rungs=3, max_date_days=120)
ISSUES = Issues(
    issues=(
        Issue(name="tests", family="weapons", terms=("test",)),
        Issue(name="launches", family="weapons", terms=("launch",)),
    )
)
LINES = ((-3, -4), (-4, -5), (-5, -6))


def row(day: str, rung: int, issue: str = "tests", phrase: str = "", **more: Any) -> dict[str, Any]:
    return {
        "remark_id": f"{day}-{rung}-{phrase}", "date": day, "date_end": day, "rung": rung, "rung_low": rung, "rung_high": rung,
        "intensity": 0.0, "abstained": False, "actor": "CHN", "target": "PRK", "issue": issue, "evidentiality": "asserted",
        "authority": "ministry", "historic": False, "act": "verbal", "phrase": phrase or f"wording {rung}",
        "formulas": [f"{phrase or rung}@0"], **more,
    }  # fmt: skip


def episodes(*rows: dict[str, Any]) -> list[Episode]:
    return episodes_of(rows, RULE)


def shifts(*rows: dict[str, Any]) -> list[tuple[str, str, int, int]]:
    found = find_shifts(episodes(*rows), ISSUES, RULE, LINES)
    return [(s.date, s.issue, s.rung_from, s.rung_to) for s in found]


def test_a_fortnight_is_one_episode_with_its_extreme() -> None:
    found = episodes(row("2017-09-03", -5), row("2017-09-04", -4), row("2017-09-25", -4))
    assert [(e.start, e.rung, e.n) for e in found] == [("2017-09-03", -5, 2), ("2017-09-25", -4, 1)]


def test_what_binds_nobody_never_enters() -> None:
    outside = [
        row("2017-01-01", -5, evidentiality="rumoured"), row("2017-01-01", -5, evidentiality="fabricated"),
        row("2017-01-01", -5, authority="media"), row("2017-01-01", -5, historic=True), row("2017-01-01", -5, actor=""),
        row("2017-01-01", -5, target=""), row("2017-01-01", -5, abstained=True), row("2017-01-01", -5, rung_high=0),
    ]  # fmt: skip
    assert episodes(*outside) == []


def test_words_without_a_tone_are_no_return_to_neutral() -> None:
    assert shifts(row("2017-01-01", -4), row("2017-03-01", 0, formulas=[]), row("2017-05-01", -4)) == []
    assert len(shifts(row("2017-01-01", -4), row("2017-03-01", 0, phrase="takes note"), row("2017-05-01", -4))) == 2


def test_one_rung_across_a_bright_line_is_a_shift_and_so_is_the_way_back() -> None:
    assert shifts(row("2017-01-01", -4), row("2017-03-01", -4), row("2017-05-01", -5), row("2017-07-01", -4)) == [
        ("2017-05-01", "tests", -4, -5),
        ("2017-07-01", "tests", -5, -4),
    ]


def test_a_lasting_change_is_one_shift() -> None:
    rows = [row(f"2017-{month:02d}-01", -4 if month < 6 else -5) for month in range(1, 12)]
    assert len(shifts(*rows)) == 1


def test_touching_ranges_one_rung_apart_are_no_shift() -> None:
    assert shifts(row("2017-01-01", -4), row("2017-03-01", -5, rung_high=-4)) == []


def test_one_rung_without_a_bright_line_is_no_shift() -> None:
    assert shifts(row("2017-01-01", 2), row("2017-03-01", 3)) == []


def test_an_old_baseline_does_not_count() -> None:
    assert shifts(row("2014-01-01", -4), row("2017-03-01", 2)) == []


def test_a_family_shows_what_its_issues_hide_and_repeats_nothing() -> None:
    assert shifts(row("2017-09-03", -5, "tests"), row("2017-09-15", -4, "launches")) == [
        ("2017-09-15", "weapons", -5, -4)
    ]
    both = shifts(row("2017-01-01", -4, "tests"), row("2017-03-01", -5, "tests"))
    assert both == [("2017-03-01", "tests", -4, -5)]


def test_first_use_is_the_first_of_a_formula_not_of_a_rung() -> None:
    rows = [
        row("2006-10-09", -4, phrase="oppose"),
        row("2013-02-12", -4, phrase="oppose"),
        row("2017-09-03", -5, phrase="condemn"),
    ]
    assert {remark for remark, _ in first_uses(rows)} == {rows[0]["remark_id"], rows[2]["remark_id"]}
    assert [(u.formula, u.first, u.last, u.count) for u in formula_uses(rows)] == [
        ("condemn", "2017-09-03", "2017-09-03", 1),
        ("oppose", "2006-10-09", "2013-02-12", 2),
    ]
