"""Whose conduct a remark addresses: not the channel, not the place, not the topic."""

from __future__ import annotations

from typing import NamedTuple

from spacy.tokens import Doc

from pipeline.language.actors import Mention
from pipeline.language.found import Found, found_in

_PLACE = frozenset(["in", "at", "over", "near", "around", "off", "across", "throughout", "outside", "within", "into"])
_VICTIM = frozenset(["against", "of", "in", "on", "to", "into", "over", "for"])
_BELONGINGS = frozenset(  # what a state has: "the people of X", "X's borders" name a victim more often than a culprit
    "people peoples population citizens territory territories borders border sovereignty independence integrity constitution "
    "soil waters airspace security stability economy children civilians society constitutions".split()
)
_CHANNEL = frozenset(["with", "alongside", "besides"])
_POSSESSIVE = frozenset(("'s", "’s", "'", "’"))
COUNTRY_KINDS = ("state", "demonym", "capital", "seat", "organisation", "group", "person", "surname")
_OPENING = frozenset(("“", '"', "‘", "«"))
_ENVOYS = frozenset(
    ["ambassador", "envoy", "chargé", "charge", "counterpart", "diplomat", "diplomats", "embassy", "minister"]
)
_TALKS = frozenset(
    "talks meeting call conversation summit conference interview met meets phone telephone dinner counterpart".split()
)
_LAY = frozenset(
    "media newspaper newspapers press scholars experts sources reports daily agency peninsula people citizens bank banks".split()
)
_RULES = frozenset(["resolution", "resolutions", "decision", "decisions", "charter", "meeting", "session", "debate"])
_BACK = frozenset("it its they their them he his him she her this that these those such you your both".split())


class Zone(NamedTuple):
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


