"""The corpus folder to statements, duplicates and rejects: every document that is read is one of the three."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from dataclasses import fields as fields_of
from itertools import groupby
from pathlib import Path, PurePosixPath
from typing import Any, Literal

from pipeline.domain import Duplicate, Reject, Reprint, Statement
from pipeline.errors import StatementError
from pipeline.reading.cleaning.decoding import decode
from pipeline.reading.formats.files import documents, ignored
from pipeline.reading.formats.received import FIELDS
from pipeline.reading.sameness.duplicates import Finder, Text
from pipeline.reading.statements import Desk, statements_of

PROVENANCE = "provenance.csv"
_SYMBOL = re.compile(r"[SA]/(?:\d+/)?PV\.")
_OF_A_FILE = ("file", "duplicate_of", *FIELDS)


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file holds: its documents' statements, and refusals."""

    statements: tuple[Statement, ...]
    rejects: tuple[Reject, ...]
    documents: int

    def as_json(self) -> dict[str, Any]:
        """Give it as plain values, to be remembered; what a statement's text shares with others is not copied."""
        own = [f.name for f in fields_of(Statement) if f.name != "reprints"]
        return {
            "statements": [{name: getattr(s, name) for name in own} for s in self.statements],
            "rejects": [asdict(reject) for reject in self.rejects],
            "documents": self.documents,
        }

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> Reading:
        """Make it of plain values; what many statements share, such as their title, is held once."""
        shared: dict[Any, Any] = {}
        return cls(
            tuple(
                Statement(**{name: shared.setdefault(value, value) for name, value in s.items()})
                for s in row["statements"]
            ),
            tuple(Reject(**r) for r in row["rejects"]),
            row["documents"],
        )


@dataclass(frozen=True, slots=True)
class Intake:
    """What became of all that was read: units = statements + duplicates + rejects.

    Attributes:
        documents: How many documents there were, whole transcripts counted once; refused parts count as documents.
        ignored: Names of files that were no part of the corpus.
    """

    statements: tuple[Statement, ...]
    duplicates: tuple[Duplicate, ...]
    rejects: tuple[Reject, ...]
    documents: int
    files: int
    ignored: tuple[str, ...]

    @property
    def units(self) -> int:
        """Statements read, whatever became of them, and refusals."""
        return len(self.statements) + len(self.duplicates) + len(self.rejects)

    @property
    def reject_share(self) -> float:
        """Rejects as a share of all documents."""
        return len(self.rejects) / self.documents if self.documents else 0.0


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of the corpus and what its folder's provenance table says of it."""

    path: Path
    name: str
    fields: dict[str, str]

    def digest(self) -> str:
        """Give a hash of all that reading it depends on, besides code and configuration."""
        with self.path.open("rb") as handle:
            content = hashlib.file_digest(handle, "sha256").hexdigest()
        return hashlib.sha256(repr((content, self.name, sorted(self.fields.items()))).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Inventory:
    """The files of a corpus: those to be read, those ignored, and what its provenance tables say of reprints."""

    entries: tuple[Entry, ...]
    ignored: tuple[str, ...]
    reprints: tuple[tuple[str, Reprint], ...]
    rejects: tuple[Reject, ...]


def inventory(folder: Path, desk: Desk) -> Inventory:
    """List the files below `folder` but hidden ones, in order of their names."""
    files = sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )
    tables: dict[Path, dict[str, dict[str, str]]] = {}
    reprints: list[tuple[str, Reprint]] = []
    rejects: list[Reject] = []
    for path in files:
        if path.name == PROVENANCE:
            name = path.relative_to(folder).as_posix()
            tables[path.parent] = {}
            try:
                for row in _provenance(path.read_bytes(), name):
                    if row.get("duplicate_of"):
                        told = (row.get(key, "") for key in ("source", "url", "title", "published"))
                        reprints.append((row["duplicate_of"], Reprint(row.get("file", ""), *told)))
                    else:
                        tables[path.parent][row.pop("file")] = row
            except StatementError as error:
                rejects.append(Reject(error.file, error.place, error.reason, error.remedy))
    entries, left = [], []
    for path in files:
        name = path.relative_to(folder).as_posix()
        if path.name == PROVENANCE:
            continue
        if ignored(PurePosixPath(name), desk.settings):
            left.append(name)
            continue
        fields: dict[str, str] = {}
        for parent, table in tables.items():
            if path.is_relative_to(parent):
                fields |= table.get(path.relative_to(parent).as_posix(), {})
        entries.append(Entry(path, name, fields))
    return Inventory(tuple(entries), tuple(left), tuple(reprints), tuple(rejects))


def read_entry(entry: Entry, desk: Desk) -> Reading:
    """Read one file of the corpus."""
    return read_file(entry.path, entry.name, entry.fields, desk)


def read_file(data: bytes | Path, name: str, fields: dict[str, str], desk: Desk) -> Reading:
    """Read a file; `fields` say of all its documents what is known from elsewhere, and outrank the file's own."""
    statements: list[Statement] = []
    rejects: list[Reject] = []
    count = 0
    given = {key: value for key, value in fields.items() if value and key in FIELDS}
    for item in documents(data, name, desk.settings):
        count += 1
        if isinstance(item, StatementError):
            rejects.append(Reject(item.file, item.place, item.reason, item.remedy))
            continue
        item = replace(item, fields=item.fields | given, notes=item.notes | dict.fromkeys(given, "given with the file"))
        try:
            statements.extend(statements_of(item, desk))
        except StatementError as error:
            rejects.append(Reject(error.file, error.place, error.reason, error.remedy))
    if not count:
        count = 1
        rejects.append(Reject(name, "file", "holds no document", "check that the file is whole"))
    return Reading(tuple(statements), tuple(rejects), count)


