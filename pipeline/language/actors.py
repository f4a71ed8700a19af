"""Mentions of states, organisations, media, persons and offices."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import Literal, NamedTuple

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from pipeline import config
from pipeline.language.words import ADV, CONJ, DET, PREP, PRON, SUBORD, Words, words_of

Kind = Literal["state", "demonym", "capital", "seat", "organisation", "group", "media", "person", "surname", "title"]


_WORDS = frozenset("May Power Major Cook Straw Hope Price Long Small Day Good Brown Rice King Young Fox".split())
_LETTERS = str.maketrans(
    {"ı": "i", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "Æ": "Ae"}
)
_HONORIFICS = frozenset(
    (
        "mr mrs ms dr president chairman minister secretary premier chancellor king comrade ambassador spokesman "
        "spokeswoman spokesperson general marshal prince emperor leader prime commissioner representative chief "
        "director envoy"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Entry:
    """What a name stands for.

    Attributes:
        codes: States or organisations; the owner's code for media, several for a group.
        name: The person's or body's canonical name, the title's words.
        authority: For titles.
    """

    kind: Kind
    codes: tuple[str, ...]
    name: str
    authority: str = ""


class Mention(NamedTuple):
    """An entry found at tokens `start` to `end` (exclusive), with the entry's kind and codes at hand."""

    start: int
    end: int
    entry: Entry
    kind: Kind
    codes: tuple[str, ...]


class _Guard(NamedTuple):
    """What must not stand around a name: beginnings of the words after it, ends of those before it."""

    after: tuple[str, ...]
    before: tuple[str, ...]


@Language.factory("demarche_actors", default_config={"configs": "configs"})
def make_actors(nlp: Language, name: str, configs: str) -> ActorFinder:
    """Build the component.

    Args:
        configs: The folder that holds `actors.yaml`, `offices.csv` and `titles.yaml`.
    """
    folder = Path(configs)
    return ActorFinder(nlp, config.actors(folder), config.holders(folder), config.titles(folder))


class ActorFinder:
    """Sets `doc._.mentions`, a list of `Mention` in order, no two overlapping.

    Names are matched as they are written, because `US` is a state and `us` is not; titles in any case. The longest
    name wins: `Papua New Guinea` is not Guinea.
    """

    def __init__(
        self, nlp: Language, actors: config.Actors, holders: tuple[config.Holder, ...], titles: config.Titles
    ) -> None:
        Doc.set_extension("mentions", default=None, force=True)
        self._entries: dict[str, Entry] = {}
        self._names = PhraseMatcher(nlp.vocab, attr="ORTH")
        self._titles = PhraseMatcher(nlp.vocab, attr="LOWER")
        for title in titles.titles:
            for words in title.words:
                self._add_title(nlp, words.lower(), title.authority)
        for text, entry in self._pairs(actors, holders):
            self._add_name(nlp, text, entry)
        strings = nlp.vocab.strings
        self._by_key = {strings[key]: entry for key, entry in self._entries.items()}
        self._guards = {
            strings[f"name {guard.name}"]: _Guard(
                tuple(word + mark for word in guard.not_before for mark in (" ", ",", ".")),
                tuple(f" {word}" for word in guard.not_after),
            )
            for guard in actors.ambiguous
        }

    def _add_title(self, nlp: Language, words: str, authority: str) -> None:
        key = f"title {words}"
        if key not in self._entries:
            self._entries[key] = Entry("title", (), words, authority)
            self._titles.add(key, [nlp.make_doc(form) for form in {words, words.replace("'", "’")}])

    def _add_name(self, nlp: Language, text: str, entry: Entry) -> None:
        key = f"name {text}"
        if key not in self._entries:
            self._entries[key] = entry
            forms = {text, text.replace("'", "’"), without_accents(text)}
            self._names.add(key, [nlp.make_doc(form) for form in sorted(forms)])

    def _pairs(self, actors: config.Actors, holders: tuple[config.Holder, ...]) -> list[tuple[str, Entry]]:
        pairs: list[tuple[str, Entry]] = []
        for code, state in actors.states.items():
            pairs.extend(
                (text, Entry("state", (code,), state.name)) for text in (state.name, *state.names, *state.cities)
            )
            pairs.extend((text, Entry("demonym", (code,), state.name)) for text in state.demonyms)
            pairs.extend((text, Entry("capital", (code,), state.name)) for text in state.capital)
            pairs.extend((text, Entry("seat", (code,), state.name)) for text in state.seats)
        for code, body in actors.organisations.items():
            pairs.extend(
                (text, Entry("organisation", (code,), text)) for text in (body.name, *body.names, *body.bodies)
            )
            pairs.extend((text, Entry("demonym", (code,), body.name)) for text in body.demonyms)
        pairs.extend((text, Entry("group", group.members, text)) for group in actors.groups for text in group.names)
        pairs.extend(
            (text, Entry("media", (outlet.state,) if outlet.state else (), text))
            for outlet in actors.media
            for text in outlet.names
        )
        surnames: dict[str, list[str]] = defaultdict(list)
        for holder in holders:
            pairs.extend(
                (text, Entry("person", (holder.state,), holder.name)) for text in (holder.name, *holder.aliases)
            )
            if holder.surname and holder.surname not in _WORDS:
                surnames[holder.surname].append(holder.name)
        pairs.extend((text, Entry("surname", (), "|".join(names))) for text, names in surnames.items())
        # a guarded name that no list has: a bare "Korea", "Korean"
        for guard in actors.ambiguous:
            known = actors.states.get(guard.code)
            kind: Kind = "demonym" if guard.name.endswith(("n", "ns", "ese", "ish")) else "state"
            pairs.append((guard.name, Entry(kind, (guard.code,), known.name if known else guard.code)))
        return pairs

    def __call__(self, doc: Doc) -> Doc:
        """Find the mentions of `doc`."""
        words = words_of(doc)
        found: list[Mention] = []
        for matcher in (self._names, self._titles):
            for key, start, end in matcher(doc):
                guard = self._guards.get(key)
                if guard is None or _allowed(words, guard, start, end):
                    entry = self._by_key[key]
                    found.append(Mention(start, end, entry, entry.kind, entry.codes))
        doc._.mentions = _longest(_without_namesakes(words, found))
        return doc


