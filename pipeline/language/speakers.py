"""Who speaks, and whom it binds: from the words of a subject to a speaker, an office, an authority and an actor."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from spacy.tokens import Doc

from pipeline.config import Holder, Term
from pipeline.language.actors import Mention
from pipeline.language.found import Found, found_in
from pipeline.language.words import Words

PRONOUNS = frozenset(["he", "she", "it", "they", "we", "i", "both"])
FIRST_PERSON = frozenset(["we", "i", "our", "my", "us"])
_NOT_OF_STATE = frozenset("to in at with on against from over near toward towards about between into".split())
_POSSESSIVE = frozenset(("'s", "’s", "'", "’"))
_MEDIA_NOUNS = frozenset(
    (
        "media newspaper newspapers daily weekly magazine press broadcaster broadcasters agency article articles "
        "editorial editorials commentary commentaries commentator commentators headline headlines tabloid outlet "
        "outlets station blog journal report reports sources source"
    ).split()
)
_EXPERT_NOUNS = frozenset(
    (
        "professor professors analyst analysts expert experts scholar scholars academic academics researcher "
        "researchers fellow historian historians economist economists think-tank institute foundation university "
        "observers observer critics activists"
    ).split()
)
_BODIES = frozenset(["foreign", "ministry", "spokesperson", "spokesman", "spokeswoman"])
_DOCUMENTS = frozenset(
    [
        "statement",
        "declaration",
        "readout",
        "message",
        "letter",
        "telegram",
        "communique",
        "communiqué",
        "text",
        "account",
        "note",
    ]
)
_STATE_KINDS = ("state", "demonym", "capital", "seat", "organisation", "group")


@dataclass(frozen=True, slots=True)
class Speaker:
    """A resolved speaker; `codes` is empty where nobody's state or organisation is bound."""

    name: str
    office: str = ""
    authority: str = "unknown"
    codes: tuple[str, ...] = ()
    media_of: str = ""

    @property
    def official(self) -> bool:
        """True where the words bind a state or an organisation."""
        return bool(self.codes)


_NEAR_TOKENS = 60  # within which a minister without a state is taken for a minister of the state that spoke last
NOBODY = Speaker("")


@dataclass(slots=True)
class Discourse:
    """What a text has established so far: persons by surname, the last who spoke, ministries and states in play."""

    date: str = ""
    people: dict[str, Speaker] = field(default_factory=dict)
    last: Speaker = NOBODY
    last_official: Speaker = NOBODY
    joint: Speaker = NOBODY
    ministry: tuple[str, ...] = ()
    ministry_at: int = -1

    def note(self, speaker: Speaker, at: int) -> None:
        """Remember who has just spoken, at token `at`."""
        if speaker.name and (speaker.official or speaker.name[:1].isupper()):  # "certain remarks" is nobody
            self.last = speaker
            if speaker.official:
                self.last_official = speaker
                self.ministry, self.ministry_at = speaker.codes, at
                if len(speaker.codes) > 1:
                    self.joint = speaker


