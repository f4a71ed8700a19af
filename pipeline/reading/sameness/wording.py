"""A text as a row of words, and where the statement itself may begin and end among headline, dateline and credits."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, takewhile

MAX_HEAD_WORDS = 40  # headline, byline and dateline together
MAX_CREDIT_WORDS = 40
_WORD_WIDTH = 12  # characters, generously
_LINES_SEEN = 60  # enough to tell how wide a paragraph is set

_WORD = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"  # in scripts without spaces between words each character counts
    r"|\d+(?:[.,:]\d+)+|(?:[^\W\d_]\.){2,}"
    # The vowel signs of Indic and South-East Asian scripts are no \w, yet one of them makes another word.
    r"|[\w\u0300-\u036f\u064b-\u065f\u0900-\u109f]+(?:['’][^\W\d_]+)*"
    r"|[%$€£¥]"
)
_SILENT = re.compile(r"[.:'’](?!\d)|,")
_BREAK = re.compile(r"[.!?…。！？\n]")
_SENTENCE = re.compile(r"(?<!\bSept)(?<=\w{4})[.!?][\"'”’)]*\s|[.!?…:,;][\"'”’)]*\s*\Z")
_CUT_OFF = re.compile(r"(?:\.\.\.|…)[)\]\s]*\Z")
_PAGE = re.compile(
    r"^[^\w\n]*page \d+(?: ?(?:of|/) ?\d+)?[^\w\n]*$|^[ \t]*[-–—] ?\d+ ?[-–—][ \t]*$|^[ \t]*\d+ of \d+[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_NUMBER = re.compile(r"\d+")
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u2060\ufeff]")
_QUOTES = re.compile(r"[«‹] ?| ?[»›]|['\"`´‘’‚‛“”„‟′″「」『』]+")
_DASHES = re.compile(r" ?[-‐‑‒–—―−]+ ?")

_CAPITALS = r"[A-Z][A-Z'’.]{2,}(?:[ -][A-Z'’.]{2,}){0,3}"
_PLACE = r"[A-Z][\w'’.]+(?:[ -][A-Z][\w'’.]+){0,3}"
_DATE = r"(?:,? [A-Z][a-z]{2,8}\.? \d{1,2}(?:,? \d{4})?|,? \d{1,2} [A-Z][a-z]{2,8}\.?(?: \d{4})?)\.?"
_DASH = r"\s*(?:–|—|--+|-(?=\s)|:(?=\s))\s*"
_AGENCY = rf"\s*(?:\([^()\n]{{2,40}}\){_DASH}|/[A-Z]\w+/[.\s]*(?:{_DASH})?)"
_DATELINE = re.compile(
    rf"^[ \t]*{_CAPITALS}(?:, [A-Z][\w.]+)?(?:{_DATE})?\s*(?:–|—|--+|\s-\s)\s*"
    rf"|^[ \t]*{_PLACE}(?:, {_PLACE})?(?:{_DATE})?{_AGENCY}"
    # Where the line breaks are lost, a dateline amid the line is known by its date or its agency.
    rf"|\b{_CAPITALS}{_DATE}{_DASH}|\b{_CAPITALS}{_AGENCY}|\b{_PLACE}{_DATE}{_AGENCY}",
    re.MULTILINE,
)
_CREDIT = re.compile(
    r"^\W*(?:(?:additional )?(?:reporting|writing|editing|edited|written|compiled|translated) by\b|©|\(c\) ?\d|copyright\b"
    r"|all rights reserved|source:|(?:press |media )?contacts?:|e-?mail:|tel(?:ephone)?[.:]|https?://|www\.|read more\b"
    r"|share (?:this|on)\b|subscribe\b|follow us\b|photo:|(?:enditem|ends?|more|\d+)?\W*\Z"
    r"|[(\[/] ?[A-Z][\w. ]{1,25}[)\]/]\W*\Z|(?:--|—|–) ?[A-Z][\w. ]{1,25}\Z)",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(?<=[.!?\"”’)])\s+(?:[(\[][^()\[\]]{2,200}[)\]]|(?:--|—|–)\s?[A-Z]\w+(?: [A-Z]\w+){0,2}|/[A-Z]\w+/|Enditem"
    r"|(?:Additional )?(?:[Rr]eporting|[Ww]riting|[Ee]diting) by [^\n]{2,200})[.\s]*\Z"
)


def plain(text: str) -> str:
    """Give a text as it is compared for an exact copy: without case, layout, or kinds of quotation marks and dashes."""
    line = " ".join(_normal(text).casefold().split())
    return _DASHES.sub("-", _QUOTES.sub("'", line))


@dataclass(frozen=True, slots=True)
class Wording:
    """A text as a row of words; places in it are words' numbers, and the number of words stands for its end.

    Attributes:
        words: The words, without case, apostrophes and inner stops.
        breaks: For each place, whether a sentence or a line may begin there.
        lines: For each place, whether a line begins there.
        openings: Where the statement itself may begin, after headline, byline and dateline; first of all 0.
        endings: Where it may end, before credits; last of all the end.
        dateline: Where the dateline begins; the end where there is none.
        cut_off: Whether the text breaks off with an ellipsis, which may be amid a sentence.
    """

    words: tuple[str, ...]
    breaks: tuple[bool, ...]
    lines: tuple[bool, ...]
    openings: tuple[int, ...]
    endings: tuple[int, ...]
    dateline: int
    cut_off: bool


def read_wording(text: str) -> Wording:
    """Split a text into words and find where the statement may begin and end."""
    text = _without_running_heads(_PAGE.sub("", _normal(text)).strip())
    matches = list(_WORD.finditer(text))
    starts = [match.start() for match in matches]
    edges = [0, *(match.end() for match in matches)]
    gaps = [text[edge:start] for edge, start in zip(edges, [*starts, len(text)], strict=True)]
    size = len(matches)
    datelines = _datelines(text)
    openings = {bisect_left(starts, offset) for offset in [*_headings(text), *(end for _, end in datelines)]}
    endings = {bisect_left(starts, offset) for offset in _endings(text)}
    return Wording(
        words=tuple(_SILENT.sub("", match[0]).casefold() for match in matches),
        breaks=(True, *(bool(_BREAK.search(gap)) for gap in gaps[1:-1]), True)[: size + 1],
        lines=(True, *("\n" in gap for gap in gaps[1:-1]), True)[: size + 1],
        openings=(0, *sorted(place for place in openings if 0 < place <= min(MAX_HEAD_WORDS, size - 1))),
        endings=(*sorted(place for place in endings if max(0, size - MAX_CREDIT_WORDS - 1) < place < size), size),
        dateline=min((bisect_left(starts, start) for start, _ in datelines), default=size),
        cut_off=bool(_CUT_OFF.search(text[-_WORD_WIDTH:])),
    )


def _normal(text: str) -> str:
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).replace("\r\n", "\n").replace("\r", "\n")


def _without_running_heads(text: str) -> str:
    """Drop the lines that repeat the first one, as the heads of printed pages do."""
    first, *others = text.split("\n")
    head = _NUMBER.sub("", first).strip()
    return "\n".join([first, *(line for line in others if not head or _NUMBER.sub("", line).strip() != head)])


def _datelines(text: str) -> list[tuple[int, int]]:
    head = text[: MAX_HEAD_WORDS * _WORD_WIDTH]
    found = (match.span() for match in _DATELINE.finditer(head))
    return [(start, end) for start, end in found if _SENTENCE.search(head[:start]) is None]


def _headings(text: str) -> Iterator[int]:
    """Give the offsets that only headlines and bylines come before: lines that are no sentences."""
    lines = list(islice(text.splitlines(keepends=True), MAX_HEAD_WORDS + _LINES_SEEN))
    offset = 0
    for number, line in enumerate(lines[:-1]):
        offset += len(line)
        if offset > MAX_HEAD_WORDS * _WORD_WIDTH or _SENTENCE.search(line):
            return
        if line.strip() and _ends_by_choice(lines, number):
            yield offset


def _ends_by_choice(lines: list[str], number: int) -> bool:
    """True where a line was broken off on purpose: its paragraph ends, or the next word would have fitted with ease."""
    following = lines[number + 1]
    if not following.strip():
        return True
    if following.lstrip()[0].islower():
        return False
    paragraph = takewhile(str.strip, lines[number : number + _LINES_SEEN])
    return len(lines[number]) + len(following.split()[0]) < 0.8 * max(map(len, paragraph))


def _endings(text: str) -> Iterator[int]:
    """Give the offsets that only credits come after."""
    width = MAX_CREDIT_WORDS * _WORD_WIDTH
    closing = _CLOSING.search(text, max(0, len(text) - width))
    if closing:
        yield closing.start()
    offset = len(text)
    for line in reversed(text[-width:].splitlines(keepends=True)[-MAX_CREDIT_WORDS:]):
        if not _CREDIT.match(line):
            return
        offset -= len(line)
        yield offset
