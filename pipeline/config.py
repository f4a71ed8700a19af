"""The only module that reads `configs/`: every file is checked on loading, and an unknown key is refused.

YAML is read as version 1.2, as DVC reads it, so that `NO` is Norway and not False.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Literal, TypeVar
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from pipeline.errors import ConfigError

Authority = Literal[
    "leader", "government", "ministry", "spokesperson", "envoy", "legislator", "party", "media", "expert", "unknown"
]
OFFICE_COLUMNS = ("name", "aliases", "surname", "state", "office", "authority", "from", "to", "source")


class Section(BaseModel):
    """A part of a configuration; unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class State(Section):
    """A state or territory and the names by which English texts call it."""

    name: str
    names: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    capital: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    cities: tuple[str, ...] = ()


class Organisation(Section):
    """An international organisation and its organs."""

    name: str
    names: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()


class Group(Section):
    """A name that stands for several states."""

    names: tuple[str, ...]
    members: tuple[str, ...]


class Ambiguous(Section):
    """A name that means a state only where its neighbours allow it."""

    name: str
    code: str
    not_before: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    note: str = ""


class Outlet(Section):
    """A newspaper, agency or broadcaster; `state` is set where a party or state owns it."""

    names: tuple[str, ...]
    state: str | None = None


class Actors(Section):
    """`configs/actors.yaml`."""

    states: dict[str, State]
    organisations: dict[str, Organisation]
    groups: tuple[Group, ...] = ()
    ambiguous: tuple[Ambiguous, ...] = ()
    media: tuple[Outlet, ...] = ()

    def names(self) -> dict[str, str]:
        """Give the name of every state's and organisation's code."""
        return {code: state.name for code, state in self.states.items()} | {
            code: body.name for code, body in self.organisations.items()
        }

    def codes(self) -> dict[str, str]:
        """Give the code of every code and name of a state or organisation, in capitals."""
        found = {code: code for code in (*self.states, *self.organisations)}
        for code, state in self.states.items():
            for name in (state.name, *state.names):
                found.setdefault(name.upper(), code)
        for code, body in self.organisations.items():
            for name in (body.name, *body.names):
                found.setdefault(name.upper(), code)
        return found


class Term(Section):
    """One office held from a day to a day; `end` is None for an office still held, `source` says what confirms it."""

    office: str
    authority: Authority
    start: date
    end: date | None
    source: str = Field(min_length=1)


class Holder(Section):
    """A person who holds or held offices that bind a state or an organisation."""

    name: str
    aliases: tuple[str, ...] = ()
    surname: str | None = None
    state: str
    terms: tuple[Term, ...]


class Title(Section):
    """Words that name an office or a calling, and the authority it gives."""

    words: tuple[str, ...]
    authority: Authority


class Titles(Section):
    """`configs/titles.yaml`."""

    titles: tuple[Title, ...]


@dataclass(frozen=True, slots=True)
class CueEntry:
    """A word that attributes: a row of `configs/cues.csv`.

    Attributes:
        cue: The word as it stands in a dictionary.
        kind: `verb`, `noun` or `adjective`.
        classes: What it does: `say`, `mind`, `appeal`, `convey`, `consult`, `journalist`.
        frames: What it can be followed by, as `configs/cues.md` lists them.
        target: Where the one addressed stands: `object`, a preposition, '' where the cue has no place for one.
        tone: `+` or `-` where the word itself favours or blames, else ''.
    """

    cue: str
    kind: str
    classes: frozenset[str]
    frames: frozenset[str]
    target: str
    tone: str


class Cues(Section):
    """`configs/cues.yaml`: frames of attribution without a verb, and nouns that help to tell who is meant."""

    sources: tuple[str, ...]
    official_nouns: tuple[str, ...]
    conduct_nouns: tuple[str, ...]


class Modifiers(Section):
    """`configs/modifiers.yaml`: the words that act on a formula, by their effect."""

    intensifiers: dict[str, float]
    downtoners: tuple[str, ...]
    all_but: tuple[str, ...]
    negators: tuple[str, ...]
    strong_negators: tuple[str, ...]
    partial_negators: tuple[str, ...]
    withheld: tuple[str, ...]
    no_longer: tuple[str, ...]
    neutral_negations: tuple[str, ...]
    reported: tuple[str, ...]
    rumoured: tuple[str, ...]
    fabricated: tuple[str, ...]
    historic: tuple[str, ...]
    conditional: tuple[str, ...]
    first_use: tuple[str, ...]


