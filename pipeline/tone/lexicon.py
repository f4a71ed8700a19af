"""The tone lexicon: diplomatic formulas, each with its rung and range (`corpus/lexicon/formulas.csv`)."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from pipeline.domain import HIGHEST_RUNG, LOWEST_RUNG
from pipeline.errors import ConfigError

KINDS = ("verb", "stance", "noun", "adj", "act", "deed", "cost", "plain")
OPERATIVE = ("verb", "stance", "act", "cost")
OF_THE_ADDRESSED = ("deed", "cost")


@dataclass(frozen=True, slots=True)
class Formula:
    """One entry.

    Attributes:
        formula: Words; `…` stands for a gap of a few words, a slash for alternatives.
        kind: `verb` performs (condemns), `stance` names the speaker's attitude (condemnation), `noun` and `adj` brand
            what the other did (aggression, heinous), `act` is a diplomatic act (summons the ambassador), `deed` says what the one blamed has done (violates) and
            `cost` what will befall the one threatened (will pay a heavy price), so that the subject of either is the one
            addressed; `plain` is a harmless use of words that elsewhere carry a tone (its citizens were warned).
    """

    formula: str
    rung: int
    rung_low: int
    rung_high: int
    kind: str
    note: str

    @property
    def operative(self) -> bool:
        """True where the wording does something, rather than describe the other's act."""
        return self.kind in OPERATIVE

    @property
    def of_the_addressed(self) -> bool:
        """True where the subject of the wording is the one addressed, not the one who speaks."""
        return self.kind in OF_THE_ADDRESSED


def read_lexicon(file: Path) -> dict[str, Formula]:
    """Read the lexicon, keyed by formula.

    Raises:
        ConfigError: A row has an unknown kind, a rung outside the scale, a range without its rung, or stands twice.
    """
    entries: dict[str, Formula] = {}
    try:
        with file.open(encoding="utf-8", newline="") as handle:
            rows = list(csv.DictReader(handle))
    except FileNotFoundError:
        raise ConfigError(file, "is missing; restore it with `git checkout -- corpus/lexicon`") from None
    for number, row in enumerate(rows, start=2):
        where = f"row {number} ({row.get('formula')!r})"
        try:
            rung, low, high = (int(row[name]) for name in ("rung", "rung_low", "rung_high"))
        except (KeyError, TypeError, ValueError):
            raise ConfigError(file, f"{where}: rung, rung_low and rung_high must be whole numbers") from None
        if not LOWEST_RUNG <= low <= rung <= high <= HIGHEST_RUNG:
            raise ConfigError(file, f"{where}: needs {LOWEST_RUNG} <= rung_low <= rung <= rung_high <= {HIGHEST_RUNG}")
        if row["kind"] not in KINDS:
            raise ConfigError(file, f"{where}: kind {row['kind']!r} is not one of {', '.join(KINDS)}")
        if row["kind"] == "plain" and (rung, low, high) != (0, 0, 0):
            raise ConfigError(file, f"{where}: a plain use carries no tone; rung, rung_low and rung_high must be 0")
        if row["formula"] in entries:
            raise ConfigError(file, f"{where}: stands twice")
        entries[row["formula"]] = Formula(row["formula"], rung, low, high, row["kind"], row["note"] or "")
    return entries
