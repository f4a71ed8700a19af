from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.language.quotations import find_quotations


def passages(text: str) -> list[str]:
    return [text[q.start : q.end] for q in find_quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “we oppose it” today.", ["we oppose it"]),
        ('He said "we oppose it" today.', ["we oppose it"]),
        ("He said ‘we don’t oppose it’ today.", ["we don’t oppose it"]),
        ("They quoted ‘the ministers’ words’ at length.", ["the ministers’ words"]),
        ("Il a dit «non» hier.", ["non"]),
        ("Er sagte „nein“ gestern.", ["nein"]),
        ("「反対」と述べた", ["反対"]),
        ("China's call, the '90s and the ministers' visit.", []),
        ("the ‘90s and China’s call", []),
        ('"Yes," he said, "it is."', ["Yes,", "it is."]),
        ("A ‘secondary boycott’, China’s bank and ‘irritating’ acts", ["secondary boycott", "irritating"]),
        ("“He called it ‘a new page’ in Paris,” she said", ["He called it ‘a new page’ in Paris,", "a new page"]),
    ],
)
def test_marks_of_every_style(text: str, expected: list[str]) -> None:
    assert passages(text) == expected


def test_an_open_mark_ends_with_its_paragraph() -> None:
    assert passages("“First paragraph\n“Second paragraph”") == ["First paragraph", "Second paragraph"]


@settings(max_examples=300)
@given(st.text(alphabet="ab \n.,“”‘’\"'«»„1s", max_size=60))
def test_never_raises_and_offsets_lie_in_the_text(text: str) -> None:
    for quotation in find_quotations(text):
        assert 0 <= quotation.start < quotation.end <= len(text)
