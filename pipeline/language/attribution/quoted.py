"""Quotations and who holds them: parts are joined, and those without a cue find the one who speaks."""

from __future__ import annotations

from bisect import bisect_left, insort
from dataclasses import replace

from spacy.tokens import Doc

from pipeline.language.attribution.boundaries import clause_end
from pipeline.language.attribution.clauses import Clauses
from pipeline.language.attribution.model import SPEAKING, Attribution, Form, Span
from pipeline.language.attribution.quoted_words import short_quotations
from pipeline.language.attribution.subjects import leading_phrase
from pipeline.language.words import AUX, COMMA, CONJ, DET, FINITE, MARK, PRON, SPACE, UPPER, WORD

_RUN_ON = 20  # tokens between a reported clause and the quoted words that still belong to it
_CUES_NEAR = 12  # cues before quoted words in their sentence that are looked at
_RUNS_ON = frozenset(
    "and but if unless even while because when until since although though or with for in on by to".split()
)
_REPORTING: tuple[Form, ...] = ("finite", "participle", "infinitive", "relative", "noun")
_LONGEST_BREAK = 400  # characters between the parts of one quotation


def with_quotations(doc: Doc, clauses: Clauses, found: list[Attribution]) -> list[Attribution]:
    """Join the parts of interrupted and continued quotations, and give those without a cue to the one who spoke last."""
    out = list(found)
    holder = _holders(clauses, out)
    voices = [
        (item.cue_start, k)
        for k, item in enumerate(out)
        if item.form in SPEAKING and item.speaker_start < item.speaker_end
    ]
    voices.sort()
    previous: int | None = None
    for number in range(len(clauses.quotations)):
        begin, _ = clauses.places[number]
        if begin >= clauses.words.count or clauses.opaque[begin] < 0:
            continue
        if number not in holder:
            joined = _joined_to(clauses, out, holder, voices, previous, number) or _joined_by(
                clauses, out, holder, number
            )
            if joined is not None:
                index, item = joined
                out[index] = item
                holder[number] = index
            else:
                made = _unclaimed(doc, clauses, out, voices, number)
                if made is None:
                    continue
                out.append(made)
                insort(voices, (made.cue_start, len(out) - 1))
                holder[number] = len(out) - 1
        previous = number
    _take_on(clauses, out)
    out.extend(short_quotations(clauses, out))
    return sorted(out, key=lambda item: (item.cue_start, item.start))


def _take_on(clauses: Clauses, found: list[Attribution]) -> None:
    """Let a reported clause run on to the quoted words of its sentence: "said it had done much, but the rest was “poor”"."""
    words = clauses.words
    order = sorted(range(len(found)), key=lambda k: (found[k].cue_start, found[k].end))
    cues = [found[k].cue_start for k in order]
    for quotation, (begin, stop) in zip(clauses.quotations, clauses.places, strict=True):
        if begin >= stop or quotation.kind in ("title", "nickname"):
            continue
        first, last = words.bounds(words.sentence(begin))
        low, at = bisect_left(cues, first), bisect_left(cues, begin)
        near = order[max(low, at - _CUES_NEAR) : at]
        if not near or any(found[k].end > quotation.start for k in near):
            continue
        index = near[-1]
        if _runs_on(clauses, found[index], begin):
            _, end = clauses.trimmed(begin, max(clause_end(clauses, stop, last, phrase=True), min(stop + 1, last)))
            found[index] = replace(found[index], end=max(found[index].end, words.end[end - 1]))


def _runs_on(clauses: Clauses, item: Attribution, begin: int) -> bool:
    """True where nothing but a conjunction cut a content off from the quoted words at token `begin`."""
    words, kind = clauses.words, clauses.kind
    if item.form not in _REPORTING or item.parts or item.cueless or words.start[item.cue_start] > item.end:
        return False
    gap = words.span(item.end, words.start[begin])[0]
    while gap < begin and kind[gap] & (COMMA | SPACE | MARK):
        gap += 1
    if gap >= begin or begin - gap > _RUN_ON or clauses.lower[gap] not in _RUNS_ON:
        return False
    return clauses.lower[gap] not in ("and", "but") or not clauses.finite(gap + 1)


def _holders(clauses: Clauses, found: list[Attribution]) -> dict[int, int]:
    """For each long quotation that an attribution holds, the number of that attribution."""
    holder: dict[int, int] = {}
    for index, item in enumerate(found):
        first, last = clauses.words.span(item.start, item.end)
        held = {*clauses.opaque[first : max(min(last, first + 400), first + 1)], clauses.opaque[max(last - 1, first)]}
        for at in sorted(held - {-1}):
            holder.setdefault(at, index)
    return holder


