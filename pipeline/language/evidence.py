"""On whose word a remark is known: asserted, reported, rumoured or fabricated; and whether it is history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.domain import Evidentiality
from pipeline.language.attribution.model import Attribution
from pipeline.language.discourse import FIRST_PERSON, Speaker
from pipeline.language.found import Found
from pipeline.language.wording import ModifierHit
from pipeline.language.words import BREAK, COMMA, PRON, UPPER, Words

if TYPE_CHECKING:
    from pipeline.language.acts import Act

_YEAR_MARKS = frozenset(["until", "till", "before"])
_MIXED = ("media", "expert", "unknown")
_ANONYMOUS = frozenset(
    "source sources official officials diplomat diplomats insider insiders people person sources aide aides observer observers "
    "witness witnesses unnamed anonymous unidentified document documents cable cables leak leaks report reports".split()
)  # fmt: skip
_IMPERSONAL = frozenset(
    "reported said quoted cited alleged claimed believed understood rumoured rumored thought reports report".split()
)
_TELLINGS = frozenset(
    "letter letters document documents speech interview interviews story stories cable cables statement statements article articles "
    "news recording tape video transcript quote quotation message messages telegram note post paper leaflet text communique communiqué "
    "report reports decree memo memorandum annex".split()
)  # fmt: skip
_JOINTS = frozenset((";", ":", "but", "while", "whereas", "although", "which", "who"))
_PREDICATES = frozenset("is are was were be been proved proves prove turned turns called exposed as 's ’s".split())
_LONGEST_PARAGRAPH = 40  # sentences each way
_DISOWNED_WITHIN = 3  # sentences
_FRAME_WORDS = 16
_IMPOSTURE_WORDS = 4
_IMPOSTURES = frozenset(("posing as", "impersonating", "purporting to be"))


@dataclass(frozen=True, slots=True)
class Evidence:
    """How a remark is known, and through whom."""

    evidentiality: Evidentiality
    reported_by: tuple[str, ...] = ()


def reports(found: Found, outer: Attribution, source: Speaker, speaker: Speaker) -> bool:
    """True where the attribution `outer`, of `source`, tells of an act by `speaker` as another's.

    A state's own ministry that says what the state holds does not; its unnamed officials, and whoever is cited by
    "according to", do. Nor does a meeting in which something was said.
    """
    words = found.words.lower
    if "consult" in outer.classes or outer.negated:
        return False
    if not source.name:
        return outer.form in ("passive", "noun") and words[outer.cue_start] in _IMPERSONAL
    if outer.form == "frame":
        return True
    named = range(outer.speaker_start, outer.speaker_end)
    if source.authority == "unknown" and not source.official:
        # "a peninsula of its own" tells nothing, "Ms Odum" and "witnesses" do
        if not any(found.words.kind[k] & (UPPER | PRON) or words[k] in _ANONYMOUS for k in named):
            return False
    if source.codes == speaker.codes and not _ANONYMOUS.intersection(words[k] for k in named):
        return False
    return outer.cueless or bool(outer.classes & {"say", "mind", "journalist"})


def evidence_of(found: Found, act: Act, speaker: Speaker, at: int, *, historic: bool, own: Speaker) -> Evidence:
    """Judge the remark made of `act`.

    Args:
        speaker: Whose remark it is.
        at: Its cue, or the first word of its phrase, as a token.
        historic: True where it is told as earlier practice.
        own: Whose words the statement is.
    """
    words = found.words
    home = words.sentence(at)
    sentence, paragraph = words.bounds(home), _paragraph(words, home)
    frames = [
        (outer, source)
        for outer, source in act.frames
        if not source.official or source.codes != speaker.codes or reports(found, outer, source, speaker)
    ]
    names = tuple(source.name for _, source in frames if source.authority in _MIXED or source.official)
    governing = {hit.effect for hit in found.modifiers.within(*sentence) if governs(words, hit, at)}
    if act.false or "fabricated" in governing or _disowned(found, at, paragraph):
        return Evidence("fabricated", names)
    if "rumoured" in governing:
        return Evidence("rumoured", names)
    if "reported" in governing or frames:
        return Evidence("reported", names)
    if own.official and speaker.official and _relayed(found, act, speaker, own):
        return Evidence("reported", (own.name,))
    if historic:
        teller = _teller(found, act, at, paragraph, own)
        if teller:
            return Evidence("reported", (teller,))
    if act.attribution is not None and _unspoken(found, act.attribution):
        return Evidence("reported")
    return Evidence("asserted")


def is_impostor(found: Found, item: Attribution | None) -> bool:
    """True for a speaker who is "an account posing as the ministry": it binds nobody."""
    if item is None:
        return False
    named = found.modifiers.within(item.speaker_start, item.speaker_end)
    before = found.modifiers.within(max(item.speaker_start - _IMPOSTURE_WORDS, 0), item.speaker_start)
    return any(hit.words in _IMPOSTURES for hit in (*named, *(hit for hit in before if hit.end == item.speaker_start)))


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


def governs(words: Words, hit: ModifierHit, at: int) -> bool:
    """True where a word of hearsay or forgery tells how the act at `at` is known, and not what it is about."""
    if hit.effect not in ("reported", "rumoured", "fabricated"):
        return False
    between = words.lower[hit.end : at] if hit.end <= at else words.lower[at : hit.start]
    if hit.words.startswith("according to") or hit.words.endswith((" has it", " had it", " says", " say")):
        return True
    if hit.effect == "fabricated":
        if hit.end <= at:
            return ";" not in between
        return bool(_PREDICATES.intersection(words.lower[max(hit.start - 4, at) : hit.start]))
    if hit.words.startswith("it "):  # "it is rumoured that …", "…, it is rumoured"
        return hit.start > at or not {"but", ";", "while"}.intersection(between)
    if hit.words in ("rumour", "rumor", "rumours", "rumors", "unconfirmed reports", "various speculations"):
        if words.lower[hit.start - 2 : hit.start] == ["according", "to"]:
            return True
        follow = words.lower[hit.end] if hit.end < words.count else ""
        return hit.end <= at and follow in ("that", "of", "about", "say", "said") and "," not in between
    alone = words.lower[hit.end : hit.end + 1] in ([","], [")"]) and words.lower[hit.start - 1] in (",", "(")
    if hit.start > at:
        return alone or not _JOINTS.union((",", "and")).intersection(between)
    return alone or not _JOINTS.union((",",)).intersection(between)


def _disowned(found: Found, at: int, paragraph: tuple[int, int]) -> bool:
    """True where the paragraph has introduced what it tells as a "fake story", or goes on to call the letter told of a forgery."""
    words = found.words
    home = words.sentence(at)
    first = words.bounds(home)[0]
    for hit in found.modifiers.within(*paragraph):
        if hit.effect != "fabricated":
            continue
        number = words.sentence(hit.start)
        if number < home and _TELLINGS.intersection(words.lower[hit.end : hit.end + 3]):
            return True
        if home < number <= home + _DISOWNED_WITHIN and _TELLINGS.intersection(words.lower[first:at]):
            return bool(_PREDICATES.intersection(words.lower[max(hit.start - 4, 0) : hit.start]))
    return False


def _teller(found: Found, act: Act, at: int, paragraph: tuple[int, int], own: Speaker) -> str:
    """Who recalls an earlier practice: the speaker in whose words it stands, or the source of what it is compared with.

    "According to the press, the envoy spoke of X. The ministry previously spoke of Y": the press tells both.
    """
    if own.name or act.told_by:
        return own.name or act.told_by
    words = found.words
    number = words.sentence(at)
    first = words.bounds(number)[0]
    if first > paragraph[0]:
        begin, end = words.bounds(number - 1)
        comma = next((k for k in range(begin, min(begin + _FRAME_WORDS, end)) if words.kind[k] & COMMA), -1)
        if comma - begin > 2 and words.lower[begin : begin + 2] == ["according", "to"]:
            return words.string[words.start[begin + 2] : words.end[comma - 1]]
        if comma - begin > 2 and words.lower[begin] == "as" and words.lower[comma - 1] in _IMPERSONAL:
            return words.string[words.start[begin + 1] : words.end[comma - 2]]
    return ""


def _relayed(found: Found, act: Act, speaker: Speaker, own: Speaker) -> bool:
    """True for another's words in a speaker's own text: another state's, or a quotation of somebody else of its own."""
    item = act.attribution
    if item is None or found.words.lower[item.speaker_start] in FIRST_PERSON:
        return False
    quoted = any(q.start <= act.start and act.end <= q.end for q in found.quotations_over(act.start, act.end))
    return speaker.codes != own.codes or (quoted and speaker.name != own.name and item.speaker_start < item.speaker_end)


def _unspoken(found: Found, item: Attribution) -> bool:
    """True for what somebody came "to “do …”", between marks: the text does not say whose words they are."""
    if not item.cueless or "beside a named speaker" not in item.pattern:
        return False
    opening = found.words.at(item.start)
    before = (word for word in reversed(found.words.text[max(opening - 3, 0) : opening]) if word[:1].isalpha())
    return next(before, "") == "to"


def _paragraph(words: Words, number: int) -> tuple[int, int]:
    """Tokens of the paragraph that holds a sentence."""
    first = last = number
    while first > max(number - _LONGEST_PARAGRAPH, 0) and not words.kind[words.bounds(first)[0] - 1] & BREAK:
        first -= 1
    while (
        last + 2 < len(words.sentences)
        and last < number + _LONGEST_PARAGRAPH
        and not words.kind[words.bounds(last)[1] - 1] & BREAK
    ):
        last += 1
    return words.bounds(first)[0], words.bounds(last)[1]
