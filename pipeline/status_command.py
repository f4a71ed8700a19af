"""What is out of date, what was rejected and what is kept unread: `demarche status`."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from typing import Any

from pipeline import store
from pipeline.errors import DemarcheError
from pipeline.project import Project


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
