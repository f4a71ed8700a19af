from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from pipeline.domain import RUNGS
from pipeline.errors import LabelError
from pipeline.tone.evaluation import between_coders
from pipeline.tone.labels import COLUMNS, read_chronicle, read_labels, read_second

HEAD = ",".join(COLUMNS)


def test_shipped_labels(root: Path) -> None:
    labels = read_labels(root / "corpus" / "labels")
    assert len(labels) >= 4000
    counts = Counter(label.rung for label in labels)
    assert all(counts[rung] >= 150 for rung in RUNGS)
    assert len({label.voice for label in labels}) >= 40


def test_a_second_coding_of_a_sentence_that_is_not_there(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "second.csv"
    file.write_text("id,rung,rung_low,rung_high,actor,target,coder\nnobody,-4,-4,-4,,,x\n", encoding="utf-8")
    with pytest.raises(LabelError, match="nobody"):
        between_coders(read_labels(root / "corpus" / "labels"), read_second(file))


def test_a_second_coding_that_stands_there_twice(tmp_path: Path) -> None:
    file = tmp_path / "second.csv"
    file.write_text("id,rung,rung_low,rung_high,actor,target,coder\na,,,,,,x\na,,,,,,y\n", encoding="utf-8")
    with pytest.raises(LabelError, match="row 3"):
        read_second(file)


def test_chronicle_codes_name_files_that_exist(root: Path) -> None:
    codes = read_chronicle(root / "corpus" / "labels" / "chronicle.csv")
    assert all((root / "corpus" / "statements" / code.file).is_file() for code in codes)
    assert len({code.file for code in codes}) == len(codes)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("x,A text.,-7,-7,-7,,,,,text,news,NOR,g,a,1,", "rung"),
        ("x,A text.,-4,-3,-3,,,,,text,news,NOR,g,a,1,", "outside"),
        ("x,A text.,-4,,,,,,,text,news,NOR,g,a,1,", "together"),
        ("x,A text.,-4,-4,-4,,,,,absent,news,NOR,g,a,1,", "absent"),
        ("x,A text.,-4,-4,-4,NOR,,Norway,,text,news,NOR,g,a,1,", "actor_span"),
        ("x,A text.,-4,-4,-4,NOR,,,,text,news,NOR,g,,1,", "coder"),
        ("x,A text.,-4", "cells"),
    ],
)
def test_a_bad_row_is_named(tmp_path: Path, row: str, words: str) -> None:
    (tmp_path / "tone-a.csv").write_text(f"{HEAD}\n{row}\n", encoding="utf-8")
    with pytest.raises(LabelError, match=words) as caught:
        read_labels(tmp_path)
    assert "row 2" in str(caught.value)
