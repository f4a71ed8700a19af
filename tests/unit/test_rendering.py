from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import Any

import pytest
from commands import NOTE, Command

from pipeline import config, store
from pipeline.domain import Remark, Tone
from pipeline.rendering import Section, explanation, marked_page


@pytest.fixture(scope="module")
def scale(root: Path) -> config.Scale:
    return config.load(root / "configs" / "scale.yaml", config.Scale)


def row(text: str, phrase: str, **more: Any) -> dict[str, Any]:
    start = text.index(phrase)
    remark = Remark(
        statement_id="0123456789abcdef", start=start, end=start + len(phrase), sentence=text, date="2017-09-03",
        date_end="2017-09-03", date_basis="stated", speaker="Norway", office="", authority="government", actor="NOR",
        media_of="", target="PER", phrase=phrase, cue="condemned", directness="indirect", evidentiality="asserted",
        historic=False, act="verbal", reported_by="", content=text, formulas=(), scope=(), pattern="subject; object", issue="",
    )  # fmt: skip
    return store.tone_row(remark, Tone(-5, -5, -5, 0.0, (), False, "lexicon: “condemn” is -5")) | more


def marks(page: str) -> list[tuple[str, str]]:
    """The marked passages of a page, each with its label."""
    found = re.findall(r"<mark[^>]*>(.*?)<span[^>]*>(.*?)</span>", page, re.DOTALL)
    return [(html.unescape(text).strip(), html.unescape(label)) for text, label in found]


def shown(page: str) -> str:
    """The words of a page's text as a reader sees them, without marks and labels."""
    text = re.findall(r'<div class="entities"[^>]*>(.*?)</div>', page, re.DOTALL)[0]
    return html.unescape(re.sub(r"<[^>]*>", " ", re.sub(r"<span[^>]*>.*?</span>", "", text)))


def test_a_remark_is_marked_with_who_whom_and_rung(scale: config.Scale) -> None:
    text = "Norway condemned the raid by Peru."
    page = marked_page([Section("A note", text, [row(text, "condemned")])], scale)
    assert marks(page) == [("condemned", "1 NOR→PER −5 condemnation")]
    assert "found by: subject; object (cue “condemned”)" in page


def test_the_text_stands_whole_around_its_marks(scale: config.Scale) -> None:
    text = "Norway\r\ncondemned\nthe raid & “Peru”   {label} {bg}.\n\n&amp; Chile praised it."
    page = marked_page([Section("A note", text, [row(text, "Chile"), row(text, "condemned\nthe raid")])], scale)
    assert shown(page).split() == text.split()


def test_remarks_that_share_words_are_all_marked(scale: config.Scale) -> None:
    text = "Norway voiced great frustration with Peru and Chile, and praised Fiji."
    rows = [
        row(text, "frustration", rung=-3),
        row(text, "great frustration", target="CHL", rung=3),
        row(text, "great frustration", rung=None, abstained=True, actor="", target=""),
        row(text, "praised", rung=3, target="FJI"),
    ]
    page = marked_page([Section("A note", text, rows)], scale)
    label = "2 NOR→CHL +3 praise · 3 –→– abstained · 1 NOR→PER −3 disapproval"
    assert marks(page) == [("great frustration", label), ("praised", "4 NOR→FJI +3 praise")]
    assert page.count("<dt>") == 4


def test_markup_in_a_statement_shows_as_text(scale: config.Scale) -> None:
    text = "<script>alert(1)</script></mark></div> Norway <b onclick='x'>condemned</b> <img src=x>Peru."
    evil = dict.fromkeys(("speaker", "office", "authority", "actor", "target", "cue", "pattern", "trace"), "<i>x</i>")
    rows = [row(text, "<b onclick='x'>condemned</b>", reported_by="<i>", scope=("negation:<i>",), **evil)]
    page = marked_page([Section("</h1><img src=x>", text, rows)], scale)
    assert shown(page).split() == text.split()
    # whatever the statement says, the page's elements are those of our own template
    assert set(re.findall(r"<(/?[a-z1]+)", page)) <= {
        tag
        for name in "html head title style body section h1 div mark span dl dt dd".split()
        for tag in (name, f"/{name}")
    } | {"meta", "br"}
    assert "onclick" not in "".join(re.findall(r"<[^>]*>", page))


