"""spaCy's tokenizer, asked once a spelling, with a bound on what it takes at once and with marks parted from words that touch them.

spaCy splits between white space and remembers how, but nothing more of a text after its first contraction; its time grows
with the square of a run without a space; and it leaves `said,“Stop` in one piece.
"""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import ORTH, SPACY
from spacy.lang.en import English
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
from spacy.util import compile_infix_regex

from pipeline.remembered import Remembered

LONGEST_RUN = 100  # characters without white space; an ordinary word or address is shorter
_TOUCHING = (r"(?<=\w)[.,:;!?](?=[\"“„«])", r"(?<=[\w.,:;!?])[\"“”„«»](?=\w)")  # a missing space beside a mark
_INFIXES = compile_infix_regex([*(English.Defaults.infixes or ()), *_TOUCHING]).finditer
_PIECES = re.compile(rf"\S{{1,{LONGEST_RUN}}} ?|\s+")  # one space belongs to what it follows, as spaCy has it


class BoundedTokenizer:
    """Tokenises what stands between white space, in pieces of at most `LONGEST_RUN` characters."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        tokenizer.infix_finditer = _INFIXES
        self._tokenizer = tokenizer
        self._pieces = Remembered(self._tokens)

    def __call__(self, text: str) -> Doc:
        """Tokenise `text`; the document's text is the same to the letter."""
        packed = b"".join(map(self._pieces.__getitem__, _PIECES.findall(text)))
        words, spaces = np.frombuffer(packed, "uint64").reshape(-1, 2).T.tolist()  # spaCy takes numbers for words
        return Doc(self._tokenizer.vocab, words=words, spaces=spaces)

    def _tokens(self, piece: str) -> bytes:
        """Give the tokens of a piece, packed, since one object a piece is found in memory sooner than many."""
        columns: NDArray[np.uint64] = self._tokenizer(piece).to_array([ORTH, SPACY])
        return columns.tobytes()
