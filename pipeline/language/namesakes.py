"""Surnames that mean somebody, or something, else than the office-holder: strangers, words, places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.language.words import (
    ADV,
    AUX,
    BASE,
    CONJ,
    DET,
    FINITE,
    NOUN_TOO,
    POSS,
    PREP,
    PRON,
    SUBORD,
    Words,
)

if TYPE_CHECKING:
    from pipeline.language.actors import Mention

_WORDS = frozenset(
    "May Power Major Cook Straw Hope Price Long Small Day Good Brown Rice King Young Fox No He Note Parts Fall Field Gift Tax Key Sin Friday".split()
)
_HONORIFICS = frozenset(
    (
        "mr mrs ms dr president chairman minister secretary premier chancellor king comrade ambassador spokesman "
        "spokeswoman spokesperson general marshal prince emperor leader prime commissioner representative chief "
        "director envoy"
    ).split()
)


def without_namesakes(words: Words, found: list[Mention]) -> list[Mention]:
    """Drop a surname that the text gives to somebody else ("John Park … Park believes"), unless it names the holder too.

    Also one that is a word ("Hope faded"), or stands where a place does ("in Lagos").
    """
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

    def means_holder(mention: Mention) -> bool:
        name = words.text[mention.start]
        return (
            name not in strangers
            and (name not in _WORDS - named or _speaks(words, mention.end))
            and not _a_place(words, mention.start, mention.end)
        )

    return [mention for mention in found if mention.kind != "surname" or means_holder(mention)]


def _speaks(words: Words, at: int) -> bool:
    """True in front of a verb in the past: "Straw warned …"."""
    found = words.verb(at) if at < words.count else 0
    return bool(found & FINITE) and not found & (BASE | NOUN_TOO) and not words.kind[at] & AUX


def _a_place(words: Words, start: int, end: int) -> bool:
    """True for the Lagos of "a comedian in Lagos": but "in Lagos's words"."""
    return start > 0 and words.lower[start - 1] == "in" and not (end < words.count and words.kind[end] & POSS)


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
