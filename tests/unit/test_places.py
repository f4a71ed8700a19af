"""Offsets of what is cut out of a file and cleaned are given in the file."""

from __future__ import annotations

import json
from pathlib import Path

from commands import Command
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reading.places import Places

TRANSCRIPT = """Press conference of the Foreign Ministry of Norway, 3 March 2031

Ms. Lund: Good morning.  We thank Chile for
its help.

Q: Do you condemn the raid?

Ms. Lund: We thank Chile for its help. We condemn
the   raid by Chad.
"""


def test_remarks_of_turns_are_cited_by_the_offsets_of_the_file(read: Command, tmp_path: Path) -> None:
    file = tmp_path / "briefing.txt"
    file.write_text(TRANSCRIPT, encoding="utf-8")
    _, out, _ = read(str(file), "--format", "jsonl")
    rows = [json.loads(line) for line in out.splitlines()]
    for row in rows:
        assert TRANSCRIPT[row["start"] : row["end"]].split() == row["phrase"].split()
        assert TRANSCRIPT[row["sentence_start"] : row["sentence_end"]].split() == row["sentence"].split()
    thanks = [row["start"] for row in rows if row["phrase"] == "thank"]
    assert thanks == [TRANSCRIPT.index("thank"), TRANSCRIPT.rindex("thank")]
    assert any(row["phrase"] == "condemn" and row["rung"] == -5 for row in rows)


@given(st.text("ab \n", max_size=60), st.data())
def test_whatever_white_space_a_part_has(text: str, data: st.DataObject) -> None:
    part = " ".join(text.split())
    start = data.draw(st.integers(0, len(part)))
    end = data.draw(st.integers(start, len(part)))
    places = Places(text)
    places.begin(part)
    found = places.of(part, start, end)
    assert found is None or text[found[0] : found[1]].split() == part[start:end].split()
    assert found is not None or not part[start:end].strip()


def test_words_that_are_not_in_the_file_have_no_place() -> None:
    assert Places("We thank Chile.").of("We blame Chile.", 3, 8) is None