def test_the_page_asks_nothing_of_the_network_and_is_the_same_each_time(scale: config.Scale) -> None:
    text = "Norway condemned Peru."
    sections = [Section("A note", text, [row(text, "condemned")]), Section("Another", "Nothing.", [])]
    page = marked_page(sections, scale)
    assert "http" not in page.replace("http-equiv", "")
    assert not re.search(r"\b(?:src|href)\s*=|url\(|@import", page)
    assert page == marked_page(sections, scale)
    assert page.count("<section>") == 2
    assert "No remark found." in page


def test_an_explanation_names_pattern_speaker_and_rule(scale: config.Scale) -> None:
    text = "Norway did not condemn Peru."
    known = {"evidentiality": "reported", "reported_by": "the\nHerald", "historic": True, "office": "minister"}
    dates = {"date": "2017-09-01", "date_end": "2017-09-30", "date_basis": "relative"}
    assert explanation(row(text, "did not condemn", scope=("negation:did not",), rung=-1, **known, **dates), scale) == [
        "found by: subject; object (cue “condemned”); on it acts negation “did not”",
        "whose words: Norway, minister (government) → NOR; of PER; 2017-09-01 to 2017-09-30 (reckoned); "
        "formerly, reported, by the Herald, indirect",
        "tone −1 caution: lexicon: “condemn” is -5",
    ]
    bare = {"cue": "", "speaker": "", "actor": "", "target": "", "date": "", "date_end": "", "date_basis": "unknown"}
    assert explanation(row(text, "did not condemn", **bare, authority="unknown"), scale)[:2] == [
        "found by: subject; object",
        "whose words: nobody named (unknown) → binds nobody; of nobody named; undated; asserted, indirect",
    ]


def test_read_explains_under_the_table_and_not_in_json(read: Command) -> None:
    status, plain, _ = read(str(read.note))
    assert status == 0
    assert "found by" not in plain
    _, explained, _ = read(str(read.note), "--explain")
    assert explained.startswith(plain)
    assert "“condemned”\n  found by: subject; object (cue “condemned”)\n  whose words: Norway" in explained
    assert "\n  tone −5 condemnation: lexicon: “condemn” is -5" in explained
    _, lines, _ = read(str(read.note), "--format", "jsonl")
    assert json.loads(lines)["pattern"] == "subject; object"
    assert read(str(read.note), "--format", "jsonl", "--explain")[1] == lines


def test_read_writes_one_page_with_a_section_a_statement(read: Command, tmp_path: Path) -> None:
    page, other = tmp_path / "page.html", tmp_path / "other.txt"
    other.write_text("It rained.", encoding="utf-8")
    assert read(str(read.note), str(other), "--format", "jsonl", "--html", str(page))[0] == 0
    first = page.read_bytes()
    assert marks(first.decode()) == [("condemned", "1 NOR→PER −5 condemnation")]
    assert first.count(b"<section>") == 2
    assert b"<script" not in first
    assert read(str(read.note), str(other), "--html", str(page))[0] == 0
    assert page.read_bytes() == first


def test_a_page_that_cannot_be_written_is_one_line_and_status_1(read: Command, tmp_path: Path) -> None:
    for place in (tmp_path / "no" / "folder" / "page.html", tmp_path):
        status, _, told = read(str(read.note), "--html", str(place))
        assert status == 1
        assert re.search(rf"^error: {re.escape(str(place))}: .*--html\n\Z", told, re.MULTILINE)


def test_a_page_never_takes_the_place_of_what_is_read(read: Command, tmp_path: Path) -> None:
    status, _, told = read(str(read.note), "--html", str(tmp_path / "." / "note.txt"))
    assert status == 1
    assert "--html" in told
    assert read.note.read_text(encoding="utf-8") == NOTE
