"""The series to charts: SVG and PNG a dyad and an actor, and one page that opens offline."""

from __future__ import annotations

import shutil
from collections import Counter
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline import config, store
from pipeline.charts.render import Drawing, draw, page
from pipeline.charts.tone import tone_chart, tone_data
from pipeline.domain import UNOFFICIAL
from pipeline.stages import progress, run, say
from pipeline.tracking.episodes import days_between


def main(
    tone: Annotated[Path, typer.Option(help="Folder of the tone store.")],
    statements: Annotated[Path, typer.Option(help="Statements, Parquet.")],
    episodes: Annotated[Path, typer.Option(help="Episodes, Parquet.")],
    shifts: Annotated[Path, typer.Option(help="Shifts, JSON lines.")],
    configs: Annotated[Path, typer.Option(help="Folder of configuration files.")],
    out: Annotated[Path, typer.Option(help="Folder of the charts.")],
) -> None:
    """Draw every dyad and actor with enough remarks."""
    settings = config.stage(configs, config.Chart)
    scale = config.load(configs / "scale.yaml", config.Scale)
    names = config.actors(configs).names()
    rule = config.stage(configs, config.Track)
    rows = [row for row in store.read_tone(tone) if drawable(row, rule)]
    sources = {s.statement_id: s for s in store.read_statements(statements)}
    series, found = store.read_episodes(episodes), store.read_shifts(shifts)
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    drawings: list[Drawing] = []
    wanted = subjects(rows, settings)
    for actor, target in progress(wanted, "Drawing", len(wanted)):
        mine = [r for r in rows if actor in r["actor"].split(";") and (not target or target in r["target"].split(";"))]
        data = tone_data(
            f"{names.get(actor, actor)} on {names.get(target, target)}" if target else f"{names.get(actor, actor)} on all others",
            mine,
            [e for e in series if e.actor == actor and (not target or e.target == target)],
            [s for s in found if s.actor == actor and target and s.target == target],
            scale, sources, by="issue" if target else "target",
        )  # fmt: skip
        name = f"{actor}-{target}" if target else actor
        drawing = draw(name, data, tone_chart(data, scale, settings), settings.png_scale)
        store.write_atomically(out / f"{name}.svg", drawing.svg)
        store.write_atomically(out / f"{name}.png", drawing.png)
        drawings.append(drawing)
    index = out / "index.html"
    store.write_atomically(index, page(drawings, version("demarche")).encode())
    say(f"chart: {len(drawings)} charts; open {index} in a browser")


def drawable(row: dict[str, Any], rule: config.Track) -> bool:
    """True for a remark that is dated and placed closely enough, is no history and no rumour."""
    return (
        row["rung"] is not None
        and bool(row["date"])
        and not row["historic"]
        and row["evidentiality"] not in UNOFFICIAL
        and row["rung_high"] - row["rung_low"] <= rule.max_range_rungs
        and days_between(row) <= rule.max_date_days
    )


def subjects(rows: list[dict[str, Any]], settings: config.Chart) -> list[tuple[str, str]]:
    """Give the dyads, then the actors (target ''), that have enough remarks, the fullest first."""
    dyads: Counter[tuple[str, str]] = Counter()
    actors: Counter[str] = Counter()
    for row in rows:
        for actor in filter(None, row["actor"].split(";")):
            actors[actor] += 1
            dyads.update((actor, target) for target in row["target"].split(";") if target and target != actor)
    always = {(pair[:3], pair[4:]) for pair in settings.dyads if (pair[:3], pair[4:]) in dyads}
    chosen = [pair for pair, n in dyads.items() if n >= settings.min_remarks or pair in always]
    ranked = sorted(chosen, key=lambda pair: (pair not in always, -dyads[pair], pair))
    single = sorted((actor for actor, n in actors.items() if n >= settings.min_remarks), key=lambda a: (-actors[a], a))
    return [*ranked, *((actor, "") for actor in single)]


if __name__ == "__main__":
    run(main)
