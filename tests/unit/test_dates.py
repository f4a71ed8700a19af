from __future__ import annotations

import time
from datetime import date

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language.dates import DateMention, find_dates

WEDNESDAY = "2019-05-15"  # the day of the document in most tests


def spans(text: str, today: str = "") -> list[tuple[str, str, str]]:
    """What the dates cover, their first day, and their last where it is another."""
    return [(text[d.start : d.end], d.first, d.last if d.last != d.first else "") for d in find_dates(text, today)]


def only(text: str, today: str = "") -> DateMention:
    (found,) = find_dates(text, today)
    return found


# -- stated dates -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "form",
    [
        "6 August 2017",
        "6 August, 2017",
        "6th August 2017",
        "the 6th of August 2017",
        "06-Aug-2017",
        "6 AUGUST 2017",
        "6\u00a0August 2017",
        "August 6, 2017",
        "August 6th, 2017",
        "August 6 2017",
        "Aug. 6, 2017",
        "AUG. 6, 2017",
        "2017-08-06",
        "2017/08/06",
        "06.08.2017",
        "6.8.2017",
        "Sunday, 6 August 2017",
        "Sunday, August 6, 2017",
        "Sunday (6 August 2017)",
        "first Sunday of August 2017",
    ],
)
def test_a_day_in_every_usual_form(form: str) -> None:
    text = f"The envoy left on {form}, they wrote."
    found = only(text)
    assert text[found.start : found.end].removeprefix("the ") == form.removeprefix("the ")
    assert (found.first, found.last, found.precision, found.basis) == ("2017-08-06", "2017-08-06", "day", "stated")


@pytest.mark.parametrize(
    ("form", "first", "last"),
    [
        ("18-24 October 2017", "2017-10-18", "2017-10-24"),
        ("18—24 October 2017", "2017-10-18", "2017-10-24"),
        ("18 to 24 October 2017", "2017-10-18", "2017-10-24"),
        ("18 October to 24 October 2017", "2017-10-18", "2017-10-24"),
        ("October 18-24, 2017", "2017-10-18", "2017-10-24"),
        ("October 18 through 24, 2017", "2017-10-18", "2017-10-24"),
        ("3, 5 and 7 May 2011", "2011-05-03", "2011-05-07"),
        ("30 August–2 September 2014", "2014-08-30", "2014-09-02"),
        ("August 30 – September 2, 2014", "2014-08-30", "2014-09-02"),
        ("30 December–2 January 2014", "2013-12-30", "2014-01-02"),
        ("30 December 2013 to 2 January", "2013-12-30", "2014-01-02"),
        ("October–November 2017", "2017-10-01", "2017-11-30"),
        ("Sept.-Oct. 2017", "2017-09-01", "2017-10-31"),
        ("December–January 2017", "2016-12-01", "2017-01-31"),
        ("March 2016 to May 2017", "2016-03-01", "2017-05-31"),
        ("2014-16", "2014-01-01", "2016-12-31"),
        ("2014–2016", "2014-01-01", "2016-12-31"),
        ("1999-2003", "1999-01-01", "2003-12-31"),
    ],
)
def test_ranges(form: str, first: str, last: str) -> None:
    assert spans(f"The patrols of {form} were many.") == [(form, first, last)]
    assert only(f"The patrols of {form} were many.").precision == "interval"


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("between 3 and 5 May 2012", "2012-05-03", "2012-05-05"),
        ("between 3 May and 5 June 2012", "2012-05-03", "2012-06-05"),
        ("from 2014 to 2016", "2014-01-01", "2016-12-31"),
        ("between 2014 and 2016", "2014-01-01", "2016-12-31"),
        ("in the first half of 2015", "2015-01-01", "2015-06-30"),
        ("in the second half of September 2015", "2015-09-16", "2015-09-30"),
        ("in the second quarter of 2018", "2018-04-01", "2018-06-30"),
        ("in Q4 2018", "2018-10-01", "2018-12-31"),
        ("in early September 2017", "2017-09-01", "2017-09-10"),
        ("in mid-September 2017", "2017-09-11", "2017-09-20"),
        ("in late September 2017", "2017-09-21", "2017-09-30"),
        ("in early 2017", "2017-01-01", "2017-04-30"),
        ("at the end of 2017", "2017-10-01", "2017-12-31"),
        ("in the last week of June 2017", "2017-06-24", "2017-06-30"),
        ("in spring 2018", "2018-03-01", "2018-05-31"),
        ("in the autumn of 2018", "2018-09-01", "2018-11-30"),
        ("in winter 2018-19", "2018-12-01", "2019-02-28"),
        ("in summer and autumn 2018", "2018-06-01", "2018-11-30"),
        ("in the 1990s", "1990-01-01", "1999-12-31"),
        ("in the early 1990s", "1990-01-01", "1993-12-31"),
        ("in the mid-1990s", "1994-01-01", "1996-12-31"),
    ],
)
def test_parts_and_long_times(text: str, first: str, last: str) -> None:
    found = only(f"The talks were held {text}.")
    assert (found.first, found.last, found.precision) == (first, last, "interval")


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("in December 2017", "2017-12-01", "2017-12-31", "month"),
        ("in Feb. 2016", "2016-02-01", "2016-02-29", "month"),
        ("Lima, May 2017", "2017-05-01", "2017-05-31", "month"),
        ("since 2010", "2010-01-01", "2010-12-31", "year"),
        ("the accord of 1994", "1994-01-01", "1994-12-31", "year"),
    ],
)
def test_months_and_years(text: str, first: str, last: str, precision: str) -> None:
    found = only(f"So it was said, {text}.")
    assert (found.first, found.last, found.precision) == (first, last, precision)


