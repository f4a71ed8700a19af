"""The whole read beside the blank tokenizer, in the same run; seconds are printed and never asserted."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from reading import REMARKS, TARGET, TOKENS, TONE, Bench, Cost, table, texts_at_hand

from pipeline.domain import Statement

ALLOWED = 1.2 * TARGET  # what a busy machine may add to the target
GUARD = 6.0  # on news, where the read costs about 4 times the tokenizer now: a fall back must not go unseen
TRIES = 3


@pytest.fixture(scope="module")
def costs(root: Path) -> list[Cost]:
    if not (root / "models" / "tone" / "tone.skops").is_file():
        pytest.skip("there is no trained model here (`dvc repro`)")
    bench = Bench(root)
    return [steady(bench, name, statements) for name, statements in texts_at_hand(root).items()]


def steady(bench: Bench, name: str, statements: Sequence[Statement]) -> Cost:
    """Measure again where the figure is too high, in case something else kept the machine busy."""
    cost = bench.measure(name, statements)
    for _ in range(TRIES - 1):
        if cost.ratio <= GUARD:
            break
        cost = min(cost, bench.measure(name, statements), key=lambda measured: measured.ratio)
    return cost


@pytest.mark.slow
def test_the_whole_read_costs_few_times_the_tokenizer(costs: list[Cost]) -> None:
    print("\n" + table(costs))
    by_name = {cost.name: cost for cost in costs}
    if "news" not in by_name:
        pytest.skip("the news articles beside the project (../shared/real/polnear) are absent")
    ratio = by_name["news"].ratio
    assert ratio <= GUARD, f"{ratio:.2f} times the tokenizer (target {TARGET}, guard {GUARD:.1f})"


@pytest.mark.slow
@pytest.mark.xfail(reason="not reached: news cost about 4 times the tokenizer")
def test_the_target_of_the_whole_read(costs: list[Cost]) -> None:
    news = next((cost for cost in costs if cost.name == "news"), None)
    if news is None:
        pytest.skip("the news articles beside the project (../shared/real/polnear) are absent")
    assert news.ratio <= ALLOWED, f"{news.ratio:.2f} times the tokenizer (target {TARGET})"


@pytest.mark.slow
def test_every_part_of_the_read_is_measured(costs: list[Cost]) -> None:
    for cost in costs:
        assert {TOKENS, "actors", "quotations", "attribution", "dates", REMARKS, TONE} <= set(cost.parts)
        assert all(seconds > 0 for seconds in cost.parts.values()), cost
        assert cost.remarks, cost.name
        assert cost.ratio > 1, "the read cannot cost less than its own tokenizer"
