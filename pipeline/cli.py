"""The hand tool beside `dvc repro`: thin commands over the same functions."""

from __future__ import annotations

import difflib
import json
import re
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from pipeline import config, store
from pipeline.domain import Shift, Statement
from pipeline.errors import DemarcheError, StatementError, UnknownActorError
from pipeline.project import Project
from pipeline.reading.text import decode, plain_statement, read_statement
from pipeline.stages import progress, say
from pipeline.tracking.history import formula_uses, series

app = typer.Typer(
    add_completion=False, no_args_is_help=True, help="Reads diplomatic statements and tracks their tone.",
    pretty_exceptions_enable=False,
)  # fmt: skip


class Format(StrEnum):
    """How a command prints."""

    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"


FormatOption = Annotated[Format, typer.Option("--format", help="table for people, jsonl for programs.")]
DayOption = Annotated[str, typer.Option("--date", help="Day of speech, YYYY-MM-DD, where the text states none.")]


def main() -> None:
    """Run the command line; errors of ours are one line and status 1, wrong use is status 2."""
    try:
        app(standalone_mode=True)
    except DemarcheError as error:
        say(f"error: {error}")
        raise SystemExit(1) from None
    except BrokenPipeError:
        raise SystemExit(0) from None
    except KeyboardInterrupt:
        say("interrupted")
        raise SystemExit(130) from None


def emit(rows: Iterable[dict[str, Any]]) -> None:
    """Print one JSON object a line."""
    for row in rows:
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")


