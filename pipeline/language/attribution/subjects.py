"""Who is the subject of a cue: the noun phrase before it, or the one it shares with another verb."""

from __future__ import annotations

from pipeline.language.attribution.clauses import Clauses
from pipeline.language.attribution.insertions import across_commas, is_object, with_name_before
from pipeline.language.attribution.model import Attribution, Span
from pipeline.language.attribution.quoted_as import quoted_person, quoting_before
from pipeline.language.attribution.verbs import VerbGroup
from pipeline.language.closed_classes import MONTHS
from pipeline.language.words import (
    ADV,
    AUX,
    BASE,
    COMMA,
    CONJ,
    DAY,
    DET,
    FINITE,
    MARK,
    MODAL,
    NEG,
    NUM,
    POSS,
    PREP,
    PRON,
    PUNCT,
    REL,
    SPACE,
    SUBORD,
    UPPER,
)

_DASHES = frozenset(("—", "–", "--", "-", ")"))
_OWNERS = frozenset("his her its their my our".split())
_PEOPLE = (
    "ers",
    "ors",
    "ists",
    "ians",
    "ants",
    "ees",
    "men",
    "people",
    "officials",
    "critics",
    "police",
    "others",
    "youths",
    "allies",
)
_OF_OTHERS = frozenset(("of", "for", "from", "into", "against"))  # "accused Peru of …", "kept it from …"
_TIMES = frozenset("week month year night morning afternoon evening weekend ago".split())
_TIME_LEADS = frozenset("last this earlier late on ago weeks days months years less more than".split())
_CLAUSE_REACH = 40  # tokens back to the verb of the clause that a participle or infinitive belongs to
_CONTROL = frozenset(  # verbs whose object is to act
    "asked ask asking asks urged urge urging urges told tell telling tells led leading lead leads prompted prompt prompting forced force "
    "forcing forces allowed allow allowing allows persuaded persuade pushed pushing push pressed pressing press invited invite "
    "inviting wanted want wants wanting expected expect expects helped help helping encouraged encourage encouraging ordered order "
    "ordering instructed instruct instructing left leave leaving enabled enable enabling caused cause causing required require "
    "requiring convinced convince warned warning advised advising begged begging authorised authorized appointed".split()
)


def subject_of(
    clauses: Clauses, group: VerbGroup, at: int, first: int, last: int, earlier: list[Attribution]
) -> tuple[Span | None, str]:
    """Give the tokens of the subject of the verb at `at` (None where none is found) and the name of the pattern."""
    kind, lower = clauses.kind, clauses.lower
    begin = _before_date(clauses, group.start, first)
    inherited = _inherited(earlier, first)
    if begin <= first:
        if group.form == "participle":
            return _after_comma(clauses, at, last), "opening participle"
        return None, "no subject"
    k, word = kind[begin - 1], lower[begin - 1]
    if word == "of" and begin - 3 > first and lower[begin - 2] == "short":  # "stopped short of condemning"
        start = begin - 3
        while start > first and kind[start - 1] & (AUX | ADV) and not kind[start - 1] & POSS:
            start -= 1
        return clauses.phrase_left(start, first) or inherited, "stopped short"
    quoting = quoting_before(clauses, begin, first) if word == "as" else None
    if quoting is not None:
        return quoted_person(clauses, quoting, begin, first), "quoted as"
    if group.form == "infinitive":
        return _of_infinitive(clauses, begin - 1, first, inherited)
    if group.form == "participle" and word in _OF_OTHERS:
        other = _object_before(clauses, begin - 1, first)
        if other:
            return other, "participle of the object"
    if group.form == "participle" and (
        k & (COMMA | CONJ | MARK)
        or word in ("while", "by", "after", "before", "without", "in", "for", "from", "when", "upon")
    ):
        if begin - 1 == first:
            return _after_comma(clauses, at, last), "opening participle"
        return leading_phrase(clauses, first, begin) or inherited, "participle of the same subject"
    if group.form == "participle" and word in (
        "from",
        "of",
    ):  # "refrained from condemning", "no intention of condemning"
        return _of_infinitive(clauses, begin - 1, first, inherited)
    if k & REL and not (k & DET and word != "that"):
        stop = begin - 2 if begin - 2 > first and kind[begin - 2] & COMMA else begin - 1
        found = clauses.phrase_left(stop, first)
        if found or word != "that":
            return ((found[0], begin) if found else inherited or (begin - 1, begin)), "relative clause"
    if k & CONJ or word == "then" or (k & COMMA and begin - 2 >= first and kind[begin - 2] & CONJ):
        shared = inherited or leading_phrase(clauses, first, begin - 1) or nearest_subject(clauses, begin - 1, first)
        return shared, "same subject"
    if k & COMMA and _predicates_listed(clauses, begin - 1, first):
        return inherited or leading_phrase(clauses, first, begin - 1), "same subject"
    if k & COMMA:
        return across_commas(clauses, begin - 1, first, inherited)
    if word in _DASHES:
        pair = ("(",) if word == ")" else _DASHES
        opening = next((j for j in range(begin - 2, first, -1) if lower[j] in pair), None)
        head = clauses.phrase_left(opening, first) if opening is not None else None
        return head or inherited, "subject before an insertion"
    if k & MARK and not clauses.opaque[max(begin - 2, 0)] >= 0:
        if kind[begin - 2] & COMMA:  # "summed her up as “terrible,” denounced …"
            return inherited or leading_phrase(clauses, first, begin - 1), "same subject"
        return clauses.phrase_left(begin, first), "subject"
    found = clauses.phrase_left(begin, first)
    if found is None and k & (AUX | ADV | SUBORD | SPACE):
        found = inherited
    if found and group.form == "participle" and found[0] > first and lower[found[0] - 1] == "with":
        return found, "participle of its own subject"  # "…, with most of them seeing it as a ruse"
    if found and group.form == "participle":
        maker = _maker_of(clauses, found, first)
        if maker:
            return maker, "participle of the same subject"
    return with_name_before(clauses, found, first), "subject"


