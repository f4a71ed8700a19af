"""One module a stage of dvc.yaml: parse paths, load its part of the configuration, call pure functions, write files."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

import typer
from rich.console import Console
from rich.progress import track

from pipeline.errors import DemarcheError

Item = TypeVar("Item")
_console = Console(stderr=True)


def say(message: str) -> None:
    """Tell the user something, on standard error."""
    print(message, file=sys.stderr, flush=True)


def progress(items: Iterable[Item], what: str, total: int) -> Iterator[Item]:
    """Pass items on, with a progress bar on a terminal and nothing in a pipe."""
    if _console.is_terminal:
        yield from track(items, description=what, total=total, console=_console, transient=True)
    else:
        yield from items


def run(main: Callable[..., Any]) -> None:
    """Run a stage or a command: errors of ours are one line and exit status 1, an interruption is status 130."""
    try:
        typer.run(main)
    except DemarcheError as error:
        say(f"error: {error}")
        raise SystemExit(1) from None
    except KeyboardInterrupt:
        say("interrupted; what was finished is kept, `dvc repro` goes on from there")
        raise SystemExit(130) from None
