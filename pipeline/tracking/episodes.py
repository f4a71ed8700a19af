"""Episodes: what one actor says to one target on one issue within a fortnight counts once, with its extreme rung."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from statistics import median
from typing import Any

from pipeline.config import Track
from pipeline.domain import UNOFFICIAL, Episode

NOT_BINDING = ("media", "expert", "unknown", "legislator")


def enters_series(row: dict[str, Any], rule: Track) -> bool:
    """True for a remark that may move a series: placed, dated, by an authority that binds, asserted or reported.

    Rumour, fabrication, media, scholars, history and acts without a rung never enter (codebook, section 1); nor does a
    rung whose range, or a date whose interval, is wider than the rule allows.
    """
    return (
        row["rung"] is not None
        and not row["abstained"]
        and (row["rung"] != 0 or bool(row["formulas"]))  # words without any tone show no change of it
        and bool(row["date"])
        and bool(row["actor"])
        and bool(row["target"])
        and row["evidentiality"] not in UNOFFICIAL
        and row["authority"] not in NOT_BINDING
        and not row["historic"]
        and row["rung_high"] - row["rung_low"] <= rule.max_range_rungs
        and days_between(row) <= rule.max_date_days
        and row["act"] != "material"
    )


def episodes_of(rows: Iterable[dict[str, Any]], rule: Track) -> list[Episode]:
    """Give the episodes of tone-store rows, per actor, target and issue, in order.

    A joint remark belongs to each of its actors and each of its targets. An episode opens with a remark and takes
    what follows within the rule's window of that first day.
    """
    groups: dict[tuple[str, str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        if enters_series(row, rule):
            for actor in row["actor"].split(";"):
                for target in row["target"].split(";"):
                    if actor != target:
                        groups[actor, target, row["issue"]].append(row)
    found: list[Episode] = []
    for (actor, target, issue), mine in sorted(groups.items()):
        mine.sort(key=lambda row: (row["date"], row["remark_id"]))
        batch: list[dict[str, Any]] = []
        for row in mine:
            if batch and _day(row["date"]) - _day(batch[0]["date"]) > timedelta(days=rule.window_days):
                found.append(_episode(actor, target, issue, batch))
                batch = []
            batch.append(row)
        found.append(_episode(actor, target, issue, batch))
    return found


def days_between(row: dict[str, Any]) -> int:
    """Give how many days lie between the first and the last day on which a remark may have been made."""
    return (_day(row["date_end"]) - _day(row["date"])).days if row["date"] and row["date_end"] else 0


def _episode(actor: str, target: str, issue: str, rows: list[dict[str, Any]]) -> Episode:
    extreme = max(rows, key=lambda row: (abs(row["rung"]), -row["rung"], row["intensity"]))
    return Episode(
        actor=actor,
        target=target,
        issue=issue,
        start=rows[0]["date"],
        end=max(row["date_end"] or row["date"] for row in rows),
        rung=extreme["rung"],
        rung_low=extreme["rung_low"],
        rung_high=extreme["rung_high"],
        median=float(median(row["rung"] for row in rows)),
        phrase=extreme["phrase"],
        n=len(rows),
        remark_ids=(extreme["remark_id"], *(row["remark_id"] for row in rows if row is not extreme)),
    )


def _day(text: str) -> date:
    return date.fromisoformat(text)
