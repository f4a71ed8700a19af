"""Statements for people to read: which pattern found each remark, and a page with the remarks marked in the text."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any, NamedTuple

from spacy import displacy

from pipeline.config import Scale
from pipeline.presenting import tone_words

_NEGATIVE, _NEUTRAL, _POSITIVE, _NONE = "#f2b8a0", "#dddddd", "#b9dcc0", "#e9e2c8"
_STYLE = "body{font-family:sans-serif;max-width:60em;margin:2em auto;line-height:1.5}dt{font-weight:bold}dd{margin:0 0 .8em 1em}"
# should markup of a statement ever get through, the browser neither runs it nor loads anything for it
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_BASES = {"stated": " (as stated)", "relative": " (reckoned)", "published": " (day of publication)", "unknown": ""}


class Section(NamedTuple):
    """One statement on a page: its heading, its text, and the rows of its remarks as the tone store has them."""

    heading: str
    text: str
    rows: Sequence[dict[str, Any]]


def marked_page(sections: Sequence[Section], scale: Scale) -> str:
    """Give an HTML page of statements with their remarks marked, which needs nothing from the network.

    Statements are data: markup in them shows as text.
    """
    body = "".join(_section(section, scale) for section in sections)
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f"<title>Remarks</title><style>{_STYLE}</style></head><body>\n{body}</body></html>\n"
    )


def explanation(row: dict[str, Any], scale: Scale) -> list[str]:
    """Say in three lines how a remark was read: which pattern found it, whose words it is and when, what decided its tone."""
    cue = f" (cue “{row['cue']}”)" if row["cue"] else ""
    effects = [item.partition(":") for item in row["scope"]]
    acted = "; on it acts " + ", ".join(f"{effect} “{words}”" for effect, _, words in effects) if effects else ""
    office = f", {row['office']}" if row["office"] else ""
    reported = f", by {row['reported_by']}" if row["reported_by"] else ""
    known = ("formerly, " if row["historic"] else "") + f"{row['evidentiality']}{reported}, {row['directness']}"
    lines = [
        f"found by: {row['pattern']}{cue}{acted}",
        f"whose words: {row['speaker'] or 'nobody named'}{office} ({row['authority']}) → {row['actor'] or 'binds nobody'}; "
        f"of {row['target'] or 'nobody named'}; {_day(row)}; {known}",
        f"tone {tone_words(row, scale)}: {row['trace']}",
    ]
    return [" ".join(line.split()) for line in lines]


def _section(section: Section, scale: Scale) -> str:
    # "ent", because "span" sets tokens apart by spaces of its own; not minified, because that joins lines within a mark
    marked = displacy.render(
        {"text": section.text, "ents": _marks(section.rows, scale), "title": None},
        style="ent", manual=True, page=False, jupyter=False,
    )  # fmt: skip
    listed = "".join(
        f"<dt>{number}. {escape(row['phrase'])}</dt><dd>{'<br>'.join(map(escape, explanation(row, scale)))}</dd>\n"
        for number, row in enumerate(section.rows, start=1)
    )
    found = f"<dl>\n{listed}</dl>" if listed else "<p>No remark found.</p>"
    return f"<section>\n<h1>{escape(section.heading)}</h1>\n{marked}\n{found}\n</section>\n"


def _marks(rows: Sequence[dict[str, Any]], scale: Scale) -> list[dict[str, Any]]:
    """Give displaCy's entities; remarks that overlap share a mark, with a label each, because it cannot nest them."""
    groups: list[list[tuple[int, dict[str, Any]]]] = []
    reached = -1
    for number, row in sorted(enumerate(rows, start=1), key=lambda item: (item[1]["start"], item[1]["end"])):
        if row["start"] < reached:
            groups[-1].append((number, row))
        else:
            groups.append([(number, row)])
        reached = max(reached, row["end"])
    return [
        {
            "start": group[0][1]["start"],
            "end": max(row["end"] for _, row in group),
            # displaCy escapes the text, but neither labels nor titles
            "label": escape(" · ".join(_label(number, row, scale) for number, row in group)),
            "params": {"bg": _colour([row["rung"] for _, row in group])},
        }
        for group in groups
    ]


def _label(number: int, row: dict[str, Any], scale: Scale) -> str:
    return f"{number} {row['actor'] or '–'}→{row['target'] or '–'} {tone_words(row, scale)}"


def _day(row: dict[str, Any]) -> str:
    if not row["date"]:
        return "undated"
    until = f" to {row['date_end']}" if row["date_end"] not in ("", row["date"]) else ""
    return f"{row['date']}{until}{_BASES[row['date_basis']]}"


def _colour(rungs: Sequence[int | None]) -> str:
    """The colour of the rung farthest from zero, on a tie of the negative one."""
    extreme = max((rung for rung in rungs if rung is not None), key=lambda rung: (abs(rung), -rung), default=None)
    if extreme is None:
        return _NONE
    return _NEUTRAL if extreme == 0 else _POSITIVE if extreme > 0 else _NEGATIVE
