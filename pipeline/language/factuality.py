"""Whether an act that a text names took place: it may be asked about, supposed, foreseen, denied, or only named as a word.

After Saurí and Pustejovsky (2009), FactBank: who holds what to be the case is read off the words that govern a verb.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.language.attribution.model import Attribution
from pipeline.language.discourse import Speaker
from pipeline.language.found import Found
from pipeline.language.wording import FormulaHit
from pipeline.language.words import ADV, AUX, COMMA, FINITE, NEG, NOUN_TOO, PRON

Pair = tuple[Attribution, Speaker]

_SUPPOSING = frozenset("if unless whether lest suppose supposing".split())
_INVERTED = frozenset("should had were".split())
_OPENINGS = frozenset((",", ";", ":", "that", "and", "but", "“", '"', "‘"))
_MAYBE = frozenset("may might could".split())
_LATER = _MAYBE | frozenset("would will shall 'll ’ll".split())
_UNREAL = frozenset("would could should".split())
_FORESEEN = frozenset(
    "expected likely unlikely set due poised about bound certain sure ready reluctant scheduled".split()
)
_BIDDEN = frozenset(
    "asked urged told ordered requested invited pressed forced obliged required supposed meant advised called tempted encouraged".split()
)
_EXPECTING = frozenset(
    "fear fears feared doubt doubts doubted expect expects expected hope hopes hoped worry worries worried suspect suspects suspected "
    "predict predicts predicted bet imagine imagines imagined".split()
)
_FORESEERS = ("media", "expert", "unknown")
_ASKING = frozenset(
    "ask asks asked asking wonder wonders wondered inquire inquired enquire enquired query queried want wants wanted".split()
)
_ASKED = frozenset("asked told questioned pressed reminded confronted".split())
_OPENING_WORDS = 20
_REPORTS = frozenset(
    "report reports claim claims allegation allegations suggestion suggestions rumour rumours rumor rumors accusation accusations "
    "assertion assertions story stories charge charges notion idea".split()
)  # fmt: skip
_DENYING = frozenset("deny denies denied denying disavowed disavows disowned disowns".split())
_REFUTING = frozenset(
    "reject rejects rejected rejecting dismiss dismisses dismissed dismissing refute refutes refuted rebut rebuts rebutted scotched".split()
)
_TRUE = frozenset("true correct accurate right so case".split())
_NOT = frozenset("not n't n’t never hardly".split())
_IS = frozenset("is are was were be".split())
_FALSE = frozenset("unfounded untrue false baseless groundless incorrect wrong invented".split())
_WORDS = frozenset("word words term terms verb noun adjective phrase expression epithet formula".split())
_USING = frozenset(
    "use uses used using choose chose chosen employ employed employs repeat repeated utter uttered adopt adopted say said with in".split()
)
_TITLED = frozenset("entitled titled headed headlined called".split())


def took_place(found: Found, item: Attribution, speaker: Speaker, around: Sequence[Pair]) -> bool:
    """True for an act that is told as done; the speaker's own promise or condition ("will respond if …") counts as done."""
    at = item.cue_start
    if _nobodys(found, item):
        return False
    if item.form == "infinitive" and found.words.lower[max(at - 2, 0) : at] == ["made", "to"]:
        return False  # a forger's "is made to call X a Y"
    first, last = found.words.bounds(found.words.sentence(at))
    if not item.cueless and _supposed(found, at, first):
        return False
    if item.formula is None:
        return not _put_to_speaker(found, item)
    if _in_question(found, at, last, around):
        return False
    quoted = found.quotations_over(found.words.start[at], found.words.end[at])
    if quoted or found.words.lower[item.speaker_start] in ("we", "i"):
        return True
    verbs = _verb_group(found, at, first)
    if "have" in verbs and _UNREAL.intersection(verbs) and not _MAYBE.intersection(verbs) - {"could"}:
        return False  # "would have condemned": it did not
    if _bidden(verbs) or (_LATER.intersection(verbs) and any(_expects(found, other) for other, _ in around)):
        return False
    others = [source for other, source in around if source.codes != speaker.codes and source.name and not other.negated]
    said_so_itself = any(source.codes and source.codes == speaker.codes for _, source in around)
    if said_so_itself:
        return True
    if _LATER.intersection(verbs) and any(source.authority in _FORESEERS for source in others):
        return False
    if item.negated or "not" in verbs:  # "could not but condemn", "may not accept"
        return True
    return not (_MAYBE.intersection(verbs) or ("to" in verbs and _FORESEEN.intersection(verbs)))


def _nobodys(found: Found, item: Attribution) -> bool:
    """True for what "no one", "nobody" does."""
    said_by = found.words.lower[item.speaker_start : item.speaker_end]
    return said_by in (["nobody"], ["none"], ["no", "one"], ["no", "state"], ["no", "country"])