def test_a_list_of_years_is_read_to_its_end() -> None:
    assert [d.first[:4] for d in find_dates("It did so in 2006, 2009 and 2013.")] == ["2006", "2009", "2013"]


@pytest.mark.parametrize(
    ("form", "first"),
    [("25/8/2017", "2017-08-25"), ("8/25/2017", "2017-08-25"), ("7/7/2017", "2017-07-07"), ("6/8/2017", "")],
)
def test_strokes_are_resolved_only_where_one_order_is_possible(form: str, first: str) -> None:
    found = only(f"Received {form} by hand.")
    assert (found.first, found.precision) == (first, "day" if first else "")


# -- what is no date --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "You may come, and they march on for a second time.",
        "Theresa May said so; the motion was opposed by May.",
        "It was in May's own words. Since May took office, little changed.",
        "May 2018 bring you peace.",
        "Mr Mayor, the Marching Band, Jan Smid and April Jones were there.",
        "It recalled Resolution 2371 and No. 2017, under Decree 1984.",
        "Of 2,017 people, 1950 were counted; in 2017 people died there, and by 2000 votes it passed.",
        "Version 1.5.2 runs at 10.0.0.12 and 3.10.2011.4 is next.",
        "They met at 1900 GMT, after 2000 hours.",
        "It cost $2014 and €6 August was a misprint.",
        "Call 2014-5555, see items 2014-13 and No. 2014-16.",
        "The 19th Congress met on the 18th floor, on the 38th parallel.",
        "The Financial Group of 20 meets every Monday, on Tuesdays, and on Black Friday.",
        "The Sunday Times, USA Today and Russia Today carried it, as did Fox News Sunday.",
        "A batch of 1984 rifles arrived, says lastweek.example.",
        "Day by day, for many years, each month and once a week, they waited all day.",
        "On 31 June 2017, 30 February, 0 May 2017 and 31.04.2017 nothing happened.",
        "On 5 August 0001, 6 May 9999 and 2017-00-10 nothing happened.",
        "99999999999999999999 May 12345 October 123 November",
    ],
)
def test_no_date(text: str) -> None:
    assert spans(text, WEDNESDAY) == []


def test_nothing_but_a_counted_noun_makes_the_difference() -> None:
    assert spans("In May 17 soldiers fell.", WEDNESDAY)[0][0] == "May"
    assert spans("In 2017 soldiers fell.") == []
    assert spans("In 2017 the soldiers fell.") == [("2017", "2017-01-01", "2017-12-31")]


# -- years and months left out ----------------------------------------------------------------------------------------


