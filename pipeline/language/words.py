"""The words of a document as plain lists, and what each can be: the ground on which clauses are told apart without a parser.

Looking at spaCy's tokens one by one costs more than tokenising; these columns are made once a document, and what a word
can be is looked up once a spelling.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

import lemminflect
from spacy.attrs import IDX, LENGTH, ORTH
from spacy.tokens import Doc

from pipeline.language import closed_classes as closed
from pipeline.remembered import MOST_SPELLINGS, Remembered

# what a spelling is, whatever the place
UPPER, PUNCT, SPACE, BREAK, DET, PREP, AUX, BE = (1 << k for k in range(8))
PRON, CONJ, SUBORD, REL, NEG, ADV, NUM, MARK = (1 << k for k in range(8, 16))
STOP, COMMA, DAY, MODAL, POSS, WORD, TERMINAL = (1 << k for k in range(16, 23))
# what a spelling can be as a verb
FINITE, BASE, PARTICIPLE, GERUND, NOUN_TOO = (1 << k for k in range(5))


def _kind(spelling: str) -> int:
    word = spelling.lower()
    first = spelling[:1]
    kind = 0
    if spelling.isspace():
        return SPACE | (BREAK if "\n" in spelling else 0)
    if first.isupper():
        kind |= UPPER
    if word in closed.MARKS or spelling in ("''", "``", "’’", "‘‘"):
        return kind | MARK | PUNCT
    if spelling == ",":
        return kind | COMMA | PUNCT
    if spelling in closed.POSSESSIVE:
        return kind | POSS | (AUX | BE if len(spelling) > 1 else PUNCT)
    if not any(char.isalnum() for char in spelling):
        stop = STOP if spelling[:1] in ".!?;:()[]…—–" or spelling == "--" else 0
        return kind | PUNCT | stop | (TERMINAL if spelling in closed.TERMINALS else 0)
    for bit, members in _CLASSES:
        if word in members:
            kind |= bit
    if first.isalpha():
        kind |= WORD
        if first != spelling[-1:] == "." and "." in spelling[1:-1]:
            kind |= TERMINAL  # "U.S.", "p.m.": its full stop may be the sentence's too
        if word.endswith("ly") and len(word) > 4 and not kind & UPPER:
            kind |= ADV
    elif first.isdigit():
        kind |= NUM
    return kind


_CLASSES = (
    (DET, closed.DETERMINERS), (PREP, closed.PREPOSITIONS), (AUX, closed.AUXILIARIES), (BE, closed.BE),
    (PRON, closed.PRONOUNS), (CONJ, closed.CONJUNCTIONS), (SUBORD, closed.SUBORDINATORS), (REL, closed.RELATIVES),
    (NEG, closed.NEGATIONS), (ADV, closed.ADVERBS), (DAY, closed.DAYS), (MODAL, closed.MODALS),
)  # fmt: skip


_HARDLY_NOUNS = frozenset("say says know knows think thinks".split())


def _verb(word: str) -> int:
    """What `word` (lower case) can be as a verb, by lemminflect's tables."""
    if word in closed.FINITE_AUXILIARIES:
        return FINITE
    lemmas = lemminflect.getAllLemmas(word)
    if "VERB" not in lemmas or word in closed.PREPOSITIONS or word in closed.DETERMINERS or word in closed.ADVERBS:
        return 0
    lemma = lemmas["VERB"][0]
    noun = NOUN_TOO if ("NOUN" in lemmas or "ADJ" in lemmas) and word not in _HARDLY_NOUNS else 0
    if word.endswith("ing") and word != lemma:
        return GERUND | noun
    if word == lemma:
        past = lemminflect.getInflection(lemma, "VBD")
        return BASE | noun | (PARTICIPLE | FINITE if word in past and not noun else 0)
    if word.endswith("s") and not word.endswith("ss"):
        return FINITE | noun
    finite = FINITE if word in lemminflect.getInflection(lemma, "VBD") else 0
    return PARTICIPLE | finite | noun


VERBS = Remembered(_verb)
_SPELLINGS: dict[int, tuple[str, str, int]] = {}  # by the number that spaCy has for it, the same in every vocabulary


def _spellings(doc: Doc, orths: list[int]) -> list[tuple[str, str, int]]:
    """Give each token's spelling, the same in lower case, and its kind."""
    try:
        return list(map(_SPELLINGS.__getitem__, orths))
    except KeyError:
        if len(_SPELLINGS) >= MOST_SPELLINGS:
            _SPELLINGS.clear()
        for orth in set(orths).difference(_SPELLINGS):
            text = doc.vocab.strings[orth]
            _SPELLINGS[orth] = text, text.lower(), _kind(text)
        return list(map(_SPELLINGS.__getitem__, orths))


class Words:
    """The tokens of one document, as parallel lists.

    Attributes:
        string: The document's whole text; asking spaCy for it puts it together anew each time.
        text, lower: Spellings as they stand, and in lower case.
        kind: Bits of what the spelling is (`UPPER`, `DET` …).
        start, end: Character offsets.
        sentences: First tokens of the sentences, with the document's length at the end.
    """

    __slots__ = ("count", "end", "kind", "lower", "sentences", "start", "string", "text")

    def __init__(self, doc: Doc) -> None:
        self.count = len(doc)
        self.string: str = doc.user_data.get("text") or doc.text
        columns = doc.to_array([ORTH, IDX, LENGTH])
        spellings = _spellings(doc, columns[:, 0].tolist())
        self.text: list[str] = [text for text, _, _ in spellings]
        self.lower: list[str] = [lower for _, lower, _ in spellings]
        self.kind: list[int] = [kind for _, _, kind in spellings]
        self.start: list[int] = columns[:, 1].tolist()
        self.end: list[int] = (columns[:, 1] + columns[:, 2]).tolist()
        self.sentences: list[int] = [0, self.count]

    def verb(self, at: int) -> int:
        """What the word at `at` can be as a verb (`FINITE`, `BASE` …)."""
        return VERBS[self.lower[at]]

    def at(self, offset: int) -> int:
        """The token that holds the character at `offset`, or the next one after it."""
        return bisect_right(self.end, offset)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The tokens that share a character with `start` to `end`."""
        first = bisect_right(self.end, start)
        return first, bisect_left(self.start, end, first)

    def sentence(self, at: int) -> int:
        """The number of the sentence that holds token `at`."""
        return bisect_right(self.sentences, at, 1, len(self.sentences) - 1) - 1

    def opens_sentence(self, at: int) -> bool:
        """True for the first token of a sentence."""
        number = bisect_left(self.sentences, at)
        return number < len(self.sentences) and self.sentences[number] == at

    def bounds(self, number: int) -> tuple[int, int]:
        """First token of sentence `number` and of the one after it."""
        return self.sentences[number], self.sentences[number + 1]


def words_of(doc: Doc) -> Words:
    """Give the columns of `doc`, made on first use."""
    found: Words | None = doc.user_data.get("words")
    if found is None:
        found = doc.user_data["words"] = Words(doc)
    return found
