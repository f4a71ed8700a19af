"""Which of many statements are one statement received again: copied exactly, or reprinted under another headline.

Pairs that share wording are sought by MinHash (Broder 1997) over runs of words, banded for locality-sensitive hashing
(Indyk and Motwani 1998), at every size, so that what is found does not change as a corpus grows; each pair is then
aligned word by word and judged by `pipeline.reading.sameness.alignment`.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Literal

import numpy as np

from pipeline.reading.sameness.alignment import sameness
from pipeline.reading.sameness.wording import Wording, plain, read_wording

RUN = 5  # words
BANDS, ROWS = 42, 3  # finds 99.9 % of the pairs that share 0.55 of their runs, 94 % at 0.4
SEED = 1
_CHUNK = 20_000


@dataclass(frozen=True, slots=True)
class Text:
    """A statement's text, its key and its ISO day, '' where it is not known."""

    key: str
    text: str
    day: str


@dataclass(frozen=True, slots=True)
class Twin:
    """That the text `key` is the statement `of` received again.

    Attributes:
        similarity: The share of the shorter text's words that the other has in the same order.
        kind: 'exact' where nothing but case, layout, quotation marks and dashes differs.
    """

    key: str
    of: str
    similarity: float
    kind: Literal["exact", "near"]


class Finder:
    """Compares each text with those received before it.

    A near twin is a twin of the statement first received, never of another twin: through a row of small steps two
    different statements would become one.
    """

    def __init__(self, *, similarity: float, days: int, words: int) -> None:
        """Set the limits.

        Args:
            similarity: Least share of equal wording.
            days: Texts whose days are known and farther apart are near twins no more.
            words: Texts with fewer words are twins only where they are exact copies.
        """
        from datasketch import MinHash, MinHashLSH  # it loads scipy, which takes a second

        self._similarity, self._days, self._words = similarity, days, words
        self._sketch = MinHash(num_perm=BANDS * ROWS, seed=SEED, hashfunc=int)
        self._index = MinHashLSH(num_perm=BANDS * ROWS, params=(BANDS, ROWS))
        self._first: list[Text] = []
        self._copies: dict[bytes, Twin | str] = {}

    def add(self, text: Text) -> Twin | None:
        """Give the earlier text that this one repeats, if there is one, and remember this one."""
        simple = plain(text.text)
        if not simple:
            return None
        copy = hashlib.blake2b(simple.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        known = self._copies.get(copy)
        if isinstance(known, Twin):
            return replace(known, key=text.key)
        if known is not None:
            return Twin(text.key, known, 1.0, "exact")
        twin = self._near(text)
        self._copies[copy] = twin or text.key
        return twin

    def _near(self, text: Text) -> Twin | None:
        wording = read_wording(text.text)
        if len(wording.words) < self._words:
            return None
        self._sketch.clear()
        runs = _runs(wording.words)
        for start in range(0, len(runs), _CHUNK):
            self._sketch.update_batch(runs[start : start + _CHUNK].tolist())
        found = [
            (sameness(_wording(first.text), wording, self._similarity, self._words), -number)
            for number in self._index.query(self._sketch)
            if self._close(first := self._first[number], text)
        ]
        share, number = max(found, default=(0.0, 0))
        if share:
            return Twin(text.key, self._first[-number].key, round(share, 4), "near")
        self._index.insert(len(self._first), self._sketch, check_duplication=False)
        self._first.append(text)
        return None

    def _close(self, one: Text, other: Text) -> bool:
        if not one.day or not other.day:
            return True
        return abs(date.fromisoformat(one.day) - date.fromisoformat(other.day)).days <= self._days


def twins(texts: Iterable[Text], *, similarity: float, days: int, words: int) -> list[Twin]:
    """Give the texts that repeat an earlier one, in the order of `texts`; the limits are those of `Finder`."""
    finder = Finder(similarity=similarity, days=days, words=words)
    return [twin for text in texts if (twin := finder.add(text))]


@lru_cache(maxsize=1024)
def _wording(text: str) -> Wording:
    return read_wording(text)


def _runs(words: tuple[str, ...]) -> np.ndarray[tuple[int], np.dtype[np.uint32]]:
    """Give a number for each run of words, the same on every machine."""
    codes = np.array([zlib.crc32(word.encode("utf-8", "surrogatepass")) for word in words], dtype=np.uint32)
    length = min(RUN, len(codes))
    runs = np.zeros(len(codes) - length + 1, dtype=np.uint32)
    for step in range(length):
        runs = runs * np.uint32(0x9E3779B1) + codes[step : step + len(runs)]
    return np.unique(runs)
