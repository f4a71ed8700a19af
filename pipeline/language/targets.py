"""Whose conduct a remark addresses: not the channel, not the place, not the topic."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from spacy.tokens import Doc

from pipeline.language.actors import Mention
from pipeline.language.antecedents import pair_of
from pipeline.language.found import Found, found_in
from pipeline.language.role_words import ANSWERING, BONDS, PAIRS, PLACES
from pipeline.language.roles import Role, Roles, Tone
from pipeline.language.words import AUX, CONJ, PREP, WORD

COUNTRY_KINDS = ("state", "demonym", "capital", "seat", "organisation", "group", "person", "surname")
_POSSESSIVE = frozenset(("'s", "’s", "'", "’"))
_OPENING = frozenset(("“", '"', "‘", "«"))
_BACK = frozenset("it its they their them he his him she her this that these those such you your both".split())
_JOINING = frozenset([",", "and", "&", "the", "or", "both", "nor", "as", "well"])
_UNSAID = frozenset("comment commented confirm confirmed confirms deny denied denies".split())  # an answer refused
_TALKS = frozenset("discuss discussed discusses consulted conferred".split())  # what follows is the topic
_MUTUAL = frozenset("exchange exchanged agreed restored resumed discussed relations ties".split())  # done to each other
_BOTH = re.compile(rf"\b(?:both|the two|the) (?:{'|'.join(sorted(PAIRS))})\b")
_BRANDS = frozenset(("adj", "noun", "deed"))  # words that need a bearer
_SLOT = 9  # tokens behind a cue within which the one addressed stands

Codes = tuple[str, ...]
Candidate = tuple[tuple[bool, int, int, int], Mention]
Span = tuple[int, int]


class Zone(NamedTuple):
    """Where a remark's parts stand, as tokens.

    Attributes:
        sentence, content, phrase, speaker: The remark's parts.
        around: The sentences in which a back reference may be resolved, nearest first.
        object_slot: Where the cue keeps the one addressed: from its end on; None where the cue has no such place.
        kind, rung: Those of the formula that decides, '' and 0 where there is none.
    """

    sentence: Span
    content: Span
    phrase: Span
    speaker: Span
    around: tuple[Span, ...] = ()
    object_slot: int | None = None
    kind: str = ""
    rung: int = 0


@dataclass(frozen=True, slots=True)
class Search:
    """One search for the targets of one remark; `actor` holds the codes of the one who speaks, never its own target."""

    doc: Doc
    found: Found
    zone: Zone
    actor: Codes

    def others(self, mention: Mention) -> Codes:
        """Codes of a mention besides the speaker's; none of what is no state, body or person of one."""
        if mention.kind not in COUNTRY_KINDS:
            return ()
        return tuple(code for code in codes_of(mention, self.doc) if code not in self.actor)

    def lower(self, span: Span) -> list[str]:
        """The words of a span in lower case."""
        return self.found.words.lower[span[0] : span[1]]

    @property
    def neutral(self) -> frozenset[str]:
        """Words of talks or of a refused answer that are the remark's phrase; empty where it has a tone."""
        return (
            (_TALKS | _UNSAID).intersection(self.lower(self.zone.phrase))
            if self.zone.kind and self.zone.rung == 0
            else frozenset()
        )


