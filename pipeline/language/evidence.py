"""On whose word a remark is known: asserted, reported, rumoured or fabricated; and whether it is history."""

from __future__ import annotations

from pipeline.domain import Evidentiality
from pipeline.language.attribution.model import Attribution
from pipeline.language.found import Found

_OWN_REPORT = frozenset(["reported", "reports", "reporting", "carried", "quoted"])
_YEAR_MARKS = frozenset(["until", "till", "before"])


def evidentiality(
    found: Found, sentence: tuple[int, int], paragraph: tuple[int, int], frames: list[Attribution]
) -> Evidentiality:
    """Judge a remark in `sentence`.

    Args:
        paragraph: Tokens of the paragraph; a text that calls a story fake taints all that the paragraph tells of it.
        frames: Attributions around the remark whose source is not its speaker ("according to press reports").
    """
    effects = {hit.effect for hit in found.modifiers.within(*sentence)}
    if any(hit.effect == "fabricated" for hit in found.modifiers.within(*paragraph)):
        return "fabricated"
    if "rumoured" in effects:
        return "rumoured"
    if "reported" in effects or frames:
        return "reported"
    return "asserted"


def is_historic(found: Found, cue_at: int, sentence: tuple[int, int]) -> bool:
    """True where the words mark a remark as earlier practice: "previously", "used to", "until 2014".

    The mark must stand in the remark's own clause: no comma and new verb between.
    """
    lower = found.words.lower
    for hit in found.modifiers.within(*sentence):
        if hit.effect == "historic":
            if hit.words == "once" and lower[hit.start + 1 : hit.start + 2] in (["again"], ["more"]):
                continue
            low, high = sorted((hit.start, cue_at))
            if high - low <= 8 and not {",", ";", ":"}.intersection(lower[low:high]):
                return True
    offset = found.words.start[cue_at]
    for date in found.dates.within(max(offset - 120, found.words.start[sentence[0]]), offset + 120):
        at = found.words.at(date.start)
        if date.first and at < sentence[1] and _YEAR_MARKS.intersection(lower[max(at - 2, 0) : at + 1]):
            return True
    return False
