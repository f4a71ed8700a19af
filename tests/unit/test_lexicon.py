"""The lexicon's kinds, and what its formulas must not do; the sentences are our own."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.domain import Remark, Statement
from pipeline.errors import ConfigError
from pipeline.language.reader import Reader
from pipeline.tone.lexicon import Formula, read_lexicon
from pipeline.tone.rules import place


@pytest.fixture(scope="module")
def lexicon(root: Path) -> dict[str, Formula]:
    return read_lexicon(root / "corpus" / "lexicon" / "formulas.csv")


def remarks(reader: Reader, text: str, genre: str = "report", state: str = "") -> list[Remark]:
    statement = Statement(
        statement_id="x", text=text, date="2017-09-10", date_end="2017-09-10", date_basis="stated", genre=genre, state=state
    )  # fmt: skip
    return reader.remarks(statement)


def rungs(reader: Reader, lexicon: dict[str, Formula], text: str) -> list[tuple[str, str, int]]:
    """Actor, target and rung of each remark that a formula decides."""
    return [
        (
            remark.actor,
            remark.target,
            place(lexicon[remark.formulas[0].rpartition("@")[0]], remark.scope, remark.content, {}).rung,
        )
        for remark in remarks(reader, text)
        if remark.formulas
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Kenya will pay a heavy price, Somalia's foreign minister said.",
        "Kenya will regret this, Somalia's foreign minister warned.",
        "Somalia warned that Kenya would face grave consequences.",
        "If Kenya fails to withdraw it will face serious consequences, Somalia's foreign minister said.",
        "Somalia said that Kenya's raid would not go unanswered.",
        "Kenya must bear all the consequences, Somalia's foreign ministry said.",
        "Somalia vowed that Kenya would be punished.",
    ],
)
def test_the_one_threatened_is_addressed_and_does_not_threaten(
    reader: Reader, lexicon: dict[str, Formula], text: str
) -> None:
    assert rungs(reader, lexicon, text) == [("SOM", "KEN", -6)]


def test_a_threat_in_a_turn_is_its_speaker_s(reader: Reader) -> None:
    found = remarks(reader, "Kenya will pay a heavy price.", "turn", "SOM")
    assert [(r.actor, r.target, r.directness) for r in found] == [("SOM", "KEN", "direct")]
    commentary = remarks(reader, "Kenya will pay a heavy price.", "commentary", "SOM")
    assert [(r.actor, r.target, r.media_of) for r in commentary] == [("", "KEN", "SOM")]


@pytest.mark.parametrize(
    "text",
    [
        "Norway warned its citizens against travel to Peru.",
        "Norway warned tourists that Peru's roads were flooded.",
        "Norway's president vetoed the budget law.",
        "Ghana is reining in its budget, its president said.",
        "Mass protests in Lima continued, Norway's embassy said.",
        "Norway has set up a solidarity fund.",
        "A Norwegian court condemned the sailor to death.",
        "Norway discussed matters of mutual concern with Peru's neighbours, the parties concerned said.",
        "Norway met the growing demand for gas in Peru.",
        "Norway said that the drought threatened the climate and the forests.",
        "Norway's minister visited the genocide memorial.",
        "Norway upholds the principle of non-interference.",
    ],
)
def test_harmless_uses_carry_no_tone(reader: Reader, lexicon: dict[str, Formula], text: str) -> None:
    assert [found for found in rungs(reader, lexicon, text) if found[2]] == []


@pytest.mark.parametrize(
    ("text", "rung"),
    [
        ("Norway thanked Peru for its restraint.", 2),
        ("Norway thanked Peru for its unwavering support.", 2),
        ("Norway thanked Peru for condemning the coup.", 2),
        ("Norway welcomes Peru's restraint.", 2),
        ("Norway is grateful to Peru for its solidarity.", 2),
        ("Norway regrets Peru's decision to expel its ambassador.", -3),
        ("Norway demands the unconditional withdrawal of Peru's forces.", -4),
        ("Norway urged Peru to support the plan.", -1),
        ("Norway accused Peru of threatening Chile.", -4),
        ("Norway would not stand idly by, its president warned Peru.", -6),
    ],
)
def test_one_act_is_one_remark(reader: Reader, lexicon: dict[str, Formula], text: str, rung: int) -> None:
    assert rungs(reader, lexicon, text) == [("NOR", "PER", rung)]


def test_an_act_beside_another_stays(reader: Reader, lexicon: dict[str, Formula]) -> None:
    found = rungs(reader, lexicon, "Norway condemned Peru's raid and reaffirmed its full solidarity with Chile.")
    assert found == [("NOR", "PER", -5), ("NOR", "CHL", 4)]


@pytest.mark.parametrize(
    ("text", "rung"),
    [
        ("Norway's foreign minister said that Peru had lied.", -4),
        ("Norway said that Peru had reneged on its word.", -4),
        ("Norway voted against Peru's draft resolution.", -4),
        ("Norway turned down Peru's offer.", -4),
        ("Norway froze aid to Peru.", -5),
        ("Norway is disappointed by Peru's vote.", -3),
        ("Norway distanced itself from Peru.", -3),
        ("Norway was sorry for the deaths of three Peruvians.", 1),
        ("Norway stands ready to help Peru.", 1),
        ("Norway lifted its sanctions on Peru.", 2),
        ("Norway is thankful to Peru.", 2),
        ("Norway established diplomatic relations with Peru.", 3),
        ("Norway sided with Peru.", 4),
        ("Norway threw its weight behind Peru.", 4),
    ],
)
def test_the_register_of_diplomats(reader: Reader, lexicon: dict[str, Formula], text: str, rung: int) -> None:
    assert rungs(reader, lexicon, text) == [("NOR", "PER", rung)]


@pytest.mark.parametrize(
    "text",
    [
        "Norway would have condemned Peru if it had known.",
        "Norway could have condemned Peru.",
        "Norway was asked to condemn Peru.",
        "Norway has every right to condemn Peru.",
        "Chile fears that Norway will condemn Peru.",
    ],
)
def test_what_did_not_happen_is_no_act(reader: Reader, lexicon: dict[str, Formula], text: str) -> None:
    assert rungs(reader, lexicon, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Nobody in Oslo has condemned Peru.",
        "Few in Oslo have condemned Peru.",
        "Norway has yet to condemn Peru.",
        "Norway abstained from condemning Peru.",
        "Norway held back from condemning Peru.",
        "Norway was unwilling to condemn Peru.",
    ],
)
def test_what_is_withheld_cancels(reader: Reader, lexicon: dict[str, Formula], text: str) -> None:
    assert [(target, rung) for _, target, rung in rungs(reader, lexicon, text)] == [("PER", -1)]


def test_a_few_are_some(reader: Reader, lexicon: dict[str, Formula]) -> None:
    assert [rung for _, _, rung in rungs(reader, lexicon, "A few in Oslo condemned Peru.")] == [-5]


def test_a_plain_use_has_no_rung(tmp_path: Path) -> None:
    file = tmp_path / "formulas.csv"
    file.write_text("formula,rung,rung_low,rung_high,kind,note\nsolidarity fund,1,0,1,plain,\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="plain use"):
        read_lexicon(file)
