"""Excel workbooks to documents, a row each."""

from __future__ import annotations

import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any

from pipeline.config import Ingest
from pipeline.errors import StatementError
from pipeline.reading.formats.archives import check_package
from pipeline.reading.formats.columns import Columns, Rows, recognise, shown, unknown_columns
from pipeline.reading.formats.extras import load
from pipeline.reading.formats.received import Received

_HEADER_WITHIN = 10  # a title and a source may stand above the header
_SOUGHT = 1000  # rows, filled or not, in which a header is sought
_LAST_ROW = 1_048_576  # Excel's own; a file may claim more, and then be padded with as many empty rows
_LAST_COLUMN = 256  # a row may claim 16,384 columns, of which each is made an object
_BATCH = 256  # rows for which openpyxl's warnings are silenced at once
_HEAD = 1 << 16
_OTHERS = {
    "xl/workbook.bin": "a binary Excel workbook (.xlsb)",
    "word/document.xml": "a Word document",
    "content.xml": "an OpenDocument file",
}


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet with a header that was recognised, and the row that it stands in; cells beyond its width are no part."""

    title: str
    columns: Columns
    header: int
    width: int


def read_workbook(data: bytes, file: str, settings: Ingest) -> Iterator[Received | StatementError]:
    """Read every sheet of an .xlsx workbook that has a recognised header, hidden rows included.

    Days are given as ISO days, whichever of its two calendars the workbook counts in. The first document's notes name
    the sheets that were not read.

    Yields:
        A document for each row, or what is wrong with the row.

    Raises:
        StatementError: The file is no workbook, or no sheet of it has a column that is known to hold text.
    """
    formulas = _check(data, file, settings)
    values = _open(data, file, data_only=True)
    # A formula whose value was never stored reads as an empty cell; only the formulas themselves tell the two apart.
    sources = _open(data, file, data_only=False) if formulas else None
    titles = [sheet.title for sheet in values.worksheets]
    if not titles:
        raise StatementError(file, "file", "holds no sheet", "save it as .xlsx (not as “Strict Open XML”) or as CSV")
    sheets, unread, refusal = _headers(values, file, settings)
    if not sheets:
        raise refusal or StatementError(file, "file", "holds no rows", "remove it or fill it in")
    rows = Rows(file, settings, {"sheets not read": shown(unread)} if unread else {})
    for sheet in sheets:
        where = f"sheet {sheet.title}; " if len(titles) > 1 else ""
        lines = _rows(values[sheet.title], file, sheet.width)
        others = _rows(sources[sheet.title], file, sheet.width) if sources else None
        for number, cells in enumerate(lines, start=1):
            formula_cells = next(others, ()) if others else ()
            if number <= sheet.header or all(cell.value is None for cell in (formula_cells or cells)):
                continue
            place = f"{where}row {number}"
            try:
                _check_cells(cells, formula_cells, sheet.columns, file, place)
                texts = [_text(cell.value) for cell in cells]
                if any(texts):
                    yield rows.document(sheet.columns, texts, place)
            except StatementError as error:
                yield error


def _check(data: bytes, file: str, settings: Ingest) -> bool:
    """Refuse what is no workbook or is hostile; tell whether there are formulas."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise StatementError(
            file,
            "file",
            "is an old Excel workbook (.xls) or one with a password",
            "save it as .xlsx without a password",
        )
    check_package(data, file, settings)
    formulas = False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = set(package.namelist())
            if kind := next((kind for part, kind in _OTHERS.items() if part in names), ""):
                raise StatementError(file, "file", f"is {kind}", "save it as .xlsx or as CSV")
            for name in names:
                if name.endswith((".xml", ".rels")):
                    with package.open(name) as part:
                        # The format allows no document type; with one, a few lines swell to gigabytes.
                        if b"<!DOCTYPE" in part.read(_HEAD).replace(b"\x00", b""):
                            raise StatementError(file, "file", "declares XML entities", "save it anew in Excel")
                    formulas = formulas or (name.startswith("xl/worksheets/") and _has_formulas(package, name))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError, zlib.error) as error:
        raise _damaged(file, error) from None
    return formulas


