"""What must hold of any statement: offsets point into the stored text, tables give it back, its id does not change."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.domain import Reprint, Statement, statement_id
from pipeline.language.reader import Reader
from pipeline.reading.corpus import read_file
from pipeline.reading.statements import Desk
from pipeline.store import read_statements, write_statements

PIECES = st.sampled_from(
    [
        "Norway's ministry “strongly condemns” the launch by North Korea.", "We deplore it.", "Q: What of Japan's protest?", "A: No comment.",
        "Mr. Aldane (Norway) (spoke in French): We welcome the pro-\nposal.", "The spokesman said that China opposes the\u00a0sale.", "ﬁrst", "\u00ad",
        "â€œcondemnedâ€\x9d", "\r\n", "\n\n", "    ", "**Lin Aldane:** We urge restraint.", "“", "don’t", "\t", "1. ", "(Laughter.)", "é", "中国坚决反对",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES, min_size=1, max_size=14).map(" ".join) | st.lists(PIECES, min_size=1, max_size=14).map(
    "\n".join
)
LINE = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@pytest.fixture(scope="session")
def desk(root: Path) -> Desk:
    return Desk.open(root / "configs")


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=TEXTS, suffix=st.sampled_from([".txt", ".md", ".html"]))
def test_offsets_of_remarks_refer_to_the_stored_text(reader: Reader, desk: Desk, text: str, suffix: str) -> None:
    for statement in read_file(text.encode(), f"x{suffix}", {}, desk).statements:
        for remark in reader.remarks(statement):
            assert statement.text[remark.start : remark.end] == remark.phrase


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=TEXTS)
def test_reading_what_was_stored_gives_the_same_statement(desk: Desk, text: str) -> None:
    for statement in read_file(text.encode(), "x.txt", {}, desk).statements:
        if statement.turn or statement.genre == "matter":
            continue
        again = read_file(statement.text.encode(), "y.txt", {}, desk).statements
        assert [s.text for s in again if not s.turn] == [statement.text]
        assert again[0].statement_id == statement.statement_id == statement_id(statement.text)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=TEXTS, name=st.sampled_from(["a.txt", "b/c.txt"]), source=LINE)
def test_the_id_hangs_on_the_words_alone(desk: Desk, text: str, name: str, source: str) -> None:
    one = read_file(text.encode(), "x.txt", {}, desk).statements
    windows = re.sub(r"\r?\n", "\r\n", text).encode("utf-8-sig")
    other = read_file(windows, name, {"source": source.strip()}, desk).statements
    assert [s.statement_id for s in one] == [s.statement_id for s in other]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_statements_come_back_from_the_table_as_they_went_in(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    special = {
        "turn": st.integers(0, 2**31 - 1),
        "reprints": st.lists(st.builds(Reprint, *[LINE] * 5), max_size=3).map(tuple),
    }
    values = {f.name: special.get(f.name, LINE) for f in fields(Statement)}
    statements = data.draw(st.lists(st.builds(Statement, **values), max_size=4, unique_by=lambda s: s.statement_id))  # type: ignore[arg-type]
    file = tmp_path_factory.mktemp("store") / "statements.parquet"
    write_statements(file, statements)
    assert read_statements(file) == sorted(statements, key=lambda s: s.statement_id)
