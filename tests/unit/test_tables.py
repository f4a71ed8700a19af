from __future__ import annotations

import csv
import io
import json
import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from pipeline.config import Dialect, Ingest, stage
from pipeline.errors import StatementError
from pipeline.reading.formats.columns import recognise
from pipeline.reading.formats.received import Received
from pipeline.reading.formats.tables import read_table

QUESTIONS = Dialect(
    name="answers", when=("Question", "answer"), fields={"answer": "text", "question": "question", "who": "speaker", "id": ""},
    fixed={"state": "NOR", "source": "a ministry"},
)  # fmt: skip
SETTINGS = stage(Path(__file__).parents[2] / "configs", Ingest).model_copy(
    update={"tables": (QUESTIONS,), "text_columns": ("text", "body", "content")}
)
SMALL = SETTINGS.model_copy(update={"max_characters": 200})


def read(
    data: bytes | str, file: str = "a.csv", settings: Ingest = SETTINGS
) -> tuple[list[Received], list[StatementError]]:
    found = list(read_table(data.encode() if isinstance(data, str) else data, file, settings))
    return [one for one in found if isinstance(one, Received)], [
        one for one in found if isinstance(one, StatementError)
    ]


def workbook(*rows: list[object], change: Callable[[openpyxl.Workbook], object] | None = None) -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    if change:
        change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
def test_separators_encodings_and_quoted_line_breaks(delimiter: str, codec: str) -> None:
    out = io.StringIO()
    rows = [
        ["Date", "SPEAKER", "Text"],
        ["2019-03-01", "Zoë Müller", "Première ligne; « citée », dit-elle | enfin\tici.\n\nSecond “paragraph”, with \"both\" kinds."],
        ["2019-03-02", "René Côté", "Nous regrettons la décision."],
    ]  # fmt: skip
    csv.writer(out, delimiter=delimiter).writerows(rows)
    documents, errors = read(out.getvalue().encode(codec))
    assert errors == []
    assert [one.text for one in documents] == [row[2] for row in rows[1:]]
    assert documents[0].fields == {"date": "2019-03-01", "speaker": "Zoë Müller"}
    assert [one.place for one in documents] == ["row 2", "row 3"]


def test_names_of_columns_are_compared_without_case_blanks_and_hyphens() -> None:
    columns = recognise(["TEXT ", "\ufeffDate", "published", "Translated-From"], SETTINGS)
    assert columns is not None
    assert columns.texts == (0,)
    assert columns.fields[1] == "date"
    assert recognise(["date", "speech"], SETTINGS) is None


def test_a_dialect_maps_its_columns_adds_its_fields_and_drops_on_purpose() -> None:
    [document], errors = read(
        "id,WHO,question,Answer,date,url,mood\n7,Ada Tale,What of the talks?,They go on.,2020-01-02,http://a.example,calm\n"
    )
    assert errors == []
    assert document.text == "They go on."
    assert document.fields == {
        "speaker": "Ada Tale", "question": "What of the talks?", "date": "2020-01-02", "url": "http://a.example",
        "state": "NOR", "source": "a ministry",
    }  # fmt: skip
    assert document.notes == {"columns not kept": "mood"}


def test_a_cell_goes_before_a_fixed_field() -> None:
    [document], _ = read("question,answer,state\nWhat?,Nothing of it.,SWE\n")
    assert document.fields["state"] == "SWE"


def test_columns_not_kept_are_named_once() -> None:
    documents, _ = read("text,mood,weather\nWe hope.,calm,fair\nWe regret.,calm,foul\n")
    assert [one.notes for one in documents] == [{"columns not kept": "mood, weather"}, {}]


def test_of_two_text_columns_the_better_one_that_is_filled() -> None:
    documents, _ = read("content,text\nSummary.,Full text.\nOnly content.,\n")
    assert [one.text for one in documents] == ["Full text.", "Only content."]


