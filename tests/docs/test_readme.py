from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command

from pipeline.cli import app
from pipeline.config import read_yaml


def test_every_command_is_documented(root: Path) -> None:
    readme = (root / "README.md").read_text(encoding="utf-8")
    for command in app.registered_commands:
        assert command.callback is not None
        assert re.search(rf"demarche {command.callback.__name__}\b", readme), command.callback.__name__


def test_every_command_and_option_of_the_readme_exists(root: Path) -> None:
    readme = (root / "README.md").read_text(encoding="utf-8")
    commands = {command.name: command for command in get_command(app).commands.values()}  # type: ignore[attr-defined]
    shell = "".join(re.findall(r"```sh\n(.*?)```", readme, re.DOTALL))
    named = re.findall(r"^demarche (\w+)(.*)", shell, re.MULTILINE)
    assert {"read", "history"} <= {name for name, _ in named}
    assert ("read", "--html") in {(name, option) for name, rest in named for option in rest.split()}
    for name, rest in named:
        options = {option for parameter in commands[name].params for option in parameter.opts}
        assert options.issuperset(re.findall(r"(?<!\S)--[a-z-]+", rest)), f"demarche {name}{rest}"


def test_every_stage_is_in_the_table(root: Path) -> None:
    readme = (root / "README.md").read_text(encoding="utf-8")
    for stage in read_yaml(root / "dvc.yaml")["stages"]:
        assert f"| {stage} |" in readme


def test_the_corpus_counts_of_its_readme_are_true(root: Path) -> None:
    text = (root / "corpus" / "README.md").read_text(encoding="utf-8")
    files = len(list((root / "corpus" / "statements").rglob("*.md")))
    left_out = len((root / "corpus" / "left-out.csv").read_text(encoding="utf-8").splitlines()) - 1
    assert f"holds {files} statements" in text
    assert f"the {left_out} statements" in text


def test_constraints_pin_every_version_and_name_no_host(root: Path) -> None:
    lines = (root / "constraints.txt").read_text(encoding="utf-8").split()
    assert len(lines) > 100
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.!+_-]+", line) for line in lines)


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (["--help"], 0),
        (["history", "Atlantis"], 1),
        (["history"], 2),
        (["read", "no-such-file.txt"], 1),
        (["shifts", "--since", "soon"], 2),
        (["read", "README.md", "--genre", "poem"], 2),
        (["read", "README.md", "--state", "Atlantis"], 2),
        (["read", "README.md", "--date", "2017-02-30"], 2),
    ],
)
def test_exit_statuses_and_no_traces(root: Path, words: list[str], status: int) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pipeline.cli", *words], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.returncode == status, done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ["history", "CHN", "PRK"],
        ["history", "China", "North Korea", "--since", "2017", "--format", "jsonl"],
        ["shifts", "--actor", "CHN", "--format", "csv"],
        ["score", "--explain", "Arven did not condemn Boria's raid."],
        ["status"],
    ],
)
def test_commands_of_the_readme_run(root: Path, words: list[str]) -> None:
    if not (root / "outputs" / "shifts.jsonl").is_file():
        pytest.skip("the main job has not been run here (`dvc repro`)")
    done = subprocess.run(
        [sys.executable, "-m", "pipeline.cli", *words], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()
