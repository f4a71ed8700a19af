from __future__ import annotations

import pytest

from pipeline.domain import Statement
from pipeline.language.reader import Reader
from pipeline.language.spellings import spellings


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Mohamed Aldane", "Muhammad Aldane"),
        ("Ali el-Aldane", "Ali Al Aldane"),
        ("Abdul Rahman al-Aldane", "Abdel-Rahman Al-Aldane"),
        ("Omar Hassan al-Aldane", "Omar Hassan Aldane"),
        ("Ara Aldanyan", "Ara Aldanian"),
        ("Sergei Aldayev", "Sergey Aldaev"),
    ],
)
def test_a_name_is_known_by_its_other_spellings(name: str, other: str) -> None:
    assert other in spellings(name)


def test_a_name_of_one_script_has_one_spelling() -> None:
    assert spellings("Keir Starmer") == []
    assert spellings("Mohammed") == []
    assert "Ali Aldane" not in spellings("Ali al-Aldane")  # two common words are no name


def test_the_spellings_of_a_long_name_are_bounded() -> None:
    name = "Mohammed Ahmed Abdullah Hussein Hassan Khalid al-Aldane"
    assert 1 < len(spellings(name)) < 60
    assert name not in spellings(name)


def test_a_holder_speaks_under_another_spelling(reader: Reader) -> None:
    text = "“We strongly condemn the attack,” Abdul-Fattah El Sisi told reporters."
    (remark,) = reader.remarks(Statement.plain(text, day="2015-02-01"))
    assert remark.actor == "EGY"
