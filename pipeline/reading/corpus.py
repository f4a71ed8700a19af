"""The corpus folder to statements and rejects: every file is one or the other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pipeline.config import Ingest
from pipeline.domain import Reject, Statement
from pipeline.errors import StatementError
from pipeline.reading.text import read_statement


@dataclass(frozen=True, slots=True)
class Intake:
    """What became of a folder's files: files = statements + rejects (a duplicate is a reject that names its twin)."""

    statements: tuple[Statement, ...]
    rejects: tuple[Reject, ...]

    @property
    def reject_share(self) -> float:
        """Rejects as a share of all files."""
        total = len(self.statements) + len(self.rejects)
        return len(self.rejects) / total if total else 0.0


def read_corpus(folder: Path, files: Iterable[Path], settings: Ingest) -> Intake:
    """Read the corpus; statements come in order of their files' names."""
    seen: dict[str, str] = {}
    statements: list[Statement] = []
    rejects: list[Reject] = []
    for path in sorted(files):
        name = path.relative_to(folder).as_posix()
        try:
            statement = _read(path, name, settings)
            twin = seen.get(statement.statement_id)
            if twin:
                raise StatementError(name, "text", f"is the same as that of {twin}", "keep one of the two files")
        except StatementError as error:
            rejects.append(Reject(error.file, error.place, error.reason, error.remedy))
            continue
        seen[statement.statement_id] = name
        statements.append(statement)
    return Intake(tuple(statements), tuple(rejects))


def corpus_files(folder: Path) -> list[Path]:
    """Give every file below `folder` but hidden ones."""
    return [
        path
        for path in folder.rglob("*")
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    ]


def _read(path: Path, name: str, settings: Ingest) -> Statement:
    if path.suffix not in settings.suffixes:
        kinds = ", ".join(settings.suffixes)
        raise StatementError(
            name, "file", f"is of a kind that is not read ({path.suffix or 'no suffix'})", f"give it as {kinds}"
        )
    try:
        data = path.read_bytes()
    except OSError as error:
        raise StatementError(name, "file", f"cannot be opened ({error.strerror})", "check its permissions") from None
    if len(data) > settings.max_characters * 4:
        raise StatementError(name, "file", "is too large", "split it into one file per statement")
    return read_statement(data, name)