class Rung(Section):
    """One rung of the scale."""

    rung: int
    name: str
    definition: str


class Scale(Section):
    """`configs/scale.yaml`."""

    rungs: tuple[Rung, ...]
    bright_lines: tuple[tuple[int, int], ...]

    def name(self, rung: int) -> str:
        """Give the rung's name, for people."""
        return next(entry.name for entry in self.rungs if entry.rung == rung)

    def words(self, rung: int) -> str:
        """Give the rung with its sign and name: `−5 condemnation`, `0 neutral`."""
        sign = "−" if rung < 0 else "+" if rung > 0 else ""
        return f"{sign}{abs(rung)} {self.name(rung)}"


class Issue(Section):
    """A subject of remarks, recognised by its terms; `family` is a wider subject that it belongs to."""

    name: str
    family: str = ""
    terms: tuple[str, ...]


class Issues(Section):
    """`configs/issues.yaml`, in order of precedence."""

    issues: tuple[Issue, ...]


class Publisher(Section):
    """Who puts documents out.

    Attributes:
        source: Its name.
        kind: `government` and `body` (an international organisation) publish their own words, `media` report others'.
        state: Code of the state or body whose words it publishes, or whose outlet it is; '' for free press.
        domains: Web domains; their subdomains count too.
        names: Other names that tables and feeds give as source.
    """

    source: str
    kind: Literal["government", "body", "media"]
    state: str = ""
    domains: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


class Publishers(Section):
    """`configs/publishers.yaml`."""

    publishers: tuple[Publisher, ...]

    def find(self, url: str, source: str) -> Publisher | None:
        """Give the publisher of a page by its address, else by its source's name, else None."""
        host = _host(url)
        web = re.search(r"/https?://([^/:]+)", url)  # an address within a web archive
        for name in (host, web[1].casefold() if web else ""):
            labels = name.split(".")
            for start in range(len(labels) - 1):
                found = self._by_domain.get(".".join(labels[start:]))
                if found is not None:
                    return found
        return self._by_name.get(source.casefold().strip())

    @cached_property
    def _by_domain(self) -> dict[str, Publisher]:
        return {domain: publisher for publisher in self.publishers for domain in publisher.domains}

    @cached_property
    def _by_name(self) -> dict[str, Publisher]:
        return {name.casefold(): p for p in self.publishers for name in (p.source, *p.names)}


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").casefold()
    except ValueError:  # an address with brackets that close nothing
        return ""


class FileName(Section):
    """What the names of a corpus's files say about their documents.

    Attributes:
        name: The corpus, for messages.
        pattern: A regular expression that the whole name must match, without suffix, with named groups.
        fields: Our fields, in which `{group}` stands for what the group found.
    """

    name: str
    pattern: str
    fields: dict[str, str]

    @field_validator("pattern")
    @classmethod
    def _compiles(cls, value: str) -> str:
        try:
            re.compile(value)
        except re.error as error:
            raise ValueError(f"is no regular expression ({error})") from None
        return value


class Dialect(Section):
    """How one publisher names the fields of a front matter or the columns of a table.

    Attributes:
        name: What to call it in messages.
        when: Names that must all be present for the dialect to apply.
        fields: The publisher's name to ours; '' for a name that says nothing we keep.
        fixed: Fields that every document of this dialect has, such as its source.
    """

    name: str
    when: tuple[str, ...]
    fields: dict[str, str]
    fixed: dict[str, str] = {}


class Ingest(Section):
    """How statements are taken in."""

    max_reject_share: float = Field(ge=0, le=1)
    max_file_bytes: int = Field(gt=0)
    max_unpacked_bytes: int = Field(gt=0)
    max_members: int = Field(gt=0)
    max_characters: int = Field(gt=0)
    min_letters: int = Field(ge=0)
    ignored: tuple[str, ...]
    text_columns: tuple[str, ...]
    file_names: tuple[FileName, ...]
    front_matter: tuple[Dialect, ...]
    tables: tuple[Dialect, ...]
    languages: tuple[str, ...]
    near_similarity: float = Field(gt=0, le=1)
    near_days: int = Field(ge=0)
    near_words: int = Field(ge=1)


