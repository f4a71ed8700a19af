"""Surnames that mean somebody, or something, else than the office-holder: strangers, words, places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.tokens import Doc

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
    words_of,
)

if TYPE_CHECKING:
    from pipeline.language.actors import Entry

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


def without_namesakes(doc: Doc, spans: list[tuple[int, int, Entry]]) -> list[tuple[int, int, Entry]]:
    """Drop a surname that the text gives to somebody else ("John Park … Park believes"), unless it names the holder too.

    Also one that is a word ("Hope faded"), or stands where a place does ("in Lagos").
    """
    known = {at for start, end, entry in spans if entry.kind == "person" for at in range(start, end)}
    taken = {at for start, end, entry in spans if entry.kind != "surname" for at in range(start, end)}
    words = words_of(doc)
    named = {words.text[at] for at in known}
    strangers = {
        words.text[start]
        for start, end, entry in spans
        if entry.kind == "surname"
        and start not in known
        and (_forename_before(words, start) or _forename_after(words, end, taken))
        and words.text[start] not in named
    }
    return [
        (start, end, entry)
        for start, end, entry in spans
        if entry.kind != "surname"
        or (
            words.text[start] not in strangers
            and (words.text[start] not in _WORDS - named or _speaks(words, end))
            and not _a_place(words, start, end)
        )
    ]


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
