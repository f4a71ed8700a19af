"""Where a content begins and ends, and whether what follows a cue is a clause, an infinitive or an object."""

from __future__ import annotations

from pipeline.language.attribution.clauses import Clauses
from pipeline.language.words import (
    ADV,
    AUX,
    COMMA,
    CONJ,
    DET,
    FINITE,
    GERUND,
    MARK,
    PARTICIPLE,
    PREP,
    PRON,
    REL,
    SPACE,
    STOP,
    SUBORD,
    UPPER,
    WORD,
)

_ADJUNCTS = frozenset("after before when while because during since until if although though whereas unless".split())
_PLACES = frozenset("in on at during over throughout with by".split())
_NEW_ATTRIBUTIONS = frozenset(
    "according saying adding noting calling arguing citing telling warning insisting claiming suggesting stressing pointing".split()
)
_PHRASE_STOPS = frozenset(
    "and but while which who as after before with a an the although though when where whose because or even".split()
)
_CLOSED_CLASSES = PREP | CONJ | SUBORD | REL | AUX | DET | PRON | ADV
_DASHES = frozenset(("—", "–", "--"))
_MAY_END = COMMA | MARK | STOP | CONJ | PREP | REL | SUBORD  # what `clause_end` looks at


def clause_end(clauses: Clauses, start: int, last: int, *, phrase: bool) -> int:
    """Where the clause (or, with `phrase`, the shorter complement) that begins at `start` ends."""
    if start >= last:
        return start
    kind, lower, opaque = clauses.kind, clauses.lower, clauses.opaque
    at = start
    short = phrase and bool(
        kind[start] & (PRON | UPPER) or lower[start] in ("him", "her", "them", "me", "us", "himself")
    )
    while at < last:
        k = kind[at]
        if opaque[at] >= 0:
            at += 1
            short = False
            continue
        if not k & _MAY_END:
            at += 1
            continue
        word = lower[at]
        if word == ";":
            return at
        behind = k & MARK and at > start and kind[at - 1] & COMMA  # "…,” adding that …"
        if behind and at + 1 < last and _leaves_quotation(clauses, at + 1, last):
            return at + 1
        if k & MARK and start + 1 < at < last - 1 and not kind[at - 1] & MARK and lower[at + 1] in _DASHES | {"-"}:
            return at + 1  # "a “farce” - the third since May"
        if (k & COMMA or behind) and at > start and at + 1 < last:
            nxt, follows = kind[at + 1], lower[at + 1]
            if nxt & MARK and at + 2 < last:  # "the “best experience,” Trump is …"
                nxt, follows = kind[at + 2], lower[at + 2]
                if phrase or _new_clause(clauses, at + 2, last):
                    return at + 2
            if follows in _NEW_ATTRIBUTIONS:
                return at
            if phrase and (follows in _PHRASE_STOPS or nxt & PRON or clauses.words.verb(at + 1) & GERUND):
                if not (follows in ("a", "an", "the", "who") and _quoted_predicate(clauses, at + 1, last)):
                    return at
            if follows in ("but", "while", "although", "though", "whereas") or (
                follows == "even" and at + 2 < last and lower[at + 2] in ("as", "though", "if")
            ):
                return at
            if follows in ("and", "or") and at + 2 < last and _new_clause(clauses, at + 2, last, reported=not phrase):
                return at
        elif (
            (at > start and phrase and word in _ADJUNCTS)
            or (at > start and short and k & PREP and word in _PLACES)
            or (at > start and word == "but" and at + 1 < last and clauses.finite(at + 1))
            or (at > start and word == "and" and at + 1 < last and _goes_on(clauses, at, last, phrase=phrase))
            or (at > start and word in ("before", "after") and _further_act(clauses, at + 1, last))
            or (at > start + 3 and word in _DASHES and _lone_dash(clauses, at, start, last))
        ):
            return at
        elif k & PREP or k & REL:
            short = False
        at += 1
    return last


def _goes_on(clauses: Clauses, at: int, last: int, *, phrase: bool) -> bool:
    """True for the "and" at `at` that leads on to a further act: "said “never” and left", "called it “odd” and she agreed"."""
    quoted = bool(clauses.kind[at - 1] & MARK)
    if (phrase or quoted) and _acts_on(clauses, at + 1):
        return True
    return phrase and quoted and _new_clause(clauses, at + 1, last)


def _further_act(clauses: Clauses, at: int, last: int) -> bool:
    """True where a participle tells what the speaker did besides: "… before leaving", "after long refusing"."""
    return any(clauses.words.verb(k) & GERUND for k in range(at, min(at + 2, last)))


def _lone_dash(clauses: Clauses, at: int, start: int, last: int) -> bool:
    """True for a dash without a second one: what follows it is the narrator's comment."""
    lower = clauses.lower
    return not any(lower[k] in _DASHES for k in range(start, last) if k != at)


def _acts_on(clauses: Clauses, at: int) -> bool:
    """True for the verb of a further act behind "and": "called it a “crime” and left"."""
    verb = clauses.words.verb(at)
    past = verb & FINITE and verb & PARTICIPLE and not clauses.kind[at] & UPPER
    return clauses.finite(at) or bool(past and clauses.kind[at - 2] & MARK)


