"""Statements to remarks; a statement that was read before with the same code and configuration is not read again."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline import store
from pipeline.domain import Statement
from pipeline.language import reader
from pipeline.language.reader import Reader
from pipeline.memo import Memo, code_version, digest
from pipeline.stages import progress, run, say

USED_CONFIGS = (
    "actors.yaml",
    "offices.csv",
    "titles.yaml",
    "cues.csv",
    "cues.yaml",
    "modifiers.yaml",
    "issues.yaml",
    "extract.yaml",
)


def reading_version(configs: Path, lexicon: Path) -> str:
    """Give a hash of all that reading depends on besides the statement."""
    package = Path(reader.__file__).parent
    code = code_version(
        package, *(package.parent / name for name in ("domain.py", "config.py", "remembered.py", "tone/lexicon.py"))
    )
    files = [*(configs / name for name in USED_CONFIGS), lexicon]
    return digest(code, [file.read_text(encoding="utf-8") for file in files])


def main(
    statements: Annotated[Path, typer.Option(help="Statements, Parquet.")],
    configs: Annotated[Path, typer.Option(help="Folder of configuration files.")],
    lexicon: Annotated[Path, typer.Option(help="Tone lexicon, CSV.")],
    memo: Annotated[Path, typer.Option(help="Remembered results, SQLite; safe to delete.")],
    out: Annotated[Path, typer.Option(help="Remarks, Parquet.")],
    metrics: Annotated[Path, typer.Option(help="Counts, JSON.")],
) -> None:
    """Find the remarks of every statement."""
    read = Reader(configs, lexicon)
    version = reading_version(configs, lexicon)
    documents = store.read_statements(statements)

    def compute(statement: Statement) -> list[dict[str, Any]]:
        return [asdict(remark) for remark in read.remarks(statement)]

    with Memo(memo) as results:
        keyed = ((digest(version, asdict(statement)), statement) for statement in documents)
        found = list(progress(results.map(keyed, compute), "Reading", len(documents)))
    remarks = [store.remark_from(row) for rows in found for row in rows]
    store.write_remarks(out, remarks)
    store.write_json(
        metrics,
        {
            "statements": len(documents),
            "statements_set_aside": sum(bool(statement.aside) for statement in documents),
            "questions": sum(statement.genre == "question" for statement in documents),
            "statements_without_remark": sum(not rows for rows in found),
            "remarks": len(remarks),
            "official_remarks": sum(bool(remark.actor) for remark in remarks),
            "remarks_with_target": sum(bool(remark.target) for remark in remarks),
        },
    )
    say(
        f"extract: {len(documents)} statements ({results.computed} computed, {results.remembered} remembered), "
        f"{len(remarks)} remarks"
    )


if __name__ == "__main__":
    run(main)
