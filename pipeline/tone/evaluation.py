"""What the tone scorer is worth, measured on sentences that its classifier has not seen, and on the chronicle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import krippendorff
import numpy as np
from sklearn.model_selection import GroupKFold

from pipeline.config import Modifiers, Score, Train
from pipeline.domain import RUNGS
from pipeline.errors import LabelError
from pipeline.language.reader import Reader
from pipeline.tone.agreement import figures
from pipeline.tone.classifier import ToneClassifier, median_rung
from pipeline.tone.labels import ChronicleCode, Label, SecondCode
from pipeline.tone.lexicon import Formula
from pipeline.tone.scorer import Scorer
from pipeline.tone.sentences import best_remark, read_sentence, training_examples


def cross_validated(
    reader: Reader,
    labels: Sequence[Label],
    lexicon: dict[str, Formula],
    modifiers: Modifiers,
    score: Score,
    train: Train,
) -> tuple[dict[str, Any], list[dict[str, int]]]:
    """Measure, by folds that no group straddles, the whole scorer and the classifier alone.

    A sentence in which nothing is found counts as rung 0, as an abstention does: silence is not an excuse. Actor and
    target are judged where the text names them; `first_batches` are the sentences of the codebook's first version, all of
    them, by which reading was developed.

    Returns:
        The figures, and one (rung, predicted) row a sentence for the confusion plot.
    """
    placed = [label for label in labels if label.rung is not None]
    silent = [label for label in labels if label.rung is None]
    examples = training_examples(reader, placed, lexicon)
    groups = sorted({label.group for label in placed})
    folds = GroupKFold(train.folds, shuffle=True, random_state=train.seed)
    gold: list[int] = []
    whole: list[int] = []
    alone: list[int] = []
    within: list[bool] = []
    by_formula: list[bool] = []
    actors: list[bool] = []
    targets: list[bool] = []
    first: list[tuple[int, bool, bool]] = []
    for learn, test in folds.split(groups, groups=groups):
        learned, held = {groups[at] for at in learn}, {groups[at] for at in test}
        seen = [(text, rung) for text, rung, group in examples if group in learned]
        classifier = ToneClassifier.fit([text for text, _ in seen], [rung for _, rung in seen], train)
        scorer = Scorer(lexicon, modifiers, score, classifier)
        mine = [label for label in placed if label.group in held]
        distributions = classifier.probabilities([reader.masked(label.text) for label in mine])
        for label, row in zip(mine, distributions, strict=True):
            remarks = read_sentence(reader, label.text)
            found = best_remark(label, list(zip(remarks, scorer.score(remarks), strict=True)))
            rung = found[1].rung if found else None
            assert label.rung is not None
            assert label.rung_low is not None
            assert label.rung_high is not None
            gold.append(label.rung)
            whole.append(rung or 0)
            alone.append(median_rung(list(row)))
            within.append(rung is not None and label.rung_low <= rung <= label.rung_high)
            by_formula.append(bool(found and found[0].formulas))
            actor = bool(found) and _same(found[0].actor if found else "", label.actor)
            target = bool(found) and _same(found[0].target if found else "", label.target)
            if label.actor_span or not label.actor:  # "we" alone names nobody
                actors.append(actor)
            if label.target_span or not label.target:
                targets.append(target)
            if label.guideline == "1":
                first.append((len(gold) - 1, actor, target))
    apart = [k for k in range(len(gold)) if not by_formula[k]]
    false_alarms = [
        any(tone.rung is not None and remark.actor for remark, tone in zip(remarks, scorer.score(remarks), strict=True))
        for remarks in (read_sentence(reader, label.text) for label in silent)
    ]
    return (
        {
            "whole": {**figures(gold, whole), "within_range": _share(within)},
            "whole_where_lexicon_is_silent": figures([gold[k] for k in apart], [whole[k] for k in apart]),
            "classifier_alone": figures(gold, alone),
            "decided_by_lexicon": _share(by_formula),
            "actor": _share(actors),
            "target": _share(targets),
            "first_batches": {
                **figures([gold[k] for k, _, _ in first], [whole[k] for k, _, _ in first]),
                "within_range": _share([within[k] for k, _, _ in first]),
                "actor": _share([actor for _, actor, _ in first]),
                "target": _share([target for _, _, target in first]),
            },
            "sentences_without_remark": len(silent),
            "false_alarms": _share(false_alarms),
            "recall_by_rung": {str(rung): _recall(rung, gold, whole) for rung in RUNGS},
        },
        [{"rung": g, "predicted": p} for g, p in zip(gold, whole, strict=True)],
    )


def between_coders(labels: Sequence[Label], second: Mapping[str, SecondCode]) -> dict[str, Any]:
    """Give how far two coders of the same sentences agree: Krippendorff's ordinal alpha, and shares by the first one's rung.

    Raises:
        LabelError: A second coding is of a sentence that is not there.
    """
    known = {label.label_id: label for label in labels}
    if stranger := next((key for key in second if key not in known), ""):
        raise LabelError(f"corpus/labels/second.csv: {stranger!r} is no labelled sentence; correct the id")
    pairs = [(known[key], code) for key, code in sorted(second.items())]
    both = [(a, b) for a, b in pairs if a.rung is not None and b.rung is not None]
    rungs = np.array([[a.rung for a, _ in both], [b.rung for _, b in both]], dtype=float)
    alpha = krippendorff.alpha(reliability_data=rungs, level_of_measurement="ordinal", value_domain=list(RUNGS))
    return {
        "sentences": len(pairs),
        "alpha_ordinal": round(float(alpha), 4),
        "exact": _share([a.rung == b.rung for a, b in both]),
        "is_a_remark": _share([(a.rung is None) == (b.rung is None) for a, b in pairs]),
        "actor": _share([_same(a.actor, b.actor) for a, b in both]),
        "target": _share([_same(a.target, b.target) for a, b in both]),
        "exact_by_rung": {str(rung): _share([b.rung == rung for a, b in both if a.rung == rung]) for rung in RUNGS},
    }


def on_chronicle(
    rows: Sequence[dict[str, Any]], codes: Sequence[ChronicleCode], files: dict[str, str]
) -> dict[str, Any]:
    """Compare what was found in the shipped corpus with what coders read in it.

    Args:
        rows: Rows of the tone store.
        codes: The coders' codes.
        files: The corpus file of each statement id.
    """
    by_file: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        by_file.setdefault(files[row["statement_id"]], []).append(row)
    gold: list[int] = []
    found: list[int] = []
    checks: dict[str, list[bool]] = {
        name: [] for name in ("found", "actor", "target", "directness", "evidentiality", "within_range")
    }
    missed: list[str] = []
    for code in codes:
        near = [row for row in by_file.get(code.file, []) if _overlap(row, code)]
        checks["found"].append(bool(near))
        if not near:
            missed.append(code.file)
            continue
        best = max(
            near,
            key=lambda row: (_same(row["actor"], code.actor), _same(row["target"], code.target), abs(row["rung"] or 0)),
        )
        checks["actor"].append(_same(best["actor"], code.actor))
        checks["target"].append(_same(best["target"], code.target))
        checks["directness"].append(best["directness"] == code.directness)
        checks["evidentiality"].append(best["evidentiality"] == code.evidentiality)
        checks["within_range"].append(best["rung"] is not None and code.rung_low <= best["rung"] <= code.rung_high)
        gold.append(code.rung)
        found.append(best["rung"] or 0)
    return {
        "statements": len(codes),
        **{name: _share(marks) for name, marks in checks.items()},
        "tone": figures(gold, found),
        "missed": missed,
    }


def _overlap(row: dict[str, Any], code: ChronicleCode) -> bool:
    one, other = _plain(row["phrase"]), _plain(code.phrase)
    return one in other or other in one or _words_shared(one, other)


def _words_shared(one: str, other: str) -> bool:
    a, b = one.split(), other.split()
    return any(
        a[k:] == b[: len(a) - k] or b[k:] == a[: len(b) - k] for k in range(1, max(len(a), len(b))) if a[k:] and b[k:]
    )


_MARKS = frozenset("“”\"‘’'.,;:?!-–")


def _plain(text: str) -> str:
    return "".join(" " if letter in _MARKS else letter for letter in text.lower()).strip()


def _same(one: str, other: str) -> bool:
    return set(one.split(";")) - {""} == set(other.split(";")) - {""}


def _share(marks: Sequence[bool]) -> float:
    return round(float(np.mean(marks)), 4) if len(marks) else 0.0


def _recall(rung: int, gold: Sequence[int], predicted: Sequence[int]) -> float:
    return _share([p == rung for g, p in zip(gold, predicted, strict=True) if g == rung])