def test_without_a_known_text_column_the_refusal_shows_what_to_write() -> None:
    documents, errors = read('day,Full Speech\n2020-01-02,"A long text, longer than the day."\n')
    assert documents == []
    [error] = errors
    assert "day, Full Speech" in error.reason
    assert "configs/ingest.yaml" in error.remedy
    added = error.remedy[error.remedy.index("    - name") :]
    from ruamel.yaml import YAML

    [dialect] = YAML(typ="safe").load("tables:\n" + added)["tables"]
    settings = SETTINGS.model_copy(update={"tables": (Dialect(**dialect),)})
    [document], errors = read('day,Full Speech\n2020-01-02,"A long text, longer than the day."\n', settings=settings)
    assert (document.text, errors) == ("A long text, longer than the day.", [])


def test_bad_rows_are_named_and_the_rest_goes_on() -> None:
    documents, errors = read(
        "date,text\n2020-01-01,We hope.\n2020-01-02,\n2020-01-03,We, regret it.\n\n2020-01-05,We warn.\n"
    )
    assert [one.place for one in documents] == ["row 2", "row 6"]
    assert [(one.place, one.reason) for one in errors] == [
        ("row 3", "has no text"),
        ("row 4", "has 3 cells under 2 columns"),
    ]


def test_a_quotation_mark_that_is_never_closed_does_not_swallow_the_table() -> None:
    lines = ["date,text", '2020-01-01,"We hope.', *(f'2020-01-{n:02},"We regret it."' for n in range(2, 20))]
    documents, errors = read("\n".join(lines))
    assert len(documents) == 17
    assert len(errors) == 1
    assert (errors[0].place, "line 2" in errors[0].reason) == ("row 2", True)
    documents, errors = read('date,text\n2020-01-01,We hope.\n2020-01-02,"We regret it.\n')
    assert (len(documents), len(errors)) == (1, 1)


def test_tab_separated_text_with_quotation_marks_of_its_own() -> None:
    documents, errors = read('date\ttext\n2020-01-01\t"We object", he said.\n2020-01-02\tHe said: "We hope."\n')
    assert errors == []
    assert [one.text for one in documents] == ['"We object", he said.', 'He said: "We hope."']


def test_a_title_above_the_header_and_the_separator_that_excel_writes() -> None:
    [document], errors = read("Statements of the ministry\n\ndate,text\n2020-01-01,We hope.\n")
    assert (document.place, errors) == ("row 4", [])
    [document], errors = read("sep=;\ndate;text\n2020-01-01;We hope, and wait.\n")
    assert (document.text, document.place, errors) == ("We hope, and wait.", "row 2", [])


def test_cells_over_the_limit_are_refused_and_those_over_the_modules_own_are_not() -> None:
    long = "We hope. " * 20_000
    [document], errors = read(f"text\n{long}\n")
    assert (len(document.text), errors) == (len(long), [])
    documents, errors = read(f"text\n{'x' * 201}\nWe hope.\n", settings=SMALL)
    assert [one.text for one in documents] == ["We hope."]
    assert "max_characters" in errors[0].remedy


LINES = [
    '{"date": "2020-01-01", "text": "We hope."}',
    '{"date": 20200102, "text": ["We regret it.", "We do."], "published": null}',
]


@pytest.mark.parametrize(
    ("data", "places"),
    [
        ("\n".join(LINES), ["line 1", "line 2"]),
        ("\n\n" + "\n\n".join(LINES) + "\n", ["line 3", "line 5"]),
        ("[" + ",".join(LINES) + "]", ["item 1", "item 2"]),
        (json.dumps([json.loads(line) for line in LINES], indent=1), ["item 1", "item 2"]),
        ('{"count": 2, "of": {"a": []}, "items": [' + ",\n".join(LINES) + "]}", ["item 1", "item 2"]),
        ('{"data": [\n' + ",\n".join(LINES) + "\n]}", ["item 1", "item 2"]),
        ('{"items": [\n' + LINES[0] + "\n,\n" + LINES[1] + "\n]}", ["item 1", "item 2"]),
    ],
)
def test_json_in_its_shapes(data: str, places: list[str]) -> None:
    documents, errors = read(data, "a.json")
    assert errors == []
    assert [one.place for one in documents] == places
    assert [one.text for one in documents] == ["We hope.", "We regret it.\n\nWe do."]
    assert documents[1].fields == {"date": "20200102"}


