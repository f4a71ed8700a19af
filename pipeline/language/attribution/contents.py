"""What is attributed: the quotation, clause, infinitive or object beside a cue."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.language.attribution.behind import (
    asked_infinitive,
    infinitive_at,
    past_circumstances,
    past_listener,
    speech_noun_near,
)
from pipeline.language.attribution.boundaries import clause_begins, clause_end, words_end
from pipeline.language.attribution.clauses import Clauses
from pipeline.language.attribution.model import Span
from pipeline.language.closed_classes import INVERTIBLE, PREPOSITIONS, WH
from pipeline.language.words import (
    AUX,
    BREAK,
    COMMA,
    CONJ,
    DET,
    MARK,
    PARTICIPLE,
    PREP,
    PRON,
    PUNCT,
    REL,
    SPACE,
    SUBORD,
    UPPER,
    WORD,
)

_QUESTIONS = frozenset(("what", "how", "why", "whether", "if", "who"))
# frames of cues, by what they allow
_TELLING = frozenset(("told", "told-that", "told-to"))
_QUOTING = frozenset(("quote", "clause"))
_SAYABLE = frozenset(("quote", "clause", "that", "told"))
_WITH_THAT = frozenset(("that", "clause", "told-that", "told", "to-that"))
_WITH_INFINITIVE = frozenset(("infinitive", "told-to", "seem"))
_WITH_CLAUSE = frozenset(("clause", "told"))
_NEXT = frozenset("and but adding while who which although as".split())  # what follows is another clause
_TIMES_ASKED = frozenset("ask wonder explain decide know determine".split())


class Content(NamedTuple):
    """Tokens of a content, how it was found, and the tokens of a speaker that stands after the cue, if one does.

    Attributes:
        quotation: Number of the long quotation that the content is, or -1.
    """

    start: int
    end: int
    shape: str
    speaker: Span | None = None
    quotation: int = -1


def content_of(
    clauses: Clauses,
    cue: Span,
    frames: frozenset[str],
    lemma: str,
    first: int,
    last: int,
    subject: Span | None,
    form: str,
) -> Content | None:
    """Find the content of the verb at tokens `cue`, by the frames that it takes; None where none of them fits."""
    end = words_end(clauses, cue[1], last)
    if "quote" in frames and form != "participle":
        found = quotation_before(clauses, cue, first, subject)
        if found:
            return found
        inverted = _inverted(clauses, cue, lemma, first, last)
        if inverted is not None and clauses.has_finite(first, inverted.end):
            return inverted
    at = past_circumstances(clauses, cue[1], end)
    if "speech" in frames and cue[1] + 1 < end and clauses.lower[cue[1]] == "to":
        behind = clauses.phrase_right(cue[1] + 1, end)
        if cue[1] + 1 < behind < end and speech_noun_near(clauses, behind, end):  # "conveyed to Chile its sympathy"
            at = behind
    if at < end and frames & _TELLING:
        beyond = past_listener(clauses, at, end)
        if beyond is not None:
            at = past_circumstances(clauses, beyond, end)
    found = _right(clauses, cue, at, frames, lemma, end, last)
    if found is None and "quote" in frames:
        found = _quotation_later(clauses, at, end)
    if found is None and form == "finite" and subject is not None and frames & {"clause", "told", "object"}:
        found = _of_what(clauses, frames, at, end, first, subject)
    if found is None and form == "finite" and subject is not None and frames & _WITH_THAT and "quote" not in frames:
        heard = clauses.phrase_right(at, end) if frames & _TELLING and at < end and not clauses.kind[at] & COMMA else at
        set_in = subject[0] > first + 1 and bool(clauses.kind[subject[0] - 1] & COMMA)
        if set_in and heard < end and clauses.kind[heard] & COMMA:  # "…, X informed the envoy, …"
            return _around(clauses, cue, heard, lemma, first, last, end, subject)
    if found is None and form in ("finite", "passive") and "quote" in frames:
        return _around(clauses, cue, at, lemma, first, last, end, subject)
    return found


def _of_what(clauses: Clauses, frames: frozenset[str], at: int, end: int, first: int, subject: Span) -> Content | None:
    """Read "what analysts said was a sign", "a defeat that he believes to be final": the verb goes on behind the cue."""
    if at >= end - 1:
        return None
    led = subject[0] > first and bool(clauses.kind[subject[0] - 1] & REL or clauses.lower[subject[0] - 1] == "what")
    if clauses.lower[at] == "as" and "object" in frames and led:  # "whom he described as “calm”"
        return Content(at, clause_end(clauses, at + 1, end, phrase=True), "judged as")
    if not frames & _WITH_CLAUSE:
        return None
    if clauses.finite(at) and (led or clauses.kind[at] & AUX):
        return Content(at, clause_end(clauses, at, end, phrase=False), "clause after the cue")
    if clauses.lower[at] == "to" and clauses.lower[at + 1] in ("be", "have"):
        return Content(at, clause_end(clauses, at + 1, end, phrase=True), "infinitive")
    return None


def _quotation_later(clauses: Clauses, at: int, end: int) -> Content | None:
    """Read "acknowledged, however, “…”" and "said as he left for Rome, “…”": the first long quotation behind a comma."""
    for place in range(at + 1, min(at + 30, end)):
        number = clauses.opaque[place]
        if number >= 0:
            lead = place - 1
            while lead > at and clauses.kind[lead] & (MARK | SPACE):
                lead -= 1
            if clauses.kind[lead] & COMMA or clauses.lower[lead] in (":", "that"):
                return Content(*clauses.places[number], "quotation after the cue", quotation=number)
            return None
    return None


def _right(
    clauses: Clauses, cue: Span, at: int, frames: frozenset[str], lemma: str, end: int, last: int
) -> Content | None:
    """The content to the right of a cue; `at` is where it can begin."""
    kind, lower = clauses.kind, clauses.lower
    if at >= end:
        return _after_colon(clauses, at, last) if frames & _QUOTING else None
    if kind[at] & COMMA and at == cue[1] and at + 1 < end and lower[at + 1] == "that" and "that" in frames:
        at += 1  # "added, that the talks …"
    word, k = lower[at], kind[at]
    if frames & _SAYABLE:
        opener = at + 1 if k & COMMA or word == ":" else at
        number = (
            clauses.quotation_at(opener)
            if opener < end and (clauses.kind[opener] & MARK or clauses.opaque[opener] >= 0)
            else None
        )
        if number is not None:
            begin, stop = clauses.places[number]
            quoted = clauses.quotations[number]
            complete = clauses.text[quoted.start].isupper() and clauses.text[quoted.end - 1] in ".,!?…;—-"
            whole = k & COMMA or word == ":" or complete or stop >= end - 1 or not quoted.closed
            opaque = clauses.opaque[begin] >= 0
            if whole and (opaque or complete):
                return Content(begin, stop, "quotation after the cue", quotation=number)
        if number is not None and clauses.opaque[clauses.places[number][0]] >= 0:
            return Content(
                opener, clause_end(clauses, stop, end, phrase=False), "quotation in a clause", quotation=number
            )
        if word == ":":
            return _after_colon(clauses, at, last)
    if word == "that" and frames & _WITH_THAT:
        if at + 1 < end:
            return Content(at, clause_end(clauses, at + 1, end, phrase=False), "that-clause")
        return None
    if word in WH and "wh" in frames and at + 1 < end and (word in _QUESTIONS or lemma in _TIMES_ASKED):
        return Content(at, clause_end(clauses, at + 1, end, phrase=False), "question")
    if word == "to":
        if at + 1 < end and frames & _WITH_INFINITIVE and infinitive_at(clauses, at, end):
            return Content(at, clause_end(clauses, at + 1, end, phrase=True), "infinitive")
        if "to" in frames:
            return (
                Content(at + 1, clause_end(clauses, at + 1, end, phrase=True), "after “to”") if at + 1 < end else None
            )
        if "to-that" in frames:
            that = next((j for j in range(at, min(at + 10, end)) if lower[j] == "that"), None)
            if that is not None:
                return Content(that, clause_end(clauses, that + 1, end, phrase=False), "that-clause")
        return None
    if k & PREP and word in PREPOSITIONS:
        if word in frames and at + 1 < end:
            return Content(at + 1, clause_end(clauses, at + 1, end, phrase=True), f"after “{word}”")
        if "object-to" in frames and lower[cue[1] - 1] in PREPOSITIONS and at == cue[1]:
            return None
        return None
    if k & COMMA or (k & PUNCT and not k & MARK):
        return None
    if "object-to" in frames:
        to = asked_infinitive(clauses, at, end)
        if to is not None:
            return Content(at, clause_end(clauses, to, end, phrase=True), "asked to")
    if frames & _WITH_CLAUSE and clause_begins(clauses, at, end):
        return Content(at, clause_end(clauses, at, end, phrase=False), "clause after the cue")
    introduced = _introduced(clauses, at, end) if frames & _SAYABLE or "speech" in frames else None
    if introduced:
        return introduced
    if "object" in frames and not (k & (CONJ | SUBORD | REL) and not k & DET) and not k & AUX:
        return Content(at, clause_end(clauses, at, end, phrase=True), "object")
    if "speech" in frames and speech_noun_near(clauses, at, end):
        return Content(at, clause_end(clauses, at, end, phrase=True), "speech in a noun")
    if "seem" in frames:
        return Content(at, clause_end(clauses, at, end, phrase=True), "seeming")
    return None


def _introduced(clauses: Clauses, at: int, end: int) -> Content | None:
    """The quotation of "issued a statement: “…”", "said the same thing: “…”"."""
    for place in range(at + 1, min(at + 16, end)):
        number = clauses.opaque[place]
        if number >= 0 and clauses.places[number][0] == place and clauses.kind[place - 1] & MARK:
            if clauses.kind[place - 2] & COMMA and clauses.kind[place] & UPPER:  # "issued a statement, “The talks …”"
                return Content(*clauses.places[number], "quotation after the cue", quotation=number)
        if number >= 0 or clauses.kind[place] & BREAK:
            return None
        if clauses.lower[place] == ":":
            found = _after_colon(clauses, place, end)
            return found if found and found.quotation >= 0 else None
    return None


def _after_colon(clauses: Clauses, at: int, last: int) -> Content | None:
    """What a colon introduces: a quotation, or the rest of the sentence."""
    if not (at < last and clauses.lower[at] == ":"):
        return None
    place = at + 1
    while place < len(clauses.kind) and clauses.kind[place] & SPACE:
        place += 1
    if place >= len(clauses.kind):
        return None
    number = clauses.quotation_at(place)
    if number is not None:
        return Content(*clauses.places[number], "quotation after a colon", quotation=number)
    if at + 1 < last:
        return Content(at + 1, last, "after a colon")
    return None


def quotation_before(clauses: Clauses, cue: Span, first: int, subject: Span | None) -> Content | None:
    """A quotation that ends just before the cue ("…," said X) or before the speaker ("…," X said)."""
    places = [cue[0]]
    if subject is not None and subject[0] < cue[0]:
        places.append(subject[0])
    for place in places:
        at = place - 1
        while (
            at >= 0
            and clauses.opaque[at] < 0
            and (clauses.kind[at] & (PUNCT | SPACE) or (place != cue[0] and _named_so(clauses, at, place)))
        ):
            at -= 1
        if at < 0 or clauses.opaque[at] < 0 or at == place - 1:
            continue
        number = clauses.opaque[at]
        quotation = clauses.quotations[number]
        tail = clauses.text[max(quotation.end - 1, quotation.start) : quotation.end + 3]
        if any(clauses.kind[k] & BREAK for k in range(at + 1, place)):
            continue
        inside, outside = tail[:1], tail[1:]
        comma = inside in ",?!…—-" or "," in outside or "—" in outside
        if comma or (inside not in ".:;" and begin_of_sentence(clauses, clauses.places[number][0])):
            right = None
            if place == cue[0]:
                stop = clauses.phrase_right(cue[1], _line_end(clauses, cue[1]))
                right = (cue[1], stop) if stop > cue[1] else None
            begin, stop = clauses.places[number]
            lead = _led_into(clauses, begin, first)
            if lead < begin:
                return Content(lead, stop, "clause with a quotation before the cue", right, number)
            return Content(begin, stop, "quotation before the cue", right, number)
    return None


def _led_into(clauses: Clauses, begin: int, first: int) -> int:
    """Where the sentence begins whose end is quoted: "The state needs leaders “who listen,” she said"."""
    at = begin - 1
    while at > first and clauses.kind[at] & (MARK | SPACE):
        at -= 1
    if at <= first or not clauses.kind[at] & WORD or clauses.opaque[at] >= 0:
        return begin
    asked = any(clauses.words.verb(k) & PARTICIPLE for k in (first, first + 1))  # "(When) asked whether “…”, she said"
    return begin if asked else first


def _named_so(clauses: Clauses, at: int, speaker: int) -> bool:
    """True for words that belong to the speaker's name behind a quotation: "“…,” soft-spoken Lu said"."""
    return speaker - at <= 6 and not clauses.finite(at) and not clauses.kind[at] & (PREP | SUBORD | REL | PRON)


