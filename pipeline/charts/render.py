"""A chart to SVG, PNG and a place on the page, without a browser."""

from __future__ import annotations

import html
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import altair as alt
import vl_convert

from pipeline.charts.tone import ToneData


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart in all its forms; `name` is its file name without suffix."""

    name: str
    data: ToneData
    spec: dict[str, Any]
    svg: bytes
    png: bytes


def draw(name: str, data: ToneData, chart: alt.VConcatChart, png_scale: float) -> Drawing:
    """Render a chart; the bytes depend on the chart alone, not on the fonts of the machine."""
    os.environ["FONTCONFIG_FILE"] = str(Path(__file__).with_name("fonts.conf"))
    spec = chart.to_dict()
    svg = vl_convert.vegalite_to_svg(spec)
    png = vl_convert.vegalite_to_png(spec, scale=png_scale)
    return Drawing(name, data, spec, svg.encode(), png)


def page(drawings: Sequence[Drawing], version: str) -> str:
    """Make one HTML page of all charts that needs no network; every text from a statement is escaped."""
    bundle = vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;")
    links = "\n".join(
        f'<li><a href="#{d.name}">{html.escape(d.data.title)}</a> <span>{len(d.data.remarks)}</span></li>'
        for d in drawings
    )
    sections = "\n".join(_section(d) for d in drawings)
    specs = json.dumps({d.name: d.spec for d in drawings}, ensure_ascii=False).replace("<", "\\u003c")
    return _PAGE.format(
        links=links,
        sections=sections,
        specs=specs,
        bundle=bundle.replace("</script", "<\\/script"),
        version=html.escape(version),
    )


def _section(drawing: Drawing) -> str:
    shifts = "".join(
        "<tr>"
        + "".join(
            f"<td>{html.escape(str(cell))}</td>"
            for cell in (row["number"], row["date"], row["issue"], row["change"], f"“{row['old']}”", f"“{row['new']}”")
        )
        + "</tr>"
        for row in drawing.data.shifts.to_dict("records")
    )
    table = (
        "<table><caption>Shifts by the codebook's rule</caption><thead><tr><th>no.</th><th>date</th><th>issue</th><th>change</th>"
        f"<th>old wording</th><th>new wording</th></tr></thead><tbody>{shifts}</tbody></table>"
        if shifts
        else "<p>No shift by the codebook's rule.</p>"
    )
    remarks = "".join(
        "<tr>"
        + "".join(
            f"<td>{html.escape(str(row[name]))}</td>"
            for name in ("date", "tone", "group", "wording", "speaker", "form", "known")
        )
        + f"<td>{_link(row['url'], row['source'])}</td></tr>"
        for row in drawing.data.remarks.to_dict("records")
    )
    return f"""<section id="{drawing.name}"><h2>{html.escape(drawing.data.title)}</h2>
<p>{html.escape(drawing.data.subtitle)} · <a href="{drawing.name}.svg">SVG</a> · <a href="{drawing.name}.png">PNG</a></p>
<div class="chart" data-chart="{drawing.name}" role="img" aria-label="Tone chart: {html.escape(drawing.data.title)}; the table below holds its data"></div>
{table}
<details><summary>All {len(drawing.data.remarks)} remarks with their sources</summary>
<table><thead><tr><th>date</th><th>tone</th><th>{html.escape(drawing.data.group_title.lower())}</th><th>wording</th><th>speaker</th><th>form</th>
<th>known</th><th>source</th></tr></thead><tbody>{remarks}</tbody></table></details></section>"""


def _link(url: str, text: str) -> str:
    """Link to a source; an address that is not of the web stays plain text."""
    if url.startswith(("https://", "http://")):
        return f'<a href="{html.escape(url, quote=True)}" rel="noreferrer">{html.escape(text or url)}</a>'
    return html.escape(text)


_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>demarche: tone charts</title>
<style>
body {{ font: 15px/1.45 "Liberation Sans", Arial, Helvetica, sans-serif; color: #222; margin: 0 auto; max-width: 1180px; padding: 1rem; }}
nav ul {{ columns: 4 11rem; list-style: none; padding: 0; }} nav span {{ color: #666; font-size: .85em; }}
section {{ border-top: 1px solid #ccc; padding-top: .5rem; margin-top: 2rem; }} .chart {{ overflow-x: auto; min-height: 20rem; }}
table {{ border-collapse: collapse; font-size: .87em; margin: .6rem 0; }} caption {{ text-align: left; font-weight: bold; }}
th, td {{ text-align: left; vertical-align: top; padding: .2rem .8rem .2rem 0; border-bottom: 1px solid #eee; }}
details {{ overflow-x: auto; }} footer {{ margin-top: 3rem; color: #555; font-size: .85em; }}
#vg-tooltip-element td.value {{ max-width: 26rem; white-space: normal; }}
@media print {{ nav, details {{ display: none; }} section {{ break-inside: avoid; }} }}
</style></head><body>
<h1>Tone charts</h1>
<p>Each mark is one remark, placed by its wording on the scale from threat (−6) to solidarity (+4). Hover over a mark for the wording, the sentence and
the source. Hollow marks are known by report only. Lines join episodes; dashed lines are bright lines. Numbers mark shifts.</p>
<nav aria-label="Charts"><ul>
{links}
</ul></nav>
{sections}
<footer>demarche {version}. What is shown rests on the statements of this corpus alone.</footer>
<script>{bundle}</script>
<script id="specs" type="application/json">{specs}</script>
<script>
const specs = JSON.parse(document.getElementById("specs").textContent);
const draw = (place) => vegaEmbed(place, specs[place.dataset.chart], {{actions: false, renderer: "svg"}});
const seen = new IntersectionObserver((entries) => {{
  for (const entry of entries) if (entry.isIntersecting) {{ seen.unobserve(entry.target); draw(entry.target); }}
}}, {{rootMargin: "600px"}});
document.querySelectorAll("[data-chart]").forEach((place) => seen.observe(place));
</script>
</body></html>
"""
