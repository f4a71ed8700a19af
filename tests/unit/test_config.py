from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import config
from pipeline.errors import ConfigError


def test_a_wrong_key_is_named_with_the_allowed_ones(tmp_path: Path) -> None:
    (tmp_path / "track.yaml").write_text("track:\n  window_day: 14\n", encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        config.stage(tmp_path, config.Track)
    assert "track.yaml" in str(caught.value)
    assert "window_day" in str(caught.value)


def test_a_wrong_value_is_named(tmp_path: Path) -> None:
    text = "track:\n  window_days: soon\n  baseline_days: 365\n  baseline_episodes: 5\n  max_range_rungs: 3\n  max_date_days: 120\n"
    (tmp_path / "track.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"window_days.*soon"):
        config.stage(tmp_path, config.Track)


def test_norway_is_not_false(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("code: NO\n", encoding="utf-8")
    assert config.read_yaml(tmp_path / "x.yaml") == {"code": "NO"}


def test_every_shipped_configuration_loads(root: Path) -> None:
    folder = root / "configs"
    for model in (config.Ingest, config.Extract, config.Train, config.Score, config.Track, config.Chart):
        config.stage(folder, model)
    assert len(config.actors(folder).states) >= 195
    assert len(config.holders(folder)) > 1000
    known = set(config.actors(folder).names())
    assert {holder.state for holder in config.holders(folder)} <= known


def test_a_bad_row_of_the_offices_is_named(tmp_path: Path) -> None:
    head = ",".join(config.OFFICE_COLUMNS)
    (tmp_path / "offices.csv").write_text(f"{head}\nA B,,B,NOR,king,leader,soon,,general knowledge\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="row 2"):
        config.holders(tmp_path)
