"""Who speaks, and whom it binds: from the words of a subject to a speaker, an office, an authority and an actor."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc

from pipeline.config import Holder
from pipeline.language.actors import Mention
from pipeline.language.antecedents import MANY, NOT_OF_STATE, STATE_KINDS, antecedent, bracketed, owns, seat_beside
from pipeline.language.discourse import NOBODY, PRONOUNS, Discourse, Speaker
from pipeline.language.found import Found, found_in
from pipeline.language.people import People
from pipeline.language.subjects import head, name_beside, name_of, naming, person_name, string_of
from pipeline.language.words import ADV, CONJ, DET, NEG, WORD

_FORMER = frozenset("former ex retired onetime one-time deposed ousted exiled erstwhile late".split())
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
_TOPICS = frozenset("on about over regarding concerning after against following".split())
_BODY_NAMES = frozenset(
    "council commission union assembly alliance agency league community organization organisation forum court committee".split()
)
_AWAY = frozenset("with to against on over about outside near as".split())
_OWN = frozenset(["his", "her", "their", "its", "our", "my"])
_COUNTRY = frozenset(
    ["conclusions", "communiqué", "statement", "country", "ministry", "minister", "nation", "people", "delegation"]
)
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


_PARTY_OFFICES = frozenset(("general secretary", "secretary general", "secretary-general", "leader", "president"))
_NEAR_TOKENS = 60  # within which a minister without a state is taken for a minister of the state that spoke last


class SpeakerResolver:
    """Resolves the words of a subject, with the table of office-holders as of the statement's date."""

    def __init__(self, holders: tuple[Holder, ...], official_nouns: tuple[str, ...]) -> None:
        self._people = People(holders)
        self._official = frozenset(official_nouns)

    def resolve(self, doc: Doc, start: int, end: int, discourse: Discourse, day: str = "") -> Speaker:
        """Give the speaker named by tokens `start` to `end`.

        Args:
            day: ISO date on which offices are to be looked up; the discourse's date where ''.
        """
        found = found_in(doc)
        start, end = naming(found, start, end)
        mentions = [m for m in found.mentions.within(start, end) if m.end <= end]
        words = found.words.lower[start:end]
        day = day or discourse.date
        if words == ["both"]:
            speaker = self._both(doc, start, end, discourse)
        elif not mentions and len(words) == 1 and words[0] in PRONOUNS:
            speaker = self._antecedent(doc, start, words[0], discourse, day)
        else:
            speaker = self._resolve(doc, start, end, mentions, words, discourse, day)
            if not speaker.codes and (codes := bracketed(found, start, end)):
                name = string_of(doc, start, end)
                speaker = discourse.people[name.split()[-1]] = Speaker(name, authority="envoy", codes=codes)
        return speaker if speaker.name else replace(speaker, name=string_of(doc, start, end))

    def speaks(self, word: str) -> bool:
        """True for a noun that speaks for the state which it belongs to: government, delegation, sides."""
        return word in self._official or word.removesuffix("s") in self._official

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
            name = name_beside(found, title.start, title.end, first, last)
            if not name:
                continue
            near = found.mentions.within(max(title.start - 4, first), min(title.end + 6, last, clauses_end))
            codes = next((m.codes for m in near if m.kind in STATE_KINDS and owns(words, m, title)), ())
            codes = codes or (discourse.home if discourse.issued else ())
            if not codes or _of_party(found, title, title.start, near[-1].end if near else title.end):
                continue
            discourse.introduce(Speaker(name, title.entry.name, title.entry.authority, codes))

    def person(self, mention: Mention, discourse: Discourse) -> Speaker:
        """Give the office-holder whom a name means on the discourse's day, and remember the name for later mentions."""
        return self._people.person(mention, discourse, discourse.date)

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
        if not mentions:
            return self._by_words(doc, start, end, words, discourse, day)
        titles = [m for m in mentions if m.kind == "title" and not _aside(found_in(doc).words.lower[start : m.start])]
        past = [m for m in titles if _is_past(found_in(doc), m, start)]
        if past and len(past) == len(titles):  # "a retired Danish envoy" speaks for nobody but himself
            return Speaker(name_of(doc, start, end), authority="expert")
        official_titles = [m for m in titles if m.entry.authority not in ("media", "expert", "unknown")]
        if any(m.entry.authority == "expert" for m in titles):  # a professor of the party's school speaks for no party
            official_titles = [m for m in official_titles if m.entry.authority != "party"]
        persons = [m for m in mentions if m.kind in ("person", "surname")]
        outlet = next((m for m in mentions if m.kind == "media"), None)
        lay = self._lay(words, titles)
        if outlet and not official_titles and not persons:
            return Speaker(outlet.entry.name, authority="media", media_of="".join(outlet.codes))
        if len(persons) > 1 and any(
            found_in(doc).words.lower[at] == "and" for at in range(persons[0].end, persons[1].start)
        ):
            pair = [self._people.person(person, discourse, day) for person in persons[:2]]
            if all(one.official for one in pair):
                codes = tuple(dict.fromkeys(code for one in pair for code in one.codes))
                return Speaker(" and ".join(one.name for one in pair), pair[0].office, pair[0].authority, codes)
        owners = [m for m in mentions if m.kind in STATE_KINDS]
        body = owners[0] if owners and owners[0].kind == "organisation" else None
        lower = found_in(doc).words.lower
        if body and persons and body.start < persons[0].start and lower[body.end] in (",", "under", "whose"):
            return Speaker(body.entry.name, authority="government", codes=body.codes)
        for person in persons:
            title = next((m for m in titles if m.end == person.start), None)
            before = title.entry.name if title else ""
            beside = tuple(code for m in owners for code in m.codes) or seat_beside(found_in(doc), start, end)
            speaker = NOBODY
            if person.kind == "surname" and title and not beside:  # the one whose title it is, not a more famous one
                speaker = self._people.bearer(found_in(doc), title, end, discourse, day)
            if not speaker.official:
                speaker = self._people.person(person, discourse, day, before, beside)
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
            and not any(m.start - owners[0].end <= 2 for m in owners[1:])
        ):
            if owners[0].codes:  # "Pakistan, a key US ally, …"
                return Speaker(owners[0].entry.name, authority="government", codes=owners[0].codes)
        name = name_of(doc, start, end)
        if lay and not official_titles:
            owner = codes[0] if lay == "media" and codes and "state" in words else ""
            return Speaker(name, authority=lay, media_of=owner)
        if official_titles and (codes or not _two(words)):
            return self._titled(doc, official_titles, codes, name, discourse, start, end)
        if not codes:
            return self._by_words(doc, start, end, words, discourse, day)
        if words[0] in PRONOUNS and len(words) <= 2:
            return self._antecedent(doc, start, words[0], discourse, day)
        if self._heads(doc, start, end, mentions):
            return Speaker(string_of(doc, start, end), authority="government", codes=codes)
        return Speaker(name)

    def _by_words(self, doc: Doc, start: int, end: int, words: list[str], discourse: Discourse, day: str) -> Speaker:
        """The speaker of words that name no state, office or person which a table knows: "the two sides", "its government"."""
        name = name_of(doc, start, end)
        lay = self._lay(words, [])
        if lay:
            return Speaker(name, authority=lay)
        if _two(words):
            return self._both(doc, start, end, discourse)
        opening, last = (words[0], words[-1]) if words else ("", "")
        speaks = last in self._official or last in _COUNTRY
        if speaks and opening in _OWN:
            return self._own_country(doc, start, end, opening, discourse)
        if opening in PRONOUNS and len(words) <= 2:
            return self._antecedent(doc, start, opening, discourse, day)
        if discourse.last_official.official and _DOCUMENTS.intersection(words):
            return discourse.last_official
        string = string_of(doc, start, end)
        if discourse.people:
            known = next((part for part in (string, *name.split()[::-1]) if part in discourse.people), None)
            if known is not None:
                return discourse.people[known]
        if last in MANY and len(words) <= 2:
            many = discourse.body if discourse.body.official else self._both(doc, start, end, discourse)
            if many.official:
                return many
        bare = self._body(doc, start, words)
        if bare is not None:
            return bare
        if speaks and opening in ("the", "its"):
            own = discourse.home if discourse.issued else discourse.ministry
            bound = own or self._antecedent(doc, start, "it", discourse, day).codes or discourse.home
            return Speaker(string, authority="government", codes=bound)
        return Speaker(name)

    def _body(self, doc: Doc, start: int, words: list[str]) -> Speaker | None:
        """The body that "the Council" means: one of that name before it, or the one that numbers its resolutions."""
        if words[-2:-1] != ["the"] or words[-1] not in _BODY_NAMES:
            return None
        found = found_in(doc)
        for mention in reversed(found.mentions.before(start, 20)):
            if mention.kind == "organisation" and found.words.lower[mention.end - 1] == words[-1]:
                return Speaker(mention.entry.name, authority="government", codes=mention.codes)
        return None

    def _both(self, doc: Doc, start: int, end: int, discourse: Discourse) -> Speaker:
        """The two who have spoken together, or with whom the text opens."""
        if discourse.joint.official or not discourse.pair:
            return discourse.joint
        return Speaker(string_of(doc, start, end), authority="government", codes=discourse.pair)

    def _own_country(self, doc: Doc, start: int, end: int, word: str, discourse: Discourse) -> Speaker:
        """The state of "his country", "our government": that of the one who speaks."""
        codes = discourse.home if word in ("our", "my") else discourse.last.codes
        if not codes:
            person = "he" if word in ("his", "her") else "it"
            codes = self._antecedent(doc, start, person, discourse, discourse.date).codes
        return Speaker(string_of(doc, start, end), authority="government", codes=codes)

    def _lay(self, words: list[str], titles: list[Mention]) -> str:
        for title in titles:
            if title.entry.authority in ("media", "expert"):
                return title.entry.authority
        if _EXPERT_NOUNS.intersection(words):
            return "expert"
        if _DOCUMENTS.intersection(words[: head(words)][-1:]):
            return ""  # a press statement is no press
        return "media" if _MEDIA_NOUNS.intersection(words) else ""

    def _antecedent(self, doc: Doc, start: int, word: str, discourse: Discourse, day: str) -> Speaker:
        def people(mention: Mention) -> Speaker:
            return self._people.person(mention, discourse, day)

        return antecedent(found_in(doc), start, word, discourse, people, self._official)

    def _codes(self, doc: Doc, mentions: list[Mention], start: int) -> tuple[str, ...]:
        """Codes of the states that the words belong to: not those that are only a place, a post or an addressee."""
        lower = found_in(doc).words.lower
        owners: list[tuple[str, ...]] = []
        spare: list[tuple[str, ...]] = []
        owned_until = start
        for mention in mentions:
            if mention.kind not in STATE_KINDS:
                continue
            before = lower[mention.start - 1] if mention.start > start else ""
            if before == "the" and mention.start - 2 >= start:
                before = lower[mention.start - 2]
            topical = bool(owners) and bool(_TOPICS.intersection(lower[owned_until : mention.start]))
            if before in NOT_OF_STATE or topical:
                spare += [mention.codes] if before in ("in", "at", "from", "between") else []
                continue
            owners.append(mention.codes)
            owned_until = mention.end
            if owners and mention.codes == owners[-1] and len(owners) > 1 and before not in ("and", ",", "or"):
                if owners[-1] != owners[0]:
                    owners.pop()
        chosen = owners or spare[:1]
        return tuple(dict.fromkeys(code for codes in chosen for code in codes))

    def _heads(self, doc: Doc, start: int, end: int, mentions: list[Mention]) -> bool:
        """True where a state's own name, or a noun that speaks for it, is what the words are about."""
        words = found_in(doc).words
        text = words.text
        last = [m for m in mentions if m.kind in STATE_KINDS][-1]
        if last.start <= start + 1 and text[last.end : last.end + 1] in (["along"], ["together"]):
            return True  # "Washington along with its allies"
        tail = [
            words.lower[at]
            for at in range(last.end, end)
            if words.kind[at] & WORD and not words.kind[at] & (ADV | NEG | CONJ | DET)
        ]
        tail = tail[: head(tail)]
        possessive = last.end < end and text[last.end] in _POSSESSIVE
        lead = words.lower[max(last.start - 2, start) : last.start]
        if lead[-1:] and lead[-1] in ("in", "at", "from", "outside"):  # "rice exporters in X", but "officials in X"
            return any(self.speaks(word) for word in words.lower[start : last.start])
        if (
            "of" in lead and last.start - 2 >= start and last.kind != "organisation"
        ):  # "officials of X", not "workers of X"
            return any(self.speaks(word) for word in words.lower[start : last.start])
        if not tail:
            return not possessive
        return any(self.speaks(word) for word in tail)

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
        if _of_party(found_in(doc), title, start, end):
            return Speaker(person_name(doc, start, end) or name, title.entry.name, "party")
        group = any(m.kind == "group" for m in found_in(doc).mentions.within(start, end))
        joined = group or "and" in found_in(doc).words.lower[start:end]
        owner = codes if joined else codes[:1]
        if not owner:
            owner = discourse.people.get(name.split()[-1], NOBODY).codes if name else ()
        person = person_name(doc, start, end)
        own = discourse.home if discourse.issued else ()
        if not owner and found_in(doc).words.lower[start] in ("its", "their"):
            owner = self._antecedent(doc, start, "it", discourse, discourse.date).codes
        owner = owner or own or seat_beside(found_in(doc), start, end)
        if not owner:
            bearer = self._people.bearer(found_in(doc), title, end, discourse, discourse.date)
            if bearer.official:
                return bearer
        if not owner and not person and title.entry.name.endswith("ministers"):
            owner = self._both(doc, start, end, discourse).codes
        if not owner and not person:
            earlier = self._antecedent(doc, start, title.entry.name, discourse, discourse.date)
            if earlier.official and title.entry.authority not in ("ministry", "government", "envoy"):
                return earlier
            owner = earlier.codes or discourse.ministry
        if person and not owner and 0 <= start - discourse.ministry_at <= _NEAR_TOKENS:
            owner = discourse.ministry  # "Rwanda protested. … Foreign Minister X told reporters …"
        owner = owner or discourse.home
        speaker = Speaker(person or string_of(doc, start, end), title.entry.name, title.entry.authority, owner)
        if person and owner:
            discourse.introduce(speaker)
        return speaker


