from __future__ import annotations

import pytest

from pipeline import remembered
from pipeline.remembered import LONGEST_SPELLING, Remembered


def test_a_value_is_computed_once_and_the_memory_has_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def length(spelling: str) -> int:
        asked.append(spelling)
        return len(spelling)

    monkeypatch.setattr(remembered, "MOST_SPELLINGS", 2)
    lengths = Remembered(length)
    assert [lengths["one"], lengths["three"], lengths["one"]] == [3, 5, 3]
    assert asked == ["one", "three"]
    assert lengths["a" * LONGEST_SPELLING + "b"] == LONGEST_SPELLING + 1
    assert sorted(lengths) == ["one", "three"]
    assert lengths["four"] == 4
    assert list(lengths) == ["four"]
