"""Sentences of a speaker's own text that no attribution holds: whose words they are, and what acts they make."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from pipeline.language.actors import Mention
from pipeline.language.acts import TELLING_SHAPES, Act, Pair, choose
from pipeline.language.antecedents import STATE_KINDS, self_named
from pipeline.language.attribution.model import SPEAKING, Attribution
from pipeline.language.conduct import only_answers, tells_conduct
from pipeline.language.discourse import FIRST_PERSON, Discourse, Speaker
from pipeline.language.found import Found, found_in
from pipeline.language.own_words import resolves
from pipeline.language.phrases import phrase_of, trimmed
from pipeline.language.role_words import BONDS, ENVOYS, TOLD, VIEWS
from pipeline.language.speakers import SpeakerResolver
from pipeline.language.wording import FormulaHit
from pipeline.language.words import (
    AUX,
    COMMA,
    CONJ,
    DET,
    FINITE,
    NOUN_TOO,
    POSS,
    PREP,
    PRON,
    PUNCT,
    REL,
    SUBORD,
    UPPER,
)

_OF_NAMES = frozenset(("of", "the", "'s", "’s", "and", "for", "to"))
_SUPPOSING = frozenset(("should", "were", "had"))
_OPENING = 16  # tokens of a phrase of time, place or matter before the subject
_OWNED_WITHIN = 4  # tokens from an owner to what is owned
_APART = DET | PREP | PRON | AUX | CONJ | PUNCT


class Unattributed:
    """Makes acts of the sentences of a speaker's own text that hold none so far."""

    def __init__(self, resolver: SpeakerResolver) -> None:
        self._resolver = resolver

    def acts(
        self, doc: Doc, pairs: list[Pair], own: Speaker, claimed: set[FormulaHit], made: list[Act], every_sentence: bool
    ) -> list[Act]:
        """Give an act for every such sentence: the speaker's, or that of the official whom the sentence names.

        Args:
            own: Whose text it is.
            claimed, made: The formulas and the acts that attributions have.
            every_sentence: True to make an act also of a sentence that holds no formula.
        """
        found = found_in(doc)
        words = found.words
        taken: dict[int, bool] = {}  # True where the speaker has already found fault in the sentence
        for act in made:
            number = words.sentence(words.at(act.start))
            blames = act.speaker.codes == own.codes and (not act.hits or act.hits[0].entry.rung < 0)
            taken[number] = taken.get(number, False) or blames
        telling, others = _officials(found, pairs, own)
        acts: list[Act] = []
        for number in range(len(words.sentences) - 1):
            first, last = words.bounds(number)
            hits = [hit for hit in found.formulas.within(first, last) if hit not in claimed]
            if number in taken:
                groups = _besides(found, hits, blamed=taken[number]) if own.official else []
                acts.extend(Act(None, own, group, *phrase_of(doc, group[0])) for group in groups)
                continue
            named = self._speaker(doc, first, last, hits, telling.get(number, own), own)
            if not named.official:
                named = others.get(number, own)
            groups = choose(found, hits, [])
            acts.extend(Act(None, named, group, *phrase_of(doc, group[0])) for group in groups)
            start, end = trimmed(words.string, words.start[first], words.end[last - 1])
            if every_sentence and not groups and end > start:
                acts.append(Act(None, named, (), start, end))
        return acts

    def _speaker(
        self, doc: Doc, first: int, last: int, hits: Sequence[FormulaHit], named: Speaker, own: Speaker
    ) -> Speaker:
        """Whose words a sentence is: the one named in it, or for whom it says to speak, or whose attitude it tells."""
        found = found_in(doc)
        if not named.official:
            named = self_speaker(found, first, own)
        if named.official or own.authority == "media":
            return named
        holder = next((m for hit in hits if (m := _holder(found, hit, first, last)) is not None), None)
        if holder is not None:
            return Speaker(holder.entry.name, authority="government", codes=holder.codes)
        view = _viewed_by(found, first)
        if view is not None:
            return Speaker(view.entry.name, authority="government", codes=view.codes)
        if any(hit.entry.of_the_addressed for hit in hits):
            return own
        return self._opening_subject(doc, found, first, last, own)

    def _opening_subject(self, doc: Doc, found: Found, first: int, last: int, own: Speaker) -> Speaker:
        """The state or official with whose name a sentence opens, where nothing else says whose words it holds."""
        words = found.words
        first = _main_clause(found, first, last)
        opening = next(iter(found.mentions.within(first, first + 3)), None)
        led = words.kind[first] & (PREP | SUBORD | REL | AUX) or words.lower[first] in FIRST_PERSON
        if opening is None or (led and opening.start > first):
            return own  # "Should X fire", "What X did", "Our X neighbours"
        end = opening.end
        names = {at for m in found.mentions.within(first, last) for at in range(m.start, m.end)}
        while end < last and (end in names or words.lower[end] in _OF_NAMES or words.kind[end] & UPPER):
            end += 1
        if opening.kind == "demonym" and end == opening.end and not self._official_after(found, end, last):
            return own  # "Dutch customs officers held …"
        if words.lower[end - 1] in ("'s", "’s") and end < last:
            end += 1  # "Kuwait's delegate"
        speaker = self._resolver.resolve(doc, first, end, Discourse())
        return speaker if speaker.official else own

    def _official_after(self, found: Found, at: int, last: int) -> bool:
        """True where a noun that speaks for the state, a title, or a verb follows its demonym."""
        words = found.words
        titled = any(mention.kind == "title" for mention in found.mentions.within(at, min(at + 3, last)))
        acts = at < last and bool(words.verb(at) & FINITE) and not words.verb(at) & NOUN_TOO
        return titled or acts or any(self._resolver.speaks(word) for word in words.lower[at : min(at + 3, last)])


