from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from pipeline.tone.scorer import Scorer


@pytest.fixture(scope="module")
def scorers(shared: Path) -> Iterator[Any]:
    """Gives a scorer of `../shared/tools` by name."""
    tools = str(shared / "tools")
    sys.path.insert(0, tools)

    def load(name: str) -> ModuleType:
        return importlib.import_module(name)

    yield load
    sys.path.remove(tools)


@pytest.fixture(scope="module")
def scorer(root: Path) -> Scorer:
    if not (root / "models" / "tone" / "tone.skops").is_file():
        pytest.skip("there is no trained model here (`dvc repro`)")
    return Scorer.load(root / "configs", root / "corpus" / "lexicon" / "formulas.csv", root / "models" / "tone")
