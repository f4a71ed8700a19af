"""The words of a subject: which of them name the speaker, and an unknown person's name beside a title."""

from __future__ import annotations

from itertools import pairwise

from spacy.tokens import Doc

from pipeline.language.antecedents import NOT_OF_STATE, STATE_KINDS
from pipeline.language.closed_classes import PREPOSITIONS
from pipeline.language.found import Found, found_in
from pipeline.language.words import BREAK, COMMA, DET, POSS, PUNCT, REL, UPPER

_WITHIN_NAMES = frozenset("of for the and on in de la du al der den van von bin ibn di da e y - ' ’ 's ’s & .".split())
_HOUSES = frozenset("ministry department office government embassy mission council delegation committee party".split())
_FEW, _SOME = 4, 8  # words that are given whole, and where no more than one of them is a name
_SMALL = frozenset(["the", "a", "an", "his", "her", "its", "their", "mr", "mrs", "ms"])


def naming(found: Found, start: int, end: int) -> tuple[int, int]:
    """The tokens that name a speaker: the X of "an answer from X, which …" and of "X, under its president, …"."""
    lower = found.words.lower
    body = next(iter(found.mentions.before(start, 1)), None)
    if (
        lower[start] == "its"
        and start
        and lower[start - 1] == "under"
        and body
        and body.kind in STATE_KINDS
        and body.end >= start - 2
    ):
        return body.start, body.end
    if end - start > 2 and lower[end - 1] in ("which", "who") and lower[end - 2] == ",":
        last = next((m for m in found.mentions.within(start, end) if m.end == end - 2 and m.kind in STATE_KINDS), None)
        if last is not None and lower[last.start - 1] in (*NOT_OF_STATE, "of"):
            return last.start, last.end
    if lower[start:end] == ["no", "longer"] and body and body.end == start:
        return body.start, body.end  # "X no longer opposes"
    named = [m for m in found.mentions.within(start, end) if m.kind in STATE_KINDS]
    for one, other in pairwise(named):
        if (
            one.end == other.start
            and one.kind != "demonym"
            and found.words.kind[min(other.end, end - 1)] & (POSS | UPPER)
        ):
            start = other.start  # "conveyed to Lima Norway's concern"
    return _list_before(found, start, end), end


def _list_before(found: Found, start: int, end: int) -> int:
    """Where the list begins that ends with tokens `start` to `end`: "Peru, Chile and Cuba", cut at its last comma or "and"."""
    words, first = found.words, start
    while first >= 2 and (words.lower[first - 1] == "," or (words.lower[first - 1] == "and" and first == start)):
        member = next((m for m in found.mentions.before(first - 1, 2) if m.end == first - 1), None)
        if member is None or member.kind not in STATE_KINDS:
            break
        first = member.start - (words.lower[member.start - 1] == "the")
    commas = words.lower[first:end].count(",")
    if first == start or not commas or "and" not in words.lower[first:end]:
        return start
    led = next(
        (at for at in range(first - 1, max(first - 6, -1), -1) if words.kind[at] & (PUNCT | BREAK) or at == 0), first
    )
    return led + (led > 0) if words.lower[first - 1] in ("of", "from") else first


def head(words: list[str]) -> int:
    """Where the noun of a phrase ends: before its first preposition."""
    return next((at for at, word in enumerate(words) if word in PREPOSITIONS), len(words))


def name_beside(found: Found, start: int, end: int, first: int, last: int) -> str:
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

    apart = end < last and words.text[end] == ","
    name = [] if apart and words.lower[end - 1] in _HOUSES else run(end + apart, 1)
    if len(name) < 2:
        before = start - 1
        while before > first and words.lower[before] in ("a", "the", "an", "official", "acting", "deputy"):
            before -= 1
        name = run(before - 1, -1) if before > first and words.text[before] == "," else []
    return " ".join(name) if len(name) >= 2 else ""


def string_of(doc: Doc, start: int, end: int) -> str:
    """The text of tokens `start` to `end`."""
    words = found_in(doc).words
    return words.string[words.start[start] : words.end[end - 1]]


def name_of(doc: Doc, start: int, end: int) -> str:
    """How tokens `start` to `end` name somebody whom no table knows: all of a few words, else the longest name in them.

    What follows a comma or "who" is no part of it; of names of one length the last is the person's. A name holds its small words: "Association for the Study of …". Words without any name are given as they stand.
    """
    words = found_in(doc).words
    end = next((at for at in range(start + 1, end) if words.kind[at] & (COMMA | REL)), end)
    runs: list[tuple[int, int, int]] = []
    at = start
    while at < end and end - start > _FEW:
        if not words.text[at][:1].isupper() or (words.kind[at] & DET and at + 1 < end and words.text[at + 1].islower()):
            at += 1
            continue
        first = last = at
        size = 1
        at += 1
        while at < end and (words.text[at][:1].isupper() or words.lower[at] in _WITHIN_NAMES):
            if words.text[at][:1].isupper():
                last, size = at, size + 1
            at += 1
        runs.append((first, last + 1, size))
    first, last, size = max(runs, key=lambda run: (run[2], run[0]), default=(start, end, 0))
    return string_of(doc, first, last) if size > 1 or end - start > _SOME else string_of(doc, start, end)


def person_name(doc: Doc, start: int, end: int) -> str:
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
            return string_of(doc, run[0], run[-1] + 1)
        run = []
    return ""
