from __future__ import annotations

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.reading.cleaning.hygiene import clean, restore_paragraphs
from pipeline.reading.cleaning.layout import unwrapped

WRAPPED = """\
The Government of Utopia has followed the events at the
border with great concern. It calls on both parties to
withdraw their forces and to return to the talks that
they left in March.
     It recalls that the treaty binds them both, and that
no party may change a border by force, whatever reasons
it may give for doing so.

A third paragraph begins after a blank line and goes on
to the end."""


def test_wrapped_lines_are_joined_and_paragraphs_stand_apart() -> None:
    paragraphs = clean(WRAPPED).split("\n\n")
    assert [paragraph[:9] for paragraph in paragraphs] == ["The Gover", "It recall", "A third p"]
    assert paragraphs[2] == "A third paragraph begins after a blank line and goes on to the end."


def test_lines_that_were_not_wrapped_are_paragraphs() -> None:
    text = "We will not yield an inch of our land.\nWe call on all States to stand with us.\nThe port is closed."
    assert clean(text) == text.replace("\n", "\n\n")


def test_a_short_line_ends_a_paragraph_without_any_sign() -> None:
    text = WRAPPED.replace("     ", "").replace("\n\n", "\n")
    assert [paragraph[:9] for paragraph in clean(text).split("\n\n")] == ["The Gover", "It recall", "A third p"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("spoke of Secu-\nrity and of", "spoke of Security and of"),
        ("spoke of non-\nproliferation and of", "spoke of non-proliferation and of"),
        ("the guests of the American-\nBritish side and the", "the guests of the American-British side and the"),
        ("the guests of the Sheikh Al-\nKhalifa and the", "the guests of the Sheikh Al-Khalifa and the"),
        ("much soul-\nsearching and of", "much soul-searching and of"),
        ("the so-\ncalled truce and the", "the so-called truce and the"),
        ("the parties agreed on a 21-\nday truce and the", "the parties agreed on a 21-day truce and the"),
        ("some short- \nand long-term aims of the", "some short- and long-term aims of the"),
        ("a co-\noperation and of", "a cooperation and of"),
        ("by co-\noperation, for co-operation is", "by co-operation, for co-operation is"),
        ("their Zorgo-\nvian friends. A Zorgovian and the", "their Zorgovian friends. A Zorgovian and the"),
        (
            "one truly long line with a word –\nand another of the",
            "one truly long line with a word – and another of the",
        ),
        ("one truly long line with a word—\nand another of the", "one truly long line with a word—and another of the"),
        ("the Secu\u00ad\nrity of", "the Security of"),
        ("the seventy- second session", "the seventy-second session"),
        ("all troop- and police-contributing States", "all troop- and police-contributing States"),
    ],
)
def test_words_broken_at_a_line_end(text: str, expected: str) -> None:
    assert clean(text) == expected


def test_a_turn_begins_a_paragraph() -> None:
    text = (
        "MS. TALE:  Good afternoon, and thank you all for coming to the\n"
        "briefing room on so hot a day. I have one announcement —\n"
        "Q    Thank you. Has the Government of Utopia been told of\n"
        "the decision?\n"
        "MS. TALE:  It has been told.  And we have told the others,\n"
        "as is our custom in the matter.\n"
        "Q: Which others?\n"
        "A: I will not name them, for that is a matter on which\n"
        "we do not comment.\n"
        "Mr. Oram (Utopia) (spoke in French): We regret what was\n"
        "said in this room.\n"
        "**Ada Vance:** So do I, and I have said it before to\n"
        "the members of the committee."
    )
    assert [paragraph[:8] for paragraph in clean(text).split("\n\n")] == [
        "MS. TALE", "Q Thank ", "MS. TALE", "Q: Which", "A: I wil", "Mr. Oram", "**Ada Va",
    ]  # fmt: skip


def test_headings_items_and_verses_keep_their_lines() -> None:
    text = (
        "JOINT STATEMENT\n"
        "The two Governments met in the capital of Utopia on the\n"
        "third day of May and agreed on what follows here:\n"
        "- to open the border to all who have the papers that\n"
        "the treaty asks for;\n"
        "- to meet again.\n"
        "(a) The first note\n"
        "(b) The second note\n"
    )
    assert clean(text).split("\n\n") == [
        "JOINT STATEMENT",
        "The two Governments met in the capital of Utopia on the third day of May and agreed on what follows here:",
        "- to open the border to all who have the papers that the treaty asks for;",
        "- to meet again.",
        "(a) The first note",
        "(b) The second note",
    ]


def test_a_dash_at_the_beginning_of_a_wrapped_line_is_no_item() -> None:
    text = "The talks were, as the minister told reporters at noon\n— and he was right in this — a failure for all of us\nin the room."
    assert "\n" not in clean(text)


def test_page_numbers_that_split_a_sentence_go() -> None:
    text = (
        "The Government of Utopia has followed the events at the\nborder with great concern and calls on\n12\n\n\n"
        "both parties to withdraw their forces, and to return to\nthe talks that they left in March of the\n"
        "08-51606 13\n\nlast year, when all was well with the two of them."
    )
    assert clean(text) == (
        "The Government of Utopia has followed the events at the border with great concern and calls on both parties to "
        "withdraw their forces, and to return to the talks that they left in March of the last year, when all was well "
        "with the two of them."
    )


