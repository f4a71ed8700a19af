from __future__ import annotations

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language.tokenizing import LONGEST_RUN, BoundedTokenizer

SPACY = spacy.blank("en").tokenizer
TOKENIZER = BoundedTokenizer(spacy.blank("en").tokenizer)
PIECES = ("don't", "“We’re", "(U.S.)", "end.", "3,000", "well-known", "x" * LONGEST_RUN, " ", "\n", "\u00a0", "\t ")


@pytest.mark.parametrize(
    "text", ["", " ", "  a", "a ", "a  ", "a\n b", "\n\na\n", "a \n", " \n", "a\u00a0b c", "a   b"]
)
def test_white_space_goes_where_spacy_puts_it(text: str) -> None:
    assert [token.text_with_ws for token in TOKENIZER(text)] == [token.text_with_ws for token in SPACY(text)]


@given(st.lists(st.sampled_from(PIECES), max_size=12), st.sampled_from(["", " "]))
def test_words_are_cut_as_spacy_cuts_them(pieces: list[str], gap: str) -> None:
    text = gap.join(pieces)
    if max(map(len, text.split()), default=0) <= LONGEST_RUN:
        assert [token.text_with_ws for token in TOKENIZER(text)] == [token.text_with_ws for token in SPACY(text)]


@given(st.text(), st.integers(1, 3 * LONGEST_RUN))
def test_nothing_of_a_text_is_lost(text: str, times: int) -> None:
    doc = TOKENIZER(text + "ab" * times + text)
    assert doc.text == text + "ab" * times + text
    assert all(len(token) <= LONGEST_RUN or token.is_space for token in doc)
