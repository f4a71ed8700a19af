"""Lines to paragraphs: what was wrapped is joined, what stood on its own line stays so.

One rule holds for the result: everything that is not wrapped text is a paragraph of its own (headings, items of lists,
lines of verses and addresses, turns of speakers), and no paragraph has a line end in it.

A line end is a wrap where the next word would not have fitted on the line, or where the sentence plainly goes on; a
text in which too few line ends are of the second kind is not wrapped, and each of its lines is a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.reading.cleaning.linebreaks import Words, join

_NARROWEST, _WIDEST = 25, 130
_GOES_ON_SHARE = 0.3  # of a wrapped text's line ends, those that plainly fall within a sentence
_FITS = 0.86  # a line with its next word below this share of the width was ended on purpose
_FITS_A_SENTENCE = 0.95  # the same where a sentence ends with the line
_FITS_SHOWN = 0.7  # the same in a text that shows its paragraphs by indents or blank lines
_SHOWN_SHARE = 1 / 15  # of such a text's lines, those that follow a blank line or are indented
_FULL = 0.6
_SPACE_SHARE = 0.4  # of the width: a shorter line is a heading's or an address's
_LONG = 1.5  # a line this many times as long as the width is a paragraph of its own
_SENTENCE = 40  # characters that are more likely part of a sentence than a heading or an address
_DOUBLE_SHARE = 0.4

_TERMINAL = re.compile(r"""[.!?:;…]["'”’»)\]*_]*$|[\])}|]$|[—–-]{1,2}["”’]?$""")
_FUNCTION_WORD = re.compile(
    r"(?:^|\W)(?:the|an?|of|and|or|to|in|on|at|by|for|with|from|that|which|who|as|is|are|was|were|be|been|has|have|had|not|its?|"
    r"their|his|her|our|this|these|those|between|against|under|into|than|but|if|will|would|must|should|can|may|all|His|Her|Mr\.|Mrs\.|Ms\.|Dr\.)$"
)
_OPEN_END = re.compile(r"(?<!;)\s(?:the|an?|of|and|to|with|for|by|from|between|its|their|our)$")
_ITEM = re.compile(
    r"(?:[-–—*•·▪■●○◦‣§]\s+|\\?[-*•]\s{2,}|\(?\d{1,3}[.)]\s+|\d{1,2}(?:\.\d{1,2}){1,3}\.?\s+|\(\w{1,4}\)\s|[a-z]\)\s|\(?[ivxlcIVXLC]{1,5}[.)]\s)(?=\S)"
)
_RULE = re.compile(r"[\W_]+$|\\?#{1,6}$")
_HEADING = re.compile(r"#{1,6}\s|\|")
_LABEL_WORD = r"(?:[^\W\d_a-z][\w.’'-]*|of|the|de|da|del|la|le|von|van|der|al|el|bin|ibn|and|for|du|dos)"
_TURN = re.compile(
    r"""(?:\*\*|__|\*)?(?:
        Q(?:[.:]|\s\s|\s(?=[A-Z“"(\[—–]))
        | A(?::|\s\s)
        | (?:QUESTION|ANSWER|Question|Answer|JOURNALIST|Journalist|REPORTER|Reporter)(?:\s\d+)?\s?:
        | (?:MR|MS|MRS|DR|SEN|GEN|ADM|AMB|SECRETARY|PRESIDENT|PRIME\sMINISTER|CHANCELLOR|THE\sPRESIDENT|SENIOR)[.\s][^\na-z:]{0,50}:
    )""",
    re.VERBOSE,
)
_NAMED = re.compile(
    rf"(?:\*\*|__|\*)?[^\W\d_a-z][\w.’'-]*(?:\s+{_LABEL_WORD}){{0,7}}(?:\s*\([^()\n]{{1,60}}\)){{0,3}}\s?(?:\*\*|__|\*)?:(?:\*\*|__|\*)?(?=\s|$)"
    r"|\[[^\W\d_a-z][^\]\n]{1,60}\]"
)
_PAGE_MARK = re.compile(r"(?:(?P<number>\d{1,4})|\d\d-\d{5}(?:\s+\d{1,3}|\s*\(E\))?|\d{1,3}\s+\d\d-\d{5})$")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with single spaces: its text, its indent in spaces, the blank lines before it, whether a turn begins.

    `start` and `end` are its place in the text.
    """

    text: str
    indent: int
    blanks: int
    turn: bool
    start: int
    end: int


class _Paragraph:
    """Lines that are being joined; `length` is that of the joined text."""

    def __init__(self, line: _Line) -> None:
        self.first = self.last = line
        self.parts = [line.text]
        self.length = len(line.text)
        self.has_small = _has_small(line.text)

    @property
    def end(self) -> str:
        """The last characters of the joined text."""
        return "".join(self.parts[-8:])[-12:]

    def add(self, line: _Line, words: Words) -> None:
        before = len(self.parts[-1])
        self.parts[-1], between = join(self.parts[-1], line.text, words)
        self.length += len(self.parts[-1]) - before + len(between) + len(line.text)
        self.parts += [between, line.text]
        self.last = line
        self.has_small = self.has_small or _has_small(line.text)


def paragraphs(text: str) -> list[str]:
    """Give the paragraphs of a text, with single spaces and without line ends."""
    lines = _single_spaced(_lines(text))
    width = _width(lines)
    if width:
        lines = _without_page_marks(lines, width)
    return ["".join(one.parts) for one, _ in _joined(lines, text, width)]


def unwrapped(text: str) -> str:
    """Give a text as long as it was, in which spaces stand for the line ends within its paragraphs, so that offsets hold."""
    lines = _lines(text)
    width = _width(lines)
    if not width:
        return text
    parts: list[str] = []
    done = 0
    for _, members in _joined(lines, text, width):
        for one, after in pairwise(members):
            parts += text[done : one.end], " " * (after.start - one.end)
            done = after.start
    return "".join([*parts, text[done:]])


def _joined(lines: list[_Line], text: str, width: int) -> Iterator[tuple[_Paragraph, list[_Line]]]:
    """Put lines together that make one paragraph, and give each paragraph with its lines."""
    if not lines:
        return
    shown, words = _shown(lines), Words(text)
    paragraph, members = _Paragraph(lines[0]), [lines[0]]
    for line in lines[1:]:
        if _goes_on(paragraph, line, width, shown):
            paragraph.add(line, words)
            members.append(line)
        else:
            yield paragraph, members
            paragraph, members = _Paragraph(line), [line]
    yield paragraph, members


def _lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    blanks = 1
    start = end = -1
    for raw in text.split("\n"):
        start, end = end + 1, end + 1 + len(raw)
        stripped = raw.strip(" \t")
        if not stripped:
            blanks += 1
            continue
        indent = len(raw[: len(raw) - len(raw.lstrip(" \t"))].expandtabs(4))
        single = " ".join(stripped.split()) if "  " in stripped or "\t" in stripped else stripped
        lines.append(_Line(single, indent, blanks, bool(_TURN.match(stripped)), start, end))
        blanks = 0
    return lines


def _single_spaced(lines: list[_Line]) -> list[_Line]:
    """Take one blank line from between all lines of a text that is set with double line spacing."""
    pairs = list(pairwise(lines))
    close = sum(not after.blanks for _, after in pairs)
    going_on = sum(_mid_sentence(one.text, after.text) for one, after in pairs if after.blanks == 1)
    shown = any(
        after.blanks > 1 or after.indent for _, after in pairs
    )  # paragraphs need another sign than a blank line
    if not shown or len(pairs) < 8 or close * 10 > len(pairs) or going_on < _DOUBLE_SHARE * len(pairs):
        return lines
    return [replace(line, blanks=max(line.blanks - 1, 0)) for line in lines]


def _width(lines: list[_Line]) -> int:
    """Give the width to which a text is wrapped, in characters, or 0 where it is not."""
    pairs = [(one, after) for one, after in pairwise(lines) if not after.blanks]
    if not pairs:
        return 0
    lengths = sorted(len(one.text) for one, _ in pairs)
    width = lengths[int(len(lengths) * 0.9)]
    going_on = sum(_mid_sentence(one.text, after.text) for one, after in pairs)
    wrapped = _NARROWEST <= width <= _WIDEST and going_on >= max(1, _GOES_ON_SHARE * len(pairs))
    return width if wrapped else 0


def _shown(lines: list[_Line]) -> bool:
    """Tell whether the text shows where its paragraphs begin, so that short lines need not."""
    signs = sum(bool(after.blanks) or after.indent > one.indent for one, after in pairwise(lines))
    return signs > _SHOWN_SHARE * len(lines)


def _mid_sentence(text: str, after: str) -> bool:
    """Tell whether a sentence plainly goes on from one line to the next."""
    if _FUNCTION_WORD.search(text[-12:]) or (text.endswith("-") and text[-2:-1].isalnum()):
        return True
    # A dash before a capital may be a speech that was broken off.
    return after[0].islower() and not _ITEM.match(after) and (text[-1] in "—–-" or not _TERMINAL.search(text[-6:]))


def _goes_on(paragraph: _Paragraph, line: _Line, width: int, shown: bool) -> bool:
    if _split_sentence(paragraph, line):
        return True
    last = paragraph.last
    if line.blanks or not width or line.turn or _stands_alone(last.text) or _stands_alone(line.text):
        return False
    middle = _mid_sentence(last.text, line.text)
    terminal = bool(_TERMINAL.search(last.text[-6:]))
    share = _FITS_SHOWN if shown else _FITS_A_SENTENCE if terminal else _FITS
    fits = len(last.text) + 1 + len(line.text.split(" ", 1)[0]) < share * width
    ended = fits or terminal
    if ended and not middle and (_ITEM.match(line.text) or _NAMED.match(line.text)):
        return False
    if middle and line.text[0].islower():
        return True
    if line.indent > last.indent and ended and not _ITEM.match(paragraph.first.text):
        return False
    if fits and not middle:
        # where blank lines show the paragraphs, a sentence without its end goes on over a line that ended early
        prose = paragraph.has_small and paragraph.length >= _SENTENCE and len(last.text) >= _SPACE_SHARE * width
        return shown and prose and not terminal and line.indent <= last.indent
    return len(last.text) <= _LONG * width


def _split_sentence(paragraph: _Paragraph, line: _Line) -> bool:
    """Tell whether a sentence goes on whatever stands between, such as the blank lines where a page ended."""
    if not paragraph.has_small or _HEADING.match(paragraph.first.text):
        return False
    if line.turn or _ITEM.match(line.text) or _NAMED.match(line.text) or line.text[:2] in ("Q ", "A "):
        return False
    end = paragraph.end
    if line.text[0].islower() and end[-1] == "-" and end[-2:-1].isalnum():
        return True  # a word was broken
    if paragraph.length < _SENTENCE:
        return False
    if line.text[0].islower():
        return end[-1].islower() or end[-1] == ","
    return line.text[0].isalpha() and not _stands_alone(line.text) and bool(_OPEN_END.search(end))


def _stands_alone(text: str) -> bool:
    """Tell whether a line is a heading, a rule or a row of a table, whatever stands beside it."""
    if _HEADING.match(text) or _RULE.match(text):
        return True
    return text.isupper() and sum(one.isalpha() for one in text) >= 4 and not text[0].isdigit()


def _without_page_marks(lines: list[_Line], width: int) -> list[_Line]:
    """Leave out lone page numbers and job numbers of UN records that stand within wrapped text.

    A lone number may be a heading; it is a page's where it splits a sentence, and where another in the text does and
    the numbers rise.
    """
    marks: list[int] = []
    splits = False
    numbers: list[int] = []
    for at, line in enumerate(lines):
        match = _PAGE_MARK.match(line.text)
        if match is None:
            continue
        marks.append(at)
        if match["number"]:
            numbers.append(int(match["number"]))
        if 0 < at < len(lines) - 1:
            before = lines[at - 1].text
            splits = splits or (len(before) > width * _FULL and not _TERMINAL.search(before[-6:]))
    rising = all(one < after for one, after in pairwise(numbers))
    if not splits or not rising:
        return lines
    gone = set(marks)
    kept: list[_Line] = []
    for at, line in enumerate(lines):
        if at in gone:
            continue
        if at - 1 in gone:
            split = bool(kept) and len(kept[-1].text) > width * _FULL and not _TERMINAL.search(kept[-1].text[-6:])
            line = replace(line, blanks=0 if split else max(line.blanks, 1))
        kept.append(line)
    return kept


def _has_small(text: str) -> bool:
    return any(one.islower() for one in text)
