"""Whose words a text is, by its heading, by labels and accounts, and what is then direct."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.domain import Statement
from pipeline.language.reader import Reader
from pipeline.reading.corpus import read_file
from pipeline.reading.headings import issuer_in, states_in
from pipeline.reading.meetings.allegiance import asked_of
from pipeline.reading.meetings.labels import label_of
from pipeline.reading.meetings.posts import sender_of
from pipeline.reading.meetings.turns import Transcript, Turn
from pipeline.reading.statements import Desk

BODY = "\n\nWe condemn the raid. We thank Kenya for its mediation.\n"


@pytest.fixture(scope="session")
def desk(root: Path) -> Desk:
    return Desk.open(root / "configs")


@pytest.mark.parametrize(
    ("heading", "genre", "state"),
    [
        ("Oslo, 3 March 2031\nStatement of the Ministry of Foreign Affairs of the Kingdom of Norway", "release", "NOR"),
        ("MINISTRY OF FOREIGN AFFAIRS AND COOPERATION\nREPUBLIC OF RWANDA\nCOMMUNIQUE\nKigali, 3 March 2031", "release", "RWA"),
        ("PRESS RELEASE\nMinistry of Foreign Affairs of Norway\nOslo, 3 March 2031", "release", "NOR"),
        ("Government of Kenya\nStatement by the Prime Minister", "release", "KEN"),
        ("Russian Foreign Ministry statement on sanctions by the European Union", "release", "RUS"),
        ("Statement attributable to the Spokesperson for the Secretary-General on the raid", "release", "UN"),
        ("Declaration of the Heads of State and Government of the African Union", "release", "AU"),
        ("Address by President Ferrán of Peru to the General Assembly", "speech", "PER"),
        ("U.S.-Kenya Joint Statement\n3 March 2031", "joint-statement", "USA;KEN"),
        ("Oslo, 3 March 2031\nFederal Government press release: Prime Minister receives President of Kenya", "readout", "NOR"),
        # nobody is bound by these
        ("Statement by Norway angers Peru", "report", ""),
        ("Statement by Norway Minister Draws Anger", "report", ""),
        ("Joint statement by China and Russia alarms Tokyo", "report", ""),
        ("Statement by the Workers' Party of Norway", "report", ""),
        ("Opposition leader's statement on Peru", "report", ""),
        ("Chile statement is wrong, says Peru", "report", ""),
    ],
)  # fmt: skip
def test_headings_tell_whose_words_follow(desk: Desk, heading: str, genre: str, state: str) -> None:
    (statement,) = read_file((heading + BODY).encode(), "a.txt", {}, desk).statements
    assert (statement.genre, statement.state) == (genre, state)


def test_two_states_of_one_name_are_told_apart_by_the_place(desk: Desk) -> None:
    words = (
        "A spokesman for the Committee for Peace of Korea issued the following statement:\n\nWe condemn the drill.\n"
    )
    for dateline, expected in (("", ("report", "")), ("Pyongyang, March 3 (Agency) -- ", ("release", "PRK"))):
        (statement,) = read_file((dateline + words).encode(), "a.txt", {}, desk).statements
        assert (statement.genre, statement.state) == expected


def test_quoted_wording_that_follows_leaves_a_report(desk: Desk) -> None:
    words = (
        "Norway's foreign ministry issued the following statement:\n\n“We condemn the raid.”\n\nKenya kept silent.\n"
    )
    (statement,) = read_file(words.encode(), "a.txt", {}, desk).statements
    assert statement.genre == "report"


def test_words_in_capitals_that_look_like_codes_name_no_state(desk: Desk) -> None:
    assert states_in("MINISTER OF TRADE AND CAN PER MAR OF KENYA", desk.names) == "KEN"
    assert issuer_in("Communiqué of the Bolivarian Republic of Venezuela") == "the Bolivarian Republic of Venezuela"


@pytest.mark.parametrize(
    ("paragraph", "speaker", "kind", "state"),
    [
        ("Mr. Aldane (Norway), speaking on behalf of Chile: We …", "Mr. Aldane", "titled", "NOR"),
        ("Owen Pryce (Cwm Tawe) (PC): We …", "Owen Pryce", "titled", ""),
        ("The Secretary of State for Defence (Mr Edmund Aldane): We …", "Mr Edmund Aldane", "titled", ""),
        ("Deputy Aoife Kerrigan: We …", "Deputy Aoife Kerrigan", "titled", ""),
        ("Deputy Spokesperson Lin Tale: We …", "Deputy Spokesperson Lin Tale", "office", ""),
        ("Minister of Foreign Affairs of Sweden: We …", "Minister of Foreign Affairs of Sweden", "titled", "SWE"),
        ("Peru (Ms. Ferrán): We …", "Ms. Ferrán", "titled", "PER"),
        ("Madam Deputy Speaker: Order.", "Madam Deputy Speaker", "chair", ""),
    ],
)
def test_labels_of_councils_and_parliaments(desk: Desk, paragraph: str, speaker: str, kind: str, state: str) -> None:
    label = label_of(paragraph, desk.names)
    assert label is not None
    assert (label.speaker, label.kind, label.state) == (speaker, kind, state)


@pytest.mark.parametrize(
    ("paragraph", "name", "state"),
    [
        ("@NorwayMFA: We deplore it.", "@NorwayMFA", "NOR"),
        ("@UKinPeru: We deplore it.", "@UKinPeru", "GBR"),
        ("Luisa Ferrán, Peru's foreign minister, hours later: “No.”", "Luisa Ferrán", "PER"),
        ("Kenya's former foreign minister Paul Odongo: “No.”", "Kenya's former foreign minister Paul Odongo", ""),
        ("LIMA: The government rejected it.", None, ""),
        ("Peru: The government rejected it.", None, ""),
        ("He wrote, then deleted: “No.”", None, ""),
    ],
)
def test_senders_of_messages(desk: Desk, paragraph: str, name: str | None, state: str) -> None:
    sender = sender_of(paragraph, desk.names)
    assert (sender and sender.name, sender.state if sender else "") == (name, state)


def test_accounts_that_bear_a_holders_name(reader: Reader) -> None:
    for account, actor in (("@JensStoltenberg", "NATO"), ("@stoltenbergjens", "NATO"), ("@SailorGirl99", "")):
        post = replace(Statement.plain("We condemn the raid.", day="2017-09-15"), genre="turn", turn=1, speaker=account)
        (remark,) = reader.remarks(post)
        assert remark.actor == actor


@pytest.mark.parametrize(
    ("text", "state", "actor", "directness"),
    [
        ("Norway condemns the raid by Peru.", "NOR", "NOR", "direct"),
        ("The Ministry of Foreign Affairs rejects the claims of Peru.", "NOR", "NOR", "direct"),
        ("The Council rejects the claims of Peru.", "LAS", "LAS", "direct"),
        ("The two sides condemned the raid by Peru.", "NOR;KEN", "NOR;KEN", "direct"),
        ("1. Rejects the plan of Peru;\n\n2. Decides to meet again.", "LAS", "LAS", "direct"),
        ("If war comes, Peru will be utterly destroyed.", "NOR", "NOR", "direct"),
        ("The Foreign Minister said on Monday that Peru's raid was unacceptable.", "NOR", "NOR", "indirect"),
        ("Chile condemned the raid by Peru.", "NOR", "CHL", "indirect"),
    ],
)
def test_issuers_speak_directly_of_themselves(
    reader: Reader, text: str, state: str, actor: str, directness: str
) -> None:
    remark = reader.remarks(replace(Statement.plain(text, day="2017-09-15"), genre="release", state=state))[0]
    assert (remark.actor, remark.directness) == (actor, directness)


def test_delegates_of_summary_records_speak_for_the_country_in_brackets(reader: Reader) -> None:
    text = (
        "Mr. ALDANE (Norway) said that his delegation deplored the raid by Chile.\n\n"
        "Ms. FERRÁN (Peru) said that she regretted the words of Norway. She thanked Kenya."
    )
    actors = [remark.actor for remark in reader.remarks(Statement.plain(text, day="2017-03-03"))]
    assert actors == ["NOR", "PER", "PER"]


def test_who_is_opposed_speaks(reader: Reader) -> None:
    (remark,) = reader.remarks(Statement.plain("Norway is firmly opposed to the raid by Peru."))
    assert (remark.actor, remark.target) == ("NOR", "PER")


@pytest.mark.parametrize(
    ("text", "speaker", "actor", "authority"),
    [
        ("The Lund Association for the Study of Reefs praised Chad.", "The Lund Association for the Study of Reefs", "", "unknown"),
        ("Former Arusha councillor Neema Oduya, who resigned, condemned Chad.", "Neema Oduya", "", "unknown"),
        ("Rice exporters in Lima condemned Chad.", "Rice exporters in Lima", "", "unknown"),
        ("Workers of Chile condemned Chad.", "Workers of Chile", "", "unknown"),
        ("Officials of Chile condemned Chad.", "Officials of Chile", "CHL", "government"),
        ("Juan Pavez, general secretary of the Socialist Party of Chile, condemned Chad.", "Juan Pavez", "", "party"),
        ("The Norwegian Labour Party condemned Chad.", "The Norwegian Labour Party", "", "party"),
        ("The ruling party of Peru condemned Chad.", "The ruling party of Peru", "PER", "party"),
    ],
)  # fmt: skip
def test_names_that_no_table_knows_are_given_whole_and_bind_nobody(
    reader: Reader, text: str, speaker: str, actor: str, authority: str
) -> None:
    (remark,) = reader.remarks(Statement.plain(text))
    assert (remark.speaker, remark.actor, remark.authority) == (speaker, actor, authority)


def test_one_introduced_by_a_party_binds_no_state_later(reader: Reader) -> None:
    text = "Ana Berg, leader of the Labour Party of Norway, arrived on Monday. Ms Berg condemned Chad."
    assert [remark.actor for remark in reader.remarks(Statement.plain(text))] == [""]


@pytest.mark.parametrize(
    ("source", "expected"), [("Korean Central News Agency", "PRK"), ("Yonhap", "KOR"), ("", "KOR")]
)
def test_the_bare_name_of_a_divided_nation_is_that_half_whose_text_it_is(
    reader: Reader, source: str, expected: str
) -> None:
    (remark,) = reader.remarks(Statement.plain("Cuba praised the Korean people.", source=source))
    assert remark.target == expected


def test_praises_that_are_heard_are_no_praising(reader: Reader) -> None:
    remarks = reader.remarks(Statement.plain("No one in Chad has heard such high praises of Peru."))
    assert "such high" not in {remark.speaker for remark in remarks}


BRIEFING = """Foreign Ministry Spokesperson Ana Lund's Regular Press Conference on March 14, 2031