class Register:
    """Statements in order of arrival, and which of them repeat an earlier one.

    A transcript is compared as a whole, because "Thank you." may be said in every meeting; turns of a meeting that has a
    symbol, such as S/PV.9999, are the same where symbol, number and words are.
    """

    def __init__(self, desk: Desk) -> None:
        settings = desk.settings
        self._finder = Finder(similarity=settings.near_similarity, days=settings.near_days, words=settings.near_words)
        self._parts: dict[str, tuple[str, ...]] = {}
        self.statements: dict[str, Statement] = {}

    def add(self, document: Sequence[Statement]) -> list[Duplicate]:
        """Take a document's statements in, or say which ones they repeat; the first keeps the other's source."""
        first = document[0]
        text = "\n\n".join(statement.text for statement in document)
        if first.turn and _SYMBOL.match(first.parent):
            return [twin for s in document if (twin := self._add(s, s.statement_id, "exact", 1.0)) is not None]
        copy = self._finder.add(Text(first.statement_id, text, first.date or first.published))
        if copy is None or copy.of not in self._parts:
            self._parts[first.statement_id] = tuple(statement.statement_id for statement in document)
            return [again for s in document if (again := self._add(s, s.statement_id, "exact", 1.0)) is not None]
        earlier = self._parts[copy.of]
        by_text = {self.statements[key].text: key for key in earlier}
        found = (
            self._add(s, by_text.get(s.text) or earlier[min(at, len(earlier) - 1)], copy.kind, copy.similarity)
            for at, s in enumerate(document)
        )
        return [duplicate for duplicate in found if duplicate is not None]

    def _add(
        self, statement: Statement, key: str, kind: Literal["exact", "near"], similarity: float
    ) -> Duplicate | None:
        first = self.statements.get(key)
        if first is None:
            self.statements[key] = statement
            return None
        other = Reprint(_where(statement), statement.source, statement.url, statement.title, statement.published)
        self.reprint(key, other)
        return Duplicate(
            file=statement.file,
            place=statement.place,
            statement_id=key,
            of_file=_where(first),
            kind=kind,
            similarity=round(similarity, 3),
            date=statement.date or statement.published,
            new_source=len(self.statements[key].reprints) > len(first.reprints),
        )

    def places(self) -> Iterator[tuple[str, str]]:
        """Give each statement's id and where it stands, the last of a document first."""
        for key, statement in reversed(self.statements.items()):
            yield key, _where(statement)

    def reprint(self, twin_id: str, other: Reprint) -> bool:
        """Note another source of a statement; False where there is no such statement."""
        first = self.statements.get(twin_id)
        if first is None:
            return False
        told = {(r.source, r.url) for r in first.reprints} | {(first.source, first.url)}
        if (other.source, other.url) not in told and (other.source or other.url):
            self.statements[twin_id] = replace(first, reprints=(*first.reprints, other))
        return True


def take_in(
    stock: Inventory, desk: Desk, read: Callable[[Iterable[Entry]], Iterable[Reading]], *, folder: str
) -> Intake:
    """Read a corpus: statements come in order of their files' names, duplicates and rejects are told.

    Args:
        read: Reads entries in order; a caller may remember results.
        folder: What to call the corpus's folder in rejects.
    """
    register = Register(desk)
    duplicates: list[Duplicate] = []
    rejects = list(stock.rejects)
    count = len(stock.rejects)
    for reading in read(stock.entries):
        count += reading.documents
        rejects.extend(reading.rejects)
        for document in by_document(reading.statements):
            duplicates.extend(register.add(document))
    places = {where: statement_id for statement_id, where in register.places()}
    for where, other in stock.reprints:
        if not register.reprint(places.get(where, ""), other):
            count += 1
            reason = f"is noted as a reprint of {where}, which the corpus does not hold"
            rejects.append(
                Reject(
                    other.file,
                    PROVENANCE,
                    reason,
                    f"add the file again, or remove its row from {folder}/…/{PROVENANCE}",
                )
            )
    statements = tuple(register.statements.values())
    return Intake(statements, tuple(duplicates), tuple(rejects), count, len(stock.entries), stock.ignored)


def by_document(statements: Sequence[Statement]) -> list[list[Statement]]:
    """Group a file's statements by the document that they were cut from."""
    return [list(group) for _, group in groupby(statements, key=lambda s: (s.file, s.place))]


def _where(statement: Statement) -> str:
    return f"{statement.file}; {statement.place}" if statement.place else statement.file


def _provenance(data: bytes, name: str) -> list[dict[str, str]]:
    rows = csv.DictReader(io.StringIO(decode(data, name)))
    unknown = sorted(set(rows.fieldnames or ()) - set(_OF_A_FILE))
    if unknown or "file" not in (rows.fieldnames or ()):
        problem = f"has the column {unknown[0]!r}" if unknown else "has no column 'file'"
        raise StatementError(name, "row 1", problem, f"use the columns {', '.join(_OF_A_FILE)}")
    found = []
    for number, row in enumerate(rows, start=2):
        if None in row or not row["file"]:
            raise StatementError(name, f"row {number}", "names no file or has too many cells", "correct the row")
        found.append({key: value.strip() for key, value in row.items() if value and value.strip()})
    return found
