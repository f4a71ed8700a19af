from __future__ import annotations

import pytest

from pipeline.domain import Remark, Statement
from pipeline.language.reader import Reader


def remarks(reader: Reader, text: str, day: str = "2017-09-10") -> list[Remark]:
    found = reader.remarks(Statement.plain(text, day=day))
    for remark in found:
        assert text[remark.start : remark.end] == remark.phrase
    return found


def one(reader: Reader, text: str, day: str = "2017-09-10") -> Remark:
    found = remarks(reader, text, day)
    assert len(found) == 1, [r.phrase for r in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "actor", "target", "phrase"),
    [
        ("Norway condemned Peru's raid.", "NOR", "PER", "condemned"),
        ("Oslo firmly opposes the measures taken by Lima.", "NOR", "PER", "firmly opposes"),
        ("The raid was condemned by the Norwegian government.", "NOR", "", "condemned"),
        ("Norway's foreign ministry said that Peru's raid was unacceptable.", "NOR", "PER", "unacceptable"),
        ("“We strongly condemn Peru's raid,” said Norway's foreign minister.", "NOR", "PER", "strongly condemn"),
        ("Peru's raid was unacceptable, the Norwegian foreign ministry said on Monday.", "NOR", "PER", "unacceptable"),
        ("The Kremlin expressed grave concern over the Turkish incursion.", "RUS", "TUR", "grave concern"),
        ("Tokyo lodged a strong protest with Beijing over the patrol.", "JPN", "CHN", "lodged a strong protest"),
        ("Xi Jinping congratulated Kim Jong Un.", "CHN", "PRK", "congratulated"),
    ],
)
def test_who_said_what_of_whom(reader: Reader, text: str, actor: str, target: str, phrase: str) -> None:
    found = one(reader, text)
    assert (found.actor, found.target, found.phrase) == (actor, target, phrase)


@pytest.mark.parametrize(
    "text",
    [
        "A professor at Peking University said that the Norwegian raid was outrageous.",
        "The newspaper said Norway's raid was outrageous.",
        "Chinese banks condemned Norway's raid.",
    ],
)
def test_scholars_papers_and_firms_bind_no_state(reader: Reader, text: str) -> None:
    found = remarks(reader, text)
    assert found
    assert [r.actor for r in found] == [""] * len(found)


def test_office_holders_are_resolved_as_of_the_date(reader: Reader) -> None:
    text = "Donald Trump condemned Iran."
    assert one(reader, text, "2018-05-08").actor == "USA"
    assert one(reader, text, "2010-05-08").actor == ""


def test_directness(reader: Reader) -> None:
    long = one(reader, "Norway's foreign ministry said: “We strongly condemn Peru's raid on the port.”")
    short = one(reader, "Norway's foreign ministry voiced “grave concern” over Peru's raid.")
    none = one(reader, "Norway voiced grave concern over Peru's raid.")
    assert [r.directness for r in (long, short, none)] == ["direct", "scare-quote", "indirect"]


def test_a_surname_of_somebody_else_is_not_the_office_holder(reader: Reader) -> None:
    assert not [
        r for r in remarks(reader, "John Park condemned China. Park said it was wrong.", "2015-03-03") if r.actor
    ]


def test_rumour_history_and_negation_are_marked(reader: Reader) -> None:
    rumour = remarks(reader, "It was rumoured that Norway had failed to congratulate Peru.")[0]
    assert (rumour.evidentiality, rumour.scope[-1]) == ("rumoured", "withheld:failed to")
    assert remarks(reader, "Norway previously condemned Peru.")[0].historic
    assert "partial-negation:not unambiguously" in one(reader, "Oslo did not unambiguously condemn Peru.").scope


def test_a_negated_report_is_no_report(reader: Reader) -> None:
    assert not remarks(reader, "Norway would not call the landing of the boats a problem.")


@pytest.mark.parametrize("text", ["", "\n\n", "“", "said", "’’’", "He said: “", "condemn", "\u00a0\u00a0"])
def test_odd_texts_do_not_raise(reader: Reader, text: str) -> None:
    reader.remarks(Statement.plain(text))
    reader.passages(Statement.plain(text))


def test_what_was_stopped_short_of(reader: Reader) -> None:
    found = one(reader, "Norway stopped short of condemning Peru.")
    assert (found.actor, found.target, found.scope[0]) == ("NOR", "PER", "stopped-short:stopped short of")
    assert found.phrase == "stopped short of condemning"
