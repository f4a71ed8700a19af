"""The component that finds quotations: passages between marks, with what each of them is."""

from __future__ import annotations

import re
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.language.closed_classes import (
    BE,
    CONJUNCTIONS,
    DETERMINERS,
    FINITE_AUXILIARIES,
    PREPOSITIONS,
    RELATIVES,
    SUBORDINATORS,
)
from pipeline.language.quotations.kinds import Kind, kind_of
from pipeline.language.quotations.marks import Passage, passages_in
from pipeline.language.words import words_of

_WORD = re.compile(r"\w\S*")
_MOST_BETWEEN = 120  # characters of an attribution that interrupts a quotation
_SHORT_ATTRIBUTION = 5  # words of one without a comma at its end
_LEADS_ON = FINITE_AUXILIARIES | BE | PREPOSITIONS | DETERMINERS | CONJUNCTIONS | SUBORDINATORS | RELATIVES
_BREAKS_OFF = frozenset(",—–-…")
_SENTENCE_ENDS = re.compile(r"[!?]|;.|\b(?:[a-z]+|\w{5,})\.\s")  # after shorter words with a capital: an abbreviation
_NAMES_SPEAKER = re.compile(r"\b(?:[A-Z]|(?:the|a|an|his|her|their|its|he|she|they|it|we|I)\b)")


class Quotation(NamedTuple):
    """A passage between quotation marks.

    Attributes:
        start, end: Character offsets of what stands between the marks, without spaces directly inside them.
        closed: False where the mark was never closed: the passage runs to the end of its paragraph or, where the same
            mark is opened anew before that, up to there.
        depth: 0 for an outer quotation, 1 for one within it …
        words: How many words stand between the marks.
        kind: 'speech', 'scare' (a few words in the narrator's sentence), 'title' (of a work), 'nickname' or 'term'.
        continues: True where the passage goes on with the unclosed one of the paragraph before.
        resumes: True where the passage goes on with the one before it after an interruption: "…," he said, "…".
    """

    start: int
    end: int
    closed: bool
    depth: int
    words: int
    kind: Kind = "speech"
    continues: bool = False
    resumes: bool = False


@Language.factory("demarche_quotations")
def make_quotations(nlp: Language, name: str) -> Quotations:
    """Build the component; it has no settings."""
    Doc.set_extension("quotations", default=(), force=True)
    return Quotations()


class Quotations:
    """Sets `doc._.quotations`."""

    def __call__(self, doc: Doc) -> Doc:
        """Find the quotations of `doc`."""
        doc._.quotations = find_quotations(words_of(doc).string)
        return doc


def find_quotations(text: str) -> tuple[Quotation, ...]:
    """Give every quotation in `text`, in order of its start; never raises on unpaired marks.

    An open mark ends with its paragraph: a mark that is opened again in the next paragraph begins a passage of its
    own there, as English typography has it.
    """
    found: list[Quotation] = []
    around: list[Passage] = []  # the passages that hold the one at hand, outermost first
    before: dict[int, Passage] = {}  # the last one at each depth
    for passage in sorted(passages_in(text), key=_place):
        words = len(_WORD.findall(text, passage.start, passage.end))
        while around and around[-1].end <= passage.start:
            around.pop()
        if not words or (around and passage.end > around[-1].end):
            continue  # marks that cross are no pair
        depth = len(around)
        resumes = depth in before and _resumes(text, before[depth], passage)
        found.append(_quotation(text, passage, depth, words, resumes))
        around.append(passage)
        before[depth] = passage
    return tuple(found)


def _place(passage: Passage) -> tuple[int, int]:
    return passage.start, -passage.end


def _quotation(text: str, passage: Passage, depth: int, words: int, resumes: bool) -> Quotation:
    opened, start, end, after, closed, continues = passage
    goes_on = continues or resumes
    kind: Kind = "speech" if goes_on else kind_of(text, opened, start, end, after, words)
    return Quotation(start, end, closed, depth, words, kind, continues, resumes)


def _resumes(text: str, before: Passage, passage: Passage) -> bool:
    """Tell whether an attribution, and nothing else, interrupts what `before` began and `passage` goes on with."""
    if not before.closed or passage.opened - before.after > _MOST_BETWEEN:
        return False
    between = text[before.after : passage.opened].replace("--", "—").replace(" - ", " — ").strip(" \u00a0")
    breaks_off = text[before.end - 1] in _BREAKS_OFF or between[:1] in {",", "—", "–"}
    if not breaks_off or "\n" in between or _SENTENCE_ENDS.search(between) or not _NAMES_SPEAKER.search(between):
        return False
    words = between.split()
    if len(words) < 2 + words.count(",") + words.count("—"):
        return False
    if between[-1] in {",", "—", "–"}:
        return True
    if between[-1] == ";":
        return text[passage.start].islower()
    if len(words) > _SHORT_ATTRIBUTION or not between[-1].isalnum() or not text[passage.start].islower():
        return False
    return CONJUNCTIONS.isdisjoint(words) and words[-1] not in _LEADS_ON
