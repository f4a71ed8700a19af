"""Pieces of text with their places on pages to lines in reading order: columns, margins, footnotes.

Units are those of PDF, 1/72 inch, from the page's lower left corner.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

_MARGIN = 0.12  # share of the page's height at its head and foot where furniture stands
_FURNITURE_LINES = 4  # lines at either end of a page that may be furniture
_SAME_HEIGHT = 6.0
_RAISED = (0.12, 0.75)  # a footnote's mark stands higher than its line by these shares of the line's size
_SMALL = 0.86  # marks and footnotes are set in this share of the body's size, or less
_GAP = 1.35  # a distance from line to line of this many times the usual one ends a paragraph
_PAGE_NUMBER = re.compile(
    r"[-–—\s\[(]*(?:(?:page|p\.)\s*)?(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:/|of)\s*\d{1,4})?[-–—\s\])]*$", re.IGNORECASE
)
_MARK = re.compile(r"(?:\d{1,3}|[*†‡§¹²³⁰-⁹]{1,3})(?:\s*,\s*\d{1,3})*$")
_NOTE = re.compile(r"\s*(?:(\d{1,3})(?=[\s.)A-Z“\"])|([*†‡§¹²³⁰-⁹]{1,3})|\((\d{1,3})\)\s)")
_RAISED_DIGITS = re.compile(r"(?<=[^\W\d_]{2})[¹²³⁰-⁹]{1,3}|(?<=[.,;:!?”’»)])[¹²³⁰-⁹]{1,3}")
_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_UNIT = re.compile(r"(?:^|[\s\d(])(?:[kcm]?m|CO|NO|SO|[Uu]|10)$")


@dataclass(frozen=True, slots=True)
class Piece:
    """Text as it was set in one go, its baseline's beginning and its letters' size."""

    text: str
    x: float
    y: float
    size: float


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on a page, in the order of the file."""

    pieces: tuple[Piece, ...]
    height: float
    width: float


@dataclass(slots=True)
class _Line:
    text: str
    x: float
    y: float
    size: float


def flow(pages: list[Page]) -> str:
    """Give the text of pages as lines: indented where a paragraph begins, a blank line where the page shows a gap.

    Lines at the head and foot of pages that repeat but for their numbers are left out, and so are bare page numbers.
    Footnotes stand at the end, each a paragraph of its own, and their raised marks are gone from the text; raised
    digits that belong to no footnote stay.
    """
    pages_lines = [_lines(page) for page in pages]
    _drop_furniture(pages_lines, pages)
    size = _body_size(pages_lines)
    notes = [_take_notes(lines, page, size) for lines, page in zip(pages_lines, pages, strict=True)]
    numbers = {note for page_notes in notes for line in page_notes for note in _number(line.text)}
    body = [_ordered(lines, page) for lines, page in zip(pages_lines, pages, strict=True)]
    text = _bound(body, pages)
    if numbers:
        text = _RAISED_DIGITS.sub(lambda mark: "" if mark[0].translate(_DIGITS) in numbers else mark[0], text)
    feet = "\n\n".join(filter(None, ("\n\n".join(_notes_written(lines)) for lines in notes)))
    return _without_marks(text, numbers) + (f"\n\n{_without_marks(feet, set())}" if feet else "")


# A raised mark is kept between these until it is known which footnotes there are.
_OPEN, _CLOSE = "\ue000", "\ue001"
_KEPT = re.compile(f"{_OPEN}([^{_CLOSE}]*){_CLOSE}")


def _without_marks(text: str, numbers: set[str]) -> str:
    def kept(match: re.Match[str]) -> str:
        marks = {one.strip() for one in match[1].translate(_DIGITS).split(",")}
        return "" if marks <= numbers else match[1]

    return _KEPT.sub(kept, text)