def self_speaker(found: Found, at: int, own: Speaker) -> Speaker:
    """The state for which the speaker of the sentence around token `at` says to speak, else `own`."""
    if own.authority == "media":
        return own
    codes = self_named(found, *found.words.bounds(found.words.sentence(at)))
    return Speaker(own.name or codes[0], own.office, "government", codes) if codes else own


def _officials(found: Found, pairs: list[Pair], own: Speaker) -> tuple[dict[int, Speaker], dict[int, Speaker]]:
    """The official who speaks in each sentence: the first who tells something in its main clause, and the first of all."""
    telling: dict[int, Speaker] = {}
    others: dict[int, Speaker] = {}
    for item, speaker in pairs:
        if not speaker.official or tells_conduct(found, item) or (own.official and only_answers(found, item)):
            continue
        number = found.words.sentence(item.cue_start)
        others.setdefault(number, speaker)
        if _tells(found, item):
            telling.setdefault(number, speaker)
    return telling, others


def _tells(found: Found, item: Attribution) -> bool:
    """True for "X said that …", "…, X said", and not for the Y of "X regrets that Y announced …"."""
    shape = item.pattern.rpartition("; ")[2]
    if item.pattern.startswith("passive with agent") and "say" in item.classes:
        return found.words.lower[item.cue_start] in TOLD  # "Y was told by X that …"
    if item.form not in SPEAKING or not shape.startswith(TELLING_SHAPES):
        return item.form == "frame"
    words = found.words
    first = words.bounds(words.sentence(item.cue_start))[0]
    return (shape.endswith("the cue") and not shape.endswith("after the cue")) or not any(
        words.kind[at] & (REL | SUBORD) and not words.kind[at] & PREP for at in range(first, item.speaker_start)
    )


def _besides(found: Found, hits: list[FormulaHit], *, blamed: bool) -> list[tuple[FormulaHit, ...]]:
    """What a sentence says besides its acts: an operative paragraph's verb, or deeds told where no act of blame is yet."""
    resolved = next((hit for hit in hits if resolves(found, hit.start)), None)
    if resolved is not None:
        return [(resolved,)]
    deeds = [hit for hit in hits if hit.entry.kind == "deed"]
    return [] if blamed else choose(found, deeds, [])


