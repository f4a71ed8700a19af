"""The tone chart: remarks of an actor on the named rungs of the scale, with episodes as lines and shifts numbered."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from pipeline.config import Chart, Scale
from pipeline.domain import HIGHEST_RUNG, LOWEST_RUNG, Episode, Shift

FONT = "Liberation Sans"  # carried by vl-convert itself, so that every machine draws the same
PALETTE = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#555555")  # Okabe and Ito
GAP_DAYS = 400
MOST_GROUPS = 6
OTHER = "other"
_MINUS = "\u2212"


@dataclass(frozen=True, slots=True)
class ToneData:
    """What one chart draws: tidy tables, and the words around them.

    Attributes:
        remarks: One row a remark: date, rung, group, phrase and what a reader sees on hovering.
        lines: One row an episode: date, rung, group and the stretch it belongs to (a gap begins a new one).
        shifts: One row a shift: number, date, rungs and the wording before and after.
    """

    title: str
    subtitle: str
    group_title: str
    remarks: pd.DataFrame
    lines: pd.DataFrame
    shifts: pd.DataFrame


def rung_label(scale: Scale, rung: int) -> str:
    """Name a rung with a true minus sign: `−5 condemnation`."""
    return f"{_signed(rung)} {scale.name(rung)}"


def _signed(rung: int) -> str:
    return f"{_MINUS}{abs(rung)}" if rung < 0 else f"+{rung}" if rung else "0"


def tone_data(
    title: str,
    rows: Sequence[dict[str, Any]],
    episodes: Sequence[Episode],
    shifts: Sequence[Shift],
    scale: Scale,
    statements: Mapping[str, Any],
    *,
    by: str,
) -> ToneData:
    """Make the tidy tables of a chart.

    Args:
        rows: Rows of the tone store that have a rung and a date.
        by: `issue` for a dyad, `target` for an actor: what tells the series apart.
        statements: The statement of each id, for its source.
    """
    groups = _groups(rows, by)
    remarks = pd.DataFrame(
        [
            {
                "date": row["date"],
                "rung": row["rung"],
                "tone": rung_label(scale, row["rung"]),
                "group": groups.get(_key(row[by]), OTHER),
                "wording": f"“{row['phrase']}”",
                "form": row["directness"],
                "known": row["evidentiality"],
                "speaker": row["speaker"],
                "of": row["target"],
                "sentence": row["sentence"],
                "source": statements[row["statement_id"]].source,
                "url": statements[row["statement_id"]].url,
            }
            for row in rows
        ]
    )
    # towards one target an actor's issues run apart, so a line through all of them would show swings that are none
    lines = _lines(episodes if by == "issue" else (), groups, by)
    numbered = pd.DataFrame(
        [
            {
                "number": str(number),
                "date": shift.date,
                "rung_from": shift.rung_from,
                "rung_to": shift.rung_to,
                "issue": shift.issue,
                "of": shift.target,
                "change": f"{rung_label(scale, shift.rung_from)} → {rung_label(scale, shift.rung_to)}",
                "old": shift.phrase_from,
                "new": shift.phrase_to,
            }
            for number, shift in enumerate(shifts, start=1)
        ],
        columns=["number", "date", "rung_from", "rung_to", "issue", "of", "change", "old", "new"],
    )
    first, last = min(row["date"] for row in rows)[:4], max(row["date"] for row in rows)[:4]
    count = len({row["statement_id"] for row in rows})
    subtitle = f"{len(rows)} remarks in {count} statements of this corpus, {first}–{last}"
    return ToneData(title, subtitle, "Issue" if by == "issue" else "Of whom", remarks, lines, numbered)


def _key(value: str) -> str:
    return value.split(";")[0] if value else OTHER


def _groups(rows: Sequence[dict[str, Any]], by: str) -> dict[str, str]:
    """The most frequent values get a colour of their own, the rest share one."""
    counts: dict[str, int] = {}
    for row in rows:
        counts[_key(row[by])] = counts.get(_key(row[by]), 0) + 1
    counts.pop(OTHER, None)
    ranked = sorted(counts, key=lambda name: (-counts[name], name))
    return {name: name for name in ranked[:MOST_GROUPS]}


def _lines(episodes: Sequence[Episode], groups: dict[str, str], by: str) -> pd.DataFrame:
    rows: list[dict[str, Any]] = []
    by_group: dict[str, list[Episode]] = {}
    for episode in episodes:
        by_group.setdefault(groups.get(_key(getattr(episode, by)), OTHER), []).append(episode)
    for group, mine in sorted(by_group.items()):
        if group == OTHER:
            continue
        stretch, before = 0, ""
        for episode in sorted(mine, key=lambda e: e.start):
            if before and (pd.Timestamp(episode.start) - pd.Timestamp(before)).days > GAP_DAYS:
                stretch += 1
            before = episode.end
            rows.append({"date": episode.start, "rung": episode.rung, "group": group, "stretch": f"{group} {stretch}"})
    return pd.DataFrame(rows, columns=["date", "rung", "group", "stretch"])


def tone_chart(data: ToneData, scale: Scale, settings: Chart) -> alt.VConcatChart:
    """Draw the chart: named rungs, bright lines, remarks, episodes and numbered shifts with their wording below."""
    width, height = settings.width, settings.height
    names = {entry.rung: rung_label(scale, entry.rung) for entry in scale.rungs}
    labels = "{" + ",".join(f"'{rung}':'{name}'" for rung, name in names.items()) + "}[datum.value]"
    y = alt.Y(
        "rung:Q",
        scale=alt.Scale(domain=[LOWEST_RUNG - 0.5, HIGHEST_RUNG + 0.5], nice=False, zero=False),
        axis=alt.Axis(
            values=list(names), labelExpr=labels, title=None, grid=False, domain=False, ticks=False, labelPadding=8
        ),
    )
    dates = pd.to_datetime(data.remarks["date"])
    pad = max((dates.max() - dates.min()) * 0.03, pd.Timedelta(days=60))
    domain = [(dates.min() - pad).strftime("%Y-%m-%d"), (dates.max() + pad).strftime("%Y-%m-%d")]
    x = alt.X(
        "date:T", scale=alt.Scale(domain=domain), axis=alt.Axis(title=None, grid=False, tickCount=12, labelOverlap=True)
    )
    order = sorted(set(data.remarks["group"]), key=lambda g: (g == OTHER, -int((data.remarks["group"] == g).sum()), g))
    colours = [PALETTE[k] if g != OTHER else "#888888" for k, g in enumerate(order)]
    colour = alt.Color(
        "group:N", scale=alt.Scale(domain=order, range=colours),
        legend=alt.Legend(title=data.group_title, orient="top", symbolType="circle", symbolStrokeWidth=0, columns=4, labelLimit=180),
    )  # fmt: skip
    frame = pd.DataFrame({"rung": [r + 0.5 for r in range(LOWEST_RUNG, HIGHEST_RUNG)]})
    grid = alt.Chart(frame).mark_rule(color="#eeeeee").encode(y="rung:Q")
    bright = pd.DataFrame({"rung": [(a + b) / 2 for a, b in scale.bright_lines] + [0.0]})
    lines = alt.Chart(bright).mark_rule(color="#999999", strokeDash=[2, 3]).encode(y="rung:Q")
    path = (
        alt.Chart(data.lines)
        .mark_line(interpolate="step-after", strokeWidth=1.4, opacity=0.45)
        .encode(x=x, y=y, color=colour, detail="stretch:N")
    )
    hover = [
        alt.Tooltip("wording:N"), alt.Tooltip("tone:N"), alt.Tooltip("date:N", title="said"), alt.Tooltip("speaker:N"),
        alt.Tooltip("of:N", title="of whom"), alt.Tooltip("group:N", title=data.group_title.lower()),
        alt.Tooltip("form:N"), alt.Tooltip("known:N"), alt.Tooltip("sentence:N"), alt.Tooltip("source:N"),
    ]  # fmt: skip
    shapes = alt.Shape(
        "form:N", scale=alt.Scale(domain=["direct", "scare-quote", "indirect"], range=["circle", "diamond", "triangle-up"]),
        legend=alt.Legend(title="Wording", orient="top", symbolFillColor="#555555", symbolStrokeWidth=0, columns=3),
    )  # fmt: skip
    marks = alt.Chart(data.remarks).encode(x=x, y=y, shape=shapes, tooltip=hover)
    points = marks.transform_filter("datum.known == 'asserted'").mark_point(
        filled=True, size=62, opacity=0.9, stroke="white", strokeWidth=0.6
    )
    hollow = marks.transform_filter("datum.known != 'asserted'").mark_point(
        filled=False, size=58, opacity=0.9, strokeWidth=1.6
    )
    layers: list[alt.Chart] = [grid, lines, path, points.encode(color=colour), hollow.encode(color=colour)]
    layers.extend(_shift_layers(data.shifts, x))
    chart = alt.layer(*layers).properties(
        width=width, height=height,
        title=alt.TitleParams(data.title, subtitle=data.subtitle, anchor="start", fontSize=17, subtitleFontSize=12, subtitleColor="#555555", offset=10),
    )  # fmt: skip
    parts: list[alt.LayerChart | alt.FacetChart] = (
        [chart, _legend_of_shifts(data.shifts, width)] if len(data.shifts) else [chart]
    )
    joined: alt.VConcatChart = (
        alt.vconcat(*parts, spacing=14)
        .configure(font=FONT, background="white", padding=14)
        .configure_view(stroke=None)
        .configure_axis(labelFontSize=12, labelColor="#333333")
        .configure_legend(labelFontSize=12, titleFontSize=12, titleFontWeight="normal", titleColor="#555555")
    )
    return joined


def _shift_layers(shifts: pd.DataFrame, x: alt.X) -> list[alt.Chart]:
    if not len(shifts):
        return []
    table = shifts.copy()
    # shifts close in time stand on different heights, so that their numbers can be read
    days = pd.to_datetime(table["date"])
    span = max((days.max() - days.min()).days, 1)
    height, last, placed = 0, None, []
    for day in days:
        height = (height + 1) % 4 if last is not None and (day - last).days < span * 0.04 else 0
        placed.append(HIGHEST_RUNG + 0.35 - 0.42 * height)
        last = day
    table["place"] = placed
    base = alt.Chart(table).encode(x=x)
    arrow = base.mark_rule(color="#222222", strokeWidth=1.6).encode(y="rung_from:Q", y2="rung_to:Q")
    lead = base.mark_rule(color="#222222", strokeWidth=0.5, opacity=0.45).encode(y="rung_to:Q", y2="place:Q")
    head = (
        base.transform_calculate(angle="datum.rung_to < datum.rung_from ? 180 : 0")
        .mark_point(shape="triangle-up", filled=True, color="#222222", size=50, opacity=1)
        .encode(y="rung_to:Q", angle=alt.Angle("angle:Q", scale=None))
    )
    disc = base.mark_point(shape="circle", filled=True, color="#222222", size=210, opacity=1).encode(y="place:Q")
    number = base.mark_text(color="white", fontSize=10, fontWeight="bold").encode(y="place:Q", text="number:N")
    return [lead, arrow, head, disc, number]


def _legend_of_shifts(shifts: pd.DataFrame, width: int) -> alt.LayerChart | alt.FacetChart:
    """The shifts in words below the chart: number, day, issue, old → new rung, old → new wording."""
    rows: list[dict[str, Any]] = []
    at = 0.0
    for shift in shifts.to_dict("records"):
        day = pd.Timestamp(shift["date"])
        head = f"{day.day} {day:%B %Y}, {shift['issue'] or 'all issues'}: {shift['change']}"
        wording = f"“{shift['old']}” → “{shift['new']}”"
        rows.append({"y": at, "number": shift["number"], "text": head, "weight": "bold"})
        at += 1
        for line in textwrap.wrap(wording, width // 7):
            rows.append({"y": at, "number": "", "text": line, "weight": "normal"})
            at += 1
        at += 0.4
    table = pd.DataFrame(rows)
    base = alt.Chart(table).encode(
        y=alt.Y("y:Q", scale=alt.Scale(domain=[at, -0.5], nice=False, zero=False), axis=None)
    )
    numbered = base.transform_filter("datum.number != ''")
    disc = numbered.mark_point(shape="circle", filled=True, color="#222222", size=190, opacity=1).encode(x=alt.value(8))
    digit = numbered.mark_text(color="white", fontSize=10, fontWeight="bold").encode(x=alt.value(8), text="number:N")
    bold = base.transform_filter("datum.weight == 'bold'").mark_text(
        align="left", fontSize=12, fontWeight="bold", color="#222222"
    )
    plain = base.transform_filter("datum.weight != 'bold'").mark_text(align="left", fontSize=12, color="#444444")
    return alt.layer(
        disc, digit, bold.encode(x=alt.value(24), text="text:N"), plain.encode(x=alt.value(24), text="text:N")
    ).properties(width=width, height=max(int(at * 17), 20))
