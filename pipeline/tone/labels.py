"""The labelled sentences (`corpus/labels/tone-*.csv`) and the codes of the chronicle (`corpus/labels/chronicle.csv`)."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from pipeline.domain import HIGHEST_RUNG, LOWEST_RUNG
from pipeline.errors import LabelError

COLUMNS = (
    "id",
    "text",
    "rung",
    "rung_low",
    "rung_high",
    "actor",
    "target",
    "actor_span",
    "target_span",
    "phrase",
    "genre",
    "voice",
    "group",
    "coder",
    "guideline",
    "note",
)
SPANS = ("actor_span", "target_span")


@dataclass(frozen=True, slots=True)
class Label:
    """One labelled sentence; `rung` is None where there is no remark to place. Sentences of one `group` are near-twins.

    Attributes:
        actor_span, target_span: The words that name them, `;`-separated; '' where the text does not.
        coder: Who wrote and coded it, one letter a batch.
        guideline: Version of the codebook that the coder had.
    """

    label_id: str
    text: str
    rung: int | None
    rung_low: int | None
    rung_high: int | None
    actor: str
    target: str
    actor_span: str
    target_span: str
    phrase: str
    genre: str
    voice: str
    group: str
    coder: str
    guideline: str


@dataclass(frozen=True, slots=True)
class SecondCode:
    """What another coder, who saw the sentence alone, gave it; for measuring how well coders agree."""

    label_id: str
    rung: int | None
    rung_low: int | None
    rung_high: int | None
    actor: str
    target: str
    coder: str


@dataclass(frozen=True, slots=True)
class ChronicleCode:
    """What coders read in one statement of the shipped corpus; for evaluation alone."""

    file: str
    actor: str
    media_of: str
    target: str
    phrase: str
    directness: str
    evidentiality: str
    rung: int
    rung_low: int
    rung_high: int


def read_labels(folder: Path) -> list[Label]:
    """Read every `tone-*.csv` of a folder, in order of file and row.

    Raises:
        LabelError: With file, row and column, where a row breaks the format.
    """
    files = sorted(folder.glob("tone-*.csv"))
    if not files:
        raise LabelError(f"{folder}: holds no labelled sentences (tone-*.csv)")
    labels: list[Label] = []
    seen: dict[str, str] = {}
    for file in files:
        for number, row in _rows(file, COLUMNS):
            label = _label(file, number, row)
            for key in (label.label_id, label.text):
                if key in seen:
                    raise LabelError(f"{file}: row {number}: {key[:60]!r} stands already in {seen[key]}")
                seen[key] = f"{file.name}, row {number}"
            labels.append(label)
    return labels


def read_second(file: Path) -> dict[str, SecondCode]:
    """Read the second codings, by the id of the sentence.

    Raises:
        LabelError: With file, row and column, where a row breaks the format.
    """
    codes: dict[str, SecondCode] = {}
    for number, row in _rows(file, ("id", "rung", "rung_low", "rung_high", "actor", "target", "coder")):
        if row["id"] in codes:
            raise LabelError(f"{file}: row {number}: {row['id']!r} stands there twice")
        codes[row["id"]] = SecondCode(row["id"], *_placed(file, number, row), row["actor"], row["target"], row["coder"])
    return codes


def read_chronicle(file: Path) -> list[ChronicleCode]:
    """Read the chronicle's codes.

    Raises:
        LabelError: With file, row and column, where a row breaks the format.
    """
    columns = tuple(ChronicleCode.__dataclass_fields__)
    codes = []
    for number, row in _rows(file, columns):
        rung, low, high = (_rung(file, number, row, name) for name in ("rung", "rung_low", "rung_high"))
        if rung is None or low is None or high is None:
            raise LabelError(f"{file}: row {number}: rung, rung_low and rung_high must be given")
        words = {name: row[name] for name in columns if not name.startswith("rung")}
        codes.append(ChronicleCode(**words, rung=rung, rung_low=low, rung_high=high))
    return codes


def _rows(file: Path, columns: tuple[str, ...]) -> list[tuple[int, dict[str, str]]]:
    try:
        with file.open(encoding="utf-8", newline="") as handle:
            reader = csv.DictReader(handle)
            missing = [name for name in columns if name not in (reader.fieldnames or ())]
            if missing:
                raise LabelError(f"{file}: column {missing[0]!r} is missing; needed are {', '.join(columns)}")
            rows = list(enumerate(reader, start=2))
    except FileNotFoundError:
        raise LabelError(f"{file}: is missing") from None
    except UnicodeDecodeError:
        raise LabelError(f"{file}: is not UTF-8; save it as UTF-8 CSV") from None
    for number, row in rows:
        if None in row or None in row.values():
            raise LabelError(f"{file}: row {number}: has not {len(columns)} cells; check its quotation marks")
    return rows


def _label(file: Path, number: int, row: dict[str, str]) -> Label:
    rung, low, high = _placed(file, number, row)
    if row["phrase"] not in row["text"]:
        raise LabelError(f"{file}: row {number}: phrase {row['phrase']!r} does not stand in the text")
    for name in SPANS:
        for words in filter(None, row[name].split(";")):
            if words not in row["text"]:
                raise LabelError(f"{file}: row {number}: {name} {words!r} does not stand in the text")
    for name in ("text", "group", "coder", "guideline"):
        if not row[name].strip():
            raise LabelError(f"{file}: row {number}: {name} must not be empty")
    rest = {name: row[name] for name in COLUMNS if name not in ("id", "note") and not name.startswith("rung")}
    return Label(label_id=row["id"], rung=rung, rung_low=low, rung_high=high, **rest)


def _placed(file: Path, number: int, row: dict[str, str]) -> tuple[int | None, int | None, int | None]:
    rung, low, high = (_rung(file, number, row, name) for name in ("rung", "rung_low", "rung_high"))
    if (rung is None) != (low is None) or (rung is None) != (high is None):
        raise LabelError(f"{file}: row {number}: rung, rung_low and rung_high must be given together or not at all")
    if rung is not None and low is not None and high is not None and not low <= rung <= high:
        raise LabelError(f"{file}: row {number}: rung {rung} lies outside its range {low}…{high}")
    return rung, low, high


def _rung(file: Path, number: int, row: dict[str, str], name: str) -> int | None:
    value = row[name].strip()
    if not value:
        return None
    try:
        rung = int(value)
    except ValueError:
        rung = HIGHEST_RUNG + 1
    if not LOWEST_RUNG <= rung <= HIGHEST_RUNG:
        raise LabelError(
            f"{file}: row {number}: column {name!r} is {value!r}; use a whole number from {LOWEST_RUNG} to {HIGHEST_RUNG}"
        )
    return rung
