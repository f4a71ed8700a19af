"""The whole read beside the blank tokenizer, in the same run; seconds are printed and never asserted."""

from __future__ import annotations

from pathlib import Path

import pytest
from reading import REMARKS, TARGET, TOKENS, TONE, Bench, Cost, table, texts_at_hand

GUARD = 1.2 * TARGET  # what a busy machine may add before the test fails


@pytest.fixture(scope="module")
def costs(root: Path) -> list[Cost]:
    if not (root / "models" / "tone" / "tone.skops").is_file():
        pytest.skip("there is no trained model here (`dvc repro`)")
    bench = Bench(root)
    return [bench.measure(name, statements) for name, statements in texts_at_hand(root).items()]


@pytest.mark.slow
def test_the_whole_read_costs_few_times_the_tokenizer(costs: list[Cost]) -> None:
    print("\n" + table(costs))
    dear = {cost.name: round(cost.ratio, 2) for cost in costs if cost.ratio > GUARD}
    assert not dear, f"more than {GUARD:.1f} times the tokenizer (target {TARGET}): {dear}"


@pytest.mark.slow
def test_every_part_of_the_read_is_measured(costs: list[Cost]) -> None:
    for cost in costs:
        assert {TOKENS, "actors", "quotations", "attribution", "dates", REMARKS, TONE} <= set(cost.parts)
        assert all(seconds > 0 for seconds in cost.parts.values()), cost
        assert cost.remarks, cost.name
        assert cost.ratio > 1, "the read cannot cost less than its own tokenizer"
