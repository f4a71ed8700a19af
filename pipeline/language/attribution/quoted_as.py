"""Quoting at second hand: "Reuters quoted the minister as saying that …", "the minister was cited by Reuters as having said …"."""

from __future__ import annotations

from pipeline.language.attribution.clauses import Clauses
from pipeline.language.attribution.model import Span
from pipeline.language.words import ADV, AUX, BE, GERUND, POSS, STOP

_QUOTING = frozenset("quote quotes quoted quoting cite cites cited citing".split())
_REACH = 20


def saying_after(clauses: Clauses, verb: int, last: int) -> int | None:
    """The "saying" of the quoting verb at `verb`, None where the word there quotes nobody as saying anything."""
    if clauses.lower[verb] not in _QUOTING:
        return None
    for at in range(verb + 1, min(verb + _REACH, last - 1)):
        if clauses.lower[at] == "as" and (clauses.words.verb(at + 1) & GERUND or clauses.lower[at + 1] == "having"):
            return at + 1
        if clauses.kind[at] & STOP or clauses.opaque[at] >= 0:
            return None
    return None


def quoting_before(clauses: Clauses, saying: int, first: int) -> int | None:
    """The quoting verb to which "as saying" belongs, `saying` being the word after "as"; None without one."""
    if saying - 1 <= first or clauses.lower[saying - 1] != "as":
        return None
    for at in range(saying - 2, max(first, saying - _REACH) - 1, -1):
        if clauses.lower[at] in _QUOTING:
            return at if saying_after(clauses, at, saying + 1) == saying else None
    return None


def quoted_person(clauses: Clauses, verb: int, saying: int, first: int) -> Span | None:
    """Who is quoted: the object of the quoting verb, or the subject of its passive."""
    start = verb
    while start > first and clauses.kind[start - 1] & (AUX | ADV) and not clauses.kind[start - 1] & POSS:
        start -= 1
    if any(clauses.kind[at] & BE for at in range(start, verb)):
        return clauses.phrase_left(start, first)
    end = clauses.phrase_right(verb + 1, saying - 1)
    return (verb + 1, end) if end > verb + 1 else None


def quoting_clause(clauses: Clauses, verb: int, first: int) -> Span | None:
    """The subject of the quoting verb: a quotation right before it is what is quoted ("“…,” the agency quoted him as saying")."""
    start = verb
    while start > first and clauses.kind[start - 1] & (AUX | ADV) and not clauses.kind[start - 1] & POSS:
        start -= 1
    return clauses.phrase_left(start, first)
