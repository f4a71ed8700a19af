"""Whose conduct a remark addresses: not the channel, not the place, not the topic."""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.tokens import Doc

from pipeline.language.actors import Mention
from pipeline.language.found import Found, found_in
from pipeline.language.roles import Role, Roles, Tone

_POSSESSIVE = frozenset(("'s", "’s", "'", "’"))
COUNTRY_KINDS = ("state", "demonym", "capital", "seat", "organisation", "group", "person", "surname")
_OPENING = frozenset(("“", '"', "‘", "«"))
_BACK = frozenset("it its they their them he his him she her this that these those such you your both".split())


_JOINING = frozenset([",", "and", "&", "the", "or", "both", "nor", "as", "well"])
_MUTUAL = frozenset(
    "exchange exchanged agreed restored resumed discussed relations ties".split()
)  # what two do to each other


@dataclass(frozen=True, slots=True)
class Zone:
    """Where a remark's parts stand, as tokens.

    Attributes:
        sentence, content, phrase, speaker: The remark's parts.
        around: The sentences in which a back reference may be resolved, nearest first.
        object_slot: Where the cue keeps the one addressed: from its end on; None where the cue has no such place.
        kind: The deciding formula's kind, '' where there is none: the one who does a `deed` stands before it, and what
            stands behind a brand ("aggression against X") is often its victim.
    """

    sentence: tuple[int, int]
    content: tuple[int, int]
    phrase: tuple[int, int]
    speaker: tuple[int, int]
    around: tuple[tuple[int, int], ...] = ()
    object_slot: int | None = None
    kind: str = ""
    rung: int = 0


