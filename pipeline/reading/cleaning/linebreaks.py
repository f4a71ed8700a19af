"""A line end within a paragraph to what stands in its place: a space, nothing, or a word without its hyphen."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

# Words that take their hyphen with them, and those that begin solid compounds although they are words themselves.
_HYPHENATED = frozenset(
    "non self so well ill all half quasi post anti counter long short high low far vice cross ever pro neo".split()
)
_SOLID = frozenset(
    "under over out up down with where there here how what who when some any every no never none not in on off for be to by"
    " inter fore after back side life house work man sea air land head hand time day night birth foot key news main".split()
)
_LEFT = re.compile(r"([^\W\d_]+)-$")
_RIGHT = re.compile(r"[^\W\d_]+")
_BEFORE = re.compile(r"[^\W_][\w’']*(?:-[\w’']+)*-$")


class Words:
    """The words of one text, counted when first asked for: most texts have no word that is broken at a line end."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._counts: Counter[str] | None = None

    def count(self, word: str) -> int:
        """Count a word as it stands within lines, whether or not it has hyphens or capitals."""
        if self._counts is None:
            self._counts = Counter(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", self._text.lower()))
        return self._counts[word]


def join(text: str, after: str, words: Words) -> tuple[str, str]:
    """Tell how a line goes on in the next: the line, without a hyphen that only broke a word, and what comes between.

    A hyphen before a capital or a number or after a number stays. Otherwise the text's own usage decides, then a
    dictionary: "Secu-" and "rity" are one word, "soul-" and "searching" a compound.
    """
    if not text.endswith("-"):
        bare = text[-1:] in "—" and text[-2:-1].isalnum() and after[:1].isalnum()
        return text, "" if bare or (_wide(text[-1:]) and _wide(after[:1])) else " "
    left, right = _LEFT.search(text[-40:]), _RIGHT.match(after)
    if not _BEFORE.search(text[-80:]):
        return text, " "  # a dash, not a hyphen
    if left is None or right is None:
        return text, "" if after[:1].isalnum() else " "
    if right[0][0].isupper():
        return text, ""
    if right[0] in ("and", "or", "to") and (len(after) == len(right[0]) or after[len(right[0])] == " "):
        return text, " "  # "two- or three-day"
    return (text, "") if _keeps_hyphen(left[1].lower(), right[0].lower(), words) else (text[:-1], "")


def _keeps_hyphen(left: str, right: str, words: Words) -> bool:
    hyphenated, solid = words.count(f"{left}-{right}"), words.count(left + right)
    if hyphenated != solid:
        return hyphenated > solid
    if left in _HYPHENATED and _is_word(right):
        return True
    if _is_word(left + right) or left in _SOLID:
        return False
    return _is_word(left) and _is_word(right)


@lru_cache(maxsize=10_000)
def _is_word(word: str) -> bool:
    # Loading the dictionary takes seconds, and most texts need none.
    from lemminflect import getAllLemmas

    return bool(getAllLemmas(word))


def _wide(character: str) -> bool:
    """Tell a Chinese, Japanese or full-width character, between which a line end stands for nothing."""
    return "\u2e80" <= character <= "\u9fff" or "\uf900" <= character <= "\ufaff" or "\uff00" <= character <= "\uff60"