class TargetFinder:
    """Finds targets, slot by slot; `conduct_nouns` are the things states do, whose owner is the one addressed."""

    def __init__(self, conduct_nouns: Codes) -> None:
        self._roles = Roles(conduct_nouns)
        self._slots = (
            self._behind_the_cue, _both_sides, _owner_of_quotation, _owner_before, self._in_content, self._in_sentence,
            self._in_sentences_before, _each_other,
        )  # fmt: skip

    def find(self, doc: Doc, zone: Zone, actor: Codes) -> Codes:
        """Give the codes of those addressed.

        Args:
            actor: Codes of the one who speaks, who is not its own target.
        """
        search = Search(doc, found_in(doc), zone, actor)
        if _TALKS & search.neutral:
            return _partner(search)
        return next((codes for slot in self._slots if (codes := slot(search))), ())

    def _behind_the_cue(self, search: Search) -> Codes:
        """The X of "urged X to …"."""
        slot = search.zone.object_slot
        if slot is None:
            return ()
        return self._best(search, ((slot, min(slot + _SLOT, search.zone.sentence[1])),), nearest=True)

    def _in_content(self, search: Search) -> Codes:
        phrase, content = search.zone.phrase, search.zone.content
        return self._best(search, ((phrase[0], content[1]), (content[0], phrase[0])))

    def _in_sentence(self, search: Search) -> Codes:
        return () if search.neutral else self._best(search, (search.zone.sentence,))

    def _in_sentences_before(self, search: Search) -> Codes:
        if search.neutral or not self._refers_back(search):
            return ()
        told = search.zone.kind in _BRANDS and not self._points_back(search)
        for before in search.zone.around[: 1 if told else None]:
            if codes := self._told_before(search, before):
                return codes
        return ()

    def _points_back(self, search: Search) -> bool:
        """True where words of the content mean something said before: "its tests", "such threats"."""
        lower = frozenset(search.lower(search.zone.content))
        return bool(_BACK & lower or ({"the", "such", "this"} & lower and self._roles.conduct & lower))

    def _refers_back(self, search: Search) -> bool:
        """True where words of the content mean something said before, or nobody is named in it."""
        if "wherever" in search.lower(search.zone.content):
            return False
        if self._points_back(search):
            return True
        return not any(search.others(mention) for mention in search.found.mentions.within(*search.zone.content))

    def _best(self, search: Search, places: tuple[Span, ...], *, nearest: bool = False) -> Codes:
        """The codes of the likeliest by its role, or of the first."""
        zone, found = search.zone, search.found
        tone = Tone(*zone.phrase, zone.kind, zone.rung)
        named = _named_until(found, *zone.speaker)
        candidates: list[Candidate] = []
        for number, place in enumerate(places):
            for mention in found.mentions.within(*place):
                speaks = zone.speaker[0] <= mention.start < named
                if not speaks and search.others(mention) and not _of_another(found, mention):
                    candidates += self._candidate(found, mention, number, place[0], tone)
        if not candidates:
            return ()
        return _with_joined(search, candidates, candidates[0] if nearest else min(candidates, key=_rank))

    def _told_before(self, search: Search, before: Span) -> Codes:
        """The codes of the likeliest of an earlier sentence, whose parties are told apart once for all remarks."""
        found, warm = search.found, search.zone.rung > 0
        candidates = found.parties.get((before[0], warm))
        if candidates is None:
            tone = Tone(before[0], before[0], "", search.zone.rung)
            candidates = [
                candidate
                for mention in found.mentions.within(*before)
                if mention.kind in COUNTRY_KINDS and not _of_another(found, mention)
                for candidate in self._candidate(found, mention, 0, before[0], tone)
            ]
            found.parties[before[0], warm] = candidates
        others = [candidate for candidate in candidates if search.others(candidate[1])]
        return _with_joined(search, others, min(others, key=_rank)) if others else ()

    def _candidate(self, found: Found, mention: Mention, number: int, first: int, tone: Tone) -> list[Candidate]:
        """A mention with its rank: states before bodies, then by role and place; none of one who only suffers or hears."""
        role = self._roles.of(found, mention, first, tone)
        if role >= Role.VICTIM:
            return []
        return [((mention.kind == "organisation" and role > Role.DOER, int(role), number, mention.start), mention)]


def _rank(candidate: Candidate) -> tuple[bool, int, int, int]:
    return candidate[0]


def _with_joined(search: Search, candidates: Sequence[Candidate], best: Candidate) -> Codes:
    """The codes of the best candidate with those joined to it: "Seoul and Washington"."""
    joined = [m for _, m in candidates if m is not best[1] and _joined(search.found, best[1], m)]
    return tuple(dict.fromkeys(code for mention in (best[1], *joined) for code in search.others(mention)))


