"""Which labels of a document are its speakers', and whether it is a transcript at all."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from pipeline.reading.meetings.labels import STRONG, Label

BOLD_QUESTION = re.compile(r"\*\*[^*]{15,}\?\s*\*\*")
PRESIDENT = re.compile(r"(?:the |(?=acting|temporary))(?:acting |temporary |vice-)?president", re.IGNORECASE)
_COUNCIL = re.compile(
    r"(?<![A-Za-z])(?:S/PV|A/PV|A/\d+/PV|SPV)\W?\d|\bSecurity Council\b|\bGeneral Assembly\b|\bverbatim record\b",
    re.IGNORECASE,
)
_MOST = 0.6  # of the paragraphs open with a label: a list of speeches


def weigh(
    labels: list[Label | None], paragraphs: list[str], council: bool, announced: frozenset[str]
) -> list[Label | None] | None:
    """Keep the labels that are speakers', or give None where the document is no transcript."""
    present = [label for label in labels if label is not None]
    counts = Counter(label.key for label in present)
    strong = [label for label in present if label.kind in STRONG]
    if not _is_transcript(present, strong, counts, labels, paragraphs, council):
        return None
    kinds = {label.kind for label in strong}
    known = {label.key for label in strong}
    known |= {label.key for label in present if label.kind == "capitals" and _speaks(label, counts, strong)}
    record = council and any(label.kind == "titled" for label in strong)
    surnames = {key.split()[-1] for key in known}
    weak_style = Counter(label.bold for label in present if counts[label.key] > 1)
    mostly_bold = weak_style[True] > weak_style[False]

    dense = _dense(labels)
    countries = any(label.kind == "titled" and label.state for label in strong)

    def trusted(label: Label, at: int) -> bool:
        if countries and label.state:
            return True  # "Ruritania:" where others have their country in brackets
        if record:
            return label.kind in ("titled", "chair", "office")
        if label.key in known:
            return True
        if mostly_bold and not label.bold and label.kind in ("name", "word"):
            return False
        if counts[label.key] > 1 and label.kind in ("name", "word"):
            return True
        if label.kind not in ("name", "word", "capitals"):
            return False
        if dense and label.kind != "word":
            return True
        if label.key.split()[-1] in surnames or (mostly_bold and label.bold):
            return True
        if label.kind in ("name", "word") and label.key.split()[-1] in announced and "answer" in kinds:
            return True
        return _asks_once(at, labels, paragraphs, label)

    return [label if label is not None and trusted(label, at) else None for at, label in enumerate(labels)]


def _dense(labels: list[Label | None]) -> bool:
    """True where nearly every paragraph below the heading opens with a label: a list of short speeches."""
    headings = next((at for at, label in enumerate(labels) if label is not None), 0)
    return sum(label is not None for label in labels) >= _MOST * (len(labels) - headings)


def _is_transcript(
    present: list[Label],
    strong: list[Label],
    counts: Counter[str],
    labels: list[Label | None],
    paragraphs: list[str],
    council: bool,
) -> bool:
    if not present:
        return False
    opening = labels[0]
    if (
        opening is not None
        and opening.kind in ("titled", "office", "chair")
        and (opening.state or opening.tongue or council)
    ):
        return True  # one speech of a record, in a file of its own
    kinds = {label.kind for label in strong}
    speakers = {label.key for label in strong if label.kind in ("titled", "office", "chair")}
    if len(speakers) > 1 and len(strong) > 2 and _dense(labels):
        return True
    if {"question", "answer"} <= kinds or (council and len(strong) > 1):
        return True
    people = [label for label in present if label.kind != "question" and label.kind != "outlet"]
    back = [label for label in people if counts[label.key] > 1 and label.kind != "word"]
    if len({label.key for label in present}) < 2:
        return False
    asks = any(p.rstrip().endswith("?") for p, label in zip(paragraphs, labels, strict=True) if label is not None)
    if any(label.kind == "question" for label in strong) and people:
        return bool(back) or asks
    # a list of praise has as many names as paragraphs; in a conversation somebody comes back
    if len(back) < 2 or len(back) < 0.3 * len(present):
        return False
    if any(label.kind in ("titled", "office", "chair") for label in back) or "outlet" in kinds:
        return True
    return _alternates([label for label in present if label.kind == "capitals"], paragraphs) or (
        asks and any(label.kind == "name" for label in back) and len(back) >= 3
    )


def _alternates(capitals: list[Label], paragraphs: list[str]) -> bool:
    keys = [label.key for label in capitals]
    changes = sum(a != b for a, b in pairwise(keys))
    return changes >= 3 and len(set(keys)) < len(keys) and any("?" in p for p in paragraphs)


def _speaks(label: Label, counts: Counter[str], strong: list[Label]) -> bool:
    if counts[label.key] > 1:
        return True
    named = " " in label.speaker or bool(label.office)
    return named and any(other.kind == "question" for other in strong)


def _asks_once(at: int, labels: list[Label | None], paragraphs: list[str], label: Label) -> bool:
    """A name that stands once is a speaker's where its words ask, and another speaker takes over after them."""
    words = paragraphs[at][label.length :]
    later = at + 1
    while later < len(labels) and labels[later] is None and later - at < 6:
        words += " " + paragraphs[later]
        later += 1
    return (
        "?" in words
        and later < len(labels)
        and labels[later] is not None
        and label.kind in ("name", "word", "capitals")
    )


def with_bold_questions(labels: list[Label | None], paragraphs: list[str]) -> list[Label | None]:
    """Where some questions are labelled and bold, other bold questions are questions too, and plain type answers."""
    if not any(
        label is not None and label.kind == "question" and p.startswith("**")
        for label, p in zip(labels, paragraphs, strict=True)
    ):
        return labels
    out = list(labels)
    for at, paragraph in enumerate(paragraphs):
        if out[at] is None and BOLD_QUESTION.fullmatch(paragraph):
            out[at] = Label("Question", "question", 0, bold=True)
            if at + 1 < len(out) and out[at + 1] is None and not paragraphs[at + 1].startswith(("**", "#")):
                out[at + 1] = Label("Answer", "answer", 0)
    return out


def head_words(heading: str, paragraphs: list[str]) -> frozenset[str]:
    """Capitalised words of title and first lines: who is announced there may speak once only."""
    head = " ".join([heading, *(p for p in paragraphs[:6] if len(p) <= 300)])
    return frozenset(word.casefold() for word in re.findall(r"\b[A-Z][\w’'-]{2,}", re.sub(r"[\w ]{1,40}:", " ", head)))


def is_council(about: str, labels: list[Label | None]) -> bool:
    """True for a record of a United Nations body: it is named, and speakers have their country or tongue in brackets."""
    present = [label for label in labels if label is not None]
    if not present or not _COUNCIL.search(about):
        return False
    return any(
        (label.kind == "titled" and (label.state or label.tongue))
        or (label.kind == "office" and PRESIDENT.fullmatch(label.speaker))
        for label in present
    ) or bool(re.search(r"(?<![A-Za-z])(?:[SA]/(?:\d+/)?PV|SPV)\W?\d", about))
