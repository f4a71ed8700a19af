"""What a text tells that a state does: an accusation of whoever tells it, and no remark of the state's own."""

from __future__ import annotations

from pipeline.language.attribution.model import Attribution
from pipeline.language.found import Found
from pipeline.language.words import ADV, NEG

_MAKING = frozenset("make makes made making".split())
_NEAR = 3  # tokens from "made" to what was made
_ANSWERS = frozenset("response responses reaction reactions reply replies answer answers".split())


def tells_conduct(found: Found, item: Attribution) -> bool:
    """True for "X seeks to undermine Y", "X made a contribution": whoever does a deed does not speak by doing it.

    The subject of a verb of trying, wanting or going on is the subject of the deed in the infinitive behind it as well.
    """
    words = found.words
    if item.formula is not None or item.cueless or item.form == "frame":
        return False
    if words.lower[item.cue_start] in _MAKING:
        near = found.formulas.within(item.cue_end, item.cue_end + _NEAR)
        return item.pattern.endswith("speech in a noun") and bool(near) and near[0].entry.kind == "noun"
    at = words.at(item.start)
    if at >= words.count or words.lower[at] != "to":
        return False
    at += 1
    while at < words.count and words.kind[at] & (ADV | NEG):
        at += 1
    return any(hit.entry.kind == "deed" for hit in found.formulas.within(at, at + 1))


def only_answers(found: Found, item: Attribution) -> bool:
    """True for "X's response to the provocation": what is behind "to" is what X answers, not what it says."""
    words = found.words
    return (
        item.form == "noun"
        and item.formula is None
        and words.lower[item.cue_end - 1] in _ANSWERS
        and words.lower[item.cue_end : item.cue_end + 1] == ["to"]
    )
