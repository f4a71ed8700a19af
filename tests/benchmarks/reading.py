"""What reading costs beside cutting the same text into tokens: the whole read against spaCy's blank tokenizer.

    python -m tests.benchmarks.reading [FILES…]

Run from the project's folder. Without files it reads the project's own statements and, where `../shared/real` is there,
news articles of PolNeAR and of North Korea's news agency, out of their archives. Both sides see the same documents, one
after another, in one process; a first pass warms both, then the best of five counts for each. Seconds are those in which this
process itself worked; a busy machine still slows memory, so figures for the record want a quiet one.
"""

from __future__ import annotations

import argparse
import gc
import gzip
import json
import tarfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from pipeline import store
from pipeline.domain import Remark, Statement
from pipeline.language.reader import Reader
from pipeline.reading.corpus import inventory, read_entry, read_file, take_in
from pipeline.reading.statements import Desk
from pipeline.tone.scorer import Scorer

ROOT = Path(__file__).resolve().parent.parent.parent
TARGET = 3.0  # the whole read costs at most so many times the tokenizer
PASSES = 5
NEWS_ARTICLES, AGENCY_ARTICLES = 100, 300
TOKENS, REMARKS, TONE, REST = "tokens", "remarks with scope", "tone", "rest"

# -- texts ------------------------------------------------------------------------------------------------------------


def own_statements(root: Path) -> list[Statement]:
    """The project's statements as ingest left them, or read anew where it has not run."""
    made = root / "outputs" / "statements.parquet"
    if made.is_file():
        return store.read_statements(made)
    desk, folder = Desk.open(root / "configs"), root / "corpus" / "statements"
    intake = take_in(inventory(folder, desk), desk, lambda entries: (read_entry(entry, desk) for entry in entries), folder=folder.name)  # fmt: skip
    return list(intake.statements)


def news(archive: Path, most: int) -> Iterator[Statement]:
    with tarfile.open(archive) as members:
        texts = (member for member in members if member.isfile() and member.name.startswith("dev/text/"))
        for member in islice(texts, most):
            handle = members.extractfile(member)
            if handle is not None:
                yield Statement.plain(handle.read().decode("utf-8", "replace"), source="PolNeAR")


def agency(file: Path, most: int) -> Iterator[Statement]:
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for line in islice(lines, most):
            article = json.loads(line)
            text = str(article["text"]).replace("., ,  ", ".\n")  # how the archive marks a new paragraph
            yield Statement.plain(text, source="KCNA", day=str(article["date"]))


def texts_at_hand(root: Path) -> dict[str, list[Statement]]:
    """The texts to measure on, by what they are called in the table."""
    found = {"statements": [statement for statement in own_statements(root) if not statement.aside]}
    real = root.parent / "shared" / "real"
    polnear, kcna = real / "polnear" / "polnear-train-dev.tar.gz", real / "kcna" / "kcna_2011_2012_en.jsonl.gz"
    if polnear.is_file():
        found["news"] = list(news(polnear, NEWS_ARTICLES))
    if kcna.is_file():
        found["agency"] = list(agency(kcna, AGENCY_ARTICLES))
    return found


def texts_of_files(files: Sequence[Path], root: Path) -> dict[str, list[Statement]]:
    desk = Desk.open(root / "configs")
    return {file.name: [s for s in read_file(file, file.name, {}, desk).statements if not s.aside] for file in files}


# -- measuring --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cost:
    """What reading some documents cost: seconds of the blank tokenizer, and of each part of the read in its best pass."""

    name: str
    documents: int
    tokens: int
    remarks: int
    tokenizer: float
    parts: dict[str, float]

    @property
    def read(self) -> float:
        return sum(self.parts.values())

    @property
    def ratio(self) -> float:
        return self.read / self.tokenizer


def together(costs: Sequence[Cost]) -> Cost:
    parts = {part: sum(cost.parts[part] for cost in costs) for part in costs[0].parts}
    documents, tokens = sum(cost.documents for cost in costs), sum(cost.tokens for cost in costs)
    return Cost("all", documents, tokens, sum(c.remarks for c in costs), sum(c.tokenizer for c in costs), parts)


class Marks(list[tuple[str, float]]):
    """What began when, as the document passes through the pipeline; what a mark begins ends with the next mark."""

    def begin(self, part: str) -> None:
        self.append((part, time.process_time()))

    def add_to(self, parts: dict[str, float]) -> None:
        for (part, start), (_, end) in pairwise(self):
            parts[part] += end - start


@Language.factory("benchmark_clock", default_config={"part": REST})
def make_clock(nlp: Language, name: str, part: str) -> Clock:
    return Clock(part)


class Clock:
    """A component that only says which part of the reading begins."""

    def __init__(self, part: str) -> None:
        self._part = part
        self.marks = Marks()

    def __call__(self, doc: Doc) -> Doc:
        self.marks.begin(self._part)
        return doc


