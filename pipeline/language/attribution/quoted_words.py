"""Quoted words that no attribution holds: a clause around them, a title, a cry, somebody's own noun."""

from __future__ import annotations

from bisect import bisect_left, insort

from pipeline.language.attribution.boundaries import clause_end
from pipeline.language.attribution.clauses import Clauses
from pipeline.language.attribution.model import Attribution, Span
from pipeline.language.attribution.subjects import subject_of
from pipeline.language.attribution.verbs import verb_group
from pipeline.language.words import AUX, COMMA, DET, MARK, POSS, SPACE, UPPER, WORD

_TITLED = frozenset(("titled", "entitled", "headlined"))
_CRIES = frozenset("chant chants cry cries shout shouts slogan slogans".split())
_OWNERS = frozenset("his her its their my our".split())
_VERB_REACH = 12  # tokens from a quoted word back to the verb that it belongs to


def short_quotations(clauses: Clauses, found: list[Attribution]) -> list[Attribution]:
    """Clauses around a quoted word or two that no attribution holds: "summed the plan up as “terrible”"."""
    words = clauses.words
    held = sorted((item.start, item.end) for item in found)
    made: list[Attribution] = []
    for quotation, (begin, stop) in zip(clauses.quotations, clauses.places, strict=True):
        if begin >= stop:
            continue
        at = bisect_left(held, (quotation.start + 1, -1))
        if any(end > quotation.start for _, end in held[max(at - 6, 0) : at]):
            continue
        first, last = words.bounds(words.sentence(begin))
        worded = _worded(clauses, begin, stop, first, last)
        if worded is not None:
            cue, owner, pattern = worded
            span = quotation.start, quotation.end
            made.append(Attribution(cue, cue + 1, *(owner or (cue, cue)), *span, pattern, form="noun"))
            insort(held, span)
            continue
        if quotation.kind not in ("scare", "speech"):
            continue
        if not _capitalised(clauses, begin, stop):
            item = _clause_around(clauses, begin, stop, first, last)
            if item is not None:
                made.append(item)
                insort(held, (item.start, item.end))
    return made


def _clause_around(clauses: Clauses, begin: int, stop: int, first: int, last: int) -> Attribution | None:
    """What follows the last verb before quoted words, whatever verb it is: "casts her as “distant”", "naming it a “sham”"."""
    for verb in range(begin - 1, max(first - 1, begin - _VERB_REACH), -1):
        if clauses.opaque[verb] >= 0 or clauses.kind[verb] & AUX or not clauses.words.verb(verb):
            continue
        group = verb_group(clauses, verb, verb + 1, first, last)
        if group is not None:
            break
    else:
        return None
    if group.form == "passive":
        return None
    subject, _ = subject_of(clauses, group, verb, first, last, [])
    end = max(clause_end(clauses, verb + 1, last, phrase=True), min(stop + 1, last))
    if verb + 2 == begin:
        end = min(stop + 1, last)
    start, end = clauses.trimmed(verb + 1, end)
    if subject is None or start >= end:
        return None
    span = clauses.characters(start, end)
    return Attribution(verb, verb + 1, *subject, *span, "subject; clause with a quoted word", form=group.form)


def _worded(clauses: Clauses, begin: int, stop: int, first: int, last: int) -> tuple[int, Span | None, str] | None:
    """The cue, its owner and the pattern of words that are quoted as a title, a cry or somebody's own noun."""
    kind, lower = clauses.kind, clauses.lower
    at = begin - 1
    while at > first and kind[at] & (MARK | COMMA | SPACE):
        at -= 1
    if at < first or at == begin - 1:
        return None
    if lower[at] in _TITLED:  # "a letter entitled “…”", "The spot, titled “…”, …"
        back = at
        while back > first and kind[back - 1] & (COMMA | AUX):
            back -= 1
        return at, clauses.phrase_left(back, first), "title of a work"
    if lower[at] == "of" and at > first and lower[at - 1] in _CRIES:  # "to chants of “…”"
        owned = at - 2 >= first and kind[at - 2] & DET and lower[at - 2] in _OWNERS
        return at - 1, (at - 2, at - 1) if owned else None, "cries"
    behind = stop
    while behind < last and kind[behind] & MARK:
        behind += 1
    if at == begin - 2 and stop < behind < last and behind in clauses.reporting:  # "his “never” remark"
        if kind[at] & POSS:
            return behind, clauses.phrase_left(at, first), "quoted noun of an owner"
        if lower[at] in _OWNERS:
            return behind, (at, at + 1), "quoted noun of an owner"
    return None


def _capitalised(clauses: Clauses, begin: int, stop: int) -> bool:
    """True for "Face the Nation" or "Meet the Press.": capitals at both ends, as titles have them."""
    words = [k for k in range(begin, stop) if clauses.kind[k] & WORD]
    return len(words) > 1 and bool(clauses.kind[words[0]] & clauses.kind[words[-1]] & UPPER)
