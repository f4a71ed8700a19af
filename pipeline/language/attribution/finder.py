"""The component that finds attributions: cue by cue within a sentence, then the quotations that are left."""

from __future__ import annotations

from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.config import CueEntry
from pipeline.language.attribution.boundaries import before_main_clause, before_main_verb, clause_end, named_end
from pipeline.language.attribution.clauses import Clauses
from pipeline.language.attribution.contents import Content, content_of, quotation_before
from pipeline.language.attribution.cutting import cut_at_next
from pipeline.language.attribution.expected import expected_of
from pipeline.language.attribution.model import Attribution, Form, Span
from pipeline.language.attribution.nominal import by_adjective, by_frame, by_noun
from pipeline.language.attribution.quoted import with_quotations
from pipeline.language.attribution.quoted_as import quoting_before, quoting_clause, saying_after
from pipeline.language.attribution.subjects import agent_of, subject_of
from pipeline.language.attribution.verbs import verb_group
from pipeline.language.wording import Cue, FormulaHit
from pipeline.language.words import (
    ADV,
    AUX,
    BE,
    COMMA,
    MARK,
    NEG,
)

_TONE_FRAMES = frozenset("object that to about of for with against on over in at by infinitive".split())
_ASKING_REACH = 14


@Language.factory("demarche_attribution")
def make_attribution(nlp: Language, name: str) -> AttributionFinder:
    """Build the component; it reads what the components before it have set."""
    Doc.set_extension("attributions", default=(), force=True)
    return AttributionFinder()


class AttributionFinder:
    """Sets `doc._.attributions`, in order of position."""

    def __call__(self, doc: Doc) -> Doc:
        """Find the attributions of `doc`."""
        if not len(doc):
            return doc
        clauses = Clauses(doc)
        heads = _heads(doc, clauses)
        found: list[Attribution] = []
        for number, cues in heads.items():
            first, last = clauses.words.bounds(number)
            found.extend(_in_sentence(clauses, cues, first, last))
        found.sort(key=lambda item: (item.cue_start, item.start))
        doc._.attributions = tuple(with_quotations(doc, clauses, found))
        return doc


_DEMANDS = frozenset("must should ought shall needs need".split())  # their subject is the one addressed
Head = tuple[Cue, FormulaHit | None]


def _heads(doc: Doc, clauses: Clauses) -> dict[int, list[Head]]:
    """The cues outside long quotations, by sentence; wording of the lexicon that performs an act is a cue of its own."""
    words, opaque = clauses.words, clauses.opaque
    tone: dict[int, FormulaHit] = {}
    heads: dict[int, list[Head]] = {}
    covered: set[int] = set()
    for hit in doc._.formulas:
        if hit.entry.of_the_addressed:
            covered.update(range(hit.start, hit.head_end))  # "X will regret this": X neither regrets nor speaks
        elif hit.entry.kind in ("verb", "act") and words.lower[hit.start] not in _DEMANDS:
            verb = next(
                (k for k in range(hit.start, hit.head_end) if words.verb(k) and not words.kind[k] & (AUX | NEG)),
                hit.start,
            )
            if words.kind[hit.start] & BE:
                verb = hit.start  # "is disappointed by X" is a state of mind, no passive
            elif words.kind[hit.start] & NEG and words.lower[hit.start + 1] == "be" and hit.start + 1 < hit.head_end:
                verb = hit.start + 1  # "will not be lectured by X" is its subject's refusal
            tone[verb] = hit
            covered.update(range(hit.start, hit.head_end))
    felt = {at: hit for hit in doc._.formulas if hit.entry.kind == "adj" for at in range(hit.start, hit.head_end)}
    for cue in doc._.cues:
        if opaque[cue.start] >= 0:
            continue
        hit = tone.get(cue.start)
        if cue.adjective is not None and hit is None:
            hit = felt.get(cue.start)
        if hit is None and cue.start in covered:
            continue
        if hit is not None and hit.head_end > cue.end:
            cue = replace(cue, end=hit.head_end)
        heads.setdefault(words.sentence(cue.start), []).append((cue, hit))
    known = {cue.start for cues in heads.values() for cue, _ in cues}
    for at, hit in tone.items():
        if at not in known and opaque[at] < 0:
            entry = CueEntry(hit.entry.formula, "verb", frozenset(("tone",)), _TONE_FRAMES, "object", "")
            heads.setdefault(words.sentence(at), []).append((Cue(at, hit.head_end, verb=entry), hit))
    for cues in heads.values():
        cues.sort(key=lambda head: head[0].start)
    return heads


def _in_sentence(clauses: Clauses, heads: list[Head], first: int, last: int) -> list[Attribution]:
    found: list[Attribution] = []
    for cue, hit in heads:
        made = _attribute(clauses, cue, hit, first, last, found)
        if made:
            found.append(made)
    return cut_at_next(clauses, found)


def _attribute(
    clauses: Clauses, cue: Cue, hit: FormulaHit | None, first: int, last: int, earlier: list[Attribution]
) -> Attribution | None:
    if cue.frame is not None:
        return by_frame(clauses, cue, first, last)
    if cue.adjective is not None and hit is not None and hit.entry.kind == "adj":
        return by_adjective(clauses, cue, cue.adjective, hit, first, last)
    if cue.verb is not None:
        made = _by_verb(clauses, cue, cue.verb, hit, first, last, earlier)
        if made is not None:
            return made
    if cue.noun is not None:
        made = by_noun(clauses, cue, cue.noun, first, last, earlier)
        if made is not None:
            return made
    if cue.adjective is not None:
        spoken = (
            hit if clauses.lower[cue.start] == "opposed" else None
        )  # a verb's form, yet "is opposed to" is no passive
        return by_adjective(clauses, cue, cue.adjective, spoken, first, last)
    return None


