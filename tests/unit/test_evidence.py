"""On whose word an act is known, and whether it took place. All sentences are invented."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.domain import Remark, Statement
from pipeline.language.reader import Reader


def read(reader: Reader, text: str, genre: str = "report", state: str = "") -> list[Remark]:
    return reader.remarks(
        replace(Statement.plain(text), genre=genre, state=state, speaker="spokesman" if state else "")
    )


def the(reader: Reader, text: str, phrase: str) -> Remark:
    """Give the remark whose phrase holds some words."""
    return next(remark for remark in read(reader, text) if phrase in remark.phrase)


@pytest.mark.parametrize(
    ("text", "known", "by"),
    [
        ("Chad condemned the raid by Niger.", "asserted", ""),
        ("Chad's foreign minister said that Niger's raid was unacceptable.", "asserted", ""),
        ("Sources told the agency that Chad had condemned the raid by Niger.", "reported", "Sources"),
        ("Chad has condemned the raid by Niger, unnamed diplomats said.", "reported", "unnamed diplomats"),
        ("Le Monde quoted Chad's foreign minister as saying that Niger's raid was unacceptable.", "reported", "Le Monde"),
        ("Chad's foreign minister was cited by Le Monde as saying that Niger's raid was unacceptable.", "reported", "Le Monde"),
        ("It was reported that Chad condemned the raid by Niger.", "reported", ""),
        ("According to a leaked cable, Chad condemned the raid by Niger.", "reported", "a leaked cable"),
        ("Chad allegedly condemned the raid by Niger.", "rumoured", ""),
        ("Rumours that Chad condemned the raid by Niger reached Paris.", "rumoured", ""),
        ("Amid rumours of a coup, Chad condemned the raid by Niger.", "asserted", ""),
        ("Chad condemned the rumours that Niger's radio spread.", "asserted", ""),
        ("Chad condemned the raid by Niger, which allegedly killed three herders.", "asserted", ""),
        ("The note in which Chad condemned the raid by Niger proved to be a forgery.", "fabricated", ""),
        ("A fake story went round. It said that Chad condemned the raid by Niger.", "fabricated", ""),
        ("Chad condemned the fake story that Niger's radio told.", "asserted", ""),
        ("Reports that Chad condemned the raid by Niger are unfounded.", "fabricated", ""),
    ],
)  # fmt: skip
def test_known_through(reader: Reader, text: str, known: str, by: str) -> None:
    remark = the(reader, text, "condemned" if "condemned" in text else "unacceptable")
    assert (remark.evidentiality, remark.actor) == (known, "TCD")
    assert by in remark.reported_by


def test_a_meeting_reports_nothing(reader: Reader) -> None:
    text = "The ministers of Chad and Niger held a meeting at which Chad condemned the raid of Mali."
    assert the(reader, text, "condemned").evidentiality == "asserted"


def test_what_is_recalled_is_reported(reader: Reader) -> None:
    assert the(reader, "Chad previously condemned the raid by Niger.", "condemned").evidentiality == "asserted"
    recalled = the(
        reader, "Until 2014, the envoy of Mali recalled, Chad had condemned every raid by Niger.", "condemned"
    )
    assert (recalled.evidentiality, recalled.historic) == ("reported", True)


def test_another_s_words_in_a_speaker_s_own_text_are_relayed(reader: Reader) -> None:
    remarks = read(reader, "We welcome the accord. Niger condemns it.", genre="release", state="TCD")
    assert [(r.actor, r.evidentiality) for r in remarks] == [("TCD", "asserted"), ("NER", "reported")]


def test_an_impostor_binds_nobody(reader: Reader) -> None:
    remark = the(reader, "An account posing as the foreign ministry of Chad condemned Niger.", "condemned")
    assert (remark.actor, remark.evidentiality) == ("", "fabricated")


@pytest.mark.parametrize(
    "text",
    [
        "If Chad condemned Niger, the talks would end.",
        "Should Chad condemn Niger, the talks would end.",
        "Without the vote Chad would have condemned Niger.",
        "Chad may condemn Niger, a columnist wrote.",
        "Chad is likely to condemn Niger.",
        "A scholar thinks that Chad will condemn Niger.",
        "The reporter asked whether Chad condemned Niger.",
        "Did Chad condemn Niger?",
        "The word “condemn” is missing in the note that Chad sent to Niger.",
        "A paper entitled “Chad condemns Niger” lay on the desk.",
        "Chad and Niger discussed the price of salt.",
        "Chad thinks that Niger has cattle enough.",
        "Asked whether ‘the court in Niamey is afraid of Niger's own herders’, Chad's foreign minister laughed.",
    ],
)
def test_no_act(reader: Reader, text: str) -> None:
    assert [r.phrase for r in read(reader, text) if r.actor == "TCD"] == []


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Chad said it would reject the plan of Niger.", "reject"),
        ("Chad's foreign minister said that if Niger crossed the river, Chad would reject the accord.", "reject"),
        ("Chad cannot but condemn Niger.", "condemn"),
        ("For the first time Chad used the word “condemn” in a note to Niger.", "condemn"),
        ("Chad and Niger discussed ways in which the quarrel could be resolved peacefully.", "discussed"),
    ],
)
def test_an_act(reader: Reader, text: str, phrase: str) -> None:
    assert the(reader, text, phrase).actor.startswith("TCD")


@pytest.mark.parametrize(
    ("text", "effect"),
    [
        ("Chad denied that it had condemned Niger.", "negation:denied"),
        ("Chad dismissed claims that it had condemned Niger.", "negation:dismissed"),
        ("It is not true that Chad condemned Niger.", "negation:not true"),
        ("Chad has yet to condemn Niger.", "negation:has yet to"),
        ("Neither Chad nor Mali condemned Niger.", "negation:neither"),
        ("Chad had no intention of condemning Niger.", "negation:had no"),
    ],
)
def test_denied(reader: Reader, text: str, effect: str) -> None:
    assert effect in the(reader, text, "condemn").scope


@pytest.mark.parametrize(
    "text", ["Chad did not hesitate to condemn Niger.", "Chad did not only condemn Niger, it recalled its envoy."]
)
def test_not_denied(reader: Reader, text: str) -> None:
    assert not [item for item in the(reader, text, "condemn").scope if item.startswith("negation")]


def test_who_names_a_cost_threatens(reader: Reader) -> None:
    (remark,) = read(reader, "Chad's foreign minister warned that Niger would pay a heavy price.")
    assert (remark.actor, remark.target, remark.phrase) == ("TCD", "NER", "would pay a heavy price")


def test_what_is_asked_of_another_is_not_done(reader: Reader) -> None:
    (remark,) = read(reader, "Chad demanded that Niger condemn the raid.")
    assert (remark.actor, remark.phrase) == ("TCD", "demanded")


def test_of_a_joint_text_each_side_tells_its_own(reader: Reader) -> None:
    (remark,) = read(reader, "Chad condemned the raid of Mali.", genre="joint-statement", state="TCD;NER")
    assert (remark.actor, remark.evidentiality) == ("TCD", "asserted")
