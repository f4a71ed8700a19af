"""spaCy's tokenizer, asked once a spelling, with a bound on what it takes at once.

spaCy splits between white space and remembers how, but nothing more of a text after its first contraction; and its time grows
with the square of a run without a space.
"""

from __future__ import annotations

import re
from typing import Any

import numpy as np
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc

from pipeline.remembered import Remembered

_TOKEN = np.dtype([("orth", "u8"), ("spaced", "?")])
LONGEST_RUN = 100  # characters without white space; an ordinary word or address is shorter
_PIECES = re.compile(rf"\S{{1,{LONGEST_RUN}}} ?|\s+")  # one space belongs to what it follows, as spaCy has it


class BoundedTokenizer:
    """Tokenises what stands between white space, in pieces of at most `LONGEST_RUN` characters."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._pieces = Remembered(self._tokens)

    def __call__(self, text: str) -> Doc:
        """Tokenise `text`; the document's text is the same to the letter."""
        tokens = np.frombuffer(b"".join(map(self._pieces.__getitem__, _PIECES.findall(text))), _TOKEN)
        words: list[Any] = tokens["orth"].tolist()  # spaCy takes numbers for words
        return Doc(self._tokenizer.vocab, words=words, spaces=tokens["spaced"].tolist())

    def _tokens(self, piece: str) -> bytes:
        """Give the tokens of a piece, packed, since one object a piece is found in memory sooner than many."""
        spaced = piece[-1] == " " and not piece.isspace()
        doc = self._tokenizer(piece[:-1] if spaced else piece)
        tokens = [(token.orth, bool(token.whitespace_)) for token in doc]
        return np.array([*tokens[:-1], (tokens[-1][0], spaced)], _TOKEN).tobytes()
