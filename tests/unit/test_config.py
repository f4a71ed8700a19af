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


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("abhor,verb,say,object,object,-,extra", r"row 3 \(abhor\): has 7 cells and the header 6"),
        ("abhor,verb,say,object", r"row 3 \(abhor\): has 4 cells and the header 6"),
        ("abhor,verb,say,objekt,object,-", r"row 3 \(abhor\): frames 'objekt' is not one of quote,"),
        ("accuse,verb,say,object,object,-", r"row 3 \(accuse\): the verb stands twice"),
    ],
)
def test_a_bad_row_of_the_cues_is_named(tmp_path: Path, row: str, problem: str) -> None:
    head = ",".join(config.CUE_COLUMNS)
    (tmp_path / "cues.csv").write_text(f"{head}\naccuse,verb,say,object,object,-\n{row}\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=problem):
        config.cue_table(tmp_path)


def test_the_tables_say_what_is_wrong_with_the_whole_file(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"cues\.csv: is missing; restore it"):
        config.cue_table(tmp_path)
    (tmp_path / "cues.csv").write_text("cue,sort\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="has the columns cue, sort; it must have cue, kind"):
        config.cue_table(tmp_path)
    (tmp_path / "offices.csv").write_bytes("naïve".encode("latin-1"))
    with pytest.raises(ConfigError, match=r"offices\.csv: is not UTF-8"):
        config.holders(tmp_path)
    (tmp_path / "offices.csv").write_bytes(b"")
    with pytest.raises(ConfigError, match="has the columns none"):
        config.holders(tmp_path)