def firsts(text: str, today: str = "") -> list[str]:
    return [d.first for d in find_dates(text, today)]


def test_the_year_is_that_of_the_nearest_earlier_date_but_not_of_a_bare_year() -> None:
    text = "On 6 August 2017 he spoke. Since 2010 they had talked. On 3 September he spoke again."
    assert firsts(text) == ["2017-08-06", "2010-01-01", "2017-09-03"]


def test_a_year_named_only_later_serves_as_well() -> None:
    assert firsts("On 3 May he spoke. On 6 June 2015 he left.") == ["2015-05-03", "2015-06-06"]


def test_without_any_year_a_day_is_kept_unresolved() -> None:
    found = only("On 3 May he spoke.")
    assert (found.first, found.last, found.precision, found.of_speech) == ("", "", "", True)


def test_the_year_at_the_end_of_a_list_is_shared() -> None:
    assert firsts("On 6 June 2010 he spoke of 3 May and 5 June 2008.")[1:] == ["2008-05-03", "2008-06-05"]


def test_the_year_turns_where_the_text_moves_on() -> None:
    moved = "On 28 December 2017 he objected. On 3 January he objected again. On 9 March he thanked them."
    assert firsts(moved) == ["2017-12-28", "2018-01-03", "2018-03-09"]
    looked_back = "On 28 December 2017 he spoke of the test of 3 January."
    assert firsts(looked_back) == ["2017-12-28", "2017-01-03"]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("On 3 March he said so.", "2019-03-03"),
        ("On 15 May he said so.", "2019-05-15"),
        ("On 16 May he said so.", "2019-05-16"),  # it may be the 16th already where he spoke
        ("On 3 October he said so.", "2018-10-03"),
        ("They will meet on 3 October.", "2019-10-03"),
        ("On 3 October they will meet.", "2019-10-03"),
        ("They agreed to meet on 3 March.", "2020-03-03"),
        ("The visit is scheduled for 3 March.", "2020-03-03"),
        ("In June he said so.", "2018-06-01"),
        ("In May he said so.", "2019-05-01"),
        ("They will meet in June.", "2019-06-01"),
        ("Last May he said so.", "2018-05-01"),
        ("This June they meet.", "2019-06-01"),
        ("On 29 February he said so.", "2016-02-29"),
        ("In March last year he said so.", "2018-03-01"),
        ("On 3 March of this year he said so.", "2019-03-03"),
    ],
)
def test_a_known_day_finds_the_year(text: str, first: str) -> None:
    assert firsts(text, WEDNESDAY) == [first]


def test_an_account_of_an_earlier_year_keeps_its_year_as_long_as_its_paragraph() -> None:
    text = "On 6 August 2013 he spoke. On 3 September he spoke again.\nOn 3 September he met them."
    assert firsts(text, WEDNESDAY) == ["2013-08-06", "2013-09-03", "2018-09-03"]


def test_an_account_of_an_earlier_year_ends_where_the_text_is_back_in_its_own_days() -> None:
    text = "On 6 August 2013 he spoke. On Monday he spoke again. On 3 September he had left."
    assert firsts(text, WEDNESDAY) == ["2013-08-06", "2019-05-13", "2018-09-03"]


def test_what_happened_in_an_earlier_year_does_not_move_the_document() -> None:
    text = "He recalled the treaty of 11 July 1961. He had condemned it on 3 September."
    assert firsts(text, WEDNESDAY) == ["1961-07-11", "2018-09-03"]


def test_a_year_alone_fills_years_in() -> None:
    assert firsts("On 3 May he said so. He said it again today.", "2015") == ["2015-05-03", ""]


def test_a_day_of_the_month_alone() -> None:
    assert spans("On 18 October 2017 he came. On the 24th, he left.")[1] == ("the 24th", "2017-10-24", "")
    assert firsts("On 28 October 2017 he came. On the 3rd he said so.")[1] == "2017-11-03"
    assert firsts("He said so on the 3rd.", WEDNESDAY) == ["2019-05-03"]
    assert firsts("He said so on the 30th.", WEDNESDAY) == ["2019-04-30"]
    assert spans("He said so on the 3rd.") == []