def _leaves_quotation(clauses: Clauses, at: int, last: int) -> bool:
    """True for what follows a comma within a closing mark and does not go on with what was said: "a “mistake,” part of …"."""
    if clauses.kind[at] & (MARK | CONJ | PRON | REL | PREP | SUBORD) or clauses.opaque[at] >= 0:
        return False
    if clauses.words.verb(at) & PARTICIPLE and not clauses.kind[at] & UPPER:
        return False  # "“peanuts,” compared to what they did"
    for place in range(at, min(at + 6, last)):  # "a “liar,” a “thief” and a “bully”"
        if clauses.kind[place] & MARK:
            return False
        if clauses.finite(place):
            break
    return True


def _quoted_predicate(clauses: Clauses, at: int, last: int) -> bool:
    """True for what goes on behind an apposition to a quoted word: "called Arven, its oldest rival, a “bully”"."""
    comma = next((k for k in range(at, min(at + 14, last)) if clauses.kind[k] & COMMA), None)
    return comma is not None and any(clauses.kind[k] & MARK for k in range(comma + 1, min(comma + 5, last)))


def _new_clause(clauses: Clauses, at: int, last: int, *, reported: bool = False) -> bool:
    """True where a subject and its verb begin at `at`; within a reported clause "would" goes on with what was said."""
    end = clauses.phrase_right(at, last)
    if end == at:
        return clauses.finite(at)
    stop = end
    while stop < last and clauses.kind[stop] & ADV:
        stop += 1
    return stop < last and clauses.finite(stop) and not (reported and clauses.lower[stop] == "would")


def clause_begins(clauses: Clauses, at: int, end: int) -> bool:
    """True where a subject with a finite verb begins at `at`, so that what follows a cue is a clause, not an object."""
    kinds, lower = clauses.kind, clauses.lower
    if kinds[at] & PRON and lower[at] not in ("one", "others"):
        return True
    dash = False
    for place in range(at, min(at + 30, end)):
        kind = kinds[place]
        if clauses.opaque[place] >= 0:
            return True  # a quotation that takes the clause on: "said Rubio “has failed to act”"
        if lower[place] in _DASHES:
            if not dash and not any(lower[later] in _DASHES for later in range(place + 1, min(place + 16, end))):
                return False
            dash = True
            continue
        if kind & STOP:
            return False
        if (
            kind & COMMA
            and not (place + 1 < end and lower[place + 1] in ("a", "the", "an", "who", "which", "and"))
            and not (place + 1 < end and kinds[place + 1] & UPPER)
        ):
            return any(clauses.opaque[later] >= 0 for later in range(place, min(place + 8, end)))
        if (
            kind & (REL | SUBORD)
            and not kind & DET
            and place > at
            and lower[place] not in ("than", "as", "who", "which")
            and not (lower[place] == "so" and place + 1 < end and lower[place + 1] in ("far", "much", "many", "long"))
        ):
            return False
        if place > at and clauses.finite(place):
            return True
        if (
            place > at
            and kind & WORD
            and not kind & UPPER
            and clauses.words.verb(place) & FINITE
            and not kinds[place - 1] & (DET | PREP | ADV)
        ):
            return True
    return False


def named_end(clauses: Clauses, start: int, last: int) -> int:
    """Where the name given to a thing ends: the rest of "in what it called a “hostile act” against shipping" is the narrator's."""
    kind = clauses.kind
    closing = next((k for k in range(start + 2, last) if kind[k] & MARK and not kind[k - 1] & (MARK | SPACE)), None)
    if closing is None or any(kind[k] & _CLOSED_CLASSES & ~DET for k in range(start, start + 2)):
        return last
    at = closing + 1
    while at < last and kind[at] & WORD and not kind[at] & _CLOSED_CLASSES and not clauses.words.verb(at) & FINITE:
        at += 1
    return at


def before_main_clause(clauses: Clauses, start: int, end: int) -> int:
    """Where an opening question ends: "Asked whether it would close", the envoy smiled."""
    commas = (at for at in range(start, end - 1) if clauses.kind[at] & COMMA and clauses.opaque[at] < 0)
    return next((at for at in commas if _new_clause(clauses, at + 1, end)), end)


def before_main_verb(clauses: Clauses, start: int, end: int, first: int, head: int) -> int:
    """Where the content of a noun ends that is its sentence's subject: "Riga's claim that the plane had strayed" was rejected.

    Args:
        start, end: Tokens of the content, as far as it could reach.
        first: The first token of the sentence.
        head: The noun.
    """
    if clauses.has_finite(first, head):
        return end
    verbs = [at for at in range(start + 1, end) if clauses.opaque[at] < 0 and _main_verb(clauses, at)]
    that = clauses.lower[start] == "that"
    return verbs[-1] if len(verbs) > that else end


def _main_verb(clauses: Clauses, at: int) -> bool:
    before = clauses.kind[at - 1]
    if before & (REL | SUBORD | PRON | CONJ) or (clauses.kind[at] & AUX and before & AUX):
        return False
    return clauses.finite(at) and not (before & AUX)


def words_end(clauses: Clauses, start: int, last: int) -> int:
    """The end of a sentence without its closing mark; a quotation that ends it is kept."""
    end = last
    while (
        end > start
        and clauses.opaque[end - 1] < 0
        and (clauses.kind[end - 1] & SPACE or clauses.lower[end - 1] in (".", "!", "?", ";", ":"))
    ):
        end -= 1
    return end
