"""Values computed once a spelling: real text has few spellings beside its words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

Value = TypeVar("Value")
# hostile text must not fill the memory: beyond so many spellings it starts anew, and longer ones are not kept
MOST_SPELLINGS = 200_000
LONGEST_SPELLING = 150  # characters


class Remembered(dict[str, Value], Generic[Value]):
    """A dictionary that computes what it lacks: `remembered[spelling]` is `compute(spelling)`."""

    def __init__(self, compute: Callable[[str], Value]) -> None:
        super().__init__()
        self._compute = compute

    def __missing__(self, spelling: str) -> Value:
        value = self._compute(spelling)
        if len(spelling) <= LONGEST_SPELLING:
            if len(self) >= MOST_SPELLINGS:
                self.clear()
            self[spelling] = value
        return value
