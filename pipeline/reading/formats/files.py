"""Any file to received documents: the format is told by the name, else by the first bytes; archives are opened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fnmatch import fnmatch
from mimetypes import MimeTypes
from pathlib import Path, PurePosixPath

from pipeline.config import Ingest
from pipeline.errors import StatementError
from pipeline.reading.cleaning.decoding import decode
from pipeline.reading.formats.archives import members
from pipeline.reading.formats.feeds import is_feed, read_feed
from pipeline.reading.formats.html import read_html
from pipeline.reading.formats.pdf import read_pdf
from pipeline.reading.formats.received import Received
from pipeline.reading.formats.tables import read_table
from pipeline.reading.formats.text import read_text

_FORMATS = {
    "text": (".txt", ".text", ".md", ".markdown"),
    "html": (".html", ".htm", ".xhtml"),
    "pdf": (".pdf",),
    "table": (".csv", ".tsv", ".tab", ".xlsx", ".jsonl", ".ndjson", ".json"),
    "feed": (".rss", ".atom", ".xml", ".rdf"),
    "archive": (".gz", ".zip", ".tar", ".tgz", ".bz2", ".xz"),
}
_BY_SUFFIX = {suffix: form for form, suffixes in _FORMATS.items() for suffix in suffixes}
_MAGIC = ((b"%PDF", "pdf"), (b"PK\x03\x04", "archive"), (b"\x1f\x8b", "archive"))
_REMEDIES = {
    ".docx": "save it as PDF or text", ".doc": "save it as PDF or text", ".odt": "save it as PDF or text", ".rtf": "save it as PDF or text",
    ".xls": "save it as .xlsx or .csv", ".ods": "save it as .xlsx or .csv", ".epub": "save it as HTML or text", ".eml": "save its text",
}  # fmt: skip
# image, audio, video and font by their suffixes; Python's own table, so that it is the same on every machine
_KINDS = MimeTypes(filenames=())
_UNREAD = ("image/", "audio/", "video/", "font/")


def ignored(name: PurePosixPath, settings: Ingest) -> bool:
    """True for a file that describes a corpus and is no part of it, or that an operating system left there."""
    return name.name.startswith(".") or any(fnmatch(name.name, pattern) for pattern in settings.ignored)


def documents(data: bytes | Path, file: str, settings: Ingest) -> Iterator[Received | StatementError]:
    """Give every document of a file, and a refusal for each part that cannot be read.

    Args:
        data: Its bytes, or where it lies, so that a large archive need not be held in memory.
        file: What to call it.
    """
    try:
        yield from _documents(data, file, "", settings)
    except StatementError as error:
        yield error


def _documents(data: bytes | Path, file: str, place: str, settings: Ingest) -> Iterator[Received | StatementError]:
    name = PurePosixPath(place.rpartition("member ")[2] or file)
    form = format_of(name, data)
    if form == "archive":
        yield from _members(data, file, settings)
        return
    size = len(data) if isinstance(data, bytes) else data.stat().st_size
    if not size:
        raise StatementError(file, place or "file", "is empty", "save or fetch it again")
    if size > settings.max_file_bytes:
        raise StatementError(file, place or "file", f"is larger than {settings.max_file_bytes:,} bytes", "split it")
    content = data if isinstance(data, bytes) else _bytes(data, file)
    for item in _read(form, content, name, file, settings):
        where = "; ".join(filter(None, (place, item.place)))
        if isinstance(item, StatementError):
            yield StatementError(file, where, item.reason, item.remedy)
        else:
            yield replace(item, file=file, place=where)


def _members(data: bytes | Path, file: str, settings: Ingest) -> Iterator[Received | StatementError]:
    """Read the members of an archive; those of archives within it come with their names joined."""
    for member in members(data, file, settings):
        if isinstance(member, StatementError):
            yield member
            continue
        name, content = member
        if ignored(PurePosixPath(name), settings):
            continue
        where = f"member {name}"
        try:
            yield from _documents(content, file, where, settings)
        except StatementError as error:
            at = error.place if error.place.startswith(where) else f"{where}; {error.place}"
            yield StatementError(file, at, error.reason, error.remedy)


def format_of(name: PurePosixPath, data: bytes | Path) -> str:
    """Give a file's format, one of text, html, pdf, table, feed and archive, by its name, else by its first bytes.

    Raises:
        StatementError: It is of a kind that is not read.
    """
    suffix = name.suffix.lower()
    if suffix in _BY_SUFFIX:
        return _BY_SUFFIX[suffix]
    if suffix in _REMEDIES or (_KINDS.guess_type(name.name)[0] or "").startswith(_UNREAD):
        raise _unread(name, _REMEDIES.get(suffix, ""))
    if isinstance(data, Path):
        with data.open("rb") as handle:
            start = handle.read(2048)
    else:
        start = data[:2048]
    for magic, form in _MAGIC:
        if start.startswith(magic):
            return form
    if b"\x00" in start and not start.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _unread(name)
    lowered = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if lowered.startswith((b"<!doctype html", b"<html")):
        return "html"
    return "feed" if lowered.startswith((b"<?xml", b"<rss", b"<feed")) else "text"


def _unread(name: PurePosixPath, remedy: str = "") -> StatementError:
    kind = name.suffix.lower() or "no suffix, and no text"
    return StatementError(
        str(name), "file", f"is of a kind that is not read ({kind})", remedy or f"what is read: {', '.join(_BY_SUFFIX)}"
    )


def _read(
    form: str, data: bytes, name: PurePosixPath, file: str, settings: Ingest
) -> Iterator[Received | StatementError]:
    label = str(name)
    if form == "text":
        yield read_text(data, label, settings.front_matter, markdown=name.suffix.lower() in (".md", ".markdown"))
    elif form == "html":
        yield read_html(data, label)
    elif form == "pdf":
        yield read_pdf(data, label)
    elif form == "table":
        yield from read_table(data, label, settings)
    elif is_feed(decode(data[:4096], label) if data.strip() else ""):
        yield from read_feed(data, label)
    else:
        yield read_html(data, label)


def _bytes(path: Path, file: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise StatementError(file, "file", f"cannot be opened ({error.strerror})", "check its permissions") from None
