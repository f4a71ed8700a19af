"""Subjects with something set in between commas: appositions, parties in brackets, insertions with a place or a time."""

from __future__ import annotations

from pipeline.language.attribution.clauses import Clauses
from pipeline.language.attribution.model import Span
from pipeline.language.words import AUX, BASE, COMMA, CONJ, DET, FINITE, GERUND, PARTICIPLE, PREP, PRON, REL, UPPER

_INSERTION = 40  # tokens of an insertion at most
_OPENINGS = frozenset("speaking who which whose asked referring one formerly also now himself herself itself".split())


def across_commas(clauses: Clauses, comma: int, first: int, inherited: Span | None) -> tuple[Span | None, str]:
    """Read "Lu Kang, spokesman for the ministry, said" and "The envoy, speaking in Geneva, said"."""
    kind, lower = clauses.kind, clauses.lower
    before = next(
        (
            j
            for j in range(comma - 1, max(first, comma - 40), -1)
            if kind[j] & COMMA or lower[j] in ("—", "–", "--", "(")
        ),
        None,
    )
    inside = clauses.phrase_left(comma, first)
    if inside and inherited and is_object(clauses, inside[0], first):
        return inherited, "same subject"  # "condemned Peru, thanked Chile and …"
    if inside and inherited and kind[inside[0] - 1] & PREP:
        return inherited, "same subject"  # "joked about Peru, declined …"
    if before is None or before <= first:
        return inside or inherited, "subject"
    head = _named_before(clauses, before, first)
    opening = before + 1
    if head is None:
        return inside or inherited, "subject"
    if head[0] > first and (kind[head[0] - 1] & PREP or clauses.words.verb(head[0]) & GERUND):
        outer = _before_insertion(clauses, before, first)
        if outer:
            return outer, "subject before an insertion"
    pronoun = bool(kind[opening] & PRON)
    if lower[opening] in _OPENINGS or kind[opening] & (PREP | REL) or clauses.words.verb(opening) & GERUND:
        return head, "subject before an insertion"
    if pronoun or kind[head[0]] & PREP:
        return inside or inherited, "subject"
    if kind[opening] & CONJ:
        return (head[0], comma) if inside else head, "subject"
    return (head[0], comma), "subject with apposition"


def _named_before(clauses: Clauses, comma: int, first: int) -> Span | None:
    """Who is named before a comma, a party or a place in brackets set aside: "Kunene (Apia), facing questions, …"."""
    if clauses.lower[comma - 1] == ")":
        comma = next((k for k in range(comma - 2, max(first, comma - 12), -1) if clauses.lower[k] == "("), comma)
    return clauses.phrase_left(comma, first)


def _before_insertion(clauses: Clauses, comma: int, first: int) -> Span | None:
    """Who stands before an insertion that has commas of its own: "Kunene, speaking in Apia, Samoa, said"."""
    kind = clauses.kind
    for at in range(comma - 1, max(first, comma - _INSERTION), -1):
        if not kind[at] & COMMA or clauses.opaque[at] >= 0:
            continue
        opens = kind[at + 1] & (PREP | REL) or clauses.words.verb(at + 1) & GERUND
        head = clauses.phrase_left(at, first) if opens else None
        if head and any(kind[k] & (UPPER | DET) for k in range(*head)):
            return head
    return None


def with_name_before(clauses: Clauses, found: Span | None, first: int) -> Span | None:
    """Take in the name to which an apposition without a closing comma belongs: "Lu Kang, spokesman of the ministry said"."""
    if found is None or found[0] - 1 <= first or not clauses.kind[found[0] - 1] & COMMA:
        return found
    if clauses.lower[found[0]] not in ("a", "an", "the") and found[0] not in clauses.titles:
        return found
    name = clauses.phrase_left(found[0] - 1, first)
    if name and name[1] - name[0] <= 5 and all(clauses.kind[k] & UPPER for k in (name[0], name[1] - 1)):
        return name[0], found[1]
    return found


def is_object(clauses: Clauses, start: int, first: int) -> bool:
    """True where the phrase at `start` stands behind a verb."""
    if start <= first:
        return False
    verb = clauses.words.verb(start - 1) & (FINITE | PARTICIPLE | GERUND | BASE)
    return bool(verb) and not clauses.kind[start - 1] & (UPPER | PREP | AUX)
