"""Attributions by nouns, adjectives and frames: "the claim that …", "is confident that …", "according to …"."""

from __future__ import annotations

from pipeline.config import CueEntry
from pipeline.language.attribution.behind import infinitive_at
from pipeline.language.attribution.boundaries import before_main_verb, clause_end
from pipeline.language.attribution.clauses import Clauses
from pipeline.language.attribution.model import Attribution, Span
from pipeline.language.attribution.subjects import leading_phrase
from pipeline.language.wording import Cue, FormulaHit
from pipeline.language.words import (
    ADV,
    BASE,
    BE,
    COMMA,
    CONJ,
    DET,
    FINITE,
    MARK,
    NEG,
    NOUN_TOO,
    POSS,
    PREP,
    PRON,
    UPPER,
    WORD,
)

_LINKS = frozenset("seems seemed appears appeared sounded remains remained became feel felt not been".split())
_MEETING = frozenset(
    "drew draws drawn draw drawing faced faces face facing met meets meet earned earns received receives receive provoked provokes "
    "prompted triggered won wins attracted attracts sparked brought".split()
)
_SOURCES = frozenset(
    "source sources official officials report reports document documents statement statements data figures poll polls survey study studies "
    "analyst analysts expert experts diplomat diplomats agency media press paper papers letter memo record records cable cables people witnesses".split()
)
_NAMING = frozenset(  # what their object is called is theirs: "called X's account “a lie”"
    "call calls called calling brand brands branded branding label labels labelled labeled dub dubs dubbed term terms termed".split()
)
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
        and lower[before - 1] not in _MEETING
        and (clauses.words.verb(before - 1) & NOUN_TOO or not clauses.words.verb(before - 1) & FINITE)
        and at - before < 3
    ):
        before -= 1
    if before > first and kind[before - 1] & POSS:
        owner = clauses.phrase_left(before - 1, first)
        return owner, "reported noun of an owner"
    if before > first and lower[before - 1] in ("his", "her", "its", "their", "my", "our"):
        return (before - 1, before), "reported noun of an owner"
    if before > first and kind[before - 1] & UPPER and not kind[before - 1] & (PREP | CONJ | PRON | DET):
        return clauses.names.get(before - 1, (before - 1, before)), "reported noun of an owner"  # "European insistence"
    if stop < last and lower[stop] in ("by", "from", "among"):
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
    if word in ("by", "from", "among") and at + 1 < last:
        at = clauses.phrase_right(at + 1, last)
        if at >= last:
            return None
        word = lower[at]
    if (
        word == "that"
        and "that" in entry.frames
        and at + 1 < last
        and (kind[at + 1] & (DET | PRON | UPPER | COMMA | MARK) or clauses.has_finite(at + 1, min(at + 8, last)))
    ):
        end, begin, shape = clause_end(clauses, at + 1, last, phrase=False), at, "that-clause"
    elif word == "to" and "infinitive" in entry.frames and at + 1 < last and clauses.words.verb(at + 1) & BASE:
        end, begin, shape = clause_end(clauses, at + 1, last, phrase=True), at, "infinitive"
    elif word in entry.frames and kind[at] & PREP and at + 1 < last:
        end, begin, shape = clause_end(clauses, at + 1, last, phrase=True), at + 1, f"after “{word}”"
    elif lower[owner_at] == "from" and _met_with(clauses, cue.start, first):
        begin, end, shape = cue.start, cue.end, "met with"
    else:
        return None
    end = before_main_verb(clauses, begin, end, first, cue.start)
    if any(lower[item.cue_start] in _NAMING and "object" in item.pattern for item in earlier):
        end = next((k for k in range(begin + 1, end) if kind[k] & MARK or clauses.opaque[k] >= 0), end)
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


def _met_with(clauses: Clauses, noun: int, first: int) -> bool:
    """True for the criticism that somebody "drew", "faced" or "met with": its object is the subject of that verb."""
    return any(clauses.lower[at] in _MEETING for at in range(max(first, noun - 4), noun))


