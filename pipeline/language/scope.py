"""What acts on a formula: negation, intensifiers, downtoners, conditions. Found here, weighed in `pipeline.tone.rules`."""

from __future__ import annotations

from spacy.tokens import Doc

from pipeline.language.evidence import governs
from pipeline.language.found import found_in
from pipeline.language.wording import ModifierHit
from pipeline.language.words import words_of

REACH = 6
_STOPS = frozenset((",", ";", ":", "but", "however", "although", "though", "because", "while", "that", "which", "who"))
_STANDING = frozenset(  # "will not forget this aggression", "had no choice but to condemn": the blame stands
    "forget ignore overlook forgive hesitate fail tolerate shrink shy flinch hesitation doubt choice option alternative qualms fear".split()
)
_CONDITIONS = frozenset("if unless should".split())
_MAIN_CLAUSE = frozenset("then it they he she we you".split())
_INVERTED = frozenset("is are was were do does did has have had can could will would should".split())
_BEFORE = {
    "negators": "negation",
    "strong_negators": "stopped-short",
    "withheld": "withheld",
    "no_longer": "no-longer",
    "all_but": "all-but",
}


def scope_of(doc: Doc, start: int, end: int, first: int, last: int, denial: str = "") -> tuple[str, ...]:
    """Give what acts on the formula at tokens `start` to `end` in the sentence `first` to `last`, as `effect:words`.

    A negator reaches a formula within six words to its right unless a clause boundary stands between. Two negators
    cancel each other ("could not fail to condemn"); a partial one ("not unambiguously") says so.
    """
    found: list[str] = []
    negations: list[ModifierHit] = []
    partial = ""
    for hit in found_in(doc).modifiers.within(first, last):
        if hit.start < end and start < hit.end:
            if not (hit.effect == "intensifiers" and start <= hit.start < end):
                continue
        between = _between(doc, hit, start, end)
        if hit.effect in _BEFORE and hit.end <= start and _reaches(doc, between, hit):
            if hit.effect == "negators":
                if not _pairs(negations, hit) and not _asks_for_yes(doc, hit):
                    negations.append(hit)
            else:
                found.append(f"{_BEFORE[hit.effect]}:{hit.words}")
        elif hit.effect == "partial_negators" and hit.end <= start and len(between) <= 2:
            partial = hit.words
        elif hit.effect == "intensifiers" and (start <= hit.start < end or _near(doc, hit, start, end)):
            found.append(f"intensifier:{hit.words}")
        elif hit.effect == "downtoners" and hit.end <= start and len(between) <= 2 and _noun_phrase(doc, between):
            found.append(f"downtoner:{hit.words}")
        elif hit.effect in ("reported", "rumoured") and governs(words_of(doc), hit, start):
            found.append(f"hedge:{hit.words}")
        elif hit.effect == "first_use":
            found.append(f"first-use:{hit.words}")
        elif hit.effect == "conditional" and hit.end <= start and start - hit.end <= 20:
            found.append(f"conditional:{hit.words}")
    if denial:
        found.append(f"negation:{denial}")
    if len(negations) % 2:
        effect = "partial-negation" if partial else "negation"
        found.append(f"{effect}:{negations[-1].words}{' ' + partial if partial else ''}")
    return tuple(dict.fromkeys(found))


def start_with_negator(doc: Doc, start: int, end: int) -> int:
    """Give the token at which the phrase begins once a negator that reaches the formula is taken in.

    "did not condemn" must never be shown as "condemn".
    """
    found = found_in(doc)
    first = found.words.bounds(found.words.sentence(start))[0]
    reaching = [
        hit.start
        for hit in found.modifiers.within(max(first, start - 24), start)
        if hit.effect in _BEFORE and hit.end <= start and _reaches(doc, _between(doc, hit, start, end), hit)
    ]
    begin = min(reaching, default=start)
    while (
        reaching
        and begin > first
        and found.words.lower[begin - 1] in ("did", "does", "do", "has", "have", "had", "would", "will")
    ):
        begin -= 1
    return begin


def _between(doc: Doc, hit: ModifierHit, start: int, end: int) -> list[str]:
    lower = words_of(doc).lower
    return lower[hit.end : start] if hit.end <= start else lower[end : hit.start]


def _reaches(doc: Doc, between: list[str], hit: ModifierHit) -> bool:
    if _STANDING.intersection(between[:2]) or between[:1] in (["only"], ["just"], ["merely"], ["simply"]):
        return False
    if _in_condition(doc, between, hit) or _some(doc, hit):
        return False
    reach = REACH
    if hit.words in ("no", "lack of", "absence of") and between[-1:] not in (["of"], ["to"]):
        reach = 2  # "no intention of condemning" goes farther than "no condemnation"
    return len(between) <= reach and not _STOPS.intersection(between)


def _in_condition(doc: Doc, between: list[str], hit: ModifierHit) -> bool:
    """True for a negator in an if-clause that ends before the formula: "if they fail to comply they will pay"."""
    words = words_of(doc)
    first = words.bounds(words.sentence(hit.start))[0]
    return bool(_MAIN_CLAUSE.intersection(between) and _CONDITIONS.intersection(words.lower[first : hit.start]))


def _pairs(negations: list[ModifierHit], hit: ModifierHit) -> bool:
    """True for the "nor" of "neither … nor" and the "no" of "had no", which deny nothing more."""
    if not negations:
        return False
    return hit.start < negations[-1].end or (hit.words == "nor" and negations[-1].words == "neither")


def _some(doc: Doc, hit: ModifierHit) -> bool:
    """True for the "few" of "a few", "the last few", which are some all the same."""
    words = words_of(doc)
    return hit.words == "few" and words.lower[hit.start - 1 : hit.start] not in (
        [],
        ["."],
        [","],
        ["that"],
        ["and"],
        ["very"],
    )


def _asks_for_yes(doc: Doc, hit: ModifierHit) -> bool:
    """True for the "not" of a question that implies what it denies: "Is this not a provocation?"."""
    words = words_of(doc)
    first, last = words.bounds(words.sentence(hit.start))
    while first < hit.start and not words.lower[first][:1].isalpha():
        first += 1
    return hit.words in ("not", "n't") and words.lower[first] in _INVERTED and "?" in words.text[hit.end : last]


def _near(doc: Doc, hit: ModifierHit, start: int, end: int) -> bool:
    between = _between(doc, hit, start, end)
    if hit.end <= start:
        return len(between) <= 2 and not _STOPS.intersection(between)
    return hit.words.startswith("in the strongest") and len(between) <= 25


def _noun_phrase(doc: Doc, between: list[str]) -> bool:
    return not _STOPS.intersection(between)
