from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest

from pipeline.errors import StatementError
from pipeline.reading.cleaning.hygiene import clean
from pipeline.reading.formats.pdf import read_pdf

fpdf = pytest.importorskip("fpdf")
pypdf = pytest.importorskip("pypdf")

FIRST = (
    "The delegation of Utopia regrets that the talks were suspended before the parties had met. It asks the Council to "
    "take up the matter at its next session, and it reserves its right to speak again should nothing be done. "
)
SECOND = (
    "My Government condemned the shelling of the port in March, and it condemns it today. We urge both sides to let the "
    "convoys pass. Those who gave the order will be held to account, whatever office they hold. "
)


def _pdf(**options: Any) -> Any:
    pdf = fpdf.FPDF(**options)
    pdf.set_margins(25, 30)
    pdf.set_auto_page_break(True, 35)
    pdf.set_font("Times", size=12)
    return pdf


def _text(pdf: Any) -> str:
    return clean(read_pdf(bytes(pdf.output()), "a.pdf").text)


def _picture() -> BytesIO:
    image = pytest.importorskip("PIL.Image")
    held = BytesIO()
    image.new("RGB", (40, 40), "grey").save(held, "PNG")
    held.seek(0)
    return held


def test_wrapped_lines_are_joined_and_paragraphs_stay() -> None:
    pdf = _pdf()
    pdf.add_page()
    pdf.multi_cell(0, 6, FIRST.strip())
    pdf.ln(6)
    pdf.multi_cell(0, 6, SECOND.strip())
    assert _text(pdf) == f"{FIRST.strip()}\n\n{SECOND.strip()}"


def test_indents_begin_paragraphs() -> None:
    pdf = _pdf()
    pdf.add_page()
    for text in (FIRST, SECOND):
        lines = pdf.multi_cell(0, 6, "      " + text.strip(), dry_run=True, output="LINES")
        for at, line in enumerate(lines):
            pdf.set_x(25 if at else 33)
            pdf.cell(0, 6, line.strip(), new_x="LMARGIN", new_y="NEXT")
    assert _text(pdf) == f"{FIRST.strip()}\n\n{SECOND.strip()}"


def test_headers_footers_and_page_numbers_go_and_sentences_run_on_over_pages() -> None:
    class Record(fpdf.FPDF):
        def header(self) -> None:
            self.set_y(10)
            self.cell(0, 5, f"A/99/PV.7 General debate {self.page_no()}/3", align="R")
            self.set_y(30)

        def footer(self) -> None:
            self.set_y(-15)
            self.cell(0, 5, f"- {self.page_no()} -", align="C")

    pdf = Record()
    pdf.set_margins(25, 30)
    pdf.set_auto_page_break(True, 35)
    pdf.set_font("Times", size=12)
    pdf.add_page()
    pdf.multi_cell(0, 6, (FIRST + SECOND) * 20)
    assert pdf.page_no() > 1
    assert _text(pdf) == ((FIRST + SECOND) * 20).strip()


def test_a_number_in_the_text_is_no_page_number() -> None:
    pdf = _pdf()
    pdf.add_page()
    pdf.multi_cell(0, 6, FIRST)
    pdf.cell(0, 6, "1 October 2017", new_x="LMARGIN", new_y="NEXT")
    pdf.cell(0, 6, "42", new_x="LMARGIN", new_y="NEXT")
    assert _text(pdf).endswith("1 October 2017\n\n42")


def test_footnotes_go_to_the_end_and_their_marks_from_the_text() -> None:
    pdf = _pdf()
    pdf.add_page()
    pdf.write(6, "The Council recalled its resolution")
    pdf.char_vpos = "SUP"
    pdf.write(6, "12")
    pdf.char_vpos = "LINE"
    pdf.write(6, " and deplored that 10")
    pdf.char_vpos = "SUP"
    pdf.write(6, "6")
    pdf.char_vpos = "LINE"
    pdf.write(6, " litres were spilt on an area of 9 km")
    pdf.char_vpos = "SUP"
    pdf.write(6, "2")
    pdf.char_vpos = "LINE"
    pdf.write(6, " of the bay. " + FIRST)
    pdf.set_y(250)
    pdf.set_font("Times", size=8)
    pdf.cell(0, 4, "12 Resolution 99 (1999).", new_x="LMARGIN", new_y="NEXT")
    text = _text(pdf)
    assert text.startswith(
        "The Council recalled its resolution and deplored that 106 litres were spilt on an area of 9 km2 of"
    )
    assert text.endswith("\n\n12 Resolution 99 (1999).")