def begin_of_sentence(clauses: Clauses, at: int) -> bool:
    """True where only marks and spaces stand before token `at` in its sentence."""
    first, _ = clauses.words.bounds(clauses.words.sentence(at))
    return not any(clauses.kind[k] & WORD for k in range(first, at))


def _line_end(clauses: Clauses, at: int) -> int:
    return clauses.words.bounds(clauses.words.sentence(at))[1] if at < clauses.words.count else at


def _behind(clauses: Clauses, cue: Span, lemma: str, first: int, last: int) -> Content | None:
    """Read "The talks failed, said the minister": the clause before the cue, with the speaker behind it."""
    kind = clauses.kind
    before = cue[0] - 1
    while before > first and kind[before] & (MARK | SPACE):
        before -= 1
    if before <= first or not kind[before] & COMMA or lemma.split()[0] not in INVERTIBLE or cue[1] >= last:
        return None
    stop = clauses.phrase_right(cue[1], last)
    named = kind[cue[1]] & (UPPER | DET) or cue[1] in clauses.titles or clauses.lower[stop - 1].endswith("s")
    return Content(first, before, "clause before the cue", (cue[1], stop)) if stop > cue[1] and named else None


def _inverted(clauses: Clauses, cue: Span, lemma: str, first: int, last: int) -> Content | None:
    """Read "We shall see, said the minister, and …": somebody with a title or a name alone between cue and comma."""
    found = _behind(clauses, cue, lemma, first, last)
    if found is None or found.speaker is None:
        return None
    start, stop = found.speaker
    while stop - 1 > start and clauses.kind[stop - 1] & COMMA:
        stop -= 1
    comma = next((at for at in range(start, min(stop + 1, last)) if clauses.kind[at] & COMMA), None)
    if comma is None or any(clauses.kind[at] & PREP for at in range(start, comma)):
        return None
    if comma - 1 not in clauses.titles and not clauses.kind[comma - 1] & UPPER:
        return None
    goes_on = stop + 1 < last and clauses.lower[stop + 1] not in _NEXT and not clauses.kind[stop + 1] & PREP
    if goes_on and clauses.kind[stop] & COMMA and clauses.has_finite(stop + 1, last):
        return Content(first, last, "clause around the cue", (start, stop))
    return found._replace(speaker=(start, stop))


