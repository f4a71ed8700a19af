"""The hand tool beside `dvc repro`: thin commands over the same functions."""

from __future__ import annotations

import difflib
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline import config, corpus_commands, store
from pipeline.domain import GENRES, UNBINDING, Shift, Statement
from pipeline.errors import DemarcheError, UnknownActorError
from pipeline.printing import DayOption, Format, FormatOption, check_day, check_full_day, emit, show
from pipeline.project import Project
from pipeline.reading.cleaning.decoding import decode
from pipeline.stages import progress, say
from pipeline.tracking.history import formula_uses, series

if TYPE_CHECKING:
    from pipeline.rendering import Section  # loads spaCy, which most commands do without

_GENRES = tuple(genre for genre in GENRES if genre not in UNBINDING)
app = typer.Typer(
    add_completion=False, no_args_is_help=True, help="Reads diplomatic statements and tracks their tone.",
    pretty_exceptions_enable=False,
)  # fmt: skip


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


def state_codes(project: Project, text: str) -> str:
    """Give the codes, joined by `;`, of the states and bodies that a user names.

    Raises:
        typer.BadParameter: One is not known; with near names.
    """
    try:
        return ";".join(find_code(project, part.strip()) for part in text.split(";") if part.strip())
    except UnknownActorError as error:
        raise typer.BadParameter(str(error), param_hint="--state") from None


def content(name: str) -> bytes:
    """Give a file's bytes; `-` is standard input.

    Raises:
        DemarcheError: The file cannot be opened.
    """
    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise DemarcheError(f"{name}: {error.strerror}; check the path") from None


def documents(project: Project, name: str, day: str, source: str, **known: str) -> list[Statement]:
    """Make the statements of a document of any format that the corpus takes.

    Plain text that is no transcript stays as it is, so that offsets are those of the file.

    Args:
        known: More that the user knows of it: `speaker`, `state` (codes joined by `;`), `genre`.

    Raises:
        DemarcheError: The file cannot be opened, or nothing in it can be read.
    """
    from pipeline.reading.corpus import read_file
    from pipeline.reading.statements import Desk

    data = content(name)
    label = "standard input" if name == "-" else name
    fields = {key: value for key, value in {"date": day, "source": source, **known}.items() if value}
    reading = read_file(data, "standard-input.txt" if name == "-" else name, fields, Desk.open(project.configs))
    for reject in reading.rejects:
        say(f"note: {label}: {reject.place} {reject.reason}; {reject.remedy}")
    plain = PurePosixPath(name).suffix.lower() in ("", ".txt", ".text") and not data.lstrip().startswith(b"---")
    if plain and len(reading.statements) == 1 and not reading.statements[0].turn:
        return [replace(reading.statements[0], text=decode(data, label))]
    if reading.rejects and not reading.statements:
        raise DemarcheError(f"{label}: nothing in it can be read")
    return [statement for statement in reading.statements if statement.genre != "matter"]