def _has_formulas(package: zipfile.ZipFile, name: str) -> bool:
    end = b""
    with package.open(name) as part:
        while chunk := part.read(_HEAD):
            if b"<f>" in (piece := end + chunk) or b"<f " in piece:
                return True
            end = piece[-2:]
    return False


def _open(data: bytes, file: str, *, data_only: bool) -> Any:
    openpyxl = load("openpyxl", file)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of every feature that it would lose on saving
            return openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=data_only, keep_links=False)
    except Exception as error:  # openpyxl raises whatever its parts raise on damaged files
        raise _damaged(file, error) from None


def _rows(sheet: Any, file: str, width: int) -> Iterator[tuple[Any, ...]]:
    """Give a sheet's rows; the size that a file claims for it is often wrong, and is not heeded."""
    sheet.reset_dimensions()
    rows = sheet.iter_rows(max_col=width)
    for _ in range(_LAST_ROW // _BATCH):
        batch: list[tuple[Any, ...]] = []
        failure: StatementError | None = None
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                batch.extend(islice(rows, _BATCH))  # keeps what came before a failure
        except Exception as error:  # as above
            failure = _damaged(file, error, f"sheet {sheet.title}")
        yield from batch
        if failure:
            raise failure
        if not batch:
            return


def _headers(workbook: Any, file: str, settings: Ingest) -> tuple[list[_Sheet], list[str], StatementError | None]:
    """Find the sheets to read.

    Returns:
        Those whose header is recognised, the titles of the others that hold anything, and why the first of these is not
        read.
    """
    sheets: list[_Sheet] = []
    unread: list[str] = []
    refusal: StatementError | None = None
    for sheet in workbook.worksheets:
        early: list[list[str]] = []
        for number, cells in enumerate(islice(_rows(sheet, file, _LAST_COLUMN), _SOUGHT), start=1):
            names = _trimmed([_text(cell.value) for cell in cells])
            if not any(names):
                continue
            early.append(names)
            if columns := recognise(names, settings):
                sheets.append(_Sheet(sheet.title, columns, number, len(names)))
                break
            if len(early) == _HEADER_WITHIN:
                break
        if early and not (sheets and sheets[-1].title == sheet.title):
            unread.append(sheet.title)
            names, sample = [*early, []][:2]
            refusal = refusal or unknown_columns(names, sample, file, f"sheet {sheet.title}")
    return sheets, unread, refusal


def _trimmed(names: list[str]) -> list[str]:
    while names and not names[-1].strip():
        names.pop()
    return names


def _check_cells(cells: tuple[Any, ...], formulas: tuple[Any, ...], columns: Columns, file: str, place: str) -> None:
    for at in (*columns.texts, *columns.fields):
        if at < len(cells) and cells[at].data_type == "e":
            raise StatementError(
                file, place, f"has the error {cells[at].value} in cell {cells[at].coordinate}", "correct the cell"
            )
        if at < len(formulas) and formulas[at].data_type == "f" and cells[at].value is None:
            raise StatementError(
                file, place, f"has a formula without its value in cell {formulas[at].coordinate}",
                "open the workbook in a spreadsheet program and save it, or put values for formulas",
            )  # fmt: skip


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, bool):
        return str(value).lower()
    # Excel writes line ends that XML would lose as escapes.
    return str(value).replace("_x000D_", "\r").replace("\r\n", "\n").replace("\r", "\n")


def _damaged(file: str, error: Exception, place: str = "file") -> StatementError:
    reason = " ".join(str(error).split())[:200] or type(error).__name__
    return StatementError(file, place, f"is no workbook that can be read ({reason})", "save it anew as .xlsx or as CSV")
