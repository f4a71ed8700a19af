"""Reading never fails, whatever the text, and takes time in proportion to its length.

`DEMARCHE_FUZZ` says how many random and mutated inputs are read: 1,500 unless told, 100,000 for the full run (about ten
minutes). `DEMARCHE_FUZZ_FIRST` says with which number to begin. An input is made from its number alone, so that a
failure can be looked at again:

    DEMARCHE_FUZZ=100000 pytest tests/quality/test_hostile_text.py -k fails
    DEMARCHE_FUZZ=1 DEMARCHE_FUZZ_FIRST=4711 pytest tests/quality/test_hostile_text.py -k fails
"""

from __future__ import annotations

import csv
import dataclasses
import os
import random
import time
import unicodedata
from collections.abc import Callable
from datetime import date
from itertools import count
from pathlib import Path
from typing import get_args

import pytest

from pipeline.domain import DateBasis, Directness, Evidentiality, Remark, Statement
from pipeline.language.discourse import Speaker
from pipeline.language.reader import Passage, Reader

INPUTS = int(os.environ.get("DEMARCHE_FUZZ", "1500"))
FULL_INPUTS = 100_000
FIRST = int(os.environ.get("DEMARCHE_FUZZ_FIRST", "0"))
SHOWN_FAILURES = 5
OWN = Speaker("Foreign Ministry", "Foreign Ministry", "ministry", ("FRA",))
DAYS = ("", "2017-09-03", "2020-02-29", "1999-12-31")

# -- texts nobody wrote -----------------------------------------------------------------------------------------------

VOCABULARY = (
    # cues and what surrounds them
    "said says say saying told tells warned warns urged urges called calls condemned condemns denied denies asked asks "
    "claims claim added accused welcomes welcomed regrets regret oppose opposed opposes protest protested demand demands "
    "statement warning criticism confident concerned expected believed according quoted reportedly allegedly not never "
    "no would will could may must did has had have been is was were be being if unless should strongly firmly deeply "
    # the words that clauses are told apart by
    "that which who whom whose to by of in on at from with for against about over after before until while and or but "
    "as than the a an this those its his their he she it they we I you both all "
    # whom and what it is about
    "Peru Norway Kenya China Chinese Japanese French Paris Tokyo Beijing NATO UN EU US Washington Moscow Seoul Korea "
    "Korean Georgia Jordan Park Kim Wang Yi Xi Putin Merkel Trump president minister spokesman spokeswoman ambassador "
    "envoy Foreign Ministry Prime Minister Secretary-General King Mr Mrs Dr Gen. Reuters Xinhua media newspaper "
    "representations missile sanctions treaty border reporters officials talks sources nuclear test "
    # dates
    "yesterday today tomorrow tonight Monday Tuesday last next week month year day days May March 3 31 30 1999 2017 "
    "3/4/2017 2017-02-30 29 February 6th earlier later ago early late"
).split()
PHRASES = (
    "3 September 2017", "31 June", "Feb. 29, 2019", "May 5-7", "the day before", "two weeks later", "last Tuesday",
    "in a statement", "according to", "New York", "Papua New Guinea", "the foreign minister of", "strong protest",
    "is expected to", "it is not advisable to", "would not rule out", "on the sidelines of", "0/0/0", "99/99/9999",
)  # fmt: skip
MARKS = ["“", "”", "‘", "’", '"', "'", "''", "``", "«", "»", "„", "「", "」", "’s", "'s", "’’", "‘‘"]
POINTS = [",", ".", ";", ":", "!", "?", "…", "...", "—", "–", "--", "-", "(", ")", "[", "]", "/", "&", "%", "$", "*"]
GAPS = [" "] * 12 + ["\n", "\n\n", "", "  ", "\t", "\r\n", "\u00a0", "\u200b", "\u2028", "\x0b", "\u3000"]
ODD = [
    "\x00", "\x01", "\x1b", "\x7f", "\x85", "\u00ad", "\u200d", "\u200e", "\u202e", "\ufeff", "\ufffd", "\uffff", "\u0301",
    "ß", "ŉ", "İ", "ı", "ﬁ", "Ǆ", "ǅ", "ᾳ", "²", "½", "Ⅷ", "٣", "३", "１", "𝟘", "🇰🇵", "👩‍👩‍👧", "中国", "한국", "Ελλάδα", "العراق", "\U0010ffff",
]  # fmt: skip


