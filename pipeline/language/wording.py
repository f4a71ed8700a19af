"""Cues, formulas of the tone lexicon and the words that modify them, found in one pass over the text."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from operator import itemgetter
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from pipeline import config
from pipeline.config import CueEntry
from pipeline.language.inflection import expand, noun_forms, verb_forms
from pipeline.language.words import words_of
from pipeline.tone.lexicon import Formula, read_lexicon

GAP_WORDS = 9
Tails = dict[str, list[tuple[str, ...]]]  # what may stand behind a gap, by its first word, longest first


@dataclass(slots=True, eq=False)  # compared by identity: thousands are made for a text
class Cue:
    """A word or phrase that attributes, at tokens `start` to `end`, by what it can be: a verb, a noun, an adjective, a frame."""

    start: int
    end: int
    verb: CueEntry | None = None
    noun: CueEntry | None = None
    adjective: CueEntry | None = None
    frame: str | None = None


@dataclass(slots=True, eq=False)
class FormulaHit:
    """A formula of the lexicon at tokens `start` to `end`; `head_end` is where its first unbroken part ends."""

    start: int
    end: int
    head_end: int
    entry: Formula


@dataclass(slots=True, eq=False)
class ModifierHit:
    """A modifier at tokens `start` to `end`; `effect` as in `configs/modifiers.yaml`."""

    start: int
    end: int
    effect: str
    words: str


@dataclass(slots=True)
class _Meaning:
    """What some words can be: a cue of several kinds at once, the beginning of formulas, modifiers (effect and words)."""

    cue: dict[str, Any] = field(default_factory=dict)
    formulas: list[Formula] = field(default_factory=list)
    modifiers: list[tuple[str, str]] = field(default_factory=list)


@Language.factory("demarche_wording", default_config={"configs": "configs", "lexicon": "corpus/lexicon/formulas.csv"})
def make_wording(nlp: Language, name: str, configs: str, lexicon: str) -> WordingFinder:
    """Build the component.

    Args:
        configs: The folder that holds `cues.yaml` and `modifiers.yaml`.
        lexicon: The tone lexicon.
    """
    folder = Path(configs)
    return WordingFinder(
        nlp,
        config.cue_table(folder),
        config.load(folder / "cues.yaml", config.Cues).sources,
        config.load(folder / "modifiers.yaml", config.Modifiers),
        read_lexicon(Path(lexicon)),
    )


class WordingFinder:
    """Sets `doc._.cues`, `doc._.formulas` and `doc._.modifiers`, each in order of position."""

    def __init__(
        self,
        nlp: Language,
        cues: tuple[CueEntry, ...],
        sources: tuple[str, ...],
        modifiers: config.Modifiers,
        lexicon: dict[str, Formula],
    ) -> None:
        for name in ("cues", "formulas", "modifiers"):
            Doc.set_extension(name, default=(), force=True)
        meanings: dict[tuple[str, ...], _Meaning] = defaultdict(_Meaning)  # by their tokens

        def tokens(text: str) -> tuple[str, ...]:
            return tuple(token.lower_ for token in nlp.make_doc(text))

        for entry in cues:
            for form in _cue_forms(entry):
                meanings[tokens(form)].cue[entry.kind] = entry
        for words in sources:
            meanings[tokens(words)].cue["frame"] = words
        self._tails: dict[str, list[Tails]] = {}
        for formula in lexicon.values():
            first, *rest = [part.strip() for part in formula.formula.split("…")]
            self._tails[formula.formula] = [_tails(map(tokens, expand(part, "part"))) for part in rest]
            for beginning in {tokens(form) for form in expand(first, formula.kind)}:
                meanings[beginning].formulas.append(formula)
        for effect, words_of_effect in modifiers.model_dump().items():
            for words in words_of_effect:
                meanings[tokens(words)].modifiers.append((effect, words))
        self._matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
        self._meanings: dict[int, _Meaning] = {}
        for beginning, meaning in meanings.items():
            key = " ".join(beginning)
            self._matcher.add(key, [Doc(nlp.vocab, words=list(beginning))])
            self._meanings[nlp.vocab.strings[key]] = meaning

    def __call__(self, doc: Doc) -> Doc:
        """Find the wording of `doc`."""
        words = words_of(doc)
        lower, bounds = words.lower, words.sentences
        cues: list[tuple[int, int, dict[str, Any]]] = []
        formulas: list[FormulaHit] = []
        modifiers: list[ModifierHit] = []
        for key, start, end in self._matcher(doc):
            meaning = self._meanings[key]
            if meaning.cue:
                cues.append((start, -end, meaning.cue))
            for formula in meaning.formulas:
                hit = self._complete(formula, lower, start, end, bounds)
                if hit:
                    formulas.append(hit)
            for effect, text in meaning.modifiers:
                modifiers.append(ModifierHit(start, end, effect, text))
        kept = longest_formulas(formulas)
        harmless = {at for hit in kept if hit.entry.kind == "plain" for at in _own(hit)}
        for modifier in modifiers:  # the "terms" of "in the strongest terms" name nothing
            if modifier.effect == "intensifiers" and modifier.end - modifier.start > 1:
                harmless.update(range(modifier.start, modifier.end))
        found = doc._
        found.cues = tuple(cue for cue in _longest_cues(cues) if cue.start not in harmless)
        found.formulas = tuple(hit for hit in kept if hit.entry.kind != "plain")
        found.modifiers = tuple(sorted(modifiers, key=lambda hit: (hit.start, -hit.end)))
        return doc

    def _complete(
        self, formula: Formula, lower: list[str], start: int, end: int, bounds: list[int]
    ) -> FormulaHit | None:
        """Find the parts after each gap, within a few words and the sentence."""
        at = end
        if tails := self._tails[formula.formula]:
            stop = bounds[bisect_left(bounds, end)] if end <= bounds[-1] else end
            for alternatives in tails:
                place = _first(alternatives, lower, at, min(at + GAP_WORDS, stop))
                if place is None:
                    return None
                at = place
        return FormulaHit(start, at, end, formula)


def _tails(forms: Iterable[tuple[str, ...]]) -> Tails:
    tails: Tails = defaultdict(list)
    for form in sorted(set(forms), key=len, reverse=True):
        tails[form[0]].append(form)
    return dict(tails)


def _first(alternatives: Tails, lower: list[str], at: int, limit: int) -> int | None:
    for begin in range(at, limit):
        for words in alternatives.get(lower[begin], ()):
            if tuple(lower[begin : begin + len(words)]) == words:
                return begin + len(words)
    return None


def _cue_forms(entry: CueEntry) -> set[str]:
    head, _, rest = entry.cue.partition(" ")
    if entry.kind == "adjective":
        return {entry.cue}
    return {f"{form} {rest}".strip() for form in (verb_forms(head) if entry.kind == "verb" else noun_forms(head))}


def _longest_cues(found: list[tuple[int, int, dict[str, Any]]]) -> tuple[Cue, ...]:
    """Keep the longest of those that begin first; they are given by their start and, for the order, their end below zero."""
    kept: list[Cue] = []
    done = 0
    for start, minus_end, kinds in sorted(found, key=itemgetter(0, 1)):
        if start >= done:
            done = -minus_end
            kept.append(Cue(start, done, **kinds))
    return tuple(kept)


def longest_formulas(found: list[FormulaHit]) -> tuple[FormulaHit, ...]:
    """Keep, of formulas that share words, the most specific: most words of its own, then the harmless or the farthest from zero."""
    ranked = sorted(
        found,
        key=lambda hit: (-len(hit.entry.formula.split()), hit.entry.kind != "plain", -abs(hit.entry.rung), hit.start),
    )
    kept: list[FormulaHit] = []
    taken: set[int] = set()
    for hit in ranked:
        own = _own(hit)
        if not own & taken:
            taken |= own
            kept.append(hit)
    return tuple(sorted(kept, key=lambda hit: (hit.start, hit.end)))


def _own(hit: FormulaHit) -> set[int]:
    """The tokens that a formula claims: its first unbroken part and its last word; what fills a gap stays free."""
    return {*range(hit.start, hit.head_end), hit.end - 1}
