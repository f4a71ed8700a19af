"""Documents into the corpus, as received and all or nothing: `demarche add`.

Each run makes one folder below `corpus/statements/added/`: the files as they were received, and a table of what is known
of them from elsewhere. It is put together beside the corpus and moved into place in one step, so that a run that is
killed leaves the corpus as it was.
"""

from __future__ import annotations

import csv
import glob
import io
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from zc.lockfile import LockError, LockFile

from pipeline.config import Ingest
from pipeline.domain import Duplicate, Reject, Statement
from pipeline.errors import DemarcheError
from pipeline.reading.corpus import PROVENANCE, Intake, Register, by_document, read_file
from pipeline.reading.formats.files import ignored
from pipeline.reading.formats.received import FIELDS
from pipeline.reading.statements import Desk

INCOMING = ".incoming"
_COLUMNS = ("file", "duplicate_of", *FIELDS)


@dataclass(frozen=True, slots=True)
class Offer:
    """A file offered to the corpus: its name there, its bytes or where they lie, and what is known of it."""

    name: str
    data: bytes | Path
    fields: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one offered file.

    Attributes:
        stored: True where it now lies in the corpus.
        reprints: Duplicates whose source is new and was noted.
    """

    name: str
    documents: int
    added: tuple[Statement, ...]
    duplicates: tuple[Duplicate, ...]
    rejects: tuple[Reject, ...]
    reprints: int
    stored: bool


def offers(inputs: Sequence[str], desk: Desk, fields: dict[str, str]) -> Iterator[Offer | Reject]:
    """Give the files that a user means by paths, folders and patterns; '-' is not among them, nor are addresses."""
    for text in inputs:
        path = Path(text)
        if path.is_dir():
            inside = files_in(path, desk.settings)
            for file in inside:
                yield Offer(str(PurePosixPath(path.resolve().name, *file.relative_to(path).parts)), file, fields)
            if not inside:
                yield Reject(text, "folder", "holds no document", "check the path")
        elif path.is_file():
            yield Offer(path.name, path, fields)
        elif found := sorted(glob.glob(text, recursive=True)):
            yield from offers([name for name in found if Path(name).is_file()], desk, fields)
        else:
            yield Reject(text, "path", "is not there", "check its spelling")


def files_in(folder: Path, settings: Ingest) -> list[Path]:
    """List the documents of a folder and of those within it, in order of their names; hidden and ignored files are none."""
    return [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and not _hidden(path.relative_to(folder))
        and not ignored(PurePosixPath(path.name), settings)
        and path.name != PROVENANCE
    ]


def add(
    offered: Iterable[Offer | Reject], corpus: Path, intake: Intake, desk: Desk, *, dry_run: bool = False
) -> Iterator[Outcome]:
    """Take files into the corpus; yields what became of each, and moves all into place after the last.

    Args:
        corpus: The folder that holds `statements/`.
        intake: What the corpus holds already.
        dry_run: True to say what would become of them, and leave the corpus as it is.

    Raises:
        DemarcheError: Another run is adding to this corpus, or the disk refuses.
    """
    incoming = corpus / INCOMING
    incoming.mkdir(parents=True, exist_ok=True)
    try:
        lock = LockFile(str(incoming / "lock"))
    except LockError:
        raise DemarcheError(f"{corpus}: another `demarche add` is at work; wait until it has ended") from None
    try:
        yield from _add(offered, corpus, incoming, intake, desk, dry_run)
    except OSError as error:
        raise DemarcheError(f"{error.filename or corpus}: {error.strerror}; nothing was added") from None
    finally:
        shutil.rmtree(incoming, ignore_errors=True)  # while the lock is held: who comes next makes a new one
        lock.close()


def _add(
    offered: Iterable[Offer | Reject], corpus: Path, incoming: Path, intake: Intake, desk: Desk, dry_run: bool
) -> Iterator[Outcome]:
    register = Register(desk)
    for document in by_document(intake.statements):
        register.add(document)
    now = datetime.now(UTC)
    home = _free_folder(corpus / "statements", f"added/{now:%Y-%m-%dT%H%M%S}")
    batch = incoming / "batch"
    shutil.rmtree(batch, ignore_errors=True)  # what a killed run has left
    batch.mkdir()
    taken: set[str] = set()
    rows: list[dict[str, str]] = []
    for offer in offered:
        if isinstance(offer, Reject):
            yield Outcome(offer.file, 0, (), (), (offer,), 0, stored=False)
            continue
        name = _free(_safe(offer.name), taken)
        reading = read_file(offer.data, f"{home}/{name}", offer.fields, desk)
        added: list[Statement] = []
        duplicates: list[Duplicate] = []
        reprinted: list[dict[str, str]] = []
        for document in by_document(reading.statements):
            twins = register.add(document)
            duplicates.extend(twins)
            if not twins:
                added.extend(document)
                continue
            again = {twin.statement_id for twin in twins}
            added.extend(s for s in document if s.statement_id in register.statements and s.statement_id not in again)
            if any(twin.new_source for twin in twins):
                first = document[0]
                known = {key: getattr(first, key) for key in ("source", "url", "title", "published")}
                reprinted.append({"file": offer.name, "duplicate_of": twins[0].of_file, **known})
        if added:
            taken.add(name)
            if not dry_run:
                _copy(offer.data, batch / name)
                fields = {"retrieved": now.date().isoformat(), **offer.fields}
                rows.append({"file": name, **fields})
        else:
            rows.extend(reprinted)
        yield Outcome(
            offer.name,
            reading.documents,
            tuple(added),
            tuple(duplicates),
            reading.rejects,
            len(reprinted),
            stored=bool(added),
        )
    if rows and not dry_run:
        _write(batch / PROVENANCE, _table(rows))
        target = corpus / "statements" / home
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(batch, target)


def _free_folder(statements: Path, name: str) -> str:
    number, free = 1, name
    while (statements / free).exists():
        number += 1
        free = f"{name}-{number}"
    return free


def _copy(data: bytes | Path, target: Path) -> None:
    if isinstance(data, bytes):
        _write(target, data)
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(data, target)


def _write(target: Path, data: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as handle:
        handle.write(data)
        handle.flush()
        os.fsync(handle.fileno())


def _table(rows: Sequence[dict[str, str]]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, _COLUMNS, lineterminator="\n", restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _safe(name: str) -> str:
    """A name that every file system takes, and that leads nowhere else."""
    parts = [re.sub(r"[\x00-\x1f<>:\"|?*\\]", "_", part) for part in PurePosixPath(name).parts]
    kept = [part.lstrip(".")[-150:] or "_" for part in parts if part not in ("/", "..", ".")]
    joined = "/".join(kept) or "statement"
    return f"_{joined}" if PurePosixPath(joined).name == PROVENANCE else joined


def _free(name: str, taken: set[str]) -> str:
    path = PurePosixPath(name)
    number, free = 1, name
    while free.casefold() in {one.casefold() for one in taken}:
        number += 1
        free = str(path.with_name(f"{path.stem}-{number}{path.suffix}"))
    return free