def unicode_text(chance: random.Random) -> str:
    """Any characters at all; surrogates alone are no text, and spaCy refuses them."""
    top = chance.choice((0x7F, 0x24F, 0x2FFF, 0xFFFF, 0x10FFFF))
    numbers = (chance.randint(0, top) for _ in range(chance.randint(0, 120)))
    return "".join(chr(number) for number in numbers if not 0xD800 <= number <= 0xDFFF)


def word_salad(chance: random.Random) -> str:
    parts: list[str] = []
    pools = [(VOCABULARY, 12), (PHRASES, 2), (MARKS, chance.choice((0, 1, 4))), (POINTS, chance.choice((0, 2, 6))), (ODD, chance.choice((0, 0, 1)))]  # fmt: skip
    kinds, weights = zip(*pools, strict=True)
    for pool in chance.choices(kinds, weights, k=chance.randint(1, 60)):
        word = chance.choice(pool)
        parts.append(chance.choice((word, word, word, word.title(), word.upper(), word.lower())))
        parts.append(chance.choice(GAPS))
    return "".join(parts)


def few_words(chance: random.Random) -> str:
    """The same two or three words over and over: what walks along a run of one kind of word meets it here."""
    words = [chance.choice(chance.choice((VOCABULARY, PHRASES, MARKS, POINTS))) for _ in range(chance.randint(1, 3))]
    gap = chance.choice(GAPS)
    return gap.join(chance.choice(words) for _ in range(chance.randint(1, 40)))


# -- sentences spoilt -------------------------------------------------------------------------------------------------


def _cut(chance: random.Random, parts: list[str]) -> list[str]:
    a, b = sorted((chance.randint(0, len(parts)), chance.randint(0, len(parts))))
    return parts[:a] + parts[b:]


def _double(chance: random.Random, parts: list[str]) -> list[str]:
    a, b = sorted((chance.randint(0, len(parts)), chance.randint(0, len(parts))))
    return parts[:b] + parts[a:b] * chance.randint(1, 3) + parts[b:]


def _swap(chance: random.Random, parts: list[str]) -> list[str]:
    parts = list(parts)
    if parts:
        a, b = chance.randrange(len(parts)), chance.randrange(len(parts))
        parts[a], parts[b] = parts[b], parts[a]
    return parts


def _insert(chance: random.Random, parts: list[str]) -> list[str]:
    at = chance.randint(0, len(parts))
    return [
        *parts[:at],
        chance.choice(chance.choice((MARKS, MARKS, POINTS, ODD, GAPS, VOCABULARY, PHRASES))),
        *parts[at:],
    ]


def _case(chance: random.Random, parts: list[str]) -> list[str]:
    change = chance.choice((str.upper, str.lower, str.title, str.swapcase))
    return [change(part) if chance.random() < 0.5 else part for part in parts]


def _replace(chance: random.Random, parts: list[str]) -> list[str]:
    parts = list(parts)
    if parts:
        parts[chance.randrange(len(parts))] = chance.choice(chance.choice((VOCABULARY, PHRASES, MARKS, ODD)))
    return parts


MUTATIONS = (_cut, _double, _swap, _insert, _insert, _case, _replace)


def mutated(chance: random.Random, sentences: list[str]) -> str:
    text = chance.choice(GAPS).join(chance.choice(sentences) for _ in range(chance.choice((1, 1, 1, 2, 3))))
    for _ in range(chance.randint(1, 6)):
        by_word = chance.random() < 0.7
        change = chance.choice(MUTATIONS)
        text = " ".join(change(chance, text.split(" "))) if by_word else "".join(change(chance, list(text)))
        if len(text) > 4000:
            break
    return text