class Extract(Section):
    """How remarks are found."""

    target_reach_sentences: int = Field(ge=0)
    date_reach_sentences: int = Field(ge=0)
    passage_min_sureness: float = Field(ge=0, le=1)


class Train(Section):
    """How the tone classifier is trained."""

    seed: int
    folds: int = Field(ge=2)
    regularisation: float = Field(gt=0)
    word_ngrams: int = Field(ge=1)
    character_ngrams: tuple[int, int]
    character_features: int = Field(ge=1)
    min_documents: int = Field(ge=1)
    decimals: int = Field(ge=1)


class Score(Section):
    """How wording is placed on the scale."""

    disagreement_rungs: int = Field(ge=1)
    coverage: float = Field(gt=0, lt=1)
    max_range_rungs: int = Field(ge=1)


class Track(Section):
    """The codebook's rule for episodes and shifts."""

    window_days: int = Field(ge=1)
    baseline_days: int = Field(ge=1)
    baseline_episodes: int = Field(ge=1)
    max_range_rungs: int = Field(ge=0)
    max_date_days: int = Field(ge=0)


class Chart(Section):
    """What is drawn."""

    dyads: tuple[str, ...]
    min_remarks: int = Field(ge=1)
    width: int = Field(ge=100)
    height: int = Field(ge=100)
    png_scale: float = Field(gt=0)


Model = TypeVar("Model", bound=BaseModel)
_MISSING = "is missing; restore it with `git checkout -- configs`"


