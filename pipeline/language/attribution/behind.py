"""What stands between a cue and its content: a day, a place, the one who is told, an aside."""

from __future__ import annotations

from pipeline.language.attribution.clauses import Clauses
from pipeline.language.words import ADV, BASE, COMMA, DAY, DET, MARK, PREP, PRON, PUNCT, REL, SPACE, STOP

_LISTENERS = frozenset(
    "reporters journalists lawmakers supporters parliament me him her them us delegates readers viewers".split()
)
_ASIDE = 12  # tokens of place and day between those who are told and what they are told


def infinitive_at(clauses: Clauses, to: int, end: int) -> bool:
    """True where the "to" at `to` opens an infinitive."""
    at = to + 1
    while at < end and clauses.kind[at] & ADV:
        at += 1
    return at < end and (bool(clauses.words.verb(at) & BASE) or clauses.lower[at] in ("be", "have", "do"))


def asked_infinitive(clauses: Clauses, at: int, end: int) -> int | None:
    """The "to" of "urged China to stop": after an object without a verb of its own."""
    for place in range(at + 1, min(at + 16, end)):
        if clauses.lower[place] in ("to", "not") and place + 1 < end:
            to = place + 1 if clauses.lower[place] == "not" else place
            if clauses.lower[to] == "to" and infinitive_at(clauses, to, end):
                return to
        if clauses.finite(place) or (clauses.kind[place] & (STOP | COMMA) and place - at > 8):
            return None
    return None


def speech_noun_near(clauses: Clauses, at: int, end: int) -> bool:
    """True where a noun that reports, wording of the lexicon or a quotation stands near: "issued a warning"."""
    for place in range(at, min(at + 7, end)):
        if place in clauses.reporting or clauses.opaque[place] >= 0 or clauses.kind[place] & MARK:
            return True
        if (
            clauses.kind[place] & (COMMA | STOP | REL | PREP)
            and not clauses.kind[place] & DET
            and clauses.lower[place] != ":"
        ):
            return False
    return False


def _prepositional_end(clauses: Clauses, at: int, end: int) -> int:
    """The end of the prepositional phrases that begin at `at`."""
    kind, lower = clauses.kind, clauses.lower
    stop = at + 1
    while stop < end and stop - at < 25:
        if lower[stop] in ("that", ":") or kind[stop] & (COMMA | STOP | MARK) or clauses.opaque[stop] >= 0:
            break
        if kind[stop] & PRON and stop > at + 1:
            break
        stop += 1
    return stop


def _past_aside(clauses: Clauses, comma: int, end: int) -> int | None:
    """Where a content begins behind an aside: "believes, for example, that …"; None where no aside stands there."""
    closing = next((k for k in range(comma + 1, min(comma + 7, end - 1)) if clauses.kind[k] & COMMA), None)
    if closing is None or clauses.has_finite(comma + 1, closing) or clauses.lower[closing + 1] != "that":
        return None
    return closing + 1


def past_circumstances(clauses: Clauses, at: int, end: int) -> int:
    """Skip adverbs, days and set phrases of place and time: "on Tuesday", "in a statement", "to reporters"."""
    kind, lower = clauses.kind, clauses.lower
    while at < end:
        k = kind[at]
        if clauses.opaque[at] >= 0:
            break
        if k & (DAY | SPACE) or (k & ADV and not k & DET):
            at += 1
        elif k & COMMA and (beyond := _past_aside(clauses, at, end)):
            at = beyond
        elif lower[at] == "to" and infinitive_at(clauses, at, end):
            break
        elif k & PREP and lower[at] in (
            "on",
            "in",
            "at",
            "during",
            "to",
            "after",
            "before",
            "since",
            "via",
            "through",
            "from",
            "following",
            "over",
            "with",
            "for",
            "of",
        ):
            stop = _prepositional_end(clauses, at, end)
            opener = lower[stop] if stop < end else ""
            if opener == "that" or (
                stop < end
                and (clauses.quotation_at(stop) is not None or kind[stop] & (PRON | COMMA) or lower[stop] == ":")
            ):
                at = stop
                if (
                    kind[at] & COMMA
                    and at + 1 < end
                    and (lower[at + 1] == "that" or clauses.quotation_at(at + 1) is not None)
                ):
                    at += 1
                break
            if stop == end:
                return end
            break
        else:
            break
    return at


def past_listener(clauses: Clauses, at: int, end: int) -> int | None:
    """Skip the one who is told: "told reporters (that)"."""
    if clauses.opaque[at] >= 0 or clauses.kind[at] & PUNCT or clauses.lower[at] in ("that", "of", "about", "to"):
        return None
    if clauses.lower[at] in _LISTENERS or clauses.kind[at] & PRON:
        return at + 1
    stop = clauses.phrase_right(at, end)
    that = next((k for k in range(at + 1, stop) if clauses.lower[k] == "that"), stop)  # "told Reuters that …"
    if that == stop > at and "that" not in clauses.lower[stop : stop + 1]:
        that = _that_beyond(clauses, stop, end)
    return that if that > at else None


def _that_beyond(clauses: Clauses, at: int, end: int) -> int:
    """The "that" behind the places and days of those who are told: "told a rally in Apia, Samoa, on Monday that …"."""
    for place in range(at, min(at + _ASIDE, end)):
        if clauses.lower[place] == "that":
            return place
        if clauses.kind[place] & (MARK | STOP | PRON) or clauses.opaque[place] >= 0 or clauses.finite(place):
            break
    return at
