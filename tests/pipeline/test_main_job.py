"""Runs the real `dvc repro` on a small copy of the project."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

NEW = "---\ndate: 2017-09-20\nspeaker: a spokesman\nsource: a paper\n---\nChina's foreign ministry “firmly opposes” the North Korean plan.\n"


def dvc(folder: Path, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "dvc", *words], cwd=folder, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(folder)},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def bytes_of(folder: Path) -> dict[str, str]:
    files = sorted(path for path in (folder / "outputs").rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture(scope="module")
def project(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy with the statements of 2017 and a model of one fold, so that it builds in a minute."""
    folder = tmp_path_factory.mktemp("project")
    for name in ("configs", "corpus", "pipeline"):
        shutil.copytree(root / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("dvc.yaml", ".dvcignore", ".gitignore", "pyproject.toml"):
        shutil.copy(root / name, folder / name)
    for year in (folder / "corpus" / "statements").iterdir():
        if year.name != "2017":
            shutil.rmtree(year)
    codes = (folder / "corpus" / "labels" / "chronicle.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [codes[0], *(line for line in codes if line.startswith("2017/"))]
    (folder / "corpus" / "labels" / "chronicle.csv").write_text("".join(kept), encoding="utf-8")
    train = folder / "configs" / "train.yaml"
    train.write_text(train.read_text(encoding="utf-8").replace("folds: 5", "folds: 2"), encoding="utf-8")
    subprocess.run(["git", "init", "-q", str(folder)], check=True)
    dvc(folder, "init", "-q")
    dvc(folder, "repro")
    return folder


@pytest.mark.slow
def test_a_second_run_does_nothing(project: Path) -> None:
    assert "Running stage" not in dvc(project, "repro")


@pytest.mark.slow
def test_one_new_statement_costs_one_and_its_removal_restores_the_bytes(project: Path) -> None:
    before = bytes_of(project)
    added = project / "corpus" / "statements" / "2017" / "new.md"
    added.write_text(NEW, encoding="utf-8")
    first = dvc(project, "repro", "track")
    assert re.search(r"extract: \d+ statements \(1 computed, [1-9]\d* remembered\)", first), first
    assert bytes_of(project) != before
    added.unlink()
    assert "(0 computed" in dvc(project, "repro", "--no-run-cache")
    assert bytes_of(project) == before


@pytest.mark.slow
def test_a_bad_statement_is_listed_and_the_rest_goes_on(project: Path) -> None:
    bad = project / "corpus" / "statements" / "2017" / "bad.md"
    bad.write_text("---\ndate: soon\n---\nThe ministry deplores it.\n", encoding="utf-8")
    assert "rejected 2017/bad.md: field 'date' is not a date" in dvc(project, "repro", "ingest")
    assert "bad.md" in (project / "outputs" / "rejects.jsonl").read_text(encoding="utf-8")
    bad.unlink()


@pytest.mark.slow
def test_too_many_bad_statements_fail_the_run(project: Path) -> None:
    bad = [project / "corpus" / "statements" / "2017" / f"bad{number}.docx" for number in range(16)]
    for path in bad:
        path.write_text("of a kind that is not read", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "dvc", "repro", "ingest"], cwd=project, capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    assert "max_reject_share" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    for path in bad:
        path.unlink()
    dvc(project, "repro", "ingest")
