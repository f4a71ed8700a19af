"""What a remark is made of: an attribution, its speaker, and the wording that carries the tone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from spacy.tokens import Doc

from pipeline.domain import LOWEST_RUNG
from pipeline.language.about import performing, told_once
from pipeline.language.attribution.model import Attribution
from pipeline.language.conduct import only_answers, tells_conduct
from pipeline.language.discourse import Speaker
from pipeline.language.evidence import reports
from pipeline.language.factuality import called_false, denial_of, is_mentioned, took_place
from pipeline.language.found import Found, found_in
from pipeline.language.phrases import phrase_of, phrase_of_act, trimmed
from pipeline.language.quotations import Quotation
from pipeline.language.wording import FormulaHit
from pipeline.language.words import PRON

DIRECT_WORDS = 4
TELLING_SHAPES = (
    "that-clause",
    "clause",
    "quotation",
    "after a colon",
    "after “as”",
    "asked to",
    "name and colon",
    "free",
    "verb beside",
)
_DEEPEST = 6
_THINKING = frozenset(
    "believe believes believed believing think thinks thought thinking assume assumes assumed assuming suspect suspects suspected "
    "suspecting know knows knew knowing realise realises realised realize realizes realized feel feels felt feeling fear fears feared "
    "fearing reckon reckons reckoned calculate calculates calculated calculating".split()
)  # fmt: skip
_GOING_ON = frozenset("added adds adding continued continues".split())

Pair = tuple[Attribution, Speaker]


class Act(NamedTuple):
    """What one remark is made of: an attribution, its speaker, and the formulas that carry its tone (or none).

    Attributes:
        frames: Attributions around it that have another source.
        told_by: Who tells of the act, were it the one who did it; '' where the text does.
        denial: The word by which somebody denies the act, '' where nobody does.
        false: True where the text says that the act is an invention.
    """

    attribution: Attribution | None
    speaker: Speaker
    hits: tuple[FormulaHit, ...]
    start: int
    end: int
    frames: tuple[Pair, ...] = ()
    told_by: str = ""
    denial: str = ""
    false: bool = False


def reach(doc: Doc, item: Attribution) -> tuple[int, int]:
    """Characters of what an attribution holds: its content, and its cue where that carries a tone itself."""
    if item.formula is None or item.passive:
        return item.start, item.end
    words = found_in(doc).words
    return min(words.start[item.cue_start], item.start), max(item.end, words.end[item.formula.end - 1])


def nested(pairs: Sequence[Pair]) -> tuple[dict[int, list[Pair]], dict[int, list[Pair]]]:
    """For each attribution (by its place in `pairs`): those around it, and those inside it."""
    order = sorted(range(len(pairs)), key=lambda k: (pairs[k][0].start, -pairs[k][0].end))
    around: dict[int, list[Pair]] = {}
    inside: dict[int, list[Pair]] = {}
    stack: list[int] = []
    for number in order:
        item = pairs[number][0]
        while stack and pairs[stack[-1]][0].end < item.end:
            stack.pop()
        for outer in stack[-_DEEPEST:]:
            other = pairs[outer][0]
            wider = other.end - other.start > item.end - item.start
            if wider and other.start <= item.start and not other.asked:
                around.setdefault(number, []).append(pairs[outer])
                inside.setdefault(outer, []).append(pairs[number])
        stack.append(number)
    return around, inside


def acts_of(doc: Doc, pairs: Sequence[Pair]) -> tuple[list[Act], set[FormulaHit]]:
    """Give the acts of every attribution and the formulas they claim; the innermost has the first claim."""
    found = found_in(doc)
    around, inside = nested(pairs)
    claimed: set[FormulaHit] = set()
    acts: list[Act] = []
    for number in sorted(range(len(pairs)), key=lambda k: pairs[k][0].end - pairs[k][0].start):
        item, speaker = pairs[number]
        outer = around.get(number, [])
        hits = [hit for hit in _hits(doc, found, item) if hit not in claimed]
        if item.negated and not item.formula and not item.cueless and outer:
            continue  # "said he did not call it a violation": the words are what he said, with their "not"
        if tells_conduct(found, item) or only_answers(found, item):
            continue
        claimed.update(hits)
        if item.asked:
            continue
        named = [hit for hit in hits if is_mentioned(found, hit)]
        if named and (item.formula in named or len(named) == len(hits)):
            continue
        hits = [hit for hit in hits if hit not in named and not (_asks(item) and _is_deed(item, hit))]
        has_inner = any(
            other.formula or source.codes != speaker.codes or other.form == "frame"
            for other, source in inside.get(number, [])
        )
        made = _of_attribution(doc, found, item, speaker, hits, has_inner)
        if not made or _only_consults(found, item) or not took_place(found, item, speaker, outer):
            continue
        frames = tuple(pair for pair in outer if reports(found, *pair, speaker))
        told_by = next((source.name for other, source in outer if "say" in other.classes and source.name), "")
        denial, false = denial_of(found, item, outer), called_false(found, item)
        acts.extend(act._replace(frames=frames, told_by=told_by, denial=denial, false=false) for act in made)
    return told_once(found, acts), claimed


def _asks(item: Attribution) -> bool:
    """True for "demanded that X condemn …", whose formulas say what is asked of another."""
    return item.formula is not None and "appeal" in item.classes and item.pattern.endswith("that-clause")


def _is_deed(item: Attribution, hit: FormulaHit) -> bool:
    return hit is not item.formula and hit.entry.kind in ("verb", "act") and not _names_cost(hit)


def _only_consults(found: Found, item: Attribution) -> bool:
    """True for parties who "discussed" a topic: what they talked about is no tone unless wording of the lexicon colours it."""
    if item.formula is None or item.formula.entry.rung or "consult" not in item.classes:
        return False
    within = found.formulas.within(*found.words.span(item.start, item.end))
    return not any(hit is not item.formula for hit in within)


def _hits(doc: Doc, found: Found, item: Attribution) -> list[FormulaHit]:
    hits = [item.formula] if item.formula else []
    if not found.formulas.items:
        return hits
    start, end = reach(doc, item)
    words = found.words
    first, last = words.span(start, end)
    for hit in found.formulas.within(first, last):
        if hit is not item.formula and start <= words.start[hit.start] and words.start[hit.head_end - 1] < end:
            hits.append(hit)
    return hits


def _of_attribution(
    doc: Doc,
    found: Found,
    item: Attribution,
    speaker: Speaker,
    hits: list[FormulaHit],
    has_inner: bool,
) -> list[Act]:
    starts = found.words.start
    quotations = found.quotations_over(item.start, item.end)
    long = [q for q in quotations if q.words >= DIRECT_WORDS]
    if len(long) > 1 or (long and item.formula and item.formula.entry.rung and long[0].words > 8):
        # several whole quotations, or a performed act and a quotation beside it, are acts of their own
        outside = [hit for hit in hits if not _inside(starts[hit.start], long)]
        acts = [Act(item, speaker, group, *phrase_of(doc, group[0])) for group in choose(found, outside, [])]
        for q in long:
            groups = by_sentence(found, [hit for hit in hits if q.start <= starts[hit.start] < q.end])
            acts.extend(Act(item, speaker, group, *phrase_of_act(doc, group, [q])) for group in groups)
            if not groups and (speaker.official or item.classes & {"say", "appeal", "convey"}):
                acts.append(Act(item, speaker, (), *trimmed(found.words.string, q.start, q.end)))
        return acts
    if item.negated and not item.formula and not item.cueless:
        return []  # "would not call it a violation": the words were not said
    groups = by_sentence(found, hits) if long and _long_speech(found, long[0]) else choose(found, hits, quotations)
    acts = [Act(item, speaker, group, *phrase_of_act(doc, group, quotations)) for group in groups]
    if acts or has_inner or item.formula:
        return acts
    if not _tells(found, item, speaker, quotations):
        return []
    longest = max(quotations, key=lambda q: q.words, default=None)
    span = (longest.start, longest.end) if longest else (item.start, item.end)
    start, end = trimmed(found.words.string, *span)
    return [Act(item, speaker, (), start, end)] if start < end else []


def _tells(found: Found, item: Attribution, speaker: Speaker, quotations: list[Quotation]) -> bool:
    """True where an attribution without wording of the lexicon is a remark all the same: somebody's own words or claim."""
    shape = item.pattern.rpartition("; ")[2]
    cue = found.words.lower[item.cue_start]
    opens = found.words.opens_sentence(item.cue_start - 1) and found.words.kind[item.cue_start - 1] & PRON
    if not quotations and (cue in _THINKING or (cue in _GOING_ON and opens)):
        return False  # what a state is said to think it did not say; "They added that …" goes on with an act
    if item.form in ("noun", "adjective", "infinitive", "passive") and not quotations:
        return False
    if item.cueless or item.form == "none":
        return speaker.official or bool(quotations)
    if not item.classes & {"say", "appeal", "convey"} and item.form != "frame":
        return False
    if quotations:
        return speaker.official or speaker.authority not in ("unknown",)
    if not (speaker.official or speaker.authority == "legislator") or item.form == "frame":
        return False
    return shape.startswith(TELLING_SHAPES) and "quote" not in shape