def _lines(page: Page) -> list[_Line]:
    right = _right_column(page)
    lines: list[_Line] = []
    for piece in page.pieces:
        if not piece.text.strip():
            if lines and abs(piece.y - lines[-1].y) < 1 and not lines[-1].text.endswith(" "):
                lines[-1].text += " "
            continue
        line = lines[-1] if lines else None
        raised = line is not None and _is_raised(piece, line)
        same = line is not None and piece.x >= line.x - 1 and abs(piece.y - line.y) < 0.3 * max(line.size, piece.size)
        if line is not None and right and line.x < right - 10 and abs(piece.x - right) <= 3:
            same = raised = False
        if line is not None and raised and _MARK.match(piece.text.strip()) and not _UNIT.search(line.text):
            line.text += f"{_OPEN}{piece.text.strip()}{_CLOSE}"
        elif line is not None and (same or raised):
            if piece.size > line.size:  # the line began with a small mark
                line.y, line.size = piece.y, piece.size
            line.text += piece.text
        else:
            lines.append(_Line(piece.text, piece.x, piece.y, piece.size))
    return lines


def _is_raised(piece: Piece, line: _Line) -> bool:
    low, high = _RAISED
    return (
        piece.size <= _SMALL * line.size
        and low * line.size <= piece.y - line.y <= high * line.size
        and piece.x > line.x
    )


def _right_column(page: Page) -> float:
    """Give where a right column begins, or 0: many pieces begin there, beyond the middle, and beside others."""
    starts = Counter(round(piece.x / 3) for piece in page.pieces if piece.text.strip() and piece.x > 0.42 * page.width)
    if not starts:
        return 0.0
    column, count = starts.most_common(1)[0]
    heights = {round(piece.y) for piece in page.pieces if piece.text.strip()}
    return column * 3.0 if count >= max(5, 0.2 * len(heights)) else 0.0


