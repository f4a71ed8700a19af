"""A file of the corpus, Markdown or plain text with YAML front matter, to a Statement."""

from __future__ import annotations

import hashlib
import re
from calendar import monthrange
from dataclasses import replace
from datetime import date
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from pipeline.domain import DateBasis, Statement
from pipeline.errors import StatementError

FIELDS = (
    "date", "published", "retrieved", "speaker", "office", "venue", "occasion", "source", "url", "title", "genre", "language",
)  # fmt: skip
GENRES = ("report", "turn")
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?P<head>.*?)^---[ \t]*\n(?P<body>.*)\Z", re.DOTALL | re.MULTILINE)
_DAY = re.compile(r"\d{4}-\d\d-\d\d\Z")
_MONTH = re.compile(r"\d{4}-\d\d\Z")


def statement_id(text: str) -> str:
    """Give the id of a text: sixteen hexadecimal digits of its SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def decode(data: bytes, file: str) -> str:
    """Decode a file's bytes as UTF-8, with or without a byte-order mark, and make line ends plain.

    Raises:
        StatementError: The bytes are not UTF-8.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise StatementError(
            file, f"line {line}", "is not UTF-8 text", "save the file as UTF-8 (your editor's “Save with encoding”)"
        ) from None
    if "\x00" in text:
        raise StatementError(file, "file", "holds null bytes, so it is no text", "convert it to UTF-8 text")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_statement(data: bytes, file: str) -> Statement:
    """Read one file of the corpus.

    Raises:
        StatementError: What is wrong with it, where, and what to do.
    """
    text = decode(data, file)
    head, body = _split(text, file)
    body = body.strip()
    if not body:
        raise StatementError(file, "text", "is empty", "write the statement's text below the front matter")
    fields = _check(head, file)
    first, last, basis = _dates(fields, file)
    statement = Statement(statement_id=statement_id(body), text=body, file=file)
    plain = {name: value for name, value in fields.items() if name not in ("date", "published", "retrieved")}
    days = {name: _day(fields[name], name, file) for name in ("published", "retrieved") if name in fields}
    return replace(statement, date=first, date_end=last, date_basis=basis, **days, **plain)


def plain_statement(text: str, source: str = "", day: str = "") -> Statement:
    """Make a statement of any text outside the corpus, such as one that `demarche read` is given."""
    return Statement(
        statement_id=statement_id(text), text=text, source=source, date=day, date_end=day,
        date_basis="stated" if day else "unknown",
    )  # fmt: skip


def _split(text: str, file: str) -> tuple[dict[str, Any], str]:
    match = _FRONT_MATTER.match(text)
    if match is None:
        where = "front matter"
        if text.startswith("---"):
            raise StatementError(file, where, "has no closing line '---'", "close it with a line of three dashes")
        raise StatementError(
            file, where, "is missing", "begin the file with '---', its fields (at least date or published) and '---'"
        )
    try:
        head = YAML(typ="safe").load(match["head"])
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f"line {mark.line + 2}" if mark else where_of(match)
        problem = getattr(error, "problem", None) or "syntax"
        raise StatementError(
            file, line, f"front matter is not YAML ({problem})", "put values that hold ': ' or '#' in double quotes"
        ) from None
    except ValueError:  # a date that no calendar has
        field = next((line for line in match["head"].splitlines() if re.search(r"\d{4}-\d\d-\d\d", line)), "date")
        name, _, value = field.partition(":")
        raise StatementError(
            file, f"field {name!r}", f"is not a date ({value.strip()!r})", "write it as YYYY-MM-DD"
        ) from None
    if not isinstance(head, dict):
        raise StatementError(file, "front matter", "holds no fields", "write one 'field: value' a line")
    return {str(key): value for key, value in head.items()}, match["body"]


def where_of(match: re.Match[str]) -> str:
    """Name the lines that the front matter takes up."""
    return f"lines 1–{match['head'].count(chr(10)) + 2}"


def _check(head: dict[str, Any], file: str) -> dict[str, str]:
    unknown = sorted(set(head) - set(FIELDS))
    if unknown:
        raise StatementError(
            file, f"field {unknown[0]!r}", "is not a field of a statement", f"use one of {', '.join(FIELDS)}"
        )
    fields: dict[str, str] = {}
    for name, value in head.items():
        if value is None:
            continue
        if isinstance(value, (list, dict)):
            raise StatementError(file, f"field {name!r}", "must be a single value", "write it as one line of text")
        fields[name] = value.isoformat() if isinstance(value, date) else str(value).strip()
    if fields.get("genre", "report") not in GENRES:
        raise StatementError(file, "field 'genre'", f"is {fields['genre']!r}", f"use one of {', '.join(GENRES)}")
    return fields


def _dates(fields: dict[str, str], file: str) -> tuple[str, str, DateBasis]:
    if "date" in fields:
        ends = fields["date"].split("/")
        if len(ends) > 2:
            raise StatementError(file, "field 'date'", "has more than two ends", "write an interval as FIRST/LAST")
        first = _day(ends[0], "date", file)
        last = _day(ends[-1], "date", file, end=True)
        if last < first:
            raise StatementError(file, "field 'date'", f"ends before it begins ({fields['date']})", "swap the two days")
        return first, last, "stated"
    if "published" in fields:
        return "", "", "published"
    raise StatementError(
        file, "field 'date'", "is missing", "give the day of speech as date, or the page's day as published"
    )


def _day(value: str, name: str, file: str, *, end: bool = False) -> str:
    """Give an ISO day; a month stands for its first or, at the end of an interval, its last day."""
    value = value.strip()
    try:
        if _MONTH.match(value):
            year, month = int(value[:4]), int(value[5:])
            return date(year, month, monthrange(year, month)[1] if end else 1).isoformat()
        if _DAY.match(value):
            return date.fromisoformat(value).isoformat()
    except ValueError:
        pass
    raise StatementError(
        file, f"field {name!r}", f"is not a date ({value!r})", "write it as YYYY-MM-DD, YYYY-MM or FIRST/LAST"
    )