def denial_of(found: Found, item: Attribution, around: Sequence[Pair]) -> str:
    """Give the word by which somebody denies the act ("denied that …", "rejected claims that …"), '' where nobody does."""
    lower = found.words.lower
    first = found.words.bounds(found.words.sentence(item.cue_start))[0]
    that = next((k for k in range(item.cue_start - 1, first, -1) if lower[k] == "that"), first)
    opening = lower[max(that - 8, first) : that]
    untrue = _FALSE.intersection(opening) or (_TRUE.intersection(opening) and _NOT.intersection(opening))
    if untrue and "it" in opening:  # "It would be wrong to say that …", "It is not true that …"
        return "not true"
    for other, _ in around:
        cue = lower[other.cue_start] if other.cue_start < other.cue_end else ""
        between = lower[other.cue_end : item.cue_start]
        if other.negated or cue not in _DENYING | _REFUTING:
            continue
        if "that" in between[:8] and (cue in _DENYING or _REPORTS.intersection(between[:6])):
            return cue
    return ""


def called_false(found: Found, item: Attribution) -> bool:
    """True for what "reports that …" tell where the sentence goes on "… are unfounded"."""
    lower, at = found.words.lower, item.cue_start
    first, last = found.words.bounds(found.words.sentence(at))
    that = next((k for k in range(at - 1, first, -1) if lower[k] == "that"), first)
    told = _REPORTS.intersection(lower[max(that - 6, first) : that])
    return bool(told) and any(lower[k] in _FALSE and lower[k - 1] in _IS for k in range(at + 1, last))


def is_mentioned(found: Found, hit: FormulaHit) -> bool:
    """True for wording that is named and not used: "the word “condemn” does not appear", a paper "entitled “…”"."""
    words = found.words
    over = [
        q
        for q in found.quotations_over(words.start[hit.start], words.end[hit.end - 1])
        if q.start <= words.start[hit.start]
    ]
    if not over:
        return False
    opening = words.at(over[0].start)
    first = words.bounds(words.sentence(hit.start))[0]
    before = [word for word in words.lower[max(opening - 4, first) : opening] if word.isalpha()]
    if over[0].kind == "title" or (before and before[-1] in _TITLED and over[0].words > 1):
        return True
    if not before or before[-1] not in _WORDS:
        return False
    negated = any(words.kind[k] & NEG or words.lower[k] == "without" for k in range(first, opening))
    return negated or not _USING.intersection(words.lower[first:opening])


def _put_to_speaker(found: Found, item: Attribution) -> bool:
    """True for a quotation that is another's: of what an official was "asked about", or of the verb that stands before it."""
    words = found.words
    begin = words.at(item.start)
    first = words.bounds(words.sentence(begin))[0]
    before = [k for k in range(max(begin - 3, first), begin) if words.lower[k][:1].isalpha()]
    if item.cueless:
        return words.lower[first] in _ASKED and begin - first < _OPENING_WORDS
    if not item.pattern.endswith("quotation before the cue") or not before or before[-1] == first:
        return False
    other = 0 if words.kind[before[-1]] & AUX else words.verb(before[-1])
    return words.lower[before[-1]] in ("whether", "if") or bool(other & FINITE and not other & NOUN_TOO)


def _supposed(found: Found, at: int, first: int) -> bool:
    """True for a verb at `at` in the if-clause of its sentence: no comma stands between."""
    words = found.words
    for place in range(at - 1, first - 1, -1):
        if words.kind[place] & COMMA or words.lower[place] in (";", ":"):
            return False
        if words.lower[place] in _SUPPOSING:
            return not (words.lower[place] == "if" and words.lower[place - 1 : place] in (["even"], ["as"]))
        opens = place == first or words.lower[place - 1] in _OPENINGS
        if (
            opens
            and words.lower[place] in _INVERTED
            and at - place > 1
            and not words.kind[place + 1] & (AUX | NEG | ADV)
        ):
            return True
    return False


def _bidden(verbs: set[str]) -> bool:
    """True for what somebody was asked to do, or has every right to do."""
    asked = bool(_BIDDEN & verbs and (_IS | {"been"}) & verbs)
    entitled = "right" in verbs and bool({"has", "have", "had"} & verbs)
    return "to" in verbs and (asked or entitled)


def _expects(found: Found, other: Attribution) -> bool:
    return not other.negated and found.words.lower[other.cue_start] in _EXPECTING


def _in_question(found: Found, at: int, last: int, around: Sequence[Pair]) -> bool:
    words = found.words
    if any(other.pattern.endswith("; question") and words.lower[other.cue_start] in _ASKING for other, _ in around):
        return True
    end = last - 1
    while end > at and not words.text[end].strip():
        end -= 1
    quoted = found.quotations_over(words.start[at], words.end[at])
    return words.text[end] == "?" and not quoted and not any(source.official for _, source in around)


def _verb_group(found: Found, at: int, first: int) -> set[str]:
    """The words right before a verb that say how real it is: "may yet", "is likely to"."""
    words = found.words
    start = at
    while start > first and at - start < 6 and not words.kind[start - 1] & (COMMA | PRON):
        start -= 1
        if words.kind[start] & AUX and not words.kind[start - 1] & AUX:
            break
    return set(words.lower[start:at])
