"""On whose word a remark is known: asserted, reported, rumoured or fabricated; and whether it is history."""

from __future__ import annotations

from spacy.tokens import Doc

from pipeline.domain import Evidentiality
from pipeline.language.attribution import Attribution

_OWN_REPORT = frozenset(["reported", "reports", "reporting", "carried", "quoted"])
_YEAR_MARKS = frozenset(["until", "till", "before"])


def evidentiality(
    doc: Doc, sentence: tuple[int, int], paragraph: tuple[int, int], frames: list[Attribution]
) -> Evidentiality:
    """Judge a remark in `sentence`.

    Args:
        paragraph: Tokens of the paragraph; a text that calls a story fake taints all that the paragraph tells of it.
        frames: Attributions around the remark whose source is not its speaker ("according to press reports").
    """
    effects = {hit.effect for hit in doc._.modifiers if sentence[0] <= hit.start < sentence[1]}
    if any(hit.effect == "fabricated" and paragraph[0] <= hit.start < paragraph[1] for hit in doc._.modifiers):
        return "fabricated"
    if "rumoured" in effects:
        return "rumoured"
    if "reported" in effects or frames:
        return "reported"
    return "asserted"


def is_historic(doc: Doc, cue_at: int, sentence: tuple[int, int]) -> bool:
    """True where the words mark a remark as earlier practice: "previously", "used to", "until 2014".

    The mark must stand in the remark's own clause: no comma and new verb between.
    """
    for hit in doc._.modifiers:
        if hit.effect == "historic" and sentence[0] <= hit.start < sentence[1]:
            if hit.words == "once" and doc[hit.start + 1].lower_ in ("again", "more"):
                continue
            low, high = sorted((hit.start, cue_at))
            if high - low <= 8 and not any(token.text in ",;:" for token in doc[low:high]):
                return True
    for date in doc._.dates:
        offset = doc[cue_at].idx
        if abs(date.start - offset) < 120 and date.first:
            span = doc.char_span(date.start, date.end, alignment_mode="expand")
            if span is not None and sentence[0] <= span.start < sentence[1]:
                words = [token.lower_ for token in doc[max(span.start - 2, 0) : span.start + 1]]
                if _YEAR_MARKS.intersection(words):
                    return True
    return False
