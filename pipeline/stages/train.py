"""Labelled sentences to the tone classifier and its model card."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from pipeline import config, store
from pipeline.domain import RUNGS
from pipeline.language.reader import Reader
from pipeline.stages import run, say
from pipeline.tone.classifier import ToneClassifier
from pipeline.tone.labels import Label, read_labels
from pipeline.tone.lexicon import read_lexicon
from pipeline.tone.sentences import training_examples


def main(
    labels: Annotated[Path, typer.Option(help="Folder of labelled sentences.")],
    configs: Annotated[Path, typer.Option(help="Folder of configuration files.")],
    lexicon: Annotated[Path, typer.Option(help="Tone lexicon, CSV.")],
    out: Annotated[Path, typer.Option(help="Folder of the model.")],
) -> None:
    """Train the classifier on all labels."""
    settings = config.stage(configs, config.Train)
    labelled = read_labels(labels)
    examples = training_examples(Reader(configs, lexicon), labelled, read_lexicon(lexicon))
    classifier = ToneClassifier.fit([text for text, _, _ in examples], [rung for _, rung, _ in examples], settings)
    classifier.save(out / "tone.skops")
    store.write_atomically(out / "CARD.md", card(labelled, len(examples), settings).encode())
    say(f"train: {len(labelled)} labelled sentences, {len(examples)} examples, model in {out}")


def card(labelled: list[Label], examples: int, settings: config.Train) -> str:
    """Write the model card."""
    counts = Counter(label.rung for label in labelled)
    rows = "\n".join(f"| {rung:+d} | {counts[rung]} |" for rung in RUNGS)
    return f"""# Tone classifier

**What it is.** {len(RUNGS) - 1} logistic thresholds (Frank and Hall 2001) over TF-IDF of words (1–{settings.word_ngrams}) and characters
({settings.character_ngrams[0]}–{settings.character_ngrams[1]}), scikit-learn, C = {settings.regularisation}. Names of states, persons and media are masked,
so swapping them cannot change a rung. It is asked where the tone lexicon is silent or at odds with itself.

**Data.** {len(labelled)} sentences written for this project and labelled by its codebook, by the one who wrote them
({counts[None]} of them without a remark; they do not train). They are illustrative and quote no one. {examples} training
examples: each sentence whole and, where reading finds its passage, the passage.

| rung | sentences |
|---|---|
{rows}

**Figures.** `outputs/metrics/evaluate.json`, by cross-validation in {settings.folds} folds split by group, so that near-twins never straddle.

**Limits.** English alone. A sixth of the sentences was coded twice (`coded_twice` in the metrics). Irony and allusion are mostly missed.
Ranges rest on uncalibrated probabilities.
"""


if __name__ == "__main__":
    run(main)