class TargetFinder:
    """Finds targets; `conduct_nouns` are the things states do, whose owner is the one addressed."""

    def __init__(self, conduct_nouns: tuple[str, ...]) -> None:
        self._conduct = frozenset(conduct_nouns)

    def find(self, doc: Doc, zone: Zone, actor: tuple[str, ...]) -> tuple[str, ...]:
        """Give the codes of those addressed.

        Args:
            actor: Codes of the one who speaks, who is not its own target.
        """
        found = found_in(doc)
        if zone.object_slot is not None:
            near = (zone.object_slot, min(zone.object_slot + 9, zone.sentence[1]))
            codes = self._best(doc, found, near, (near[0], near[0]), zone.speaker, actor, nearest=True)
            if codes:
                return codes
        owner = self._owner_of_quotation(doc, found, zone, actor)
        if owner:
            return owner
        phrase, content = zone.phrase, zone.content
        if zone.kind == "deed":
            doer = self._best(
                doc, found, (content[0], phrase[0]), (content[0], content[0]), zone.speaker, actor, brand=True
            )
            if doer:
                return doer
        brand = zone.kind in ("adj", "noun", "deed")
        if brand or zone.kind == "act":
            owner = self._owner_before(doc, found, zone, actor)
            if owner:
                return owner
        for place in ((phrase[0], content[1]), (content[0], phrase[0]), zone.sentence):
            codes = self._best(doc, found, place, phrase, zone.speaker, actor, brand=brand)
            if codes:
                return codes
        if self._refers_back(doc, found, content, actor):
            for before in zone.around:
                codes = self._best(doc, found, before, (before[0], before[0]), (0, 0), actor)
                if codes:
                    return codes
        return ()

    def _refers_back(self, doc: Doc, found: Found, content: tuple[int, int], actor: tuple[str, ...]) -> bool:
        lower = set(found.words.lower[content[0] : content[1]])
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
        place: tuple[int, int],
        phrase: tuple[int, int],
        speaker: tuple[int, int],
        actor: tuple[str, ...],
        *,
        nearest: bool = False,
        brand: bool = False,
    ) -> tuple[str, ...]:
        lower = found.words.lower
        candidates: list[tuple[float, Mention]] = []
        for mention in found.mentions.within(*place):
            codes = codes_of(mention, doc)
            if mention.kind not in COUNTRY_KINDS or not codes or set(codes) <= set(actor):
                continue
            if speaker[0] <= mention.start < speaker[1]:
                continue
            follow = lower[mention.end : mention.end + 2]
            if mention.kind == "demonym" and _LAY.intersection(follow):
                continue  # "South Korean media" are not addressed
            if mention.kind == "organisation" and _RULES.intersection(follow):
                continue  # a resolution is what is broken, not who breaks it
            score = self._score(found, mention, phrase, place, brand=brand)
            if score > 0:
                candidates.append((score, mention))
        if not candidates:
            return ()
        _, best = candidates[0] if nearest else max(candidates, key=lambda item: (item[0], -item[1].start))
        chosen = [code for code in codes_of(best, doc) if code not in actor]
        for _, mention in candidates:
            if mention is not best and _joined(found, best, mention):
                chosen.extend(code for code in codes_of(mention, doc) if code not in actor)
        return tuple(dict.fromkeys(chosen))

    def _score(
        self, found: Found, mention: Mention, phrase: tuple[int, int], place: tuple[int, int], *, brand: bool
    ) -> float:
        lower = found.words.lower
        start, end = mention.start, mention.end
        before = lower[start - 1] if start else ""
        if before in ("the", "a", "both", "its", "his") and start > 1:
            before = lower[start - 2]
        after = lower[end : end + 6]
        owner = bool(after) and (after[0] in _POSSESSIVE or mention.kind == "demonym")
        conduct = owner and any(word in self._conduct for word in after[:5])
        score = 2.0
        if conduct:
            score += 1.5
        elif owner and _ENVOYS.intersection(after[:4]):
            score += 0.8
        elif before in ("by", "against"):
            score += 1.5
        elif before in ("of", "for", "to", "towards", "toward", "on", "from", "upon"):
            score += 0.4
        if start >= phrase[1]:
            score += 1.0 - min(start - phrase[1], 20) * 0.05
        if (
            before in _PLACE
            and not conduct
            and not {"embassy", "embassies", "consulate", "ambassador"}.intersection(lower[max(start - 4, 0) : start])
        ):
            score -= 2.2
        if brand and not conduct and (before in _VICTIM or start == phrase[1]):
            score -= 2.2
        possessed = owner and not conduct and _BELONGINGS.intersection(after[:3])
        if brand and (possessed or (before == "of" and _BELONGINGS.intersection(lower[max(start - 4, 0) : start]))):
            score -= 1.4
        window = lower[max(start - 7, place[0]) : start]
        if before in _CHANNEL and (_TALKS.intersection(window) or "alongside" in window):
            score -= 1.2
        if before == "to" and {"ambassador", "representative", "envoy", "mission"}.intersection(window):
            score -= 1.6
        if mention.kind == "organisation":
            score -= 1.0
        if mention.kind in ("person", "surname"):
            score -= 0.2 if owner or before in ("by", "to") else 0.6
        return score


def _joined(found: Found, one: Mention, other: Mention) -> bool:
    """True for "Seoul and Washington", "Japanese, Korean and American"."""
    left, right = sorted((one, other), key=lambda mention: mention.start)
    if not 0 < right.start - left.end <= 8:
        return False
    between = found.words.lower[left.end : right.start]
    if all(word in (",", "and", "&", "the", "or", "both") for word in between):
        return True
    names = {at for m in found.mentions.within(left.end, right.start) for at in range(m.start, m.end)}
    words = [found.words.lower[at] for at in range(left.end, right.start) if at not in names]
    return bool(words) and all(word in (",", "and", "the", "or") for word in words)


def codes_of(mention: Mention, doc: Doc) -> tuple[str, ...]:
    """Codes of a mention; a surname's are those that the text or the office-holders' table gave it."""
    if mention.kind == "surname":
        resolved: dict[str, tuple[str, ...]] = doc.user_data.get("surnames", {})
        return resolved.get(" ".join(found_in(doc).words.text[mention.start : mention.end]), ())
    return mention.codes
