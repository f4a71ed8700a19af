"""Tables to documents, a row each: CSV and its kin, JSON lines, arrays of JSON objects, Excel workbooks."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import count, islice
from typing import Any

from pipeline.config import Ingest
from pipeline.errors import StatementError
from pipeline.reading.cleaning.decoding import decode
from pipeline.reading.formats.columns import CONFIG, Columns, Rows, recognise, unknown_columns
from pipeline.reading.formats.received import Received
from pipeline.reading.formats.workbooks import read_workbook

_DELIMITERS = ",;\t|"
_HEADER_WITHIN = 10  # a title and a source may stand above the header
_WRAPPERS = ("items", "data", "statements", "results", "records")
_BLANK = {mark: re.compile(rf"[ \t\n\r]*{mark}?[ \t\n\r]*") for mark in ",:"}
_LINE = 8  # a line of JSON may be this many times as long as a text, whose letters may each be written as "\\u00e9"
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_DECODER = json.JSONDecoder(parse_constant=lambda _: None)
_KINDS = 1000  # distinct sets of keys that are remembered


def read_table(data: bytes, file: str, settings: Ingest) -> Iterator[Received | StatementError]:
    """Read a table.

    Comma, semicolon, tab and bar separated values, Excel workbooks (.xlsx), JSON lines, and JSON that is an array of
    objects or holds one under 'items', 'data' or 'statements'. Which column is what, `recognise` says. Places count rows
    as a spreadsheet does, the header being row 1.

    Yields:
        A document for each row, or what is wrong with the row, or with the table.
    """
    try:
        if data[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
            yield from read_workbook(data, file, settings)
            return
        text = decode(data, file)
        start = text[:4096].lstrip()[:1]
        if start in ("{", "["):
            yield from _read_json(text, file, settings)
        else:
            yield from _read_csv(text, file, settings)
    except StatementError as error:
        yield error


def _lines(text: str, start: int = 0) -> Iterator[str]:
    """Give the lines with their ends, one at a time; only a line feed ends one (a cell may hold other breaks)."""
    while start < len(text):
        end = text.find("\n", start) + 1 or len(text)
        yield text[start:end]
        start = end


def _read_csv(text: str, file: str, settings: Ingest) -> Iterator[Received | StatementError]:
    # The module's limit is the process's; ours is checked by the cell, below.
    csv.field_size_limit(max(csv.field_size_limit(), settings.max_characters + 1))
    start = 0
    if match := re.match(r"sep=(.)\n", text):
        start = match.end()
    delimiter = match[1] if match else _delimiter(text, settings)
    quoting = _quoting(text, start, delimiter)
    reader = csv.reader(_lines(text, start), delimiter=delimiter, quoting=quoting, strict=True)
    rows = Rows(file, settings)
    columns: Columns | None = None
    early: list[list[str]] = []
    width = number = 0
    while True:
        number += 1
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            yield StatementError(
                file, f"row {number}", f"has quotation marks that do not pair, from line {line} on ({error})",
                "double each quotation mark within a quoted cell",
            )  # fmt: skip
            continue
        if not any(cell.strip() for cell in cells):
            continue
        if columns is None:
            early.append(cells)
            columns = recognise(cells, settings)
            width = len(cells)
            if columns is None and len(early) == _HEADER_WITHIN:
                break
            continue
        try:
            if any(cell.strip() for cell in cells[width:]):
                raise StatementError(
                    file, f"row {number}", f"has {len(cells)} cells under {width} columns",
                    "put cells that hold the separator in double quotes",
                )  # fmt: skip
            yield rows.document(columns, cells, f"row {number}")
        except StatementError as error:
            yield error
    if columns is None:
        names, sample = [*early, [], []][:2]
        raise unknown_columns(names, sample, file, "row 1")


def _delimiter(text: str, settings: Ingest) -> str:
    """Give the separator that makes a known header, else the one that cuts the first lines most."""
    best, most = ",", (False, 0)
    first = [line[: settings.max_characters] for line in islice(_lines(text), _HEADER_WITHIN) if line.strip()]
    for delimiter in _DELIMITERS:
        rows = [next(csv.reader([line], delimiter=delimiter), []) for line in first]
        score = max(((recognise(row, settings) is not None, len(row)) for row in rows), default=(False, 0))
        if score > most:
            best, most = delimiter, score
    return best


def _quoting(text: str, start: int, delimiter: str) -> Any:
    """Tell whether quotation marks are part of the text: so in tab-separated values that no spreadsheet wrote."""
    if delimiter not in "\t|":
        return csv.QUOTE_MINIMAL
    first = [line for line in islice(_lines(text, start), 200) if line.strip()]
    try:
        for _ in csv.reader(iter(first[:-1] or first), delimiter=delimiter, strict=True):
            pass
    except csv.Error:
        return csv.QUOTE_NONE if len({line.count(delimiter) for line in first}) == 1 else csv.QUOTE_MINIMAL
    return csv.QUOTE_MINIMAL


def _read_json(text: str, file: str, settings: Ingest) -> Iterator[Received | StatementError]:
    rows = Rows(file, settings)
    known: dict[tuple[str, ...], Columns | None] = {}
    # Where no object has a text, the file is refused once, not by the object.
    refusal: StatementError | None = None
    refused: list[str] = []
    found = False
    for place, item in _objects(text, file, settings):
        if isinstance(item, StatementError):
            yield item
            continue
        names = tuple(item)
        if names not in known:
            if len(known) >= _KINDS:
                known.clear()
            known[names] = recognise(names, settings)
        columns = known[names]
        if columns is None:
            refusal = refusal or unknown_columns(
                names, [str(one)[:1000] for one in item.values()], file, place or "file"
            )
            refused.append(place)
        if refusal and (columns or found):
            for one in refused:
                yield StatementError(file, one, "has no field that is known to hold the text", refusal.remedy)
            refused.clear()
        if columns is None:
            continue
        found = True
        try:
            cells = _cells(item, columns, file, place or "file")
            yield rows.document(columns, cells, place)
        except StatementError as error:
            yield error
    if refusal and not found:
        more = f", nor have {len(refused) - 1} objects after it" if len(refused) > 1 else ""
        raise StatementError(file, refusal.place, refusal.reason + more, refusal.remedy)


def _cells(item: dict[str, Any], columns: Columns, file: str, place: str) -> list[str]:
    """Give an object's values as text; what is not kept may be of any kind, and is left out."""
    kept = {*columns.texts, *columns.fields}
    return [_cell(value, name, file, place) if at in kept else "" for at, (name, value) in enumerate(item.items())]


