"""Whether a cue is a verb where it stands, and in which form."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.language.attribution.clauses import Clauses
from pipeline.language.attribution.model import Form
from pipeline.language.attribution.quoted_as import quoting_before
from pipeline.language.words import (
    ADV,
    AUX,
    BASE,
    BE,
    COMMA,
    CONJ,
    DAY,
    DET,
    FINITE,
    GERUND,
    MODAL,
    NEG,
    NOUN_TOO,
    PARTICIPLE,
    POSS,
    PREP,
    PRON,
    PUNCT,
    REL,
    SUBORD,
    UPPER,
    WORD,
)

_HAVE = frozenset("have has had having 've ’ve 'd ’d".split())
_DEMANDS = frozenset(("must", "should", "ought", "shall"))
_DATE_LEADS = frozenset("on late early last this earlier".split())


class VerbGroup(NamedTuple):
    """A verb with what stands before it: auxiliaries, negations, adverbs.

    Attributes:
        start: The group's first token.
        modal: True for "would say", "may condemn".
        demanded: True for "must reject", "should withdraw": the subject is the one addressed.
        negated: True for "did not say".
    """

    start: int
    form: Form
    modal: bool
    negated: bool
    demanded: bool = False


def verb_group(clauses: Clauses, at: int, end: int, first: int, last: int) -> VerbGroup | None:
    """Read the verb group of the cue at tokens `at` to `end`; None where its word is no verb in this place."""
    words, kind, lower = clauses.words, clauses.kind, clauses.lower
    can = words.verb(at)
    if not can:
        return None
    if at > first and lower[at - 1] == "-":
        return None
    if at - 2 >= first and lower[at - 2] == "such" and not kind[at - 1] & (AUX | PRON):
        return None  # "such high praises"
    if kind[first] & PREP and at - 2 > first and kind[at - 2] & POSS and end < last and kind[end] & COMMA:
        if lower[at].endswith("s") and at - 1 not in clauses.titles and not kind[at - 1] & UPPER:
            return None  # "despite X's stern protests, Y …"
    if kind[at] & UPPER and at > first and not _headline(clauses, first, last):
        return None
    start, be, have, modal, negated, auxiliary, demanded = at, False, False, False, False, False, False
    while start > first:
        k, word = kind[start - 1], lower[start - 1]
        if k & UPPER and k & AUX and start - 1 > first:
            break  # the month of May, a man named Will
        if k & AUX and (not k & POSS or (start - 1 > first and kind[start - 2] & PRON)):
            be, have, modal, auxiliary = be or bool(k & BE), have or word in _HAVE, modal or bool(k & MODAL), True
            demanded = demanded or word in _DEMANDS
        elif k & NEG and word != "no":
            negated = True
        elif word == "but" and start - 1 > first and kind[start - 2] & NEG:  # "cannot but condemn"
            pass
        elif word == "longer" and start - 1 > first and lower[start - 2] == "no":  # "no longer opposes"
            start -= 1
        elif _between(clauses, start - 1, first):
            pass
        elif k & DAY and start - 1 > first:
            if lower[start - 2] in _DATE_LEADS:
                start -= 1
        else:
            break
        start -= 1
    before = kind[start - 1] if start > first else 0
    word = lower[start - 1] if start > first else ""
    if word == "to" and not auxiliary:
        return VerbGroup(start, "infinitive", False, negated) if can & BASE else None
    if word == "to" and auxiliary:
        return VerbGroup(start, "infinitive", modal, negated)
    if auxiliary:
        if can & GERUND:
            return VerbGroup(start, "finite", modal, negated) if be else None
        if can & PARTICIPLE and be and _perfect(clauses, at, end, start, last):
            return VerbGroup(start, "finite", modal, negated)
        if can & PARTICIPLE and be:
            if lower[at] == "opposed" and lower[end : end + 1] == ["to"]:
                return None  # "is opposed to the raid by X" says what the subject thinks
            return VerbGroup(start, "passive", modal, negated)
        if be and not have:
            return None  # "is a call", "was report": no verb
        return VerbGroup(start, "finite", modal, negated, demanded)
    if can & GERUND:
        if (
            word == "worth"
            or before & (DET | POSS)
            or (
                before & PREP
                and quoting_before(clauses, at, first) is None
                and word not in ("by", "while", "after", "before", "without", "in", "for", "from", "of", "upon")
            )
        ):
            return None
        return VerbGroup(start, "participle", False, negated)
    if can & PARTICIPLE and _put_to(clauses, at, end, start, first, last):
        return VerbGroup(start, "passive", False, negated)
    if (can & NOUN_TOO or can & BASE) and not (end - at > 1 and start > first and not before & (DET | POSS | PREP)):
        if not _verb_by_place(clauses, at, start, first, last, can):
            return None
    elif (
        before & DET and word not in ("that", "this", "all", "both", "some", "many", "few", "most", "several", "others")
    ) or (before & (PREP | POSS) and not can & FINITE):
        return None
    if can & PARTICIPLE and not auxiliary:
        follows = lower[end] if end < last else ""  # "stood by it" is no passive
        if follows == "by" or not can & FINITE:
            return VerbGroup(start, "passive", False, negated)
    return VerbGroup(start, "finite", False, negated)


def _perfect(clauses: Clauses, at: int, end: int, start: int, last: int) -> bool:
    """True for the "has" of "he’s renounced the pact": an object follows, as it does behind no passive."""
    if any(clauses.kind[k] & AUX and not clauses.kind[k] & POSS for k in range(start, at)) or end >= last:
        return False
    follows = clauses.kind[end]
    return bool(follows & DET or clauses.lower[end - 1] in ("for", "on", "against"))


def _put_to(clauses: Clauses, at: int, end: int, start: int, first: int, last: int) -> bool:
    """True for the question put to somebody: "Asked whether …, he said", "When told that …"."""
    follows = clauses.lower[end] if end < last else ""
    if clauses.lower[at] not in ("asked", "told", "pressed", "questioned"):
        return False
    if follows not in ("whether", "if", "about", "by", "what", "how", "why", "when", "where", "who", "that"):
        return False
    opening = start == first or (start - 1 == first and clauses.lower[first] in ("when", "if", "once"))
    return opening or (clauses.lower[start - 1] == "when" and bool(clauses.kind[start - 2] & COMMA))


def _between(clauses: Clauses, at: int, first: int) -> bool:
    """True for what may stand between subject or auxiliary and verb: "strongly", "both", the "since" of "has since warned"."""
    k, word = clauses.kind[at], clauses.lower[at]
    if k & ADV and not k & DET:
        return not (k & UPPER and at > first)
    if word == "since":
        return at > first and clauses.lower[at - 1] in _HAVE
    if word == "but":
        return at > first and clauses.lower[at - 1] in ("cannot", "not")  # "cannot but condemn"
    return word in ("both", "all", "each") and at - 1 > first


def _headline(clauses: Clauses, first: int, last: int) -> bool:
    long = [k for k in range(first, last) if clauses.kind[k] & WORD and len(clauses.lower[k]) > 3]
    return len(long) > 2 and sum(1 for k in long if clauses.kind[k] & UPPER) > 0.7 * len(long)


def _several(clauses: Clauses, at: int, first: int) -> bool:
    """True where the word at `at` ends the name of several without an "s": "those surveyed", "Forbes and Reuters"."""
    if clauses.kind[at] & UPPER:
        name = clauses.names.get(at, (at, at))[0]
        return name > first and clauses.lower[name - 1] in ("and", "or")
    return clauses.lower[at - 1] in ("those", "many", "some", "all") and bool(clauses.words.verb(at) & PARTICIPLE)


def _verb_by_place(clauses: Clauses, at: int, start: int, first: int, last: int, can: int) -> bool:
    """For a word that may be a noun or adjective too: True where its neighbours make it a verb."""
    kind, lower = clauses.kind, clauses.lower
    if start == first:
        return bool(can & FINITE and not can & BASE and start < at)
    k, word = kind[start - 1], lower[start - 1]
    follow = kind[at + 1] if at + 1 < last else 0
    after = lower[at + 1] if at + 1 < last else ""
    if can & PARTICIPLE and not can & BASE:  # "found", "felt"
        return not k & (DET | POSS) or word in ("that", "who", "which")
    if k & (PRON | REL) and not (k & DET and word != "that" and word != "who"):
        return True
    if k & (DET | POSS | PREP | AUX):
        return False
    if start < at and not k & (PUNCT | CONJ):
        return True  # an adverb between subject and verb: "officials also plan"
    complement = bool(follow & (DET | PRON)) or after in ("that", "to") or clauses.opaque[min(at + 1, last - 1)] >= 0
    if k & CONJ:
        return complement and clauses.has_finite(first, start - 1)
    if can & BASE:
        plural = (word.endswith("s") and not word.endswith("ss") and bool(k & WORD)) or _several(
            clauses, start - 1, first
        )
        people = word in ("people", "police", "women", "men", "officials", "both", "others")
        aside = bool(k & COMMA) or word == "%"  # "critics, however, say …", "42% say …"
        if aside and not can & NOUN_TOO and (complement or follow & UPPER):
            return True
        if not (plural or people):
            return False
        return after not in ("of",) and (complement or not can & NOUN_TOO or bool(follow & (UPPER | PREP | SUBORD)))
    if can & FINITE:  # "claims", "plans", "reports"
        if k & PUNCT:
            return complement
        if after in ("of", "was", "were", "is", "are", "had", "has", "have", "that") and after != "that":
            return False
        nominal = bool(k & UPPER) or not word.endswith(
            ("ful", "ous", "al", "ive", "ic", "able", "ible", "est", "ary", "ish", "ese", "ian", "can", "ed")
        )
        return nominal and (
            complement or bool(follow & UPPER) or bool(follow & PUNCT) or after in ("for", "on", "against", "about")
        )
    return False
