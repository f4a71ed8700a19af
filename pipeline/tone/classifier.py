"""The ordinal tone classifier: one logistic threshold a rung over masked words (Frank and Hall 2001)."""

from __future__ import annotations

import io
import re
import zipfile
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np
import skops.io
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import FeatureUnion

from pipeline.config import Train
from pipeline.domain import RUNGS
from pipeline.errors import MissingOutputError
from pipeline.tone.features import Features, strongest

_LONG_AGO = (1980, 1, 1, 0, 0, 0)


class ToneClassifier:
    """Gives a distribution over the eleven rungs for a masked passage.

    The probability of lying above each rung comes from a logistic regression of its own; differences of neighbours
    give the distribution. Fitted numbers are rounded, so that every processor saves the same bytes.
    """

    def __init__(self, features: FeatureUnion, thresholds: list[LogisticRegression]) -> None:
        self._features, self._thresholds = features, thresholds

    @classmethod
    def fit(cls, texts: Sequence[str], rungs: Sequence[int], settings: Train) -> ToneClassifier:
        """Fit on masked texts and their rungs; a text may stand several times."""
        features = FeatureUnion(
            [
                (
                    "words",
                    TfidfVectorizer(
                        ngram_range=(1, settings.word_ngrams), min_df=settings.min_documents, sublinear_tf=True,
                        token_pattern=r"(?u)\b\w[\w'’-]*\b|\?|!",
                    ),
                ),
                (
                    "characters",
                    TfidfVectorizer(
                        analyzer="char_wb", ngram_range=settings.character_ngrams, min_df=settings.min_documents,
                        sublinear_tf=True, max_features=settings.character_features,
                    ),
                ),
            ]
        )  # fmt: skip
        matrix = features.fit_transform(texts)
        for _, vectoriser in features.transformer_list:
            vectoriser.idf_ = np.round(vectoriser.idf_, settings.decimals)
            vectoriser.vocabulary_ = {word: int(at) for word, at in vectoriser.vocabulary_.items()}
        matrix = features.transform(texts)
        truth = np.asarray(rungs)
        thresholds = []
        for rung in RUNGS[:-1]:
            model = LogisticRegression(C=settings.regularisation, solver="liblinear", random_state=settings.seed)
            model.fit(matrix, truth > rung)
            model.coef_ = np.round(model.coef_, settings.decimals - 2)
            model.intercept_ = np.round(model.intercept_, settings.decimals - 2)
            model.n_iter_ = np.zeros_like(model.n_iter_)  # how long the fit took is not part of the model
            thresholds.append(model)
        return cls(features, thresholds)

    def probabilities(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """Give an array of shape (len(texts), 11): the probability of each rung, from −6 to 4."""
        return self.judge(texts)[0]

    def judge(self, texts: Sequence[str], most: int = 5) -> tuple[NDArray[np.float64], list[list[tuple[str, float]]]]:
        """Give the probabilities of each text, and the words that moved it most.

        Returns:
            An array of shape (len(texts), 11), the probability of each rung, from −6 to 4; and for each text up to `most`
            words with their weight over all thresholds (positive: warmer).
        """
        if not len(texts):
            return np.zeros((0, len(RUNGS))), []
        matrix = self._counted.matrix(texts)
        weights, intercepts = self._stacked
        above = 1 / (1 + np.exp(-(matrix @ weights + intercepts)))
        above = np.minimum.accumulate(above, axis=1)
        edges = np.hstack([np.ones((len(above), 1)), above, np.zeros((len(above), 1))])
        names = self._counted.names
        moved = strongest(matrix, self._mean_weights, self._counted.words, most)
        return edges[:, :-1] - edges[:, 1:], [[(names[at], pull) for at, pull in pulls] for pulls in moved]

    @cached_property
    def _counted(self) -> Features:
        return Features(self._features)

    @cached_property
    def _stacked(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Weights of all thresholds (features × thresholds) and their intercepts."""
        return (
            np.column_stack([model.coef_[0] for model in self._thresholds]),
            np.array([model.intercept_[0] for model in self._thresholds]),
        )

    @cached_property
    def _mean_weights(self) -> NDArray[np.float64]:
        mean: NDArray[np.float64] = self._stacked[0].mean(axis=1)
        return mean

    def save(self, file: Path) -> None:
        """Write a skops archive whose bytes depend on the fitted numbers alone.

        The terms are kept as one text a vectoriser, in the order of their columns: as a table of objects they would take
        nine tenths of the archive, and seconds to load.
        """
        file.parent.mkdir(parents=True, exist_ok=True)
        terms: dict[str, str] = {}
        vocabularies = {name: vectoriser.vocabulary_ for name, vectoriser in self._features.transformer_list}
        for name, vectoriser in self._features.transformer_list:
            vectoriser.__dict__.pop("_stop_words_id", None)  # a memory address, new in every run
            terms[name] = "\n".join(sorted(vectoriser.vocabulary_, key=vectoriser.vocabulary_.__getitem__))
            vectoriser.vocabulary_ = {}
        try:
            content = {"features": self._features, "terms": terms, "thresholds": self._thresholds}
            file.write_bytes(_canonical(skops.io.dumps(content)))
        finally:
            for name, vectoriser in self._features.transformer_list:
                vectoriser.vocabulary_ = vocabularies[name]

    @classmethod
    def load(cls, file: Path) -> ToneClassifier:
        """Read a saved classifier; only types that skops trusts are allowed, so a hostile file runs no code.

        Raises:
            MissingOutputError: There is no trained model yet.
        """
        if not file.is_file():
            raise MissingOutputError(file)
        content: dict[str, Any] = skops.io.load(file)
        for name, vectoriser in content["features"].transformer_list:
            terms = content["terms"][name].split("\n")
            vectoriser.vocabulary_ = {term: column for column, term in enumerate(terms)}
        return cls(content["features"], content["thresholds"])


def median_rung(probabilities: Sequence[float]) -> int:
    """The rung at which half of the probability lies below or at it."""
    return RUNGS[bisect_left(list(accumulate(probabilities)), 0.5 - 1e-12)]


def range_of(probabilities: Sequence[float], coverage: float) -> tuple[int, int]:
    """The narrowest run of rungs that holds `coverage` of the probability and the median."""
    best = (RUNGS[0], RUNGS[-1])
    centre = median_rung(probabilities)
    for low in range(RUNGS.index(centre) + 1):
        for high, held in enumerate(accumulate(probabilities[low:]), start=low):
            if held >= coverage and RUNGS[high] >= centre:
                if RUNGS[high] - RUNGS[low] < best[1] - best[0]:
                    best = (RUNGS[low], RUNGS[high])
                break
    return best


def _canonical(archive: bytes) -> bytes:
    """Rewrite a skops archive with fixed times and with object numbers counted from one, in order of appearance."""
    with zipfile.ZipFile(io.BytesIO(archive)) as source:
        schema = source.read("schema.json").decode()
        numbers: dict[str, str] = {}
        for match in re.finditer(r'"__id__": (\d+)|"file": "(\d+)\.', schema):
            numbers.setdefault(match[1] or match[2], str(len(numbers) + 1))
        schema = re.sub(r'("__id__": |"file": ")(\d+)', lambda m: m[1] + numbers[m[2]], schema)
        members = {
            re.sub(r"^(\d+)\.", lambda m: numbers.get(m[1], m[1]) + ".", name): source.read(name)
            for name in source.namelist()
            if name != "schema.json"
        }
    members["schema.json"] = schema.encode()
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as out:
        for name in sorted(members):
            out.writestr(zipfile.ZipInfo(name, _LONG_AGO), members[name])
    return target.getvalue()
