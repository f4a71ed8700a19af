"""What must hold of the quotations of any text, and of the time they take."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pipeline.language.quotations import MARKS, Quotation, find_quotations

PAIRS = ["“”", "‘’", "«»", "»«", "‹›", "›‹", "„“", "„”", "‚‘", "「」", "『』", '""', "''", "”“", "””", "””", "’‘"]
PAIRS_OF_TWO = [("``", "''"), ("‘‘", "’’"), ("''", "''"), ("« ", " »"), ("“ ", " ”")]
TEXTS = st.text(alphabet="ab1sn \n.,—-(“”„‘’‚\"'`«»‹›「」", max_size=60) | st.text(max_size=60)
WORDS = st.lists(st.text("abcdefgh", min_size=1, max_size=6), min_size=1, max_size=8).map(" ".join)
PIECES = st.lists(
    st.sampled_from(
        ["He said ", "“we go,”", "‘no’", '"yes"', " and ", "the ministers’ ", "’90s ", "5\" ", "“", "”", "'", "\"", "«oui»",
         ", ", ". ", "—", "(", ")", "Karim ", "\n", "\n\n", "it’s ", "'n' ", "``a''"]
    ),
    max_size=24,
).map("".join)  # fmt: skip
COMPLETE = st.lists(
    st.sampled_from(
        ["He said", "“we go,”", "‘no’", '"yes"', "and", "«oui»", ",", "Karim", "it’s", "``a''", "(“a ‘b’”)"]
    ),
    max_size=12,
).map(" ".join)
HOSTILE = ["“", "”", '"', "'", "’", "‘", "`", "«", "» ", "“‘«„\"'`」’”»", " “a", ' "a', " 'a", " ’a", "boys’ a ", '"a 5" b ',
           "‘the boys’ a ", "“a\n", "‘a\n", "“a” ", "“a,” he said, “b” ", "“A B C” ", "'n' ", "’90s ", "''a "]  # fmt: skip


def shifted(quotations: tuple[Quotation, ...], by: int) -> list[tuple[int, int, bool, int, str]]:
    return [(q.start + by, q.end + by, q.closed, q.depth, q.kind) for q in quotations]


@settings(max_examples=400, deadline=None)
@given(TEXTS | PIECES)
def test_passages_lie_in_the_text_in_order_and_within_one_another(text: str) -> None:
    found = find_quotations(text)
    around: list[Quotation] = []
    for quotation in found:
        inside = text[quotation.start : quotation.end]
        assert 0 <= quotation.start < quotation.end <= len(text)
        assert inside == inside.strip()
        assert "\n" not in inside
        assert quotation.words == sum(any(char == "_" or char.isalnum() for char in word) for word in inside.split())
        while around and around[-1].end <= quotation.start:
            around.pop()
        assert quotation.depth == len(around)
        assert all(quotation.end <= outer.end for outer in around)
        around.append(quotation)
    assert all(a.start <= b.start for a, b in pairwise(found))


@settings(max_examples=400, deadline=None)
@given(TEXTS | PIECES)
def test_a_mark_stands_at_each_end(text: str) -> None:
    for quotation in find_quotations(text):
        before, after = text[: quotation.start].rstrip(), text[quotation.end :].lstrip(" \t\u00a0")
        if not quotation.continues:
            assert MARKS.match(before[-1])
        if quotation.closed:
            assert MARKS.match(text[quotation.end :].lstrip())
        else:
            assert not after or after[0] == "\n" or after[0].isspace() or MARKS.match(after)


@settings(max_examples=300, deadline=None)
@given(COMPLETE, PIECES)
def test_a_paragraph_without_open_marks_does_not_touch_the_next(one: str, two: str) -> None:
    both = find_quotations(f"{one}\n{two}")
    assert shifted(both, 0) == shifted(find_quotations(one), 0) + shifted(find_quotations(two), len(one) + 1)


@settings(max_examples=300, deadline=None)
@given(WORDS, st.sampled_from([*map(tuple, PAIRS), *PAIRS_OF_TWO]))
def test_words_are_kept_to_the_letter_in_every_style(words: str, marks: tuple[str, str]) -> None:
    assume(not words.startswith("n") and not words.endswith("in"))
    text = f"They heard {marks[0]}{words}{marks[1]} from him."
    assert [text[q.start : q.end] for q in find_quotations(text)] == [words]
    assert find_quotations(text)[0].closed


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80).filter(lambda text: not MARKS.search(text)))
def test_no_marks_no_quotations(text: str) -> None:
    assert find_quotations(text) == ()


def seconds(text: str) -> float:
    best = 1e9
    for _ in range(2):
        start = time.perf_counter()
        find_quotations(text)
        best = min(best, time.perf_counter() - start)
    return best


@pytest.mark.parametrize("unit", HOSTILE)
def test_time_grows_with_the_length_alone(unit: str) -> None:
    few, many = (seconds((unit * size)[:size]) for size in (2_000, 40_000))
    assert many < few * 20 * 5, "twenty times the text may take twenty times as long, with room for a busy machine"


@pytest.mark.parametrize("tail", [" ", "a", "a ", "a' ", "a’ b "])
def test_marks_before_a_long_text_cost_no_more(tail: str) -> None:
    few, many = (seconds(("“ ‘ « ‹ " + tail * size)[:size]) for size in (5_000, 100_000))
    assert many < few * 20 * 5


def test_one_million_marks() -> None:
    assert find_quotations("\"“”'" * 250_000) == ()
    assert len(find_quotations("“a”" * 50_000)) == 50_000
