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
from pipeline.language.namesakes import without_namesakes
from pipeline.language.spellings import spellings
from pipeline.language.words import UPPER, Words, words_of

Kind = Literal["state", "demonym", "capital", "seat", "organisation", "group", "media", "person", "surname", "title"]


_HALVES = ("North", "South")
_SHOUTED = ("MALE", "MALÉ")  # of the capitals of datelines, those that are words
_LETTERS = str.maketrans(
    {"ı": "i", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "Æ": "Ae"}
)
_THRONES = frozenset(["king", "queen", "emir", "sultan", "emperor", "pope"])


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
        self._divided = _divided(actors)
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
            capitals = [form for text in state.capital for form in (text, text.upper()) if form not in _SHOUTED]
            pairs.extend((text, Entry("capital", (code,), state.name)) for text in capitals)
            pairs.extend((text, Entry("seat", (code,), state.name)) for text in state.seats)
        for code, body in actors.organisations.items():
            pairs.extend(
                (text, Entry("organisation", (code,), text)) for text in (body.name, *body.names, *body.bodies)
            )
            pairs.extend((text, Entry("demonym", (code,), body.name)) for text in body.demonyms)
            pairs.append((body.name.upper(), Entry("organisation", (code,), body.name)))
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
            for short in ({holder.surname} if holder.surname else set()) | _royal(holder):
                surnames[short].append(holder.name)
        pairs.extend((text, Entry("surname", (), "|".join(names))) for text, names in surnames.items())
        # behind the spellings of the table, which may be another person's
        pairs.extend(
            (other, Entry("person", (holder.state,), holder.name))
            for holder in holders
            for text in (holder.name, *holder.aliases)
            for other in spellings(text)
        )
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
        kept = _longest(without_namesakes(words, found))
        if home := doc.user_data.get("home"):
            kept = self._at_home(words, kept, home)
        halves = self._halves(words, kept)
        doc._.mentions = sorted([*kept, *halves], key=itemgetter(0)) if halves else kept
        return doc

    def _at_home(self, words: Words, kept: list[Mention], home: str) -> list[Mention]:
        """Take the bare name of a divided nation ("Korea", "Korean") for that half of it whose text this is."""
        nation = next((nation for nation, halves in self._divided.items() if home in halves.values()), "")
        if not nation:
            return kept
        kinds: dict[str, Kind] = {nation: "state", f"{nation}n": "demonym", f"{nation}ns": "demonym"}
        entries = {name: Entry(kind, (home,), nation) for name, kind in kinds.items()}
        return [
            mention._replace(entry=entries[words.text[mention.start]], codes=(home,))
            if mention.end == mention.start + 1 and words.text[mention.start] in entries
            else mention
            for mention in kept
        ]

    def _halves(self, words: Words, kept: list[Mention]) -> list[Mention]:
        """Find "the North" and "the South" in a text that names a divided nation."""
        named = {mention.codes[0] for mention in kept if mention.kind == "state"}
        halves = next((codes for codes in self._divided.values() if named.intersection(codes.values())), {})
        if not halves:
            return []
        taken = {at for mention in kept for at in range(mention.start, mention.end)}
        entries = {half: Entry("state", (code,), half) for half, code in halves.items()}
        return [
            Mention(at, at + 1, entries[words.text[at]], "state", entries[words.text[at]].codes)
            for at in range(1, words.count)
            if words.text[at] in halves
            and at not in taken
            and words.lower[at - 1] == "the"
            and _stands_alone(words, at)
        ]


def _divided(actors: config.Actors) -> dict[str, dict[str, str]]:
    """The states of a divided nation by their halves: {"Korea": {"North": …, "South": …}}."""
    halves: dict[str, dict[str, str]] = defaultdict(dict)
    for code, state in actors.states.items():
        for name in (state.name, *state.names):
            half, _, nation = name.partition(" ")
            if half in _HALVES and nation:
                halves[nation][half] = code
    return {nation: codes for nation, codes in halves.items() if len(set(codes.values())) > 1}


def _stands_alone(words: Words, at: int) -> bool:
    """True where no name and no "of" follows: not "the North Sea", "the South of Yemen"."""
    after = at + 1
    return after >= words.count or not (
        words.kind[after] & UPPER or words.lower[after] in ("of", "-", "and", "east", "west")
    )


def _royal(holder: config.Holder) -> set[str]:
    """The names by which texts call one who reigns: "King Abdullah", shared by those who reign elsewhere."""
    offices = {term.office for term in holder.terms} & _THRONES
    words = [word for word in holder.name.split() if word.lower() not in _THRONES]
    return {f"{office.title()} {words[0]}" for office in offices} if words else set()


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


def _begins(text: str, words: str) -> bool:
    return text == words or text.startswith((f"{words} ", f"{words},", f"{words}."))
