"""Who said which words: one sentence of our own for each pattern."""

from __future__ import annotations

import pytest

from pipeline.domain import Statement
from pipeline.language.reader import Reader

CASES = [
    # indirect speech
    ("The ministry said that the drill had ended.", "The ministry", "that the drill had ended"),
    ("Tokyo said the drill had ended.", "Tokyo", "the drill had ended"),
    ("The drill had ended, the ministry said.", "the ministry", "The drill had ended"),
    ("The drill, the ministry said, had ended early.", "the ministry", "The drill, the ministry said, had ended early"),
    ("The talks failed, said the Danish envoy.", "the Danish envoy", "The talks failed"),
    ("According to the Peruvian foreign ministry, the border is open.", "the Peruvian foreign ministry", "the border is open"),
    ("The border is open, according to the Peruvian foreign ministry.", "the Peruvian foreign ministry", "The border is open"),
    ("The envoy told reporters in Geneva that no deal was near.", "The envoy", "that no deal was near"),
    ("The envoy told Reuters that Oslo would wait.", "The envoy", "that Oslo would wait"),
    ("Lisbon urged Rabat to reopen the crossing.", "Lisbon", "Rabat to reopen the crossing"),
    ("Lisbon called on Rabat to reopen the crossing.", "Lisbon", "Rabat to reopen the crossing"),
    ("Oslo warned Minsk against any further arrests.", "Oslo", "any further arrests"),
    ("He asked whether the fleet would leave.", "He", "whether the fleet would leave"),
    ("The minister expressed his hope that the truce would hold.", "The minister", "his hope that the truce would hold"),
    ("Riga's claim that the plane had strayed was rejected.", "Riga", "that the plane had strayed"),
    ("The European insistence that the plan would stand was ignored.", "European", "that the plan would stand"),
    ("The envoy was confident that the text would pass.", "The envoy", "that the text would pass"),
    ("The spokesman did not say that the plant had closed.", "The spokesman", "that the plant had closed"),
    ("The ministry has since warned that the route is closed.", "The ministry", "that the route is closed"),
    ("Quito no longer insists that the base must go.", "Quito", "that the base must go"),
    # who speaks
    ("Lars Holm, a spokesman for the ministry, said the visa rule stays.", "Lars Holm, a spokesman for the ministry", "the visa rule stays"),
    ("The envoy, speaking in Vienna, said the visa rule stays.", "The envoy", "the visa rule stays"),
    ("Lars Holm, who chairs the panel, said the visa rule stays.", "Lars Holm", "the visa rule stays"),
    ("The palace issued a statement saying the king regretted the delay.", "The palace", "the king regretted the delay"),
    ("The council passed a resolution this week condemning the raid.", "The council", "the raid"),
    ("The defeat prompted Minister Aho to accuse the board of neglect.", "Minister Aho", "the board of neglect"),
    ("The minister's refusal to condemn the raid surprised allies.", "The minister", "the raid"),
    ("The premier flew to Hanoi on Friday to praise the accord.", "The premier", "the accord"),
    ("The party summed the plan up as “absurd,” denounced the vote and walked out.", "The party", "the vote"),
    ("The minister thanked the hosts, adding that the road was long.", "The minister", "that the road was long"),
    ("Critics among the deputies say the law is void.", "Critics among the deputies", "the law is void"),
    ("There is a growing fear among the islanders that the sea will win.", "the islanders", "that the sea will win"),
    # quotations
    ("“We regret this,” the envoy said.", "the envoy", "We regret this"),
    ("“We regret this,” said the envoy.", "the envoy", "We regret this"),
    ("The envoy said: “We regret this.”", "The envoy", "We regret this"),
    ("The envoy said, “We regret this.”", "The envoy", "We regret this"),
    ("The envoy acknowledged, however, “We were late.”", "The envoy", "We were late"),
    ("“We regret this,” the envoy said, “and we ask for calm.”", "the envoy", "We regret this,” the envoy said, “and we ask for calm"),
    ("“We regret this,” the envoy said. “We ask for calm.”", "the envoy", "We regret this,” the envoy said. “We ask for calm"),
    ("The palace issued a statement: “The king regrets the delay.”", "The palace", "The king regrets the delay"),
    ("The envoy leaned forward and thundered: “This must end.”", "The envoy", "This must end"),
    ("Holm: “We are not at war.”", "Holm", "We are not at war"),
    ("“We are at peace,” soft-spoken Holm said.", "Holm", "We are at peace"),
    # quoted words in a clause
    ("The minister called the raid a “crime.”", "The minister", "the raid a “crime"),
    ("The minister called it a “crime” and left for Oslo.", "The minister", "it a “crime"),
    ("The envoy said the vote was a “farce,” part of a longer story of fraud.", "The envoy", "the vote was a “farce"),
    ("The envoy said the vote was a “farce,” a “fraud” and an “insult.”", "The envoy", "the vote was a “farce,” a “fraud” and an “insult"),
    ("Sofia spoke of what it called a “hostile act” against shipping.", "it", "a “hostile act"),
    ("The union vowed to strike by June if the cabinet did not grant “serious” pay.", "The union", "to strike by June if the cabinet did not grant “serious” pay"),
    ("Oslo said that only firms such as Vik and Sons wanted “open doors.”", "Oslo", "that only firms such as Vik and Sons wanted “open doors"),
    ("“The road is open,” the envoy told a crowd in Sur, N.S. “We wait.”", "the envoy", "The road is open,” the envoy told a crowd in Sur, N.S. “We wait"),
    ("“Come in.” “Sit down,” the envoy said.", "the envoy", "Come in.” “Sit down"),
    ("According to the paper, “Sales fell in May. They rose in June.”", "the paper", "Sales fell in May. They rose in June"),
    ("The envoy said,“We regret this.”", "The envoy", "We regret this"),
    ("The envoy has said the same thing at each stop: “We regret this.”", "The envoy", "We regret this"),
    # clauses about a cue
    ("The ministry believes, for example, that the route is safe.", "The ministry", "that the route is safe"),
    ("The raid was what analysts said was a test of nerve.", "analysts", "was a test of nerve"),
    ("Analysts say health spending will cripple the budget.", "Analysts", "health spending will cripple the budget"),
    ("Those surveyed say the islands should vote.", "Those surveyed", "the islands should vote"),
    ("Asked whether the base would close, the envoy smiled.", "", "whether the base would close"),
    # names, lists, days
    ("On Monday Peru said the route is safe.", "Peru", "the route is safe"),
    ("In 2006 Peru said the route was safe.", "Peru", "the route was safe"),
    ("In Lima Norway said the route is safe.", "Norway", "the route is safe"),
    ("LIMA, 4 May 2012 - Norway said the route is safe.", "Norway", "the route is safe"),
    ("Peru, Chile and Bolivia said the route is safe.", "Peru, Chile and Bolivia", "the route is safe"),
    ("The ministers of Oman, Bahrain and Kuwait said the route is safe.", "The ministers of Oman, Bahrain and Kuwait", "the route is safe"),
    ("Peru's and Chile's ministers said the route is safe.", "Peru's and Chile's ministers", "the route is safe"),
    ("Nobody in Oslo said the route is safe.", "Nobody in Oslo", "the route is safe"),
    ("Norway condemned Peru, thanked Chile and praised Bolivia.", "Norway", "Chile"),
    ("Norway accused Peru of threatening Chile.", "Peru", "threatening Chile"),
    ("Norway's exiled king said the route is safe.", "Norway's exiled king", "the route is safe"),
    ("Norway cannot but condemn the raid.", "Norway", "the raid"),
    # feeling and nouns
    ("Norway is grateful to Peru for its help.", "Norway", "Peru for its help"),
    ("Norway conveyed to Chile its sympathy.", "Norway", "its sympathy"),
    ("Peru drew criticism from Chile and Bolivia.", "Chile and Bolivia", "criticism"),
    # at second hand
    ("Ansa quoted the envoy as saying that Rome was patient.", "the envoy", "that Rome was patient"),
    ("The envoy was quoted by Ansa as saying that Rome was patient.", "The envoy", "that Rome was patient"),
    ("“Rome is patient,” the envoy was quoted as saying by Ansa.", "the envoy", "Rome is patient"),
    ("“Rome is patient,” the Ansa agency quoted Holm as saying.", "Holm", "Rome is patient"),
    # quoted words within another's report, and clauses that end in them
    ('Lima said that the two sides had met for a week in the old customs house and would meet again in May about the levy, which it described as “wholly absurd”.', 'it', 'as “wholly absurd'),
    ('The pact would soon be “dead,” Kunene said in an interview.', 'Kunene', 'The pact would soon be “dead'),
    ('The islands need partners “who keep the word they gave,” Kunene said.', 'Kunene', 'The islands need partners “who keep the word they gave'),
    ('Kunene said the port was “full” and left.', 'Kunene', 'the port was “full'),
    ('The envoy complained that the text was “vague” before leaving for Apia.', 'The envoy', 'that the text was “vague'),
    ('The envoy said the fee was “modest” — a figure that nobody had checked.', 'The envoy', 'the fee was “modest'),
    ('The envoy added, that the fee was “modest”.', 'The envoy', 'that the fee was “modest'),
    ('Admitting that the raid was “a blunder” he called for calm.', 'he', 'that the raid was “a blunder'),
    ('Kunene told a rally in Apia, Samoa, on Monday that the levy was unjust.', 'Kunene', 'that the levy was unjust'),
    ('It was a levy that the envoy said was unjust.', 'the envoy', 'was unjust'),
    ('The levy was described by the envoy as “theft”.', 'the envoy', 'as “theft'),
    ('Marchers passed to chants of “Open the port”.', '', 'Open the port'),
    ('The museum keeps a pamphlet entitled “The Last Ferry”.', 'a pamphlet', 'The Last Ferry'),
    ("The minister's “never again” remark was soon forgotten.", 'The minister', 'never again'),
    ('The paper ran a column naming the envoy the “tireless ferryman” of the talks.', "a column", 'the envoy the “tireless ferryman” of the talks'),
    ('According to Kunene, “the port is as good as closed,” which nobody denied.', 'Kunene', 'the port is as good as closed'),
    ('The palace issued a statement, “The crown prince will not travel to the summit.”', 'The palace', 'The crown prince will not travel to the summit'),
    ('Kunene (Apia): “I have never been told of any such list.”', 'Kunene', 'I have never been told of any such list'),
    ('Said Kunene, who was on the quay, “We have waited for this for years.”', 'Kunene', 'We have waited for this for years'),
    ('The envoy flew home from the U.S. He says the talks failed.', 'He', 'the talks failed'),
    # whose words they are
    ('Kunene, speaking in Apia, Samoa, said the levy was unjust.', 'Kunene', 'the levy was unjust'),
    ('The envoy last week said the levy was unjust.', 'The envoy', 'the levy was unjust'),
    ('The talks went on, with the envoy saying that a deal was near.', 'the envoy', 'that a deal was near'),
]  # fmt: skip


