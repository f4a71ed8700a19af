from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.domain import Statement
from pipeline.language.reader import Reader

TEXT = "We strongly condemn the missile launch by North Korea."


def turn(**fields: str) -> Statement:
    return replace(Statement.plain(TEXT, day="2017-09-15"), genre="turn", turn=1, **fields)


def test_a_turn_binds_the_state_that_its_label_names(reader: Reader) -> None:
    (remark,) = reader.remarks(turn(speaker="Mr. Aldane", state="NOR", parent="S/PV.9999"))
    assert (remark.actor, remark.target, remark.speaker, remark.authority) == ("NOR", "PRK", "Mr. Aldane", "envoy")
    assert remark.directness == "direct"


@pytest.mark.parametrize(
    ("speaker", "state", "actor", "authority"),
    [
        ("Mrs. Haley", "USA", "USA", "envoy"),  # known from the table of offices, by surname and state
        ("PRIME MINISTER ABE", "", "JPN", "leader"),  # by office and surname
        ("THE PRESIDENT", "USA", "USA", "leader"),  # by office and state
        ("MS. BARRA", "", "", "unknown"),  # nobody knows for whom she speaks
    ],
)
def test_who_is_bound_by_a_turn(reader: Reader, speaker: str, state: str, actor: str, authority: str) -> None:
    (remark,) = reader.remarks(turn(speaker=speaker, state=state))
    assert (remark.actor, remark.authority) == (actor, authority)


@pytest.mark.parametrize("genre", ["question", "chair"])
def test_questions_and_the_chair_never_bind_a_state(reader: Reader, genre: str) -> None:
    text = "Japan condemned the launch by North Korea. We strongly condemn it too."
    statement = replace(
        Statement.plain(text, day="2017-09-15"), genre=genre, speaker="The President", state="USA", turn=1
    )
    remarks = reader.remarks(statement)
    assert remarks
    assert not any(remark.actor for remark in remarks)
    assert not any(remark.evidentiality == "asserted" for remark in remarks)


def test_an_agencys_commentary_is_its_states_medium_and_binds_no_one(reader: Reader) -> None:
    statement = replace(Statement.plain(TEXT, source="KCNA", day="2017-09-15"), genre="commentary", state="PRK")
    (remark,) = reader.remarks(replace(statement, text="We strongly condemn the sanctions imposed by Japan."))
    assert (remark.actor, remark.media_of, remark.authority) == ("", "PRK", "media")


def test_what_is_set_aside_is_not_read(reader: Reader) -> None:
    assert reader.remarks(turn(state="NOR", aside="language fr is not read")) == []


def test_a_joint_statement_binds_all_who_make_it(reader: Reader) -> None:
    statement = replace(Statement.plain(TEXT, day="2017-09-15"), genre="joint-statement", state="JPN;KOR")
    (remark,) = reader.remarks(statement)
    assert remark.actor == "JPN;KOR"
