"""The component that finds quotations, over the paragraphs of a text."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.language.quotations.kinds import Kind, kind_of
from pipeline.language.quotations.marks import MARKS, Pair, pairs_in
from pipeline.language.words import words_of

_WORD = re.compile(r"\w+(?:[’'-]\w+)*")
_SENTENCE_END = re.compile(r"[.!?]\s+[\"“A-Z]")
_LONGEST_INTERRUPTION = 120


@dataclass(frozen=True, slots=True)
class Quotation:
    """A passage between quotation marks.

    Attributes:
        start, end: Character offsets of what stands between the marks, to the letter.
        closed: False where the mark was never closed and the passage runs to the end of its paragraph.
        depth: 0 for an outer quotation, 1 for one within it …
        words: How many words stand between the marks.
        kind: `speech` for an utterance or four words and more, `scare` for a word or two of somebody's, `title` of a work,
            `nickname`, `term` for a word that is spoken about.
        continues: True where it goes on from the paragraph before, whose mark was left open and is opened again here.
        resumes: True where it goes on after an interruption: “…,” he said, “…”.
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
    own there, as English typography has it, which `continues` the one before.
    """
    found: list[Quotation] = []
    at, left_open = 0, False
    for paragraph in text.split("\n"):
        stop = at + len(paragraph)
        if paragraph.strip():
            made = _in_paragraph(text, at, stop, left_open) if MARKS.search(paragraph) else []
            found.extend(made)
            outer = [quotation for quotation in made if quotation.depth == 0]
            left_open = bool(outer) and not outer[-1].closed
        at = stop + 1
    return tuple(found)


def _in_paragraph(text: str, start: int, end: int, left_open: bool) -> list[Quotation]:
    made: list[Quotation] = []
    before: Quotation | None = None
    for pair in sorted(pairs_in(text, start, end), key=lambda pair: (pair.start, -pair.end)):
        words = len(_WORD.findall(text, pair.start, pair.end))
        if not words:
            continue
        kind = kind_of(text, pair.start, pair.end, pair.before, pair.after, words)
        quotation = Quotation(pair.start, pair.end, pair.closed, pair.depth, words, kind)
        if pair.depth == 0:
            if left_open and before is None and not text[start : pair.start - pair.before].strip():
                quotation = replace(quotation, continues=True, kind="speech")
            elif before is not None and _resumes(text, before, pair):
                quotation = replace(quotation, resumes=True, kind="speech" if before.kind == "speech" else kind)
            before = quotation
        made.append(quotation)
    return made


def _resumes(text: str, before: Quotation, pair: Pair) -> bool:
    between = text[before.end : pair.start - pair.before]
    if len(between) > _LONGEST_INTERRUPTION or not _WORD.search(between):
        return False
    ended = text[before.end - 1] in ",—–-" or between[1:3].lstrip()[:1] in (",", "—", "–")
    if not ended or _SENTENCE_END.search(between):
        return False
    tail = between.rstrip()
    return tail[-1:] in ",—–-:" or text[pair.start].islower()
