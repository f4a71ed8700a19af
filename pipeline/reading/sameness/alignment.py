"""Whether two texts word one statement: what may differ between reprints, and what makes it another statement.

In diplomacy one changed word is the news. Texts are one statement only where every difference between them is known to
be harmless: heads, credits, a tail cut off, spelling, punctuation, articles. Any other word makes two statements.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import product, takewhile

from rapidfuzz.distance import LCSseq, Levenshtein

from pipeline.reading.sameness.wording import Wording

MIN_COVER = 0.6  # a brief that quotes a long story is not the story, however faithful the quotation
_ANCHOR = 3  # words that say something and must agree where the statement begins and ends
_TEMPLATE_WORDS, _TEMPLATE_SHARE = 4, 0.6  # headlines with as much in common were not written by two newspapers
_WINDOW = 60  # words, longer than any harmless difference

# What reprints add, drop and exchange freely. No preposition that tells who did it from whom it was done to is here.
_HARMLESS = frozenset("a an the that which and of on here also said says stated told reporters mr mrs ms dr".split())
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_NEARBY = frozenset("today yesterday tomorrow".split())
_SAME = {
    "%": "percent", "jan": "january", "feb": "february", "aug": "august", "sept": "september", "sep": "september",
    "oct": "october", "nov": "november", "dec": "december", "us": "unitedstates", "usa": "unitedstates",
    "uk": "unitedkingdom", "un": "unitednations", "cant": "cannot", "wont": "willnot", "journalists": "reporters",
    "spokesman": "spokesperson", "spokeswoman": "spokesperson", "whilst": "while", "amongst": "among", "amidst": "amid",
    **{verb + "nt": verb + "not" for verb in "do does did is are was were has have had would should could must".split()},
    **{word: str(number) for number, word in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())},
}  # fmt: skip
_SPELLINGS = tuple(
    (re.compile(british), american)
    for british, american in (
        (r"(?<=.{4})is(?=(?:e[sd]?|ing|ations?)$)", "iz"),
        (r"(?<=.{3})lys(?=(?:e[sd]?|ing)$)", "lyz"),
        (r"(?<=.{3})our", "or"),
        (r"(?<=.{2}[bt])re(?=s?$)", "er"),
        (r"ll(?=(?:ed|ing|ers?|ment)$)", "l"),
        (r"(?<=.{3})ogue(?=s?$)", "og"),
        (r"(?<=.{3})ence(?=s?$)", "ense"),
        (r"(?<=gram)me(?=s?$)", ""),
        (r"(?<=dg)e(?=ment)", ""),
        (r"(?<=.ward)s$", ""),
    )
)

Span = tuple[int, int]


def sameness(one: Wording, other: Wording, least: float, words: int) -> float:
    """Give the share of the shorter text's words that the longer one has in the same order; 0 where they are two statements.

    Heads and credits are left out of account, and so is what the longer text has beyond the shorter one's end.

    Args:
        least: A smaller share gives 0 as well.
        words: Fewest words, heads and credits apart, that can show two texts to be one statement.
    """
    for (start, end), (other_start, other_end) in _cores(one, other, least, words):
        mine, theirs = one.words[start:end], other.words[other_start:other_end]
        length = min(len(mine), len(theirs))
        equal = len(mine)
        for i1, i2, j1, j2 in _differences(mine, theirs):
            equal -= i2 - i1
            if equal < least * length or not (
                _harmless(mine[i1:i2], theirs[j1:j2])
                or (j1 == j2 and _page_furniture(one, start + i1, start + i2))
                or (i1 == i2 and _page_furniture(other, other_start + j1, other_start + j2))
            ):
                break
        else:
            return equal / length
    return 0.0


def _cores(one: Wording, other: Wording, least: float, words: int) -> Iterator[tuple[Span, Span]]:
    """Give the stretches of both texts that may be the statement both have."""
    for start, other_start in _starts(one, other):
        for end, other_end in _ends(one, start, other, other_start, 1 - least):
            shorter = min(end - start, other_end - other_start)
            longer = max(len(one.words) - start, len(other.words) - other_start)
            if shorter >= max(1, words, MIN_COVER * longer):
                yield (start, end), (other_start, other_end)


def _starts(one: Wording, other: Wording) -> Iterator[Span]:
    yield 0, 0
    for start, other_start in product(one.openings, other.openings):
        if (
            (start or other_start)
            and _first(one.words, start) == _first(other.words, other_start)
            and not _one_template(
                one.words[: min(start, one.dateline)], other.words[: min(other_start, other.dateline)]
            )
        ):
            yield start, other_start


def _one_template(heading: Sequence[str], other: Sequence[str]) -> bool:
    """True for headlines such as 'Message to the Lao President' and 'Message to the Cuban President'.

    Whose message it is may be told there alone.
    """
    common = LCSseq.similarity(heading, other)
    return common >= max(_TEMPLATE_WORDS, _TEMPLATE_SHARE * max(len(heading), len(other))) and any(
        i1 < i2 and j1 < j2 and not _harmless(heading[i1:i2], other[j1:j2])
        for i1, i2, j1, j2 in _differences(heading, other)
    )


def _ends(one: Wording, start: int, other: Wording, other_start: int, slack: float) -> Iterator[Span]:
    """Give the pairs of ends where one text is whole and the other one ends with it, or goes on with a new sentence."""
    yield len(one.words), len(other.words)
    for end in one.endings:
        for other_end in _matching_ends(one, start, end, other, other_start, slack):
            yield end, other_end
    for other_end in other.endings:
        for end in _matching_ends(other, other_start, other_end, one, start, slack):
            yield end, other_end


def _matching_ends(
    whole: Wording, start: int, end: int, longer: Wording, longer_start: int, slack: float
) -> Iterator[int]:
    expected = longer_start + end - start
    reach = int(slack * (end - start)) + _ANCHOR
    anchor = _last(whole.words, end)
    for place in range(max(longer_start, expected - reach), min(len(longer.words), expected + reach) + 1):
        if (longer.breaks[place] or whole.cut_off) and _last(longer.words, place) == anchor:
            yield place


def _first(words: Sequence[str], place: int) -> list[str]:
    return [word for word in words[place : place + 2 * _ANCHOR] if word not in _HARMLESS][:_ANCHOR]


def _last(words: Sequence[str], place: int) -> list[str]:
    return [word for word in words[max(0, place - 2 * _ANCHOR) : place] if word not in _HARMLESS][-_ANCHOR:]


def _differences(mine: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Give the stretches that differ, first to last: from and to in the one, from and to in the other.

    Words are aligned a window at a time: what is harmless is short, and the first harm ends the comparison.
    """
    i = j = 0
    while i < len(mine) and j < len(theirs):
        if mine[i] == theirs[j]:
            i, j = i + 1, j + 1
            continue
        aligned = Levenshtein.opcodes(mine[i : i + _WINDOW], theirs[j : j + _WINDOW])
        *_, last = takewhile(lambda code: code.tag != "equal", aligned)
        yield i, i + last.src_end, j, j + last.dest_end
        i, j = i + last.src_end, j + last.dest_end
    if i < len(mine) or j < len(theirs):
        yield i, len(mine), j, len(theirs)


