"""A received document to statements: cleaned, dated, its genre and language told, a transcript cut into its turns."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from pipeline import config
from pipeline.config import Ingest, Publisher, Publishers
from pipeline.domain import GENRES, Statement, statement_id
from pipeline.errors import StatementError
from pipeline.reading.cleaning.hygiene import clean
from pipeline.reading.dating import Dating, date_of
from pipeline.reading.formats.html import strip_marks
from pipeline.reading.formats.received import Received
from pipeline.reading.genres import kind_of, tells_of_meeting
from pipeline.reading.headings import heading_lines, issuer_in, office_holder
from pipeline.reading.languages import LANGUAGES, language_of
from pipeline.reading.meetings.allegiance import (
    OFFICE,
    OFFICE_KEY,
    asked_of,
    fuller_labels,
    gives_countries,
    home_of,
    in_parliament,
    introduced_in,
    surname_of,
)
from pipeline.reading.meetings.labels import Names
from pipeline.reading.meetings.names import names_of
from pipeline.reading.meetings.turns import Transcript, Turn, cut

OWN_PLACE_GENRES = ("turn", "question", "chair")
_SYMBOL = re.compile(r"\b[SA]/(?:\d+/)?PV\.\d+(?:\s*\((?:Resumption|Part)[^)]{0,12}\))?")
_EMPTY = frozenset(["", "nan", "none", "null", "n/a", "na", "missing", "unknown", "-"])  # what tables write for nothing
_CLEAR = ("front matter", "given with the file")
_JOINT = re.compile(r"\b(?:joint|with|and|bilateral|between|roundtable|panel)\b", re.IGNORECASE)
_ROLES = {"official": "turn", "question": "question", "chair": "chair", "report": "report"}


@dataclass(frozen=True, slots=True)
class Desk:
    """All that reading a document needs besides the document: limits, names, publishers."""

    settings: Ingest
    publishers: Publishers
    names: Names

    @classmethod
    def open(cls, configs: Path) -> Desk:
        """Load what is needed from `configs/`.

        Raises:
            ConfigError: A file there is at fault.
        """
        settings = config.stage(configs, config.Ingest)
        return cls(settings, config.publishers(configs), names_of(config.actors(configs)))


def statements_of(received: Received, desk: Desk) -> list[Statement]:
    """Make the statements of a document: one, or one a turn.

    Raises:
        StatementError: It holds no text, or a field cannot be used.
    """
    settings = desk.settings
    if len(received.text) > settings.max_characters:
        raise _refusal(
            received, f"is longer than {settings.max_characters:,} characters", "split it into its documents"
        )
    received = _with_file_name(received, settings)
    fields = {name: value for name, value in received.fields.items() if value.casefold() not in _EMPTY}
    genre = fields.get("genre", "")
    if genre and genre not in GENRES:
        raise _refusal(received, f"has the genre {genre!r}", f"use one of {', '.join(GENRES)}", "field 'genre'")
    text = clean(received.text)
    if not _holds_letters(text, settings.min_letters):
        problem = f"holds no words ({text.strip()[:20]!r})" if text.strip() else "is empty"
        raise _refusal(received, problem, "check that the file is whole")
    publisher = desk.publishers.find(fields.get("url", ""), fields.get("source", ""))
    if fields.get("state"):
        fields = {**fields, "state": _codes(fields["state"], received, desk.names)}
    transcript = _transcript(text, fields, desk.names) if genre in ("", *OWN_PLACE_GENRES) else None
    plain = strip_marks(text) if received.marked else text
    heading = tuple(dict.fromkeys(filter(None, (fields.get("title", ""), *heading_lines(plain)))))
    own_lines = "\n".join(issuer_in(line) or line for line in heading if not tells_of_meeting(line))
    home = "" if publisher else home_of("", own_lines, desk.publishers, desk.names)
    kind = kind_of(heading, plain, publisher, desk.names, home)
    own_words = bool(transcript) or (genre or kind.genre) in ("speech", "release", "joint-statement", "turn", "readout")
    if publisher and publisher.kind == "media" and fields.get("date") and received.notes.get("date") not in _CLEAR:
        # a news outlet's column "date" is its page's day, not the day on which somebody spoke
        fields = {**fields, "published": fields.get("published") or fields["date"], "date": ""}
    dating = date_of(fields, received.notes, plain, received.file, received.place, own_words=own_words)
    whole = _whole(received, fields, plain, publisher, dating)
    if transcript:
        return _turns(whole, transcript, publisher, fields, desk, marked=received.marked)
    state = whole.state or kind.state or (publisher.state if publisher and publisher.kind != "media" else "")
    if (genre or kind.genre) == "commentary" and publisher:
        state = publisher.state
    if not genre and "front matter" in received.notes.values():
        kind = replace(
            kind, genre="report"
        )  # in our own front matter, what is not said to be another genre is a report
    statement = replace(whole, genre=genre or kind.genre, speaker=whole.speaker or kind.speaker, state=state)
    return [_in_language(statement, fields.get("language", ""), desk.settings)]


def _holds_letters(text: str, least: int) -> bool:
    return sum(1 for _ in islice((c for c in text if c.isalpha()), least)) >= least


def _refusal(received: Received, reason: str, remedy: str, place: str = "text") -> StatementError:
    where = f"{received.place}; {place}" if received.place else place
    return StatementError(received.file, where, reason, remedy)


def _with_file_name(received: Received, settings: Ingest) -> Received:
    """Add what the file's name says where the file itself does not say it."""
    fields, notes = dict(received.fields), dict(received.notes)
    stem = received.name.stem
    for rule in settings.file_names:
        match = re.fullmatch(rule.pattern, stem)
        if match:
            found = {name: value.format(**match.groupdict()) for name, value in rule.fields.items()}
            for name, value in found.items():
                if not fields.get(name):
                    fields[name], notes[name] = value, "file name"
            break
    return replace(received, fields=fields, notes=notes)


