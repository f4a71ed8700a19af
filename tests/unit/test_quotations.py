"""Every style of quotation mark, apostrophes among them, and what kind each passage is."""

from __future__ import annotations

import pytest
import spacy

from pipeline.language.quotations import MARKS, Quotation, find_quotations, make_quotations


def passages(text: str) -> list[str]:
    return [text[q.start : q.end] for q in find_quotations(text)]


def kinds(text: str) -> dict[str, str]:
    return {text[q.start : q.end]: q.kind for q in find_quotations(text)}


def at_depths(text: str) -> list[tuple[str, int]]:
    return [(text[q.start : q.end], q.depth) for q in find_quotations(text)]


def unclosed(text: str) -> list[str]:
    return [text[q.start : q.end] for q in find_quotations(text) if not q.closed]


def continuing(text: str) -> list[str]:
    return [text[q.start : q.end] for q in find_quotations(text) if q.continues]


def resuming(text: str) -> list[str]:
    return [text[q.start : q.end] for q in find_quotations(text) if q.resumes]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “we oppose it” today.", ["we oppose it"]),
        ('He said "we oppose it" today.', ["we oppose it"]),
        ("He said ‘we don’t oppose it’ today.", ["we don’t oppose it"]),
        ("He said 'we don't oppose it' today.", ["we don't oppose it"]),
        ("He said ＂we oppose it＂ today.", ["we oppose it"]),
        ("Il a dit «non» hier.", ["non"]),
        ("Il a dit « nous refusons » hier.", ["nous refusons"]),
        ("Il a dit «\u00a0nous refusons\u00a0» hier.", ["nous refusons"]),
        ("Il a dit ‹ non › et « oui ».", ["non", "oui"]),
        ("Er sagte »wir lehnen ab« gestern.", ["wir lehnen ab"]),
        ("Er sagte » wir lehnen ab « gestern.", ["wir lehnen ab"]),
        ("Er sagte ›nein‹ und »ja«.", ["nein", "ja"]),
        ("Han sade »vi vägrar» i går.", ["vi vägrar"]),
        ("Er sagte „nein“ gestern.", ["nein"]),
        ("Er sagte ‚nein danke‘ gestern.", ["nein danke"]),
        ("Powiedział „nie zgadzamy się” wczoraj.", ["nie zgadzamy się"]),
        ("「反対」と述べ、『月刊』に書いた", ["反対", "月刊"]),
        ("他说“反对”，又称‘荒谬’是对的。", ["反对", "荒谬"]),
        ("그는 '반대'를 말했다", ["반대"]),
        ("He said ``we oppose it'' today.", ["we oppose it"]),
        ("He said ``we call it `odd' now'' today.", ["we call it `odd' now", "odd"]),
        ("He said ''we oppose it'' today.", ["we oppose it"]),
        ("It was ''strong'' and ''smart'' of him.", ["strong", "smart"]),
        ("He said ‘‘we oppose it’’ today.", ["we oppose it"]),
    ],
)
def test_marks_of_every_style(text: str, expected: list[str]) -> None:
    assert passages(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said ”we oppose it“ today.", ["we oppose it"]),
        ("He said ”we oppose it” today.", ["we oppose it"]),
        ("He said “we oppose it“ today.", ["we oppose it"]),
        ("He said ’we oppose it‘ today.", ["we oppose it"]),
        ("He said ’we oppose it,’ and left.", ["we oppose it,"]),
        ('He said “we oppose it" today.', ["we oppose it"]),
        ('He said "we oppose it” today.', ["we oppose it"]),
        ('He said „we oppose it" today.', ["we oppose it"]),
        ('He said"we oppose it"today.', ["we oppose it"]),
        ('He said " we oppose it " and “ we stay ” today.', ["we oppose it", "we stay"]),
    ],
)
def test_swapped_and_misencoded_pairs(text: str, expected: list[str]) -> None:
    assert passages(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "China's call, the '90s and the ministers' visit.",
        "the ‘90s and China’s call",
        "In the ’90s, in the '80s and in the class of ’68, the boys’ words were lost.",
        "the class of '68 and the ministers' words",
        "Rock ’n’ roll, rock 'n' roll and rock ‘n’ roll; O’Brien and O'Brien.",
        "’Tis late, ‘tis true, and 'twas the boys’ day, so get 'em home.",
        "The workers’, the farmers’ and the miners’ unions.",
        "A stray ' mark, a stray ’ mark and ‘ here.",
        "The 'unity of purpose is gone.",
        'He is 6\' 2" tall, with 5" guns and a 12" record.',
        "Shi‘a leaders, the Ba‘ath party and ‘Abd al-Karim spoke.",
        "Home » News » World",
        "goin’ home, nothin’ new",
        "Tell ’em all, he said, that we go,’ and so on.",
        "In the '90s we lost it all,' and so on.",
        "The class of '68, he said, was gone,' and so on.",
        'A 5"gun and a 12"by 6" plate.',
    ],
)
def test_apostrophes_measures_and_stray_marks_quote_nothing(text: str) -> None:
    assert passages(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They quoted ‘the ministers’ words’ at length.", ["the ministers’ words"]),
        ("They quoted 'the ministers' words' to them.", ["the ministers' words"]),
        (
            "‘The ministers’ words matter to the boys’ club,’ he said.",
            ["The ministers’ words matter to the boys’ club,"],
        ),
        ("The ‘allies’ met and the ministers’ talks ended.", ["allies"]),
        ("The 'allies' met and the 'friends' left.", ["allies", "friends"]),
        ("A ‘secondary boycott’, China’s bank and ‘irritating’ acts", ["secondary boycott", "irritating"]),
        (
            "‘The ministers’ view of “peace” is theirs,’ he said.",
            ["The ministers’ view of “peace” is theirs,", "peace"],
        ),
        (
            "‘We heard “the miners’ words” today,’ he said.",
            ["We heard “the miners’ words” today,", "the miners’ words"],
        ),
        ("He sang ‘we were goin’ home today’ to us.", ["we were goin’ home today"]),
        ("'20 men were lost in all,' he said.", ["20 men were lost in all,"]),
        ("'We saw 'em in the '90s,' he said.", ["We saw 'em in the '90s,"]),
        (
            "“We saw the ministers’ ’90s house,” he said, ‘all of it.’",
            ["We saw the ministers’ ’90s house,", "all of it."],
        ),
    ],
)
def test_apostrophes_are_told_from_closing_single_quotes(text: str, expected: list[str]) -> None:
    assert passages(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He called it—"a shame"—and left.', ["a shame"]),
        ("He called it—“a shame”—and ‘a pity’—and left.", ["a shame", "a pity"]),
        ('"We refuse [sic] (again)" is what he wrote.', ["We refuse [sic] (again)"]),
        ("'We refuse (again)' is what he wrote.", ["We refuse (again)"]),
        ("His “allies” (“friends”) and ('foes') and [\"none\"] met.", ["allies", "friends", "foes", "none"]),
        ('"Beijing"\'s view and “Seoul”’s answer.', ["Beijing", "Seoul"]),
        ("'Paris''s line and ‘Rome’’s reply.", ["Paris", "Rome"]),
        ('An anti-"terror" law and a "terror"-free camp.', ["terror", "terror"]),
        ('"We saw a 5" gun and a 6\' wall," she said.', ["We saw a 5\" gun and a 6' wall,"]),
        ('"In 2015" was the title, "in 50" was not.', ["In 2015", "in 50"]),
        ("One word: “no”.", ["no"]),
        ("\"Beijing\"'s view and the boys' words.", ["Beijing"]),
        ("“We go. ”Then he left.", ["We go."]),
        ("‘We heard “no to it,’ he said.", ["We heard “no to it,", "no to it,"]),
        ('He opened ("we go").', ["we go"]),
        ("“?” “!” “…”", []),
    ],
)
def test_what_stands_beside_the_marks(text: str, expected: list[str]) -> None:
    assert passages(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“He called it ‘a new page’ here,” she said", [("He called it ‘a new page’ here,", 0), ("a new page", 1)]),
        ('"He called it "a new page" here," she said', [('He called it "a new page" here,', 0), ("a new page", 1)]),
        ("‘He called it “a new page” here,’ she said", [("He called it “a new page” here,", 0), ("a new page", 1)]),
        (
            "«Il a écrit “un ‘grand’ jour” ici»",
            [("Il a écrit “un ‘grand’ jour” ici", 0), ("un ‘grand’ jour", 1), ("grand", 2)],
        ),
        ("\"'No,' he told us,\" she said.", [("'No,' he told us,", 0), ("No,", 1)]),
        ("“One ‘two’ three” and ‘four’.", [("One ‘two’ three", 0), ("two", 1), ("four", 0)]),
        ("“We lost 'some of it” all' there", [("We lost 'some of it", 0)]),
        ("« Il a dit « non » hier » à tous", [("Il a dit « non » hier", 0), ("non", 1)]),
        ("Er sagte „wir „alle“ gehen“ dort", [("wir „alle“ gehen", 0), ("alle", 1)]),
        ("Han sade ”vi ”alla” går” där", [("vi ”alla” går", 0), ("alla", 1)]),
    ],
)
def test_nested(text: str, expected: list[tuple[str, int]]) -> None:
    assert at_depths(text) == expected