@app.command()
def read(
    files: Annotated[list[str], typer.Argument(help="Documents, or - for standard input.")],
    form: FormatOption = Format.TABLE,
    day: DayOption = "",
    source: Annotated[str, typer.Option(help="Where the text is from.")] = "",
    speaker: Annotated[str, typer.Option(help="Whose words the text is.")] = "",
    state: Annotated[str, typer.Option(help="State or body for whom they speak: codes or names, joined by ;.")] = "",
    genre: Annotated[str, typer.Option(help=f"{', '.join(_GENRES)}, where the text does not show it.")] = "",
    explain: Annotated[
        bool, typer.Option("--explain", help="Say how each remark was found and its tone decided.")
    ] = False,
    page: Annotated[
        Path | None, typer.Option("--html", help="Also write a page with the remarks marked in the text.")
    ] = None,
) -> None:
    """Extract and score the remarks of any document, without touching the corpus."""
    from pipeline.language.reader import Reader
    from pipeline.rendering import Section, explanation
    from pipeline.tone.scorer import Scorer

    check_full_day(day, "--date")
    if genre and genre not in _GENRES:
        raise typer.BadParameter(f"{genre!r} is none of {', '.join(_GENRES)}", param_hint="--genre")
    if page and any(name != "-" and Path(name).resolve() == page.resolve() for name in files):
        raise DemarcheError(f"{page}: is itself to be read; choose another file for --html")
    project = Project.find()
    scale = config.load(project.configs / "scale.yaml", config.Scale)
    known = {"speaker": speaker, "state": state_codes(project, state), "genre": genre}
    read_files = [statement for name in files for statement in documents(project, name, day, source, **known)]
    reader, scorer = (
        Reader(project.configs, project.lexicon),
        Scorer.load(project.configs, project.lexicon, project.model),
    )
    silent = 0
    sections = []
    for statement in progress(read_files, "Reading", len(read_files)):
        if statement.aside:
            say(f"note: {heading(statement)}: set aside: {statement.aside}")
        if (speaker or state) and statement.genre == "report" and not (genre or statement.turn):
            say(
                f"note: {heading(statement)}: read as a report; if “we” are the speaker's, say --genre speech or release"
            )
        remarks = reader.remarks(statement)
        rows = [store.tone_row(r, t) for r, t in zip(remarks, scorer.score(remarks), strict=True)]
        if page:
            sections.append(Section(heading(statement), statement.text, rows))
        if form is Format.JSONL:
            emit(rows)
            continue
        if rows:
            show(heading(statement), *remark_table(project, rows))
            for row in rows if explain else ():
                print(f"“{' '.join(row['phrase'].split())}”", *explanation(row, scale), sep="\n  ", end="\n\n")
        elif statement.turn:
            silent += 1
        else:
            say(f"no remark found in: {heading(statement)}")
    if silent:
        say(f"no remark found in {silent} turns")
    if page:
        write_page(page, sections, scale)


def write_page(page: Path, sections: Sequence[Section], scale: config.Scale) -> None:
    """Write the page of marked statements.

    Raises:
        DemarcheError: The file cannot be written.
    """
    from pipeline.rendering import marked_page

    try:
        page.write_bytes(marked_page(sections, scale).encode())
    except OSError as error:
        raise DemarcheError(f"{page}: {error.strerror}; choose another file for --html") from None


def heading(statement: Statement) -> str:
    """Name a statement for people; a turn by its number and speaker."""
    name = statement.title or statement.source or statement.file
    if not statement.turn:
        return name
    return f"{name}: {statement.turn}. {statement.speaker}" + (f" ({statement.state})" if statement.state else "")


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
    texts = [(name, decode(content(name), name)) for name in files]
    for name, text in progress(texts, "Reading", len(texts)):
        rows = [{"file": name, **asdict(p)} for p in reader.passages(Statement.plain(text, source=name))]
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
                source_of(sources[row["statement_id"]]),
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


def source_of(statement: Statement) -> str:
    """Name a statement's sources for people."""
    others = dict.fromkeys(reprint.source or reprint.url for reprint in statement.reprints)
    return "; ".join([statement.source, *others])


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
    """Say what is out of date and why, what was rejected or received again, and what is kept but not read."""
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
    rejects = outcome(project, "rejects")
    print(f"{len(rejects)} documents rejected." if rejects else "Nothing rejected.")
    listed([f"{row['file']}: {row['place']} {row['reason']}; {row['remedy']}" for row in rejects])
    again = outcome(project, "duplicates")
    if again:
        print(f"{len(again)} statements were received again.")
        listed([f"{row['file']} {row['place']}".strip() + f" repeats {row['of_file']}" for row in again])
    statements = project.outputs / "statements.parquet"
    aside = (
        Counter(s.aside for s in store.read_statements(statements) if s.aside) if statements.is_file() else Counter()
    )
    for reason, count in sorted(aside.items()):
        print(f"{count} statements are kept and not read: {reason}.")


def outcome(project: Project, name: str) -> list[dict[str, Any]]:
    """Give the rows of one of the lists that ingest leaves, none where it has not run."""
    file = project.outputs / f"{name}.jsonl"
    return store.read_jsonl(file) if file.is_file() else []


def listed(lines: Sequence[str], shown: int = 20) -> None:
    """Print lines, indented, the first `shown` of them."""
    for line in lines[:shown]:
        print(f"  {line}")
    if len(lines) > shown:
        print(f"  … and {len(lines) - shown} more")


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


corpus_commands.register(app)

if __name__ == "__main__":
    main()
