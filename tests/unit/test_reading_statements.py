from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.domain import Statement
from pipeline.reading.corpus import Reading, read_file
from pipeline.reading.languages import language_name
from pipeline.reading.statements import Desk

GOOD = "---\ndate: 2017-09-03\nspeaker: Wang Yi\nsource: a paper\n---\nThe ministry opposes the test.\n"


@pytest.fixture(scope="session")
def desk(root: Path) -> Desk:
    return Desk.open(root / "configs")


def one(desk: Desk, text: str | bytes, name: str = "a.md", **fields: str) -> Statement:
    reading = read_file(text.encode() if isinstance(text, str) else text, name, fields, desk)
    assert not reading.rejects, reading.rejects
    (statement,) = reading.statements
    return statement


def test_front_matter_and_text(desk: Desk) -> None:
    statement = one(desk, GOOD)
    assert (statement.date, statement.date_end, statement.date_basis) == ("2017-09-03", "2017-09-03", "stated")
    assert (statement.date_precision, statement.date_derivation) == ("day", "front matter")
    assert statement.text == "The ministry opposes the test."
    assert len(statement.statement_id) == 16


@pytest.mark.parametrize(
    ("value", "first", "last", "precision"),
    [
        ("2018-08-05/2018-08-06", "2018-08-05", "2018-08-06", "interval"),
        ("2018-02", "2018-02-01", "2018-02-28", "month"),
        ("2016", "2016-01-01", "2016-12-31", "year"),
        ("September 4, 2017", "2017-09-04", "2017-09-04", "day"),
        ("4 Sept 2017", "2017-09-04", "2017-09-04", "day"),
        ("October 2019", "2019-10-01", "2019-10-31", "month"),
        ("2022-02-01 18:34:40-05:00", "2022-02-01", "2022-02-01", "day"),
        ("25/12/2020", "2020-12-25", "2020-12-25", "day"),
    ],
)
def test_dates_and_their_precision(desk: Desk, value: str, first: str, last: str, precision: str) -> None:
    statement = one(desk, GOOD.replace("2017-09-03", f'"{value}"'))
    assert (statement.date, statement.date_end, statement.date_precision) == (first, last, precision)


def test_a_page_date_is_never_the_day_of_speech(desk: Desk) -> None:
    statement = one(desk, GOOD.replace("date:", "published:"))
    assert (statement.date, statement.published, statement.date_basis) == ("", "2017-09-03", "published")


def test_a_news_outlets_column_date_is_its_pages_day(desk: Desk) -> None:
    row = '{"date": "2031-02-03", "url": "https://www.reuters.com/a", "text": "The minister of Arven objected to the plan."}'
    statement = one(desk, row, "a.jsonl")
    assert (statement.date, statement.published, statement.date_basis) == ("", "2031-02-03", "published")


def test_an_undated_text_is_kept_and_said_to_be_undated(desk: Desk) -> None:
    statement = one(desk, "The ministry has taken note of the proposal.", "note.txt")
    assert (statement.date, statement.published, statement.date_basis) == ("", "", "unknown")


def test_a_dateline_gives_the_day_of_filing(desk: Desk) -> None:
    statement = one(desk, "ARVENHOLM, March 4, 2031 (Agency) -- The ministry objected to the plan.", "note.txt")
    assert (statement.published, statement.date_basis, statement.date_derivation) == (
        "2031-03-04",
        "published",
        "dateline",
    )


def test_what_is_given_with_the_file_outranks_the_file(desk: Desk) -> None:
    statement = one(desk, GOOD, date="2017-09-05")
    assert (statement.date, statement.date_derivation) == ("2017-09-05", "given with the file")


def test_line_ends_and_byte_order_mark_do_not_change_the_statement(desk: Desk) -> None:
    plain = one(desk, GOOD)
    assert one(desk, b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode()) == plain


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"---\ndate: 2017-09-03\nText.\n", ("a.md", "closing")),
        (b"---\ndate: 2017-13-45\n---\nText of it.\n", ("a.md", "date", "2017-13-45")),
        (b"---\ndate: 2017-09-05/2017-09-03\n---\nText of it.\n", ("a.md", "before")),
        (b"---\ndate: 03/04/2017\n---\nText of it.\n", ("a.md", "two dates", "YYYY-MM-DD")),
        (b"---\ndate: 2017-09-03\n---\n\n", ("a.md", "text is empty")),
        (b"---\ndate: 2017-09-03\nactor: CHN\n---\nText of it.\n", ("a.md", "actor", "speaker")),
        (b"---\ndate: 2017-09-03\nspeaker: [a, b]\n---\nText of it.\n", ("a.md", "speaker", "single")),
        (b"---\ndate: [\n---\nText of it.\n", ("a.md", "YAML")),
        (b"---\ndate: 2017-09-03\ngenre: poem\n---\nText of it.\n", ("a.md", "genre", "report")),
        (b"---\ndate: 2017-09-03\nstate: Ruritania\n---\nText of it.\n", ("a.md", "state", "Ruritania")),
        (b"---\ndate: 2017-09-03\n---\nA\x00B\x00\x01\x02\x03\n", ("a.md",)),
    ],
)
def test_bad_input_names_file_field_and_remedy(desk: Desk, data: bytes, words: tuple[str, ...]) -> None:
    reading: Reading = read_file(data, "a.md", {}, desk)
    assert not reading.statements
    (reject,) = reading.rejects
    for word in words:
        assert word in f"{reject.file}: {reject.place} {reject.reason}; {reject.remedy}"
    assert reject.remedy