class SpeakerResolver:
    """Resolves the words of a subject, with the table of office-holders as of the statement's date."""

    def __init__(self, holders: tuple[Holder, ...], official_nouns: tuple[str, ...]) -> None:
        self._holders: dict[str, list[Holder]] = {}
        for holder in holders:  # a person may have served a state and then an organisation
            self._holders.setdefault(holder.name, []).append(holder)
        self._official = frozenset(official_nouns)

    def resolve(self, doc: Doc, start: int, end: int, discourse: Discourse, day: str = "") -> Speaker:
        """Give the speaker named by tokens `start` to `end`.

        Args:
            day: ISO date on which offices are to be looked up; the discourse's date where ''.
        """
        found = found_in(doc)
        mentions = [m for m in found.mentions.within(start, end) if m.end <= end]
        words = found.words.lower[start:end]
        day = day or discourse.date
        if not mentions and len(words) == 1 and words[0] in PRONOUNS:
            speaker = self._antecedent(doc, start, words[0], discourse, day)
        else:
            speaker = self._resolve(doc, start, end, mentions, words, discourse, day)
        return speaker if speaker.name else replace(speaker, name=_string(doc, start, end))

    def introduce(self, doc: Doc, discourse: Discourse) -> None:
        """Remember whom a text introduces by office and state: "Mongolia's foreign minister, X", "X, spokesman for …".

        The state is the one that owns the title or follows it within the phrase; a title without one introduces nobody.
        """
        found = found_in(doc)
        words, clauses_end = found.words, found.words.count
        for title in found.mentions.items:
            if title.kind != "title" or title.entry.authority in ("media", "expert", "unknown"):
                continue
            first, last = words.bounds(words.sentence(title.start))
            name = _name_beside(found, title.start, title.end, first, last)
            if not name:
                continue
            near = found.mentions.within(max(title.start - 4, first), min(title.end + 6, last, clauses_end))
            owners = [m for m in near if m.kind in _STATE_KINDS and _owns(words, m, title)]
            if not owners:
                continue
            surname = name.split()[-1]
            if surname not in discourse.people and name not in discourse.people:
                speaker = Speaker(name, title.entry.name, title.entry.authority, owners[0].codes)
                discourse.people[surname] = discourse.people[name] = speaker

    def person(self, mention: Mention, discourse: Discourse) -> Speaker:
        """Give the office-holder whom a name means on the discourse's day, and remember the name for later mentions."""
        return self._person(mention, discourse, discourse.date)

    def _resolve(
        self,
        doc: Doc,
        start: int,
        end: int,
        mentions: list[Mention],
        words: list[str],
        discourse: Discourse,
        day: str,
    ) -> Speaker:
        titles = [m for m in mentions if m.kind == "title"]
        official_titles = [m for m in titles if m.entry.authority not in ("media", "expert", "unknown")]
        if any(m.entry.authority == "expert" for m in titles):  # a professor of the party's school speaks for no party
            official_titles = [m for m in official_titles if m.entry.authority != "party"]
        persons = [m for m in mentions if m.kind in ("person", "surname")]
        outlet = next((m for m in mentions if m.kind == "media"), None)
        lay = self._lay(doc, start, end, words, titles)
        if outlet and not official_titles and not persons:
            return Speaker(outlet.entry.name, authority="media", media_of="".join(outlet.codes))
        if len(persons) > 1 and any(
            found_in(doc).words.lower[at] == "and" for at in range(persons[0].end, persons[1].start)
        ):
            pair = [self._person(person, discourse, day) for person in persons[:2]]
            if all(one.official for one in pair):
                codes = tuple(dict.fromkeys(code for one in pair for code in one.codes))
                return Speaker(" and ".join(one.name for one in pair), pair[0].office, pair[0].authority, codes)
        owners = [m for m in mentions if m.kind in _STATE_KINDS]
        body = owners[0] if owners and owners[0].kind == "organisation" else None
        lower = found_in(doc).words.lower
        if body and persons and body.start < persons[0].start and lower[body.end] in (",", "under", "whose"):
            return Speaker(body.entry.name, authority="government", codes=body.codes)
        for person in persons:
            before = next((m.entry.name for m in titles if m.end == person.start), "")
            speaker = self._person(person, discourse, day, before)
            if speaker.official or speaker.authority != "unknown":
                if not speaker.official and official_titles:
                    break
                return speaker
        codes = self._codes(doc, mentions, start)
        if (
            owners
            and owners[0].start <= start + 1
            and owners[0].end < end
            and lower[owners[0].end] == ","
            and words.count(",") < 3
        ):
            if owners[0].codes:  # "Pakistan, a key US ally, …"
                return Speaker(owners[0].entry.name, authority="government", codes=owners[0].codes)
        name = _capitalised(doc, start, end)
        if lay and not official_titles:
            owner = codes[0] if lay == "media" and codes and "state" in words else ""
            return Speaker(name, authority=lay, media_of=owner)
        if (words[:1] == ["both"] or words[:2] == ["the", "two"]) and not codes:
            return discourse.joint
        if official_titles:
            return self._titled(doc, official_titles, codes, name, discourse, start, end)
        if words[:1] == ["both"] or words[:2] == ["the", "two"]:
            return discourse.joint
        if any(word in PRONOUNS for word in words[:1]) and len(words) <= 2:
            return self._antecedent(doc, start, words[0], discourse, day)
        if _DOCUMENTS.intersection(words) and not codes and discourse.last_official.official:
            return discourse.last_official
        if codes and self._heads(doc, start, end, mentions):
            return Speaker(_string(doc, start, end), authority="government", codes=codes)
        if not codes:
            known = next((discourse.people[word] for word in name.split()[::-1] if word in discourse.people), None)
            if known:
                return known
            if words and words[0] in ("the", "its") and words[-1] in self._official and discourse.ministry:
                return Speaker(_string(doc, start, end), authority="government", codes=discourse.ministry)
        return Speaker(name)

    def _lay(self, doc: Doc, start: int, end: int, words: list[str], titles: list[Mention]) -> str:
        for title in titles:
            if title.entry.authority in ("media", "expert"):
                return title.entry.authority
        if _EXPERT_NOUNS.intersection(words):
            return "expert"
        if words[-1:] and words[-1] in _DOCUMENTS:
            return ""  # a press statement is no press
        return "media" if _MEDIA_NOUNS.intersection(words) else ""

    def _person(self, mention: Mention, discourse: Discourse, day: str, title: str = "") -> Speaker:
        if mention.kind == "surname":
            names = tuple(dict.fromkeys(mention.entry.name.split("|")))
            for name in names:
                if name.split()[-1] in discourse.people or name in discourse.people:
                    return discourse.people.get(name) or discourse.people[name.split()[-1]]
            current = [self._in_office(self._holders[name], day) for name in names]
            bound = [speaker for speaker in current if speaker.official]
            titled = [speaker for speaker in bound if title and title in speaker.office.casefold()]
            leaders = [speaker for speaker in bound if speaker.authority == "leader"]
            for group in (titled, bound, leaders):
                if len(group) == 1:
                    return group[0]
            return NOBODY
        speaker = self._in_office(self._holders[mention.entry.name], day)
        discourse.people[mention.entry.name] = speaker
        for holder in self._holders[mention.entry.name]:
            discourse.people[holder.surname or holder.name.split()[-1]] = speaker
        return speaker

    def _antecedent(self, doc: Doc, start: int, word: str, discourse: Discourse, day: str) -> Speaker:
        """Whom a pronoun or a bare title before token `start` means: the person, or the body, that the text named last.

        Looks back three sentences; within one, those that no preposition leads come first, as subjects do.
        """
        found = found_in(doc)
        here = found.words.sentence(max(start - 1, 0))
        sentences = [found.words.bounds(number) for number in range(max(here - 3, 0), here + 1)]
        personal = word not in ("it", "they", "its", "their")
        for first, last in reversed(sentences):
            ranked: list[tuple[bool, int, Speaker]] = []
            lower = found.words.lower
            for mention in found.mentions.within(first, min(last, start)):
                if mention.kind in ("person", "surname"):
                    speaker = self._person(mention, discourse, day)
                elif mention.kind in ("organisation", "state", "capital", "seat") or (
                    mention.kind == "demonym"
                    and mention.end < found.words.count
                    and (lower[mention.end] in self._official or lower[mention.end] in _BODIES)
                ):
                    speaker = Speaker(mention.entry.name, authority="government", codes=mention.codes)
                else:
                    continue
                if speaker.official and (mention.kind in ("person", "surname")) == personal:
                    before = lower[mention.start - 1] if mention.start > first else ""
                    ranked.append((before in _NOT_OF_STATE or before in ("of", "by", "after"), mention.start, speaker))
            if ranked:
                return min(ranked, key=lambda item: item[:2])[2]
        return discourse.last

    def _in_office(self, holders: list[Holder], day: str) -> Speaker:
        for holder in holders:
            term = _term(holder, day)
            if term is not None:
                return Speaker(holder.name, term.office, term.authority, (holder.state,))
        return Speaker(holders[0].name)

    def _codes(self, doc: Doc, mentions: list[Mention], start: int) -> tuple[str, ...]:
        """Codes of the states that the words belong to: not those that are only a place, a post or an addressee."""
        lower = found_in(doc).words.lower
        owners: list[tuple[str, ...]] = []
        spare: list[tuple[str, ...]] = []
        for mention in mentions:
            if mention.kind not in _STATE_KINDS:
                continue
            before = lower[mention.start - 1] if mention.start > start else ""
            if before == "the" and mention.start - 2 >= start:
                before = lower[mention.start - 2]
            (spare if before in _NOT_OF_STATE else owners).append(mention.codes)
            if owners and mention.codes == owners[-1] and len(owners) > 1 and before not in ("and", ",", "or"):
                if owners[-1] != owners[0]:
                    owners.pop()
        chosen = owners or spare[:1]
        return tuple(dict.fromkeys(code for codes in chosen for code in codes))

    def _heads(self, doc: Doc, start: int, end: int, mentions: list[Mention]) -> bool:
        """True where a state's own name, or a noun that speaks for it, is what the words are about."""
        last = [m for m in mentions if m.kind in _STATE_KINDS][-1]
        text, lower = found_in(doc).words.text, found_in(doc).words.lower
        if last.start <= start + 1 and text[last.end : last.end + 1] in (["along"], ["together"]):
            return True  # "Washington along with its allies"
        tail = [word for word in lower[last.end : end] if word.isalpha()]
        possessive = last.end < end and text[last.end] in _POSSESSIVE
        if not tail:
            return not possessive
        if "of" in lower[max(last.start - 2, start) : last.start]:
            return True
        return any(word in self._official for word in tail)

    def _titled(
        self,
        doc: Doc,
        titles: list[Mention],
        codes: tuple[str, ...],
        name: str,
        discourse: Discourse,
        start: int,
        end: int,
    ) -> Speaker:
        rank = ["spokesperson", "envoy", "leader", "ministry", "government", "legislator", "party"]
        title = min(titles, key=lambda m: rank.index(m.entry.authority) if m.entry.authority in rank else 99)
        owner = codes[:1] if len(codes) > 1 and "and" not in found_in(doc).words.lower[start:end] else codes
        if not owner:
            owner = discourse.people.get(name.split()[-1], NOBODY).codes if name else ()
        if not owner and not _person_name(doc, start, end):
            before = self._antecedent(doc, start, title.entry.name, discourse, discourse.date)
            if before.official and title.entry.authority not in ("ministry", "government", "envoy"):
                return before
            owner = before.codes or discourse.ministry
        person = _person_name(doc, start, end)
        if person and not owner and 0 <= start - discourse.ministry_at <= _NEAR_TOKENS:
            owner = discourse.ministry  # "Rwanda protested. … Foreign Minister X told reporters …"
        speaker = Speaker(person or _string(doc, start, end), title.entry.name, title.entry.authority, owner)
        if person and owner:
            discourse.people.setdefault(person.split()[-1], speaker)
        return speaker