# -- told from the day of the document --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "first", "last", "precision"),
    [
        ("today", "2019-05-15", "2019-05-15", "day"),
        ("this morning", "2019-05-15", "2019-05-15", "day"),
        ("tonight", "2019-05-15", "2019-05-15", "day"),
        ("yesterday", "2019-05-14", "2019-05-14", "day"),
        ("last night", "2019-05-14", "2019-05-14", "day"),
        ("the day before yesterday", "2019-05-13", "2019-05-13", "day"),
        ("tomorrow", "2019-05-16", "2019-05-16", "day"),
        ("the day after tomorrow", "2019-05-17", "2019-05-17", "day"),
        ("three days ago", "2019-05-12", "2019-05-12", "day"),
        ("10 days ago", "2019-05-05", "2019-05-05", "day"),
        ("on Tuesday", "2019-05-14", "2019-05-14", "day"),
        ("on Wednesday", "2019-05-15", "2019-05-15", "day"),
        ("on Thursday", "2019-05-09", "2019-05-09", "day"),
        ("Monday night", "2019-05-13", "2019-05-13", "day"),
        ("last Wednesday", "2019-05-08", "2019-05-08", "day"),
        ("next Wednesday", "2019-05-22", "2019-05-22", "day"),
        ("this Friday", "2019-05-17", "2019-05-17", "day"),
        ("on Friday last week", "2019-05-10", "2019-05-10", "day"),
        ("last week", "2019-05-06", "2019-05-12", "interval"),
        ("this week", "2019-05-13", "2019-05-19", "interval"),
        ("earlier this week", "2019-05-13", "2019-05-15", "interval"),
        ("next week", "2019-05-20", "2019-05-26", "interval"),
        ("over the weekend", "2019-05-11", "2019-05-12", "interval"),
        ("this weekend", "2019-05-11", "2019-05-12", "interval"),
        ("two weeks ago", "2019-04-29", "2019-05-05", "interval"),
        ("last month", "2019-04-01", "2019-04-30", "month"),
        ("earlier this month", "2019-05-01", "2019-05-15", "interval"),
        ("two months ago", "2019-03-01", "2019-03-31", "month"),
        ("six months ago", "2018-11-01", "2018-11-30", "month"),
        ("last year", "2018-01-01", "2018-12-31", "year"),
        ("earlier this year", "2019-01-01", "2019-05-15", "interval"),
        ("later this year", "2019-05-15", "2019-12-31", "interval"),
        ("late last year", "2018-09-01", "2018-12-31", "interval"),
        ("a decade ago", "2009-01-01", "2009-12-31", "year"),
        ("in the second quarter", "2019-04-01", "2019-06-30", "interval"),
        ("in the fourth quarter", "2018-10-01", "2018-12-31", "interval"),
        ("by the end of the year", "2019-10-01", "2019-12-31", "interval"),
        ("last summer", "2018-06-01", "2018-08-31", "interval"),
        ("last winter", "2018-12-01", "2019-02-28", "interval"),
        ("in recent days", "2019-05-01", "2019-05-15", "interval"),
        ("over the past three weeks", "2019-04-24", "2019-05-15", "interval"),
        ("in the last week", "2019-05-08", "2019-05-15", "interval"),
    ],
)
def test_told_from_the_document(words: str, first: str, last: str, precision: str) -> None:
    found = only(f"The mission wrote so {words}.", WEDNESDAY)
    assert (found.first, found.last, found.precision, found.basis) == (first, last, precision, "relative")
    kept = only(f"The mission wrote so {words}.")
    assert (kept.start, kept.end, kept.first, kept.precision) == (found.start, found.end, "", "")


@pytest.mark.parametrize(
    "text",
    [
        "They will meet on Tuesday.",
        "On Tuesday they will meet.",
        "It said it would hold talks on Tuesday.",
        "The session is expected to be held Tuesday.",
        "We'll answer on Tuesday.",
    ],
)
def test_weekdays_to_come(text: str) -> None:
    assert firsts(text, WEDNESDAY) == ["2019-05-21"]


