"""The hand tool beside `dvc repro`: thin commands over the same functions."""

from __future__ import annotations

import difflib
import json
from collections.abc import Sequence
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline import config, corpus_commands, store
from pipeline.domain import GENRES, UNBINDING, Reject, Statement
from pipeline.errors import DemarcheError, StatementError, UnknownActorError
from pipeline.inputs import (
    STANDARD_INPUT,
    Document,
    check_page,
    content,
    is_plain,
    label,
    named_files,
    read_each,
    tell_failures,
)
from pipeline.presenting import TRACED, heading, remark_table, show_shifts, source_of, tone_words, traced_rows
from pipeline.printing import Commands, DayOption, Format, FormatOption, check_day, check_span, emit, emit_csv, show
from pipeline.project import Project
from pipeline.reading.cleaning.decoding import decode
from pipeline.reading.cleaning.layout import unwrapped
from pipeline.reading.corpus import read_file
from pipeline.reading.dating import span_of
from pipeline.reading.languages import language_name
from pipeline.reading.places import Places
from pipeline.reading.statements import Desk
from pipeline.stages import progress, say
from pipeline.status_command import status
from pipeline.tracking.history import formula_uses, series

if TYPE_CHECKING:
    from pipeline.rendering import Section  # loads spaCy, which most commands do without

_HELP = """Reads diplomatic statements and tracks their tone.

`read`, `quotes` and `score` take any text; `history` and `shifts` ask the corpus, once `dvc repro` has been run; `add` and
`fetch` enlarge it."""
_FILES = "Files of any format that `add` takes, folders or patterns (in quotation marks); - for standard input."
_DAY = "day, month or year (YYYY-MM-DD, YYYY-MM, YYYY)"
_GENRES = tuple(genre for genre in GENRES if genre not in UNBINDING)

