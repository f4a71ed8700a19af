from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import StatementError
from pipeline.reading.cleaning.decoding import decode

WESTERN = "The minister’s visit – the “first of its kind” – was hailed…"
RUSSIAN = "Мы призываем стороны к сдержанности и к возобновлению переговоров."
CHINESE = "中方敦促有关各方保持克制，通过对话解决分歧，并愿继续发挥建设性作用。"
FRENCH = "Nous appelons les parties à la retenue et à la reprise des négociations."
NAMES = "The spokeswoman, Ms. Hua (华春莹), told reporters in Beijing (北京) of it."


@pytest.mark.parametrize("times", [1, 40, 4000])
@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", WESTERN),
        ("utf-8-sig", WESTERN),
        ("utf-16", WESTERN),
        ("utf-16-le", WESTERN),
        ("utf-16-be", RUSSIAN),
        ("utf-32", WESTERN),
        ("utf-32-be", WESTERN),
        ("cp1252", WESTERN),
        ("cp1252", "It’s final"),
        ("cp1252", "The £10m – not €5m – was half of last year’s sum."),
        ("cp1251", RUSSIAN),
        ("koi8-r", RUSSIAN),
        ("cp866", RUSSIAN),
        ("cp1251", RUSSIAN.upper()),
        ("koi8-r", RUSSIAN.upper()),
        ("cp1251", "МИД: «Это — провокация», — заявил представитель."),
        ("gb18030", CHINESE),
        ("gb18030", NAMES),
        ("big5", "我方呼籲有關各方保持克制，透過對話解決分歧。"),
        ("cp932", "外務省は本日、深い懸念を表明する声明を発表しました。"),
        ("cp949", "외교부 대변인은 오늘 성명에서 깊은 우려를 표명하였다."),
        ("latin-1", FRENCH),
        ("latin-1", "« L'Élysée » a été prévenu."),
        ("latin-1", "Das Auswärtige Amt drückte sein Bedauern über die Maßnahmen aus."),
        ("cp1250", "Ministerstwo Spraw Zagranicznych wyraża głębokie zaniepokojenie."),
        ("cp1254", "Dışişleri Bakanlığı derin endişe duyduğunu bildirdi."),
        ("cp1253", "Το Υπουργείο Εξωτερικών εξέφρασε σήμερα τη βαθιά του ανησυχία."),
        ("cp1256", "أعربت وزارة الخارجية اليوم عن قلقها العميق إزاء الوضع."),
        ("iso2022_jp", "外務省は懸念を表明した。"),
    ],
)
def test_text_is_read_in_the_encoding_it_was_written_in(encoding: str, text: str, times: int) -> None:
    text = "\n".join([text] * times)
    assert decode(text.encode(encoding), "a.txt") == text


def test_a_far_off_letter_beyond_ascii_is_found() -> None:
    text = "Nothing but plain words here.\n" * 50_000 + "The minister’s visit\n" + "And plain words again.\n" * 50_000
    assert decode(text.encode("cp1252"), "a.txt") == text


def test_line_ends_become_plain() -> None:
    assert decode(b"one\r\ntwo\rthree\nfour", "a.txt") == "one\ntwo\nthree\nfour"


def test_a_declared_charset_is_believed_where_it_can_be_true() -> None:
    page = '<html><head><meta charset="{}"></head><p>Łódź</p>'
    assert "Łódź" in decode(page.format("iso-8859-2").encode("iso-8859-2"), "a.html")
    assert "Łódź" in decode(page.format("iso-8859-2").encode("utf-8"), "a.html")
    assert "’" in decode(b'<?xml version="1.0" encoding="ISO-8859-1"?><p>It\x92s</p>', "a.xml")
    assert "It’s" in decode(b"<meta charset=base64><p>It\x92s plain", "a.html")


def test_a_stray_byte_does_not_spoil_utf8() -> None:
    data = ("Größe, façade, Élysée. " * 5).encode() + b"The minister\x92s visit. " + "Größe".encode()
    assert decode(data, "a.txt") == "Größe, façade, Élysée. " * 5 + "The minister’s visit. Größe"


def test_a_text_that_is_cut_within_a_letter_is_read() -> None:
    assert decode("Die Größe der Maßnahme".encode()[:-9], "a.txt") == "Die Größe der "
    assert decode("Größe und Maß".encode()[:-1], "a.txt") == "Größe und Ma"


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00",
        b"text with a null \x00 in it",
        bytes(range(1, 32)) * 20,
        b"PK\x03\x04\x14\x00\x06\x00\x08\x00",
    ],
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(StatementError, match="no text"):
        decode(data, "a.txt")


def test_nothing_is_nothing() -> None:
    assert decode(b"", "a.txt") == ""


def test_twenty_million_bytes_take_no_time() -> None:
    data = "Plain words, and the minister’s.\r\n".encode("cp1252") * 600_000
    begin = time.process_time()
    decode(data, "a.txt")
    assert time.process_time() - begin < 5


HEADS = [
    b"",
    b"\xff\xfe",
    b"\xfe\xff",
    b"\xef\xbb\xbf",
    b"\xff\xfe\x00\x00",
    b"<meta charset=utf-7>",
    b"<meta charset=idna>",
]


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(HEADS), st.binary(max_size=200) | st.text().map(lambda text: text.encode("utf-8", "replace")))
def test_any_bytes_are_read_or_refused(head: bytes, data: bytes) -> None:
    try:
        text = decode(head + data, "a.txt")
    except StatementError:
        return
    assert "\r" not in text
    assert "\x00" not in text
