"""Quotation marks of every style, with apostrophes told from closing single quotes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

MARKS = re.compile("[\"'“”„‟‘’‚‹›«»「」『』]")
_PAIRS = {"“": "”", "«": "»", "‹": "›", "「": "」", "『": "』"}
_CLOSE = frozenset("”»›」』")
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A passage between quotation marks.

    Attributes:
        start, end: Character offsets of what stands between the marks.
        closed: False where the mark was never closed and the passage runs to the end of its paragraph.
        depth: 0 for an outer quotation, 1 for one within it …
        words: How many words stand between the marks.
    """

    start: int
    end: int
    closed: bool
    depth: int
    words: int


@Language.factory("demarche_quotations")
def make_quotations(nlp: Language, name: str) -> Quotations:
    """Build the component; it has no settings."""
    Doc.set_extension("quotations", default=(), force=True)
    return Quotations()


class Quotations:
    """Sets `doc._.quotations`."""

    def __call__(self, doc: Doc) -> Doc:
        """Find the quotations of `doc`."""
        doc._.quotations = find_quotations(doc.text)
        return doc


def find_quotations(text: str) -> tuple[Quotation, ...]:
    """Give every quotation in `text`, in order of its start; never raises on unpaired marks.

    An open mark ends with its paragraph: a mark that is opened again in the next paragraph begins a passage of its
    own there, as English typography has it.
    """
    found: list[Quotation] = []
    at = 0
    for paragraph in text.split("\n"):
        if MARKS.search(paragraph):
            found.extend(_in_paragraph(text, at, at + len(paragraph)))
        at += len(paragraph) + 1
    return tuple(sorted(found, key=lambda quotation: (quotation.start, -quotation.end)))


def _in_paragraph(text: str, start: int, end: int) -> list[Quotation]:
    found: list[Quotation] = []
    stack: list[tuple[str, int]] = []  # the mark that will close, and where the passage starts
    for match in MARKS.finditer(text, start, end):
        mark, here = match.group(), match.start()
        before = text[here - 1] if here > start else " "
        after = text[here + 1] if here + 1 < end else " "
        closing = next((depth for depth in range(len(stack) - 1, -1, -1) if mark in stack[depth][0]), None)
        if mark in "'’" and _is_apostrophe(text, here, end, before, after, closing is not None):
            continue
        opens = _opens(mark, before, after, closing is not None)
        if opens:
            stack.append((_closer(mark), here + 1))
        elif closing is not None:
            _, begun = stack[closing]
            del stack[closing:]
            found.append(_quotation(text, begun, here, closed=True, depth=closing))
    if stack and not set(stack[0][0]) & set("'’‘"):  # a single mark never closed is an apostrophe
        _, begun = stack[0]
        found.append(_quotation(text, begun, end, closed=False, depth=0))
    return [quotation for quotation in found if quotation.words]


def _opens(mark: str, before: str, after: str, may_close: bool) -> bool:
    if mark == "‘" and after.isdigit():
        return False  # the ‘90s
    if mark in _PAIRS or mark in "„‚‟‘":
        return not (mark in "“‘" and may_close)  # German closes with “ and ‘
    if mark in _CLOSE or mark == "’":
        return False
    boundary = not before.isalnum() and before not in ".,!?;:…)%"
    return boundary and not after.isspace() and not (may_close and after in ".,;:!?)")


def _closer(mark: str) -> str:
    if mark in ("„", "‟"):
        return "“”"
    if mark == "‚":
        return "‘’"
    if mark == "‘":
        return "’"
    return _PAIRS.get(mark, mark)


def _is_apostrophe(text: str, here: int, end: int, before: str, after: str, may_close: bool) -> bool:
    if before.isalnum() and after.isalnum():
        return True
    if not may_close:
        return before.isalnum() or (text[here] == "’" or after.isdigit())
    if before in "sS" and after == " " and here + 2 < end and text[here + 2].islower():
        # a plural possessive ("the ministers’ words") if a better place to close comes later in the paragraph
        later = re.search(r"(?<=[\w.,!?…])['’](?=[\s.,;:!?)—–-]|$)", text[here + 1 : end])
        opening = re.search(r"[\s(][‘'](?=\w)", text[here + 1 : end])
        return later is not None and (opening is None or later.start() < opening.start())
    return False


def _quotation(text: str, start: int, end: int, *, closed: bool, depth: int) -> Quotation:
    words = sum(1 for word in text[start:end].split() if _WORD.search(word))
    return Quotation(start, end, closed, depth, words)