def _cell(value: Any, name: str, file: str, place: str) -> str:
    if isinstance(value, list) and value and all(isinstance(one, str) for one in value):
        value = "\n\n".join(value)
    if value is None or value == [] or value == {}:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, (int, float)):
        return str(value)
    if not isinstance(value, str):
        raise StatementError(file, place, f"has more than one value in {name!r}", "write it as one line of text")
    return _LONE_SURROGATE.sub("\ufffd", value)


def _objects(text: str, file: str, settings: Ingest) -> Iterator[tuple[str, dict[str, Any] | StatementError]]:
    """Give the objects of a JSON file with their places, one at a time."""
    if _is_by_lines(text, file, settings):
        found = _objects_by_line(text, file, settings.max_characters)
    else:
        found = _objects_in_array(text, file)
    for place, item in found:
        if isinstance(item, (dict, StatementError)):
            yield place, item
        else:
            yield place, StatementError(file, place, "is no JSON object", 'write each statement as {"text": …}')


def _is_by_lines(text: str, file: str, settings: Ingest) -> bool:
    first, second = [*islice((line.strip() for line in _lines(text) if line.strip()), 2), "", ""][:2]
    if not first.startswith("{"):
        return False
    if len(first) <= settings.max_characters:
        with suppress(ValueError, RecursionError):
            value = _DECODER.decode(first)
            return bool(second) or not any(isinstance(value.get(name), list) for name in _WRAPPERS)
    # A first line that is broken, or too long, does not make the others an array.
    if first.endswith(("[", "{", ",", ":")):
        return False
    return file.lower().endswith((".jsonl", ".ndjson")) or (second.startswith("{") and second.endswith("}"))


def _objects_by_line(text: str, file: str, limit: int) -> Iterator[tuple[str, Any]]:
    for number, line in enumerate(_lines(text), start=1):
        place = f"line {number}"
        if len(line) > _LINE * limit:
            yield place, StatementError(
                file, place, f"is longer than {_LINE * limit} characters",
                f"split it (eight times max_characters in {CONFIG} is the limit)",
            )  # fmt: skip
        elif line.strip():
            try:
                yield place, _DECODER.decode(line.strip())
            except (ValueError, RecursionError) as error:
                yield place, _broken(error, file, place, "write one JSON object a line")


def _objects_in_array(text: str, file: str) -> Iterator[tuple[str, Any]]:
    """Give the items of an array, of the array in an object, or the one object that the file is."""
    place = "file"
    try:
        at = _blank(text, 0)
        if text[at] == "{":
            start = _array_within(text, at)
            if start is None:
                yield "", _DECODER.decode(text.strip())
                return
            at = start
        at += 1
        for number in count(1):
            at = _blank(text, at)
            if text[at] == "]":
                return
            place = f"item {number}"
            item, at = _DECODER.raw_decode(text, at)
            yield place, item
    except (ValueError, RecursionError, IndexError) as error:
        yield place, _broken(error, file, place, "correct it there; what follows was not read")


def _array_within(text: str, at: int) -> int | None:
    """Give where the array of statements begins in an object; other values are passed over."""
    at += 1
    while text[at := _blank(text, at)] != "}":
        name, at = _DECODER.raw_decode(text, at)
        at = _blank(text, at, ":")
        if name in _WRAPPERS and text[at] == "[":
            return at
        _, at = _DECODER.raw_decode(text, at)
    return None


def _blank(text: str, at: int, mark: str = ",") -> int:
    """Give the position after white space and at most one `mark`."""
    match = _BLANK[mark].match(text, at)
    return match.end() if match else at


def _broken(error: Exception, file: str, place: str, remedy: str) -> StatementError:
    if isinstance(error, json.JSONDecodeError):
        reason = f"{error.msg} at line {error.lineno}, column {error.colno}" if place == "file" else error.msg
    else:
        reason = "it is nested too deep" if isinstance(error, RecursionError) else "it is cut off"
    return StatementError(file, place, f"is not JSON ({reason})", remedy)
