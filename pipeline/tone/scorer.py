"""Places remarks on the scale: lexicon and rules first, the classifier where they are silent or at odds."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from pipeline import config
from pipeline.domain import RUNGS, Remark, Tone
from pipeline.tone.classifier import ToneClassifier, median_rung, range_of
from pipeline.tone.lexicon import Formula, read_lexicon
from pipeline.tone.rules import Placement, place


class Scorer:
    """Scores remarks; `classifier` may be swapped for one that has not seen a sentence, to measure honestly."""

    def __init__(
        self,
        lexicon: dict[str, Formula],
        modifiers: config.Modifiers,
        settings: config.Score,
        classifier: ToneClassifier,
    ) -> None:
        self._lexicon, self._intensifiers, self._settings = lexicon, modifiers.intensifiers, settings
        self.classifier = classifier

    @classmethod
    def load(cls, configs: Path, lexicon: Path, model: Path) -> Scorer:
        """Build the scorer from its files.

        Raises:
            ConfigError: A configuration file or the lexicon is at fault.
            MissingOutputError: There is no trained model yet.
        """
        return cls(
            read_lexicon(lexicon),
            config.load(configs / "modifiers.yaml", config.Modifiers),
            config.stage(configs, config.Score),
            ToneClassifier.load(model / "tone.skops"),
        )

    def score(self, remarks: Sequence[Remark]) -> list[Tone]:
        """Give the tone of each remark, in order."""
        placed = [self._placements(remark) for remark in remarks]
        asked = [at for at, placements in enumerate(placed) if not placements or self._apart(placements)]
        distributions, words = self.classifier.judge([features_text(remarks[at], self._lexicon) for at in asked])
        judged = {
            at: (row, moved) for at, row, moved in zip(asked, np.round(distributions, 4).tolist(), words, strict=True)
        }
        return [self._tone(placements, *judged.get(at, ([], []))) for at, placements in enumerate(placed)]

    def _tone(self, placements: list[Placement], probabilities: list[float], moved: list[tuple[str, float]]) -> Tone:
        if placements:
            decided = self._decide(placements, probabilities)
            return Tone(decided.rung, decided.low, decided.high, decided.intensity, (), False, decided.why)
        low, high = range_of(probabilities, self._settings.coverage)
        rung = median_rung(probabilities)
        words = ", ".join(f"{word} {weight:+.2f}" for word, weight in moved)
        why = f"no formula of the lexicon; classifier, by its words ({words})"
        if high - low > self._settings.max_range_rungs:
            return Tone(None, low, high, 0.0, tuple(probabilities), True, f"{why}; range too wide to say")
        return Tone(rung, low, high, 0.0, tuple(probabilities), False, why)

    def _apart(self, placements: list[Placement]) -> list[Placement]:
        """Placements too far from the first for the lexicon alone to decide."""
        return [p for p in placements[1:] if abs(p.rung - placements[0].rung) >= self._settings.disagreement_rungs]

    def _placements(self, remark: Remark) -> list[Placement]:
        """The first formula as the modifiers leave it, then the others of equal standing as they are."""
        entries = [self._lexicon[item.rpartition("@")[0]] for item in remark.formulas]
        if not entries:
            return []
        first = place(entries[0], remark.scope, remark.content, self._intensifiers)
        equals = [entry for entry in entries[1:] if entry.operative == entries[0].operative]
        return [first, *(place(entry, (), remark.content, self._intensifiers) for entry in equals)]

    def _decide(self, placements: list[Placement], probabilities: list[float]) -> Placement:
        first = placements[0]
        apart = self._apart(placements)
        if not apart:
            return first
        centre = median_rung(probabilities)
        nearest = min([first, *apart], key=lambda p: (abs(p.rung - centre), -abs(p.rung)))
        low = min(p.rung for p in (first, nearest))
        high = max(p.rung for p in (first, nearest))
        return Placement(
            nearest.rung, min(nearest.low, low), max(nearest.high, high), nearest.intensity,
            f"{nearest.why}; the lexicon gives {first.rung:+d} and {apart[0].rung:+d}, the classifier is nearer to this",
        )  # fmt: skip


def features_text(remark: Remark, lexicon: dict[str, Formula]) -> str:
    """What the classifier reads: the masked passage and a mark for each formula's rung and each effect upon it."""
    marks = [f"LEX{lexicon[item.rpartition('@')[0]].rung - RUNGS[0]:02d}" for item in remark.formulas]
    marks += [f"SCOPE{item.partition(':')[0].replace('-', '')}" for item in remark.scope]
    return " ".join([remark.content, *marks])
