"""Acts done, and acts denied, supposed, asked, recalled, named or known by hearsay: `tests/fixtures/scope`."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from pipeline import store
from pipeline.domain import UNOFFICIAL, Statement
from pipeline.language.reader import Reader
from pipeline.tone.scorer import Scorer


def is_right(reader: Reader, scorer: Scorer, case: dict[str, str]) -> bool:
    """Judge the reading of one sentence."""
    remarks = reader.remarks(Statement.plain(case["text"]))
    rows = [store.tone_row(r, t) for r, t in zip(remarks, scorer.score(remarks), strict=True)]
    start = case["text"].index(case["phrase"])
    end = start + len(case["phrase"])
    events = [
        row
        for row in rows
        if row["start"] < end and start < row["end"] and row["actor"] and row["rung"] is not None and not row["abstained"]
    ]  # fmt: skip
    if case["event"] == "no":
        return all(row["evidentiality"] in UNOFFICIAL for row in events)
    return any(
        int(case["rung_low"]) <= row["rung"] <= int(case["rung_high"])
        and row["evidentiality"] == case["evidentiality"]
        and row["historic"] == (case["historic"] == "yes")
        for row in events
    )


@pytest.mark.parametrize(("name", "floor"), [("a", 57), ("b", 53)])
def test_contrasts(reader: Reader, scorer: Scorer, root: Path, name: str, floor: int) -> None:
    with (root / "tests" / "fixtures" / "scope" / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        cases = list(csv.DictReader(handle))
    wrong = [case["id"] for case in cases if not is_right(reader, scorer, case)]
    assert len(cases) - len(wrong) >= floor, wrong
