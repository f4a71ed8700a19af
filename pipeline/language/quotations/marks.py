"""Pairs of quotation marks of every style, with apostrophes told from closing single quotes.

The marks of a text are read once, from left to right. Each opens or closes by its shape, by what stands on either side,
and by what is open. Where that leaves a doubt (a plural possessive within single quotes, an inch mark within double
ones), the place is remembered and settled by the marks that follow, so that nothing is read twice and the cost grows
with the length of the text alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.language.quotations.apostrophes import (
    is_elision,
    is_letter_n,
    is_measure,
    is_possessive,
    may_end_word,
    may_open,
)

DEEPEST = 6  # quotations within one another; where more are open, the outermost is given up
MARKS = re.compile("[\"＂'“”„‟‘’‚‛`‹›«»「」『』｢｣﹁﹂﹃﹄〝〞〟]")
# every mark save single ones between two letters or digits ("don’t"); no space parts words from marks in East Asia
_LETTER = r"[^\W_\u2e80-\u9fff\uac00-\ud7a3\uff00-\uffef]"
_SCAN = re.compile(rf"{MARKS.pattern}(?:(?<![‘’'])|(?<!{_LETTER}.)|(?!{_LETTER}))")
_EAST_ASIA = "\u2e80"

_DOUBLE, _SINGLE, _GUILLEMET, _ANGLE, _CORNER, _WHITE_CORNER = range(6)
_FAMILIES = {
    mark: family
    for family, marks in enumerate(('"＂“”„‟〝〞〟', "'‘’‚‛`", "«»", "‹›", "「」｢｣﹁﹂", "『』﹃﹄"))
    for mark in marks
}
# which way a mark faces where nothing tells otherwise; low marks never close
_LOW, _OPENING, _STRAIGHT, _CLOSING = 2, 1, 0, -1
_FACES = {
    **dict.fromkeys("„‟‚‛〝「『｢﹁﹃", _LOW),
    **dict.fromkeys("“‘`«‹", _OPENING),
    **dict.fromkeys("\"＂'", _STRAIGHT),
    **dict.fromkeys("”’»›〞〟」』｣﹂﹄", _CLOSING),
}
_TWO_SINGLES = {"``": _OPENING, "‘‘": _OPENING, "''": _STRAIGHT, "’’": _CLOSING}
_ENDS = frozenset(".,;:!?…)]}%°。，、；：！？）】》")  # no mark opens directly after these unless it faces so
_BEGINS = frozenset("([{<$£€¥#@&§¿¡（【《")  # nor closes directly before these
_STRONG = frozenset(".,!?…")


class Passage(NamedTuple):
    """What stands between two marks, as character offsets.

    Attributes:
        opened: Where the opening mark stands.
        start, end: The passage, without spaces directly inside the marks.
        after: The place behind the closing mark; `end` where there is none.
        closed: True where a mark closes it.
        continues: True where it goes on with the unclosed one of the paragraph before.
    """

    opened: int
    start: int
    end: int
    after: int
    closed: bool
    continues: bool


def passages_in(text: str) -> list[Passage]:
    """Give the passages between marks in a text, in no certain order; they may cross where marks are amiss."""
    return _Reading(text).passages()


@dataclass(slots=True)
class _Open:
    """A mark that waits to be closed."""

    family: int
    mark: str
    at: int
    start: int
    continues: bool
    doubt: int = -1  # the first place that could close it or be an apostrophe or inches
    cut: int = -1  # where the same kind of mark was first opened within it


class _Reading:
    """One reading of a text's marks, from left to right."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._found: list[Passage] = []
        self._stack: list[_Open] = []
        self._paragraph = (0, -1)
        self._unclosed = -1  # the family of a passage that the paragraph before left open
        self._reopened = -1  # where the first mark of this paragraph opens it again
        self._weak: dict[int, int] = {}  # by family, a mark that rather does not open
        self._last = (-1, False)  # where the last mark ends, and whether it opened

    def passages(self) -> list[Passage]:
        """Read the text."""
        done = 0
        for match in _SCAN.finditer(self._text):
            here = match.start()
            if here < done:
                continue  # second of two single marks that stand for a double one
            if here >= self._paragraph[1]:
                self._turn(here)
            done = self._read(here)
        if self._stack:
            self._finish("")
        return self._found

    # -- paragraphs ---------------------------------------------------------------------------------------------------

    def _turn(self, here: int) -> None:
        """Leave a paragraph for the one in which the mark at `here` stands."""
        text, left = self._text, self._paragraph[1]
        start = text.rfind("\n", max(left, 0), here) + 1
        self._unclosed = self._reopened = -1
        self._weak.clear()
        if self._stack:
            indent = text[left:here]
            self._finish(text[here] if indent.isspace() else "")
            if self._reopened >= 0:
                self._reopened = here
            if not text[left:start].isspace():
                self._unclosed = -1
        end = text.find("\n", here)
        self._paragraph = start, end if end >= 0 else len(text)

    def _finish(self, following: str) -> None:
        """End a paragraph with what is open in it.

        Args:
            following: The mark that begins the next paragraph, if one does.
        """
        end = self._paragraph[1]
        family = _FAMILIES.get(following, -1)
        for number, frame in enumerate(self._stack):
            later = any(other.family == frame.family for other in self._stack[number + 1 :])
            runs_on = not later and (frame.mark[0] == following or frame.family == family == _GUILLEMET)
            if runs_on:
                self._reopened = 0
                self._add(frame, end, end, closed=False)
            else:
                self._give_up(frame, end if frame.cut < 0 else frame.cut)
            if frame.family != _SINGLE and frame.doubt < 0 and (frame.cut < 0 or runs_on):
                self._unclosed = frame.family
        self._stack.clear()

    # -- opening and closing ------------------------------------------------------------------------------------------

    def _open(self, family: int, mark: str, here: int, width: int) -> None:
        stack = self._stack
        if stack and stack[-1].family == family and stack[-1].doubt >= 0:
            self._give_up(stack.pop(), here)
        for frame in stack:
            if frame.family == family and frame.cut < 0:
                frame.cut = here
        if len(stack) == DEEPEST:
            self._give_up(stack.pop(0), stack[0].at)
        if family == self._unclosed:
            self._unclosed = -1
        stack.append(_Open(family, mark, here, here + width, self._reopened == here))

    def _close(self, family: int, here: int, width: int) -> None:
        """Close the innermost quotation of `family`, and with it all within it that is open."""
        stack = self._stack
        while stack[-1].family != family:
            self._give_up(stack.pop(), here)
        self._add(stack.pop(), here, here + width, closed=True)

    def _give_up(self, frame: _Open, end: int) -> None:
        """End a quotation that has no sure close; a single mark without any was an apostrophe."""
        if frame.doubt >= 0:
            self._add(frame, frame.doubt, frame.doubt + 1, closed=True)
        elif frame.family != _SINGLE:
            self._add(frame, end, end, closed=False)

    def _add(self, frame: _Open, end: int, after: int, *, closed: bool) -> None:
        self._keep(frame.at, frame.start, end, after, closed, frame.continues)

    def _keep(self, opened: int, start: int, end: int, after: int, closed: bool, continues: bool) -> None:
        text = self._text
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start < end:
            self._found.append(Passage(opened, start, end, after, closed, continues))

    def _opener(self, family: int) -> _Open | None:
        for frame in reversed(self._stack):
            if frame.family == family:
                return frame
        return None

    # -- one mark ----------------------------------------------------------------------------------------------------

    def _read(self, here: int) -> int:
        """Read the mark at `here`, and give the place after it."""
        text = self._text
        mark = text[here]
        family, width = _FAMILIES[mark], 1
        left = self._may_open_after(here)
        if family == _SINGLE and text[here + 1 : here + 2] == mark and self._is_double(mark, here, left):
            family, mark, width = _DOUBLE, mark * 2, 2
        right = self._may_close_before(here + width)
        if family == _SINGLE:
            if left and is_letter_n(text, here):
                opens, width = 0, 3
            else:
                opens = self._single(mark, here, left, right)
        else:
            opens = self._double(family, mark, here, left, right)
        if opens > 0:
            self._open(family, mark, here, width)
        elif opens < 0:
            self._close(family, here, width)
        self._last = here + width, opens > 0
        return here + width

    def _double(self, family: int, mark: str, here: int, left: bool, right: bool) -> int:
        """Tell whether a mark that is no apostrophe opens (1), closes (-1) or does neither (0)."""
        text, frame = self._text, self._opener(family)
        face = _FACES[mark] if len(mark) == 1 else _TWO_SINGLES[mark]
        if frame is not None:
            if _opens_within(face, _FACES[frame.mark[0]], left, right):
                return 1
            return self._doubt(frame, here) if is_measure(text, here) else -1
        if face == _OPENING and (right or not left) and self._pair_weak(family, here):
            return 0
        inches = face == _STRAIGHT and not left and text[here - 1 : here].isdigit()
        if here == self._reopened or (_opens_alone(face, left, right) and not inches):
            return 1
        if family == self._unclosed and not left and not inches:
            start = self._paragraph[0]
            self._keep(start, start, here, here + len(mark), True, True)
            self._unclosed = -1
        elif left and face == _CLOSING:
            self._weak.setdefault(family, here)
        return 0

    def _single(self, mark: str, here: int, left: bool, right: bool) -> int:
        """Tell whether a single mark opens (1), closes (-1) or is an apostrophe (0)."""
        text, face, frame = self._text, _FACES[mark], self._opener(_SINGLE)
        before = text[here - 1 : here]
        if left and not right:
            elided = is_elision(text, here)
            if elided or face == _CLOSING:
                if may_open(text, here) if elided else frame is None:
                    self._weak.setdefault(_SINGLE, here)
                return 0
        elif not left:
            within = not right and before.isalnum() and before < _EAST_ASIA
            if within or is_possessive(text, here):
                return 0
        if frame is None:
            isolated = face == _STRAIGHT and text[here + 1 : here + 2].isspace()
            if _opens_alone(face, left, right) and not isolated:
                return 1
            if right and not left and before not in "sS":
                self._pair_weak(_SINGLE, here)
            return 0
        if _opens_within(face, _FACES[frame.mark], left, right):
            return 1
        if frame is not self._stack[-1] and before not in _STRONG:
            return 0
        return self._doubt(frame, here) if is_measure(text, here) or may_end_word(text, here) else -1

    def _doubt(self, frame: _Open, here: int) -> int:
        """Remember the first place that could close a quotation, and leave it open."""
        if frame.doubt < 0:
            frame.doubt = here
        return 0

    def _pair_weak(self, family: int, here: int) -> bool:
        """Close, at `here`, what a mark opened that rather does not open, if there was one."""
        opened = self._weak.get(family, -1)
        if opened < 0 or (self._stack and opened < self._stack[-1].at):
            return False
        del self._weak[family]
        self._keep(opened, opened + 1, here, here + 1, True, False)
        return True

    def _is_double(self, mark: str, here: int, left: bool) -> bool:
        """Tell whether two single marks stand for a double one: ``…''."""
        if mark in "‘`":
            return True
        if mark not in "'’" or (not left and is_possessive(self._text, here + 1)):
            return False
        if left and not self._may_close_before(here + 2):
            return mark == "'"
        return bool(self._stack) and self._stack[-1].family == _DOUBLE

    # -- neighbours ---------------------------------------------------------------------------------------------------

    def _may_open_after(self, here: int) -> bool:
        """Tell whether what stands before `here` leaves room for an opening mark."""
        end, opened = self._last
        if end == here:
            return opened
        if here <= self._paragraph[0]:
            return True
        before = self._text[here - 1]
        return not before.isalnum() and before not in _ENDS

    def _may_close_before(self, place: int) -> bool:
        """Tell whether what stands at `place`, behind a few more marks, leaves room for a closing mark before it."""
        text, end = self._text, self._paragraph[1]
        for at in range(place, min(place + 4, end)):
            char = text[at]
            if _FAMILIES.get(char) == _SINGLE and is_possessive(text, at):
                return True
            if char not in _FAMILIES:
                return not char.isalnum() and char not in _BEGINS
        return True


def _opens_alone(face: int, left: bool, right: bool) -> bool:
    """Tell whether a mark opens where none of its family is open."""
    if face == _LOW:
        return True
    if face == _CLOSING:
        return left and not right
    return left or not right


def _opens_within(face: int, opener: int, left: bool, right: bool) -> bool:
    """Tell whether a mark opens where one of its family is open; if not, it closes that one."""
    if face == _LOW:
        return True
    if left and not right:
        return face != _CLOSING or opener == _CLOSING
    return face == _OPENING and opener == _OPENING and (left or not right)
