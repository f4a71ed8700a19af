"""Remarks and shifts as tables for people, and as rows that lead back to their source."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipeline import store
from pipeline.config import Scale
from pipeline.domain import Shift, Statement
from pipeline.printing import show
from pipeline.reading.places import Places

_DOCUMENT = ("file", "place", "title", "source", "genre", "turn", "statement_speaker")
_SENTENCE = ("sentence_start", "sentence_end")
TRACED = (*_DOCUMENT, *store.TONE.names, *_SENTENCE)


def traced_rows(
    name: str, statement: Statement, rows: Sequence[dict[str, Any]], places: Places | None
) -> list[dict[str, Any]]:
    """Lead remarks' rows back to their source: file, document, turn, and where phrase and sentence stand.

    Offsets are those of the statement's text, or of the file where `places` finds the words in it.
    """
    document = (
        name, statement.place, statement.title, statement.source, statement.genre, statement.turn, statement.speaker,
    )  # fmt: skip
    if places is not None:
        places.begin(statement.text)
    traced = []
    for row in rows:
        start = statement.text.rfind(row["sentence"], 0, row["start"] + len(row["sentence"]))
        phrase, sentence = (row["start"], row["end"]), (start, start + len(row["sentence"]))
        if places is not None:
            phrase = places.of(statement.text, *phrase) or phrase
            sentence = places.of(statement.text, *sentence) or sentence
        here = {"start": phrase[0], "end": phrase[1], **dict(zip(_SENTENCE, sentence, strict=True))}
        traced.append(dict(zip(_DOCUMENT, document, strict=True)) | row | here)
    return traced


def heading(statement: Statement) -> str:
    """Name a statement for people: by its file, its title, and its number and speaker where it is a turn."""
    name = "; ".join(filter(None, (statement.file, statement.place, statement.title)))
    if not statement.turn:
        return name
    return f"{name}: {statement.turn}. {statement.speaker}" + (f" ({statement.state})" if statement.state else "")


def remark_table(rows: Sequence[dict[str, Any]], scale: Scale) -> tuple[Any, ...]:
    """Give columns, rows and folding columns of a table of remarks."""
    return (
        ("date", "who", "of whom", "tone", "wording", "known", "decided by"),
        [
            (
                row["date"] or "unknown",
                row["actor"] or f"({row['authority']})",
                row["target"] or "-",
                tone_words(row, scale),
                row["phrase"],
                ("formerly, " if row["historic"] else "") + f"{row['evidentiality']}, {row['directness']}",
                row["trace"],
            )
            for row in rows
        ],
        ("wording", "decided by", "known"),
    )


def tone_words(row: dict[str, Any], scale: Scale) -> str:
    """Name a remark's rung, `−5 condemnation`, or say that there is none."""
    if row["rung"] is None:
        return "abstained" if row["abstained"] else "none"
    return scale.words(row["rung"])


def source_of(statement: Statement) -> str:
    """Name a statement's sources for people."""
    others = dict.fromkeys(reprint.source or reprint.url for reprint in statement.reprints)
    return "; ".join([statement.source, *others])


def show_shifts(shifts: Sequence[Shift], scale: Scale) -> None:
    """Print a table of shifts, or say that there is none."""
    if not shifts:
        print("No shift by the codebook's rule.")
        return
    show(
        f"Shifts by the codebook's rule: {len(shifts)}",
        ("date", "who", "of whom", "issue", "from", "to", "old wording", "new wording"),
        [
            (
                s.date, s.actor, s.target, s.issue or "-", scale.words(s.rung_from),
                scale.words(s.rung_to), s.phrase_from,
                s.phrase_to + (" (first use)" if s.first_use else ""),
            )
            for s in shifts
        ],
        ("issue", "old wording", "new wording"),
    )  # fmt: skip