class TargetFinder:
    """Finds targets; `conduct_nouns` are the things states do, whose owner is the one addressed."""

    def __init__(self, conduct_nouns: tuple[str, ...]) -> None:
        self._roles = Roles(conduct_nouns)
        self._conduct = self._roles.conduct

    def find(self, doc: Doc, zone: Zone, actor: tuple[str, ...]) -> tuple[str, ...]:
        """Give the codes of those addressed.

        Args:
            actor: Codes of the one who speaks, who is not its own target.
        """
        found = found_in(doc)
        phrase, content = zone.phrase, zone.content
        if zone.object_slot is not None:
            near = (zone.object_slot, min(zone.object_slot + 9, zone.sentence[1]))
            codes = self._best(doc, found, (near,), zone, actor, nearest=True)
            if codes:
                return codes
        owner = self._owner_of_quotation(doc, found, zone, actor)
        if owner:
            return owner
        if zone.kind in ("adj", "noun", "deed", "act"):
            owner = self._owner_before(doc, found, zone, actor)
            if owner:
                return owner
        for places in (((phrase[0], content[1]), (content[0], phrase[0])), (zone.sentence,)):
            codes = self._best(doc, found, places, zone, actor)
            if codes:
                return codes
        if self._refers_back(doc, found, content, actor):
            for before in zone.around:
                codes = self._best(
                    doc, found, (before,), replace(zone, phrase=(before[0], before[0]), speaker=(0, 0), kind=""), actor
                )
                if codes:
                    return codes
        mutual = len(actor) > 1 and _MUTUAL.intersection(found.words.lower[zone.sentence[0] : zone.sentence[1]])
        return actor if mutual else ()

    def _refers_back(self, doc: Doc, found: Found, content: tuple[int, int], actor: tuple[str, ...]) -> bool:
        lower = set(found.words.lower[content[0] : content[1]])
        if "wherever" in lower:
            return False
        if _BACK & lower or ({"the", "such", "this"} & lower and self._conduct & lower):
            return True
        return not any(
            mention.kind in COUNTRY_KINDS and not set(codes_of(mention, doc)) <= set(actor)
            for mention in found.mentions.within(*content)
        )

    def _owner_of_quotation(self, doc: Doc, found: Found, zone: Zone, actor: tuple[str, ...]) -> tuple[str, ...]:
        """The X of: X's “coercive actions”."""
        text, at = found.words.text, zone.phrase[0]
        while at > zone.sentence[0] and text[at - 1] in _OPENING:
            at -= 1
        if at == zone.phrase[0] or at == 0 or text[at - 1] not in _POSSESSIVE:
            return ()
        owners = [m for m in found.mentions.within(max(at - 8, 0), at) if m.end == at - 1 and m.kind in COUNTRY_KINDS]
        return tuple(code for m in owners for code in codes_of(m, doc) if code not in actor)

    def _owner_before(self, doc: Doc, found: Found, zone: Zone, actor: tuple[str, ...]) -> tuple[str, ...]:
        """The X of "X's aggressive stance", "the X-ian veto": whose deed the phrase names."""
        at = zone.phrase[0]
        for mention in reversed(found.mentions.within(max(at - 6, zone.sentence[0]), at)):
            owned = mention.kind == "demonym" or found.words.text[mention.end] in _POSSESSIVE
            between = found.words.lower[mention.end : at]
            if (
                owned
                and mention.kind in COUNTRY_KINDS
                and len(between) <= 4
                and not {",", "and", "that", "of"}.intersection(between)
            ):
                return tuple(code for code in codes_of(mention, doc) if code not in actor)
        return ()

    def _best(
        self,
        doc: Doc,
        found: Found,
        places: tuple[tuple[int, int], ...],
        zone: Zone,
        actor: tuple[str, ...],
        *,
        nearest: bool = False,
    ) -> tuple[str, ...]:
        candidates: list[tuple[tuple[bool, int, int, int], Mention]] = []
        tone = Tone(*zone.phrase, zone.kind, zone.rung)
        named = _named_until(found, *zone.speaker)
        for number, place in enumerate(places):
            for mention in found.mentions.within(*place):
                codes = codes_of(mention, doc)
                if mention.kind not in COUNTRY_KINDS or not codes or set(codes) <= set(actor):
                    continue
                if zone.speaker[0] <= mention.start < named:
                    continue
                role = self._roles.of(found, mention, place[0], tone)
                if role < Role.VICTIM:
                    aside = mention.kind == "organisation" and role > Role.DOER
                    candidates.append(((aside, int(role), number, mention.start), mention))
        if not candidates:
            return ()
        _, best = candidates[0] if nearest else min(candidates, key=lambda item: item[0])
        chosen = [code for code in codes_of(best, doc) if code not in actor]
        for _, mention in candidates:
            if mention is not best and _joined(found, best, mention):
                chosen.extend(code for code in codes_of(mention, doc) if code not in actor)
        return tuple(dict.fromkeys(chosen))


def _named_until(found: Found, start: int, end: int) -> int:
    """Where a speaker's words turn to what is spoken of: "the statement of X on Y's tests"."""
    return next((at for at in range(start, end) if found.words.lower[at] in ("on", "about", "over", "after")), end)


def _joined(found: Found, one: Mention, other: Mention) -> bool:
    """True for "Seoul and Washington", "Japanese, Korean and American"."""
    left, right = sorted((one, other), key=lambda mention: mention.start)
    if not 0 < right.start - left.end <= 8:
        return False
    between = found.words.lower[left.end : right.start]
    if all(word in _JOINING for word in between):
        return True
    names = {at for m in found.mentions.within(left.end, right.start) for at in range(m.start, m.end)}
    words = [found.words.lower[at] for at in range(left.end, right.start) if at not in names]
    return bool(words) and _JOINING.issuperset(words)


def codes_of(mention: Mention, doc: Doc) -> tuple[str, ...]:
    """Codes of a mention; a surname's are those that the text or the office-holders' table gave it."""
    if mention.kind in ("person", "surname"):
        resolved: dict[str, tuple[str, ...]] = doc.user_data.get("surnames", {})
        name = " ".join(found_in(doc).words.text[mention.start : mention.end])
        return resolved.get(name) or mention.codes
    return mention.codes
