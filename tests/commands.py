"""The command line in the process of the tests, in the project's folder and without a trained model."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from pipeline import cli
from pipeline.domain import RUNGS

NOTE = "Norway condemned Peru's raid on Monday, 4 September 2017. <script>alert(1)</script>"


class SilentClassifier:
    """In place of a trained one, for text of which the lexicon knows every word that counts."""

    def judge(self, texts: list[str]) -> tuple[NDArray[np.float64], list[list[tuple[str, float]]]]:
        assert not texts
        return np.zeros((0, len(RUNGS))), []


class Command:
    """One command, and a note for it to read."""

    def __init__(
        self, name: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
    ) -> None:
        self.name, self.note, self._monkeypatch, self._capfd = name, folder / "note.txt", monkeypatch, capfd
        self.note.write_text(NOTE, encoding="utf-8")

    def __call__(self, *words: str) -> tuple[int, str, str]:
        """Give status, standard output and standard error."""
        self._monkeypatch.setattr("sys.argv", ["demarche", self.name, *words])
        self._capfd.readouterr()
        status = 0
        try:
            cli.main()
        except SystemExit as ended:
            status = int(ended.code or 0)
        told = self._capfd.readouterr()
        return status, told.out, told.err
