"""Transcripts cut into turns: on texts written by another hand, and on real records where they are at hand."""

from __future__ import annotations

import csv
import json
import re
import tarfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from pipeline.domain import Statement
from pipeline.reading.corpus import read_file
from pipeline.reading.statements import Desk

# Measured when the parser was finished: 427 of 443 turns wholly right, 3 invented, 160 of 233 states. The texts were
# written by a hand that had not seen the parser, but the parser was improved on them, so these are training figures.
FLOOR_RIGHT, FLOOR_SPEAKER, CEILING_INVENTED, FLOOR_STATES = 0.95, 0.97, 6, 0.65
GENRE = {"official": "turn", "question": "question", "chair": "chair", "staff": "chair", "report": "report"}
# Turns right, states and single documents of the short layouts. The measured half was run once, when the reading of the other
# was finished: 26 of 26 turns, 14 of 14 states, 9 of 10 single documents. One hand wrote layouts and parser.
FLOORS_SHORT = {"developed": (33, 17, 8), "measured": (26, 14, 9)}


@pytest.fixture(scope="module")
def desk(root: Path) -> Desk:
    return Desk.open(root / "configs")


def simple(text: str) -> str:
    text = re.sub(r"\([^()]{0,40}\)|\[[^\[\]]{0,40}\]", "", text)
    return re.sub(r"[^a-z0-9]+", "", re.sub(r"(\w)-\s+(\w)", r"\1\2", text).lower())


def same_name(truth: dict[str, Any], found: Statement) -> bool:
    one, other = simple(truth["speaker"]), simple(found.speaker)
    return one in other or other in one or (truth["role"] == "question" and found.genre == "question")


@dataclass
class Tally:
    """What was found of the turns of some documents; `wrong_states` are turns put in the mouth of a state that did not speak."""

    total: int = 0
    right: int = 0
    speakers: int = 0
    invented: int = 0
    stated: int = 0
    states: int = 0
    wrong_states: list[str] = field(default_factory=list)

    def count(self, answers: Path, truth: dict[str, Any], desk: Desk) -> None:
        (file,) = [path for path in answers.parent.glob(answers.stem + ".*") if path != answers]
        reading = read_file(file, file.name, {}, desk)
        assert not reading.rejects
        left = [s for s in reading.statements if s.turn]
        for turn in truth["turns"]:
            self.total += 1
            found = next((s for s in left if simple(s.text).startswith(simple(turn["starts"]))), None)
            if found is None:
                continue
            left.remove(found)
            self.speakers += same_name(turn, found)
            ends = simple(found.text).endswith(simple(turn["ends"]))
            self.right += ends and same_name(turn, found) and found.genre == GENRE[turn["role"]]
            if not ends or (found.state and found.state != turn["state"]):
                self.wrong_states.append(f"{answers.stem}: {turn['starts']}: {found.state}")
            if turn["state"]:
                self.stated += 1
                self.states += found.state == turn["state"]
        self.invented += len(left)


def test_turns_of_invented_transcripts(root: Path, desk: Desk) -> None:
    tally = Tally()
    for answers in sorted((root / "tests" / "fixtures" / "transcripts").glob("*.json")):
        tally.count(answers, json.loads(answers.read_text(encoding="utf-8")), desk)
    print(
        f"{tally.right} of {tally.total} turns right, {tally.speakers} speakers, {tally.invented} invented, "
        f"{tally.states} of {tally.stated} states"
    )
    assert tally.total == 443
    assert tally.right / tally.total >= FLOOR_RIGHT
    assert tally.speakers / tally.total >= FLOOR_SPEAKER
    assert tally.invented <= CEILING_INVENTED
    assert tally.states / tally.stated >= FLOOR_STATES


@pytest.mark.parametrize("part", ["developed", "measured"])
def test_short_layouts(root: Path, desk: Desk, part: str) -> None:
    """Whose words a text is, in layouts that put little around them."""
    tally = Tally()
    documents = kinds = 0
    wrong = []
    for answers in sorted((root / "tests" / "fixtures" / "transcripts" / "short").glob("*.json")):
        truth = json.loads(answers.read_text(encoding="utf-8"))
        if truth["set"] != part:
            continue
        if "turns" in truth:
            tally.count(answers, truth, desk)
            continue
        documents += 1
        (file,) = [path for path in answers.parent.glob(answers.stem + ".*") if path != answers]
        found = [(s.genre, s.state) for s in read_file(file, file.name, {}, desk).statements]
        kinds += found == [(truth["genre"], truth["state"])]
        wrong += [] if found == [(truth["genre"], truth["state"])] else [(answers.stem, found)]
    print(
        f"{part}: {tally.right} of {tally.total} turns right, {tally.states} of {tally.stated} states, "
        f"{kinds} of {documents} single documents; {tally.wrong_states} {wrong}"
    )
    assert not tally.wrong_states
    floor_right, floor_states, floor_kinds = FLOORS_SHORT[part]
    assert tally.right >= floor_right
    assert tally.states >= floor_states
    assert kinds >= floor_kinds


def test_every_speech_of_the_security_council_has_its_country(shared: Path, desk: Desk) -> None:
    """The country stands in the names of the annotated files: UNSC_2014_SPV.7138_spch002_preproc_Russian_Federation."""
    countries: dict[str, str] = {}
    with (shared / "real" / "umuc" / "main_conflicts_sents.csv").open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            stem, _, country = row["filename"].removesuffix(".txt").partition("_preproc_")
            countries[stem] = country.replace("_", " ")
    with tarfile.open(shared / "real" / "umuc" / "raw-text.tar.gz") as archive:
        texts = {Path(m.name).stem: archive.extractfile(m).read() for m in archive if m.isfile()}  # type: ignore[union-attr]
    wrong = []
    for stem, country in countries.items():
        spoken = [s for s in read_file(texts[stem], f"{stem}.txt", {}, desk).statements if s.genre == "turn"]
        code = desk.names.state(country)
        if not code or {s.state for s in spoken} != {code}:
            wrong.append((stem, country, [(s.speaker, s.state) for s in spoken]))
    print(f"{len(countries) - len(wrong)} of {len(countries)} speeches have their country")
    assert len(countries) == 50
    assert not wrong


@pytest.mark.slow
def test_a_whole_debate_is_cut_where_its_speeches_are(shared: Path, desk: Desk) -> None:
    """Speeches that were published one a file, put together again, are found again."""
    meetings: dict[str, list[tuple[str, str]]] = {}
    with tarfile.open(shared / "real" / "umuc" / "raw-text.tar.gz") as archive:
        for member in archive:
            if member.isfile() and "all_speeches" in member.name:
                data = archive.extractfile(member).read()  # type: ignore[union-attr]
                meetings.setdefault(member.name.split("/")[-2], []).append((Path(member.name).name, data.decode()))
    total = found = 0
    for meeting, speeches in meetings.items():
        speeches.sort()
        record = "Security Council, verbatim record\n\n" + "\n\n".join(text.strip() for _, text in speeches)
        cut = {(s.speaker, s.text[:40]) for s in read_file(record.encode(), f"{meeting}.txt", {}, desk).statements}
        for name, text in speeches:
            alone = [s for s in read_file(text.encode(), name, {}, desk).statements if s.turn]
            total += bool(alone)
            found += bool(alone) and (alone[0].speaker, alone[0].text[:40]) in cut
    print(f"{found} of {total} speeches found again")
    assert total > 350
    assert found / total >= 0.98
