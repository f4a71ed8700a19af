"""Files of the corpus to statements; what is received twice or cannot be read is listed with its reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline import reading, store
from pipeline.errors import DemarcheError
from pipeline.memo import Memo, code_version, digest
from pipeline.reading.corpus import Entry, Intake, Reading, inventory, read_entry, take_in
from pipeline.reading.statements import Desk
from pipeline.stages import progress, run, say

USED_CONFIGS = ("ingest.yaml", "publishers.yaml", "actors.yaml")
LIBRARIES = ("trafilatura", "htmldate", "feedparser", "pypdf", "openpyxl", "ftfy", "charset-normalizer", "py3langid")
SHOWN_REJECTS = 20


def reading_version(configs: Path) -> str:
    """Give a hash of all that reading a file depends on besides the file: code, configuration, libraries."""
    package = Path(str(reading.__file__)).parent
    code = code_version(package, package.parent / "domain.py", package.parent / "config.py")
    return digest(
        code, [(configs / name).read_text(encoding="utf-8") for name in USED_CONFIGS], [_version(x) for x in LIBRARIES]
    )


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return ""


def read_corpus(folder: Path, desk: Desk, configs: Path, memo: Path) -> Intake:
    """Read the corpus; a file that was read before with the same code and configuration is not read again."""
    stock = inventory(folder, desk)
    known = reading_version(configs)
    with Memo(memo) as results:
        return take_in(stock, desk, _remembered(results, known, desk, len(stock.entries)), folder=folder.as_posix())


def _remembered(results: Memo, known: str, desk: Desk, total: int) -> Callable[[Iterable[Entry]], Iterator[Reading]]:
    def read(entries: Iterable[Entry]) -> Iterator[Reading]:
        keyed = ((digest(known, entry.digest()), entry) for entry in entries)
        for row in results.map(progress(keyed, "Reading", total), lambda entry: read_entry(entry, desk).as_json()):
            reading = Reading.from_json(row)
            del row  # a large archive need not be held twice
            yield reading

    return read


def counts(intake: Intake) -> dict[str, Any]:
    """Give the figures of an intake: units_read = statements + duplicates + rejects."""
    asides = Counter(s.language if s.aside.startswith("language") else s.genre for s in intake.statements if s.aside)
    return {
        "files": intake.files,
        "files_ignored": len(intake.ignored),
        "documents": intake.documents,
        "units_read": intake.units,
        "statements": len(intake.statements),
        "duplicates": len(intake.duplicates),
        "rejects": len(intake.rejects),
        "by_genre": dict(sorted(Counter(s.genre for s in intake.statements).items())),
        "by_date_basis": dict(sorted(Counter(s.date_basis for s in intake.statements).items())),
        "set_aside": dict(sorted(asides.items())),
        "with_other_sources": sum(bool(s.reprints) for s in intake.statements),
    }


def main(
    statements: Annotated[Path, typer.Option(help="Folder of statement files.")],
    configs: Annotated[Path, typer.Option(help="Folder of configuration files.")],
    memo: Annotated[Path, typer.Option(help="Remembered results, SQLite; safe to delete.")],
    out: Annotated[Path, typer.Option(help="Statements, Parquet.")],
    duplicates: Annotated[Path, typer.Option(help="Duplicates, JSON lines.")],
    rejects: Annotated[Path, typer.Option(help="Rejects, JSON lines.")],
    metrics: Annotated[Path, typer.Option(help="Counts, JSON.")],
) -> None:
    """Read every file of the corpus."""
    desk = Desk.open(configs)
    intake = read_corpus(statements, desk, configs, memo)
    store.write_statements(out, intake.statements)
    store.write_duplicates(duplicates, intake.duplicates)
    store.write_rejects(rejects, intake.rejects)
    figures = counts(intake)
    store.write_json(metrics, figures)
    for reject in intake.rejects[:SHOWN_REJECTS]:
        say(f"rejected {reject.file}: {reject.place} {reject.reason}; {reject.remedy}")
    if len(intake.rejects) > SHOWN_REJECTS:
        say(f"… and {len(intake.rejects) - SHOWN_REJECTS} more rejects, see {rejects}")
    aside = sum(figures["set_aside"].values())
    say(
        f"ingest: {intake.files} files, {intake.documents} documents; {intake.units} units read = "
        f"{len(intake.statements)} statements + {len(intake.duplicates)} duplicates + {len(intake.rejects)} rejects"
        + (f"; {aside} statements set aside" if aside else "")
    )
    if not intake.statements:
        raise DemarcheError(f"{statements}: holds no readable statement; see {rejects}")
    if intake.reject_share > desk.settings.max_reject_share:
        raise DemarcheError(
            f"{len(intake.rejects)} of {intake.documents} documents were rejected, more than the share of "
            f"{desk.settings.max_reject_share:.0%} that configs/ingest.yaml allows (max_reject_share); the reasons are in {rejects}"
        )


if __name__ == "__main__":
    run(main)
