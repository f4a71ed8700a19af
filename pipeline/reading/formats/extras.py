"""Libraries of the extra `[ingest]`: present where the user installed it, named in a clear refusal where not."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import Any

from pipeline.errors import StatementError

INSTALL = 'python -m pip install -c constraints.txt -e ".[ingest]"'


def load(library: str, file: str) -> Any:
    """Give a library's module.

    Args:
        file: The file that needs it, for the refusal.

    Raises:
        StatementError: The library is not installed; the remedy is the command that installs it.
    """
    try:
        module: ModuleType = import_module(library)
    except ImportError as error:
        absent = isinstance(error, ModuleNotFoundError) and error.name == library.partition(".")[0]
        why = f"{library} is not installed" if absent else f"{library} cannot be loaded: {str(error).splitlines()[0]}"
        raise StatementError(file, "file", f"needs the extra [ingest] to be read ({why})", f"run {INSTALL}") from None
    return module