def test_one_json_object_is_one_document() -> None:
    [document], errors = read('{\n "text": "We hope.",\n "title": "On hope"\n}', "a.json")
    assert (document.text, document.fields, document.place, errors) == ("We hope.", {"title": "On hope"}, "", [])


def test_broken_lines_of_json_are_named_and_the_rest_goes_on() -> None:
    lines = [
        '{"text": "We ho',
        LINES[0],
        "[1]",
        '{"text": "' + "x" * 2000 + '"}',
        '{"text": {"en": "We"}}',
        '{"text": ""}',
        LINES[1],
    ]
    documents, errors = read("\n".join(lines), "a.jsonl", SMALL)
    assert [one.place for one in documents] == ["line 2", "line 7"]
    assert [one.place for one in errors] == ["line 1", "line 3", "line 4", "line 5", "line 6"]


def test_json_without_a_text_is_refused_once() -> None:
    documents, errors = read('{"mood": "calm"}\n' * 50, "a.jsonl")
    assert (documents, len(errors)) == ([], 1)
    assert "49 objects after it" in errors[0].reason
    documents, errors = read('{"mood": "calm"}\n' * 2 + LINES[0] + '\n{"mood": "calm"}\n', "a.jsonl")
    assert len(documents) == 1
    assert [one.place for one in errors] == ["line 1", "line 2", "line 4"]


def test_an_array_that_is_cut_off_gives_what_was_before() -> None:
    documents, errors = read("[" + LINES[0] + "," + LINES[1][:30], "a.json")
    assert len(documents) == 1
    assert [one.place for one in errors] == ["item 2"]
    documents, errors = read("[" + LINES[0] + ",", "a.json")
    assert (len(documents), len(errors)) == (1, 1)


@pytest.mark.parametrize(
    "data", ["[" * 100_000, '{"a":' * 100_000, '{"text": ' + "9" * 5000 + "}", '[{"text": "\\ud800 We"}]', "{", "["]
)
def test_hostile_json_is_text_or_refused(data: str) -> None:
    for one in read_table(data.encode(), "a.json", SETTINGS):
        if isinstance(one, Received):
            one.text.encode()


def test_a_line_of_many_megabytes_is_refused_without_many_copies() -> None:
    data = b'{"text": "' + b"x" * 20_000_000 + b'"}'
    tracemalloc.start()
    documents, errors = read(data, "a.jsonl")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (documents, len(errors)) == ([], 1)
    assert peak < 5 * len(data)


def test_a_workbook_with_days_hidden_rows_and_line_breaks() -> None:
    def hide(book: openpyxl.Workbook) -> None:
        assert book.active is not None
        book.active.row_dimensions[3].hidden = True

    rows = [
        ["Date", "Text", "Turn"],
        [date(2019, 3, 1), "We hope.\r\nWe wait.", 1],
        [datetime(2019, 3, 2, 14, 30), "We regret it.", 2.0],
        [None, None, None],
        ["2019-03", "We warn.", None],
    ]
    documents, errors = read(workbook(*rows, change=hide), "a.xlsx")
    assert errors == []
    assert [one.fields for one in documents] == [
        {"date": "2019-03-01", "turn": "1"}, {"date": "2019-03-02", "turn": "2"}, {"date": "2019-03"},
    ]  # fmt: skip
    assert documents[0].text == "We hope.\nWe wait."
    assert [one.place for one in documents] == ["row 2", "row 3", "row 5"]


def test_the_calendar_that_begins_in_1904() -> None:
    def mac(book: openpyxl.Workbook) -> None:
        book.epoch = CALENDAR_MAC_1904

    [document], _ = read(workbook(["date", "text"], [date(2019, 3, 1), "We hope."], change=mac), "a.xlsx")
    assert document.fields["date"] == "2019-03-01"