def hostile(number: int, sentences: list[str]) -> str:
    """The input of that number, always the same."""
    chance = random.Random(number)
    make = chance.choices((unicode_text, word_salad, few_words, None), (1, 3, 2, 4))[0]
    return make(chance) if make else mutated(chance, sentences)


SMALL = (
    "", " ", "\n", "\r", "\t \n", "\n" * 50, " " * 500, "\x00", "\x00" * 20, *map(chr, range(1, 0x100)), *MARKS, *POINTS, *ODD,
    *(mark * 3 for mark in MARKS), *(f" {mark} " for mark in (*MARKS, *POINTS)), *(f"\n{point}\n" for point in POINTS),
    *VOCABULARY, *PHRASES, *(f"{word}." for word in VOCABULARY), *(f"“{word}” said" for word in VOCABULARY),
)  # fmt: skip


# -- what holds of every reading ---------------------------------------------------------------------------------------


def is_day(text: str) -> bool:
    try:
        return text == "" or date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def faults_of_remark(text: str, remark: Remark) -> list[str]:
    faults = []
    if not 0 <= remark.start < remark.end <= len(text):
        faults.append(f"offsets {remark.start}–{remark.end} outside the text")
    if text[remark.start : remark.end] != remark.phrase:
        faults.append(f"phrase {remark.phrase!r} is not what stands at its offsets")
    if not (is_day(remark.date) and is_day(remark.date_end)):
        faults.append(f"no days: {remark.date!r}, {remark.date_end!r}")
    if bool(remark.date) != bool(remark.date_end) or remark.date > remark.date_end:
        faults.append(f"the last day {remark.date_end!r} is before the first {remark.date!r}")
    for value, allowed in ((remark.date_basis, DateBasis), (remark.directness, Directness), (remark.evidentiality, Evidentiality)):  # fmt: skip
        if value not in get_args(allowed):
            faults.append(f"{value!r} is not among {get_args(allowed)}")
    if (remark.date_basis == "unknown") != (remark.date == ""):
        faults.append(f"date {remark.date!r} on the basis {remark.date_basis!r}")
    for formula in remark.formulas:
        place = formula.rpartition("@")[2]
        if not place.isdigit() or int(place) >= len(text):
            faults.append(f"formula {formula!r} stands nowhere in the text")
    if remark.cue and remark.cue not in text:
        faults.append(f"cue {remark.cue!r} is not in the text")
    return faults


def faults_of_passage(text: str, passage: Passage) -> list[str]:
    faults = []
    for name, start, end in (
        ("passage", passage.start, passage.end),
        ("speaker", passage.speaker_start, passage.speaker_end),
        ("cue", passage.cue_start, passage.cue_end),
    ):
        if (start is None) != (end is None):
            faults.append(f"{name} has one end only")
        elif start is not None and end is not None and not 0 <= start < end <= len(text):
            faults.append(f"{name} {start}–{end} outside the text")
    if passage.cue_start is not None and text[passage.cue_start : passage.cue_end] != passage.cue:
        faults.append(f"cue {passage.cue!r} is not what stands at its offsets")
    if passage.directness not in get_args(Directness):
        faults.append(f"{passage.directness!r} is no directness")
    return faults


def faults(reader: Reader, text: str, day: str) -> list[str]:
    """What is wrong with the readings of a text: as a report, as a speaker's own turn, and for attributed passages."""
    found: list[str] = []
    report = Statement.plain(text, day=day)
    turn = dataclasses.replace(report, genre="turn")
    for statement, own in ((report, None), (turn, OWN)):
        remarks = reader.remarks(statement, own, every_sentence=True) if own else reader.remarks(statement)
        places = [(remark.start, remark.target) for remark in remarks]
        if places != sorted(set(places)):
            found.append(f"{statement.genre}: remarks out of order or twice")
        found.extend(f"{statement.genre}: {fault}" for remark in remarks for fault in faults_of_remark(text, remark))
    found.extend(fault for passage in reader.passages(report) for fault in faults_of_passage(text, passage))
    return found


