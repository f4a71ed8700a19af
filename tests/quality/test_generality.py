"""The seed article about other states, persons and days: what reading makes of prose must not hang on who it is about.

The article is read from `../shared` and rewritten at run time by `tests/fixtures/rewritings`.
"""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from pipeline import store
from pipeline.domain import Statement
from pipeline.language.quotations import find_quotations
from pipeline.language.reader import Reader
from pipeline.tone.scorer import Scorer

PARAGRAPHS = (4, 5, 6, 7, 8, 9, 13, 15, 16, 17)  # lines of the article
SEED_YEAR = 2017
MAPS = YAML(typ="safe").load(Path(__file__).parents[1] / "fixtures" / "rewritings" / "maps.yaml")
AS_IT_IS: dict[str, Any] = {
    "year": 0, "months": 0, "codes": {}, "names": {}, "words": {}, "marks": ("‘", "’"), "month_first": False,
}  # fmt: skip
FIELDS = ("actor", "target", "directness", "evidentiality", "rung", "date")


def rewriter(rewriting: dict[str, Any]) -> Callable[[str], str]:
    """Give what rewrites a text by a map."""
    moved = dict(rewriting["names"])
    for number in range(1, 13):
        if 0 < number + rewriting["months"] < 13:
            moved[month_name[number]] = month_name[number + rewriting["months"]]
    moved[str(SEED_YEAR)] = str(SEED_YEAR + rewriting["year"])
    moved |= rewriting["words"]
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(old)}(?!\w)" for old in sorted(moved, key=len, reverse=True)))

    def change(text: str) -> str:
        text = pattern.sub(lambda match: moved[match[0]], _with_marks(text, *rewriting["marks"]))
        return _DAY.sub(_month_first, text) if rewriting["month_first"] else text

    return change


_DAY = re.compile(r"\b(\d{1,2}(?:[–—-]\d{1,2})?) (" + "|".join(month_name[1:]) + r")\b( \d{4})?")


def _month_first(match: re.Match[str]) -> str:
    return f"{match[2]} {match[1]}" + (f",{match[3]}" if match[3] else "")


def _with_marks(text: str, opening: str, closing: str) -> str:
    letters = list(text)
    for quotation in find_quotations(text):
        if quotation.closed and quotation.start and quotation.depth == 0:
            letters[quotation.start - 1], letters[quotation.end] = opening, closing
    return "".join(letters)


def gold_of(
    rows: list[dict[str, str]], rewriting: dict[str, Any], change: Callable[[str], str]
) -> list[dict[str, str]]:
    """Give the gold rows as the rewriting makes them."""

    def day(text: str) -> str:
        return re.sub(
            r"(\d{4})-(\d\d)",
            lambda m: f"{int(m[1]) + rewriting['year']}-{int(m[2]) + rewriting['months']:02d}",
            text,
        )

    def codes(text: str) -> str:
        return ";".join(rewriting["codes"].get(code, code) for code in text.split(";"))

    return [
        {
            **row,
            "char_hint": "",
            "phrase": change(row["phrase"].replace("\u00a0", " ")),
            "date": day(row["date"]),
            "actor": codes(row["actor"]),
            "target": codes(row["target"]),
        }
        for row in rows
    ]


@pytest.fixture(scope="module")
def ten(shared: Path, scorers: Any) -> tuple[str, list[dict[str, str]], Any]:
    """Gives the ten paragraphs, their gold rows, and the scorer."""
    module = scorers("score_events")
    article = (shared / "seed" / "relations-north-korea-china-2017.txt").read_text(encoding="utf-8")
    lines = article.split("\n")
    text = "\n".join(lines[number] for number in PARAGRAPHS).replace("\u00a0", " ")
    gold = module.read_csv(shared / "gold" / "seed_events.csv")
    return text, [row for row in gold if row["phrase"].replace("\u00a0", " ") in text and _unique(row, text)], module


def _unique(row: dict[str, str], text: str) -> bool:
    """True for a phrase that stands where its sentence does: a short one may stand elsewhere in the ten paragraphs."""
    return row["char_hint"].replace("\u00a0", " ").strip() in text


def figures_of(
    reader: Reader, scorer: Scorer, ten: tuple[str, list[dict[str, str]], Any], rewriting: dict[str, Any]
) -> dict[str, Any]:
    """Score the reading of one rewriting."""
    text, gold, module = ten
    change = rewriter(rewriting)
    rewritten = change(text)
    remarks = reader.remarks(Statement.plain(rewritten))
    rows = [store.tone_row(r, t) for r, t in zip(remarks, scorer.score(remarks), strict=True)]
    found: dict[str, Any] = module.score(gold_of(gold, rewriting, change), rows, rewritten)
    return found


@pytest.fixture(scope="module")
def original(reader: Reader, scorer: Scorer, ten: Any) -> dict[str, Any]:
    """Gives the figures of the ten paragraphs as they are."""
    return figures_of(reader, scorer, ten, AS_IT_IS)


def right(figures: dict[str, Any], name: str) -> int:
    return int(figures[name].split("/")[0])


FLOORS = {
    "actor": 19,
    "target": 16,
    "directness": 20,
    "evidentiality": 19,
    "rung": 17,
    "date": 13,
}  # of 21; dates of 15


@pytest.mark.parametrize("name", list(MAPS))
def test_the_seed_article_about_others(
    reader: Reader, scorer: Scorer, ten: Any, original: dict[str, Any], name: str
) -> None:
    figures = figures_of(reader, scorer, ten, MAPS[name])
    assert not figures["gold_not_in_text"], figures
    assert figures["found"] >= max(20, original["found"] - 1), figures
    assert len(figures["traps_hit"]) <= len(original["traps_hit"]), figures
    assert figures["extra"] <= original["extra"] + 1, figures
    for field, floor in FLOORS.items():
        assert right(figures, field) >= max(floor, right(original, field) - 1), (field, figures, original[field])
