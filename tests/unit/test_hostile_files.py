"""Whatever a file holds, reading it ends with statements or rejects: no exception, no unbounded memory, nothing written."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import os
import tarfile
import time
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.domain import statement_id
from pipeline.reading.corpus import Reading, read_file
from pipeline.reading.statements import Desk

BUDGET = int(os.environ.get("DEMARCHE_FUZZ", "60"))  # examples of each kind; thousands by hand
SUFFIXES = (
    ".txt",
    ".md",
    ".html",
    ".pdf",
    ".csv",
    ".tsv",
    ".xlsx",
    ".jsonl",
    ".json",
    ".xml",
    ".rss",
    ".zip",
    ".gz",
    ".tar",
    ".tgz",
    "",
)
WORDS = 'Mr. Aldane (Norway): We deplore it.\n\nQ: What of “Boria”?\n\nA: No comment — yet.\n---\ndate: 2031-02-03\n<b>Text</b>, {"text": "x"}\n'


@pytest.fixture(scope="session")
def desk(root: Path) -> Desk:
    return Desk.open(root / "configs")


def check(reading: Reading) -> None:
    """Every unit is whole: rejects say why and what to do; statements have an id that fits their text."""
    assert reading.documents
    for reject in reading.rejects:
        assert reject.reason
        assert reject.remedy
    for statement in reading.statements:
        assert statement.text == statement.text.strip()
        assert statement.text
        if not statement.turn and statement.genre != "matter":
            assert statement.statement_id == statement_id(statement.text)


@settings(max_examples=BUDGET * 4, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.binary(max_size=400), suffix=st.sampled_from(SUFFIXES))
def test_any_bytes(desk: Desk, data: bytes, suffix: str) -> None:
    check(read_file(data, f"x{suffix}", {}, desk))


@settings(max_examples=BUDGET * 4, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    text=st.text(max_size=400) | st.lists(st.sampled_from(WORDS.splitlines(keepends=True)), max_size=12).map("".join),
    suffix=st.sampled_from(SUFFIXES),
    encoding=st.sampled_from(["utf-8", "utf-16", "utf-8-sig", "cp1252", "gb18030", "koi8-r"]),
)
def test_any_text_in_any_encoding(desk: Desk, text: str, suffix: str, encoding: str) -> None:
    check(read_file(text.encode(encoding, "replace"), f"x{suffix}", {}, desk))


def packed(name: str, data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return out.getvalue()


def workbook(value: str) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["text", "date"])
    sheet.append([value, "2031-02-03"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def wholes() -> dict[str, bytes]:
    from fpdf import FPDF

    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("Helvetica", size=12)
    pdf.multi_cell(
        0, 8, "The ministry of Norway deplores the attack and calls upon all parties to show restraint in the strait."
    )
    return {
        "a.pdf": bytes(pdf.output()),
        "a.xlsx": workbook("The ministry deplores it."),
        "a.zip": packed("b.txt", WORDS.encode()),
        "a.txt.gz": gzip.compress(WORDS.encode()),
        "a.html": b"<html><body><p>The ministry deplores the attack on the harbour.</p></body></html>",
        "a.rss": b"<rss version='2.0'><channel><title>f</title><item><title>t</title><description>The ministry deplores it.</description></item></channel></rss>",
        "a.jsonl": b'{"text": "The ministry deplores it.", "date": "2031-02-03"}\n',
        "a.csv": b"text,date\nThe ministry deplores it.,2031-02-03\n",
        "a.md": b"---\ndate: 2031-02-03\n---\nThe ministry deplores it.\n",
    }


@pytest.mark.parametrize("name", sorted(wholes()))
def test_whole_files_give_a_statement(desk: Desk, name: str) -> None:
    reading = read_file(wholes()[name], name, {}, desk)
    check(reading)
    assert reading.statements, reading.rejects


@pytest.mark.parametrize("name", sorted(wholes()))
def test_truncated_and_damaged_files(desk: Desk, name: str) -> None:
    data = wholes()[name]
    steps = max(1, len(data) // max(6, BUDGET // 4))
    for end in range(0, len(data), steps):
        check(read_file(data[:end], name, {}, desk))
        check(read_file(data[:end] + b"\xff\x00\xfe" + data[end + 3 :], name, {}, desk))


def nested(depth: int) -> bytes:
    data = packed("deep.txt", b"The ministry deplores it.")
    for number in range(depth):
        data = packed(f"level{number}.zip", data)
    return data


def tricks() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name in ("../../outside.txt", "/etc/outside.txt", "C:\\outside.txt", "good/inside.txt"):
            info = tarfile.TarInfo(name)
            body = f"The ministry of {name} deplores it.".encode()
            info.size = len(body)
            archive.addfile(info, io.BytesIO(body))
        link = tarfile.TarInfo("link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    return out.getvalue()


HOSTILE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "zip bomb": ("a.zip", lambda: packed("a.txt", b"a" * 300_000_000)),
    "gzip bomb": ("a.txt.gz", lambda: gzip.compress(b"a" * 300_000_000, 1)),
    "bzip2 bomb": ("a.txt.bz2", lambda: bz2.compress(b"a" * 100_000_000)),
    "workbook bomb": ("a.xlsx", lambda: packed("xl/worksheets/sheet1.xml", b" " * 300_000_000)),
    "archives without end": ("a.zip", lambda: nested(40)),
    "paths that lead out": ("a.tar", tricks),
    "a line of 200 MB": ("a.jsonl", lambda: b'{"text": "' + b"a" * 200_000_000 + b'"}\n'),
    "a text line of 200 MB": ("a.txt", lambda: b"a " * 100_000_000),
    "a cell of 50 MB": ("a.csv", lambda: b"text,date\n" + b"a" * 50_000_000 + b",2031-02-03\nThe ministry deplores it.,2031-02-03\n"),
    "page with scripts": ("a.html", lambda: b"<html><body><script>alert('x')</script><p onclick='x()'>The ministry deplores the attack.</p><iframe src='javascript:x'></iframe></body></html>"),
    "nested divisions": ("a.html", lambda: b"<div>" * 100_000 + b"The ministry deplores it." + b"</div>" * 10),
    "entities without end": ("a.xml", lambda: b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;">]><rss><channel><item><description>&e;&e;&e;</description></item></channel></rss>'),
    "an entity that reads a file": ("a.xml", lambda: b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel><title>t</title><item><description>The ministry &a; deplores</description></item></channel></rss>'),
    "a formula": ("a.xlsx", lambda: workbook("=HYPERLINK(\"http://example.org\",\"x\")")),
    "brackets without end": ("a.json", lambda: b"[" * 200_000),
    "front matter without end": ("a.md", lambda: b"---\na: " + b"[" * 50_000),
    "aliases without end": ("a.md", lambda: b"---\na: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c]\n---\nText of it.\n"),
    "one long word of labels": ("a.txt", lambda: b"Mr. A:" * 200_000),
    "many labels": ("a.txt", lambda: b"Q: a?\n\nA: b.\n\n" * 20_000),
    "many brackets": ("a.txt", lambda: b"Mr. A (" * 100_000),
}  # fmt: skip


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_files(desk: Desk, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    name, make = HOSTILE[kind]
    data = make()
    tracemalloc.start()
    started = time.process_time()
    try:
        reading = read_file(data, name, {}, desk)
    finally:
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    check(reading)
    assert peak < 1_000_000_000, f"{peak / 1e6:.0f} MB"
    assert time.process_time() - started < 300
    assert not list(tmp_path.iterdir())
    assert not any("root:" in s.text or "alert(" in s.text for s in reading.statements)


def test_members_that_lead_out_are_named_and_the_rest_is_read(desk: Desk) -> None:
    reading = read_file(tricks(), "a.tar", {}, desk)
    assert [s.place for s in reading.statements] == ["member good/inside.txt"]
    assert len(reading.rejects) == 4


def test_a_folder_of_hostile_files_ends_with_rejects(desk: Desk, tmp_path: Path) -> None:
    from pipeline.reading.corpus import inventory, read_entry, take_in

    (tmp_path / "good.txt").write_text("The ministry deplores it.", encoding="utf-8")
    (tmp_path / "bad.zip").write_bytes(b"PK\x03\x04 torn")
    (tmp_path / "bad.docx").write_bytes(b"x")
    (tmp_path / "README.md").write_text("About this folder.", encoding="utf-8")
    (tmp_path / "provenance.csv").write_text("file,source\ngood.txt,a letter\n", encoding="utf-8")

    def read(entries: object) -> Iterator[Reading]:
        yield from (read_entry(entry, desk) for entry in entries)  # type: ignore[attr-defined]

    intake = take_in(inventory(tmp_path, desk), desk, read, folder="x")
    assert intake.units == len(intake.statements) + len(intake.duplicates) + len(intake.rejects) == 3
    assert intake.ignored == ("README.md",)
    assert intake.statements[0].source == "a letter"
    assert json.dumps([r.reason for r in intake.rejects])