def failure(reader: Reader, text: str, day: str) -> str:
    """'' where a text is read as it should be, else what happened; every exception is one."""
    try:
        found = faults(reader, text, day)
    except Exception as error:
        at = error.__traceback__
        while at and at.tb_next:
            at = at.tb_next
        where = f"{Path(at.tb_frame.f_code.co_filename).name}:{at.tb_lineno}" if at else ""
        return f"{type(error).__name__}: {error} ({where}) in {text!r}"
    return f"{'; '.join(found)} in {text!r}" if found else ""


@pytest.fixture(scope="module")
def sentences(root: Path) -> list[str]:
    texts: list[str] = []
    for file in sorted((root / "corpus" / "labels").glob("tone-*.csv")):
        with file.open(encoding="utf-8", newline="") as handle:
            texts.extend(row["text"] for row in csv.DictReader(handle))
    assert len(texts) > 100
    return texts


def test_no_random_or_mutated_text_fails(reader: Reader, sentences: list[str]) -> None:
    failures: list[str] = []
    for number in range(FIRST, FIRST + INPUTS):
        problem = failure(reader, hostile(number, sentences), DAYS[number % len(DAYS)])
        if problem:
            failures.append(f"{number}: {problem}")
    shown = "\n".join(failures[:SHOWN_FAILURES])
    assert not failures, f"{len(failures)} of {INPUTS} inputs fail\n{shown}"


def test_no_small_text_fails(reader: Reader) -> None:
    failures = [problem for text in SMALL if (problem := failure(reader, text, ""))]
    assert not failures, f"{len(failures)} of {len(SMALL)} fail\n" + "\n".join(failures[:SHOWN_FAILURES])


def test_an_input_is_made_from_its_number_alone(sentences: list[str]) -> None:
    assert [hostile(number, sentences) for number in range(50)] == [hostile(number, sentences) for number in range(50)]
    made = {hostile(number, sentences) for number in range(1000)}
    assert len(made) > 900
    assert any(unicodedata.category(char) == "Cc" for text in made for char in text)


def test_the_checks_notice_a_reading_gone_wrong(reader: Reader) -> None:
    text = "Norway strongly condemned the decision of Peru on 3 May 2017."
    (remark,) = reader.remarks(Statement.plain(text))
    assert not faults_of_remark(text, remark)
    spoilt = (
        {"start": remark.start + 1}, {"end": 900}, {"phrase": ""}, {"date": "2017-02-30"}, {"date_end": "1999-01-01"},
        {"date_basis": "unknown"}, {"directness": "?"}, {"formulas": ("condemn@900",)}, {"cue": "absent"},
    )  # fmt: skip
    for change in spoilt:
        assert faults_of_remark(text, dataclasses.replace(remark, **change)), change
    passage = next(iter(reader.passages(Statement.plain("The minister of Peru said that the border would stay shut."))))
    assert not faults_of_passage("The minister of Peru said that the border would stay shut.", passage)
    for change in ({"end": 900}, {"start": passage.end}, {"speaker_end": None}, {"cue": "absent"}, {"directness": "?"}):
        assert faults_of_passage("The minister of Peru said that the border would stay shut.", dataclasses.replace(passage, **change)), change  # fmt: skip


def test_a_remark_carries_no_rung() -> None:
    """Reading finds the wording; where it stands on the scale is for scoring alone to say."""
    names = {field.name for field in dataclasses.fields(Remark)}
    assert not {name for name in names if "rung" in name or "tone" in name or "score" in name}


# -- time -------------------------------------------------------------------------------------------------------------


