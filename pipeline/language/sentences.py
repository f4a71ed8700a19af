"""Sentence boundaries: spaCy's sentencizer, mended where quotation marks, abbreviations and line breaks mislead it."""

from __future__ import annotations

from spacy.language import Language
from spacy.pipeline import Sentencizer
from spacy.tokens import Doc

_OPENERS = frozenset("“‘«„「『(")
_CLOSERS = frozenset("”’»」』)\"'")
_ABBREVIATIONS = frozenset({"no", "nos", "art", "para", "res", "op", "sec"})


@Language.factory("demarche_sentences")
def make_sentences(nlp: Language, name: str) -> Sentences:
    """Build the component; it has no settings."""
    return Sentences()


class Sentences:
    """Sets `token.is_sent_start`."""

    def __init__(self) -> None:
        self._sentencizer = Sentencizer()

    def __call__(self, doc: Doc) -> Doc:
        """Split `doc`, keeping an opening mark with its sentence and a closing mark with the one before."""
        if not len(doc):
            return doc
        self._sentencizer(doc)
        starts = [sentence.start for sentence in doc.sents]
        for start in starts[1:]:
            self._mend(doc, start)
        for token in doc:
            if token.is_space and "\n" in token.text and token.i + 1 < len(doc):
                doc[token.i + 1].is_sent_start = True
        return doc

    def _mend(self, doc: Doc, start: int) -> None:
        before, first = doc[start - 1], doc[start]
        if before.text in _OPENERS or (before.text in "\"'" and doc[start - 2].whitespace_ and not before.whitespace_):
            first.is_sent_start = False  # "They left. “We" → the mark belongs to what follows
            before.is_sent_start = True
            return
        stop = start - 1
        while stop > 0 and doc[stop].text in _CLOSERS:
            stop -= 1
        abbreviation = doc[stop].text == "." and stop > 0 and doc[stop - 1].lower_ in _ABBREVIATIONS and first.like_num
        if abbreviation or first.is_lower or first.text in ",;:" or (doc[stop].text == "…" and not first.is_title):
            first.is_sent_start = False