def _owns(words: Words, state: Mention, title: Mention) -> bool:
    """True where a state stands right before a title ("the Russian foreign minister") or behind it ("minister of Peru")."""
    if state.end <= title.start:
        between = words.lower[state.end : title.start]
        return len(between) <= 3 and not {",", "and", "to", "in", "of"}.intersection(between)
    between = words.lower[title.end : state.start]
    return (
        len(between) <= 5 and bool({"of", "for"}.intersection(between)) and not {",", "and", "to"}.intersection(between)
    )


def _name_beside(found: Found, start: int, end: int, first: int, last: int) -> str:
    """The unknown person's name right behind a title ("Foreign Minister Odette N.", "minister, X") or before it ("X, minister")."""
    words = found.words
    known = {
        at for m in found.mentions.within(max(start - 6, first), min(end + 7, last)) for at in range(m.start, m.end)
    }

    def run(at: int, step: int) -> list[str]:
        out: list[str] = []
        while first <= at < last and len(out) < 5:
            text = words.text[at]
            if at in known or not (
                (text[:1].isupper() and text[:1].isalpha() and len(text) > 1) or (text == "-" and out)
            ):
                break
            out.append(text)
            at += step
        return out if step > 0 else out[::-1]

    behind = end + 1 if end < last and words.text[end] == "," else end
    name = run(behind, 1)
    if len(name) < 2:
        before = start - 1
        while before > first and words.lower[before] in ("a", "the", "an", "official", "acting", "deputy"):
            before -= 1
        name = run(before - 1, -1) if before > first and words.text[before] == "," else []
    return " ".join(name) if len(name) >= 2 else ""