def _before_date(clauses: Clauses, begin: int, first: int) -> int:
    """Step back over a time between subject and verb: "which in 2010 had condemned", "Greece last week regretted"."""
    at = begin
    while at > first + 1 and (
        clauses.lower[at - 1] in _TIMES
        or (at < begin and (clauses.kind[at - 1] & (DAY | NUM) or clauses.lower[at - 1] in _TIME_LEADS))
    ):
        at -= 1
    if at < begin:
        return at
    while at > first and (clauses.kind[at - 1] & (DAY | NUM) or clauses.lower[at - 1] in MONTHS):
        at -= 1
    return at - 1 if at < begin and at - 1 > first and clauses.lower[at - 1] in ("in", "on", "since", "by") else begin


def _maker_of(clauses: Clauses, thing: Span, first: int) -> Span | None:
    """Whose doing it is where no person stands before a participle: "issued a statement saying", "began a campaign attacking"."""
    kind, head, start = clauses.kind, clauses.lower[thing[1] - 1], thing[0]
    speaks = kind[thing[1] - 1] & (UPPER | PRON) or thing[1] - 1 in clauses.titles or head.endswith(_PEOPLE)
    if (speaks and not kind[thing[1] - 1] & DAY) or start - 1 <= first:
        return None
    return nearest_subject(clauses, start, first)


def nearest_subject(clauses: Clauses, before: int, first: int) -> Span | None:
    """The subject of the last finite verb before a token, whose subject stands right before it."""
    kind = clauses.kind
    for at in range(before - 1, max(first, before - _CLAUSE_REACH), -1):
        if clauses.opaque[at] >= 0 or not clauses.finite(at):
            continue
        begin = at
        while begin > first and kind[begin - 1] & (ADV | AUX) and not kind[begin - 1] & POSS:
            begin -= 1
        if begin > first and not kind[begin - 1] & (CONJ | COMMA):
            found = clauses.phrase_left(begin, first)
            if found:
                return found
    return None


def _inherited(earlier: list[Attribution], first: int) -> Span | None:
    for item in reversed(earlier):
        if item.cue_start < first:
            break
        if item.speaker_start < item.speaker_end and item.form not in ("noun", "frame", "none"):
            return item.speaker_start, item.speaker_end
    return None


def leading_phrase(clauses: Clauses, first: int, stop: int) -> Span | None:
    """The subject of a sentence's first finite verb; where no verb is found, the first noun phrase that no preposition leads."""
    kind = clauses.kind
    for at in range(first + 1, stop):
        if clauses.opaque[at] < 0 and clauses.finite(at) and not kind[at - 1] & REL:
            begin = at
            while begin > first and kind[begin - 1] & (ADV | AUX) and not kind[begin - 1] & POSS:
                begin -= 1
            found = clauses.phrase_left(begin, first)
            if found:
                return found
            break
    at = first
    while at < stop:
        k = kind[at]
        if k & (PREP | SUBORD) and not k & DET:  # "In Paris, …", "After the talks, …"
            comma = next((j for j in range(at, stop) if kind[j] & COMMA), None)
            if comma is None:
                return None
            at = comma + 1
        elif k & (SPACE | PUNCT | CONJ) or (k & ADV and not k & DET):
            at += 1
        elif clauses.opaque[at] >= 0:
            return None
        else:
            end = _before_verb(clauses, at, clauses.phrase_right(at, stop), stop)
            return (at, end) if end > at else None
    return None


