"""DVC does not follow imports: every module that a stage imports must stand among its dependencies."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pipeline.config import read_yaml

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from imports import ROOT, closure

STAGES = read_yaml(ROOT / "dvc.yaml")["stages"]


@pytest.mark.parametrize("stage", list(STAGES))
def test_deps_name_every_imported_module(stage: str) -> None:
    listed = [ROOT / dep for dep in STAGES[stage]["deps"]]
    missing = [
        str(file.relative_to(ROOT))
        for file in sorted(closure(ROOT / "pipeline" / "stages" / f"{stage}.py"))
        if not any(file == dep or dep in file.parents for dep in listed)
        and not (file.name == "__init__.py" and not file.read_text(encoding="utf-8").strip())
        and file != ROOT / "pipeline" / "__init__.py"
    ]
    assert missing == []


@pytest.mark.parametrize("stage", list(STAGES))
def test_a_stage_is_one_verb_one_module(stage: str) -> None:
    assert f"python -m pipeline.stages.{stage} " in STAGES[stage]["cmd"]


def test_only_the_store_touches_tables_and_only_config_touches_configs() -> None:
    for file in (ROOT / "pipeline").rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        if file.name != "store.py":
            assert "pyarrow" not in text, file
        if file.name not in ("config.py", "text.py"):
            assert "ruamel" not in text, file