def test_another_language_is_kept_and_set_aside_with_the_reason(desk: Desk) -> None:
    text = (
        "---\ndate: 2031-02-03\n---\nLe ministère des Affaires étrangères condamne avec fermeté les propos tenus hier par le "
        "représentant d'Arvanie et appelle toutes les parties à la retenue dans cette affaire."
    )
    statement = one(desk, text)
    assert statement.language == "fr"
    assert "fr" in statement.aside


def test_the_same_words_in_two_meetings_are_two_statements(desk: Desk) -> None:
    record = "The President: The meeting is called to order.\n\nMr. Aldane (Norway): Thank you.\n"
    ids = [
        {s.statement_id for s in read_file(record.encode(), f"UNSC_2031_SPV.{n}_spch001.txt", {}, desk).statements}
        for n in (9998, 9999)
    ]
    assert not ids[0] & ids[1]


def test_names_of_corpus_files_tell_state_meeting_and_year(desk: Desk) -> None:
    speech = one(desk, "Mr. President, we come to this hall with hope.", "NOR_72_2017.txt")
    assert (speech.state, speech.genre, speech.date, speech.date_end) == ("NOR", "speech", "2017-09-01", "2017-12-31")
    (turn,) = read_file(
        b"Mr. Aldane (Norway) (spoke in French): We deplore the attack of yesterday.",
        "UNSC_2031_SPV.9999_spch008.txt",
        {},
        desk,
    ).statements
    assert (turn.genre, turn.speaker, turn.state) == ("turn", "Mr. Aldane", "NOR")
    assert (turn.parent, turn.turn, turn.translated_from, turn.date_precision) == ("S/PV.9999", 8, "fr", "year")
    assert turn.text == "We deplore the attack of yesterday."


def test_a_row_of_question_and_answer_is_two_turns(desk: Desk) -> None:
    row = '{"question": "What is your comment on the launch?", "answer": "We are opposed to it.", "date": "2031-02-03", "spokesperson": "Lin Aldane"}'
    question, answer = read_file(row.encode(), "qa.jsonl", {}, desk).statements
    assert (question.genre, question.text) == ("question", "What is your comment on the launch?")
    assert (answer.genre, answer.speaker, answer.text) == ("turn", "Lin Aldane", "We are opposed to it.")
    assert question.parent == answer.parent


def test_a_joint_statement_is_known_by_the_states_in_its_heading(desk: Desk) -> None:
    text = "Joint Statement by Japan and the Republic of Korea\n\nSeoul, 3 March 2031\n\nWe condemn the launch of 2 March.\n"
    statement = one(desk, text, "joint.txt")
    assert (statement.genre, statement.state) == ("joint-statement", "JPN;KOR")
    assert (statement.date, statement.date_derivation) == ("2031-03-03", "heading")


def test_a_table_of_speakers_and_countries_holds_their_own_words(desk: Desk) -> None:
    rows = "Speaker,Country,Date,Statement\nAldane,Norway,2031-03-06,We deplore the closing of the strait.\n"
    statement = one(desk, rows, "t.csv")
    assert (statement.genre, statement.speaker, statement.state, statement.date) == (
        "speech",
        "Aldane",
        "NOR",
        "2031-03-06",
    )


@pytest.mark.parametrize(
    ("name", "data", "reason", "remedy"),
    [
        ("empty.txt", b"", "is empty", "save or fetch it again"),
        ("blank.txt", b" \n\n", "is empty", "check that the file is whole"),
        ("figures.txt", b"12 34\n", "holds no words ('12 34')", "check that the file is whole"),
        ("chart.jpg", b"x", "is of a kind that is not read (.jpg)", "what is read: .txt, "),
        ("talk.mp3", b"ID3", "is of a kind that is not read (.mp3)", ".pdf"),
        ("letter.docx", b"PK", "is of a kind that is not read (.docx)", "save it as PDF or text"),
        ("letter", b"\x00\x01", "is of a kind that is not read (no suffix, and no text)", ".html"),
        ("page.pdf", b"<html><body>Not found</body></html>", "is no PDF, whatever its name says", "give it the suffix"),
    ],
)
def test_what_is_no_document_is_refused_with_what_to_do(
    desk: Desk, name: str, data: bytes, reason: str, remedy: str
) -> None:
    (reject,) = read_file(data, name, {}, desk).rejects
    assert reason in reject.reason
    assert remedy in reject.remedy


def test_a_suffix_that_says_nothing_hides_no_text(desk: Desk) -> None:
    assert one(desk, "The ministry deplores it.", "statement.2017").text == "The ministry deplores it."


def test_languages_have_names() -> None:
    assert [language_name(code) for code in ("fr", "fa", "zxx")] == [
        "French",
        "Persian",
        "a language other than English (zxx)",
    ]
