"""Sentence boundaries, where quotation marks, abbreviations, initials and line breaks mislead spaCy's sentencizer."""

from __future__ import annotations

import numpy as np
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.language.words import BREAK, DET, MARK, PRON, PUNCT, SPACE, TERMINAL, UPPER, WORD, Words, words_of

_CLOSERS = frozenset(("”", "’", "»", "」", "』", ")", '"', "'", "''", "’’", "]", "“", "‘"))
_ABBREVIATIONS = frozenset(
    "a.i no nos art para res op sec mr mrs ms dr sen sens rep reps gen gov govs st lt col sgt prof hon vs etc jr sr adm capt rev fig vol pp cf inc ltd co corp dept".split()
)
_GOES_ON = np.uint64(2**64 - 1)  # -1 as spaCy's columns have it
_OPENS_SENTENCE = PRON | DET  # behind an abbreviation: "… in the U.S. They …"
LONGEST_SENTENCE = 300  # tokens; longer ones are lists or hostile, and looking through them must stay cheap
_FIRST_MARKS = frozenset(
    ("“", "‘", "«", "„", "「", "『", "(", "'", "’", "-", "–", "—", "[")
)  # a sentence may begin with these


@Language.factory("demarche_sentences")
def make_sentences(nlp: Language, name: str) -> Sentences:
    """Build the component; it has no settings."""
    return Sentences()


class Sentences:
    """Sets `token.is_sent_start`, and the words' columns that the components after it use."""

    def __call__(self, doc: Doc) -> Doc:
        """Split `doc`, keeping an opening mark with its sentence and a closing mark with the one before."""
        if not len(doc):
            return doc
        words = words_of(doc)
        starts = sentence_starts(words)
        words.sentences = [*starts, words.count]
        column = np.full((words.count, 1), _GOES_ON)  # one call; setting token by token asks the whole text each time
        column[starts] = 1
        return doc.from_array([SENT_START], column)  # type: ignore[arg-type]


def sentence_starts(words: Words) -> list[int]:
    """Give the first token of every sentence, the document's first among them."""
    kind, count = words.kind, words.count
    starts = [0]
    done = 0  # how far the last terminal has looked
    ends = [at for at, bits in enumerate(kind) if bits & (BREAK | TERMINAL)]
    for at in ends:
        if at < done:
            continue
        _cut(words, starts, max(done, starts[-1]), at)
        if kind[at] & BREAK:
            begin = done = at + 1
        else:
            begin, done = _after(words, at)
        if starts[-1] < begin < count:
            starts.append(begin)
    _cut(words, starts, max(done, starts[-1]), count)
    return starts


def _cut(words: Words, starts: list[int], first: int, last: int) -> None:
    """Begin sentences between `first` and `last`, where nothing ends one, so that none is longer than `LONGEST_SENTENCE`."""
    while (at := max(first, starts[-1] + LONGEST_SENTENCE)) < last:
        begin = _pause(words, starts[-1], at)
        if begin < words.count:
            starts.append(begin)
        first = at + 1


def _pause(words: Words, start: int, at: int) -> int:
    """Where a sentence without an end is cut: behind its last comma or semicolon, else right there."""
    for place in range(at, max(start, at - LONGEST_SENTENCE // 2), -1):
        if words.text[place] in (",", ";", ":"):
            return place + 1
    return at


def _after(words: Words, at: int) -> tuple[int, int]:
    """Where the next sentence begins after the terminal at `at` (0 where the sentence goes on), and how far it has looked."""
    text, kind, count = words.text, words.kind, words.count
    nxt = at + 1
    while nxt < count and (kind[nxt] & TERMINAL or (text[nxt] in _CLOSERS and not _opens(words, nxt))):
        nxt += 1
    run = nxt
    while nxt < count and kind[nxt] & SPACE and not kind[nxt] & BREAK:
        nxt += 1
    if nxt >= count:
        return 0, run
    follows = text[nxt]
    if kind[at] & WORD and not (kind[nxt] & UPPER and kind[nxt] & _OPENS_SENTENCE):
        return 0, run
    if at and text[at] == "." and words.lower[at - 1] in _ABBREVIATIONS and words.end[at - 1] == words.start[at]:
        return 0, run
    if follows[:1].islower() or (kind[nxt] & PUNCT and not kind[nxt] & MARK and follows not in _FIRST_MARKS):
        return 0, run
    if text[at] in ("…", "...") and not follows[:1].isupper() and not kind[nxt] & MARK:
        return 0, run
    return nxt, run


def _opens(words: Words, at: int) -> bool:
    """True for a straight mark that stands before a word after a gap: it opens what follows."""
    if words.text[at] in ("“", "‘"):
        return words.end[at - 1] < words.start[at]
    if words.text[at] not in ('"', "'", "''"):
        return False
    gap = words.end[at - 1] < words.start[at]
    return gap and at + 1 < words.count and words.end[at] == words.start[at + 1]
