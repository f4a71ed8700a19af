"""The components in a pipeline of the user's own, as the README shows it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import spacy


def test_the_readme_s_pipeline_runs(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    block = re.search(r"```python\n(.*?)```", (root / "README.md").read_text(encoding="utf-8"), re.S)
    assert block
    monkeypatch.chdir(root)
    exec(block[1], {})
    assert "('Norway's foreign minister', 'said')" in capsys.readouterr().out.replace('"', "'")


def test_the_components_run_behind_others_and_leave_their_text_alone(root: Path) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("demarche_sentences")
    nlp.add_pipe("demarche_quotations")
    text = "“No,” he said. Then: 'yes'."
    doc = nlp(text)
    assert doc.text == text
    assert [text[q.start : q.end] for q in doc._.quotations] == ["No,", "yes"]
    assert [sentence.text.strip() for sentence in doc.sents] == ["“No,” he said.", "Then: 'yes'."]