def _codes(value: str, received: Received, names: Names) -> str:
    codes = [names.state(part.strip()) for part in value.split(";")]
    if not all(codes):
        if received.notes.get("state") == "file name":
            return ""
        raise _refusal(
            received,
            f"is no state or body that is known ({value!r})",
            "give an ISO 3166-1 alpha-3 code or a name",
            "field 'state'",
        )
    return ";".join(codes)


def _transcript(text: str, fields: dict[str, str], names: Names) -> Transcript | None:
    if fields.get("question"):
        asked, answered = clean(fields["question"]), text
        speaker = fields.get("asked_by") or "Question"
        return Transcript(
            (Turn(speaker, "question", asked), Turn(fields.get("speaker") or "Answer", "official", answered)), ""
        )
    heading = " ".join(fields.get(name, "") for name in ("title", "venue", "occasion", "parent"))
    return cut(text, names, heading=heading)


def _whole(
    received: Received, fields: dict[str, str], text: str, publisher: Publisher | None, dating: Dating
) -> Statement:
    tongue = fields.get("translated_from", "")
    return Statement(
        statement_id=statement_id(text),
        text=text,
        file=received.file,
        place=received.place,
        date=dating.first,
        date_end=dating.last,
        date_basis=dating.basis,
        date_precision=dating.precision,
        date_derivation=dating.derivation,
        published=dating.published,
        retrieved=dating.retrieved,
        source=fields.get("source") or (publisher.source if publisher else ""),
        url=fields.get("url", ""),
        title=fields.get("title", ""),
        speaker=fields.get("speaker", ""),
        office=fields.get("office", ""),
        state=fields.get("state", ""),
        venue=fields.get("venue", ""),
        occasion=fields.get("occasion", ""),
        parent=fields.get("parent", ""),
        translated_from=LANGUAGES.get(tongue.casefold(), tongue),
    )


