"""What the components have found in a document, by place, so that looking at one sentence does not cost the whole text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from spacy.tokens import Doc

from pipeline.language.words import Words, words_of

if TYPE_CHECKING:
    from pipeline.language.actors import Mention
    from pipeline.language.dates import DateMention
    from pipeline.language.quotations import Quotation
    from pipeline.language.wording import FormulaHit, ModifierHit


class Placed(Protocol):
    """What begins somewhere."""

    @property
    def start(self) -> int:
        """Its first token or character."""
        ...


Item = TypeVar("Item", bound=Placed)


class ByPlace(Generic[Item]):
    """Items in order of their start, with those that begin in a stretch at hand."""

    def __init__(self, items: Sequence[Item]) -> None:
        self.items = items
        self._starts = [item.start for item in items]

    def within(self, first: int, last: int) -> Sequence[Item]:
        """Give the items that begin from `first` to before `last`."""
        begin = bisect_left(self._starts, first)
        if begin == len(self._starts) or self._starts[begin] >= last:
            return ()
        return self.items[begin : bisect_left(self._starts, last, begin)]

    def before(self, place: int, count: int) -> Sequence[Item]:
        """Give up to `count` items that begin before `place`, the last ones."""
        stop = bisect_left(self._starts, place)
        return self.items[max(stop - count, 0) : stop]


class Found:
    """Mentions, formulas and modifiers by token; dates and quotations (outer ones) by character; the document's words.

    Attributes:
        parties: The states and bodies of a sentence with the parts they play, by its first token and whether they are
            praised; filled as remarks of later sentences look back.
    """

    __slots__ = ("dates", "formulas", "mentions", "modifiers", "parties", "quotations", "words")

    def __init__(self, doc: Doc) -> None:
        components = doc._
        self.words: Words = words_of(doc)
        self.parties: dict[tuple[int, bool], list[tuple[tuple[bool, int, int, int], Mention]]] = {}
        self.mentions: ByPlace[Mention] = ByPlace(components.mentions)
        self.formulas: ByPlace[FormulaHit] = ByPlace(components.formulas)
        self.modifiers: ByPlace[ModifierHit] = ByPlace(components.modifiers)
        self.dates: ByPlace[DateMention] = ByPlace(components.dates)
        self.quotations: ByPlace[Quotation] = ByPlace([q for q in components.quotations if q.depth == 0])

    def quotations_over(self, start: int, end: int) -> list[Quotation]:
        """Give the outer quotations that share a character with `start` to `end`."""
        if not self.quotations.items:
            return []
        earlier = [q for q in self.quotations.before(start, 1) if q.end > start]
        return [*earlier, *self.quotations.within(start, end)]


def found_in(doc: Doc) -> Found:
    """Give what was found in `doc`, sorted by place on first use; to be asked for when all components have run."""
    found: Found | None = doc.user_data.get("found")
    if found is None:
        found = doc.user_data["found"] = Found(doc)
    return found