def test_an_open_mark_ends_with_its_paragraph() -> None:
    text = "He said: “We stay. And we go.\nThe talks ended."
    assert find_quotations(text) == (Quotation(text.index("We"), text.index("\n"), False, 0, 5, "speech"),)


def test_an_open_mark_ends_where_the_same_mark_opens_again() -> None:
    text = "“One was lost. “Two were lost. “Three were lost."
    assert at_depths(text) == [("One was lost.", 0), ("Two were lost.", 0), ("Three were lost.", 0)]
    assert unclosed(text) == passages(text)
    forgotten = "“We go, he said. Then he called it “a shame” and left."
    assert at_depths(forgotten) == [("We go, he said. Then he called it", 0), ("a shame", 0)]
    assert unclosed(forgotten) == ["We go, he said. Then he called it"]


def test_of_several_open_marks_the_last_goes_on_in_the_next_paragraph() -> None:
    text = "“One was lost. “Two were lost.\n“Three were lost,” he said."
    assert at_depths(text) == [("One was lost.", 0), ("Two were lost.", 0), ("Three were lost,", 0)]
    assert unclosed(text) == ["One was lost.", "Two were lost."]
    assert continuing(text) == ["Three were lost,"]


def test_a_doubtful_close_is_a_close() -> None:
    assert unclosed("The ‘allies’ met.") == unclosed('It had "some 50" men.') == []


