"""What a user names to be read: files, folders, patterns and standard input; and which of them could not be."""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

import typer

from pipeline.adding import files_in
from pipeline.config import Ingest
from pipeline.domain import Statement
from pipeline.errors import DemarcheError, StatementError
from pipeline.reading.formats.files import format_of
from pipeline.reading.places import Places
from pipeline.stages import say

STANDARD_INPUT = "-"


def label(name: str) -> str:
    """Name an input for people."""
    return "standard input" if name == STANDARD_INPUT else name


def named_files(names: Iterable[str], settings: Ingest) -> list[str]:
    """Give the files that a user means; those of a folder, or that fit a pattern, in order of their names.

    A name of nothing that is there stays, so that opening it says what is wrong.
    """
    found: list[str] = []
    for name in names:
        path = Path(name)
        if path.is_dir():
            found.extend([str(file) for file in files_in(path, settings)] or [name])
        elif name == STANDARD_INPUT or path.exists():
            found.append(name)
        else:
            found.extend(sorted(file for file in glob.glob(name, recursive=True) if Path(file).is_file()) or [name])
    return list(dict.fromkeys(found))


def content(name: str) -> bytes:
    """Give a file's bytes; `-` is standard input.

    Raises:
        DemarcheError: The file cannot be opened, or nothing came in.
    """
    if name == STANDARD_INPUT:
        data = sys.stdin.buffer.read()
        if not data.strip():
            raise DemarcheError("standard input is empty; pipe a text into the command, or name a file in place of -")
        return data
    if name.startswith(("http://", "https://")):
        raise DemarcheError(
            f"{name}: is a web address; fetch it with `demarche add {name}`, or save the page and name it"
        )
    try:
        return Path(name).read_bytes()
    except IsADirectoryError:
        raise DemarcheError(f"{name}: is a folder that holds no document; check the path") from None
    except OSError as error:
        remedy = "check its permissions" if isinstance(error, PermissionError) else "check the path"
        raise DemarcheError(f"{name}: {error.strerror}; {remedy}") from None


def is_plain(name: str, data: bytes) -> bool:
    """True for plain text without front matter, of which offsets can be those of the file."""
    try:
        text = format_of(PurePosixPath(name), data) == "text"
    except StatementError:
        return False
    return (
        text and PurePosixPath(name).suffix.lower() not in (".md", ".markdown") and not data.lstrip().startswith(b"---")
    )


class Document(NamedTuple):
    """A statement, and where its words stand in the file; None where its text is the file's, or the file is no plain text."""

    statement: Statement
    places: Places | None = None


def read_each(
    names: Sequence[str], documents_in: Callable[[str], list[Document]]
) -> tuple[list[tuple[str, Document]], list[str]]:
    """Read what can be read: documents, each with the file's name, and what is wrong with each of the other files."""
    found: list[tuple[str, Document]] = []
    failures: list[str] = []
    for name in names:
        try:
            found.extend((name, document) for document in documents_in(name))
        except DemarcheError as error:
            failures.append(str(error))
    return found, failures


def tell_failures(failures: Sequence[str], files: int) -> None:
    """Name the files that could not be read, after the results of the others.

    Raises:
        typer.Exit: With status 1, where there is any.
    """
    for failure in failures:
        say(f"error: {failure}")
    if failures and files > 1:
        say(f"{len(failures)} of {files} files could not be read")
    if failures:
        raise typer.Exit(1)


def check_page(page: Path, files: Iterable[str]) -> None:
    """Make sure, before anything is read, that a page can be written and takes the place of nothing that is read.

    Raises:
        DemarcheError: With the path, the problem and what to do.
    """
    folder = page.resolve().parent
    if any(name != STANDARD_INPUT and Path(name).resolve() == page.resolve() for name in files):
        problem = "is itself to be read"
    elif page.is_dir():
        problem = "is a folder"
    elif not folder.is_dir():
        problem = f"there is no folder {folder}"
    elif not os.access(page if page.exists() else folder, os.W_OK):
        problem = "may not be written"
    else:
        return
    raise DemarcheError(f"{page}: {problem}; choose another file for --html")