def _names_cost(hit: FormulaHit) -> bool:
    """True for a threat: "warned that X would pay a heavy price" is more than a warning."""
    return hit.entry.rung <= LOWEST_RUNG


def _inside(offset: int, quotations: list[Quotation]) -> bool:
    return any(q.start <= offset < q.end for q in quotations)


def choose(found: Found, hits: list[FormulaHit], quotations: list[Quotation]) -> list[tuple[FormulaHit, ...]]:
    """Pick the formulas that decide, one group a sign: quoted before paraphrased, operative before branding.

    Codebook, ties (b) and (c); of equals the most extreme comes first. Neutral wording counts where it is alone.
    """
    starts = found.words.start
    hits = performing(found, hits)
    pool = [hit for hit in hits if _inside(starts[hit.start], quotations)] or hits
    groups = []
    for sign in (-1, 1):
        same = [hit for hit in pool if hit.entry.rung * sign > 0]
        same.sort(
            key=lambda hit: (_names_cost(hit), hit.entry.operative, abs(hit.entry.rung), -hit.start), reverse=True
        )
        if same:
            groups.append(tuple(same))
    if not groups:
        neutral = [hit for hit in pool if hit.entry.rung == 0]
        if neutral:
            groups.append(tuple(neutral))
    return groups


def by_sentence(found: Found, hits: list[FormulaHit]) -> list[tuple[FormulaHit, ...]]:
    """Choose among the formulas of each sentence: in speech of several sentences each is an act of its own."""
    by_number: dict[int, list[FormulaHit]] = {}
    for hit in hits:
        by_number.setdefault(found.words.sentence(hit.start), []).append(hit)
    return [group for number in sorted(by_number) for group in choose(found, by_number[number], [])]


def _long_speech(found: Found, quotation: Quotation) -> bool:
    first, last = found.words.span(quotation.start, quotation.end)
    return found.words.sentence(first) != found.words.sentence(max(last - 1, first))