def with_clocks(nlp: Language, marks: Marks) -> list[str]:
    """Put a clock before every component and around the tokenizer; gives the parts in order."""
    parts = [name.removeprefix("demarche_") for name in nlp.pipe_names]
    for name, part in zip(list(nlp.pipe_names), parts, strict=True):
        nlp.add_pipe("benchmark_clock", name=f"before {name}", before=name, config={"part": part}).marks = marks  # type: ignore[attr-defined]
    nlp.add_pipe("benchmark_clock", name="at the end", config={"part": REMARKS}).marks = marks  # type: ignore[attr-defined]
    tokenizer: Callable[[str], Doc] = nlp.tokenizer

    def timed(text: str) -> Doc:
        marks.begin(TOKENS)
        doc = tokenizer(text)
        marks.begin(REST)
        return doc

    nlp.tokenizer = timed
    return [TOKENS, *parts, REMARKS, TONE, REST]


class Bench:
    """Measures documents with a reader and a scorer that are built once."""

    def __init__(self, root: Path) -> None:
        configs, lexicon = root / "configs", root / "corpus" / "lexicon" / "formulas.csv"
        self._reader = Reader(configs, lexicon)
        self._scorer = Scorer.load(configs, lexicon, root / "models" / "tone")
        self._blank: Callable[[str], Any] = spacy.blank("en").tokenizer
        self._marks = Marks()
        self._parts = with_clocks(self._reader.nlp, self._marks)

    def measure(self, name: str, statements: Sequence[Statement], passes: int = PASSES) -> Cost:
        self._tokenize(statements)
        self._read(statements)
        bases, reads = [], []
        for _ in range(passes):
            bases.append(self._tokenize(statements))
            reads.append(self._read(statements))
        parts, remarks = min(reads, key=lambda read: sum(read[0].values()))
        seconds, tokens = min(bases)
        return Cost(name, len(statements), tokens, remarks, seconds, parts)

    def _tokenize(self, statements: Sequence[Statement]) -> tuple[float, int]:
        tokens = 0
        gc.collect()
        start = time.process_time()
        for statement in statements:
            tokens += len(self._blank(statement.text))
        return time.process_time() - start, tokens

    def _read(self, statements: Sequence[Statement]) -> tuple[dict[str, float], int]:
        """Read each statement, then score all remarks, as the stages do; `rest` is what lies between the parts."""
        marks, parts = self._marks, dict.fromkeys(self._parts, 0.0)
        remarks: list[Remark] = []
        gc.collect()
        for statement in statements:
            marks.clear()
            marks.begin(REST)
            remarks.extend(self._reader.remarks(statement))
            marks.begin(REST)
            marks.add_to(parts)
        start = time.process_time()
        self._scorer.score(remarks)
        parts[TONE] = time.process_time() - start
        return parts, len(remarks)


# -- printing ---------------------------------------------------------------------------------------------------------


def table(costs: Sequence[Cost]) -> str:
    """Seconds of each part with its share of the read, and how many times the tokenizer the whole read costs."""
    shown = [*costs, together(costs)] if len(costs) > 1 else list(costs)
    rows: list[tuple[str, list[str]]] = [
        ("", [cost.name for cost in shown]),
        ("documents", [f"{cost.documents:,}" for cost in shown]),
        ("tokens", [f"{cost.tokens:,}" for cost in shown]),
        ("remarks", [f"{cost.remarks:,}" for cost in shown]),
        ("blank tokenizer, s", [f"{cost.tokenizer:.3f}      " for cost in shown]),
        *((f"  {part}, s", [f"{c.parts[part]:.3f} {c.parts[part] / c.read:5.1%}" for c in shown]) for part in shown[0].parts),
        ("whole read, s", [f"{cost.read:.3f}      " for cost in shown]),
        (f"times the tokenizer (target {TARGET})", [f"{cost.ratio:.2f}" for cost in shown]),
        ("the same without tone", [f"{(cost.read - cost.parts[TONE]) / cost.tokenizer:.2f}" for cost in shown]),
        ("tokens a second", [f"{cost.tokens / cost.read:,.0f}" for cost in shown]),
    ]  # fmt: skip
    return "\n".join(f"{label:<34}" + "".join(f"{cell:>16}" for cell in cells) for label, cells in rows)


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the whole read against spaCy's blank tokenizer.")
    parser.add_argument(
        "files", nargs="*", type=Path, help="texts to read; the project's and the shared ones unless told"
    )
    parser.add_argument("--passes", type=int, default=PASSES)
    parser.add_argument("--root", type=Path, default=ROOT, help="the project's folder")
    options = parser.parse_args()
    texts = texts_of_files(options.files, options.root) if options.files else texts_at_hand(options.root)
    bench = Bench(options.root)
    print(table([bench.measure(name, statements, options.passes) for name, statements in texts.items() if statements]))


if __name__ == "__main__":
    main()