def _alone(clauses: Clauses, number: int) -> bool:
    """True where a quotation fills its sentences."""
    begin, stop = clauses.places[number]
    words, kind, opaque = clauses.words, clauses.kind, clauses.opaque
    first = words.bounds(words.sentence(begin))[0]
    last = words.bounds(words.sentence(max(stop - 1, begin)))[1]
    if not _after_full_stop(clauses, begin) and any(kind[k] & WORD and opaque[k] < 0 for k in range(first, begin)):
        return False
    return not any(kind[k] & WORD and opaque[k] < 0 for k in range(stop, last))


def _after_full_stop(clauses: Clauses, begin: int) -> bool:
    """True behind the full stop of an abbreviation, where no sentence was seen to end: "in Fort Mill, S.C. “It seems …"."""
    at = begin - 1
    while at > 0 and clauses.kind[at] & (MARK | SPACE):
        at -= 1
    return at < begin - 1 and clauses.lower[at].endswith(".") and bool(clauses.kind[begin] & UPPER)


def _joined_to(
    clauses: Clauses,
    found: list[Attribution],
    holder: dict[int, int],
    voices: list[tuple[int, int]],
    previous: int | None,
    number: int,
) -> tuple[int, Attribution] | None:
    """The attribution of the quotation before with this one as its further part, where the same speaker goes on."""
    if previous is None:
        return None
    index = holder[previous]
    held, quotation = found[index], clauses.quotations[number]
    between = clauses.text[clauses.quotations[previous].end : quotation.start]
    begin, end = clauses.places[number][0], clauses.places[previous][1]
    near = len(between) < _LONGEST_BREAK and ("\n" not in between or quotation.continues)
    if not near or not clauses.places[previous][0] - 60 <= held.cue_start < begin:
        return None
    if not (quotation.continues or quotation.resumes or _alone(clauses, number)):
        return None
    between_them = voices[bisect_left(voices, (end, -1)) : bisect_left(voices, (begin, -1))]
    if any(k != index and found[k].form in SPEAKING for _, k in between_them[:20]):
        return None
    parts = (*(held.parts or ((held.start, held.end),)), (quotation.start, quotation.end))
    pattern = held.pattern if held.parts else f"{held.pattern}, continued"
    return index, replace(held, end=max(held.end, quotation.end), parts=parts, pattern=pattern)


def _joined_by(
    clauses: Clauses, found: list[Attribution], holder: dict[int, int], number: int
) -> tuple[int, Attribution] | None:
    """The attribution of the next quotation with this one as its first part: "“Come.” “Sit down,” he said."."""
    index = holder.get(number + 1)
    if index is None or not _alone(clauses, number):
        return None
    quotation, held = clauses.quotations[number], found[index]
    between = clauses.text[quotation.end : clauses.quotations[number + 1].start]
    if "\n" in between or any(char.isalnum() for char in between) or held.cue_start < clauses.places[number + 1][1]:
        return None
    parts = ((quotation.start, quotation.end), *(held.parts or ((held.start, held.end),)))
    return index, replace(held, start=quotation.start, parts=parts)


def _unclaimed(
    doc: Doc, clauses: Clauses, found: list[Attribution], voices: list[tuple[int, int]], number: int
) -> Attribution | None:
    """The attribution of a long quotation that no cue of the table holds; None where nothing tells whose it is."""
    quotation, (begin, _) = clauses.quotations[number], clauses.places[number]
    first, last = clauses.words.bounds(clauses.words.sentence(begin))

    def made(cue: Span, speaker: Span, pattern: str, *, verb: bool = False) -> Attribution:
        return Attribution(*cue, *speaker, quotation.start, quotation.end, pattern, form="finite" if verb else "none")

    label = _label_before(clauses, begin, first)
    if label:
        colon = next(k for k in range(label[1], begin) if clauses.lower[k].endswith(":"))
        return made((colon, colon + 1), label, "name and colon")
    acting = _verb_beside(clauses, number, first)
    if acting:
        return made((acting[0], acting[0] + 1), acting[1], "verb beside a quotation", verb=True)
    announcer = _announcer(clauses, begin)
    if announcer or _alone(clauses, number):
        speaker = announcer or _last_speaker(found, voices, begin)
        return made((begin, begin), speaker or (begin, begin), "free quotation")
    beside = _official_beside(doc, clauses, first, last, begin)
    return made((beside[0], beside[0]), beside, "quotation beside a named speaker") if beside else None


