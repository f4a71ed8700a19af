"""How well attribution reads the sentences that were annotated for the project (`corpus/labels/attributions/*.txt`)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import LabelError

Span = tuple[int, int]
_MARK = re.compile(r"\[([SCQ])(\d*) ")
LEAST_OVERLAP = 0.5


@dataclass(frozen=True, slots=True)
class Annotated:
    """One annotated attribution; spans are character offsets in the sentence without its marks."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


def read_annotated(file: Path) -> list[tuple[str, list[Annotated]]]:
    """Give each line's text and its attributions.

    A line holds `[S …]` the source, `[C …]` the cue, `[Q …]` the content, numbered where it has several attributions.

    Raises:
        LabelError: A mark is not closed, or one stands within another.
    """
    lines: list[tuple[str, list[Annotated]]] = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip():
            lines.append(_parse(line, file, number))
    return lines


def _parse(line: str, file: Path, number: int) -> tuple[str, list[Annotated]]:
    text, at = "", 0
    open_mark: tuple[str, str, int] | None = None
    spans: dict[str, dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
    while at < len(line):
        mark = _MARK.match(line, at)
        if mark:
            if open_mark:
                raise LabelError(f"{file}: line {number}: a mark stands within another; close the first one before it")
            open_mark, at = (mark[1], mark[2] or "1", len(text)), mark.end()
            continue
        if line[at] == "]" and open_mark:
            kind, key, start = open_mark
            spans[key][kind].append((start, len(text)))
            open_mark, at = None, at + 1
            continue
        text, at = text + line[at], at + 1
    if open_mark:
        raise LabelError(f"{file}: line {number}: a mark is not closed; add the missing ]")
    found = [Annotated(tuple(s["S"]), tuple(s["C"]), tuple(s["Q"])) for _, s in sorted(spans.items()) if s["Q"]]
    return text, found


def score_attribution(
    lines: Sequence[tuple[str, list[Annotated]]], passages: Callable[[str], Sequence[tuple[Span, Span | None]]]
) -> dict[str, float]:
    """Compare passages with annotations: a passage matches where the contents' Jaccard overlap is at least one half.

    Args:
        passages: Gives the contents of a text's passages, each with its speaker's span or None.

    Returns:
        Precision, recall, F1 over all lines, the share of matches with the right speaker, and the share of lines
        without an attribution that stayed without one.
    """
    predicted = gold = hit = speakers = with_source = quiet = without = 0
    for text, annotated in lines:
        guesses = list(passages(text))
        predicted += len(guesses)
        gold += len(annotated)
        if not annotated:
            without += 1
            quiet += not guesses
        free = set(range(len(guesses)))
        for item in annotated:
            want = _characters(item.content)
            ranked = [(_jaccard(want, _characters([guesses[k][0]])), -k) for k in free]
            best, at = max(ranked, default=(0.0, 0))
            if best < LEAST_OVERLAP:
                continue
            free.discard(-at)
            hit += 1
            if item.source:
                with_source += 1
                speaker = guesses[-at][1]
                speakers += bool(speaker and _characters([speaker]) & _characters(item.source))
    precision, recall = hit / max(predicted, 1), hit / max(gold, 1)
    return {
        "sentences": len(lines),
        "attributions": gold,
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(2 * precision * recall / (precision + recall), 4) if hit else 0.0,
        "speaker": round(speakers / max(with_source, 1), 4),
        "quiet_without_attribution": round(quiet / max(without, 1), 4),
    }


def _characters(spans: Sequence[Span]) -> set[int]:
    return {at for start, end in spans for at in range(start, end)}


def _jaccard(one: set[int], other: set[int]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0
