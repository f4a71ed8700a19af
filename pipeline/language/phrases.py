"""The shortest span that carries a remark's tone, verbatim."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from pipeline.language.found import Found, found_in
from pipeline.language.quotations import Quotation
from pipeline.language.scope import start_with_negator
from pipeline.language.wording import FormulaHit

_FIRST_PERSON = frozenset(("we", "i"))
_WISHES = frozenset("hope expect urge ask call trust want demand request appeal insist propose suggest".split())
_CLAUSE_ENDS = frozenset((",", ";", ".", ":", "!", "?", "but"))


def phrase_of_act(doc: Doc, group: Sequence[FormulaHit], quotations: Sequence[Quotation]) -> tuple[int, int]:
    """Characters of the phrase by which the act of `group` is shown.

    A faint word (one rung from zero at most) is not what carries an act: where the speaker goes on to say what "we hope",
    that clause does, and of several pieces between marks the first, of which the others say something.
    """
    found, hit = found_in(doc), group[0]
    if abs(hit.entry.rung) <= 1:
        at = found.words.start[hit.start]
        own = next((number for number, q in enumerate(quotations) if q.start <= at < q.end), -1)
        wish = _wish(found, quotations[own], hit) if own >= 0 else None
        if wish:
            return wish
        if own > 0 and all(q.kind == "scare" for q in quotations[: own + 1]):
            return quotations[0].start, quotations[0].end
    return phrase_of(doc, hit)


def _wish(found: Found, quotation: Quotation, hit: FormulaHit) -> tuple[int, int] | None:
    """The clause "we hope …" of a quotation, where it does not hold the formula itself."""
    words = found.words
    first, last = words.span(quotation.start, quotation.end)
    for at in range(first, last - 2):
        if words.lower[at] in _FIRST_PERSON and words.lower[at + 1] in _WISHES:
            end = next((k for k in range(at + 2, last) if words.lower[k] in _CLAUSE_ENDS), last)
            return None if at <= hit.start < end else (words.start[at], words.end[end - 1])
    return None


def phrase_of(doc: Doc, hit: FormulaHit) -> tuple[int, int]:
    """Characters of the formula with an intensifier right before it or a negator that belongs to it."""
    found = found_in(doc)
    start = hit.start
    for modifier in found.modifiers.within(hit.start - 4, hit.start):
        if modifier.effect == "intensifiers" and modifier.end == start:
            start = modifier.start
    start = start_with_negator(doc, start, hit.end)
    return found.words.start[start], found.words.end[hit.end - 1]


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Offsets without the spaces and marks at both ends."""
    while start < end and text[start] in " \n\t“\"‘'«„":
        start += 1
    while end > start and text[end - 1] in " \n\t,.;”\"’'»“":
        end -= 1
    return start, end