def test_a_weekday_of_speech_is_past_even_where_the_speech_is_of_the_future() -> None:
    assert firsts("They will answer, he said on Tuesday.", WEDNESDAY) == ["2019-05-14"]
    assert firsts("He said on Tuesday that they will answer.", WEDNESDAY) == ["2019-05-14"]
    assert firsts("He weighed in Tuesday on what they should do.", WEDNESDAY) == ["2019-05-14"]


# -- told from a day in the text --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("On the same day", "2017-09-03", "2017-09-03"),
        ("The day before", "2017-09-02", "2017-09-02"),
        ("On the previous day", "2017-09-02", "2017-09-02"),
        ("A day earlier", "2017-09-02", "2017-09-02"),
        ("The next day", "2017-09-04", "2017-09-04"),
        ("On the following day", "2017-09-04", "2017-09-04"),
        ("The day after", "2017-09-04", "2017-09-04"),
        ("Two days later", "2017-09-05", "2017-09-05"),
        ("Four days earlier", "2017-08-30", "2017-08-30"),
        ("A week later", "2017-09-10", "2017-09-10"),
        ("The following Monday", "2017-09-04", "2017-09-04"),
        ("The previous Monday", "2017-08-28", "2017-08-28"),
        ("The following week", "2017-09-04", "2017-09-10"),
        ("That month", "2017-09-01", "2017-09-30"),
        ("In that same month", "2017-09-01", "2017-09-30"),
        ("The following month", "2017-10-01", "2017-10-31"),
        ("Three months later", "2017-12-01", "2017-12-31"),
        ("A year earlier", "2016-01-01", "2016-12-31"),
        ("The following year", "2018-01-01", "2018-12-31"),
    ],
)
def test_told_from_the_last_day_of_speech(words: str, first: str, last: str) -> None:
    text = f"On Sunday, 3 September 2017, the ministry objected to the launch of 29 August. {words}, it said no more."
    for today in ("", WEDNESDAY):
        found = find_dates(text, today)[-1]
        assert (found.first, found.last, found.basis) == (first, last, "relative")


def test_days_told_from_each_other() -> None:
    text = "On 3 May 2011 he objected. The next day he spoke again. Two days later he left."
    assert firsts(text) == ["2011-05-03", "2011-05-04", "2011-05-06"]


def test_without_a_day_of_speech_a_day_of_anything_serves() -> None:
    assert firsts("The blast occurred on 3 May 2011. The same day he spoke.")[-1] == "2011-05-03"


def test_a_year_of_any_kind_serves_the_following_year() -> None:
    assert firsts("The treaty of 1994 failed. The following year they met.")[-1] == "1995-01-01"


@pytest.mark.parametrize(
    "words",
    [
        "The day before the summit",
        "Two days after China objected",
        "A few days later",
        "On the same day as the vote",
        "More than a year later",
    ],
)
def test_what_is_told_from_an_event_is_kept_unresolved(words: str) -> None:
    found = find_dates(f"On 3 May 2011 he objected. {words} he spoke.", WEDNESDAY)[-1]
    assert (found.first, found.last, found.precision) == ("", "", "")


# -- of speech or of an event -----------------------------------------------------------------------------------------


def of_speech(text: str) -> bool:
    return find_dates(text, WEDNESDAY)[-1].of_speech


@pytest.mark.parametrize(
    "text",
    [
        "On 6 August 2017, after long talks, the envoy said no.",
        "But on 6 August the envoy left.",
        "On Tuesday, 6 March, the envoy objected.",
        "The envoy said on Monday that they were wrong.",
        "“We object,” the envoy said Monday.",
        "Speaking in Geneva on Tuesday, the envoy refused.",
        "The ministry on Friday urged restraint.",
        "The ministry condemned it last week.",
        "Yesterday the envoy called it unacceptable.",
        "In September the cabinet said so.",
        "The cabinet said in September that it was wrong.",
        "In 2014, the minister said so.",
        "In a statement on 3 May the office deplored it.",
        "In its statement of 6 October 2006 the office condemned it.",
        "In a reply message of 19 October the king thanked them.",
        "At a briefing on 3 May she refused.",
        "At the summit in Nairobi on 3 May she thanked them.",
        "After a meeting on 3 May she thanked them.",
        "At Monday's briefing she refused.",
        "At the session which took place on 4 May she refused.",
        "The council adopted it on 3 May.",
        "LIMA, May 3 (Agence) -- The office was silent.",
        "3 May 2019: The office objects.",
    ],
)
def test_of_speech(text: str) -> None:
    assert of_speech(text)


