"""How good tone and reading are: held-out labelled sentences, the chronicle's codes, the annotated attributions."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline import config, store
from pipeline.domain import Statement
from pipeline.language.measuring import read_annotated, score_attribution
from pipeline.language.reader import Passage, Reader
from pipeline.stages import run, say
from pipeline.tone.evaluation import between_coders, cross_validated, on_chronicle
from pipeline.tone.labels import read_chronicle, read_labels, read_second
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
    reader = Reader(configs, lexicon)
    labelled = read_labels(labels)
    held_out, pairs = cross_validated(
        reader,
        labelled,
        read_lexicon(lexicon),
        config.load(configs / "modifiers.yaml", config.Modifiers),
        config.stage(configs, config.Score),
        config.stage(configs, config.Train),
    )
    files = {statement.statement_id: statement.file for statement in store.read_statements(statements)}
    chronicle = on_chronicle(store.read_tone(tone), read_chronicle(labels / "chronicle.csv"), files)
    annotated = [line for file in sorted((labels / "attributions").glob("*.txt")) for line in read_annotated(file)]
    attribution = score_attribution(annotated, lambda text: contents(reader.passages(Statement.plain(text))))
    store.write_json(
        metrics,
        {
            "sentences_cross_validated": held_out,
            "chronicle": chronicle,
            "attribution": attribution,
            "coded_twice": between_coders(labelled, read_second(labels / "second.csv")),
        },
    )
    lines = ["rung,predicted", *(f"{pair['rung']},{pair['predicted']}" for pair in pairs)]
    store.write_atomically(confusion, ("\n".join(lines) + "\n").encode())
    whole = held_out["whole"]
    say(
        f"evaluate: {whole['n']} held-out sentences: QWK {whole['qwk']}, MAE {whole['mae']}; "
        f"chronicle: {chronicle['found']:.0%} found, QWK {chronicle['tone']['qwk']}; attribution F1 {attribution['f1']}"
    )


def contents(passages: list[Passage]) -> list[tuple[tuple[int, int], tuple[int, int] | None]]:
    """Give the contents of passages, each with its speaker's place."""
    return [
        ((p.start, p.end), (p.speaker_start, p.speaker_end or 0) if p.speaker_start is not None else None)
        for p in passages
    ]


if __name__ == "__main__":
    run(main)