def _verb_beside(clauses: Clauses, number: int, first: int) -> tuple[int, Span] | None:
    """A finite verb that no table has as a cue beside a quotation, with its subject: "“Stay!” yelled a man", "Some chanted “…”"."""
    kind, words = clauses.kind, clauses.words
    begin, stop = clauses.places[number]
    at = stop
    while at < words.count and kind[at] & (MARK | COMMA):
        at += 1
    if stop < at < words.count:
        last = words.bounds(words.sentence(at))[1]
        if _plain_verb(clauses, at):  # "“…” reacted Trump"
            end = clauses.phrase_right(at + 1, last)
            if end > at + 1 and kind[at + 1] & (UPPER | DET):
                return at, (at + 1, end)
        named = next((k for k in range(at, last) if not kind[k] & UPPER), last)  # "“…” Kunene charged on Monday"
        for end in (clauses.phrase_right(at, last), named):
            if at < end < last and kind[at] & (UPPER | DET | PRON) and _plain_verb(clauses, end):
                return end, (at, end)
    at = begin - 1
    while (at > first and kind[at] & (MARK | COMMA | SPACE)) or (at > first and clauses.lower[at] == ":"):
        at -= 1
    if at > first and at < begin - 1 and _plain_verb(clauses, at):
        subject = clauses.phrase_left(at, first)
        if subject is None and kind[at - 1] & CONJ:  # "leaned in and boomed: “…”"
            subject = leading_phrase(clauses, first, at)
        if subject:
            return at, subject
    opening = first
    while opening < begin and kind[opening] & SPACE:
        opening += 1
    if opening < begin and words.verb(opening) & FINITE and kind[opening] & WORD:  # "Said Comey, “…”"
        end = clauses.phrase_right(opening + 1, begin)
        aside = kind[end] & COMMA and kind[begin - 2] & COMMA and end < begin - 2  # "Said Kunene, who was there, “…”"
        if end > opening + 1 and (aside or not any(kind[k] & WORD for k in range(end, begin))):
            return opening, (opening + 1, end)
    return None


def _plain_verb(clauses: Clauses, at: int) -> bool:
    return bool(clauses.words.verb(at) & FINITE) and not clauses.kind[at] & (AUX | UPPER) and clauses.opaque[at] < 0


def _label_before(clauses: Clauses, begin: int, first: int) -> Span | None:
    """The name before a colon before a quotation: "Clinton: “Our goal …”"."""
    at = begin - 1
    while at > first and clauses.kind[at] & (MARK | SPACE):
        at -= 1
    if at <= first or clauses.lower[at] not in (":", "):"):
        return None
    if clauses.lower[at] == "):" or clauses.lower[at - 1] == ")":  # "Kunene (Apia): “…”"
        at = next((k for k in range(at - 1, max(first, at - 12), -1) if clauses.lower[k] == "("), at)
    found = clauses.phrase_left(at, first)
    return (found[0], at) if found and found[1] == at and clauses.kind[found[1] - 1] & UPPER else None


def _announcer(clauses: Clauses, begin: int) -> Span | None:
    """Who is the subject of a sentence that ends with a colon right before: "X gave the following answer: “…”"."""
    at = begin - 1
    while at > 0 and clauses.kind[at] & (MARK | SPACE):
        at -= 1
    if at <= 0 or clauses.lower[at] != ":":
        return None
    first = clauses.words.bounds(clauses.words.sentence(at))[0]
    return leading_phrase(clauses, first, at) or clauses.phrase_left(at, first)  # "From the report: “…”"


def _last_speaker(found: list[Attribution], voices: list[tuple[int, int]], before: int) -> Span | None:
    """The tokens of the last speaker before a token."""
    at = bisect_left(voices, (before, -1))
    for _, number in reversed(voices[max(at - 20, 0) : at]):
        item = found[number]
        if item.speaker_start < item.speaker_end:
            return item.speaker_start, item.speaker_end
    return None


def _official_beside(doc: Doc, clauses: Clauses, first: int, last: int, at: int) -> Span | None:
    """The person or office named before a quotation in its sentence, else after it."""
    named = [
        m for m in doc._.mentions
        if first <= m.start < last and (m.kind in ("person", "organisation") or (m.kind == "title" and m.entry.authority in ("spokesperson", "leader", "ministry", "envoy", "government")))
    ]  # fmt: skip
    before = [m for m in named if m.end <= at and clauses.lower[m.start - 1] not in ("to", "with", "of")] or [
        m for m in named if m.end <= at
    ]
    chosen = before[0] if before else named[0] if named else None
    if chosen is None:
        return None
    start = chosen.start
    if chosen.kind == "title":
        lead = clauses.phrase_left(chosen.end, first)
        start = lead[0] if lead else start
    return start, max(clauses.phrase_right(chosen.start, last), chosen.end)
