from __future__ import annotations

import subprocess
import sys
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.reading.sameness.alignment import sameness
from pipeline.reading.sameness.duplicates import Finder, Text, Twin, twins
from pipeline.reading.sameness.wording import plain, read_wording

LIMITS = {"similarity": 0.9, "days": 7, "words": 25}

STORY = (
    'The foreign ministry of Ruritania said on Tuesday that it "firmly opposes" the new dam on the river Elva and '
    "called on the government of Sylvania to resume the talks that both countries broke off in March 2014. "
    "The ministry's spokesman, Anton Weiss, told reporters that his country honours the treaty of 1987 and expects "
    "its neighbour to do the same. He declined to say which measures the cabinet had discussed.\n\n"
    "Sylvania began to fill the reservoir three weeks ago. Its minister of water, Clara Dunn, has defended the work "
    "as an internal matter, and her office did not answer questions about the treaty.\n\n"
    "The two countries last met in the spring, when a commission of engineers from both sides failed to agree on the "
    "amount of water that the lower valley needs in a dry year."
)
REPRINTS = {
    "other head and a credit": "Neighbours at odds over river\nBy Paula Stern\n\nSTRELSAU, May 6 (Courier) – "
    + STORY
    + "\n\n(Reporting by Paula Stern; editing by Max Holm)",
    "trimmed tail, other quotation marks and spelling": "Strelsau, 6 May (Evening Post) -- "
    + STORY[: STORY.index("\n\nThe two")].replace('"', "”").replace("honours", "honors").replace("'", "’"),
    "all on one line with small edits": "River dispute deepens STRELSAU, May 7 (Wire) — "
    + STORY.replace("\n\n", " ").replace("on Tuesday ", "").replace("told reporters that", "said").replace("three", "3")
    + " © 2015 The Daily Sylvanian. All rights reserved.",
}


def found(*texts: str, days: tuple[str, ...] = ()) -> list[Twin]:
    dated = [*days, *[""] * (len(texts) - len(days))]
    return twins([Text(str(n), text, day) for n, (text, day) in enumerate(zip(texts, dated, strict=True))], **LIMITS)


@pytest.mark.parametrize("reprint", REPRINTS.values(), ids=REPRINTS)
def test_a_reprint_is_the_same_statement(reprint: str) -> None:
    (twin,) = found(STORY, reprint)
    assert (twin.key, twin.of, twin.kind) == ("1", "0", "near")
    assert twin.similarity >= 0.9


def test_three_reprints_become_one_statement_whatever_comes_first() -> None:
    for texts in permutations(REPRINTS.values()):
        assert [(twin.key, twin.of) for twin in found(*texts)] == [("1", "0"), ("2", "0")]


def test_a_page_and_its_print_are_the_same_statement() -> None:
    words = STORY.split()
    lines = [" ".join(words[n : n + 9]) for n in range(0, len(words), 9)]
    lines[2:3] = [lines[2][:-3] + "-", lines[2][-3:]]
    lines[6:6] = ["Ministry of Foreign Affairs", "Page 2 of 3"]
    lines[11:11] = ["Ministry of Foreign Affairs", "3"]
    head = ["Ministry of Foreign Affairs", "Press release No. 31", "6 May 2015"]
    assert [twin.kind for twin in found(STORY, "\n".join(head + lines))] == ["near"]


FORMULA = (
    "Premier Karl Lind sent a message of greeting to the president of Arcadia on Monday on the occasion of the "
    "25th anniversary of the republic. The message said that the friendly relations between both countries would "
    "develop further, and wished the president good health and the people of Arcadia prosperity."
)
REBUKE = (
    "The ministry opposes the visit of the delegation to the disputed islands and will take the measures that it deems "
    "necessary to protect its rights. It will continue the talks with the other side in the coming month, and it "
    "may agree to a joint commission if both governments wish so."
)


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        (FORMULA, "president of Arcadia", "president of Ithaca"),
        (FORMULA, "25th", "26th"),
        (FORMULA, "on Monday", "on Thursday"),
        (FORMULA, "Premier Karl Lind", "Premier Otto Berg"),
        (REBUKE, "opposes", "strongly condemns"),
        (REBUKE, "opposes", "firmly opposes"),
        (REBUKE, "may agree", "may not agree"),
        (REBUKE, "will continue", "will not continue"),
        (REBUKE, "necessary", "possible"),
        (REBUKE, " if both governments wish so", ""),
        (REBUKE, "both governments", "three governments"),
        (REBUKE.replace("coming", "2 coming"), "2", "3"),
        (REBUKE.replace("talks with", "talks sent by"), "sent by", "sent to"),
    ],
)
def test_one_changed_word_makes_another_statement(text: str, old: str, new: str) -> None:
    changed = text.replace(old, new)
    head = "STRELSAU, May 6 (Courier) – "
    assert changed != text
    assert not found(text, changed)
    assert not found(text, head + changed)
    assert found(text, head + text)


def test_a_message_named_in_its_headline_alone_is_another_statement() -> None:
    body = "\n\n" + REBUKE
    assert not found("Message to the President of Arcadia" + body, "Message to the President of Ithaca" + body)
    assert found("Message to the President of Arcadia" + body, "Islands: ministry speaks out" + body)