def test_two_columns_are_read_one_after_the_other() -> None:
    pdf = _pdf()
    pdf.set_font("Times", size=10)
    pdf.add_page()
    pdf.set_auto_page_break(False)
    left, right = (
        pdf.multi_cell(75, 5, text * 4, dry_run=True, output="LINES", align="L")[:12] for text in (FIRST, SECOND)
    )
    for at, lines in enumerate(zip(left, right, strict=True)):  # as some files do: line by line over both columns
        for x, line in zip((25, 110), lines, strict=True):
            pdf.set_xy(x, 40 + 5 * at)
            pdf.cell(75, 5, line)
    words = _text(pdf).split()
    assert words == " ".join(left + right).split()


def test_broken_words_and_ligatures_are_mended() -> None:
    pdf = _pdf()
    pdf.add_page()
    for line in (
        "The members of the Secu-",
        "rity Council spoke of non-",
        "proliferation and asked that the treaty of the two American-",
        "British powers be published.",
    ):
        pdf.cell(0, 6, line, new_x="LMARGIN", new_y="NEXT")
    assert _text(pdf) == (
        "The members of the Security Council spoke of non-proliferation and asked that the treaty of the two "
        "American-British powers be published."
    )


def test_properties_are_a_title_and_notes_but_no_date() -> None:
    pdf = _pdf()
    pdf.set_title("Statement on the port")
    pdf.set_author("A typist")
    pdf.set_creation_date(datetime(2017, 9, 3, tzinfo=UTC))
    pdf.add_page()
    pdf.multi_cell(0, 6, FIRST)
    received = read_pdf(bytes(pdf.output()), "a.pdf")
    assert received.fields == {"title": "Statement on the port"}
    assert received.notes == {"title": "pdf properties", "pdf author": "A typist", "pdf created": "2017-09-03"}


def test_a_title_that_a_program_made_up_is_none() -> None:
    pdf = _pdf()
    pdf.set_title("Microsoft Word - speech final2.doc")
    pdf.add_page()
    pdf.multi_cell(0, 6, FIRST)
    assert read_pdf(bytes(pdf.output()), "a.pdf").fields == {}


def test_a_scan_is_refused_and_told_to_be_recognised() -> None:
    pdf = _pdf()
    pdf.add_page()
    pdf.image(_picture(), w=150)
    with pytest.raises(StatementError, match="pictures of pages and no text; run it through OCR"):
        read_pdf(bytes(pdf.output()), "a.pdf")


def test_pages_that_are_pictures_among_others_are_named() -> None:
    pdf = _pdf()
    for at in range(5):
        pdf.add_page()
        if at in (1, 2, 4):
            pdf.image(_picture(), w=150)
        else:
            pdf.multi_cell(0, 6, FIRST)
    received = read_pdf(bytes(pdf.output()), "a.pdf")
    assert received.notes["pages without text"].startswith("2–3, 5 of 5: pictures")
    assert received.text.count("Utopia") == 2


def test_a_locked_file_is_refused_and_one_with_an_empty_password_read() -> None:
    for password, opens in (("secret", False), ("", True)):
        pdf = _pdf()
        pdf.set_encryption(owner_password="owner", user_password=password)
        pdf.add_page()
        pdf.multi_cell(0, 6, FIRST)
        data = bytes(pdf.output())
        if opens:
            assert clean(read_pdf(data, "a.pdf").text) == FIRST.strip()
        else:
            with pytest.raises(StatementError, match="locked with a password"):
                read_pdf(data, "a.pdf")


def test_a_file_that_is_cut_off_is_refused_wherever_it_is_cut() -> None:
    pdf = _pdf()
    for _ in range(3):
        pdf.add_page()
        pdf.multi_cell(0, 6, FIRST)
    data = bytes(pdf.output())
    for share in (0.1, 0.5, 0.9, 0.99):
        with pytest.raises(StatementError, match="cut off"):
            read_pdf(data[: int(len(data) * share)], "a.pdf")


def test_damage_raises_nothing_but_a_refusal(capfd: pytest.CaptureFixture[str]) -> None:
    pdf = _pdf()
    pdf.add_page()
    pdf.multi_cell(0, 6, FIRST)
    data = bytes(pdf.output())
    refused = 0
    for at in range(0, len(data) - 10, 17):
        spoilt = data[:at] + bytes((byte * 7 + 13) % 256 for byte in data[at : at + 5]) + data[at + 5 :]
        try:
            read_pdf(spoilt, "a.pdf")
        except StatementError:
            refused += 1
    assert refused > 0
    assert capfd.readouterr().err == ""


def test_pages_that_name_one_another_are_refused_soon() -> None:
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        *(b"<< /Type /Pages /Count 9 /Kids [" + f"{at + 1} 0 R ".encode() * 9 + b"] >>" for at in range(2, 14)),
        b"<< /Type /Pages /Count 9 /Kids [2 0 R] >>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    tail = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    with pytest.raises(StatementError, match="more than 5,000 pages"):
        read_pdf(body + tail % (size, table, size, len(body)), "a.pdf")
