"""A PDF to a received document: text in reading order without page furniture; scans and damaged files are refused."""

from __future__ import annotations

import logging
import math
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

from pipeline.errors import StatementError
from pipeline.reading.formats.extras import load
from pipeline.reading.formats.page_layout import Page, Piece, flow
from pipeline.reading.formats.received import Received

_MAX_PAGES = 5_000
_MAX_OPERATIONS = 5_000_000  # drawing operations in all pages; a page of text has some hundreds
_MAX_PAGE_BYTES = 5_000_000
_FEWEST_LETTERS = 20  # a page with fewer and a picture is a scan
_HEAD = 1 << 10  # within which readers look for a PDF's first mark
_TAIL = 1 << 16  # what servers append to a file after its end mark
_OCR = "run it through OCR (for example ocrmypdf) first"
_NO_TITLE = re.compile(
    r"(?i)\s*(?:untitled.*|microsoft word.*|(?:document|presentation)\d*|.*\.(?:docx?|pdf|indd|rtf|wpd|qxd|pptx?|xlsx?|dot))?\s*\Z"
)


def read_pdf(data: bytes, file: str) -> Received:
    """Read a PDF's text in reading order, without headers, footers and page numbers.

    Footnotes follow the text, each a paragraph. The title of the file's properties becomes a field; its author and the
    day when the file was made are notes only, since neither says who spoke or when. Pages that hold no text but a
    picture are named in a note.

    Raises:
        StatementError: The file is no PDF, damaged, cut off, locked, too large or a scan.
    """
    pypdf = load("pypdf", file)
    if b"%PDF" not in data[:_HEAD]:
        remedy = "open it to see what it is, and give it the suffix of that or fetch it again"
        raise StatementError(file, "file", "is no PDF, whatever its name says: it does not begin with %PDF", remedy)
    if data.rfind(b"%%EOF", max(len(data) - _TAIL, 0)) < 0:
        raise StatementError(file, "file", "is cut off: the mark of a PDF's end is missing", "fetch it again")
    with _quiet():
        try:
            return _read(pypdf, data, file)
        except StatementError:
            raise
        # A damaged file can fail anywhere in the parser, with any exception, recursion and memory included.
        except Exception as error:
            raise _damaged(file, "file", error) from None