def _turns(
    whole: Statement,
    transcript: Transcript,
    publisher: Publisher | None,
    fields: dict[str, str],
    desk: Desk,
    *,
    marked: bool,
) -> list[Statement]:
    """Make a statement of each turn, and one of the headings and notes around them."""
    symbol = _SYMBOL.search(f"{whole.title} {transcript.matter[:3000]}")
    parent = whole.parent or (" ".join(symbol[0].split()) if symbol else whole.statement_id)
    read: Callable[[str], str] = strip_marks if marked else str
    principal = whole.speaker or _principal(whole.title, transcript)
    home = whole.state or (publisher.state if publisher and publisher.kind != "media" else "")
    if gives_countries(transcript):
        home = ""
    elif not home and (publisher is None or publisher.kind == "media"):
        home = home_of(whole.title, transcript.matter, desk.publishers, desk.names) or asked_of(transcript, desk.names)
    about = f"{whole.title} {' '.join(transcript.matter.splitlines()[:3])}"
    answering, introduced = _answering(transcript), introduced_in(whole.title, transcript, desk.names)
    parliament = in_parliament(whole.title, transcript)
    fuller = fuller_labels(transcript, by_surname=parliament)
    first = int(fields["turn"]) if fields.get("turn", "").isdigit() else 1
    found: list[Statement] = []
    for number, turn in enumerate(transcript.turns, start=first):
        text = read(turn.text)
        speaker = fuller.get(turn.speaker, turn.speaker)
        if turn.role == "official" and speaker.casefold() in ("a", "answer", "reply", "response") and principal:
            speaker = principal
        state = turn.state
        if not state and turn.role == "official" and turn.kind != "post":
            ours = not parliament and (turn.speaker in answering or not _JOINT.search(about))
            office = OFFICE.match(re.sub(r"^the ", "", turn.speaker, flags=re.IGNORECASE))
            state = introduced.get(surname_of(turn.speaker), "") or (
                introduced.get(f"{OFFICE_KEY}{office[0].casefold()}", "") if office else ""
            )
            state = state or (home if ours else "")
        statement = replace(
            whole,
            statement_id=statement_id(text, f"{parent}\n{number}"),
            text=text,
            genre=_ROLES[turn.role],
            speaker=speaker,
            office=turn.office
            or (turn.outlet if turn.role == "question" else whole.office if speaker == whole.speaker else ""),
            state="" if turn.role == "question" else state if turn.role == "official" else turn.state,
            parent=parent,
            turn=number,
            translated_from=LANGUAGES.get(turn.tongue.casefold(), "") or whole.translated_from,
        )
        found.append(_in_language(statement, fields.get("language", ""), desk.settings))
    if _holds_letters(transcript.matter, desk.settings.min_letters):
        text = read(transcript.matter)
        matter = replace(
            whole, statement_id=statement_id(text, f"{parent}\nmatter"), text=text, genre="matter", state="", speaker="",
            parent=parent, aside="headings, notes and stage directions of a transcript",
        )  # fmt: skip
        found.append(matter)
    return found


def _answering(transcript: Transcript) -> frozenset[str]:
    """Those who answer questions, or open the meeting: the publisher's own people where their labels do not tell."""
    found = set()
    before = "question"
    for turn in transcript.turns:
        if turn.role == "official":
            if before == "question":
                found.add(turn.speaker)
        before = turn.role
    return frozenset(found)


def _principal(title: str, transcript: Transcript) -> str:
    """The one who answers in a transcript of questions and answers, as title or heading name him."""
    lines = [line for line in (title, *re.split(r"\n+", transcript.matter)[:8]) if line and len(line) <= 200]
    return next(filter(None, (office_holder(line) for line in lines)), "")


def _in_language(statement: Statement, declared: str, settings: Ingest) -> Statement:
    declared = re.split(r"[-_]", declared.casefold())[0][:3]
    language = language_of(statement.text, declared)
    aside = statement.aside
    if language not in settings.languages and not aside:
        aside = f"language {language} is not read (configs/ingest.yaml: languages)"
    return replace(statement, language=language, aside=aside)