@pytest.mark.parametrize(("text", "speaker", "content"), CASES, ids=[case[0][:60] for case in CASES])
def test_speaker_and_content(reader: Reader, text: str, speaker: str, content: str) -> None:
    doc = reader.document(Statement.plain(text))
    found = [
        (doc[item.speaker_start : item.speaker_end].text, text[item.start : item.end].strip("“”.,"))
        for item in doc._.attributions
    ]
    assert (speaker, content) in found


NOTHING_SAID = [
    "The ship passed the strait at dawn.",
    "Snow fell on the capital and the airport closed.",
    "The “Green Line” runs through the old town.",
]


@pytest.mark.parametrize("text", NOTHING_SAID)
def test_narration_is_nobodys_words(reader: Reader, text: str) -> None:
    assert not reader.document(Statement.plain(text))._.attributions


def test_quoted_words_within_a_report_are_a_passage_of_their_own(reader: Reader) -> None:
    text = (
        "Lima said that the two sides had met for a week in the old customs house and would meet again in May "
        "about the levy, which it described as “wholly absurd”."
    )
    found = [text[p.start : p.end] for p in reader.passages(Statement.plain(text))]
    assert "as “wholly absurd”" in found
    plain = text.replace("“", "").replace("”", "")
    assert len(reader.passages(Statement.plain(plain))) == 1


@pytest.mark.parametrize("text", ["Sweden stopped « short of ballot.", "A generation does not forget its te「achers."])
def test_a_mark_that_is_never_closed_at_the_end_of_a_text(reader: Reader, text: str) -> None:
    reader.passages(Statement.plain(text))
