"""The history of one actor's tone: what it said, how it shifted, and the first and last use of each formula."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class FormulaUse:
    """First and last use of one formula by an actor of a target, in this corpus."""

    formula: str
    rung: int
    first: str
    last: str
    count: int
    first_remark: str


def series(
    rows: Iterable[dict[str, Any]], actor: str, target: str = "", since: str = "", until: str = ""
) -> list[dict[str, Any]]:
    """Give the tone-store rows of `actor` (on `target`, where given) between two ISO days, in order of date."""
    kept = [
        row
        for row in rows
        if actor in row["actor"].split(";")
        and (not target or target in row["target"].split(";"))
        and (not since or (row["date_end"] or row["date"]) >= since)
        and (not until or (bool(row["date"]) and row["date"] <= until))
    ]
    return sorted(kept, key=lambda row: (row["date"], row["remark_id"]))


def formula_uses(rows: Sequence[dict[str, Any]]) -> list[FormulaUse]:
    """Give the ledger of formulas that decided a rung, harshest first."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        if row["formulas"] and row["rung"] is not None and row["date"] and not row["historic"]:
            found.setdefault(row["formulas"][0].rpartition("@")[0], []).append(row)
    uses = [
        FormulaUse(formula, mine[0]["rung"], mine[0]["date"], mine[-1]["date"], len(mine), mine[0]["remark_id"])
        for formula, mine in found.items()
    ]
    return sorted(uses, key=lambda use: (use.rung, use.first, use.formula))


def first_uses(rows: Iterable[dict[str, Any]]) -> frozenset[tuple[str, str]]:
    """Give (remark id, target) of every remark whose deciding formula its actor had not used of that target before."""
    seen: set[tuple[str, str, str]] = set()
    found: set[tuple[str, str]] = set()
    for row in sorted(rows, key=lambda row: (row["date"], row["remark_id"])):
        if not row["formulas"] or row["rung"] is None or not row["date"]:
            continue
        formula = row["formulas"][0].rpartition("@")[0]
        for actor in row["actor"].split(";"):
            for target in row["target"].split(";"):
                if actor and target and (actor, target, formula) not in seen:
                    seen.add((actor, target, formula))
                    found.add((row["remark_id"], target))
    return frozenset(found)
