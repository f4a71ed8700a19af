"""Single sentences to scored remarks: what `demarche score` gives, and what training and evaluation see."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.domain import Remark, Statement, Tone, statement_id
from pipeline.language.discourse import NOBODY, Speaker
from pipeline.language.reader import Reader
from pipeline.tone.labels import Label
from pipeline.tone.lexicon import Formula
from pipeline.tone.scorer import Scorer, features_text


def read_sentence(reader: Reader, text: str, day: str = "", speaker_country: str = "") -> list[Remark]:
    """Read a sentence on its own; words that it attributes to nobody are those of `speaker_country`."""
    statement = Statement(
        statement_id=statement_id(text), text=text, date=day, date_end=day, date_basis="stated" if day else "unknown", genre="turn"
    )  # fmt: skip
    own = Speaker(speaker_country, authority="government", codes=(speaker_country,)) if speaker_country else NOBODY
    return reader.remarks(statement, own, every_sentence=True)


def best_remark(label: Label, scored: Sequence[tuple[Remark, Tone]]) -> tuple[Remark, Tone] | None:
    """Give the placed remark that fits the label's actor and target best, the most extreme first."""
    placed = [(remark, tone) for remark, tone in scored if tone.rung is not None]
    if not placed:
        return None

    def fit(pair: tuple[Remark, Tone]) -> tuple[int, int]:
        remark, tone = pair
        return _shared(remark.actor, label.actor) + _shared(remark.target, label.target), abs(tone.rung or 0)

    return max(placed, key=fit)


def _shared(one: str, other: str) -> int:
    return bool(set(one.split(";")) & set(other.split(";")) - {""})


def training_examples(
    reader: Reader, labels: Sequence[Label], lexicon: dict[str, Formula]
) -> list[tuple[str, int, str]]:
    """Give (masked text, rung, group) of every labelled sentence with a rung: as a whole, and as read.

    The passage that reading finds in the sentence is a second example of the same group, because passages are what
    the classifier is asked about.
    """
    examples: list[tuple[str, int, str]] = []
    for label in labels:
        if label.rung is None:
            continue
        remarks = read_sentence(reader, label.text)
        whole = reader.masked(label.text)
        examples.append((whole, label.rung, label.group))
        overlapping = [r for r in remarks if _overlaps(r, label)]
        if overlapping:
            text = features_text(overlapping[0], lexicon)
            if text != whole:
                examples.append((text, label.rung, label.group))
    return examples


def _overlaps(remark: Remark, label: Label) -> bool:
    start = label.text.find(label.phrase)
    return remark.start < start + len(label.phrase) and start < remark.end


def score_sentence(
    reader: Reader, scorer: Scorer, text: str, day: str = "", speaker_country: str = ""
) -> list[tuple[Remark, Tone]]:
    """Read and score one sentence."""
    remarks = read_sentence(reader, text, day, speaker_country)
    return list(zip(remarks, scorer.score(remarks), strict=True))