app = typer.Typer(
    cls=Commands, add_completion=False, no_args_is_help=True, help=_HELP,
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
    actors = config.actors(project.configs)
    codes = actors.codes()
    if text.upper() in codes:
        return codes[text.upper()]
    near = difflib.get_close_matches(text.upper(), list(codes), n=3, cutoff=0.7)
    names = actors.names()
    raise UnknownActorError(text, [f"{names[code]} ({code})" for code in dict.fromkeys(codes[name] for name in near)])


def state_codes(project: Project, text: str) -> str:
    """Give the codes, joined by `;`, of the states and bodies that a user names.

    Raises:
        typer.BadParameter: One is not known; with near names.
    """
    try:
        return ";".join(find_code(project, part.strip()) for part in text.split(";") if part.strip())
    except UnknownActorError as error:
        raise typer.BadParameter(str(error), param_hint="--state") from None


def documents(desk: Desk, name: str, day: str, source: str, **known: str) -> list[Document]:
    """Make the statements of a document of any format that the corpus takes.

    Plain text that is no transcript stays as it is; of a transcript in plain text it is known where in the file its turns stand.

    Args:
        known: More that the user knows of it: `speaker`, `state` (codes joined by `;`), `genre`.

    Raises:
        DemarcheError: The file cannot be opened, or nothing in it can be read.
    """
    data = content(name)
    given = {key: value for key, value in {"date": day, "source": source, **known}.items() if value}
    reading = read_file(data, label(name), given, desk)
    problems = [f"{label(name)}: {refusal(reject)}" for reject in reading.rejects]
    if len(problems) == 1 and not reading.statements:
        raise DemarcheError(problems[0])
    for problem in problems:
        say(f"note: {problem}")
    found = [statement for statement in reading.statements if statement.genre != "matter"]
    if not found:
        raise DemarcheError(f"{label(name)}: nothing in it can be read")
    if all(statement.aside for statement in found):
        raise DemarcheError(f"{label(name)}: {not_read(found)}")
    if not is_plain(name, data):
        return [Document(statement) for statement in found]
    text = decode(data, label(name))
    if len(reading.statements) == 1 and not found[0].turn:
        return [Document(replace(found[0], text=unwrapped(text)))]
    places = Places(text)
    return [Document(statement, places) for statement in found]


def refusal(reject: Reject) -> str:
    """Say of a file that is known where in it something could not be used, why, and what to do."""
    where = "" if reject.place == "file" else f"{reject.place} "
    return f"{where}{reject.reason}; {reject.remedy}"


def not_read(statements: Sequence[Statement]) -> str:
    """Say in which languages statements are that were set aside, and where it stands which are read."""
    languages = ", ".join(dict.fromkeys(language_name(statement.language) for statement in statements))
    return f"not read: {languages} (configs/ingest.yaml lists the languages that are read); give a translation"


@app.command()
def read(
    files: Annotated[list[str], typer.Argument(help=_FILES)],
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

    check_span(day, "--date")
    if genre and genre not in _GENRES:
        raise typer.BadParameter(f"{genre!r} is none of {', '.join(_GENRES)}", param_hint="--genre")
    project = Project.find()
    desk = Desk.open(project.configs)
    names = named_files(files, desk.settings)
    if page:
        check_page(page, names)
    scale = config.load(project.configs / "scale.yaml", config.Scale)
    known = {"speaker": speaker, "state": state_codes(project, state), "genre": genre}
    read_files, failures = read_each(names, lambda name: documents(desk, name, day, source, **known))
    reader, scorer = (
        Reader(project.configs, project.lexicon),
        Scorer.load(project.configs, project.lexicon, project.model),
    )
    silent = 0
    sections = []
    table: list[dict[str, Any]] = []
    for name, (statement, places) in progress(read_files, "Reading", len(read_files)):
        if statement.aside:
            say(f"note: {heading(statement)}: {not_read([statement])}")
            continue
        if (speaker or state) and statement.genre == "report" and not (genre or statement.turn):
            say(
                f"note: {heading(statement)}: read as a report; if “we” are the speaker's, say --genre speech or release"
            )
        remarks = reader.remarks(statement)
        rows = [store.tone_row(r, t) for r, t in zip(remarks, scorer.score(remarks), strict=True)]
        if page:
            sections.append(Section(heading(statement), statement.text, rows))
        if form is not Format.TABLE:
            traced = traced_rows(name, statement, rows, places)
            if form is Format.JSONL:
                emit(traced)
            else:
                table.extend(traced)
            continue
        if rows:
            show(heading(statement), *remark_table(rows, scale))
            for row in rows if explain else ():
                print(f"“{' '.join(row['phrase'].split())}”", *explanation(row, scale), sep="\n  ", end="\n\n")
        elif statement.turn:
            silent += 1
        else:
            say(f"no remark found in: {heading(statement)}")
    if silent:
        say(f"no remark found in {silent} turns")
    if form is Format.CSV:
        emit_csv(table, TRACED)
    if page:
        write_page(page, sections, scale)
    tell_failures(failures, len(names))


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


@app.command()
def quotes(
    files: Annotated[list[str], typer.Argument(help=_FILES)],
    form: FormatOption = Format.TABLE,
) -> None:
    """List every attributed passage, with a tone or without."""
    from pipeline.language.reader import Passage, Reader

    project = Project.find()
    desk = Desk.open(project.configs)
    names = named_files(files, desk.settings)
    found, failures = read_each(names, lambda name: texts(desk, name))
    reader = Reader(project.configs, project.lexicon)
    table: list[dict[str, Any]] = []
    for name, (statement, _) in progress(found, "Reading", len(found)):
        place = {"file": name, "place": statement.place, "turn": statement.turn}
        rows = [{**place, **asdict(passage)} for passage in reader.passages(statement)]
        if form is Format.JSONL:
            emit(rows)
        elif form is Format.CSV:
            table.extend(rows)
        else:
            cells = [
                (r["speaker"] or "-", r["cue"] or "-", r["directness"], statement.text[r["start"] : r["end"]])
                for r in rows
            ]
            show(heading(statement), ("speaker", "cue", "directness", "passage"), cells, ("speaker", "passage"))
    if form is Format.CSV:
        emit_csv(table, ("file", "place", "turn", *(f.name for f in fields(Passage))))
    tell_failures(failures, len(names))


def texts(desk: Desk, name: str) -> list[Document]:
    """Give a plain text whole, transcripts too, so that offsets are those of the file; of other formats their statements.

    Raises:
        DemarcheError: The file cannot be opened, or nothing in it can be read.
    """
    data = content(name)
    if name != STANDARD_INPUT and not is_plain(name, data):
        return documents(desk, name, "", "")
    return [Document(replace(Statement.plain(unwrapped(decode(data, label(name))), source=name), file=label(name)))]


@app.command()
def score(
    text: Annotated[str, typer.Argument(help="A sentence.")] = "",
    source: Annotated[
        Path | None,
        typer.Option(
            "--input",
            help='File of JSON lines {"id", "text"}, and if known "date" (YYYY-MM-DD) and "speaker_country".',
            exists=True,
            dir_okay=False,
        ),
    ] = None,
    form: FormatOption = Format.TABLE,
    explain: Annotated[bool, typer.Option("--explain", help="Say how each rung was decided.")] = False,
) -> None:
    """Place the wording of a sentence, or of many, on the tone scale."""
    from pipeline.language.reader import Reader
    from pipeline.tone.scorer import Scorer
    from pipeline.tone.sentences import score_sentence

    if bool(text) == bool(source):
        raise typer.BadParameter("give either a sentence or --input FILE.jsonl")
    project = Project.find()
    items = sentence_items(source) if source else [{"id": "", "text": text}]
    scale = config.load(project.configs / "scale.yaml", config.Scale)
    reader, scorer = (
        Reader(project.configs, project.lexicon),
        Scorer.load(project.configs, project.lexicon, project.model),
    )
    speakers = config.actors(project.configs).codes()
    table: list[dict[str, Any]] = []
    for item in progress(items, "Scoring", len(items)):
        said_by = str(item.get("speaker_country", "")).upper().replace("_", " ")
        country = speakers.get(said_by) or speakers.get(
            said_by.partition(" (")[0], ""
        )  # "Bolivia (Plurinational State of)"
        scored = score_sentence(reader, scorer, item["text"], str(item.get("date") or ""), country)
        rows = [store.tone_row(remark, tone) for remark, tone in scored]
        if form is Format.JSONL:
            emit([{"id": item["id"], "remarks": rows}])
        elif form is Format.CSV:
            table.extend({"id": item["id"], **row} for row in rows)
        elif rows:
            columns, cells, folding = remark_table(rows, scale)
            keep = len(columns) if explain else len(columns) - 1
            show(item["text"], columns[:keep], [cell[:keep] for cell in cells], folding)
        else:
            say(f"no remark found in: {item['text']}")
    if form is Format.CSV:
        emit_csv(table, ("id", *store.TONE.names))


def sentence_items(file: Path) -> list[dict[str, Any]]:
    """Read the input lines of `demarche score`.

    Raises:
        DemarcheError: With file and line, where a line is not JSON, or not an object with id and text.
    """
    needed = 'write one JSON object a line, with "id" and "text"'
    items = []
    for number, line in enumerate(decode(content(str(file)), str(file)).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            item = json.loads(line)
        except json.JSONDecodeError as error:
            raise DemarcheError(
                f"{file}: line {number}: malformed JSON ({error.msg}: column {error.colno}); {needed}"
            ) from None
        if not isinstance(item, dict) or "id" not in item or not isinstance(item.get("text"), str):
            raise DemarcheError(f"{file}: line {number}: lacks an id or a text; {needed}")
        try:
            span_of(str(item.get("date") or ""), f"line {number}: date", str(file))
        except StatementError as error:
            say(f"note: {error}; the sentence is read as undated")
            item["date"] = ""
        items.append(item)
    return items


@app.command()
def history(
    actor: Annotated[str, typer.Argument(help="Who speaks, a code or a name: CHN, China, EU.")],
    target: Annotated[str, typer.Argument(help="Of whom, a code or a name; of all if none.")] = "",
    since: Annotated[str, typer.Option(help=f"From this {_DAY} on.")] = "",
    until: Annotated[str, typer.Option(help=f"Up to this {_DAY}.")] = "",
    form: FormatOption = Format.TABLE,
) -> None:
    """Show the series of an actor, its shifts, and the first and last use of each formula; as csv, the series alone."""
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
    if form is Format.CSV:
        emit_csv(rows, store.TONE.names)
        return
    if form is Format.JSONL:
        emit({"record": "remark", **row} for row in rows)
        emit({"record": "shift", **store.shift_row(s)} for s in shifts)
        emit({"record": "formula", **asdict(use)} for use in uses)
        return
    if not rows:
        others = ", ".join(store.actors_in(project.outputs / "tone"))
        say(f"nothing in the corpus by {who}{' on ' + whom if whom else ''}{' in that time' if since or until else ''}")
        say(f"it has remarks by {others}")
        return
    scale = config.load(project.configs / "scale.yaml", config.Scale)
    sources = {s.statement_id: s for s in store.read_statements(project.outputs / "statements.parquet")}
    show(
        f"{who} → {whom or 'all'}: {len(rows)} remarks",
        ("date", "of whom", "tone", "issue", "wording", "speaker", "source"),
        [
            (
                row["date"] or "unknown", row["target"] or "-", tone_words(row, scale), row["issue"] or "-",
                ("(formerly) " if row["historic"] else "") + row["phrase"], row["speaker"],
                source_of(sources[row["statement_id"]]),
            )
            for row in rows
        ],
        ("issue", "wording", "speaker", "source"),
    )  # fmt: skip
    print()
    show_shifts(shifts, scale)
    print()
    show(
        "First and last use of each formula, in this corpus",
        ("tone", "formula", "first", "last", "uses"),
        [(scale.words(u.rung), u.formula, u.first, u.last, str(u.count)) for u in uses],
        ("formula",),
    )


@app.command()
def shifts(
    actor: Annotated[str, typer.Option(help="Of this actor, a code or a name.")] = "",
    target: Annotated[str, typer.Option(help="Towards this one, a code or a name.")] = "",
    since: Annotated[str, typer.Option(help=f"From this {_DAY} on.")] = "",
    form: FormatOption = Format.TABLE,
) -> None:
    """List the shifts of tone in the corpus."""
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
        emit_csv([store.shift_row(s) for s in found], store.SHIFTS)
    else:
        show_shifts(found, config.load(project.configs / "scale.yaml", config.Scale))


corpus_commands.register(app)
app.command()(status)

if __name__ == "__main__":
    main()
