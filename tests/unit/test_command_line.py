"""What the commands print, and what they say of what they cannot read: what is wrong, where, and what to do."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from commands import NOTE, Command

FRENCH = (
    "La ministre des affaires étrangères a condamné avec la plus grande fermeté les propos tenus hier par son homologue, "
    "et elle a rappelé que les deux gouvernements avaient promis de se parler avant la fin de l'année."
)
BRIEFING = """Press briefing of 4 September 2017

QUESTION: Does Norway have a view of the raid?

MINISTER VIK: Norway condemned the raid by Peru on the harbour.

QUESTION: And of the talks?

MINISTER VIK: We shall go on with the talks. Norway thanked Chile for its patience.

QUESTION: When will they be?

MINISTER VIK: On Monday.
"""


def rows_of(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def words(told: str) -> str:
    """A message without the box that typer draws around it."""
    return " ".join(told.replace("│", " ").split())


@pytest.fixture
def french(tmp_path: Path) -> Path:
    file = tmp_path / "french.txt"
    file.write_text(FRENCH, encoding="utf-8")
    return file


def test_csv_holds_the_rows_of_the_json_lines(read: Command) -> None:
    status, out, _ = read(str(read.note), "--format", "csv")
    assert status == 0
    (row,) = csv.DictReader(io.StringIO(out))
    (same,) = rows_of(read(str(read.note), "--format", "jsonl")[1])
    assert list(row) == list(same)
    assert {key: row[key] for key in ("file", "actor", "target", "phrase", "start", "rung", "trace")} == {
        key: str(same[key]) for key in ("file", "actor", "target", "phrase", "start", "rung", "trace")
    }


def test_csv_of_no_remark_is_its_header(read: Command, tmp_path: Path) -> None:
    (tmp_path / "weather.txt").write_text("It rained.", encoding="utf-8")
    _, out, _ = read(str(tmp_path / "weather.txt"), "--format", "csv")
    assert out.startswith("file,place,title,source,genre,turn,statement_speaker,remark_id,")
    assert len(out.splitlines()) == 1


def test_a_row_leads_back_to_its_sentence(read: Command) -> None:
    (row,) = rows_of(read(str(read.note), "--source", "a paper", "--format", "jsonl")[1])
    assert (row["file"], row["source"], row["turn"]) == (str(read.note), "a paper", 0)
    assert NOTE[row["sentence_start"] : row["sentence_end"]] == row["sentence"]
    assert row["sentence_start"] <= row["start"] < row["end"] <= row["sentence_end"]


def test_rows_of_a_transcript_name_file_turn_and_speaker(read: Command, tmp_path: Path) -> None:
    briefing = tmp_path / "briefing.txt"
    briefing.write_text(BRIEFING, encoding="utf-8")
    rows = rows_of(read(str(read.note), str(briefing), "--format", "jsonl")[1])
    found = [(Path(row["file"]).name, row["turn"], row["statement_speaker"], row["phrase"]) for row in rows]
    assert found == [
        ("note.txt", 0, "", "condemned"),
        ("briefing.txt", 2, "MINISTER VIK", "condemned"),
        ("briefing.txt", 4, "MINISTER VIK", "thanked"),
    ]


def test_rows_of_a_table_name_the_row(read: Command, tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_text(
        "date,title,text\n2017-01-02,First,It rained all day.\n2017-01-03,Second,Norway condemned Peru.\n",
        encoding="utf-8",
    )
    (row,) = rows_of(read(str(tmp_path / "table.csv"), "--format", "jsonl")[1])
    assert (row["place"], row["title"], row["date"]) == ("row 3", "Second", "2017-01-03")
    assert "table.csv; row 3; Second" in " ".join(read(str(tmp_path / "table.csv"))[1].split())


def test_what_can_be_read_is_read_and_the_rest_told_at_the_end(read: Command, french: Path, tmp_path: Path) -> None:
    (tmp_path / "chart.jpg").write_bytes(b"\xff\xd8")
    (tmp_path / "page.pdf").write_bytes(b"<html>Not found</html>")
    (tmp_path / "empty.txt").write_bytes(b"")
    bad = ("absent.txt", "chart.jpg", "page.pdf", "empty.txt", french.name)
    status, out, told = read(*(str(tmp_path / name) for name in bad), str(read.note), "--format", "jsonl")
    assert (status, [row["phrase"] for row in rows_of(out)]) == (1, ["condemned"])
    *errors, total = told.splitlines()
    assert total == "5 of 6 files could not be read"
    expected = (
        "No such file or directory; check the path",
        "is of a kind that is not read (.jpg); what is read: .txt, ",
        "is no PDF, whatever its name says",
        "is empty; save or fetch it again",
        "not read: French (configs/ingest.yaml",
    )
    for line, name, problem in zip(errors, bad, expected, strict=True):
        assert line.startswith(f"error: {tmp_path / name}: {problem}")


def test_a_text_in_another_language_is_not_taken_for_one_without_remarks(read: Command, french: Path) -> None:
    status, out, told = read(str(french))
    assert (status, out) == (1, "")
    assert (
        told
        == f"error: {french}: not read: French (configs/ingest.yaml lists the languages that are read); give a translation\n"
    )


def test_standard_input_is_a_file_of_any_format(read: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    page = b"<!doctype html><html><body><p>Norway condemned the raid by Peru on the harbour of its capital.</p></body></html>"
    for data, phrases in ((NOTE.encode(), ["condemned"]), (page, ["condemned"])):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
        status, out, _ = read("-", "--format", "jsonl")
        assert (status, [(row["file"], row["phrase"]) for row in rows_of(out)]) == (0, [("-", p) for p in phrases])
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b" \n")))
    assert read("-")[::2] == (
        1,
        "error: standard input is empty; pipe a text into the command, or name a file in place of -\n",
    )


@pytest.mark.parametrize("pattern", ["", "*.txt", "**/*.txt"])
def test_folders_and_patterns_give_their_files(read: Command, tmp_path: Path, pattern: str) -> None:
    folder = tmp_path / "press"
    folder.mkdir()
    for name in ("b.txt", "a.txt", ".hidden.txt", "README.md"):
        (folder / name).write_text("Norway condemned Peru.", encoding="utf-8")
    status, out, _ = read(str(folder / pattern), str(folder / "a.txt"), "--format", "jsonl")
    assert (status, [Path(row["file"]).name for row in rows_of(out)]) == (0, ["a.txt", "b.txt"])


def test_an_address_and_an_empty_folder_say_what_to_do(read: Command, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    status, _, told = read("https://example.org/a.html", str(tmp_path / "empty"))
    assert status == 1
    assert "fetch it with `demarche add https://example.org/a.html`" in told
    assert f"{tmp_path / 'empty'}: is a folder that holds no document" in told


@pytest.mark.parametrize("day", ["2017-02-30", "17-9-3", "soon", "2017-05/2016"])
def test_a_wrong_date_is_the_options_and_wrong_use(command: Callable[[str], Command], day: str) -> None:
    for name in ("read", "add"):
        run = command(name)
        status, out, told = run(str(run.note), "--date", day)
        assert (status, out) == (2, "")
        assert f"--date: is not a date ('{day}'); write it as YYYY-MM-DD, YYYY-MM" in words(told) or (
            "--date: ends before it begins" in words(told)
        )


def test_a_date_may_be_a_month_as_everywhere(read: Command, tmp_path: Path) -> None:
    (tmp_path / "undated.txt").write_text("Norway condemned Peru.", encoding="utf-8")
    (row,) = rows_of(read(str(tmp_path / "undated.txt"), "--date", "2017-09", "--format", "jsonl")[1])
    assert (row["date"], row["date_end"], row["date_basis"]) == ("2017-09-01", "2017-09-30", "stated")


def test_an_option_of_another_command_is_told_to_be_its(read: Command) -> None:
    status, _, told = read(str(read.note), "--since", "2017")
    assert status == 2
    assert "No such option: --since, which belongs to `demarche history` and `demarche shifts`" in words(told)
    assert "(Possible options: --source)" in words(read(str(read.note), "--sourc", "x")[2])


def test_the_page_is_checked_before_anything_is_read(read: Command, tmp_path: Path) -> None:
    status, out, told = read(str(read.note), "--html", str(tmp_path / "absent" / "page.html"))
    assert (status, out) == (1, "")
    assert told.endswith(f"there is no folder {tmp_path / 'absent'}; choose another file for --html\n")


@pytest.mark.parametrize(
    ("text", "hint"),
    [("Norwa", "did you mean Norway (NOR)"), ("Atlantis", "unknown actor 'Atlantis'; give a name")],
)
def test_an_unknown_actor_gets_near_names_and_where_all_are(
    command: Callable[[str], Command], text: str, hint: str
) -> None:
    for name in ("history", "shifts"):
        status, _, told = command(name)(*(("--actor",) if name == "shifts" else ()), text)
        assert status == 1
        assert hint in told
        assert "configs/actors.yaml lists them" in told


def test_a_bound_that_no_calendar_has_is_wrong_use(command: Callable[[str], Command]) -> None:
    status, _, told = command("history")("CHN", "--since", "2017-13")
    assert status == 2
    assert "--since: '2017-13' is not in the calendar as YYYY-MM-DD, YYYY-MM or YYYY" in words(told)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ('{"id": 1, "text": "Norway', "line 2: malformed JSON (Unterminated string starting at: column 19); write one"),
        ('["Norway"]', 'line 2: lacks an id or a text; write one JSON object a line, with "id" and "text"'),
        ('{"id": 1, "text": 7}', "line 2: lacks an id or a text"),
    ],
)
def test_a_bad_line_of_score_is_named(
    command: Callable[[str], Command], tmp_path: Path, line: str, problem: str
) -> None:
    file = tmp_path / "lines.jsonl"
    file.write_text(f'{{"id": 0, "text": "Norway condemned Peru."}}\n{line}\n', encoding="utf-8")
    status, out, told = command("score")("--input", str(file), "--format", "jsonl")
    assert (status, out) == (1, "")
    assert told.startswith(f"error: {file}: {problem}")


def test_score_takes_any_separator_within_a_text_and_tells_a_date_that_is_none(
    command: Callable[[str], Command], tmp_path: Path
) -> None:
    file = tmp_path / "lines.jsonl"
    file.write_text('{"id": 7, "text": "Norway condemned\u2028Peru.", "date": "soon"}\n', encoding="utf-8")
    status, out, told = command("score")("--input", str(file), "--format", "csv")
    assert status == 0
    assert [(row["id"], row["date"], row["rung"]) for row in csv.DictReader(io.StringIO(out))] == [("7", "", "-5")]
    assert "line 1: date: is not a date ('soon')" in told
    assert "read as undated" in told


def test_quotes_reads_what_read_reads(command: Callable[[str], Command], tmp_path: Path) -> None:
    quotes = command("quotes")
    (tmp_path / "page.html").write_text(
        "<html><body><p>The minister said that Norway wants talks with Peru about the harbour.</p></body></html>",
        encoding="utf-8",
    )
    status, out, told = quotes(str(quotes.note), str(tmp_path / "page.html"), str(tmp_path / "none"), "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert (status, [(Path(row["file"]).name, row["cue"]) for row in rows]) == (
        1,
        [("note.txt", "condemned"), ("page.html", "said")],
    )
    assert "none: No such file or directory; check the path" in told
    assert NOTE[int(rows[0]["start"]) : int(rows[0]["end"])].startswith("Peru's raid")


def test_only_tables_of_one_kind_of_row_are_written_as_csv(command: Callable[[str], Command]) -> None:
    add = command("add")
    status, _, told = add(str(add.note), "--format", "csv")
    assert status == 2
    assert "'csv' is not one of 'table', 'jsonl'" in words(told)
