"""Whom words without a name of their own mean: pronouns, "his country", "the two sides", a ministry known by its city."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.language.actors import Mention
from pipeline.language.discourse import FIRST_PERSON, NOBODY, Discourse, Speaker
from pipeline.language.found import Found
from pipeline.language.words import BREAK, DET, NUM, SUBORD, UPPER, Words

NOT_OF_STATE = frozenset("to in at with on against from over near toward towards about between into".split())
STATE_KINDS = ("state", "demonym", "capital", "seat", "organisation", "group")
_LOOK_BACK = 3  # sentences
_BODIES = frozenset(["foreign", "ministry", "spokesperson", "spokesman", "spokeswoman"])
_LED = (*NOT_OF_STATE, "of", "by", "after", "unless", "if", "when", "while", "because", "although", "since")
_ABROAD = frozenset(
    "visit visiting visited arrived met meeting talks summit conference landed trip hosted flew".split()
)
_OFFICES = frozenset("ministry department embassy presidency government office mission chancellery cabinet".split())
_SPEECHES = frozenset("remarks statement address speech intervention toast keynote lecture".split())
MANY = frozenset(
    "heads ministers leaders members presidents sides governments states countries parties premiers they".split()
)
_ON_BEHALF = (("on", "behalf", "of"), ("in", "the", "name", "of"), ("speaking", "for"))

_HONORIFICS = frozenset(["mr", "ms", "mrs", "miss", "sir", "dame", "dr", "ambassador", "archbishop", "baroness"])
_CONGRESS = frozenset(["sen", "sen.", "rep", "rep.", "senator", "representative", "congressman", "congresswoman"])

People = Callable[[Mention], Speaker]


def antecedent(
    found: Found, start: int, word: str, discourse: Discourse, people: People, official: frozenset[str]
) -> Speaker:
    """Whom a pronoun or a bare title before token `start` means: the person, or the body, that the text named last.

    Looks back three sentences; within one, those that no preposition leads come first, as subjects do.

    Args:
        people: Gives the speaker that a mention of a person means.
        official: Nouns that speak for a state behind its demonym.
    """
    if word == "they":
        if (
            discourse.last.authority == "media"
            and discourse.last_at >= found.words.bounds(found.words.sentence(max(start - 1, 0)))[0]
        ):
            return discourse.last  # "The press reported that … They claim that …"
        many = next((one for one in (discourse.body, discourse.last, discourse.joint) if _many(one)), NOBODY)
        if many.official and (many is discourse.last or _plural_subject(found, start)):
            return many
    personal = word not in ("it", "they", "its", "their")
    named = _last_subject(
        found,
        start,
        lambda mention: _meant(found, mention, people, official, personal=personal),
        discourse.people if personal else {},
    )
    if named is not None:
        return named
    if personal:
        if discourse.last_person.official:
            return discourse.last_person
        return _last_subject(found, start, lambda mention: _holder_of(found, mention), {}) or discourse.last
    return discourse.last


def _last_subject(
    found: Found, start: int, meant: Callable[[Mention], Speaker | None], introduced: dict[str, Speaker]
) -> Speaker | None:
    words = found.words
    here = words.sentence(max(start - 1, 0))
    for number in range(here, max(here - _LOOK_BACK, 0) - 1, -1):
        first, last = words.bounds(number)
        ranked: list[tuple[bool, int, Speaker]] = []
        for mention in found.mentions.within(first, min(last, start)):
            if number == here and _quoted_away(found, mention, start):
                continue
            speaker = meant(mention)
            if speaker is not None and speaker.official:
                before = words.lower[mention.start - 1] if mention.start > first else ""
                aside = before in _LED or _subordinate(words, first, mention.start)
                ranked.append((aside, mention.start, speaker))
        for at in range(first, min(last, start)):
            if words.kind[at] & UPPER and words.text[at] in introduced and introduced[words.text[at]].official:
                ranked.append((words.lower[at - 1] in _LED if at > first else False, at, introduced[words.text[at]]))
        if ranked:
            return min(ranked, key=lambda item: item[:2])[2]
    return None


def _subordinate(words: Words, first: int, at: int) -> bool:
    """True in a clause that "unless", "if", "after" opens at the head of a sentence: its subject is not the sentence's."""
    return bool(words.kind[first] & SUBORD) and "," not in words.lower[first:at]


