"""How commands print: JSON lines for programs, tables for people; and the checks of options they share."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table


class Format(StrEnum):
    """How a command prints."""

    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"


FormatOption = Annotated[Format, typer.Option("--format", help="table for people, jsonl for programs.")]
DayOption = Annotated[str, typer.Option("--date", help="Day of speech, YYYY-MM-DD, where the text states none.")]


def emit(rows: Iterable[dict[str, Any]]) -> None:
    """Print one JSON object a line."""
    for row in rows:
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")


def show(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]], folding: Sequence[str] = ()) -> None:
    """Print a table for people; `folding` names the columns whose text may wrap."""
    table = Table(title=title, title_justify="left", header_style="bold", show_edge=False, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold", no_wrap=column not in folding)
    for row in rows:
        table.add_row(*[re.sub(r"\[", r"\\[", cell) for cell in row])
    Console(width=None if sys.stdout.isatty() else 160).print(table)


def check_day(value: str, option: str) -> str:
    """Give back an ISO day or month or year, or '' for none.

    Raises:
        typer.BadParameter: It is none of these.
    """
    if value and not re.fullmatch(r"\d{4}(-\d\d){0,2}", value):
        raise typer.BadParameter(f"{value!r} is not YYYY, YYYY-MM or YYYY-MM-DD", param_hint=option)
    return value


def check_full_day(value: str, option: str) -> str:
    """Give back an ISO day, or '' for none.

    Raises:
        typer.BadParameter: It is no day of the calendar.
    """
    try:
        if value and date.fromisoformat(value).isoformat() != value:
            raise ValueError
    except ValueError:
        raise typer.BadParameter(f"{value!r} is no day of the calendar, YYYY-MM-DD", param_hint=option) from None
    return value
