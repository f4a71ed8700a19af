"""Attributions by nouns, adjectives and frames: "the claim that …", "is confident that …", "according to …"."""

from __future__ import annotations

from pipeline.config import CueEntry
from pipeline.language.attribution.boundaries import clause_end
from pipeline.language.attribution.clauses import Clauses
from pipeline.language.attribution.model import Attribution, Span
from pipeline.language.attribution.subjects import leading_phrase
from pipeline.language.wording import Cue
from pipeline.language.words import ADV, BASE, BE, COMMA, CONJ, DET, POSS, PREP, PRON, UPPER, WORD

_LINKS = frozenset("seems seemed appears appeared sounded remains remained became feel felt not been".split())
_HAVE = frozenset(("has", "have", "had"))


def _owner(clauses: Clauses, at: int, first: int, last: int, stop: int) -> tuple[Span | None, str]:
    """Whose claim, fear or promise it is: "the minister's claim", "their fear", "criticism by Moscow", "voiced concern"."""
    kind, lower = clauses.kind, clauses.lower
    before = at
    while (
        before > first
        and kind[before - 1] & WORD
        and not kind[before - 1] & (DET | PREP | PRON | CONJ | UPPER)
        and not kind[before - 1] & POSS
        and at - before < 3
    ):
        before -= 1
    if before > first and kind[before - 1] & POSS:
        owner = clauses.phrase_left(before - 1, first)
        return owner, "reported noun of an owner"
    if before > first and lower[before - 1] in ("his", "her", "its", "their", "my", "our"):
        return (before - 1, before), "reported noun of an owner"
    if stop < last and lower[stop] in ("by", "from"):
        end = clauses.phrase_right(stop + 1, last)
        if end > stop + 1:
            return (stop + 1, end), "reported noun of an agent"
    return None, ""


def by_noun(
    clauses: Clauses, cue: Cue, entry: CueEntry, first: int, last: int, earlier: list[Attribution]
) -> Attribution | None:
    """Read "the claim that …", "his refusal to …", "Seoul's criticism of …"."""
    at, kind, lower = cue.end, clauses.kind, clauses.lower
    if at >= last or (kind[cue.start] & UPPER and cue.start > first):
        return None
    word, owner_at = lower[at], at
    if word in ("by", "from") and at + 1 < last:
        at = clauses.phrase_right(at + 1, last)
        if at >= last:
            return None
        word = lower[at]
    if (
        word == "that"
        and "that" in entry.frames
        and at + 1 < last
        and (kind[at + 1] & (DET | PRON | UPPER) or clauses.has_finite(at + 1, min(at + 8, last)))
    ):
        end, begin, shape = clause_end(clauses, at + 1, last, phrase=False), at, "that-clause"
    elif word == "to" and "infinitive" in entry.frames and at + 1 < last and clauses.words.verb(at + 1) & BASE:
        end, begin, shape = clause_end(clauses, at + 1, last, phrase=True), at, "infinitive"
    elif word in entry.frames and kind[at] & PREP and at + 1 < last:
        end, begin, shape = clause_end(clauses, at + 1, last, phrase=True), at + 1, f"after “{word}”"
    else:
        return None
    owner, pattern = _owner(clauses, cue.start, first, last, owner_at)
    if any(0 <= cue.start - item.cue_end <= 4 and "convey" in item.classes for item in earlier):
        return None  # "voiced concern that": the verb has it already
    if owner is None:
        if shape != "that-clause":
            return None
        owner, pattern = (cue.start, cue.start), "reported noun"
    a, b = clauses.trimmed(begin, end)
    if b <= a:
        return None
    return Attribution(
        cue.start,
        cue.end,
        *owner,
        *clauses.characters(a, b),
        f"{pattern}; {shape}",
        None,
        "noun",
        classes=entry.classes,
        target=entry.target,
    )


def by_adjective(clauses: Clauses, cue: Cue, entry: CueEntry, first: int, last: int) -> Attribution | None:
    """Read "Seoul is confident that …", "he was critical of …"."""
    at, kind, lower = cue.end, clauses.kind, clauses.lower
    if at >= last:
        return None
    start = cue.start
    while start > first and kind[start - 1] & ADV and not kind[start - 1] & DET:
        start -= 1
    if start == first or not _links(clauses, start - 1):
        return None
    while start > first and (_links(clauses, start - 1) or kind[start - 1] & ADV or lower[start - 1] in _HAVE):
        if kind[start - 1] & DET:
            break
        start -= 1
    word = lower[at]
    if word == "that" and "that" in entry.frames:
        begin, end, shape = at, clause_end(clauses, at + 1, last, phrase=False), "that-clause"
    elif word == "to" and "infinitive" in entry.frames:
        begin, end, shape = at, clause_end(clauses, at + 1, last, phrase=True), "infinitive"
    elif word in entry.frames and kind[at] & PREP:
        begin, end, shape = at + 1, clause_end(clauses, at + 1, last, phrase=True), f"after “{word}”"
    else:
        return None
    subject = clauses.phrase_left(start, first) or leading_phrase(clauses, first, start)
    if subject is None or lower[subject[0]] in ("it", "there"):
        return None
    a, b = clauses.trimmed(begin, end)
    if b <= a:
        return None
    return Attribution(
        cue.start,
        cue.end,
        *subject,
        *clauses.characters(a, b),
        f"state of mind; {shape}",
        None,
        "adjective",
        classes=entry.classes,
    )


def _links(clauses: Clauses, at: int) -> bool:
    """True for the "is", "seems" or "not" between a subject and its state of mind; not for a possessive."""
    kind = clauses.kind
    if kind[at] & BE:
        return not kind[at] & POSS or bool(at and kind[at - 1] & PRON)
    return clauses.lower[at] in _LINKS


_OUTLETS = frozenset("report reports media press newspaper newspapers sources agency agencies cable cables documents".split())


def by_frame(clauses: Clauses, cue: Cue, first: int, last: int) -> Attribution | None:
    """Read "According to X, …" and "…, according to X"."""
    stop = clauses.phrase_right(cue.end, last)
    if stop <= cue.end:
        return None
    comma = next((at for at in range(cue.end, stop) if clauses.kind[at] & COMMA), stop)
    if _OUTLETS.intersection(clauses.lower[comma - 1 : comma]):  # what follows "media reports," is no apposition to them
        stop = comma
    if cue.start - first <= 2 and stop < last:
        begin, end = stop, last
    else:
        begin, end = first, cue.start
    begin, end = clauses.trimmed(begin, end)
    if end <= begin:
        return None
    return Attribution(
        cue.start,
        cue.end,
        cue.end,
        stop,
        *clauses.characters(begin, end),
        "source frame",
        None,
        "frame",
        classes=frozenset(("source",)),
    )
