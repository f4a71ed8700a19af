"""spaCy's tokenizer with a bound on what it takes at once, and with marks parted from words that touch them.

Its time grows with the square of a run without a space; and it leaves `said,“Stop` in one piece.
"""

from __future__ import annotations

import re

from spacy.lang.en import English
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
from spacy.util import compile_infix_regex

LONGEST_RUN = 100  # characters without white space; an ordinary word or address is shorter
_REMEMBERED_SPELLINGS = 200_000
_TOUCHING = (r"(?<=\w)[.,:;!?](?=[\"“„«])", r"(?<=[\w.,:;!?])[\"“”„«»](?=\w)")  # a missing space beside a mark
_INFIXES = compile_infix_regex([*(English.Defaults.infixes or ()), *_TOUCHING]).finditer
_LONG_RUN = re.compile(rf"(?<!\S)\S{{{LONGEST_RUN + 1},}}")


class BoundedTokenizer:
    """Cuts runs without white space into pieces of `LONGEST_RUN` characters before it tokenises."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        tokenizer.max_cache_size = _REMEMBERED_SPELLINGS  # the names of the tables alone would fill spaCy's 10,000
        tokenizer.infix_finditer = _INFIXES
        self._tokenizer = tokenizer

    def __call__(self, text: str) -> Doc:
        """Tokenise `text`; the document's text is the same to the letter."""
        cuts = [
            at for run in _LONG_RUN.finditer(text) for at in range(run.start() + LONGEST_RUN, run.end(), LONGEST_RUN)
        ]
        if not cuts:
            doc: Doc = self._tokenizer(text)
            return doc
        words: list[str] = []
        spaces: list[bool] = []
        for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True):
            for token in self._tokenizer(text[start:end]):
                words.append(token.text)
                spaces.append(bool(token.whitespace_))
        return Doc(self._tokenizer.vocab, words=words, spaces=spaces)