def _again(unit: str) -> Callable[[int], str]:
    return lambda size: (unit * (size // len(unit) + 1))[:size]


def _new_words(size: int) -> str:
    """A sentence without an end, no word of it twice."""
    made = (f"w{number:x}ation" for number in count())
    parts: list[str] = []
    length = 0
    while length < size:
        parts.append(next(made))
        length += len(parts[-1]) + 1
    return " ".join(parts)[:size]


def _nested_marks(size: int) -> str:
    return "“a ‘b " * (size // 12) + "c’ d” " * (size // 12)


def _one_open_mark(size: int) -> str:
    return "He said “" + _again("and the border will stay shut as it was ")(size)


SHAPES: dict[str, Callable[[int], str]] = {
    "prose": _again("Norway condemned the test that Peru made on 3 May 2017. “We regret it,” the minister said.\n"),
    "prose without a line break": _again(
        "Norway condemned the test of 3 May 2017. “We regret it,” its minister said. "
    ),
    "one word without a space": _again("abcdefghij"),
    "digits without a space": _again("1234567890"),
    "straight marks": _again('"'),
    "straight marks apart": _again('" '),
    "single marks": _again("'"),
    "single marks apart": _again("' a "),
    "opening marks": _again("“ a "),
    "closing marks": _again("a ” "),
    "mixed marks": _again("“ ‘ \" ' « „ ” ’ » a "),
    "nested quotations": _nested_marks,
    "a mark never closed": _one_open_mark,
    "short quotations": _again("a “b c” d, "),
    "quotations, one sentence": _again("“we will not go there again,” he said, "),
    "quotations cut short": _again("said “we will not go there again. "),
    "commas": _again(","),
    "commas apart": _again(", "),
    "full stops apart": _again(". "),
    "ellipses": _again("…"),
    "dashes apart": _again("— "),
    "dashes and words": _again("he — said "),
    "brackets": _again("("),
    "colons": _again("said: "),
    "said said said": _again("said "),
    "that that": _again("that "),
    "said that": _again("he said that "),
    "to to to": _again("to "),
    "by by by": _again("was condemned by "),
    "and chain": _again("Peru and Norway and "),
    "and chain of nouns": _again("ships and trucks and "),
    "and said": _again("and said "),
    "of chain": _again("head of the office of "),
    "adverbs": _again("firmly "),
    "auxiliaries": _again("has been "),
    "not not not": _again("not "),
    "possessives": _again("Peru's minister's "),
    "appositions": _again("Ola Lind, a spokesman, the envoy, "),
    "X said Y": _again("Norway said Peru must leave, "),
    "X, who said": _again("Norway, who said Peru, "),
    "according to": _again("according to Norway, "),
    "condemns": _again("Norway condemns Peru and "),
    "would condemn": _again("if Norway would not condemn Peru, "),
    "formulas": _again("strong protest "),
    "reported nouns": _again("claim that "),
    "adjectives": _again("is confident that "),
    "names": _again("Norway "),
    "long names": _again("Papua New Guinea "),
    "surnames": _again("Merkel Putin "),
    "unknown names": _again("Abcde Fghij "),
    "demonyms": _again("Norwegian Peruvian "),
    "titles": _again("prime minister "),
    "titles and names": _again("Foreign Minister Wang Yi "),
    "pronouns": _again("he she it they "),
    "he said": _again("He said. "),
    "dates": _again("3 May 2017 "),
    "dates without a year": _again("3 May, "),
    "days": _again("Tuesday yesterday "),
    "relative dates": _again("two days before the day after "),
    "numbers": _again("31 12 2017 "),
    "slashes": _again("1/2/"),
    "one paragraph of short sentences": _again("Peru left. "),
    "one endless sentence": _again("the border that the people of the valley saw was long and they had gone there "),
    "one endless sentence of new words": _new_words,
    "line breaks": _again("\n"),
    "words and line breaks": _again("said\n"),
    "spaces": _again(" "),
    "tabs": _again("a\t"),
    "no-break spaces": _again("\u00a0"),
    "combining marks": _again("e\u0301"),
    "Chinese": _again("中国谴责。"),
    "emoji": _again("🙂"),
    "control characters": _again("\x01"),
    "addresses": _again("http://a.b/c?d=e&f=(g) "),
    "one address": lambda size: "http://a.example/" + _again("b/c?d=(e)&")(size),
    "hyphens": _again("said-"),
    "hyphenated names": _again("Peru-Norway-"),
    "stops without spaces": _again("Peru."),
    "mixed without spaces": _again("“said,”(he)'s."),
}
SIZES, BASE = (1_000, 10_000, 100_000, 1_000_000), 10_000
QUICK_SIZES, QUICK_BASE = (3_000, 30_000), 3_000
STEEPEST = 3.0  # how much more a character may cost in the largest text than in one of the base's size


def seconds_a_character(read: Callable[[str], object], text: str, times: int) -> float:
    """Seconds of this process's own work, the best of several times, so that a busy machine matters little."""
    best = float("inf")
    for _ in range(times):
        start = time.process_time()
        read(text)
        best = min(best, time.process_time() - start)
    return best / len(text)


def steepness(
    read: Callable[[str], object], shape: Callable[[int], str], sizes: tuple[int, ...], base: int
) -> tuple[float, list[float]]:
    """How much more a character costs in the largest text than in one of `base` characters, and its seconds at each size.

    Stops at a size that is too dear already: the next one would take for ever.
    """
    costs: list[float] = []
    limit = float("inf")
    for size in sizes:
        text = shape(size)
        cost = seconds_a_character(read, text, 5 if size <= 10_000 else 2 if size <= 100_000 else 1)
        if cost > limit:  # twice more, in case the machine was busy
            cost = min(cost, seconds_a_character(read, text, 2))
        costs.append(cost)
        if size == base:
            limit = STEEPEST * cost
        if cost > limit:
            break
    return costs[-1] * STEEPEST / limit, costs


def whole_read(reader: Reader) -> Callable[[str], object]:
    def read(text: str) -> object:
        statement = Statement.plain(text, day="2017-09-03")
        return (
            reader.remarks(statement),
            reader.remarks(dataclasses.replace(statement, genre="turn"), OWN),
            reader.passages(statement),
        )

    return read


def shown(name: str, steep: float, costs: list[float]) -> str:
    return f"{name}: {steep:.1f} times; " + ", ".join(f"{cost * 1e6:.2f}" for cost in costs) + " µs a character"


def test_a_steep_reading_is_noticed() -> None:
    def quadratic(text: str) -> int:
        return sum(text.count("ab") for _ in range(0, len(text), 10))

    def linear(text: str) -> int:
        return sum(1 for _ in text)

    assert steepness(quadratic, _again("abc"), SIZES, BASE)[0] > STEEPEST
    assert steepness(linear, _again("abc"), SIZES, BASE)[0] < STEEPEST


@pytest.mark.parametrize("name", SHAPES)
def test_time_grows_with_the_length(reader: Reader, name: str) -> None:
    """From 3 kB to 30 kB, where a walk over all of the text for each of its words shows already."""
    steep, costs = steepness(whole_read(reader), SHAPES[name], QUICK_SIZES, QUICK_BASE)
    assert steep <= STEEPEST, shown(name, steep, costs)


@pytest.mark.slow
@pytest.mark.skipif(INPUTS < FULL_INPUTS, reason="an hour for all shapes: set DEMARCHE_FUZZ=100000 for the full run")
@pytest.mark.parametrize("name", SHAPES)
def test_time_grows_with_the_length_up_to_a_megabyte(reader: Reader, name: str) -> None:
    steep, costs = steepness(whole_read(reader), SHAPES[name], SIZES, BASE)
    print(shown(name, steep, costs))
    assert steep <= STEEPEST, shown(name, steep, costs)
