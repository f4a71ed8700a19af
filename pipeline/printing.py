"""How commands print: JSON lines for programs, tables for people; and the checks of options they share."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from typer.core import TyperGroup

from pipeline.errors import StatementError
from pipeline.reading.dating import span_of
from pipeline.store import csv_text


class Format(StrEnum):
    """How a command prints."""

    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"


class LinesFormat(StrEnum):
    """How a command prints whose rows are of several kinds, so that no CSV can hold them."""

    TABLE = "table"
    JSONL = "jsonl"


_FOR_WHOM = "table for people, jsonl for programs"
FormatOption = Annotated[Format, typer.Option("--format", help=f"{_FOR_WHOM}, csv for spreadsheets.")]
LinesFormatOption = Annotated[LinesFormat, typer.Option("--format", help=f"{_FOR_WHOM}.")]
DayOption = Annotated[
    str,
    typer.Option(
        "--date",
        help="When it was said: YYYY-MM-DD, YYYY-MM, YYYY or FIRST/LAST; outranks the document's own date.",
    ),
]


def emit(rows: Iterable[dict[str, Any]]) -> None:
    """Print one JSON object a line."""
    for row in rows:
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")


def emit_csv(rows: Sequence[dict[str, Any]], columns: Sequence[str]) -> None:
    """Print a CSV table with a header."""
    sys.stdout.write(csv_text(rows, columns))


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
        typer.BadParameter: It is none of these, or not in the calendar.
    """
    try:
        if value and not re.fullmatch(r"\d{4}(-\d\d){0,2}", value):
            raise ValueError
        check_span(value, option)
    except (ValueError, typer.BadParameter):
        raise typer.BadParameter(
            f"{value!r} is not in the calendar as YYYY-MM-DD, YYYY-MM or YYYY", param_hint=option
        ) from None
    return value


def check_span(value: str, option: str) -> str:
    """Give back a day, month, year or FIRST/LAST, as `demarche add` takes them, or '' for none.

    Raises:
        typer.BadParameter: It is none of these.
    """
    if value:
        try:
            span_of(value, option, "")
        except StatementError as error:
            raise typer.BadParameter(f"{error.reason}; {error.remedy}", param_hint=option) from None
    return value


class Commands(TyperGroup):
    """The commands; one that is given another's option says whose it is."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that is named."""
        try:
            return super().invoke(ctx)
        except Exception as error:  # typer does not export the class of an unknown option's error
            option = getattr(error, "option_name", "")
            owners = [f"`demarche {name}`" for name, c in self.commands.items() if option in options(c)]
            if owners and hasattr(error, "possibilities"):
                error.message += f", which belongs to {' and '.join(owners)}"  # type: ignore[attr-defined]
                error.possibilities = None
            raise


def options(command: Any) -> set[str]:
    """Give the names of a command's options."""
    return {name for parameter in command.params for name in parameter.opts}
