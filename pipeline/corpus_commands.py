"""Commands that change the corpus: `demarche add` and `demarche fetch`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Annotated, Any

import typer

from pipeline.adding import Offer, Outcome, offers
from pipeline.adding import add as take_in
from pipeline.domain import Reject
from pipeline.printing import LinesFormat, LinesFormatOption, check_span, emit, show
from pipeline.project import Project
from pipeline.stages import say

LISTED = 20


def register(app: typer.Typer) -> None:
    """Give the commands to the command line."""
    app.command()(add)
    app.command()(fetch)


def add(
    inputs: Annotated[
        list[str], typer.Argument(help="Files, folders, patterns (in quotation marks) or web addresses.")
    ],
    date: Annotated[
        str, typer.Option(help="Day of speech of all of them: YYYY-MM-DD, YYYY-MM, YYYY or FIRST/LAST.")
    ] = "",
    published: Annotated[str, typer.Option(help="Day on which they were published, YYYY-MM-DD.")] = "",
    source: Annotated[str, typer.Option(help="Where they are from.")] = "",
    url: Annotated[str, typer.Option(help="Address of a single document.")] = "",
    title: Annotated[str, typer.Option(help="Title of a single document.")] = "",
    speaker: Annotated[str, typer.Option(help="Whose words they are.")] = "",
    state: Annotated[str, typer.Option(help="State or body for whom they speak, a code or a name.")] = "",
    genre: Annotated[str, typer.Option(help="report, speech, release, joint-statement, readout or commentary.")] = "",
    language: Annotated[str, typer.Option(help="ISO 639-1 code, where detection errs.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would be added.")] = False,
    form: LinesFormatOption = LinesFormat.TABLE,
) -> None:
    """Put statements into the corpus with their metadata; duplicates are named, nothing is overwritten."""
    given = {
        "date": date, "published": published, "source": source, "url": url, "title": title, "speaker": speaker, "state": state,
        "genre": genre, "language": language,
    }  # fmt: skip
    fields = {name: value for name, value in given.items() if value}
    check_span(date, "--date")
    check_span(published, "--published")
    project = Project.find()
    web = [text for text in inputs if text.startswith(("http://", "https://"))]
    local = [text for text in inputs if text not in web]

    def offered() -> Iterator[Offer | Reject]:
        from pipeline.reading.statements import Desk

        yield from offers(local, Desk.open(project.configs), fields)
        if web:
            from pipeline.fetching.visits import pages_at

            yield from pages_at(web, project, fields)

    outcomes = _take_in(project, offered(), form, dry_run=dry_run)
    if any(outcome.rejects and not (outcome.added or outcome.duplicates) for outcome in outcomes):
        raise typer.Exit(1)


def fetch(
    only: Annotated[
        list[str] | None,
        typer.Option("--source", help="Name of a source in configs/sources.yaml; all that are enabled there if none."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Fetch and show, but add nothing.")] = False,
    form: LinesFormatOption = LinesFormat.TABLE,
) -> None:
    """Read the feeds and pages that configs/sources.yaml lists, and add what is new to the corpus."""
    from pipeline.fetching.visits import Round

    project = Project.find()
    visit = Round.open(project, only or [])
    outcomes = _take_in(project, visit.offers(), form, dry_run=dry_run)
    if not dry_run:
        visit.remember()
    if visit.unchanged:
        say(f"{visit.unchanged} pages have not changed since they were last fetched")
    if visit.failures and not outcomes:
        raise typer.Exit(1)


def _take_in(project: Project, offered: Iterable[Offer | Reject], form: LinesFormat, *, dry_run: bool) -> list[Outcome]:
    from pipeline.reading.statements import Desk
    from pipeline.stages.ingest import read_corpus

    desk = Desk.open(project.configs)
    corpus = project.root / "corpus"
    held = read_corpus(corpus / "statements", desk, project.configs, project.root / ".memo" / "ingest.sqlite")
    outcomes: list[Outcome] = []
    for outcome in take_in(offered, corpus, held, desk, dry_run=dry_run):
        outcomes.append(outcome)
        if form is LinesFormat.JSONL:
            emit(_rows(outcome))
    if form is LinesFormat.TABLE:
        _print(outcomes, "Would be added" if dry_run else "Added")
    _sum_up(outcomes, dry_run=dry_run)
    return outcomes


def _rows(outcome: Outcome) -> Iterator[dict[str, Any]]:
    for statement in outcome.added:
        row = {key: value for key, value in asdict(statement).items() if key not in ("text", "reprints")}
        yield {"result": "added", **row, "first_words": statement.text[:80]}
    for duplicate in outcome.duplicates:
        yield {"result": "duplicate", **asdict(duplicate)}
    for reject in outcome.rejects:
        yield {"result": "rejected", **asdict(reject)}


def _print(outcomes: Sequence[Outcome], heading: str) -> None:
    good = [outcome for outcome in outcomes if outcome.added]
    if good:
        rows = [_understood(outcome) for outcome in good[: LISTED * 5]]
        columns = ("file", "statements", "what", "when", "known from", "who", "language")
        show(heading, columns, rows, ("file", "what", "when", "known from", "who"))
        if len(good) > len(rows):
            print(f"… and {len(good) - len(rows)} more files")
    twins = [duplicate for outcome in outcomes for duplicate in outcome.duplicates]
    if twins:
        print()
        show(
            f"Duplicates, not added again: {len(twins)}",
            ("file", "repeats", "how"),
            [
                (
                    f"{d.file}; {d.place}".rstrip("; "), d.of_file,
                    ("to the letter" if d.kind == "exact" else f"nearly ({d.similarity:.0%})")
                    + (", its source is noted" if d.new_source else ""),
                )
                for d in twins[:LISTED]
            ],
            ("file", "repeats", "how"),
        )  # fmt: skip
        if len(twins) > LISTED:
            print(f"… and {len(twins) - LISTED} more; --format jsonl lists all")
    rejects = [(outcome.name, reject) for outcome in outcomes for reject in outcome.rejects]
    for name, reject in rejects[:LISTED]:
        say(f"rejected {name}: {reject.place} {reject.reason}; {reject.remedy}")
    if len(rejects) > LISTED:
        say(f"… and {len(rejects) - LISTED} more rejects; --format jsonl lists all")


def _understood(outcome: Outcome) -> tuple[str, ...]:
    statements = outcome.added
    days = sorted({s.date or s.published for s in statements} - {""})
    basis = Counter(
        f"{s.date_basis}: {s.date_derivation}"
        if s.date_derivation
        else "no date: it enters no series until one is given"
        for s in statements
    )
    genres = Counter(s.genre for s in statements)
    who = Counter(
        s.state or s.speaker or s.source for s in statements if s.genre not in ("question", "chair", "matter")
    )
    languages = Counter(s.language for s in statements)
    return (
        outcome.name,
        str(len(statements)),
        _most(genres),
        f"{days[0]} – {days[-1]}" if len(days) > 1 else "".join(days) or "unknown",
        _most(basis),
        _most(Counter({name: n for name, n in who.items() if name})) or "-",
        _most(languages),
    )


def _most(counted: Counter[str], shown: int = 4) -> str:
    if len(counted) == 1:
        return next(iter(counted))
    words = [f"{name} ×{n}" for name, n in counted.most_common(shown)]
    return ", ".join(words) + (" …" if len(counted) > shown else "")


def _sum_up(outcomes: Sequence[Outcome], *, dry_run: bool) -> None:
    added = sum(len(outcome.added) for outcome in outcomes)
    twins = sum(len(outcome.duplicates) for outcome in outcomes)
    refused = sum(len(outcome.rejects) for outcome in outcomes)
    undated = sum(not (s.date or s.published) for outcome in outcomes for s in outcome.added)
    noted = sum(outcome.reprints for outcome in outcomes)
    say(
        f"{added + twins + refused} read = {added} {'to be added' if dry_run else 'added'} + {twins} duplicates + {refused} rejected"
        + (f"; {noted} further sources noted" if noted else "")
        + (f"; {undated} without a date" if undated else "")
    )
    if (added or noted) and not dry_run:
        say("run `dvc repro` to rebuild the outputs")