def read_yaml(file: Path) -> Any:
    """Read a YAML 1.2 file.

    Raises:
        ConfigError: The file is absent or is not YAML.
    """
    try:
        return YAML(typ="safe").load(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ConfigError(file, _MISSING) from None
    except (YAMLError, UnicodeDecodeError) as error:
        raise ConfigError(file, f"is not readable as YAML ({str(error).splitlines()[0]})") from None


def read_rows(file: Path, columns: Sequence[str]) -> list[tuple[int, dict[str, str]]]:
    """Read a CSV table of configuration: each row by its columns, with its number (the header is row 1).

    Raises:
        ConfigError: The file is absent or not UTF-8, its columns are others, or a row has a cell too many or too few.
    """
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ConfigError(file, _MISSING) from None
    except UnicodeDecodeError as error:
        raise ConfigError(file, f"is not UTF-8 ({error.reason} at byte {error.start}); save it as UTF-8") from None
    header, *rows = csv.reader(io.StringIO(text, newline="")) if text.strip() else [[]]
    if header != list(columns):
        raise ConfigError(file, f"has the columns {', '.join(header) or 'none'}; it must have {', '.join(columns)}")
    numbered = [(number, cells) for number, cells in enumerate(rows, start=2) if cells]
    for number, cells in numbered:
        if len(cells) != len(columns):
            raise ConfigError(
                file,
                f"row {number} ({cells[0]}): has {len(cells)} cells and the header {len(columns)}; remove or add a comma, "
                "or put a cell that holds one in double quotes",
            )
    return [(number, dict(zip(columns, cells, strict=True))) for number, cells in numbered]


def explain(error: ValidationError, model: type[BaseModel]) -> str:
    """Say in one line what the first problem is: the key, what is wrong with it, which keys or values are allowed."""
    problem = error.errors()[0]
    key = ".".join(str(part) for part in problem["loc"])
    if problem["type"] == "extra_forbidden":
        allowed = sorted(model.model_fields) if len(problem["loc"]) == 1 else []
        hint = f"; allowed: {', '.join(allowed)}" if allowed else "; remove it or correct its spelling"
        return f"key {key!r} is not known{hint}"
    if problem["type"] == "missing":
        return f"key {key!r} is missing"
    return f"key {key!r}: {problem['msg']} (it is {problem['input']!r})"


def load(file: Path, model: type[Model], section: str = "") -> Model:
    """Load one configuration file, or one top-level `section` of it, as `model`.

    Raises:
        ConfigError: With the file, the key and what is allowed.
    """
    data = read_yaml(file)
    if section:
        if not isinstance(data, dict) or set(data) != {section}:
            raise ConfigError(file, f"must have the one top-level key {section!r}")
        data = data[section]
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise ConfigError(file, explain(error, model)) from None


def stage(folder: Path, model: type[Model]) -> Model:
    """Load the section of the stage that `model` is named after: `Track` from `track.yaml`, key `track`."""
    name = model.__name__.lower()
    return load(folder / f"{name}.yaml", model, section=name)


@lru_cache(maxsize=4)
def actors(folder: Path) -> Actors:
    """Load `actors.yaml`."""
    return load(folder / "actors.yaml", Actors)


@lru_cache(maxsize=4)
def publishers(folder: Path) -> Publishers:
    """Load `publishers.yaml`."""
    return load(folder / "publishers.yaml", Publishers)


@lru_cache(maxsize=4)
def titles(folder: Path) -> Titles:
    """Load `titles.yaml`."""
    return load(folder / "titles.yaml", Titles)


CUE_COLUMNS = ("cue", "kind", "classes", "frames", "target", "tone")
CUE_KINDS = ("verb", "noun", "adjective")
CUE_CLASSES = ("say", "mind", "appeal", "convey", "consult", "journalist")
CUE_TONES = ("", "+", "-")
CUE_FRAMES = (
    "quote", "that", "clause", "wh", "infinitive", "object", "object-to", "told", "told-that", "told-to", "to-that", "seem", "speech",
    "expected", "about", "against", "at", "by", "for", "in", "of", "on", "over", "to", "with",
)  # fmt: skip


@lru_cache(maxsize=4)
def cue_table(folder: Path) -> tuple[CueEntry, ...]:
    """Load `cues.csv`: a row a cue.

    Raises:
        ConfigError: With the row and what is allowed.
    """
    file = folder / "cues.csv"
    entries: dict[tuple[str, str], CueEntry] = {}
    for number, row in read_rows(file, CUE_COLUMNS):
        entry = CueEntry(
            row["cue"], row["kind"], frozenset(row["classes"].split()), frozenset(row["frames"].split()),
            row["target"], row["tone"],
        )  # fmt: skip
        for name, values, allowed in (
            ("kind", {entry.kind}, CUE_KINDS), ("classes", entry.classes, CUE_CLASSES),
            ("frames", entry.frames, CUE_FRAMES), ("tone", {entry.tone}, CUE_TONES),
        ):  # fmt: skip
            wrong = sorted(set(values) - set(allowed))
            if wrong or not values:
                raise ConfigError(
                    file, f"row {number} ({entry.cue}): {name} {' '.join(wrong)!r} is not one of {', '.join(allowed)}"
                )
        if (entry.cue, entry.kind) in entries:
            raise ConfigError(file, f"row {number} ({entry.cue}): the {entry.kind} stands twice")
        entries[entry.cue, entry.kind] = entry
    return tuple(entries.values())


@lru_cache(maxsize=4)
def holders(folder: Path) -> tuple[Holder, ...]:
    """Load `offices.csv`: a row a term of office, several rows a person.

    Raises:
        ConfigError: With the row and column at fault.
    """
    file = folder / "offices.csv"
    people: dict[tuple[str, str], dict[str, Any]] = {}
    for number, row in read_rows(file, OFFICE_COLUMNS):
        try:
            first = date.fromisoformat(row["from"])
            last = date.fromisoformat(row["to"]) if row["to"] else None
            term = Term(office=row["office"], authority=row["authority"], start=first, end=last, source=row["source"])
        except (ValueError, TypeError) as error:
            raise ConfigError(file, f"row {number} ({row['name']}): {str(error).splitlines()[0]}") from None
        aliases = tuple(filter(None, (alias.strip() for alias in row["aliases"].split(";"))))
        person = people.setdefault(
            (row["name"], row["state"]), {"aliases": aliases, "surname": row["surname"] or None, "terms": []}
        )
        person["terms"].append(term)
    return tuple(
        Holder(name=name, state=state, aliases=p["aliases"], surname=p["surname"], terms=tuple(p["terms"]))
        for (name, state), p in people.items()
    )
