"""Runs the real `demarche add` on a small copy of the project, and kills it."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

KILLS = int(os.environ.get("DEMARCHE_KILLS", "5"))  # 50 by hand, fewer where time is short
FILES = 500


@pytest.fixture
def project(root: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    shutil.copytree(root / "configs", folder / "configs")
    shutil.copytree(root / "corpus" / "statements" / "2017", folder / "corpus" / "statements" / "2017")
    shutil.copy(root / "dvc.yaml", folder / "dvc.yaml")
    return folder


def command(folder: Path, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "pipeline.cli", *words], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        stdin=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])},
    )  # fmt: skip


def run(folder: Path, *words: str, status: int = 0) -> tuple[str, str]:
    process = command(folder, *words)
    out, err = process.communicate()
    assert process.returncode == status, out + err
    assert "Traceback" not in err
    return out, err


def files_of(folder: Path) -> dict[str, str]:
    statements = folder / "corpus" / "statements"
    return {
        path.relative_to(statements).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in statements.rglob("*")
        if path.is_file()
    }


def lines(out: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in out.splitlines()]


def story(number: int) -> str:
    words = random.Random(number).sample(
        "harbour treaty river bridge envoy market winter garden signal copper orchard lantern convoy valley ledger".split(),
        9,
    )
    return f"---\ndate: 2031-01-{number % 28 + 1:02}\nsource: paper {number}\n---\nMinister {number} spoke of the {' and the '.join(words)}.\n"


def test_adding_keeps_the_file_as_received_and_says_what_it_understood(project: Path, tmp_path: Path) -> None:
    before = files_of(project)
    letter = tmp_path / "letter.txt"
    letter.write_text("The ministry of Norway has taken note of the proposal.\n", encoding="utf-8")
    out, err = run(
        project,
        "add",
        str(letter),
        "--date",
        "2031-02-03",
        "--source",
        "a letter",
        "--state",
        "Norway",
        "--format",
        "jsonl",
    )
    (row,) = lines(out)
    assert (row["result"], row["date"], row["date_derivation"], row["state"]) == (
        "added",
        "2031-02-03",
        "given with the file",
        "NOR",
    )
    assert "1 read = 1 added + 0 duplicates + 0 rejected" in err
    after = files_of(project)
    assert before.items() <= after.items()
    (copy,) = [name for name in set(after) - set(before) if name.endswith("letter.txt")]
    assert (project / "corpus" / "statements" / copy).read_bytes() == letter.read_bytes()
    again, err = run(project, "add", str(letter), "--date", "2031-02-03", "--source", "a letter", "--format", "jsonl")
    assert lines(again)[0]["result"] == "duplicate"
    assert files_of(project) == after


def test_a_reprint_is_one_statement_with_two_sources(project: Path, tmp_path: Path) -> None:
    body = (
        "The foreign ministry of Arven objected on Monday to the closing of the strait, and asked the coast guard of its "
        "neighbour to let the ships of all nations pass, as they had passed since the treaty of the harbours was signed."
    )
    for name, head in (("one", "ARVENHOLM (Agency) -- "), ("two", "")):
        (tmp_path / f"{name}.md").write_text(
            f"---\npublished: 2031-02-03\nsource: paper {name}\nurl: https://{name}.example.org/a\n---\n{head}{body}\n",
            encoding="utf-8",
        )
    run(project, "add", str(tmp_path / "one.md"))
    out, err = run(project, "add", str(tmp_path / "two.md"), "--format", "jsonl")
    assert lines(out)[0]["result"] == "duplicate"
    assert "1 further sources noted" in err
    notes = list((project / "corpus" / "statements" / "added").rglob("provenance.csv"))
    rows = [row for path in notes for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines())]
    (reprint,) = [row for row in rows if row["duplicate_of"]]
    assert (reprint["source"], reprint["url"]) == ("paper two", "https://two.example.org/a")


def test_what_cannot_be_read_is_refused_and_the_rest_added(project: Path, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("The ministry deplores it.", encoding="utf-8")
    (tmp_path / "scan.docx").write_bytes(b"PK\x03\x04 not read")
    before = files_of(project)
    out, _ = run(
        project,
        "add",
        str(tmp_path / "good.txt"),
        str(tmp_path / "scan.docx"),
        str(tmp_path / "absent.txt"),
        "--format",
        "jsonl",
        status=1,
    )
    assert sorted(row["result"] for row in lines(out)) == ["added", "rejected", "rejected"]
    assert not [name for name in set(files_of(project)) - set(before) if name.endswith("docx")]


def test_a_dry_run_changes_nothing(project: Path, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("The ministry deplores it.", encoding="utf-8")
    before = files_of(project)
    _, err = run(project, "add", "--dry-run", str(tmp_path / "good.txt"))
    assert "1 to be added" in err
    assert files_of(project) == before


@pytest.mark.slow
def test_a_killed_run_leaves_the_old_corpus_or_the_new_one(project: Path, tmp_path: Path) -> None:
    source = tmp_path / "texts"
    source.mkdir()
    for number in range(FILES):
        (source / f"{number}.md").write_text(story(number), encoding="utf-8")
    old = files_of(project)
    started = time.monotonic()
    run(project, "add", str(source))
    seconds = time.monotonic() - started
    added = project / "corpus" / "statements" / "added"
    assert len(files_of(project)) == len(old) + FILES + 1
    shutil.rmtree(added)
    moments = random.Random(7)
    seen = set()
    for _ in range(KILLS):
        process = command(project, "add", str(source))
        # half of the moments fall into the last fifth of the run, in which files are moved
        wait = moments.uniform(0.0, 1.0) if moments.random() < 0.5 else moments.uniform(0.8, 1.05)
        time.sleep(wait * seconds)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        now = files_of(project)
        new = set(now) - set(old)
        assert old.items() <= now.items()
        assert len(new) in (0, FILES + 1), f"half a batch: {len(new)} files"
        for name in new:
            if name.endswith(".md"):
                assert (project / "corpus" / "statements" / name).read_bytes() == (
                    source / Path(name).name
                ).read_bytes()
        seen.add(bool(new))
        shutil.rmtree(added, ignore_errors=True)
    run(project, "add", str(source))
    assert len(files_of(project)) == len(old) + FILES + 1
    assert not (project / "corpus" / ".incoming").exists()
    print(f"{KILLS} kills over {seconds:.1f} s; left: {seen}")