@pytest.mark.parametrize(
    "text",
    [
        "He deplored the test of 3 May.",
        "He deplored the test on 3 May.",
        "The launch on Friday was deplored.",
        "He condemned the attack in Kabul on Friday.",
        "He recalled the resolution of 11 September.",
        "He rejected Monday's launch.",
        "He rejected the 3 May launch.",
        "He rejected the Monday launch.",
        "He has held since 2014 that it is so.",
        "He had thanked them before 2014.",
        "He objects until 3 May.",
        "He announced a visit scheduled for 5 May.",
        "They will meet on 5 May.",
        "On 5 May they will meet.",
        "He said that they had fired a rocket on Friday.",
        "He named the rocket launched on Friday.",
        "The explosion occurred on 3 May.",
        "The trouble began on 3 May.",
        "The accord was signed on 3 May.",
        "On 3 April they fired a rocket, which we condemn.",
        "In 2014 the army crossed the river.",
        "The mission stayed there in September.",
        "He said that the mission stayed there in September.",
        "He answered the day before the summit.",
        "They meet again tomorrow.",
        "The talks were held from 3 to 5 May.",
    ],
)
def test_of_an_event(text: str) -> None:
    assert not of_speech(text)


def test_each_date_of_a_sentence_is_judged_by_itself() -> None:
    found = find_dates("On 5 May 2017 he deplored the test of 3 May 2017 and the treaty of 1961.")
    assert [d.of_speech for d in found] == [True, False, False]


# -- any text at all --------------------------------------------------------------------------------------------------

_WORDS = """
6 August 2017 31 June 0001 9999 0000 1 May may second Monday on in since last next this the same day before after week weeks
two ago later earlier yesterday today tomorrow 1990s 2014-16 – - to and between from 18th of first Friday , . ; : ( ) “ ” 's
early mid- late half quarter winter end year years decades a few 29 February 2000 12/13/2017 6/8/2017 30.02.2017 2017-13-45
Sept. Dec. will said test Resolution No. ² ٣ 99999999999999 999 past recent days weekend GMT people morning night Q1 that
""".split()


@given(
    st.lists(st.one_of(st.sampled_from(_WORDS), st.text(max_size=3)), max_size=14).map(" ".join),
    st.sampled_from(["", WEDNESDAY, "0001-01-01", "9999-12-31", "2017", "2017-13-01", "2016-02-29", "soon"]),
)
def test_any_text_is_read(text: str, today: str) -> None:
    end = 0
    for found in find_dates(text, today):
        assert end <= found.start < found.end <= len(text)
        end = found.end
        assert bool(found.first) == bool(found.last) == bool(found.precision)
        if found.first:
            first, last = date.fromisoformat(found.first), date.fromisoformat(found.last)
            assert first <= last
            assert found.precision != "day" or first == last


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1 ",
        "12-",
        "2017 ",
        "May",
        "May ",
        "6 August ",
        "the day before ",
        "last Monday ",
        "day",
        "6 ,",
        "said on 3 May ",
        "\n",
    ],
)
def test_time_grows_with_the_length_of_the_text(piece: str) -> None:
    def seconds(length: int) -> float:
        text = piece * (length // len(piece))
        took = []
        for _ in range(3):
            began = time.process_time()
            find_dates(text, WEDNESDAY)
            took.append(time.process_time() - began)
        return min(took)

    assert seconds(160_000) < 80 * max(
        seconds(10_000), 0.0005
    )  # 16 times where it is linear, 256 where it is quadratic


def test_the_component_reads_the_document_s_day() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("demarche_dates")
    doc = nlp.make_doc("The envoy refused on Tuesday.")
    doc.user_data["date"] = WEDNESDAY
    (found,) = nlp.get_pipe("demarche_dates")(doc)._.dates
    assert found.first == "2019-05-14"
    assert nlp("The envoy refused on Tuesday.")._.dates[0].first == ""