@pytest.mark.parametrize(
    ("text", "first", "rest"),
    [
        (
            "“First part.\n“Second part.\n“Third part,” he said.",
            ["First part.", "Second part."],
            ["Second part.", "Third part,"],
        ),
        ('"First part.\n\n"Second part," he said.', ["First part."], ["Second part,"]),
        ("‘First part.\n\n‘Second part,’ he said.", ["First part."], ["Second part,"]),
        ("He said: ‘The ministers’ part.\n‘Second part,’ and left.", ["The ministers’ part."], ["Second part,"]),
        ("“First ‘real’ part.\n“Second part,” he said.", ["First ‘real’ part."], ["Second part,"]),
        ("« Premier.\n« Second », dit-il.", ["Premier."], ["Second"]),
        ("« Premier.\n» Second », dit-il.", ["Premier."], ["Second"]),
        ("``First part.\n``Second part,'' he said.", ["First part."], ["Second part,"]),
        ("“First part.\nSecond part,” he said.", ["First part."], ["Second part,"]),
    ],
)
def test_over_several_paragraphs(text: str, first: list[str], rest: list[str]) -> None:
    assert unclosed(text) == first
    assert continuing(text) == rest
    assert all(q.kind == "speech" and q.depth == 0 for q in find_quotations(text) if q.continues)