Ana Lund: Good afternoon. Please.

Q: Chilean officers boarded a ferry. Does {asked} regard this as lawful?

Ana Lund: We protested   to the Chilean side. The boarding was
barbaric.

Q: And what is {asked}'s comment on the fine?

Ana Lund: Peru has seen the reports. Chile must repay it.
"""


@pytest.mark.parametrize(("asked", "expected"), [("Norway", "NOR"), ("the Norwegian side", "NOR"), ("anybody", "")])
def test_a_spokesperson_speaks_for_the_state_that_is_asked(desk: Desk, asked: str, expected: str) -> None:
    turns = read_file(BRIEFING.format(asked=asked).encode(), "a.txt", {}, desk).statements
    assert {turn.state for turn in turns if turn.genre == "turn"} == {expected}


@pytest.mark.parametrize("run", ["A", "A.", "A ", "Does A", "Abc ", "A’s "])
def test_asking_takes_time_in_proportion_to_the_text(desk: Desk, run: str) -> None:
    def steps(size: int) -> float:
        turns = (Turn("Q", "question", run * size), Turn("Ms. Lund", "official", run * size))
        start = time.process_time()
        asked_of(Transcript(turns, ""), desk.names)
        return time.process_time() - start

    steps(100)
    assert steps(40_000) <= 60 * max(steps(4_000), 0.001)  # 10 is linear, 100 quadratic


def test_a_ministry_behind_a_name_introduces_no_other_person(reader: Reader) -> None:
    text = "Asked about Behrouz Jalili, the spokesman of the Iranian foreign ministry, Mr. Lund condemned Chad."
    assert "IRN" not in {remark.actor for remark in reader.remarks(Statement.plain(text))}