def _read(pypdf: Any, data: bytes, file: str) -> Received:
    reader = pypdf.PdfReader(BytesIO(data), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise StatementError(file, "file", "is locked with a password", "save it without one")
    _check_tree(reader, file)
    pages: list[Page] = []
    pictures: list[int] = []
    watch = _Watch(_MAX_OPERATIONS)
    for number, source in enumerate(reader.pages, start=1):
        try:
            page = _page(source, watch)
        except Exception as error:
            if isinstance(error, _TooMuchError):
                raise StatementError(
                    file, f"page {number}", f"is too large to read ({error})", "save its text as a plain file"
                ) from None
            raise _damaged(file, f"page {number}", error) from None
        letters = sum(one.isalpha() for piece in page.pieces for one in piece.text)
        if letters < _FEWEST_LETTERS and _has_picture(source):
            pictures.append(number)
        pages.append(page)
    if not pages:
        raise StatementError(file, "file", "has no pages", "fetch it again")
    if len(pictures) == len(pages):
        raise StatementError(file, "file", "holds pictures of pages and no text", _OCR)
    text = flow(pages)
    _check_letters(text, file)
    fields, notes = _properties(reader)
    if pictures:
        notes["pages without text"] = f"{_ranges(pictures)} of {len(pages)}: pictures; {_OCR}"
    return Received(text=text, fields=fields, file=file, notes=notes)


class _TooMuchError(Exception):
    """A page asks for more work than any page of text."""


class _Watch:
    """Follows the drawing of pages: how much of it there is, in all, and how far text is raised from its line."""

    def __init__(self, operations: int) -> None:
        self._left = operations
        self._rise = 0.0
        self._saved: list[float] = []
        self.shown_rise = 0.0

    def __call__(self, operator: bytes, operands: list[Any], *_: object) -> None:
        self._left -= 1
        if self._left < 0:
            raise _TooMuchError(f"more than {_MAX_OPERATIONS:,} drawing operations")
        if operator == b"Ts" and operands:
            self._rise = float(operands[0])
        elif operator == b"q":
            self._saved.append(self._rise)
        elif operator == b"Q":
            self._rise = self._saved.pop() if self._saved else 0.0
        elif operator in (b"Tj", b"TJ", b"'", b'"'):
            self.shown_rise = self._rise


def _page(source: Any, watch: _Watch) -> Page:
    contents = source.get_contents()
    size = len(contents.get_data()) if contents is not None else 0
    if size > _MAX_PAGE_BYTES:
        raise _TooMuchError(f"{size:,} bytes of drawing")
    pieces: list[Piece] = []

    def keep(text: str, outer: list[float], inner: list[float], _font: object, size: float) -> None:
        scale = math.hypot(inner[2], inner[3]) * math.hypot(outer[2], outer[3])
        x = inner[4] * outer[0] + inner[5] * outer[2] + outer[4]
        y = inner[4] * outer[1] + inner[5] * outer[3] + outer[5] + watch.shown_rise * scale
        for at, line in enumerate(text.split("\n")):
            if line:  # only the first line of a piece has its place in the file
                pieces.append(Piece(line, x, y - at * size * scale * 1.15, size * scale))

    source.extract_text(visitor_operand_before=watch, visitor_text=keep)
    box = source.mediabox
    return Page(tuple(pieces), float(box.height) or 1.0, float(box.width) or 1.0)


def _check_tree(reader: Any, file: str) -> None:
    """Walk the tree of pages within limits: a file can name one page, or a branch, without end."""
    branches = [reader.trailer["/Root"]["/Pages"]]
    visited = pages = 0
    while branches:
        node = branches.pop().get_object()
        visited += 1
        kids = node.get("/Kids")
        if kids is None:
            pages += 1
        else:
            branches.extend(kids.get_object())
        if pages > _MAX_PAGES or visited > 2 * _MAX_PAGES or len(branches) > 4 * _MAX_PAGES:
            raise StatementError(
                file,
                "file",
                f"has more than {_MAX_PAGES:,} pages, or pages that name one another",
                "split it into parts",
            )


def _has_picture(source: Any) -> bool:
    resources = source.get("/Resources")
    objects = resources.get_object().get("/XObject") if resources is not None else None
    if objects is None:
        return False
    kinds = {one.get_object().get("/Subtype") for one in objects.get_object().values()}
    return bool(kinds & {"/Image", "/Form"})


def _check_letters(text: str, file: str) -> None:
    letters = sum(one.isalpha() for one in text)
    if not letters:
        raise StatementError(file, "file", "holds no text", _OCR)
    # Fonts without a table of characters give control characters, private ones or their glyphs' numbers.
    wrong = sum(one in "\ufffd" or "\ue000" <= one <= "\uf8ff" or (one < " " and one not in "\n\t") for one in text)
    if wrong + 5 * text.count("(cid:") > 0.2 * letters:
        raise StatementError(file, "file", "does not say which letters its fonts draw", _OCR)


def _properties(reader: Any) -> tuple[dict[str, str], dict[str, str]]:
    fields: dict[str, str] = {}
    notes: dict[str, str] = {}
    found = reader.metadata or {}
    title, author, made = (str(found.get(name) or "").strip() for name in ("/Title", "/Author", "/CreationDate"))
    if title and not _NO_TITLE.match(title):
        fields["title"], notes["title"] = title, "pdf properties"
    if author:
        notes["pdf author"] = author
    day = re.match(r"(?:D:)?(\d{4})(0[1-9]|1[0-2])?(0[1-9]|[12]\d|3[01])?", made)
    if day:
        notes["pdf created"] = "-".join(part for part in day.groups() if part)
    return fields, notes


def _ranges(numbers: list[int]) -> str:
    """Write rising numbers as '1, 4–6'."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and spans[-1][1] == number - 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in spans)


def _damaged(file: str, place: str, error: Exception) -> StatementError:
    if type(error).__name__ == "DependencyError":
        return StatementError(file, place, f"is encrypted ({error})", "save it without a password")
    problem = " ".join(str(error).split())[:120] or type(error).__name__
    return StatementError(file, place, f"is damaged ({problem})", "fetch it again, or save its text as a plain file")


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep pypdf from printing: what is wrong with a file is said in its refusal."""
    logger = logging.getLogger("pypdf")
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.setLevel(level)