def _drop_furniture(pages_lines: list[list[_Line]], pages: list[Page]) -> None:
    """Leave out, in place, what repeats in the margins of pages, page numbers there, and lines that end in one."""
    candidates = [_margin_lines(lines, page) for lines, page in zip(pages_lines, pages, strict=True)]
    seen: Counter[tuple[str, int]] = Counter()
    offsets: Counter[int] = Counter()
    for at, found in enumerate(candidates):
        seen.update({key for line in found for key in _keys(line)})
        offsets.update({number - at for line in found for number in _end_numbers(line.text)})
    # Right and left pages may differ, and the first page often has none.
    enough = max(2, len(pages) // 3)
    offset, count = offsets.most_common(1)[0] if offsets else (0, 0)
    for at, (lines, found) in enumerate(zip(pages_lines, candidates, strict=True)):
        gone = [
            line
            for line in found
            if any(seen[key] >= enough for key in _keys(line))
            or _PAGE_NUMBER.match(line.text.strip())
            or (count >= 3 and at + offset in _end_numbers(line.text))
        ]
        lines[:] = [line for line in lines if not any(line is one for one in gone)]


def _end_numbers(text: str) -> list[int]:
    """Give the numbers at either end of a line that may hold a page's number beside a heading."""
    return [int(one) for match in re.findall(r"^\s*(\d{1,4})(?=\s)|(?<=\s)(\d{1,4})\s*$", text) for one in match if one]


def _margin_lines(lines: list[_Line], page: Page) -> list[_Line]:
    """Give the lines of a page's margins that a gap sets off from the text: a text's own first line is no header."""
    by_height = sorted(lines, key=lambda line: line.y)
    pitches = [after.y - one.y for one, after in pairwise(by_height) if after.y - one.y > 2]
    gap = _GAP * median(pitches) if pitches else 0.0
    low = _set_off(by_height, gap, lambda line: line.y < _MARGIN * page.height)
    high = _set_off(by_height[::-1], gap, lambda line: line.y > (1 - _MARGIN) * page.height)
    return low + high


def _set_off(lines: list[_Line], gap: float, in_margin: Callable[[_Line], bool]) -> list[_Line]:
    """Give the first lines up to the last gap within the margin, none where there is no gap."""
    found = 0
    for at, (one, after) in enumerate(pairwise(lines[: _FURNITURE_LINES + 1]), start=1):
        if not in_margin(one):
            break
        if abs(one.y - after.y) > gap:
            found = at
    return lines[:found]


def _keys(line: _Line) -> list[tuple[str, int]]:
    """Give the line's wording without its numbers with its height, in two steps so that neighbours have one in common."""
    wording = re.sub(r"\d+|\W+", " ", line.text.casefold()).strip()
    if not wording:
        return []
    return [(wording, int(line.y // _SAME_HEIGHT)), (wording, -int((line.y + _SAME_HEIGHT / 2) // _SAME_HEIGHT) - 1)]


def _body_size(pages_lines: list[list[_Line]]) -> float:
    letters: Counter[float] = Counter()
    for lines in pages_lines:
        for line in lines:
            letters[round(line.size, 1)] += len(line.text)
    return letters.most_common(1)[0][0] if letters else 0.0


def _take_notes(lines: list[_Line], page: Page, size: float) -> list[_Line]:
    """Take the footnotes from a page's lines: the small lines at its foot, from the first that begins with a mark."""
    by_height = sorted(lines, key=lambda line: line.y)
    foot: list[_Line] = []
    for line in by_height:
        if line.size > 0.93 * size or line.y > 0.6 * page.height:
            break
        foot.append(line)
    foot.reverse()
    first = next((at for at, line in enumerate(foot) if _number(line.text)), None)
    if first is None or len(foot) == len(lines):
        return []
    taken = foot[first:]
    lines[:] = [line for line in lines if not any(line is one for one in taken)]
    return taken


def _number(text: str) -> list[str]:
    match = _NOTE.match(text.replace(_OPEN, "").replace(_CLOSE, " "))
    if match is None:
        return []
    return [(match[1] or match[2] or match[3]).translate(_DIGITS)]


def _notes_written(lines: list[_Line]) -> list[str]:
    notes: list[str] = []
    for line in lines:
        if _number(line.text) or not notes:
            notes.append(line.text.strip())
        else:
            notes[-1] += "\n" + line.text.strip()
    return notes


def _ordered(lines: list[_Line], page: Page) -> list[_Line]:
    """Put the lines in reading order where the file goes to and fro between two columns or jumps up the page."""
    right = _right_column(page)
    if right:
        sides = [line.x >= right - 3 for line in lines]
        changes = sum(one != after for one, after in pairwise(sides))
        if changes > 4 and sum(sides) >= 4:
            return sorted(lines, key=lambda line: (line.x >= right - 3, -line.y))
        return lines
    jumps = sum(after.y > one.y + 2 for one, after in pairwise(lines))
    return sorted(lines, key=lambda line: (-round(line.y), line.x)) if jumps > max(3, len(lines) // 5) else lines


def _bound(body: list[list[_Line]], pages: list[Page]) -> str:
    """Put pages together; a page that ends early or before a line of another size ends its paragraph."""
    feet = [min(line.y for line in lines) for lines in body if lines]
    parts: list[str] = []
    before: list[_Line] = []
    for lines, page in zip(body, pages, strict=True):
        if not lines:
            continue
        if before:
            early = before[-1].y > min(feet) + _MARGIN * page.height and not _in_left_column(before, page)
            other = abs(before[-1].size - lines[0].size) > 0.1 * lines[0].size
            parts.append("\n\n" if early or other else "\n")
        parts.append(_written(lines))
        before = lines
    return "".join(parts)


def _in_left_column(lines: list[_Line], page: Page) -> bool:
    return lines[-1].x < 0.42 * page.width and any(line.x > 0.42 * page.width for line in lines)


def _written(lines: list[_Line]) -> str:
    """Write a page's lines, with the signs that show where paragraphs begin."""
    if not lines:
        return ""
    pitches = [one.y - after.y for one, after in pairwise(lines) if 0 < one.y - after.y < 4 * one.size]
    pitch = median(pitches) if pitches else 0.0
    lefts = _lefts(lines)
    written: list[str] = []
    for at, line in enumerate(lines):
        before = lines[at - 1] if at else None
        if before is not None:
            gap = before.y - line.y
            if gap > _GAP * pitch or (gap > 0 and abs(before.size - line.size) > 0.1 * line.size):
                written.append("")
        left = max((one for one in lefts if one <= line.x + 1), default=line.x)
        written.append(("   " if 0.7 * line.size < line.x - left < 6 * line.size else "") + line.text.strip())
    return "\n".join(written)


def _lefts(lines: list[_Line]) -> list[float]:
    """Give where the columns' lines begin: the places where at least a sixth of the lines do, indents aside."""
    starts = Counter(round(line.x) for line in lines)
    near = 6 * median(line.size for line in lines)
    return sorted(
        float(place)
        for place, count in starts.items()
        if count * 6 >= len(lines)
        and not any(place - near < other < place and more >= count for other, more in starts.items())
    )