def _is_past(found: Found, title: Mention, start: int) -> bool:
    """True for the title of one who no longer holds it: "former Australian prime minister", "the deposed president"."""
    lower = found.words.lower
    return any(lower[at] in _FORMER for at in range(max(start, title.start - 3), title.start)) or (
        title.start - 2 >= start and lower[title.start - 2 : title.start] == ["ex", "-"]
    )


def _of_party(found: Found, title: Mention, start: int, end: int) -> bool:
    """True for an office of a party that does not rule its state: "general secretary of the Socialist Party of Chile"."""
    lower = found.words.lower
    ruling = {at for m in found.mentions.within(start, end) if m.kind in STATE_KINDS for at in range(m.start, m.end)}
    parties = [at for at in range(start, end) if lower[at] == "party" and at not in ruling]
    held = title.entry.authority == "party" or title.entry.name in _PARTY_OFFICES
    return held and bool(parties) and "ruling" not in lower[start:end]


def _two(words: list[str]) -> bool:
    """True for "both sides", "the two ministers"."""
    return words[:1] == ["both"] or words[:2] == ["the", "two"]


def _aside(before: list[str]) -> bool:
    """True behind a preposition that leads away from the speaker: "the talks with the leader of …"."""
    return bool(_AWAY.intersection(before))
