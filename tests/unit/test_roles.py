"""The part that a named state plays, and who is meant where nobody is named."""

from __future__ import annotations

import pytest

from pipeline.domain import Statement
from pipeline.language.reader import Reader


def read(reader: Reader, text: str, day: str = "", **known: str) -> list[tuple[str, str]]:
    statement = Statement("x", text, date=day, date_end=day, date_basis="stated" if day else "unknown", **known)  # type: ignore[arg-type]
    return [(remark.actor, remark.target) for remark in reader.remarks(statement)]


@pytest.mark.parametrize(
    ("text", "actor", "target"),
    [
        ("Norway condemned the occupation of Chile by Peru.", "NOR", "PER"),
        ("Norway condemned Peru's raid on Chile.", "NOR", "PER"),
        ("Norway deplored the attack on a Chilean convoy by a patrol of Peruvian soldiers.", "NOR", "PER"),
        ("Norway condemned the bomb attack in Lima.", "NOR", ""),
        ("Norway deplored the elections in Peru.", "NOR", "PER"),
        ("Norway voiced its solidarity with Peru after the flood.", "NOR", "PER"),
        ("Norway protested to Peru over Chile's drills.", "NOR", "PER"),
        ("At talks with the Chilean president, Norway condemned Peru's raid.", "NOR", "PER"),
        ("Norway told the Chilean envoy that Peru's raid was unacceptable.", "NOR", "PER"),
        ("Norway urged both Peru and Chile to talk.", "NOR", "PER;CHL"),
        ("Norway regretted that neither Peru nor Chile had answered.", "NOR", "PER;CHL"),
        ("Peru had asked. Norway's minister neither confirmed nor denied it.", "NOR", ""),
        ("Norway and Peru restored full relations.", "NOR;PER", "NOR;PER"),
        ("Norway congratulated Emmanuel Macron.", "NOR", "FRA"),
        ("Norway congratulated Emmanuel Macron on his election as President of the General Assembly.", "NOR", "UN"),
        ("Norway praised the President of the General Assembly, Mr. Emmanuel Macron.", "NOR", "UN"),
        ("Norway praised Emmanuel Macron, the President of the General Assembly.", "NOR", "UN"),
    ],
)
def test_whose_conduct_is_addressed(reader: Reader, text: str, actor: str, target: str) -> None:
    assert (actor, target) in read(reader, text)


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Chile closed a road. In Lima the foreign ministry condemned the step.", "PER"),
        ("LIMA, Oct 9 - The foreign ministry condemned Chile on Friday.", "PER"),
        ("Ministry of Foreign Affairs, Lima\n\nThe Minister condemned Chile's raid.", "PER"),
        ("Peru and Chile met. The two sides condemned Brazil's raid.", "PER;CHL"),
        ("Peru's president spoke of Chile. He condemned its raid.", "PER"),
        ("The Foreign Ministers of Peru, Chile and Brazil condemned Norway's raid.", "PER;CHL;BRA"),
        ("The ministry of the Visegrad Group condemned Norway's raid.", "CZE;HUN;POL;SVK"),
        ("Norway, under its president, condemned Peru.", "NOR"),
        ("Peru was condemned by Norway for the raid.", "NOR"),
        ("There was an answer from Norway, which condemned Peru.", "NOR"),
    ],
)
def test_for_whom_somebody_speaks(reader: Reader, text: str, actor: str) -> None:
    assert actor in [found for found, _ in read(reader, text)]


def test_an_issuer_binds_its_ministry(reader: Reader) -> None:
    text = "The Ministry condemned Chile's raid."
    assert read(reader, text) == [("", "CHL")]
    assert read(reader, text, source="Ministry of Foreign Affairs of Peru") == [("PER", "CHL")]
    assert read(reader, text, state="PER", genre="release") == [("PER", "CHL")]
    assert read(reader, text, source="The Lima Times") == [("", "CHL")]


def test_kings_of_one_name(reader: Reader) -> None:
    assert read(reader, "In Amman, King Abdullah condemned Peru.", "2004-05-10") == [("JOR", "PER")]
    assert read(reader, "In Riyadh, King Abdullah condemned Peru.", "2008-05-10") == [("SAU", "PER")]


def test_the_office_named_beside_a_person_decides_without_a_date(reader: Reader) -> None:
    assert read(reader, "NATO Secretary General Jens Stoltenberg condemned Peru.") == [("NATO", "PER")]
    assert read(reader, "Norwegian Prime Minister Jens Stoltenberg condemned Peru.") == [("NOR", "PER")]


def test_halves_of_a_divided_nation(reader: Reader) -> None:
    assert ("KOR", "PRK") in read(
        reader, "South Korea spoke. Seoul condemned the North's launch, not North Korea's people."
    )
    assert read(reader, "Norway condemned the raid in the North.") == [("NOR", "")]


def test_a_text_may_end_with_the_one_it_names(reader: Reader) -> None:
    assert read(reader, "Norway said that the raid violated Peru") == [("NOR", "")]
