"""Pairs of quotation marks of every style in one paragraph, with apostrophes told from closing single quotes."""

from __future__ import annotations

import re
from dataclasses import dataclass

MARKS = re.compile("''|’’|‘‘|``|[\"'“”„‟‘’‚‛‹›«»「」『』＂]")
_SINGLE = frozenset("'’‘‚‛")
_STRAIGHT_DOUBLE = frozenset(('"', "''", "＂"))
_CLOSERS = {
    "“": "”“", "”": "”“", "„": "“”", "‟": "”“", "«": "»", "»": "«", "‹": "›", "›": "‹", "「": "」", "『": "』",
    "‘": "’", "‚": "‘’", "‛": "’", "'": "'’", "’": "’'",
}  # fmt: skip
_DOUBLED = {
    "``": ("''", "``", '"', "’’"),
    "‘‘": ("’’", "''"),
    "''": ("''", "’’"),
    "’’": ("’’",),
    '"': ('"', "＂"),
    "＂": ('"', "＂"),
}
_ENDS = frozenset(".,!?…;:—–")
_ELISIONS = re.compile(r"(?:\d0s|tis\b|twas\b|em\b|cause\b|til\b|n\b|bout\b|round\b|neath\b)", re.IGNORECASE)
_DEEPEST = 8  # more open marks than this are stray ones


@dataclass(frozen=True, slots=True)
class Pair:
    """Marks that belong together: offsets of what stands between them.

    Attributes:
        before, after: Lengths of the opening and of the closing mark; `after` is 0 where it was never closed.
    """

    start: int
    end: int
    depth: int
    before: int
    after: int

    @property
    def closed(self) -> bool:
        """True where a mark closes it."""
        return self.after > 0


@dataclass(slots=True)
class _Open:
    mark: str
    start: int


def pairs_in(text: str, start: int, end: int) -> list[Pair]:
    """Give the pairs of marks between two offsets, a paragraph; what is not closed runs to its end."""
    marks = [(match.group(), match.start()) for match in MARKS.finditer(text, start, end)]
    if not marks:
        return []
    closes_later = _single_closers(text, marks, end)
    found: list[Pair] = []
    stack: list[_Open] = []
    for number, (mark, here) in enumerate(marks):
        stop = here + len(mark)
        before = text[here - 1] if here > start else "\n"
        after = text[stop] if stop < end else "\n"
        level = _level(stack, mark)
        if mark in _SINGLE and _apostrophe(text, mark, here, stop, end, before, after, level, closes_later[number]):
            continue
        opening = _opens(mark, before, after, level)
        if opening and level is not None and _stale(text, stack[level].start, here):
            found.append(
                Pair(stack[level].start, _trim(text, stack[level].start, here), level, len(stack[level].mark), 0)
            )
            del stack[level:]
        if opening:
            if len(stack) < _DEEPEST:
                stack.append(_Open(mark, stop))
        elif level is not None:
            found.append(Pair(stack[level].start, here, level, len(stack[level].mark), len(mark)))
            del stack[level:]
    if stack:
        kept = [item for item in stack if item.mark not in "'’"]
        if kept:
            found.append(Pair(kept[0].start, _trim(text, kept[0].start, end), 0, len(kept[0].mark), 0))
    return [pair for pair in found if pair.end > pair.start]


def _trim(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _level(stack: list[_Open], mark: str) -> int | None:
    """How deep the open mark stands that `mark` would close."""
    for level in range(len(stack) - 1, -1, -1):
        opened = stack[level].mark
        if opened in _DOUBLED:
            if mark in _DOUBLED[opened] or (opened == '"' and mark == "”"):
                return level
        elif mark in _CLOSERS.get(opened, "") or (opened == "“" and mark == '"'):
            return level
    return None


def _opens(mark: str, before: str, after: str, level: int | None) -> bool:
    gap_before = before.isspace() or before in "([{—–-/"
    ends_here = after.isspace() or after in ".,;:!?)]}—–-"
    if mark in ("``", "‘‘", "„", "‚", "‛", "「", "『"):
        return True
    if mark in ("“", "‘", "‟"):
        return level is None or (gap_before and not ends_here)
    if mark in ("”", "’", "’’", "」", "』"):
        return level is None and mark == "”" and gap_before and not ends_here
    if mark in "«»‹›":
        return level is None and not (mark in "»›" and after.isspace() and not before.isspace())
    boundary = not before.isalnum() and before not in ".,!?;:…)%”’»"
    return boundary and not after.isspace() and not (level is not None and (ends_here or not gap_before))


def _stale(text: str, opened: int, here: int) -> bool:
    """True where a passage was never closed before a new mark opens: a sentence or clause has ended in between."""
    at = here - 1
    while at > opened and text[at] in " \t":
        at -= 1
    return at > opened and text[at] in ".,!?:" and here - opened > 12


def _apostrophe(
    text: str, mark: str, here: int, stop: int, end: int, before: str, after: str, level: int | None, later: bool
) -> bool:
    if mark in "‚‛":
        return False
    if before.isalnum() and after.isalnum():
        return True
    if mark == "‘":
        return after.isdigit() or (level is None and _ELISIONS.match(text, stop, min(stop + 6, end)) is not None)
    if level is None:
        if mark == "’":
            return True
        return (
            before.isalnum() or after.isspace() or not later
            or _ELISIONS.match(text, stop, min(stop + 6, end)) is not None
        )  # fmt: skip
    if before.isspace() and after.isalnum():
        return mark == "’" or not later  # ’90s within a quotation
    return before in "sSxz" and after == " " and stop + 1 < end and text[stop + 1].islower() and later


def _single_closers(text: str, marks: list[tuple[str, int]], end: int) -> list[bool]:
    """For each mark: whether a surer closing single mark follows it before another one opens."""
    later: list[bool] = [False] * len(marks)
    ahead = False
    for number in range(len(marks) - 1, -1, -1):
        mark, here = marks[number]
        later[number] = ahead
        if mark not in ("'", "’", "‘"):
            continue
        before, after = text[here - 1] if here else "\n", text[here + 1] if here + 1 < end else "\n"
        if mark != "‘" and not before.isspace() and (not after.isalnum()):
            ahead = True
        elif (before.isspace() or before in "(") and after.isalnum():
            ahead = False
    return later