def _by_verb(
    clauses: Clauses,
    cue: Cue,
    entry: CueEntry,
    hit: FormulaHit | None,
    first: int,
    last: int,
    earlier: list[Attribution],
) -> Attribution | None:
    group = verb_group(clauses, cue.start, cue.end, first, last)
    if group is None or (hit is not None and group.demanded):
        return None
    frames = entry.frames
    classes = entry.classes | {"tone"} if hit else entry.classes
    form: Form = group.form
    subject: Span | None
    if form == "passive":
        if not hit and "expected" in frames:
            return expected_of(clauses, cue, entry, group.start, first, last, earlier)
        agent = agent_of(clauses, cue.end, last)
        subject, pattern = agent, "passive with agent" if agent else "passive without agent"
    else:
        subject, pattern = subject_of(clauses, group, cue.start, first, last, earlier)
        if group.form == "finite" and pattern == "relative clause":
            form = "relative"
    saying = saying_after(clauses, cue.start, last)
    content: Content | None
    if saying is not None:
        content = Content(saying, clause_end(clauses, saying, last, phrase=False), "quoted as")
    else:
        content = content_of(clauses, (cue.start, cue.end), frames, entry.cue, first, last, subject, form)
    if content is None and pattern == "quoted as":
        quoting = quoting_before(clauses, group.start, first)
        if quoting is not None:
            content = quotation_before(clauses, (cue.start, cue.end), first, quoting_clause(clauses, quoting, first))
    if content is None and form == "passive" and "object" in frames:
        content = _judged_as(clauses, cue.end if subject is None else subject[1], last)
    if (
        content is None
        and form == "passive"
        and (hit or (subject is not None and frames & {"object", "quote", "clause"}))
    ):
        patient, _ = subject_of(clauses, group, cue.start, first, last, earlier)
        if patient:
            content = Content(*patient, "object of a passive")
    if content is None and hit is not None:
        content = Content(cue.start, clause_end(clauses, cue.end, last, phrase=True), "tone verb")
    if content is None:
        return None
    if content.speaker is not None and form != "passive":
        subject, pattern = content.speaker, "inverted"
    if content.shape == "seeming":
        subject = None
        form = "passive"  # it seems so to somebody unnamed
    if subject is None:
        if form not in ("passive",) and not (content.quotation >= 0 or hit):
            return None
        if form == "finite" and clauses.kind[group.start - 1] & MARK and group.start > first:
            return None  # the word “condemns” is named, not used
        subject = (cue.start, cue.start)
    asked = group.form == "infinitive" and any(
        "appeal" in item.classes and cue.start - item.cue_end <= _ASKING_REACH and item.form != "passive"
        for item in earlier
    )
    start, end = clauses.trimmed(content.start, content.end)
    if form == "passive" and content.shape == "question" and cue.start <= first + 1:
        start, end = clauses.trimmed(start, before_main_clause(clauses, start, end))
    if first < subject[0] < subject[1] and clauses.lower[subject[0] - 1] == "what" and content.shape == "object":
        start, end = clauses.trimmed(start, named_end(clauses, start, end))
    if form == "infinitive" and content.quotation < 0 and start < end:
        start, end = clauses.trimmed(start, before_main_verb(clauses, start, end, first, cue.start))
    if form == "participle" and cue.end < subject[0] < end:  # "Admitting that it was “late” he left"
        start, end = clauses.trimmed(start, subject[0])
    if form == "relative" and content.quotation < 0:
        start, end = clauses.trimmed(start, _relative_end(clauses, start, end))
    if end <= start:
        return None
    chars = clauses.characters(start, end)
    if content.quotation < 0 and clauses.opaque[end - 1] >= 0:  # a quotation that goes on behind its first full stop
        chars = chars[0], max(chars[1], clauses.quotations[clauses.opaque[end - 1]].end)
    if (
        content.shape == "clause before the cue" and clauses.opaque[start] >= 0
    ):  # "“It hurts. We have no choice” left, …"
        chars = min(chars[0], clauses.quotations[clauses.opaque[start]].start), chars[1]
    return Attribution(
        cue.start, cue.end, *subject, *chars, f"{pattern}; {content.shape}", hit, form, asked, group.negated, classes, entry.target,
    )  # fmt: skip


def _judged_as(clauses: Clauses, at: int, last: int) -> Content | None:
    """What somebody is called in quoted words: "was described (by the envoy) as “calm”"."""
    if at + 1 >= last or clauses.lower[at] != "as":
        return None
    end = clause_end(clauses, at + 1, last, phrase=True)
    marked = any(clauses.kind[k] & MARK for k in range(at + 1, end))
    return Content(at, end, "judged as") if marked else None


def _relative_end(clauses: Clauses, start: int, end: int) -> int:
    """Where a relative clause ends: before the comma and the verb of the clause that it is set into."""
    for at in range(start + 1, end - 1):
        if clauses.kind[at] & COMMA and clauses.opaque[at] < 0:
            nxt = at + 1
            while nxt < end and clauses.kind[nxt] & ADV:
                nxt += 1
            if nxt < end and clauses.finite(nxt):
                return at
    return end