def _before_verb(clauses: Clauses, start: int, end: int, stop: int) -> int:
    """Where a name ends whose verb could be a noun: "Chile firmly objects and has …", "Chile urges Peru to …, warning …"."""
    for at in range(start + 1, end):
        if at - 1 in clauses.names and at not in clauses.names and not clauses.kind[at] & UPPER:
            verb = next((k for k in range(at, stop) if not clauses.kind[k] & ADV), at)
            return at if clauses.words.verb(verb) & FINITE else end
    return end


def _predicates_listed(clauses: Clauses, comma: int, first: int) -> bool:
    """True before the last of "they should heed the advice, do penance, abide by …": its subject is the first one's."""
    before = next((at for at in range(comma - 1, first, -1) if clauses.kind[at] & COMMA), first)
    opening = before + 1
    base = clauses.words.verb(opening) & BASE and not clauses.kind[opening] & (UPPER | DET | PREP)
    return bool(base) and any(clauses.kind[at] & MODAL for at in range(first, before))


def _after_comma(clauses: Clauses, at: int, last: int) -> Span | None:
    """The subject of the main clause behind an opening participle's comma."""
    kind = clauses.kind
    for place in range(at, min(at + 40, last)):
        begin = place + 1
        if kind[place] & COMMA and begin < last:
            if kind[begin] & MARK:  # "Citing “reasons of state,” the envoy …"
                begin += 1
        elif not (kind[place] & MARK and begin < last and kind[begin] & PRON and not kind[begin] & REL):
            continue  # "Admitting that it was “late” he …"
        end = clauses.phrase_right(begin, last)
        if end > begin:
            return begin, end
    return None


def _of_infinitive(clauses: Clauses, to: int, first: int, inherited: Span | None) -> tuple[Span | None, str]:
    """The subject of the verb that governs "to …"."""
    at = to
    while at > first and (
        clauses.kind[at - 1] & ADV
        or clauses.lower[at - 1] in ("not", "able", "likely", "expected", "on", "out", "going")
    ):
        at -= 1
    verb = at - 1
    governed = _asked_before(clauses, at, first) if at == to else None
    if governed:
        return governed, "infinitive"
    if verb > first and clauses.words.verb(verb) and not clauses.kind[verb] & UPPER:
        start = verb
        while start > first and clauses.kind[start - 1] & (AUX | ADV | NEG) and not clauses.kind[start - 1] & POSS:
            start -= 1
        if start > first and clauses.kind[start - 1] & (CONJ | COMMA):
            return inherited or leading_phrase(clauses, first, start), "infinitive"
        found = clauses.phrase_left(start, first)
        if found:
            return found, "infinitive"
    return nearest_subject(clauses, to, first) or inherited or leading_phrase(clauses, first, to), "infinitive"


def _asked_before(clauses: Clauses, to: int, first: int) -> Span | None:
    """Who is to act in "prompted the ministry to accuse"; whose doing it is in "the minister's refusal to condemn"."""
    found = clauses.phrase_left(to, first)
    if found is None:
        return None
    start, stop = found
    owned = next((k for k in range(stop - 1, start, -1) if clauses.kind[k] & POSS), None)
    if owned is not None and stop - owned < 5:
        return start, owned
    if clauses.kind[start] & PRON and clauses.lower[start] in _OWNERS:
        return start, start + 1
    return found if start > first and clauses.lower[start - 1] in _CONTROL else None


def _object_before(clauses: Clauses, preposition: int, first: int) -> Span | None:
    """Who acts in "accused Peru of threatening", "thanked Peru for agreeing": the object of the verb before."""
    found = clauses.phrase_left(preposition, first)
    return found if found and is_object(clauses, found[0], first) else None


def agent_of(clauses: Clauses, at: int, last: int) -> Span | None:
    """The one who acts in a passive: "was condemned by X"."""
    for place in range(at, min(at + 14, last)):
        if clauses.lower[place] == "by" and place + 1 < last:
            stop = clauses.phrase_right(place + 1, last)
            return (place + 1, stop) if stop > place + 1 else None
        if clauses.kind[place] & (CONJ | PUNCT) or clauses.lower[place] == "that":
            return None  # "was observed that … used by X": X is of another clause
    return None
