"""Who asks, who answers and who leads through a meeting, by what comes after what."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from pipeline.reading.meetings.labels import Label
from pipeline.reading.meetings.weighing import PRESIDENT

Role = Literal["official", "question", "chair", "report"]
Labelled = Sequence[tuple[Label, list[str]]]


def role_of(label: Label, asking: frozenset[str], council: bool) -> Role:
    """Give the role that a label has by itself, or because its speaker is among those `asking`."""
    if label.kind in ("question", "outlet"):
        return "question"
    if label.kind == "chair" or (council and PRESIDENT.fullmatch(label.speaker)):
        return "chair"
    if label.kind in ("name", "word", "capitals") and label.key in asking and not label.state:
        return "question"
    return "official"


def askers(turns: Labelled) -> frozenset[str]:
    """Speakers by name whose turns are questions, in a document in which others answer."""
    asked: Counter[str] = Counter()
    spoken: Counter[str] = Counter()
    length: Counter[str] = Counter()
    for label, words in turns:
        spoken[label.key] += 1
        text = " ".join(words)
        length[label.key] += len(text)
        asked[label.key] += "?" in text[-200:]
    if len(spoken) < 2:
        return frozenset()
    principal = max(length, key=lambda key: length[key])
    last = {label.key: len(" ".join(said).split()) for label, said in turns}
    return frozenset(key for key in spoken if key != principal and asked[key] / spoken[key] >= 0.6 and last[key] <= 120)


def leaders(turns: Labelled) -> frozenset[str]:
    """Those who lead through a press conference: a few words, and then somebody asks, while others answer."""
    lengths: dict[str, list[int]] = {}
    leads: Counter[str] = Counter()
    barred: set[str] = set()
    for at, (label, words) in enumerate(turns):
        if label.kind in ("question", "outlet"):
            continue
        lengths.setdefault(label.key, []).append(len(" ".join(words).split()))
        follows_question = at > 0 and turns[at - 1][0].kind in ("question", "outlet")
        leads[label.key] += not follows_question
        minister = re.search(r"\b(?:president|minister|secretary|chancellor|premier)\b", label.office.casefold())
        if minister or (label.kind in ("office", "titled") and not label.office):
            barred.add(label.key)
    if len(lengths) < 2:
        return frozenset()
    longest = max(lengths, key=lambda key: sum(lengths[key]))
    return frozenset(
        key
        for key, counted in lengths.items()
        if key != longest and key not in barred and len(counted) >= 2 and leads[key] / len(counted) >= 0.66
        and sorted(counted)[len(counted) // 2] <= 35 and sum(counted) < 0.5 * sum(lengths[longest])
        and _hands_on(key, turns)
    )  # fmt: skip


def _hands_on(key: str, turns: Labelled) -> bool:
    """True where somebody asks, or another begins, after most of a speaker's turns, and he never answers at length."""
    followed = [
        turns[at + 1][0].kind in ("question", "outlet") for at, (label, _) in enumerate(turns[:-1]) if label.key == key
    ]
    return bool(followed) and sum(followed) >= len(followed) / 2


def named_chairs(turns: Labelled, matter: list[str]) -> frozenset[str]:
    """Speakers whom a heading names as chair or moderator: "Moderator: Dame Name Surname, journalist"."""
    named = {
        word.casefold()
        for line in matter
        if len(line) <= 300
        for match in re.finditer(r"\b(?i:moderat(?:or|ed by)|chair(?:ed by)?)\b[: ]+((?:[A-Z][\w.’'-]*\s*){1,5})", line)
        for word in match[1].split()[-1:]
    }
    return frozenset(label.key for label, _ in turns if label.key and label.key.split()[-1] in named)


def principal_of(turns: Labelled) -> Label | None:
    """The one who answers: the label that most often follows a question."""
    answered: Counter[str] = Counter()
    by_key = {label.key: label for label, _ in turns}
    for (before, _), (label, _) in pairwise(turns):
        if before.kind in ("question", "outlet") and label.kind not in ("question", "outlet", "chair"):
            answered[label.key] += 1
    return by_key[answered.most_common(1)[0][0]] if answered else None
