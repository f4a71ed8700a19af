"""What an act is about: words of tone that name what is thanked for, welcomed or regretted perform no act of their own."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.language.attribution.model import Attribution
from pipeline.language.found import Found
from pipeline.language.wording import FormulaHit
from pipeline.language.words import (
    ADV,
    AUX,
    BASE,
    COMMA,
    CONJ,
    FINITE,
    GERUND,
    NEG,
    NOUN_TOO,
    POSS,
    PREP,
    PUNCT,
    REL,
    SUBORD,
    UPPER,
)

if TYPE_CHECKING:
    from pipeline.language.acts import Act

_LEADS = frozenset("for of at over on by about to against".split())
_RESOLVES = frozenset(
    "decision decisions move moves plan plans refusal failure threat threats intention intent bid attempt attempts readiness "
    "willingness reluctance pledge promise vow choice effort efforts right call calls demand demands vote resolve".split()
)
_APPEALS = frozenset("urge call appeal ask demand insist request implore exhort press must should".split())
_BEHIND = frozenset("for of from about over against".split())
_LONGEST_NAME = 8
_MOST_HELD = 50  # acts within one attribution that are looked at


def performing(found: Found, hits: Sequence[FormulaHit]) -> list[FormulaHit]:
    """Give the hits that perform or brand, in order.

    "Thanked X for its support" is no support, "welcomes X's restraint" no appeal, "regretted the condemnation by X" no
    condemnation: the operative word decides (codebook, ties, c), and what it governs is only its matter.
    """
    ordered = sorted(hits, key=lambda hit: (hit.start, hit.end))
    out: list[FormulaHit] = []
    for hit in ordered:
        governor = next((one for one in reversed(out) if one.entry.operative and one.entry.rung), None)
        if (
            governor is None
            or not _changes(governor, hit)
            or not (_governed(found, governor, hit) or _asked_for(found, governor, hit))
        ):
            out.append(hit)
    return [hit for hit in hits if hit in out]


def told_once(found: Found, acts: list[Act]) -> list[Act]:
    """Give the acts without those that are only the matter of another, or tell the same by a milder word.

    "Regretted the decision to expel its envoy" is a regret, "accused X of threatening Y" an accusation; "it would not
    stand idly by, X warned" is one threat.
    """
    in_order = sorted(acts, key=lambda act: act.start)
    starts = [act.start for act in in_order]
    pairs = [
        (outer, inner)
        for outer in acts
        if outer.attribution is not None and outer.attribution.formula is not None
        for inner in _beginning_within(in_order, starts, outer.attribution)
        if _holds(outer, inner)
    ]
    matter = {id(inner) for outer, inner in pairs if _is_matter(found, inner) or _is_asked(found, outer, inner)}
    told = [(o, i) for o, i in pairs if id(i) not in matter and _tells(o, i)]
    dropped = matter | {id(min(o, i, key=lambda act: abs(act.hits[0].entry.rung))) for o, i in told}
    return [act for act in acts if id(act) not in dropped]


def _beginning_within(in_order: list[Act], starts: list[int], item: Attribution) -> list[Act]:
    """Acts that begin in what an attribution holds; of very many the first ones."""
    first = bisect_left(starts, item.start)
    return in_order[first : min(bisect_right(starts, item.end, first), first + _MOST_HELD)]


def _holds(outer: Act, inner: Act) -> bool:
    """True where an act done by a word of tone holds another act in what that word governs."""
    item = outer.attribution
    if outer is inner or item is None or item.formula is None or not inner.hits or item.formula not in outer.hits[:1]:
        return False
    return item.formula.entry.rung != 0 and item.start <= inner.start and inner.end <= item.end


def _is_matter(found: Found, inner: Act) -> bool:
    """True for the verb behind a noun or preposition: "the decision to expel", "thanked X for condemning"."""
    item, words = inner.attribution, found.words.lower
    if item is None or item.formula is not inner.hits[0]:
        return False
    at = item.cue_start - 1
    while at > 0 and found.words.kind[at] & (ADV | NEG):
        at -= 1
    if item.form == "infinitive":
        noun = next((k for k in range(at - 1, max(at - _LONGEST_NAME, 0), -1) if words[k] in _RESOLVES), at)
        return words[at] == "to" and noun < at and (noun == at - 1 or words[noun + 1] in ("of", "by"))
    return item.form == "participle" and words[at] in _BEHIND


def _is_asked(found: Found, outer: Act, inner: Act) -> bool:
    """True for what an appeal or a demand asks another to do: "demanded that its partners refuse to recognise X"."""
    item, other = outer.attribution, inner.attribution
    if item is None or item.formula is None or other is None or other.formula is not inner.hits[0]:
        return False
    asked = other.speaker_start >= item.cue_end or _bidden(found, item.formula.end, other.cue_start)
    return _appeals(item.formula) and asked and not other.cueless


def _tells(outer: Act, inner: Act) -> bool:
    """True where the outer word tells, of the same speaker and with the same sign, what the inner one says."""
    item = outer.attribution
    same = bool(outer.speaker.codes) and outer.speaker.codes == inner.speaker.codes
    return (
        item is not None and "say" in item.classes and same and outer.hits[0].entry.rung * inner.hits[0].entry.rung > 0
    )


def _changes(governor: FormulaHit, hit: FormulaHit) -> bool:
    """True where `hit` would make another act of it: an operative word, or a sign of its own."""
    return hit.entry.operative or hit.entry.rung * governor.entry.rung < 0


def _governed(found: Found, governor: FormulaHit, hit: FormulaHit) -> bool:
    """True for a noun in what the governing word is about: its object, or behind a preposition, with no new verb between."""
    words = found.words
    if hit.start < governor.end or words.sentence(governor.start) != words.sentence(hit.start):
        return False
    if _resolved(found, governor.end, hit.start):
        return True
    first = hit.start
    while (
        first > governor.end
        and hit.start - first < _LONGEST_NAME
        and not words.kind[first - 1] & PREP
        and not _breaks(found, first - 1)
    ):
        first -= 1
    lead = words.lower[first - 1]
    if first == hit.start and lead not in _LEADS:
        return False  # nothing before it makes a noun of it
    if lead == "to" and words.verb(hit.start) & BASE and first == hit.start:
        return False  # "agreed to support"
    if first > governor.end and lead not in _LEADS:
        return False
    return not any(_verb(found, at) or _splits(found, at) for at in range(governor.end, first))


def _resolved(found: Found, begin: int, end: int) -> bool:
    """True between "the decision of X to expel its envoy and" and a further verb that the decision governs."""
    words = found.words
    noun = next((at for at in range(begin, end) if words.lower[at] in _RESOLVES), end)
    to = next((at for at in range(noun, end) if words.lower[at] == "to"), end)
    return to < end and not any(_splits(found, at) or words.kind[at] & COMMA for at in range(noun, end))


def _appeals(hit: FormulaHit) -> bool:
    return hit.entry.formula.split("/")[0].split()[0] in _APPEALS


def _asked_for(found: Found, governor: FormulaHit, hit: FormulaHit) -> bool:
    """True for what an appeal or a demand asks of another: its support or thanks, "urged X to abide by …, opposing …"."""
    if not _appeals(governor):
        return False
    between = found.words.lower[governor.end : hit.start]
    if governor.entry.rung * hit.entry.rung < 0:
        return not {"and", "but", ";", "."}.intersection(between)
    return hit.entry.kind in ("verb", "act") and _bidden(found, governor.end, hit.start)


def _bidden(found: Found, begin: int, at: int) -> bool:
    """True for a verb at `at` that goes on with the infinitive which follows an appeal that ends at `begin`."""
    words = found.words
    verb = next((k for k in range(begin, at) if words.lower[k] == "to"), at) + 1
    while verb < at and words.kind[verb] & (ADV | NEG):
        verb += 1
    if verb >= at or not words.verb(verb) & BASE:
        return False
    if any(_splits(found, k) and words.lower[k] != "as" for k in range(verb, at)):
        return False
    can, before = words.verb(at), at - 1
    while before > verb and words.kind[before] & (ADV | NEG):
        before -= 1
    if can & GERUND:
        return not words.kind[before] & COMMA  # "urged X to stop, warning …" warns
    return bool(can & BASE) and bool(words.kind[before] & (CONJ | COMMA) or words.lower[before] == "to")


def _verb(found: Found, at: int) -> bool:
    words = found.words
    can = words.verb(at)
    return bool(can & FINITE and not can & NOUN_TOO and not words.kind[at] & (UPPER | POSS))


def _breaks(found: Found, at: int) -> bool:
    kind = found.words.kind[at]
    return bool(kind & (PUNCT | CONJ | REL | SUBORD | AUX)) and not kind & POSS


def _splits(found: Found, at: int) -> bool:
    kind = found.words.kind[at]
    return bool(kind & (REL | SUBORD | AUX) and not kind & POSS) or found.words.lower[at] in (";", ":", "but")
