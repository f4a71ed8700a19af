"""Whose conduct a remark addresses: not the channel, not the place, not the topic."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.language.actors import Mention

_PLACE = frozenset(["in", "at", "over", "near", "around", "off", "across", "throughout", "outside", "within"])
_CHANNEL = frozenset(["with", "alongside", "besides"])
_AGAINST = frozenset(["against", "towards", "toward", "on", "by", "of", "from", "to", "for", "with"])
_POSSESSIVE = frozenset(("'s", "’s", "'", "’"))
_COUNTRY_KINDS = ("state", "demonym", "capital", "seat", "organisation", "group", "person", "surname")
_OPENING = frozenset(("“", '"', "‘", "«"))
_ENVOYS = frozenset(
    ["ambassador", "envoy", "chargé", "charge", "counterpart", "diplomat", "diplomats", "embassy", "minister"]
)
_TALKS = frozenset(
    "talks meeting call conversation summit conference interview met meets phone telephone dinner counterpart".split()
)
_LAY = frozenset(
    [
        "media",
        "newspaper",
        "newspapers",
        "press",
        "scholars",
        "experts",
        "sources",
        "reports",
        "daily",
        "agency",
        "peninsula",
    ]
)
_RULES = frozenset(["resolution", "resolutions", "decision", "decisions", "charter", "meeting", "session", "debate"])
_BACK = frozenset("it its they their them he his him she her this that these those such you your both".split())


@dataclass(frozen=True, slots=True)
class _Candidate:
    mention: Mention
    score: float


class TargetFinder:
    """Finds targets; `conduct_nouns` are the things states do, whose owner is the one addressed."""

    def __init__(self, conduct_nouns: tuple[str, ...]) -> None:
        self._conduct = frozenset(conduct_nouns)

    def find(
        self,
        doc: Doc,
        sentence: tuple[int, int],
        content: tuple[int, int],
        phrase: tuple[int, int],
        speaker: tuple[int, int],
        actor: tuple[str, ...],
        earlier: list[tuple[int, int]],
        appeal: bool = False,
    ) -> tuple[str, ...]:
        """Give the codes of those addressed.

        Args:
            sentence, content, phrase, speaker: Token spans of the remark's parts.
            actor: Codes of the one who speaks, who is not its own target.
            earlier: Token spans of the sentences around in which a back reference may be resolved, nearest first.
            appeal: True where the phrase has its addressee as object ("urged X to", "warned X against").
        """
        if appeal:
            near = (phrase[0], min(phrase[0] + 9, content[1]))
            found = self._best(doc, near, (phrase[0], phrase[0]), speaker, actor, 0.0, nearest=True)
            if found:
                return found
        owner = self._owner_of_quotation(doc, sentence, phrase, actor)
        if owner:
            return owner
        for zone, penalty in (((phrase[0], content[1]), 0.0), ((content[0], phrase[0]), 1.0), (sentence, 1.5)):
            found = self._best(doc, zone, phrase, speaker, actor, penalty)
            if found:
                return found
        lower = {token.lower_ for token in doc[content[0] : content[1]]}
        refers = (
            bool(_BACK & lower)
            or bool({"the", "such", "this"} & lower and self._conduct & lower)
            or not any(
                m.kind in _COUNTRY_KINDS
                and content[0] <= m.start < content[1]
                and not set(codes_of(m, doc)) <= set(actor)
                for m in doc._.mentions
            )
        )
        if refers:
            for before in earlier:
                found = self._best(doc, before, (before[0], before[0]), (0, 0), actor, 2.0)
                if found:
                    return found
        return ()

    def _owner_of_quotation(
        self, doc: Doc, sentence: tuple[int, int], phrase: tuple[int, int], actor: tuple[str, ...]
    ) -> tuple[str, ...]:
        """The X of: X's “coercive actions”."""
        at = phrase[0]
        while at > sentence[0] and doc[at - 1].text in _OPENING:
            at -= 1
        if at == phrase[0] or doc[at - 1].text not in _POSSESSIVE:
            return ()
        found = [m for m in doc._.mentions if m.end == at - 1 and m.kind in _COUNTRY_KINDS]
        return tuple(code for m in found for code in codes_of(m, doc) if code not in actor)

    def _best(
        self,
        doc: Doc,
        zone: tuple[int, int],
        phrase: tuple[int, int],
        speaker: tuple[int, int],
        actor: tuple[str, ...],
        penalty: float,
        *,
        nearest: bool = False,
    ) -> tuple[str, ...]:
        candidates = []
        for mention in doc._.mentions:
            if not (zone[0] <= mention.start < zone[1]) or mention.kind not in _COUNTRY_KINDS:
                continue
            if mention.kind == "demonym" and _LAY & {token.lower_ for token in doc[mention.end : mention.end + 2]}:
                continue  # "South Korean media" are not addressed
            if mention.kind == "organisation" and _RULES & {
                token.lower_ for token in doc[mention.end : mention.end + 2]
            }:
                continue  # a resolution is what is broken, not who breaks it
            if speaker[0] <= mention.start < speaker[1] or not codes_of(mention, doc):
                continue
            if set(codes_of(mention, doc)) <= set(actor):
                continue
            score = self._score(doc, mention, phrase, zone) - penalty * 0.1
            if score > 0:
                candidates.append(_Candidate(mention, score))
        if not candidates:
            return ()
        best = candidates[0] if nearest else max(candidates, key=lambda c: (c.score, -c.mention.start))
        codes = [code for code in codes_of(best.mention, doc) if code not in actor]
        for candidate in candidates:
            if candidate.mention is not best.mention and self._joined(doc, best.mention, candidate.mention):
                codes.extend(code for code in codes_of(candidate.mention, doc) if code not in actor)
        return tuple(dict.fromkeys(codes))

    def _score(self, doc: Doc, mention: Mention, phrase: tuple[int, int], zone: tuple[int, int]) -> float:
        start, end = mention.start, mention.end
        before = doc[start - 1].lower_ if start else ""
        if before in ("the", "a", "both", "its", "his") and start > 1:
            before = doc[start - 2].lower_
        after = [token.lower_ for token in doc[end : end + 6]]
        owner = bool(after) and (after[0] in _POSSESSIVE or mention.kind == "demonym")
        conduct = owner and any(word in self._conduct for word in after[:5])
        score = 2.0
        if conduct:
            score += 1.5
        elif owner and _ENVOYS & set(after[:4]):
            score += 0.8
        elif before in ("by", "against"):
            score += 1.5
        elif before in ("of", "for", "to", "towards", "toward", "on", "from", "upon"):
            score += 0.4
        if start >= phrase[1]:
            score += 1.0 - min(start - phrase[1], 20) * 0.05
        if before in _PLACE and not conduct:
            score -= 2.2
        window = {token.lower_ for token in doc[max(start - 7, zone[0]) : start]}
        if before in _CHANNEL and (_TALKS & window or "alongside" in window):
            score -= 1.2
        if before == "to" and window & {"ambassador", "representative", "envoy", "mission"}:
            score -= 1.6
        if mention.kind == "organisation":
            score -= 1.0
        if mention.kind in ("person", "surname"):
            score -= 0.2 if owner or before in ("by", "to") else 0.6
        return score

    def _joined(self, doc: Doc, one: Mention, other: Mention) -> bool:
        """True for "Seoul and Washington", "Japanese, Korean and American"."""
        left, right = sorted((one, other), key=lambda mention: mention.start)
        between = [token.lower_ for token in doc[left.end : right.start]]
        if not between or len(between) > 8:
            return False
        commas = all(word in (",", "and", "&", "the", "or", "both") for word in between)
        if commas:
            return True
        names = {at for m in doc._.mentions for at in range(m.start, m.end)}
        words = [doc[at].lower_ for at in range(left.end, right.start) if at not in names]
        return bool(words) and all(word in (",", "and", "the", "or") for word in words)


def codes_of(mention: Mention, doc: Doc) -> tuple[str, ...]:
    """Codes of a mention; a surname's are those that the text or the office-holders' table gave it."""
    if mention.kind == "surname":
        resolved: dict[str, tuple[str, ...]] = doc.user_data.get("surnames", {})
        return resolved.get(doc[mention.start : mention.end].text, ())
    return mention.codes
