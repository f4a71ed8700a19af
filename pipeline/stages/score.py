"""Remarks to the tone store, one Parquet file an actor."""

from __future__ import annotations

from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline import store
from pipeline.domain import Remark
from pipeline.memo import Memo, code_version, digest
from pipeline.stages import progress, run, say
from pipeline.tone import scorer as scorer_module
from pipeline.tone.scorer import Scorer


def scoring_version(configs: Path, lexicon: Path, model: Path) -> str:
    """Give a hash of all that scoring depends on besides the remarks."""
    code = code_version(Path(scorer_module.__file__).parent)
    files = [configs / "modifiers.yaml", configs / "score.yaml", lexicon]
    return digest(code, [file.read_text(encoding="utf-8") for file in files], (model / "tone.skops").read_bytes().hex())


def main(
    remarks: Annotated[Path, typer.Option(help="Remarks, Parquet.")],
    configs: Annotated[Path, typer.Option(help="Folder of configuration files.")],
    lexicon: Annotated[Path, typer.Option(help="Tone lexicon, CSV.")],
    model: Annotated[Path, typer.Option(help="Folder of the model.")],
    memo: Annotated[Path, typer.Option(help="Remembered results, SQLite; safe to delete.")],
    out: Annotated[Path, typer.Option(help="Folder of the tone store.")],
    metrics: Annotated[Path, typer.Option(help="Counts, JSON.")],
) -> None:
    """Score every remark."""
    scorer = Scorer.load(configs, lexicon, model)
    version = scoring_version(configs, lexicon, model)
    found = store.read_remarks(remarks)
    batches = [list(mine) for _, mine in groupby(found, key=lambda remark: remark.statement_id)]

    def compute(batch: list[Remark]) -> list[dict[str, Any]]:
        return [store.tone_row(remark, tone) for remark, tone in zip(batch, scorer.score(batch), strict=True)]

    with Memo(memo) as results:
        keyed = ((digest(version, [asdict(remark) for remark in batch]), batch) for batch in batches)
        rows = [row for batch in progress(results.map(keyed, compute), "Scoring", len(batches)) for row in batch]
    store.write_tone(out, rows)
    store.write_json(
        metrics,
        {
            "remarks": len(rows),
            "placed": sum(row["rung"] is not None for row in rows),
            "by_lexicon": sum(row["rung"] is not None and not row["probabilities"] for row in rows),
            "by_classifier": sum(row["rung"] is not None and bool(row["probabilities"]) for row in rows),
            "abstained": sum(row["abstained"] for row in rows),
        },
    )
    say(
        f"score: {len(rows)} remarks ({results.computed} statements computed, {results.remembered} remembered), "
        f"{sum(row['abstained'] for row in rows)} abstentions"
    )


if __name__ == "__main__":
    run(main)
