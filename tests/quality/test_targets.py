"""Who speaks and whom it concerns, in two sets of short items (`tests/fixtures/targets/README.md`)."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from pipeline.domain import Remark, Statement
from pipeline.language.reader import Reader


def codes(text: str) -> set[str]:
    return set(text.split(";")) - {""}


def agreement(remark: Remark, item: dict[str, str]) -> tuple[bool, bool]:
    return codes(remark.actor) == codes(item["actor"]), codes(remark.target) == codes(item["target"])


def figures(reader: Reader, file: Path) -> dict[str, float]:
    """Shares, of the acts that are found, with the right actor, the right target, and both; and the share found."""
    count: Counter[str] = Counter()
    with file.open(encoding="utf-8", newline="") as handle:
        items = list(csv.DictReader(handle))
    for item in items:
        statement = Statement(
            statement_id=item["id"], text=item["text"], date=item["date"], date_end=item["date"],
            date_basis="stated" if item["date"] else "unknown", genre=item["genre"], state=item["state"], source=item["source"],
        )  # fmt: skip
        start = item["text"].index(item["phrase"])
        end = start + len(item["phrase"])
        over = [r for r in reader.remarks(statement) if r.start < end and start < r.end]
        if over:
            actor, target = max((agreement(remark, item) for remark in over), key=sum)
            count.update(found=1, actor=actor, target=target, both=actor and target)
    shares = {name: count[name] / count["found"] for name in ("actor", "target", "both")}
    return {"found": count["found"] / len(items), **shares}


@pytest.mark.parametrize(
    ("name", "floors"),
    [
        ("A", {"found": 0.9, "actor": 0.96, "target": 0.94, "both": 0.93}),  # training figures
        ("B", {"found": 0.88, "actor": 0.9, "target": 0.92, "both": 0.86}),  # kept away; below its first sight
    ],
)
def test_actors_and_targets(reader: Reader, root: Path, name: str, floors: dict[str, float]) -> None:
    found = figures(reader, root / "tests" / "fixtures" / "targets" / f"{name}.csv")
    assert all(found[key] >= floor for key, floor in floors.items()), found
