"""spaCy's tokenizer, asked once a spelling, with a bound on what it takes at once.

spaCy splits between white space and remembers how, but nothing more of a text after its first contraction; and its time grows
with the square of a run without a space.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import Any

from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc

from pipeline.remembered import Remembered

LONGEST_RUN = 100  # characters without white space; an ordinary word or address is shorter
_PIECES = re.compile(rf"\S{{1,{LONGEST_RUN}}} ?|\s+")  # one space belongs to what it follows, as spaCy has it


class BoundedTokenizer:
    """Tokenises what stands between white space, in pieces of at most `LONGEST_RUN` characters."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._pieces: Remembered[tuple[list[int], list[bool]]] = Remembered(self._tokens)

    def __call__(self, text: str) -> Doc:
        """Tokenise `text`; the document's text is the same to the letter."""
        pieces = list(map(self._pieces.__getitem__, _PIECES.findall(text)))
        orths: list[Any] = list(chain.from_iterable([orths for orths, _ in pieces]))  # spaCy takes numbers for words
        return Doc(
            self._tokenizer.vocab, words=orths, spaces=list(chain.from_iterable([spaces for _, spaces in pieces]))
        )

    def _tokens(self, piece: str) -> tuple[list[int], list[bool]]:
        """Give the tokens of a piece, by their numbers in the vocabulary, and after which of them a space stands."""
        spaced = piece[-1] == " " and not piece.isspace()
        doc = self._tokenizer(piece[:-1] if spaced else piece)
        return [token.orth for token in doc], [*(bool(token.whitespace_) for token in doc[:-1]), spaced]
