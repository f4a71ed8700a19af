"""How good the tone scorer is: cross-validated on the labelled sentences, and against the chronicle's codes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline import config, store
from pipeline.language.reader import Reader
from pipeline.stages import run, say
from pipeline.tone.evaluation import cross_validated, on_chronicle
from pipeline.tone.labels import read_chronicle, read_labels
from pipeline.tone.lexicon import read_lexicon


def main(
    labels: Annotated[Path, typer.Option(help="Folder of labelled sentences.")],
    statements: Annotated[Path, typer.Option(help="Statements, Parquet.")],
    tone: Annotated[Path, typer.Option(help="Folder of the tone store.")],
    configs: Annotated[Path, typer.Option(help="Folder of configuration files.")],
    lexicon: Annotated[Path, typer.Option(help="Tone lexicon, CSV.")],
    metrics: Annotated[Path, typer.Option(help="Figures, JSON.")],
    confusion: Annotated[Path, typer.Option(help="Labelled and predicted rung of each sentence, CSV.")],
) -> None:
    """Measure and write the figures."""
    held_out, pairs = cross_validated(
        Reader(configs, lexicon),
        read_labels(labels),
        read_lexicon(lexicon),
        config.load(configs / "modifiers.yaml", config.Modifiers),
        config.stage(configs, config.Score),
        config.stage(configs, config.Train),
    )
    files = {statement.statement_id: statement.file for statement in store.read_statements(statements)}
    chronicle = on_chronicle(store.read_tone(tone), read_chronicle(labels / "chronicle.csv"), files)
    store.write_json(metrics, {"sentences_cross_validated": held_out, "chronicle": chronicle})
    lines = ["rung,predicted", *(f"{pair['rung']},{pair['predicted']}" for pair in pairs)]
    store.write_atomically(confusion, ("\n".join(lines) + "\n").encode())
    whole = held_out["whole"]
    say(
        f"evaluate: {whole['n']} held-out sentences: QWK {whole['qwk']}, MAE {whole['mae']}; "
        f"chronicle: {chronicle['found']:.0%} found, QWK {chronicle['tone']['qwk']}"
    )


if __name__ == "__main__":
    run(main)