def _holder(found: Found, hit: FormulaHit, first: int, last: int) -> Mention | None:
    """The state whose attitude a sentence tells without a verb of its own: "X's displeasure", "reservations entered by X".

    With it, whose bond is praised ("X's friendship with Y is unbreakable"), and who calls an envoy in ("was called in to the
    X-ian ministry").
    """
    words = found.words
    if hit.entry.kind == "stance":
        return _owner(found, hit.start, first) or _agent(found, hit.end, last, ("by",))
    if hit.entry.kind == "act" and ENVOYS.intersection(words.lower[hit.start : hit.head_end]):
        return _agent(found, hit.end, last, ("by", "to"))
    if hit.entry.kind == "adj" and hit.entry.rung > 0:
        return bound(found, first, hit.start)
    return None


def bound(found: Found, first: int, last: int) -> Mention | None:
    """The state whose bond words tell of: "X's friendship with Y", "the commitment of X to Y"."""
    bond = next((at for at in range(last - 1, first, -1) if found.words.lower[at] in BONDS), None)
    return None if bond is None else _owner(found, bond, first) or _agent(found, bond + 1, last, ("of",))


def _viewed_by(found: Found, first: int) -> Mention | None:
    """The X of "For X this is a red line", "It is the hope of X that …", "The answer of X is no"."""
    lower = found.words.lower
    at = first
    if lower[first] != "for":
        opening = next((k for k in range(first, min(first + 4, found.words.count)) if lower[k] in VIEWS), None)
        if opening is None or lower[opening + 1 : opening + 2] != ["of"]:
            return None
        at = opening + 1
    return next((m for m in found.mentions.within(at + 1, at + 3) if m.kind == "state"), None)


def _owner(found: Found, at: int, first: int) -> Mention | None:
    """The state that owns what is named at `at`: "X's displeasure", "X-ian displeasure"."""
    for mention in reversed(found.mentions.within(max(at - _OWNED_WITHIN - 2, first), at)):
        owns = mention.kind == "demonym" or found.words.kind[mention.end] & POSS
        between = range(mention.end, at)
        apart = any(k & _APART and not k & POSS for k in map(found.words.kind.__getitem__, between))
        if mention.kind in STATE_KINDS and owns and not apart and len(between) <= _OWNED_WITHIN:
            return mention
    return None


def _agent(found: Found, at: int, last: int, leads: tuple[str, ...]) -> Mention | None:
    """The state behind one of `leads` within a few tokens: "by X", "to the X-ian ministry"."""
    words = found.words
    for place in range(at, min(at + _OWNED_WITHIN, last)):
        if words.lower[place] in leads:
            return next((m for m in found.mentions.within(place + 1, place + 3) if m.kind in STATE_KINDS), None)
    return None


def _main_clause(found: Found, first: int, last: int) -> int:
    """Where a sentence goes on behind what opens it: "In the matter of the river, X has …", "Should Y fire, X will …"."""
    words = found.words
    supposed = words.kind[first] & SUBORD or words.lower[first] in _SUPPOSING
    if not supposed and not words.kind[first] & PREP:
        return first
    for at in range(first + 1, min(first + _OPENING, last - 2)):
        if words.kind[at] & COMMA:
            return at + 1 if not supposed or _promises(found, at + 1, last) else first
        if (
            not supposed
            and words.verb(at) & FINITE
            and not words.verb(at) & NOUN_TOO
            and not words.kind[at] & (UPPER | DET)
        ):
            break
    return first


def _promises(found: Found, at: int, last: int) -> bool:
    """True for "X will …": the main clause of a condition holds what its subject vows."""
    subject = next(iter(found.mentions.within(at, at + 2)), None)
    return subject is not None and subject.end < last and found.words.lower[subject.end] in ("will", "shall", "would")
