"""Files of the corpus to statements; what cannot be read goes to the rejects with its reason."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline import config, store
from pipeline.errors import DemarcheError
from pipeline.reading.corpus import corpus_files, read_corpus
from pipeline.stages import run, say


def main(
    statements: Annotated[Path, typer.Option(help="Folder of statement files.")],
    configs: Annotated[Path, typer.Option(help="Folder of configuration files.")],
    out: Annotated[Path, typer.Option(help="Statements, Parquet.")],
    rejects: Annotated[Path, typer.Option(help="Rejects, JSON lines.")],
    metrics: Annotated[Path, typer.Option(help="Counts, JSON.")],
) -> None:
    """Read every file of the corpus."""
    settings = config.stage(configs, config.Ingest)
    intake = read_corpus(statements, corpus_files(statements), settings)
    store.write_statements(out, intake.statements)
    store.write_rejects(rejects, intake.rejects)
    read, refused = len(intake.statements), len(intake.rejects)
    store.write_json(metrics, {"files": read + refused, "statements": read, "rejects": refused})
    for reject in intake.rejects:
        say(f"rejected {reject.file}: {reject.place} {reject.reason}; {reject.remedy}")
    say(f"ingest: {read + refused} files, {read} statements, {refused} rejects")
    if not read:
        raise DemarcheError(f"{statements}: holds no readable statement; see {rejects}")
    if intake.reject_share > settings.max_reject_share:
        raise DemarcheError(
            f"{refused} of {read + refused} files were rejected, more than the share of {settings.max_reject_share:.0%} "
            f"that configs/ingest.yaml allows (max_reject_share); the reasons are in {rejects}"
        )


if __name__ == "__main__":
    run(main)
