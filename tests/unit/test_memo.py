from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.memo import Memo


def run(path: Path, keys: list[str], fail_at: str = "") -> tuple[int, int]:
    def compute(key: str) -> str:
        if key == fail_at:
            raise KeyboardInterrupt
        return key.upper()

    with Memo(path) as memo:
        assert list(memo.map(((key, key) for key in keys), compute)) == [key.upper() for key in keys]
    return memo.computed, memo.remembered


def test_only_what_is_new_is_computed(tmp_path: Path) -> None:
    path = tmp_path / "memo.sqlite"
    assert run(path, ["a", "b"]) == (2, 0)
    assert run(path, ["a", "b", "c"]) == (1, 2)


def test_what_was_taken_away_leaves_no_trace(tmp_path: Path) -> None:
    path = tmp_path / "memo.sqlite"
    run(path, ["a", "b"])
    run(path, ["a"])
    assert run(path, ["a", "b"]) == (1, 1)


def test_an_interrupted_run_keeps_what_it_had_done(tmp_path: Path) -> None:
    path = tmp_path / "memo.sqlite"
    with pytest.raises(KeyboardInterrupt):
        run(path, ["a", "b", "c"], fail_at="c")
    assert run(path, ["a", "b", "c"]) == (1, 2)
