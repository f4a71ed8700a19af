from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import config
from pipeline.domain import HIGHEST_RUNG, LOWEST_RUNG
from pipeline.tone.lexicon import Formula, read_lexicon
from pipeline.tone.rules import place


def formula(rung: int, kind: str = "verb", words: str = "x") -> Formula:
    return Formula(words, rung, rung, rung, kind, "")


@pytest.mark.parametrize(
    ("rung", "scope", "expected"),
    [
        (-5, (), (-5, -5, -5)),
        (-5, ("negation:not",), (-1, -4, 0)),
        (-5, ("partial-negation:not unambiguously",), (-2, -4, 0)),
        (-5, ("stopped-short:stopped short of",), (-3, -4, -2)),
        (-5, ("all-but:all but",), (-4, -4, -4)),
        (-4, ("no-longer:no longer",), (1, 0, 1)),
        (2, ("withheld:failed to",), (-1, -3, 0)),
        (2, ("downtoner:cautiously",), (1, 1, 2)),
        (-2, ("downtoner:some",), (-1, -2, -1)),
        (-5, ("hedge:reportedly",), (-5, -6, -4)),
        (-6, ("hedge:reportedly",), (-6, -6, -5)),
    ],
)
def test_modifiers_of_the_codebook(rung: int, scope: tuple[str, ...], expected: tuple[int, int, int]) -> None:
    placed = place(formula(rung), scope, "content", {})
    assert (placed.rung, placed.low, placed.high) == expected


def test_an_intensifier_leaves_the_rung_and_adds_an_offset() -> None:
    placed = place(formula(-5), ("intensifier:strongly",), "content", {"strongly": 0.3})
    assert (placed.rung, placed.intensity) == (-5, 0.3)


def test_own_fault_regret_is_a_courtesy() -> None:
    assert place(formula(-3, words="regret"), (), "regrets its own mistake", {}).rung == 1


def test_a_rhetorical_question_stands_one_step_toward_zero() -> None:
    assert place(formula(-4), (), "Is this acceptable?", {}).rung == -3


def test_every_rule_stays_on_the_scale(root: Path) -> None:
    effects = (
        "negation",
        "partial-negation",
        "stopped-short",
        "withheld",
        "no-longer",
        "all-but",
        "downtoner",
        "hedge",
    )
    for entry in read_lexicon(root / "corpus" / "lexicon" / "formulas.csv").values():
        for effect in effects:
            placed = place(entry, (f"{effect}:word",), "content", {})
            assert LOWEST_RUNG <= placed.low <= placed.rung <= placed.high <= HIGHEST_RUNG


def test_scale_names_every_rung(root: Path) -> None:
    scale = config.load(root / "configs" / "scale.yaml", config.Scale)
    assert [entry.rung for entry in scale.rungs] == list(range(LOWEST_RUNG, HIGHEST_RUNG + 1))
