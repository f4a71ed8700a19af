"""Values computed once a spelling: real text has few spellings beside its words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

Value = TypeVar("Value")
MOST_SPELLINGS = 200_000  # beyond that a memory starts anew, so that hostile text cannot fill it


class Remembered(dict[str, Value], Generic[Value]):
    """A dictionary that computes what it lacks: `remembered[spelling]` is `compute(spelling)`."""

    def __init__(self, compute: Callable[[str], Value]) -> None:
        super().__init__()
        self._compute = compute

    def __missing__(self, spelling: str) -> Value:
        if len(self) >= MOST_SPELLINGS:
            self.clear()
        value = self[spelling] = self._compute(spelling)
        return value