def _of_another(found: Found, mention: Mention) -> bool:
    """True for the name in "Ambassador Wu of China", "the EU mediator Wu": what stands beside it tells whose he is."""
    words = found.words
    if mention.kind not in ("surname", "person"):
        return False
    body = next(iter(found.mentions.before(mention.start, 1)), None)
    if body is not None and body.kind == "organisation" and body.end == mention.start - 1:
        return bool(words.kind[body.end] & WORD) and not words.kind[body.end] & (CONJ | PREP | AUX)
    if mention.kind == "person" or words.lower[mention.end : mention.end + 1] != ["of"]:
        return False
    follows = found.mentions.within(mention.end + 1, mention.end + 3)
    return any(other.kind in ("state", "organisation") for other in follows)


def _both_sides(search: Search) -> Codes:
    """The two that "urged both governments" means: those with which the text opens, else those named last."""
    slot = search.zone.object_slot
    if slot is None or not _BOTH.search(" ".join(search.lower((slot, slot + 6)))):
        return ()
    opening = pair_of(search.found)
    if opening and not set(opening) & set(search.actor):
        return opening
    codes: dict[str, None] = {}
    for mention in reversed(search.found.mentions.before(slot, 30)):
        if len(codes) < 2 and mention.kind in ("state", "demonym", "capital", "seat"):
            codes.update(dict.fromkeys(search.others(mention)))
    return tuple(codes)[::-1] if len(codes) == 2 else ()


def _partner(search: Search) -> Codes:
    """With whom the speaker talks: behind "with", or named beside the speaker before the cue."""
    first, lower = search.zone.sentence[0], search.found.words.lower
    named = [m for m in search.found.mentions.within(*search.zone.sentence) if m.start and search.others(m)]
    led = [m for m in named if "with" in lower[max(m.start - 3, first) : m.start]]
    beside = [m for m in named if m.start < search.zone.phrase[0] and lower[m.start - 1] not in PLACES]
    return next((search.others(mention) for mention in (*led, *beside)), _each_other(search))


def _each_other(search: Search) -> Codes:
    """Those who do to each other what they do: "X and Y exchanged views"."""
    mutual = _MUTUAL.intersection(search.lower(search.zone.sentence))
    return search.actor if len(search.actor) > 1 and mutual else ()


def _owner_of_quotation(search: Search) -> Codes:
    """The X of: X's “coercive actions”."""
    text, at = search.found.words.text, search.zone.phrase[0]
    while at > search.zone.sentence[0] and text[at - 1] in _OPENING:
        at -= 1
    if at == search.zone.phrase[0] or at == 0 or text[at - 1] not in _POSSESSIVE:
        return ()
    owners = [m for m in search.found.mentions.within(max(at - 8, 0), at) if m.end == at - 1]
    return tuple(code for mention in owners for code in search.others(mention))


def _owner_before(search: Search) -> Codes:
    """The X of "X's aggressive stance", "the X-ian veto": whose deed the phrase names."""
    at = search.zone.phrase[0]
    if search.zone.kind not in ("adj", "noun", "deed", "act"):
        return ()
    for mention in reversed(search.found.mentions.within(max(at - 6, search.zone.sentence[0]), at)):
        owned = mention.kind == "demonym" or search.found.words.text[mention.end] in _POSSESSIVE
        between = search.lower((mention.end, at))
        answers = ANSWERING.intersection(between) and "to" in between  # "X's answer to the provocations"
        apart = len(between) > 4 or answers or {",", "and", "that", "of"}.intersection(between)
        if owned and not apart and mention.kind in COUNTRY_KINDS:
            return search.others(mention)
    return ()


def _named_until(found: Found, start: int, end: int) -> int:
    """Where a speaker's words turn to what is spoken of: "the statement of X on Y's tests", "X's friendship with Y"."""
    lower = found.words.lower

    def turns(at: int) -> bool:
        topic = lower[at] in ("on", "about", "over", "after")
        return topic or (lower[at] in ("with", "to", "towards", "for") and lower[at - 1] in BONDS)

    return next((at for at in range(start, end) if turns(at)), end)


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
