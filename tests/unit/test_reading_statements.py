from __future__ import annotations

import pytest

from pipeline.errors import StatementError
from pipeline.reading.text import read_statement

GOOD = "---\ndate: 2017-09-03\nspeaker: Wang Yi\nsource: a paper\n---\nChina opposes it.\n"


def test_front_matter_and_text() -> None:
    statement = read_statement(GOOD.encode(), "a.md")
    assert (statement.date, statement.date_end, statement.date_basis) == ("2017-09-03", "2017-09-03", "stated")
    assert statement.text == "China opposes it."
    assert len(statement.statement_id) == 16


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [("2018-08-05/2018-08-06", "2018-08-05", "2018-08-06"), ("2018-02", "2018-02-01", "2018-02-28")],
)
def test_intervals_and_months(value: str, first: str, last: str) -> None:
    statement = read_statement(GOOD.replace("2017-09-03", value).encode(), "a.md")
    assert (statement.date, statement.date_end) == (first, last)


def test_a_page_date_is_never_the_day_of_speech() -> None:
    statement = read_statement(GOOD.replace("date:", "published:").encode(), "a.md")
    assert (statement.date, statement.published, statement.date_basis) == ("", "2017-09-03", "published")


def test_line_ends_and_byte_order_mark_do_not_change_the_statement() -> None:
    plain = read_statement(GOOD.encode(), "a.md")
    assert read_statement(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode(), "a.md") == plain


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"---\nspeaker: X\n---\nText.\n", ("a.md", "date", "missing")),
        (b"Text without front matter.\n", ("a.md", "front matter", "missing")),
        (b"---\ndate: 2017-09-03\nText.\n", ("a.md", "closing")),
        (b"---\ndate: 2017-13-45\n---\nText.\n", ("a.md", "date", "2017-13-45")),
        (b"---\ndate: 2017-09-05/2017-09-03\n---\nText.\n", ("a.md", "before")),
        (b"---\ndate: 2017-09-03\n---\n\n", ("a.md", "empty")),
        (b"---\ndate: 2017-09-03\nactor: CHN\n---\nText.\n", ("a.md", "actor", "speaker")),
        (b"---\ndate: 2017-09-03\nspeaker: [a, b]\n---\nText.\n", ("a.md", "speaker", "single")),
        (b"---\ndate: [\n---\nText.\n", ("a.md", "YAML")),
        (b"---\ndate: 2017-09-03\ngenre: poem\n---\nText.\n", ("a.md", "genre", "report")),
        (b"---\ndate: 2017-09-03\n---\nCaf\xe9.\n", ("a.md", "line 4", "UTF-8")),
        (b"---\ndate: 2017-09-03\n---\nA\x00B\n", ("a.md", "null")),
    ],
)
def test_bad_input_names_file_field_and_remedy(data: bytes, words: tuple[str, ...]) -> None:
    with pytest.raises(StatementError) as caught:
        read_statement(data, "a.md")
    for word in words:
        assert word in str(caught.value)
    assert caught.value.remedy