def test_a_brief_that_quotes_a_long_story_is_not_the_story() -> None:
    assert not found(STORY, STORY[: STORY.index(" He declined")])


def test_a_sentence_broken_off_is_another_unless_an_ellipsis_says_so() -> None:
    short = STORY[: STORY.index(" that the lower valley")]
    assert not found(STORY, short)
    assert found(STORY, short + " …")


def test_near_twins_are_of_one_week_but_copies_of_any() -> None:
    reprint = REPRINTS["other head and a credit"]
    assert found(STORY, reprint, days=("2015-05-05", "2015-05-12"))
    assert not found(STORY, reprint, days=("2015-05-05", "2015-05-13"))
    assert found(STORY, STORY.upper(), days=("2015-05-05", "2016-05-05")) == [Twin("1", "0", 1.0, "exact")]


def test_short_texts_are_twins_only_where_they_are_copies() -> None:
    short = "We have taken note of the reports and will look into them with due care."
    assert not found(short, "Spokesman speaks\n\n" + short)
    assert [twin.kind for twin in found(short, short.replace(" ", "\n"))] == ["exact"]


def test_a_copy_of_a_reprint_is_a_twin_of_the_first() -> None:
    reprint = REPRINTS["other head and a credit"]
    assert [(twin.of, twin.kind) for twin in found(STORY, reprint, reprint)] == [("0", "near"), ("0", "near")]


SPACES = (" ", "  ", "\n", "\t", "\r\n", "\u00a0", " \u200b")
MARKS = ('"{}"', "“{}”", "„{}“", "«{}»", "« {} »", "``{}''")
DASHES = ("-", " - ", "–", " – ", "—", "--")
WORDS = st.sampled_from(["talks", "Élan", "no", "1987", "war,", "o'clock", "(sic)"])
PIECES = st.lists(st.tuples(st.sampled_from(["plain", "quoted", "dashed"]), WORDS), min_size=1, max_size=20)


@settings(deadline=None)
@given(PIECES, st.data())
def test_layout_quotation_marks_and_case_make_no_difference(pieces: list[tuple[str, str]], data: st.DataObject) -> None:
    def printed() -> str:
        text = ""
        for kind, word in pieces:
            if kind == "quoted":
                word = data.draw(st.sampled_from(MARKS)).format(word)
            elif kind == "dashed":
                word += data.draw(st.sampled_from(DASHES)) + word
            text += data.draw(st.sampled_from(("{}", "{}", word.upper()))).format(word) + data.draw(
                st.sampled_from(SPACES)
            )
        return text.replace("'", data.draw(st.sampled_from("'’")))

    assert [twin.kind for twin in found(printed(), printed())] == ["exact"]


@settings(max_examples=25, deadline=None)
@given(st.permutations([STORY, STORY.upper(), REBUKE, REBUKE.replace(" ", "\n"), FORMULA, STORY + " "]))
def test_the_order_does_not_change_which_copies_belong_together(texts: list[str]) -> None:
    groups = {str(number): {text.split()[1].lower()} for number, text in enumerate(texts)}
    result = found(*texts)
    assert len(result) == 3
    assert all(groups[twin.key] == groups[twin.of] for twin in result)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80), st.text(max_size=80))
def test_any_text_is_read(one: str, other: str) -> None:
    wording, another = read_wording(one), read_wording(other)
    assert wording.openings[0] == 0
    assert wording.endings[-1] == len(wording.words)
    assert 0 <= sameness(wording, another, 0.9, 1) <= 1
    twins([Text("0", one, ""), Text("1", other, "")], similarity=0.9, days=7, words=1)


@pytest.mark.parametrize(
    "odd", ["", " \n", "…", "word", "\ud800 alone", "不" * 40, "-" * 20_000 + "x", "\n" * 20_000 + "x"]
)
def test_odd_texts_pass(odd: str) -> None:
    assert len(found(odd, odd)) == bool(plain(odd))


def test_one_sign_matters_in_scripts_without_spaces() -> None:
    text = "外交部发言人说中方将参加下一轮会谈并愿同各方保持沟通推动地区和平稳定与共同发展"
    assert not found(text, text.replace("将", "不"))


def test_what_is_found_does_not_hang_on_the_hash_seed() -> None:
    script = (
        "from pipeline.reading.sameness.duplicates import Text, twins\n"
        "base = 'w{} the treaty of w{} holds'\n"
        "texts = [' '.join(base.format(i // 2, j) for j in range(20)) + ' and' * (i % 2) for i in range(40)]\n"
        "print(twins([Text(str(i), t, '') for i, t in enumerate(texts)], similarity=.9, days=7, words=25))"
    )
    results = {
        subprocess.run(
            [sys.executable, "-c", script], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(results) == 1
    assert results.pop().count("Twin(") == 20


def test_the_finder_remembers() -> None:
    finder = Finder(**LIMITS)
    assert finder.add(Text("a", STORY, "")) is None
    assert finder.add(Text("b", REBUKE, "")) is None
    twin = finder.add(Text("c", REPRINTS["other head and a credit"], ""))
    assert twin is not None
    assert twin.of == "a"
