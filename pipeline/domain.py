"""The words everything else speaks: Statement, Remark, Tone, Episode, Shift.

All are immutable values. Dates are ISO 8601 strings ('2017-09-03') or '' where unknown, because a statement may be
dated to a day, a range or not at all, and because strings sort and store the same everywhere.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal, Self

Directness = Literal["direct", "indirect", "scare-quote"]
Evidentiality = Literal["asserted", "reported", "rumoured", "fabricated"]
Act = Literal["verbal", "diplomatic", "material"]
DateBasis = Literal["stated", "relative", "published", "unknown"]

LOWEST_RUNG, HIGHEST_RUNG = -6, 4
RUNGS = tuple(range(LOWEST_RUNG, HIGHEST_RUNG + 1))
UNOFFICIAL = ("rumoured", "fabricated")
OWN_WORDS = ("turn", "speech", "release", "joint-statement")
UNBINDING = ("question", "chair", "matter")
GENRES = ("report", "readout", "commentary", *OWN_WORDS, *UNBINDING)


def statement_id(text: str, place: str = "") -> str:
    """Give the id of a text: sixteen hexadecimal digits of its SHA-256.

    Args:
        place: Of a turn: its meeting and number, which are part of what it is.
    """
    return hashlib.sha256((f"{place}\n{text}" if place else text).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Reprint:
    """Another source of a statement: where the same wording was received again."""

    file: str
    source: str
    url: str
    title: str
    published: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One document, or one speaker's turn in a transcript or meeting record, with its provenance.

    Attributes:
        statement_id: Sixteen hexadecimal digits of the text's SHA-256, so the same text twice is one statement; of a turn
            the digest covers its place too, because "Thank you." said by two ministers is two statements.
        file: Path within the corpus, '' for text that came by another way.
        place: Where in the file: '' for all of it, else 'row 12', 'member a.txt', …
        date: First day on which it was said, '' where only `published` is known.
        date_end: Last day on which it may have been said; equal to `date` for a day.
        date_basis: `stated` where the source gives the day of speech, `published` where only the page's date is known.
        date_precision: `day`, `month`, `year` or `interval`; '' where there is no date.
        date_derivation: Where the date was found, in words: 'front matter', 'heading', 'file name'.
        speaker: Who spoke, as the source has it.
        state: Code of the state or body for whom the text speaks, where the source itself tells; '' otherwise.
        genre: `report` where the text reports what was said; `turn`, `speech`, `release` and `joint-statement` where it is
            the speaker's own words; `readout`; `commentary` of an agency; `question` and `chair` for turns that bind nobody;
            `matter` for headings and stage directions of a transcript.
        language: ISO 639-1 code of the text's language.
        translated_from: ISO 639-1 code of the language that was spoken, where the text is known to be a translation.
        parent: Of a turn: the meeting, by its symbol where it has one, else the id of the whole document.
        turn: Of a turn: its number in the meeting, from 1; 0 otherwise.
        aside: Why the statement is kept and not read for remarks; '' where it is read.
        reprints: Other sources of the same wording.
        text: What character offsets of remarks refer to.
    """

    statement_id: str
    text: str
    file: str = ""
    place: str = ""
    date: str = ""
    date_end: str = ""
    date_basis: DateBasis = "unknown"
    date_precision: str = ""
    date_derivation: str = ""
    published: str = ""
    retrieved: str = ""
    source: str = ""
    url: str = ""
    title: str = ""
    genre: str = "report"
    language: str = "en"
    translated_from: str = ""
    speaker: str = ""
    office: str = ""
    state: str = ""
    venue: str = ""
    occasion: str = ""
    parent: str = ""
    turn: int = 0
    aside: str = ""
    reprints: tuple[Reprint, ...] = ()

    @classmethod
    def plain(cls, text: str, source: str = "", day: str = "") -> Self:
        """Make a statement of any text as it stands, such as one that `demarche read` is given."""
        return cls(
            statement_id=statement_id(text), text=text, source=source, date=day, date_end=day,
            date_basis="stated" if day else "unknown", date_precision="day" if day else "",
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A text that was received again, and the statement that it repeats.

    Attributes:
        of_file: Where that statement was received first.
        similarity: Share of equal wording, 1 for an exact repetition.
        new_source: True where it names a source that the statement did not have yet.
    """

    file: str
    place: str
    statement_id: str
    of_file: str
    kind: Literal["exact", "near"]
    similarity: float
    date: str
    new_source: bool


@dataclass(frozen=True, slots=True)
class Reject:
    """Something that could not be used, why, and what to do about it."""

    file: str
    place: str
    reason: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Remark:
    """One communicative act by one speaker to one target, found in a statement.

    Attributes:
        start: Offset of `phrase` in the statement's text; `text[start:end] == phrase`.
        content: The attributed passage in which the phrase stands, names masked; what the classifier reads.
        formulas: Lexicon entries found in the passage, strongest first, each as `entry@start`.
        scope: What acts on the wording, found while reading and handed to scoring: `negation:did not`,
            `intensifier:firmly`, `conditional:if`, `hedge:reportedly` …
        pattern: Which reading pattern found the remark.
        target: Codes of those whose conduct is addressed, `;`-separated.
        issue: What it is about, by the terms in `configs/issues.yaml`; '' where none fits.
        remark_id: `statement_id:start:target`, the reference that evidence lists carry.
    """

    statement_id: str
    start: int
    end: int
    sentence: str
    date: str
    date_end: str
    date_basis: DateBasis
    speaker: str
    office: str
    authority: str
    actor: str
    media_of: str
    target: str
    phrase: str
    cue: str
    directness: Directness
    evidentiality: Evidentiality
    historic: bool
    act: Act
    reported_by: str
    content: str
    formulas: tuple[str, ...]
    scope: tuple[str, ...]
    pattern: str
    issue: str

    @property
    def remark_id(self) -> str:
        """The reference by which evidence names this remark."""
        return f"{self.statement_id}:{self.start}:{self.target or '-'}"


@dataclass(frozen=True, slots=True)
class Tone:
    """Where a remark's wording stands on the scale.

    Attributes:
        rung: −6…4, None for material acts and where there is no tone to place.
        intensity: Offset within the rung, 0 to 0.4, away from zero.
        probabilities: Eleven probabilities from rung −6 to rung 4; empty where the lexicon alone decided.
        abstained: True where the evidence is too thin to say; the rung is then None.
        trace: Which phrase, rule and modifier decided, in words a reader can check.
    """

    rung: int | None
    rung_low: int | None
    rung_high: int | None
    intensity: float
    probabilities: tuple[float, ...]
    abstained: bool
    trace: str


@dataclass(frozen=True, slots=True)
class Episode:
    """All official remarks of one actor to one target on one issue within the episode's window.

    Attributes:
        rung: The extreme rung, farthest from zero; on a tie the more negative one.
        median: The median rung of the episode's remarks.
        phrase: The wording that carries the extreme rung.
        n: How many remarks the episode holds.
    """

    actor: str
    target: str
    issue: str
    start: str
    end: str
    rung: int
    rung_low: int
    rung_high: int
    median: float
    phrase: str
    n: int
    remark_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shift:
    """Two runs of episodes that differ, with the wording before and after.

    Attributes:
        kind: `escalation` or `de-escalation`.
        method: `codebook`, the rule of section 1 of the codebook.
        date: Onset: the first day of the new tone; it lies between `date_low` and `date_high`.
        p_value: None for the codebook's rule, which tests nothing.
        first_use: True where the new wording's formula had not been used by the actor of the target before.
        evidence: Ids of the remarks before and after that prove it.
    """

    actor: str
    target: str
    issue: str
    kind: str
    method: str
    date: str
    date_low: str
    date_high: str
    rung_from: int
    rung_to: int
    p_value: float | None
    phrase_from: str
    phrase_to: str
    first_use: bool
    evidence: tuple[str, ...]
