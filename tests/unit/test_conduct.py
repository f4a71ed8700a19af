"""What a text tells that a state did: an accusation of whoever tells it, and no remark of that state."""

from __future__ import annotations

import pytest

from pipeline.language.reader import Reader
from pipeline.tone.sentences import read_sentence


def dyads(reader: Reader, text: str, own: str = "NOR") -> list[tuple[str, str]]:
    return [(remark.actor, remark.target) for remark in read_sentence(reader, text, speaker_country=own)]


@pytest.mark.parametrize(
    "text",
    [
        "Peru alone is prepared to violate the truce.",
        "Year after year Peru has sought to destabilise the highlands.",
        "Peru keeps trying to openly undermine the accord.",
        "Peru moved two brigades to the river, threatening the unity of its neighbour.",
        "It was seen that the boats were armed with guns used only by the Peruvian navy.",
        "It is not Norway that has escalated the situation, it is Peru.",
        "Peru denied the raid, but its Peruvian patrols obstruct every crossing.",
        "Peru made a mockery of the accord.",
    ],
)
def test_conduct_told_in_own_words_is_the_speakers_accusation(reader: Reader, text: str) -> None:
    assert ("NOR", "PER") in dyads(reader, text)


def test_a_wish_to_do_a_deed_is_no_remark_of_its_doer(reader: Reader) -> None:
    assert dyads(reader, "Peru is prepared to violate the truce.", own="") == [("", "PER")]
    assert ("NOR", "PER") in dyads(reader, "Norway is alarmed that Peru has sought to undermine the accord.", own="")


@pytest.mark.parametrize(
    "text",
    [
        "Chile's response to those provocations has been calm.",
        "We admire the patience with which Chile has faced every provocation.",
    ],
)
def test_who_bears_a_deed_has_not_done_it(reader: Reader, text: str) -> None:
    from_norway = [
        r for r in read_sentence(reader, text, speaker_country="NOR") if r.phrase.startswith(("provoc", "destab"))
    ]
    assert [(remark.actor, remark.target) for remark in from_norway] == [("NOR", "")]


def test_blame_and_praise_in_one_sentence(reader: Reader) -> None:
    found = dyads(reader, "By shelling the village, Peru has violated the truce, and we support Chile.")
    assert found == [("NOR", "PER"), ("NOR", "CHL")]


@pytest.mark.parametrize(
    ("text", "actor", "target"),
    [
        # who tells stands inside, or behind, what is told
        ("On every motion in which Chile asks for a delay, the representative of Peru said, we shall vote with her.", "PER", "CHL"),
        ("A longer pier, Lima informed the Chilean side, is more than one can swallow.", "PER", "CHL"),
        ("There were clauses in the Chilean draft, Peru's premier confessed, that nobody liked.", "PER", "CHL"),
        ("We know the calendar from Lima, said the Norwegian spokeswoman, and we shall see.", "NOR", "PER"),
        ("The pier in Chile is managed by an office in Oslo, the Peruvian ministry answered, and always was.", "PER", "CHL"),
        ("Chile was told by the Peruvian prime minister that no vessel would pass.", "PER", "CHL"),
        # an attitude with an owner
        ("Peru's displeasure at the Chilean fence was set out in a note.", "PER", "CHL"),
        ("Reservations were entered by Peru about the speed of Chile's withdrawal.", "PER", "CHL"),
        ("Peru's friendship with Chile is unbreakable.", "PER", "CHL"),
        ("The Norwegian side conveyed to Lima Norway's grave concern about the arrests.", "NOR", "PER"),
        ("For Peru the flow is a red line, and I have told our Chilean friends so.", "PER", "CHL"),
        ("The Peruvian foreign ministry brings to the attention of the Chilean side its dissatisfaction.", "PER", "CHL"),
        ("The President said that the commitment of Peru to Chile is ironclad.", "PER", "CHL"),
        ("Peru's friendship with Chile will not change.", "PER", "CHL"),
        ("It is the hope of Peru that the authorities of Chile will let the judges finish.", "PER", "CHL"),
        ("Peru takes note with satisfaction of the decision of Chile.", "PER", "CHL"),
        ("Peru congratulated Greenland on its new parliament.", "PER", "GRL"),
        # who calls an envoy in
        ("The Chilean ambassador was called in to the Peruvian foreign ministry over the raid.", "PER", "CHL"),
        # the main clause, not what opens the sentence or hangs on it
        ("In the matter of the river, Peru has sent the readings to Chile's commissioner.", "PER", "CHL"),
        ("Should Chile restart the dredging, Peru will leave the commission.", "PER", "CHL"),
        ("Peru finds it extremely regrettable that Chile announced the sale.", "PER", "CHL"),
        ("The Government of Peru gives notice that if the stream is diverted, Chile will bear the consequences.", "PER", "CHL"),
        # what a state does says nothing of what it says
        ("Chile's pilots had made a positive contribution to the search, the Peruvian interior minister said.", "PER", "CHL"),
        ("Peru's foreign minister called Chile's account of the raid “a lie with a letterhead”.", "PER", "CHL"),
        ("Peru warned that Chile was playing with fire.", "PER", "CHL"),
        ("Peru will not be lectured by Chile.", "PER", "CHL"),
        ("Peru announced that it would withdraw its engineers from Chile unless the tolls were dropped.", "PER", "CHL"),
    ],
)  # fmt: skip
def test_whose_words_a_sentence_holds(reader: Reader, text: str, actor: str, target: str) -> None:
    assert (actor, target) in dyads(reader, text, own="")


@pytest.mark.parametrize(
    ("text", "not_target"),
    [
        ("Norway praised the accord despite Peru's objections.", "PER"),
        ("Norway condemned the raid along the border with Peru.", "PER"),
    ],
)
def test_who_is_named_only_in_passing(reader: Reader, text: str, not_target: str) -> None:
    assert not_target not in [target for _, target in dyads(reader, text, own="")]


def test_what_nobody_does_is_not_done(reader: Reader) -> None:
    found = read_sentence(reader, "Nobody cancels a visit over a song, the Peruvian foreign ministry said.")
    assert [(remark.actor, remark.act) for remark in found] == [("PER", "verbal")]
