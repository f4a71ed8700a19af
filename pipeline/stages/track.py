"""The tone store to episodes and shifts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline import config, store
from pipeline.stages import run, say
from pipeline.tracking.episodes import enters_series, episodes_of
from pipeline.tracking.history import first_uses
from pipeline.tracking.shifts import find_shifts


def main(
    tone: Annotated[Path, typer.Option(help="Folder of the tone store.")],
    configs: Annotated[Path, typer.Option(help="Folder of configuration files.")],
    episodes: Annotated[Path, typer.Option(help="Episodes, Parquet.")],
    shifts: Annotated[Path, typer.Option(help="Shifts, JSON lines.")],
    metrics: Annotated[Path, typer.Option(help="Counts, JSON.")],
) -> None:
    """Join remarks to episodes and find the shifts."""
    settings = config.stage(configs, config.Track)
    scale = config.load(configs / "scale.yaml", config.Scale)
    issues = config.load(configs / "issues.yaml", config.Issues)
    rows = store.read_tone(tone)
    series = episodes_of(rows, settings)
    cued = frozenset(row["remark_id"] for row in rows if any(mark.startswith("first-use") for mark in row["scope"]))
    found = find_shifts(series, issues, settings, scale.bright_lines, cued, first_uses(rows))
    store.write_episodes(episodes, series)
    store.write_shifts(shifts, found)
    entered = sum(enters_series(row, settings) for row in rows)
    store.write_json(
        metrics,
        {
            "remarks": len(rows),
            "remarks_in_series": entered,
            "remarks_outside_series": len(rows) - entered,
            "dyads": len({(e.actor, e.target) for e in series}),
            "episodes": len(series),
            "shifts": len(found),
        },
    )
    say(f"track: {entered} of {len(rows)} remarks in {len(series)} episodes, {len(found)} shifts")


if __name__ == "__main__":
    run(main)
