from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import FeatureUnion

from pipeline.tone.features import Features, strongest

LEARNT = ["ACTOR condemns it", "ACTOR doesn't condemn the raid?", "we welcome the talks", "the talks were welcome!"]
PIECES = ("ACTOR condemns", "doesn't", "the", "raid", "?", " ", "\n", "talks", "xyz", "É", "condemn", "welcome", "!")


def union() -> FeatureUnion:
    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, token_pattern=r"(?u)\b\w[\w'’-]*\b|\?|!")
    characters = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)
    return FeatureUnion([("words", words), ("characters", characters)]).fit(LEARNT)


UNION = union()
FEATURES = Features(UNION)


@given(st.lists(st.lists(st.sampled_from(PIECES)).map(" ".join) | st.text(), min_size=1, max_size=5))
def test_the_matrix_is_that_of_the_vectorisers(texts: list[str]) -> None:
    matrix = FEATURES.matrix(texts)
    assert matrix.shape == (len(texts), len(FEATURES.names))
    np.testing.assert_allclose(matrix.toarray(), UNION.transform(texts).toarray(), rtol=1e-14)


def test_the_strongest_words_come_first_and_equal_ones_in_order() -> None:
    matrix = FEATURES.matrix(["we welcome the talks", "", "xyz talks"])
    found = strongest(matrix, np.ones(matrix.shape[1]), FEATURES.words, most=4)
    words = [[FEATURES.names[at] for at, _ in row] for row in found]
    assert words == [["we", "we welcome", "welcome the", "talks"], [], ["talks"]]
    assert found[2][0][1] == 1.0
