"""Where the content of one attribution ends because the next of the same level begins."""

from __future__ import annotations

from dataclasses import replace

from pipeline.language.attribution.clauses import Clauses
from pipeline.language.attribution.model import Attribution
from pipeline.language.words import ADV, COMMA, CONJ, SPACE

_JOINTS = frozenset(("while", ";", "whereas", "but", "–", "—", "--"))


def cut_at_next(clauses: Clauses, found: list[Attribution]) -> list[Attribution]:
    """End each content where the next attribution of its level begins: "…, and the professor called …".

    Args:
        found: The attributions of one sentence, by place of their cues.
    """
    out: list[Attribution] = []
    for number, item in enumerate(found):
        end = item.end
        if item.form != "frame" and "after “as”" not in item.pattern:
            lead = next(
                (at for later in found[number + 1 :] if (at := _lead_of(clauses, item, later)) is not None), None
            )
            if lead is not None:
                end = _before(clauses, item, lead)
        if end > item.start:
            out.append(replace(item, end=end) if end != item.end else item)
    return out


def _lead_of(clauses: Clauses, item: Attribution, later: Attribution) -> int | None:
    """The token with which `later` begins, where it ends the content of `item`."""
    behind = item.cue_end <= later.speaker_start < later.speaker_end
    lead = min(later.speaker_start, later.cue_start) if behind else later.cue_start
    if not item.start < clauses.words.start[lead] < item.end or clauses.opaque[lead] >= 0:
        return None
    back = lead - 1
    while back > item.cue_end and clauses.kind[back] & (ADV | SPACE):
        back -= 1
    if later.form == "frame" or (later.form == "participle" and clauses.kind[back] & COMMA):
        return lead
    if not clauses.kind[back] & (CONJ | COMMA) and clauses.lower[back] not in _JOINTS:
        return None
    shared = (later.speaker_start, later.speaker_end) == (item.speaker_start, item.speaker_end)
    named = lead == later.speaker_start and later.form in ("finite", "passive", "relative")
    outer = later.speaker_start < later.speaker_end <= item.cue_start and item.form == "noun"
    backshifted = "that-clause" in item.pattern and "would" in clauses.lower[later.speaker_end : later.cue_start]
    inserted = "clause around the cue" in item.pattern and back <= item.cue_end  # "Until May, he said, X had …"
    return lead if (named or shared or outer) and not backshifted and not inserted else None


def _before(clauses: Clauses, item: Attribution, lead: int) -> int:
    """The character where a content ends before token `lead`, without the marks and the conjunction between."""
    stop = clauses.words.start[lead]
    while stop > item.start and clauses.text[stop - 1] in " ,;–—-":
        stop -= 1
    tail = clauses.text[max(stop - 4, item.start) : stop]
    return stop - 4 if tail in (" and", " but") else stop
