from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from commands import Command, SilentClassifier

from pipeline.language.reader import Reader

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the reference material beside the project (../shared) is absent")
    return folder


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader(ROOT / "configs", ROOT / "corpus" / "lexicon" / "formulas.csv")


@pytest.fixture
def command(
    root: Path, reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Callable[[str], Command]:
    """Any command of the command line, by its name."""
    monkeypatch.chdir(root)
    monkeypatch.setattr("pipeline.language.reader.Reader", lambda *_: reader)
    monkeypatch.setattr("pipeline.tone.scorer.ToneClassifier.load", lambda *_: SilentClassifier())
    return lambda name: Command(name, tmp_path, monkeypatch, capfd)


@pytest.fixture
def read(command: Callable[[str], Command]) -> Command:
    """The command `demarche read`."""
    return command("read")