def _longest(found: list[Mention]) -> list[Mention]:
    """Keep, of mentions that share words, names before titles ("White House" + "press secretary"), then the longest."""
    taken: set[int] = set()
    kept: list[Mention] = []
    for mention in sorted(found, key=lambda m: (m.kind == "title", m.start - m.end, m.start)):
        places = range(mention.start, mention.end)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(mention)
    kept.sort(key=itemgetter(0))
    return kept


def without_accents(name: str) -> str:
    """Give a name as newspapers without accents print it: "Abdullah Gul" for "Abdullah Gül"."""
    folded = unicodedata.normalize("NFKD", name.translate(_LETTERS))
    return "".join(char for char in folded if not unicodedata.combining(char))


def _allowed(words: Words, guard: _Guard, start: int, end: int) -> bool:
    after = " ".join(words.text[end : end + 3]) + " "
    before = " " + " ".join(words.text[max(start - 4, 0) : start])
    return not after.startswith(guard.after) and not before.endswith(guard.before)


def _without_namesakes(words: Words, found: list[Mention]) -> list[Mention]:
    """Drop a surname that the text gives to somebody else ("John Park … Park believes"), unless it names the holder too."""
    surnames = [mention for mention in found if mention.kind == "surname"]
    if not surnames:
        return found
    known = {at for mention in found if mention.kind == "person" for at in range(mention.start, mention.end)}
    taken = {at for mention in found if mention.kind != "surname" for at in range(mention.start, mention.end)}
    named = {words.text[at] for at in known}
    strangers = {
        words.text[mention.start]
        for mention in surnames
        if mention.start not in known
        and (_forename_before(words, mention.start) or _forename_after(words, mention.end, taken))
        and words.text[mention.start] not in named
    }
    if not strangers:
        return found
    return [mention for mention in found if mention.kind != "surname" or words.text[mention.start] not in strangers]


def _forename_before(words: Words, start: int) -> bool:
    """True for the Park of "John Park": another person than the office-holder whom the surname alone would mean."""
    if not start or words.opens_sentence(start):
        return False
    at = start - 1
    opener = words.opens_sentence(at) and bool(
        words.kind[at] & (ADV | CONJ | DET | PREP | PRON | SUBORD)
    )  # "Then Park said"
    return words.text[at].istitle() and words.text[at].isalpha() and not opener and words.lower[at] not in _HONORIFICS


def _forename_after(words: Words, end: int, taken: set[int]) -> bool:
    """True for the Kim of "Kim Chol", where the family name comes first."""
    if end >= words.count or end in taken or words.end[end - 1] == words.start[end]:
        return False
    after = words.text[end]
    return after.istitle() and after.isalpha() and words.lower[end] not in ("administration", "government", "cabinet")
