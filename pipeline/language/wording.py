"""Cues, formulas of the tone lexicon and the words that modify them, found in one pass over the text."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
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
        self._meanings: dict[str, list[tuple[str, object]]] = {}
        self._tails: dict[str, list[frozenset[tuple[str, ...]]]] = {}
        for entry in cues:
            for form in _cue_forms(entry):
                self._mean(form, entry.kind, entry)
        for words in sources:
            self._mean(words, "frame", words)
        for formula in lexicon.values():
            first, *rest = [part.strip() for part in formula.formula.split("…")]
            self._tails[formula.formula] = [
                frozenset(tuple(token.lower_ for token in nlp.make_doc(form)) for form in expand(part, "part"))
                for part in rest
            ]
            for form in expand(first, formula.kind):
                self._mean(form, "formula", formula)
        for effect, words_of_effect in modifiers.model_dump().items():
            for words in words_of_effect:
                self._mean(words, "modifier", effect)
        self._matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
        for text in self._meanings:
            self._matcher.add(text, [nlp.make_doc(text)])

    def _mean(self, text: str, kind: str, value: object) -> None:
        self._meanings.setdefault(text, []).append((kind, value))

    def __call__(self, doc: Doc) -> Doc:
        """Find the wording of `doc`."""
        words = words_of(doc)
        lower, bounds = words.lower, words.sentences
        cues: dict[tuple[int, int], dict[str, Any]] = {}
        formulas: list[FormulaHit] = []
        modifiers: list[ModifierHit] = []
        for key, start, end in self._matcher(doc):
            text = doc.vocab.strings[key]
            for kind, value in self._meanings[text]:
                if kind in ("verb", "noun", "adjective", "frame"):
                    cues.setdefault((start, end), {})[kind] = value
                elif kind == "formula":
                    hit = self._complete(value, lower, start, end, bounds)  # type: ignore[arg-type]
                    if hit:
                        formulas.append(hit)
                else:
                    modifiers.append(ModifierHit(start, end, str(value), text))
        kept = longest_formulas(formulas)
        harmless = {at for hit in kept if hit.entry.kind == "plain" for at in _own(hit)}
        for modifier in modifiers:  # the "terms" of "in the strongest terms" name nothing
            if modifier.effect == "intensifiers" and modifier.end - modifier.start > 1:
                harmless.update(range(modifier.start, modifier.end))
        doc._.cues = tuple(cue for cue in _longest_cues(cues) if cue.start not in harmless)
        doc._.formulas = tuple(hit for hit in kept if hit.entry.kind != "plain")
        doc._.modifiers = tuple(sorted(modifiers, key=lambda hit: (hit.start, -hit.end)))
        return doc

    def _complete(
        self, formula: Formula, lower: list[str], start: int, end: int, bounds: list[int]
    ) -> FormulaHit | None:
        """Find the parts after each gap, within a few words and the sentence."""
        stop = bounds[bisect_left(bounds, end)] if end <= bounds[-1] else end
        at = end
        for alternatives in self._tails[formula.formula]:
            place = _first(alternatives, lower, at, min(at + GAP_WORDS, stop))
            if place is None:
                return None
            at = place
        return FormulaHit(start, at, end, formula)


def _first(alternatives: frozenset[tuple[str, ...]], lower: list[str], at: int, limit: int) -> int | None:
    for begin in range(at, limit):
        for words in alternatives:
            if tuple(lower[begin : begin + len(words)]) == words:
                return begin + len(words)
    return None


def _cue_forms(entry: CueEntry) -> set[str]:
    head, _, rest = entry.cue.partition(" ")
    if entry.kind == "adjective":
        return {entry.cue}
    return {f"{form} {rest}".strip() for form in (verb_forms(head) if entry.kind == "verb" else noun_forms(head))}


def _longest_cues(found: dict[tuple[int, int], dict[str, Any]]) -> tuple[Cue, ...]:
    kept: list[Cue] = []
    for (start, end), kinds in sorted(found.items(), key=lambda item: (item[0][0], -item[0][1])):
        if not kept or start >= kept[-1].end:
            kept.append(Cue(start, end, **kinds))
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
