"""The values that attribution gives and works with."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from pipeline.language.wording import FormulaHit

Span = tuple[int, int]
Form = Literal["finite", "passive", "infinitive", "participle", "relative", "noun", "adjective", "frame", "none"]

SPEAKING: tuple[Form, ...] = ("finite", "frame", "passive")  # forms in which somebody speaks on the text's own level


@dataclass(slots=True, eq=False)  # thousands are made for a text, and a frozen one takes five times as long
class Attribution:
    """One attributed passage.

    Attributes:
        cue_start, cue_end: Tokens of the cue; equal where there is none.
        speaker_start, speaker_end: Tokens of the words that name the speaker; equal where there are none.
        start, end: Character offsets of the content; an interrupted quotation reaches from its first part to its last.
        pattern: Which pattern found it, for `--explain`.
        formula: The cue's own formula, where the cue is wording of the tone lexicon.
        form: The cue's grammatical form; `passive` for "was condemned": the subject is then the one addressed.
        asked: True for "called on X to condemn": an act asked for, not done.
        negated: True where the cue itself is denied: "did not say that …".
        classes: The cue's classes, as in `configs/cues.csv`; `tone` for wording of the lexicon, `source` for frames.
        target: Where the cue keeps the one addressed: `object` or a preposition, '' where it has no such place.
        parts: Character offsets of each part of an interrupted or continued quotation; empty where there is but one.
    """

    cue_start: int
    cue_end: int
    speaker_start: int
    speaker_end: int
    start: int
    end: int
    pattern: str
    formula: FormulaHit | None = None
    form: Form = "finite"
    asked: bool = False
    negated: bool = False
    classes: frozenset[str] = field(default=frozenset())
    target: str = ""
    parts: tuple[Span, ...] = ()

    @property
    def cueless(self) -> bool:
        """True for a quotation without any cue."""
        return self.cue_start == self.cue_end

    @property
    def passive(self) -> bool:
        """True for "was condemned"."""
        return self.form == "passive"