def _harmless(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """True where both say the same in another spelling, or where only words that say nothing come or go."""
    if _joined(mine) == _joined(theirs):
        return True
    mine, theirs = _canonical(mine), _canonical(theirs)
    # 'on Tuesday' may become 'today' or be left out, but never 'on Wednesday'.
    if not any(kind.intersection(mine) and kind.intersection(theirs) for kind in (_DAYS, _NEARBY)):
        mine, theirs = ([word for word in words if word not in _DAYS | _NEARBY] for words in (mine, theirs))
    return _joined(mine) == _joined(theirs)


def _canonical(words: Sequence[str]) -> list[str]:
    same = (_SAME.get(word, word) for word in words)
    return [_spelling(word) for word in same if word not in _HARMLESS]


def _spelling(word: str) -> str:
    for british, american in _SPELLINGS:
        word = british.sub(american, word)
    return word


def _joined(words: Sequence[str]) -> str:
    """Give the words without the spaces between them, for 'co-operation' and 'cooperation'; numbers stay apart."""
    return "".join(f" {word} " if any(map(str.isdigit, word)) else word for word in words)


def _page_furniture(wording: Wording, start: int, end: int) -> bool:
    """True for whole lines that hold a page's number, or its running head, which comes again elsewhere."""
    if not (wording.lines[start] and wording.lines[end]):
        return False
    words = tuple(word for word in wording.words[start:end] if not word.isdigit())
    return not words or any(
        line and not start <= place < end and wording.words[place : place + len(words)] == words
        for place, line in enumerate(wording.lines)
    )
