from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from pipeline.domain import RUNGS
from pipeline.errors import LabelError
from pipeline.tone.labels import COLUMNS, read_chronicle, read_labels

HEAD = ",".join(COLUMNS)


def test_shipped_labels(root: Path) -> None:
    labels = read_labels(root / "corpus" / "labels")
    assert len(labels) >= 600
    counts = Counter(label.rung for label in labels)
    assert all(counts[rung] >= 50 for rung in RUNGS)


def test_chronicle_codes_name_files_that_exist(root: Path) -> None:
    codes = read_chronicle(root / "corpus" / "labels" / "chronicle.csv")
    assert all((root / "corpus" / "statements" / code.file).is_file() for code in codes)
    assert len({code.file for code in codes}) == len(codes)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("x,A text.,-7,-7,-7,,,text,news,NOR,g,", "rung"),
        ("x,A text.,-4,-3,-3,,,text,news,NOR,g,", "outside"),
        ("x,A text.,-4,,,,,text,news,NOR,g,", "together"),
        ("x,A text.,-4,-4,-4,,,absent,news,NOR,g,", "absent"),
        ("x,A text.,-4", "cells"),
    ],
)
def test_a_bad_row_is_named(tmp_path: Path, row: str, words: str) -> None:
    (tmp_path / "tone-a.csv").write_text(f"{HEAD}\n{row}\n", encoding="utf-8")
    with pytest.raises(LabelError, match=words) as caught:
        read_labels(tmp_path)
    assert "row 2" in str(caught.value)