def test_a_number_between_paragraphs_stays() -> None:
    text = WRAPPED + "\n\n12\n\nThe last paragraph."
    assert "\n\n12\n\n" in clean(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Itâ€™s a â€œfirstâ€\x9d cafÃ©", "It’s a “first” café"),
        ("It’s “a first” « ici »…", "It’s “a first” « ici »…"),
        ("a\xa0b\u2009c\u200bd\ufeff", "a b cd"),
        ("the ofﬁcial eﬀort", "the official effort"),
        ("№ 5, 3 m², ＵＮ…", "№ 5, 3 m², ＵＮ…"),
        ("e\u0301tat", "état"),
        ("Q&amp;A &#8211; it&rsquo;s&nbsp;on", "Q&A – it’s on"),
        ("AT&T and R&D; a &b;", "AT&T and R&D; a &b;"),
        ("a\x93quote\x94", "a“quote”"),
        ("bell\x07", "bell"),
        ("two   spaces  \n", "two spaces"),
    ],
)
def test_characters(text: str, expected: str) -> None:
    assert clean(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He left., ,  She stayed.", "He left.\n\nShe stayed."),
        ("He left. , , She stayed.", "He left.\n\nShe stayed."),
        ('"He left.", ,  She stayed.', '"He left."\n\nShe stayed.'),
        ('He saw the "show"., , "I did not," she said., ,   12 more did!, ,  All.', 'He saw the "show".\n\n"I did not," she said.\n\n12 more did!\n\nAll.'),
        ("It said:, ,  Dear Comrade,, ,  I write., ,  You read., ,  ", "It said:\n\nDear Comrade,\n\nI write.\n\nYou read."),
        ("He left in the eve, , ning of that evening., ,  All of it.", "He left in the evening of that evening.\n\nAll of it."),
        ("The envoy of, ,  the Eastern State left., ,  So did we.", "The envoy of the Eastern State left.\n\nSo did we."),
        ("They left on Friday.,  The rest stayed here.,  Nobody saw it.", "They left on Friday.\n\nThe rest stayed here.\n\nNobody saw it."),
        ("Of the U.S., Japan and others, and of Acme Co., Ltd., too, a word.", "Of the U.S., Japan and others, and of Acme Co., Ltd., too, a word."),
    ],
)  # fmt: skip
def test_marks_that_stand_for_paragraphs(text: str, expected: str) -> None:
    assert clean(text) == expected


def test_marks_are_restored_on_their_own() -> None:
    assert restore_paragraphs("He left., ,  She stayed.") == "He left.\n\nShe stayed."


PIECES = st.sampled_from([
    "\n", "\n\n", " ", "  ", "-", "- ", "-\n", "Q", "Q ", "A ", "A: ", "MR. X: ", ":", ".", ",", ", ,  ", "., ,  ", ".,  ", "The ",
    "the", "and\n", "secu-\nrity", "&amp;", "&nbsp;", "amp;", "\u00ad", "\u200b", "\xa0", "’", "“", "Ã©", "â€™", "ﬁ", "\f", "\r",
    "\t", "12\n", "1. ", "(a) ", "# ", "**", "—", "a word that goes on and on and on", "another line that stands here for a while\n",
    "that is wrapped at some width and goes\n", "GENERAL\n", "\ud800", "e\u0301", "中", "[X]", "ty- ",
])  # fmt: skip


@settings(max_examples=500, deadline=None)
@example("a\u200b-\nb")
@given(st.lists(PIECES, max_size=60).map("".join) | st.text(max_size=200))
def test_cleaning_again_changes_nothing(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_the_result_has_no_odd_white_space(text: str) -> None:
    cleaned = clean(text)
    assert cleaned == cleaned.strip()
    assert "  " not in cleaned
    assert "\n\n\n" not in cleaned
    assert all(paragraph == paragraph.strip() and "\n" not in paragraph for paragraph in cleaned.split("\n\n"))


@pytest.mark.parametrize(
    "text",
    [
        WRAPPED + "\n",
        "a line that goes on without an end, as it were,\n\n",
        "word ",
        "中文没有空格",
        "Ã©",
        "don’t – ",
        "., , ",
        ",",
        "&amp;",
        "a-\nb ",
    ],
)
def test_a_long_text_takes_seconds_whatever_it_holds(text: str) -> None:
    text *= 400_000 // len(text)
    begin = time.process_time()
    clean(text)
    assert time.process_time() - begin < 8


IN_LINES = (
    "Ladies and gentlemen, the Government of Norway is grateful to Peru for\n"
    "the care with which its coast guard searched for our sailors in the\n"
    "storm of last week. We shall not\n"
    "forget it.\n"
    "\n"
    "We regret that Chad has not answered our letters on the grain, and\n"
    "we ask it to answer them.\n"
)


def test_line_ends_within_paragraphs_become_spaces_without_moving_a_character() -> None:
    text = unwrapped(IN_LINES)
    assert len(text) == len(IN_LINES)
    assert [one for one, other in zip(text, IN_LINES, strict=True) if one != other] == [" "] * 4
    assert text.count("\n\n") == 1


@given(st.text(st.sampled_from("aB .,\n\t-1"), max_size=200))
def test_unwrapping_changes_white_space_alone(text: str) -> None:
    assert unwrapped(text).split() == text.split()
    assert len(unwrapped(text)) == len(text)


def test_lines_that_are_no_wrapped_prose_stay() -> None:
    for text in ("One heading\nAnother line\n", "A\nB\nC\n", "", "\n\n", "one long line " * 40 + "\nnext\n"):
        assert unwrapped(text) == text