@pytest.mark.parametrize(
    "text",
    [
        "“First part,” he said.\n“Second part,” she said.",
        "“First part.\nNothing here.\n“Second part,” she said.",
        "“First part.\n«Second part», she said.",
        "“First part.\nShe said: “Second part.”",
        "The 'first part.\nThe 'second' part.",
        "“First part.\n\nNothing here.\n\nThe end” is stray.",
        "The 'first part.\nSecond part,' he said.",
        "“First “second” third.\nFourth” is stray.",
        "“First part.\nHe said “no” to the end” today.",
    ],
)
def test_what_does_not_continue(text: str) -> None:
    assert continuing(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"We refuse," he said, "to go."', ["to go."]),
        ('"We refuse," he said "to go."', ["to go."]),
        ("“We refuse,” said Mr. Aldane, the envoy of Strelsau, “and we stay.”", ["and we stay."]),
        ("“I warn you,” she said, “Zenda will fall.”", ["Zenda will fall."]),
        ('"We refuse —" he paused — "to go."', ["to go."]),
        ('"We refuse --" he paused -- "to go."', ["to go."]),
        ("‘We refuse,’ he said, ‘to go.’", ["to go."]),
        ("“We refuse,” he said of the plan; “we all do.”", ["we all do."]),
        ('"We refuse," said the old foreign minister "to go."', ["to go."]),
        ("«Nous refusons», a dit l’envoyé de Strelsau, «de partir».", ["de partir"]),
        ("“He told us, ‘We,’ he said, ‘refuse,’ and left.”", ["refuse,"]),
    ],
)
def test_interrupted(text: str, expected: list[str]) -> None:
    assert resuming(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        '"We refuse," he said. "We will stay."',
        '"We refuse," he said. "to go."',
        '"We refuse" and he said, "to go."',
        'The "allies," crooks, "friends" and "foes" met.',
        '"We refuse," he said, adding that it was "a shame" to go.',
        '"We refuse," he wrote and called it "a shame" to go.',
        '"We refuse," he was "very angry" then.',
        '"We refuse," he said,\n"to go."',
        '"We refuse,"\nhe said, "to go."',
        'The "allies," Karim, "friends" and "foes" met.',
        "“We go,” he said; “They stay,” she said.",
        "“We go,” he said; the answer, “they stay”, came late.",
        '"We refuse," he said, ' + "and so on " * 20 + ', "to go."',
        "“Unclosed, he said, ‘to go.’",
    ],
)
def test_what_does_not_resume(text: str) -> None:
    assert resuming(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('Abdul "the Lion" Karim met Robert (“Bob”) Aldane.', {"the Lion": "nickname", "Bob": "nickname"}),
        ("Lin J. ‘Tiny’ Aldane spoke.", {"Tiny": "nickname"}),
        ('He is nicknamed "King Lin" at home.', {"King Lin": "nickname"}),
        ('The "Lion" Karim, Beijing "strongly" Paris.', {"Lion": "scare", "strongly": "scare"}),
        ('Karim "Never Ever Again" Aldane', {"Never Ever Again": "nickname"}),
        ('Karim "One Two Three Four" Aldane', {"One Two Three Four": "speech"}),
        ("He asked Karim: “No.” Aldane left.", {"No.": "speech"}),
        ('He met Karim "Bob", Aldane and Karim "Ben" and Lin.', {"Bob": "scare", "Ben": "scare"}),
        ('He met Karim; "Bob" Aldane left Karim "Ben!" Aldane.', {"Bob": "scare", "Ben!": "scare"}),
    ],
)
def test_nicknames(text: str, expected: dict[str, str]) -> None:
    assert kinds(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        'He saw the film "{The Long Road}" twice.',
        "He read the novel “{Ashes},” which was long.",
        'A speech titled "{Why We Stay}" was given.',
        'An essay, entitled "{How to Lose Friends}", was printed.',
        'A book called "{The Long Road}" was printed.',
        "He sang “{A Quiet Harbour}” by Lin Aldane.",
        "Then came “{The Quiet Men of Strelsau}” again.",
        "The documentary “{1905}” was shown.",
        "The film “{The Long Road to the Old Harbour}” was shown.",
        "He sang the song “{STOP THE WAR}” again.",
    ],
)
def test_titles(text: str) -> None:
    title = text[text.index("{") + 1 : text.index("}")]
    plain = text.replace("{", "").replace("}", "")
    assert {found.rstrip(","): kind for found, kind in kinds(plain).items()} == {title: "title"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He gave a speech “against all of us here” today.", {"against all of us here": "speech"}),
        ("He called it “Outrageous” by Aldane’s lights.", {"Outrageous": "scare"}),
        ('A speech, "We go back," was given.', {"We go back,": "scare"}),
        ('A speech, "We will never go back there," was given.', {"We will never go back there,": "speech"}),
        ('the film about "Zenda" and a film "odd" in all', {"Zenda": "scare", "odd": "scare"}),
        ('seen as "Quite Odd" by Karim', {"Quite Odd": "scare"}),
        ('was called "Quite Odd" by Karim', {"Quite Odd": "scare"}),
        ('He went, "Old Zenda Lives" in hand', {"Old Zenda Lives": "scare"}),
        ("an “Old Zenda” man", {"Old Zenda": "scare"}),
        ('He shouted, "Long Live Old Strelsau" and left.', {"Long Live Old Strelsau": "speech"}),
        ("A board read “STOP THE OLD WAR NOW” there.", {"STOP THE OLD WAR NOW": "speech"}),
        ("Karim Sees ‘Very Bad Men’ In Town", {"Very Bad Men": "scare"}),
    ],
)
def test_what_is_no_title(text: str, expected: dict[str, str]) -> None:
    assert kinds(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        'the so-called "{nine towers}"',
        "the term “{partner}” and no other",
        'the slogan: "{bread for all}"',
        'the concept of "{common ground}"',
        'known as "{Plan Blue}"',
        'known as the "{Paper Plan}"',
        "a plan dubbed “{the paper plan}”",
        'he referred to it, and it is referred to as "{the ditch}"',
        'it is called "{the paper plan}" there',
        'in what is called "{the ditch}" there',
        'the "{dual suspension}" proposal',
        'the "{freeze-for-freeze}" formula',
        'the "{Strelsau}" principle',
    ],
)
def test_terms(text: str) -> None:
    term = text[text.index("{") + 1 : text.index("}")]
    assert kinds(text.replace("{", "").replace("}", "")) == {term: "term"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('in what he called "a shameful act" of theirs', {"a shameful act": "scare"}),
        ('It was called "a shame" by Karim.', {"a shame": "scare"}),
        ('He acted as "friend" of all.', {"friend": "scare"}),
        ('in what they referred to as "a shame" for all', {"a shame": "scare"}),
        ('its "hostile" policy and a "wholly wrong" approach', {"hostile": "scare", "wholly wrong": "scare"}),
        ('known as "a man who would never ever yield to us"', {"a man who would never ever yield to us": "speech"}),
    ],
)
def test_what_is_no_term(text: str, expected: dict[str, str]) -> None:
    assert kinds(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('It was a "shame" and "very bad," they wrote.', {"shame": "scare", "very bad,": "scare"}),
        (
            'It was "one two three" and "one two three four" there.',
            {"one two three": "scare", "one two three four": "speech"},
        ),
        ('"No," he said.', {"No,": "speech"}),
        ('"No", he said.', {"No": "speech"}),
        ('"No" said the envoy.', {"No": "speech"}),
        ('"No" was the word.', {"No": "scare"}),
        ('He said: "Never".', {"Never": "speech"}),
        ('He replied, "never", and left.', {"never": "speech"}),
        ('He told reporters, "Never."', {"Never.": "speech"}),
        ('He said "no" to it.', {"no": "scare"}),
        ('He left — "no" was heard; he left, "Odd" as ever.', {"no": "scare", "Odd": "scare"}),
        ('He left — "No," he cried.', {"No,": "speech"}),
        ("He went. “Nonsense!” Then he left.", {"Nonsense!": "speech"}),
        ("“Never again!”", {"Never again!": "speech"}),
        ("“‘No,’ he told all of us,” she said.", {"‘No,’ he told all of us,": "speech", "No,": "speech"}),
        ('"We," he said, "go home" now.', {"We,": "speech", "go home": "speech"}),
    ],
)
def test_speech_and_scare_quotes(text: str, expected: dict[str, str]) -> None:
    assert kinds(text) == expected


def test_words_are_counted_between_spaces() -> None:
    assert [q.words for q in find_quotations("“We don’t – in fact – go (all) 9 …”")] == [7]


@pytest.mark.parametrize(
    "text", ["", "\n", '"', "’", "``", "''", "“", "”", "'s", "«»", "'n'", "“\n”", "\n“", "‘‘", "\ud800“a”\x00"]
)
def test_odd_texts_are_read(text: str) -> None:
    assert all(MARKS.search(text) for _ in find_quotations(text))


def test_the_component_sets_the_quotations_of_a_document() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("demarche_quotations")
    doc = nlp("He said “we go” today.")
    assert doc._.quotations == find_quotations(doc.text)
    assert len(doc._.quotations) == 1
    assert make_quotations(nlp, "x")(nlp.make_doc("None."))._.quotations == ()
