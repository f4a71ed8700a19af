from __future__ import annotations

from pathlib import Path

import pytest

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