def _around(
    clauses: Clauses, cue: Span, at: int, lemma: str, first: int, last: int, end: int, subject: Span | None
) -> Content | None:
    """Read "The talks failed, said the minister", "…, the minister told reporters", "If not, he said, …"."""
    kind, lower = clauses.kind, clauses.lower
    inverted = _behind(clauses, cue, lemma, first, last)
    if inverted is not None:
        return inverted
    if subject is not None and subject[0] > first and lower[subject[0] - 1] == "as" and subject[0] - 1 <= first + 1:
        return Content(at + 1, end, "after “as”") if at + 1 < end and kind[at] & COMMA else None  # "As X said, …"
    if subject is None or subject[0] - 1 <= first:
        return None
    lead = subject[0] - 1
    as_lead = lower[lead] == "as"
    if as_lead:
        lead -= 1
    while lead > first and kind[lead] & (MARK | SPACE):
        lead -= 1
    if not (kind[lead] & COMMA or lower[lead] in ("—", "–", "--")):
        return None
    if (
        not clauses.has_finite(first, lead)
        and not as_lead
        and not any(clauses.opaque[k] >= 0 for k in range(first, lead))
        and lead - first < 4
    ):
        if at < end and kind[at] & COMMA and at + 1 < end:
            return Content(first, end, "clause around the cue")
        return None
    if at < end and kind[at] & COMMA and at + 1 < end and lower[at + 1] not in _NEXT:
        return Content(first, end, "clause around the cue")
    return Content(first, lead, "clause before the cue")