def test_formulas_without_values_and_errors_name_the_cell() -> None:
    rows = [
        ["date", "text"],
        ["=TODAY()", "We hope."],
        ["2019-03-01", "We wait."],
        ["2019-03-01", "#REF!"],
        ["=1", None],
    ]
    documents, errors = read(workbook(*rows), "a.xlsx")
    assert [one.place for one in documents] == ["row 3"]
    assert ["A2" in errors[0].reason, "B4" in errors[1].reason, "A5" in errors[2].reason] == [True] * 3


def test_every_sheet_with_a_known_header_is_read_and_the_others_are_named() -> None:
    def more(book: openpyxl.Workbook) -> None:
        second = book.create_sheet("More")
        second.append(["The ministry's words"])
        second.append(["text", "date"])
        second.append(["We warn.", "2019-03-03"])
        book.create_sheet("Codebook").append(["variable", "meaning"])
        book.create_sheet("Empty")

    documents, errors = read(workbook(["text"], ["We hope."], ["We wait."], change=more), "a.xlsx")
    assert errors == []
    assert [one.place for one in documents] == ["sheet Sheet; row 2", "sheet Sheet; row 3", "sheet More; row 3"]
    assert [one.notes for one in documents] == [{"sheets not read": "Codebook"}, {}, {}]


def test_a_workbook_without_a_known_header_is_refused_with_its_columns() -> None:
    _, [error] = read(workbook(["day", "speech"], ["2019-03-01", "We hope that they come back."]), "a.xlsx")
    assert "day, speech" in error.reason
    assert "{speech: text}" in error.remedy
    _, [error] = read(workbook(), "a.xlsx")
    assert "no rows" in error.reason


def package(**parts: str | bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return out.getvalue()


def with_part(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
BOOK = workbook(["text", "date"], ["We hope.", "2019-03-01"])


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "old Excel"),
        (package(word__document_xml="<a/>"), "Word"),
        (package(content_xml="<a/>"), "OpenDocument"),
        (package(other_xml="<a/>"), "no workbook"),
        (b"PK\x03\x04" + bytes(100), "damaged"),
        (BOOK[: len(BOOK) // 2], "damaged"),
        (package(xl__workbook_xml=bytes(30_000_000)), "bomb"),
        (with_part(BOOK, SHEET, lambda xml: b'<!DOCTYPE a [<!ENTITY b "bb">]>' + xml), "entities"),
        (with_part(BOOK, SHEET, lambda xml: xml[: len(xml) // 2]), "no workbook"),
        (with_part(BOOK, "xl/workbook.xml", lambda xml: b"<a/>"), "no sheet"),
    ],
)
def test_what_is_no_workbook_is_refused(data: bytes, word: str) -> None:
    documents, errors = read(data, "a.xlsx")
    assert documents == []
    assert word in errors[0].reason
    assert errors[0].remedy


def test_a_claimed_size_of_a_sheet_is_not_heeded() -> None:
    shrunk = with_part(BOOK, SHEET, lambda xml: xml.replace(b'ref="A1:B2"', b'ref="A1:A1"'))
    [document], _ = read(shrunk, "a.xlsx")
    assert document.fields == {"date": "2019-03-01"}
    far = with_part(
        BOOK,
        SHEET,
        lambda xml: (
            xml.replace(b'<row r="2"', b'<row r="999999999"')
            .replace(b'"A2"', b'"A999999999"')
            .replace(b'"B2"', b'"B999999999"')
        ),
    )
    read(far, "a.xlsx")


@settings(deadline=None)
@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r\ufeff")).filter(str.strip),
        min_size=1,
    )
)
def test_what_a_csv_writer_wrote_is_read_as_it_was(texts: list[str]) -> None:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([["date", "text"], *(["2020-01-01", text] for text in texts)])
    documents, errors = read(out.getvalue().encode("utf-8-sig"))
    if any("control" in error.reason for error in errors):
        return
    assert errors == []
    assert [one.text for one in documents] == texts


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_raise(data: bytes) -> None:
    for start in (b"", b"[", b"{", b"text,date\n", b'{"text": "'):
        assert all(isinstance(one, (Received, StatementError)) for one in read_table(start + data, "a", SETTINGS))