def _meant(
    found: Found, mention: Mention, people: People, official: frozenset[str], *, personal: bool
) -> Speaker | None:
    if mention.kind in ("person", "surname"):
        return people(mention) if personal else None
    if personal:
        return None
    follow = found.words.lower[mention.end] if mention.end < found.words.count else ""
    if mention.kind in ("organisation", "state", "capital", "seat") or (
        mention.kind == "demonym" and follow in official | _BODIES
    ):
        return Speaker(mention.entry.name, authority="government", codes=mention.codes)
    return None


def _holder_of(found: Found, title: Mention) -> Speaker | None:
    """The unnamed person of "Mongolia's president"."""
    if title.kind != "title" or title.entry.authority in ("media", "expert", "unknown"):
        return None
    first, last = found.words.bounds(found.words.sentence(title.start))
    near = found.mentions.within(max(title.start - 4, first), min(title.end + 6, last))
    owner = next((m for m in near if m.kind in STATE_KINDS and owns(found.words, m, title)), None)
    return Speaker(title.entry.name, title.entry.name, title.entry.authority, owner.codes) if owner else None


def _quoted_away(found: Found, mention: Mention, start: int) -> bool:
    """True for a mention within a quotation that ends before token `start`: "We ask X to stop", it said."""
    words = found.words
    return any(
        q.start <= words.start[mention.start] < q.end <= words.start[start]
        for q in found.quotations_over(words.start[mention.start], words.end[mention.start])
    )


def _many(speaker: Speaker) -> bool:
    """True for one whom "they" may mean: two states, an organisation's members, "the leaders of X"."""
    body = speaker.authority == "government" and not speaker.office and len(speaker.name.split()) > 1
    return len(speaker.codes) > 1 or body or bool(MANY.intersection(speaker.name.lower().split()))


def _plural_subject(found: Found, start: int) -> bool:
    """True where one of the two sentences before opens with "Heads", "The Ministers", "Both"."""
    words = found.words
    here = words.sentence(start)
    return any(
        MANY.intersection(words.lower[first : first + 3]) or words.lower[first] == "both"
        for first, _ in (words.bounds(number) for number in range(max(here - 2, 0), here + 1))
    )


def owns(words: Words, state: Mention, title: Mention) -> bool:
    """True where a state stands right before a title ("the Russian foreign minister") or behind it ("minister of Peru")."""
    if state.end <= title.start:
        between = words.lower[state.end : title.start]
        return len(between) <= 3 and not {",", "and", "to", "in", "of"}.intersection(between)
    between = words.lower[title.end : state.start]
    return (
        len(between) <= 5 and bool({"of", "for"}.intersection(between)) and not {",", "and", "to"}.intersection(between)
    )


def seat_beside(found: Found, start: int, end: int) -> tuple[str, ...]:
    """Codes of the capital from which an office without a state speaks: "the ministry in X", "Speaking in X, the minister".

    Where a speaker was abroad stands behind the words ("…, the minister said in X"): that is not asked.
    """
    words = found.words
    first, _ = words.bounds(words.sentence(start))
    for mention in found.mentions.within(first, end + 2):
        led = mention.start > first and words.lower[mention.start - 1] == "in"
        if led and mention.kind in ("capital", "state") and mention.start - 1 == end:
            return mention.codes
        if led and mention.kind == "capital" and mention.end <= start and mention.start - first <= 4:
            if not _ABROAD.intersection(words.lower[first : mention.start]):
                return mention.codes
    return ()


def dateline(found: Found) -> tuple[str, ...]:
    """Codes of the city in the head of a report: "LIMA, Oct 9 (Agency) - …"."""
    words = found.words
    opening = next(iter(found.mentions.within(0, 1)), None)
    if opening is None or opening.kind not in ("capital", "state", "seat"):
        return ()
    for at in range(opening.end, min(opening.end + 10, words.count)):
        if words.text[at] in ("-", "–", "—", "--"):
            return opening.codes if words.start[at] > words.end[at - 1] else ()  # "Paris-based" is no dateline
        if words.kind[at] & DET or (words.verb(at) and not words.kind[at] & (UPPER | NUM)):
            return ()
    return ()


