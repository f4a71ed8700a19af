"""Content-addressed results per statement, so that one new statement costs one statement.

Results live in one SQLite file per stage in an ignored folder. A key is the hash of all that a result depends on: the
statement, the code that reads it and the configuration. Rewriting a stage's output from the memo leaves no trace of
statements that were taken away, because keys that a run did not ask for are dropped at its end.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Self


def digest(*parts: object) -> str:
    """Give the SHA-256, in hexadecimal, of JSON-serialisable parts."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def code_version(*places: Path) -> str:
    """Give a hash of the Python files at `places` (files or folders), so that changed code forgets old results."""
    files = sorted({file for place in places for file in ([place] if place.is_file() else place.rglob("*.py"))})
    return digest([[file.name, file.read_text(encoding="utf-8")] for file in files])


class Memo:
    """Remembers a JSON-serialisable result per key; a context manager.

    An interrupted run keeps what it had computed, so the next one goes on from there; a run that ends well drops
    every result that it did not ask for.

    Attributes:
        computed: How many results this run had to compute.
        remembered: How many it found.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._database = sqlite3.connect(path)
        self._database.execute("CREATE TABLE IF NOT EXISTS results (key TEXT PRIMARY KEY, value TEXT NOT NULL)")
        self._asked: set[str] = set()
        self.computed = self.remembered = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: object) -> None:
        if kind is None:
            known = {key for (key,) in self._database.execute("SELECT key FROM results")}
            forgotten = [(key,) for key in sorted(known - self._asked)]
            self._database.executemany("DELETE FROM results WHERE key = ?", forgotten)
        self._database.commit()
        self._database.close()

    def map(self, keyed: Iterable[tuple[str, Any]], compute: Callable[[Any], Any]) -> Iterator[Any]:
        """Yield the result for each (key, argument), computing only what is not remembered."""
        for key, argument in keyed:
            yield self._result(key, argument, compute)

    def _result(self, key: str, argument: Any, compute: Callable[[Any], Any]) -> Any:
        self._asked.add(key)
        row = self._database.execute("SELECT value FROM results WHERE key = ?", (key,)).fetchone()
        if row:
            self.remembered += 1
            return json.loads(row[0])
        value = json.dumps(compute(argument), ensure_ascii=False)
        self._database.execute("INSERT INTO results VALUES (?, ?)", (key, value))
        self.computed += 1
        return json.loads(value)