def show(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]], folding: Sequence[str] = ()) -> None:
    """Print a table for people; `folding` names the columns whose text may wrap."""
    table = Table(title=title, title_justify="left", header_style="bold", show_edge=False, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold", no_wrap=column not in folding)
    for row in rows:
        table.add_row(*[re.sub(r"\[", r"\\[", cell) for cell in row])
    Console(width=None if sys.stdout.isatty() else 160).print(table)


def check_day(value: str, option: str) -> str:
    """Give back an ISO day or month or year, or '' for none.

    Raises:
        typer.BadParameter: It is none of these.
    """
    if value and not re.fullmatch(r"\d{4}(-\d\d){0,2}", value):
        raise typer.BadParameter(f"{value!r} is not YYYY, YYYY-MM or YYYY-MM-DD", param_hint=option)
    return value


def find_code(project: Project, text: str) -> str:
    """Give the code of an actor that a user names by code or name.

    Raises:
        UnknownActorError: With near names.
    """
    names = config.actors(project.configs).codes()
    if text.upper() in names:
        return names[text.upper()]
    near = difflib.get_close_matches(text.upper(), list(names), n=3, cutoff=0.7)
    raise UnknownActorError(text, sorted({names[name] for name in near}))


def texts(files: Sequence[str]) -> Iterable[tuple[str, str]]:
    """Give (name, text) of each file; `-` is standard input.

    Raises:
        StatementError: A file is not UTF-8 text.
        DemarcheError: A file cannot be opened.
    """
    for name in files:
        if name == "-":
            data = sys.stdin.buffer.read()
        else:
            try:
                data = Path(name).read_bytes()
            except OSError as error:
                raise DemarcheError(f"{name}: {error.strerror}; check the path") from None
        yield name, decode(data, name)


def document(name: str, text: str, day: str, source: str) -> Statement:
    """Make a statement of a document: with its front matter where it has one, else as plain text."""
    if text.startswith("---\n"):
        try:
            return read_statement(text.encode(), name)
        except StatementError as error:
            say(f"note: {error}; read as plain text")
    return plain_statement(text, source=source or name, day=day)


@app.command()
def read(
    files: Annotated[list[str], typer.Argument(help="Documents, or - for standard input.")],
    form: FormatOption = Format.TABLE,
    day: DayOption = "",
    source: Annotated[str, typer.Option(help="Where the text is from.")] = "",
) -> None:
    """Extract and score the remarks of any document, without touching the corpus."""
    from pipeline.language.reader import Reader
    from pipeline.tone.scorer import Scorer

    if check_day(day, "--date") and len(day) != 10:
        raise typer.BadParameter(f"{day!r} is not YYYY-MM-DD", param_hint="--date")
    project = Project.find()
    documents = [document(name, text, day, source) for name, text in texts(files)]
    reader, scorer = (
        Reader(project.configs, project.lexicon),
        Scorer.load(project.configs, project.lexicon, project.model),
    )
    for statement in progress(documents, "Reading", len(documents)):
        remarks = reader.remarks(statement)
        rows = [store.tone_row(r, t) for r, t in zip(remarks, scorer.score(remarks), strict=True)]
        if form is Format.JSONL:
            emit(rows)
            continue
        name = statement.title or statement.source or statement.file
        if rows:
            show(name, *remark_table(project, rows))
        else:
            say(f"no remark found in: {name}")


def remark_table(project: Project, rows: Sequence[dict[str, Any]]) -> tuple[Any, ...]:
    """Give columns, rows and folding columns of a table of remarks."""
    scale = config.load(project.configs / "scale.yaml", config.Scale)
    return (
        ("date", "who", "of whom", "tone", "wording", "known", "decided by"),
        [
            (
                row["date"] or "unknown",
                row["actor"] or f"({row['authority']})",
                row["target"] or "-",
                tone_words(scale, row),
                row["phrase"],
                ("formerly, " if row["historic"] else "") + f"{row['evidentiality']}, {row['directness']}",
                row["trace"],
            )
            for row in rows
        ],
        ("wording", "decided by", "known"),
    )


def tone_words(scale: config.Scale, row: dict[str, Any]) -> str:
    """Name a rung for people: `−5 condemnation`."""
    if row["rung"] is None:
        return "abstained" if row["abstained"] else "none"
    return f"{row['rung']:+d} {scale.name(row['rung'])}"


@app.command()
def quotes(
    files: Annotated[list[str], typer.Argument(help="Documents, or - for standard input.")],
    form: FormatOption = Format.TABLE,
) -> None:
    """List every attributed passage, with a tone or without."""
    from pipeline.language.reader import Reader

    project = Project.find()
    reader = Reader(project.configs, project.lexicon)
    documents = list(texts(files))
    for name, text in progress(documents, "Reading", len(documents)):
        rows = [{"file": name, **asdict(p)} for p in reader.passages(document(name, text, "", name))]
        if form is Format.JSONL:
            emit(rows)
            continue
        cells = [(r["speaker"] or "-", r["cue"] or "-", r["directness"], text[r["start"] : r["end"]]) for r in rows]
        show(name, ("speaker", "cue", "directness", "passage"), cells, ("speaker", "passage"))


@app.command()
def score(
    text: Annotated[str, typer.Argument(help="A sentence.")] = "",
    source: Annotated[Path | None, typer.Option("--input", help='JSON lines {"id", "text"}.', exists=True)] = None,
    form: FormatOption = Format.TABLE,
    explain: Annotated[bool, typer.Option("--explain", help="Say how each rung was decided.")] = False,
) -> None:
    """Score sentences."""
    from pipeline.language.reader import Reader
    from pipeline.tone.scorer import Scorer
    from pipeline.tone.sentences import score_sentence

    if bool(text) == bool(source):
        raise typer.BadParameter("give either a sentence or --input FILE.jsonl")
    project = Project.find()
    items = sentence_items(source) if source else [{"id": "", "text": text}]
    reader, scorer = (
        Reader(project.configs, project.lexicon),
        Scorer.load(project.configs, project.lexicon, project.model),
    )
    speakers = config.actors(project.configs).codes()
    for item in progress(items, "Scoring", len(items)):
        country = speakers.get(str(item.get("speaker_country", "")).upper().replace("_", " "), "")
        scored = score_sentence(reader, scorer, item["text"], str(item.get("date") or ""), country)
        rows = [store.tone_row(remark, tone) for remark, tone in scored]
        if form is Format.JSONL:
            emit([{"id": item["id"], "remarks": rows}])
        elif rows:
            columns, cells, folding = remark_table(project, rows)
            keep = len(columns) if explain else len(columns) - 1
            show(item["text"], columns[:keep], [cell[:keep] for cell in cells], folding)
        else:
            say(f"no remark found in: {item['text']}")


def sentence_items(file: Path) -> list[dict[str, Any]]:
    """Read the input lines of `demarche score`.

    Raises:
        DemarcheError: With file and line, where a line is not an object with id and text.
    """
    items = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            item = json.loads(line)
            if not isinstance(item["text"], str) or "id" not in item:
                raise KeyError
        except (json.JSONDecodeError, KeyError, TypeError):
            raise DemarcheError(f'{file}: line {number}: needs a JSON object with "id" and "text"') from None
        items.append(item)
    return items


@app.command()
def history(
    actor: Annotated[str, typer.Argument(help="Code or name: CHN, China.")],
    target: Annotated[str, typer.Argument(help="Code or name.")] = "",
    since: Annotated[str, typer.Option(help="From this day, month or year on.")] = "",
    until: Annotated[str, typer.Option(help="Up to this day.")] = "",
    form: FormatOption = Format.TABLE,
) -> None:
    """Show the series of an actor, its shifts, and the first and last use of each formula."""
    project = Project.find()
    who, whom = find_code(project, actor), find_code(project, target) if target else ""
    since, until = check_day(since, "--since"), check_day(until, "--until")
    rows = series(store.read_tone(project.outputs / "tone", who), who, whom, since, until + "~" if until else "")
    shifts = [
        s
        for s in store.read_shifts(project.outputs / "shifts.jsonl")
        if s.actor == who
        and (not whom or s.target == whom)
        and s.date >= since
        and (not until or s.date <= until + "~")
    ]
    uses = formula_uses(rows)
    if form is Format.JSONL:
        emit({"record": "remark", **row} for row in rows)
        emit({"record": "shift", **store.shift_row(s)} for s in shifts)
        emit({"record": "formula", **asdict(use)} for use in uses)
        return
    if not rows:
        say(f"nothing in the corpus by {who}{' on ' + whom if whom else ''}{' in that time' if since or until else ''}")
        return
    scale = config.load(project.configs / "scale.yaml", config.Scale)
    sources = {s.statement_id: s for s in store.read_statements(project.outputs / "statements.parquet")}
    show(
        f"{who} → {whom or 'all'}: {len(rows)} remarks",
        ("date", "of whom", "tone", "issue", "wording", "speaker", "source"),
        [
            (
                row["date"] or "unknown", row["target"] or "-", tone_words(scale, row), row["issue"] or "-",
                ("(formerly) " if row["historic"] else "") + row["phrase"], row["speaker"],
                sources[row["statement_id"]].source,
            )
            for row in rows
        ],
        ("issue", "wording", "speaker", "source"),
    )  # fmt: skip
    print()
    show_shifts(scale, shifts)
    print()
    show(
        "First and last use of each formula, in this corpus",
        ("tone", "formula", "first", "last", "uses"),
        [(f"{u.rung:+d} {scale.name(u.rung)}", u.formula, u.first, u.last, str(u.count)) for u in uses],
        ("formula",),
    )


def show_shifts(scale: config.Scale, shifts: Sequence[Shift]) -> None:
    """Print a table of shifts, or say that there is none."""
    if not shifts:
        print("No shift by the codebook's rule.")
        return
    show(
        f"Shifts by the codebook's rule: {len(shifts)}",
        ("date", "who", "of whom", "issue", "from", "to", "old wording", "new wording"),
        [
            (
                s.date, s.actor, s.target, s.issue or "-", f"{s.rung_from:+d} {scale.name(s.rung_from)}",
                f"{s.rung_to:+d} {scale.name(s.rung_to)}", s.phrase_from,
                s.phrase_to + (" (first use)" if s.first_use else ""),
            )
            for s in shifts
        ],
        ("issue", "old wording", "new wording"),
    )  # fmt: skip


@app.command()
def shifts(
    actor: Annotated[str, typer.Option(help="Code or name.")] = "",
    target: Annotated[str, typer.Option(help="Code or name.")] = "",
    since: Annotated[str, typer.Option(help="From this day, month or year on.")] = "",
    form: FormatOption = Format.TABLE,
) -> None:
    """List every shift in the store."""
    project = Project.find()
    who, whom = (find_code(project, text) if text else "" for text in (actor, target))
    since = check_day(since, "--since")
    found = [
        s
        for s in store.read_shifts(project.outputs / "shifts.jsonl")
        if (not who or s.actor == who) and (not whom or s.target == whom) and s.date >= since
    ]
    if form is Format.JSONL:
        emit(store.shift_row(s) for s in found)
    elif form is Format.CSV:
        sys.stdout.write(store.csv_text([store.shift_row(s) for s in found]))
    else:
        show_shifts(config.load(project.configs / "scale.yaml", config.Scale), found)


@app.command()
def status() -> None:
    """Say what is out of date and why, and what was rejected and why."""
    project = Project.find()
    lock = project.root / "dvc.lock"
    if lock.is_file() and not lock.read_text(encoding="utf-8").strip():
        raise DemarcheError(
            "dvc.lock is empty: a run was cut off while writing it; run `git checkout -- dvc.lock && dvc repro`"
        )
    done = subprocess.run(
        [sys.executable, "-m", "dvc", "status", "--json"], cwd=project.root, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise DemarcheError(f"dvc status failed: {(done.stderr or done.stdout).strip().splitlines()[-1]}")
    stale = json.loads(done.stdout.strip().splitlines()[-1] if done.stdout.strip() else "{}")
    if not stale:
        print("Everything is up to date.")
    for stage, reasons in stale.items():
        print(f"out of date: {stage}")
        for reason in reasons:
            for line in stale_lines(reason):
                print(f"  {line}")
    if stale:
        print("Run `dvc repro` to bring them up to date.")
    rejects = project.outputs / "rejects.jsonl"
    rows = store.read_jsonl(rejects) if rejects.is_file() else []
    print(f"{len(rows)} files rejected." if rows else "No file rejected.")
    for row in rows:
        print(f"  {row['file']}: {row['place']} {row['reason']}; {row['remedy']}")


def stale_lines(reason: Any) -> list[str]:
    """Turn one reason of `dvc status --json` into lines for people."""
    if isinstance(reason, str):
        return [reason]
    return [
        f"{path}: {how if isinstance(how, str) else json.dumps(how)}"
        for changes in reason.values()
        if isinstance(changes, dict)
        for path, how in changes.items()
    ]


if __name__ == "__main__":
    main()