@lru_cache(maxsize=4096)
def _day(iso: str) -> date:
    return date.fromisoformat(iso)


def _string(doc: Doc, start: int, end: int) -> str:
    words = found_in(doc).words
    return words.string[words.start[start] : words.end[end - 1]]


def _term(holder: Holder, day: str) -> Term | None:
    """The term that covers `day`; without a date, the last one."""
    if not day:
        return holder.terms[-1]
    on = _day(day[:10])
    covering = [term for term in holder.terms if term.start <= on and (term.end is None or on <= term.end)]
    return covering[-1] if covering else None


def _capitalised(doc: Doc, start: int, end: int) -> str:
    words = [text for text in found_in(doc).words.text[start:end] if text[:1].isupper()]
    return " ".join(words) or _string(doc, start, end)


def _person_name(doc: Doc, start: int, end: int) -> str:
    """The first run of two to four capitalised words that no table knows: a person introduced by the title beside it."""
    words = found_in(doc).words
    known = {at for m in found_in(doc).mentions.within(start - 8, end) for at in range(m.start, m.end)}
    run: list[int] = []
    for at in range(start, end + 1):
        inside = at < end and at not in known and not words.text[at].isupper() and words.lower[at] not in _SMALL
        joins = inside and run and (words.text[at] == "-" or words.text[at - 1] == "-")
        if inside and (words.text[at][:1].isupper() or joins):
            run.append(at)
            continue
        if 1 < len(run) <= 5:
            return _string(doc, run[0], run[-1] + 1)
        run = []
    return ""


_SMALL = frozenset(["the", "a", "an", "his", "her", "its", "their", "mr", "mrs", "ms"])