def heading_body(found: Found) -> Speaker:
    """The organisation whose name alone is the first line of a text: "CARIBBEAN COMMUNITY"; nobody where there is none."""
    first = next(iter(found.mentions.within(0, 1)), None)
    alone = first is not None and first.end < found.words.count and found.words.kind[first.end] & BREAK
    if first is None or not alone or first.kind != "organisation":
        return NOBODY
    return Speaker(first.entry.name, authority="government", codes=first.codes)


def heading_speaker(found: Found) -> tuple[int, int] | None:
    """Tokens of the speaker whom a first line names: "Remarks by Y, Minister of X, to …"; None where there is none."""
    words = found.words
    if words.count < 4 or words.lower[0] not in _SPEECHES:
        return None
    end = next((at for at in range(min(words.count, 40)) if words.kind[at] & BREAK), 0)
    by = next((at for at in range(1, min(6, end)) if words.lower[at] in ("by", "of")), 0)
    stop = next((at for at in range(by + 1, end) if words.lower[at] in ("to", "at", "on", "before", "in")), end)
    return (by + 1, stop) if by and stop > by + 1 else None


def letterhead(found: Found) -> tuple[str, ...]:
    """Codes of the state whose office the first line of a text names: "MINISTRY OF …", with a state or a city in two lines."""
    words = found.words
    ends = [at for at in range(min(words.count, 60)) if words.kind[at] & BREAK][:2]
    if not ends:
        return ()
    if not _OFFICES.intersection(words.lower[: ends[0]]) or ends[0] > 16:
        return ()
    places = [m for m in found.mentions.within(0, ends[-1]) if m.kind in ("state", "capital", "demonym")]
    return places[0].codes if len({m.codes for m in places}) == 1 else ()


def pair_of(found: Found) -> tuple[str, ...]:
    """Codes of the two states with which a text opens, within its first two sentences; empty where there are more or fewer."""
    for number in range(min(2, len(found.words.sentences) - 1)):
        first, last = found.words.bounds(number)
        codes: dict[str, None] = {}
        for mention in found.mentions.within(first, last):
            led = (
                found.words.lower[mention.start - 1] in ("in", "at", "near", "off") if mention.start > first else False
            )
            if mention.kind in ("state", "demonym", "capital", "seat", "person") and not led:
                codes.update(dict.fromkeys(mention.codes))
        if len(codes) == 2:
            return tuple(codes)
    return ()


def bracketed(found: Found, start: int, end: int) -> tuple[str, ...]:
    """Codes of the state in brackets behind a delegate, as summary records give it: "Ms. FERRÁN (Peru) said".

    Only of a name with an honorific or in capitals: athletes, and members of a congress, have brackets too.
    """
    words = found.words
    delegate = words.lower[start].rstrip(".") in _HONORIFICS or any(
        len(text) > 2 and text.isupper() for text in words.text[start:end]
    )
    if not delegate or end >= words.count or words.text[end] != "(" or _CONGRESS.intersection(words.lower[start:end]):
        return ()
    inside = next(iter(found.mentions.within(end + 1, min(end + 8, words.count))), None)
    closed = inside is not None and words.text[inside.end : inside.end + 1] == [")"]
    return inside.codes if inside is not None and closed and inside.kind in ("state", "organisation") else ()


def self_named(found: Found, first: int, last: int) -> tuple[str, ...]:
    """Codes by which a speaker names the one spoken for: "on behalf of X", "we in X", "Mr. Y (X) said"."""
    words = found.words
    for mention in found.mentions.within(first, last):
        if mention.kind not in STATE_KINDS:
            continue
        start = mention.start - (words.lower[mention.start - 1] == "the" if mention.start > first else 0)
        before = words.lower[max(start - 4, first) : start]
        if any(tuple(before[-len(words_of) :]) == words_of for words_of in _ON_BEHALF):
            return mention.codes
        if before[-1:] == ["in"] and words.lower[mention.end + 1 : mention.end + 2] == ["name"]:
            return mention.codes  # "in X's name"
        if mention.kind == "demonym" and before[-1:] in (["we"], ["us"]):
            return mention.codes
        if (
            len(before) >= 2
            and before[-1] in ("in", "from")
            and before[-2] in FIRST_PERSON
            and mention.kind != "demonym"
        ):
            return mention.codes
        bracketed = before[-1:] == ["("] and mention.end < last and words.text[mention.end] == ")"
        if bracketed and mention.start - first <= 6 and not words.kind[first] & BREAK:
            return mention.codes
    return ()
