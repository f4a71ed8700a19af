"""Figures that may only rise. A floor is lowered on purpose or not at all."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(scope="module")
def metrics(root: Path) -> dict[str, Any]:
    file = root / "outputs" / "metrics" / "evaluate.json"
    if not file.is_file():
        pytest.skip("the main job has not been run here (`dvc repro`)")
    figures: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return figures


def test_held_out_sentences(metrics: dict[str, Any]) -> None:
    """The classifier has not seen them; reading was developed with one fifth of them in view, the first three batches.

    The floors are those of 4,002 sentences, two thirds of which hold no formula; before the corpus grew they were those of
    780 easier ones. Not reached: QWK .85, MAE .60, .75 where the lexicon is silent.
    """
    held_out = metrics["sentences_cross_validated"]
    assert held_out["whole"]["n"] >= 3700
    assert held_out["whole"]["qwk"] >= 0.68
    assert held_out["whole"]["mae"] <= 1.3
    assert held_out["whole"]["within_range"] >= 0.62
    assert held_out["whole_where_lexicon_is_silent"]["qwk"] >= 0.58
    assert held_out["actor"] >= 0.64
    assert held_out["target"] >= 0.77
    assert held_out["false_alarms"] <= 0.11


def test_the_first_batches_as_strictly_as_before(metrics: dict[str, Any]) -> None:
    """The 780 sentences by which reading was developed: training figures for the reading, held out for the classifier."""
    first = metrics["sentences_cross_validated"]["first_batches"]
    assert first["n"] == 700
    assert first["qwk"] >= 0.63
    assert first["mae"] <= 1.46
    assert first["within_range"] >= 0.54
    assert first["actor"] >= 0.79
    assert first["target"] >= 0.82


def test_coders_agree(metrics: dict[str, Any]) -> None:
    twice = metrics["coded_twice"]
    assert twice["sentences"] >= 600
    assert twice["alpha_ordinal"] >= 0.8
    assert min(twice["exact_by_rung"].values()) >= 0.75


def test_chronicle(metrics: dict[str, Any]) -> None:
    """Training figures: reading was developed on these statements."""
    chronicle = metrics["chronicle"]
    assert chronicle["found"] >= 0.93
    assert chronicle["actor"] >= 0.88
    assert (
        chronicle["found"] * chronicle["actor"] >= 0.82
    )  # of all statements, so that finding more cannot hide worse reading
    assert chronicle["target"] >= 0.89
    assert chronicle["tone"]["qwk"] >= 0.86


def history(root: Path, *words: str) -> list[dict[str, Any]]:
    done = subprocess.run(
        [sys.executable, "-m", "pipeline.cli", "history", *words, "--format", "jsonl"], cwd=root, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_the_question_the_project_began_from(root: Path, metrics: dict[str, Any]) -> None:
    lines = history(root, "CHN", "PRK", "--since", "2006", "--until", "2018")
    remarks = [line for line in lines if line["record"] == "remark"]
    assert remarks[0]["date"].startswith("2006")
    assert remarks[-1]["date"].startswith("2018")
    shifts = {line["date"]: line for line in lines if line["record"] == "shift"}
    change = shifts["2017-09-03"]
    assert (change["rung_from"], change["rung_to"], change["issue"], change["first_use"]) == (
        -4,
        -5,
        "nuclear tests",
        True,
    )
    assert "oppos" in change["phrase_from"]
    assert "condemnation" in change["phrase_to"]
    back = shifts["2017-09-15"]
    assert (back["rung_from"], back["rung_to"]) == (-5, -4)
    assert "condemnation" in back["phrase_from"]
    assert "oppose" in back["phrase_to"]
    november = [r for r in remarks if r["date"] == "2017-11-29"]
    assert {r["rung"] for r in november} == {-4}
    assert any("opposition" in r["phrase"] for r in november)


def test_the_seed_article(root: Path, shared: Path, metrics: dict[str, Any]) -> None:
    article = shared / "seed" / "relations-north-korea-china-2017.txt"
    remarks = subprocess.run(
        [sys.executable, "-m", "pipeline.cli", "read", str(article), "--format", "jsonl"], cwd=root, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    rows = [json.loads(line) for line in remarks.splitlines()]
    before = next(r for r in rows if r["phrase"] == "firm remonstrance")
    after = next(r for r in rows if r["phrase"] == "condemnation")
    assert (before["actor"], before["target"], before["rung"], before["historic"]) == ("CHN", "PRK", -4, True)
    assert (after["actor"], after["target"], after["rung"], after["historic"]) == ("CHN", "PRK", -5, False)
    scored = subprocess.run(
        [sys.executable, str(shared / "tools" / "score_events.py"), str(shared / "gold" / "seed_events.csv"), str(article), "-"],
        input=remarks, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    figures = dict(line.split(": ", 1) for line in scored.splitlines())
    assert int(figures["found"]) >= 28
    assert figures["traps_hit"] == "[]"