def by_adjective(
    clauses: Clauses, cue: Cue, entry: CueEntry, hit: FormulaHit | None, first: int, last: int
) -> Attribution | None:
    """Read "Seoul is confident that …", "he was critical of …", and "Seoul is grateful", a word of the tone lexicon."""
    at, kind, lower = cue.end, clauses.kind, clauses.lower
    if at >= last and hit is None:
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
    if any(kind[k] & NEG for k in range(start, cue.start)):
        hit = None  # "is not happy" tells of a mood, not of a word
    word = lower[at] if at < last else ""
    if word == "that" and "that" in entry.frames:
        begin, end, shape = at, clause_end(clauses, at + 1, last, phrase=False), "that-clause"
    elif word == "to" and "infinitive" in entry.frames and infinitive_at(clauses, at, last):
        begin, end, shape = at, clause_end(clauses, at + 1, last, phrase=True), "infinitive"
    elif word in entry.frames and kind[at] & PREP:
        begin, end, shape = at + 1, clause_end(clauses, at + 1, last, phrase=True), f"after “{word}”"
    elif hit is not None:
        begin, end, shape = cue.start, cue.end, "tone adjective"
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
        hit,
        "adjective",
        classes=entry.classes | {"tone"} if hit else entry.classes,
    )


def _links(clauses: Clauses, at: int) -> bool:
    """True for the "is", "seems" or "not" between a subject and its state of mind; not for a possessive."""
    kind = clauses.kind
    if kind[at] & BE:
        return not kind[at] & POSS or bool(at and kind[at - 1] & PRON)
    return clauses.lower[at] in _LINKS


_OUTLETS = frozenset(
    "report reports media press newspaper newspapers sources agency agencies cable cables documents".split()
)


def _is_source(clauses: Clauses, start: int, stop: int) -> bool:
    """True for somebody, or something written, that can be cited: not "citing national security"."""
    named = any(clauses.kind[at] & UPPER or at in clauses.titles for at in range(start, stop))
    return named or not _SOURCES.isdisjoint(clauses.lower[start:stop])


def by_frame(clauses: Clauses, cue: Cue, first: int, last: int) -> Attribution | None:
    """Read "According to X, …" and "…, according to X"."""
    stop = clauses.phrase_right(cue.end, last)
    if stop <= cue.end or (clauses.lower[cue.start] == "citing" and not _is_source(clauses, cue.end, stop)):
        return None
    comma = next((at for at in range(cue.end, stop) if clauses.kind[at] & COMMA), stop)
    if _OUTLETS.intersection(
        clauses.lower[comma - 1 : comma]
    ):  # what follows "media reports," is no apposition to them
        stop = comma
    if cue.start - first <= 2 and stop < last:
        commas = [at for at in range(cue.end, stop) if clauses.kind[at] & COMMA]
        if commas and clauses.finite(stop):
            stop = commas[-1]  # "According to the ministry, the border is open"
        begin, end = stop, last
    else:
        begin, end = first, cue.start
    begin, end = clauses.trimmed(begin, end)
    if end <= begin:
        return None
    low, high = clauses.characters(begin, end)
    quoted = clauses.quotation_at(begin)
    if quoted is not None and clauses.text[clauses.quotations[quoted].end - 1] == ",":
        high = low  # "According to her, “it is late,” which …": what is quoted, and no more
    for at in (
        (begin, min(begin + 1, end - 1), end - 1) if high > low else (begin, begin + 1)
    ):  # a quotation of several sentences is the source's as a whole
        if clauses.opaque[at] >= 0:
            quotation = clauses.quotations[clauses.opaque[at]]
            low, high = min(low, quotation.start), max(high, quotation.end)
    return Attribution(
        cue.start,
        cue.end,
        cue.end,
        stop,
        low,
        high,
        "source frame",
        None,
        "frame",
        classes=frozenset(("source",)),
    )
