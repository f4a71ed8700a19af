"""Which columns of a table are which of our fields, and rows to documents."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipeline.config import Ingest
from pipeline.errors import StatementError
from pipeline.reading.formats.received import FIELDS, Received

CONFIG = "configs/ingest.yaml"
_SHOWN = 20  # columns that a message lists
_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def column_key(name: str) -> str:
    """Give a column's name as it is compared: without case; blanks and hyphens are underscores."""
    return re.sub(r"[\s_-]+", "_", name.strip().strip("\ufeff").strip()).casefold()


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns of a table hold.

    Attributes:
        texts: Positions of columns of text, the best first.
        fields: Position to field, for the other columns that are kept.
        fixed: Fields that each row has besides.
        not_kept: Names of columns that are neither kept nor dropped on purpose.
    """

    texts: tuple[int, ...]
    fields: dict[int, str]
    fixed: dict[str, str]
    not_kept: tuple[str, ...]


def recognise(names: Sequence[str], settings: Ingest) -> Columns | None:
    """Find our fields among a table's columns; None where no column is known to hold text.

    A dialect of `settings.tables` goes first, then our own names of fields and `settings.text_columns`. Of several
    columns for one field the first is taken.
    """
    keys = [column_key(name) for name in names]
    dialect = next((one for one in settings.tables if {column_key(name) for name in one.when} <= set(keys)), None)
    given = {column_key(name): ours for name, ours in dialect.fields.items()} if dialect else {}
    own = [column_key(name) for name in settings.text_columns]
    texts = [at for at, key in enumerate(keys) if given.get(key) == "text"]
    if not texts:
        texts = sorted(
            (at for at, key in enumerate(keys) if key in own and key not in given), key=lambda at: own.index(keys[at])
        )
    if not texts:
        return None
    fields: dict[int, str] = {}
    not_kept: list[str] = []
    for at, key in enumerate(keys):
        ours = given.get(key, key if key in FIELDS else None)
        if at in texts or ours == "":
            continue
        if ours is None or ours == "text" or ours in fields.values():
            if key:
                not_kept.append(names[at])
        else:
            fields[at] = ours
    return Columns(tuple(texts), fields, dict(dialect.fixed) if dialect else {}, tuple(not_kept))


@dataclass(slots=True)
class Rows:
    """The rows of one table, to documents; it remembers which columns it has named as not kept."""

    file: str
    settings: Ingest
    notes: dict[str, str] = field(default_factory=dict)
    _named: set[str] = field(default_factory=set)

    def document(self, columns: Columns, cells: Sequence[str], place: str) -> Received:
        """Give a row as a document.

        Args:
            cells: One for each column at most.

        Raises:
            StatementError: It has more cells than there are columns, no text, or a cell that is too long.
        """
        limit = self.settings.max_characters
        if any(len(cell) > limit for cell in cells):
            raise StatementError(
                self.file, place, f"has a cell of more than {limit} characters",
                f"split it (the limit is max_characters in {CONFIG})",
            )  # fmt: skip
        text = next((cells[at] for at in columns.texts if at < len(cells) and cells[at].strip()), "")
        if not text:
            raise StatementError(self.file, place, "has no text", "fill its text in or remove the row")
        fields = {
            ours: value for at, ours in columns.fields.items() if at < len(cells) and (value := cells[at].strip())
        }
        return Received(text, columns.fixed | fields, self.file, place, self._notes(columns))

    def _notes(self, columns: Columns) -> dict[str, str]:
        notes, self.notes = self.notes, {}
        if new := [name for name in columns.not_kept if name not in self._named]:
            self._named.update(new)
            notes["columns not kept"] = shown(new)
        return notes


def unknown_columns(names: Sequence[str], sample: Sequence[str], file: str, place: str) -> StatementError:
    """Refuse a table in which no column is known to hold text, with the mapping to write.

    Args:
        sample: A row, of which the longest cell is likely to be the text.
    """
    named = [name for name in names if name.strip()]
    if not named:
        return StatementError(
            file, place, "has no header that names columns", "write the columns' names above the rows"
        )
    lengths = [len(cell) for cell in sample[: len(names)]]
    likely = names[lengths.index(max(lengths))] if any(lengths) else ""
    text = column_key(likely) or column_key(named[-1])
    when = ", ".join(_yaml(column_key(name)) for name in named[:3])
    return StatementError(
        file, place, f"has no column that is known to hold the text (its columns: {shown(named)})",
        f"name that column in {CONFIG}, below 'tables:', for example\n"
        f"    - name: {_yaml(file.rpartition('/')[2])}\n"
        f"      when: [{when}]\n"
        f"      fields: {{{_yaml(text)}: text}}",
    )  # fmt: skip


def shown(names: Iterable[str]) -> str:
    """List names in a message, not more and not longer ones than can be read."""
    short = [name if len(name) <= 40 else name[:39] + "…" for name in (" ".join(name.split()) for name in names)]
    return ", ".join(short[:_SHOWN]) + (f" and {len(short) - _SHOWN} more" if len(short) > _SHOWN else "")


def _yaml(name: str) -> str:
    return (
        name
        if _PLAIN.fullmatch(name) and name not in ("no", "yes", "on", "off", "y", "n", "null", "true", "false")
        else json.dumps(name[:80], ensure_ascii=False)
    )
