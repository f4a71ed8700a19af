"""Cues, formulas of the tone lexicon and the words that modify them, found in one pass over the text."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from pipeline import config
from pipeline.language.inflection import expand, verb_forms
from pipeline.tone.lexicon import Formula, read_lexicon

GAP_WORDS = 9
CUE_CLASSES = ("say", "appeal", "convey", "consult", "journalist")


@dataclass(frozen=True, slots=True)
class Cue:
    """A word or phrase that attributes, at tokens `start` to `end`; `classes` as in `configs/cues.yaml`."""

    start: int
    end: int
    lemma: str
    classes: frozenset[str]


@dataclass(frozen=True, slots=True)
class FormulaHit:
    """A formula of the lexicon at tokens `start` to `end`; `head_end` is where its first unbroken part ends."""

    start: int
    end: int
    head_end: int
    entry: Formula


@dataclass(frozen=True, slots=True)
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
        config.load(folder / "cues.yaml", config.Cues),
        config.load(folder / "modifiers.yaml", config.Modifiers),
        read_lexicon(Path(lexicon)),
    )


class WordingFinder:
    """Sets `doc._.cues`, `doc._.formulas` and `doc._.modifiers`, each in order of position."""

    def __init__(
        self, nlp: Language, cues: config.Cues, modifiers: config.Modifiers, lexicon: dict[str, Formula]
    ) -> None:
        for name in ("cues", "formulas", "modifiers"):
            Doc.set_extension(name, default=(), force=True)
        self.vocabulary = cues
        self._meanings: dict[str, list[tuple[str, object]]] = {}
        self._tails: dict[str, list[frozenset[tuple[str, ...]]]] = {}
        for kind in CUE_CLASSES:
            for lemma in getattr(cues, kind):
                head, _, rest = lemma.partition(" ")
                for form in verb_forms(head):
                    self._mean(f"{form} {rest}".strip(), "cue", f"{lemma}/{kind}")
        for words in cues.sources:
            self._mean(words, "source", words)
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
        lower = [token.lower_ for token in doc]
        bounds = [sentence.start for sentence in doc.sents] + [len(doc)]
        cues: dict[tuple[int, int], tuple[str, set[str]]] = {}
        formulas: list[FormulaHit] = []
        modifiers: list[ModifierHit] = []
        for key, start, end in self._matcher(doc):
            text = doc.vocab.strings[key]
            for kind, value in self._meanings[text]:
                if kind == "cue":
                    lemma, _, cue_class = str(value).rpartition("/")
                    cues.setdefault((start, end), (lemma, set()))[1].add(cue_class)
                elif kind == "source":
                    cues.setdefault((start, end), (str(value), set()))[1].add("source")
                elif kind == "formula":
                    hit = self._complete(value, lower, start, end, bounds)  # type: ignore[arg-type]
                    if hit:
                        formulas.append(hit)
                else:
                    modifiers.append(ModifierHit(start, end, str(value), text))
        doc._.cues = _longest_cues(cues)
        doc._.formulas = longest_formulas(formulas)
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


def _longest_cues(found: dict[tuple[int, int], tuple[str, set[str]]]) -> tuple[Cue, ...]:
    kept: list[Cue] = []
    for (start, end), (lemma, classes) in sorted(found.items(), key=lambda item: (item[0][0], -item[0][1])):
        if not kept or start >= kept[-1].end:
            kept.append(Cue(start, end, lemma, frozenset(classes)))
    return tuple(kept)


def longest_formulas(found: list[FormulaHit]) -> tuple[FormulaHit, ...]:
    """Keep, of formulas that share words, the most specific: most words of its own, then the farthest from zero."""
    ranked = sorted(found, key=lambda hit: (-len(hit.entry.formula.split()), -abs(hit.entry.rung), hit.start))
    kept: list[FormulaHit] = []
    taken: set[int] = set()
    for hit in ranked:
        own = set(range(hit.start, hit.head_end)) | set(range(hit.end - 1, hit.end))
        if not own & taken:
            taken |= own
            kept.append(hit)
    return tuple(sorted(kept, key=lambda hit: (hit.start, hit.end)))
