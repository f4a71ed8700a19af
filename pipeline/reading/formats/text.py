"""Plain text and Markdown, with YAML front matter or without, to a received document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from pipeline.config import Dialect
from pipeline.errors import StatementError
from pipeline.reading.cleaning.decoding import decode
from pipeline.reading.formats.received import FIELDS, Received

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?P<head>.*?)^---[ \t]*(?:\n(?P<body>.*))?\Z", re.DOTALL | re.MULTILINE)
_STRUCK = re.compile(
    r"(?:<(s|del|strike)>[^<]{0,300}</\1>|~~[^~\n]{1,300}~~)\s?"
)  # words that the source itself has struck out
_KEY = re.compile(r"---[ \t]*\n\s*[\w-]+[ \t]*:")


def read_text(data: bytes, file: str, dialects: Sequence[Dialect], *, markdown: bool = False) -> Received:
    """Read a text file.

    Args:
        dialects: How publishers name the fields of their front matter.
        markdown: True where the file says that it is Markdown, so that its marks are no part of the words.

    Raises:
        StatementError: What is wrong with it, where, and what to do.
    """
    text = decode(data, file)
    if not _KEY.match(text):
        return Received(text, {}, file, marked=markdown)
    head, body = _split(text, file)
    fields, dialect = _fields(head, file, dialects)
    if markdown:
        body = _STRUCK.sub("", body)
    notes = dict.fromkeys(fields, f"front matter of the {dialect}" if dialect else "front matter")
    return Received(body, fields, file, notes=notes, marked=markdown)


def named(head: dict[str, Any], dialects: Sequence[Dialect]) -> Dialect | None:
    """Give the first dialect whose telling names are all among `head`."""
    return next((dialect for dialect in dialects if set(dialect.when) <= set(head)), None)


def _split(text: str, file: str) -> tuple[dict[str, Any], str]:
    match = _FRONT_MATTER.match(text)
    if match is None:
        raise StatementError(file, "front matter", "has no closing line '---'", "close it with a line of three dashes")
    try:
        head = YAML(typ="safe").load(match["head"])
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f"line {mark.line + 2}" if mark else f"lines 1–{match['head'].count(chr(10)) + 2}"
        problem = getattr(error, "problem", None) or "syntax"
        raise StatementError(
            file, line, f"front matter is not YAML ({problem})", "put values that hold ': ' or '#' in double quotes"
        ) from None
    except (ValueError, RecursionError):  # a date that no calendar has, or brackets nested without end
        field = next((line for line in match["head"].splitlines() if re.search(r"\d{4}-\d\d-\d\d", line)), "date")
        name, _, value = field.partition(":")
        raise StatementError(
            file, f"field {name[:40]!r}", f"is not a date ({value.strip()[:40]!r})", "write it as YYYY-MM-DD"
        ) from None
    if not isinstance(head, dict):
        raise StatementError(file, "front matter", "holds no fields", "write one 'field: value' a line")
    return {str(key): value for key, value in head.items()}, match["body"] or ""


def _fields(head: dict[str, Any], file: str, dialects: Sequence[Dialect]) -> tuple[dict[str, str], str]:
    dialect = named(head, dialects)
    if dialect is not None:
        kept = {ours: head[theirs] for theirs, ours in dialect.fields.items() if ours and theirs in head}
        head = {name: value for name, value in head.items() if name not in dialect.fields} | kept | dialect.fixed
    unknown = sorted(set(head) - set(FIELDS))
    if unknown:
        raise StatementError(
            file,
            f"field {unknown[0]!r}",
            "is not a field of a statement",
            f"use one of {', '.join(FIELDS)}, or say in configs/ingest.yaml under front_matter what it means",
        )
    fields: dict[str, str] = {}
    for name, value in head.items():
        if value is None:
            continue
        if isinstance(value, (list, dict)):
            raise StatementError(file, f"field {name!r}", "must be a single value", "write it as one line of text")
        fields[name] = value.isoformat() if isinstance(value, date) else " ".join(str(value).split())
    return fields, dialect.name if dialect else ""
