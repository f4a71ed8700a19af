"""What the classifier counts in a text: TF-IDF of words and characters, looked up once a word.

The vectorisers learn; here they only lend their tables. What scikit-learn cuts out of every text anew, each word's groups of
characters, is the same wherever the word stands.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import FeatureUnion

from pipeline.remembered import Remembered


class Features:
    """Gives the matrix that a fitted union of two vectorisers, of words and of characters within them, gives.

    Attributes:
        names: What each column counts; those of words come first, in alphabetical order.
        words: How many columns count words.
    """

    def __init__(self, union: FeatureUnion) -> None:
        words: TfidfVectorizer
        characters: TfidfVectorizer
        (_, words), (_, characters) = union.transformer_list
        self.names: list[str] = [*words.get_feature_names_out(), *characters.get_feature_names_out()]
        self.words = len(words.vocabulary_)
        self._idf = np.concatenate([words.idf_, characters.idf_])
        self._columns: dict[str, int] = words.vocabulary_
        self._longest: int = words.ngram_range[1]
        self._lowered, self._tokens = words.build_preprocessor(), words.build_tokenizer()
        of_characters, groups = characters.vocabulary_, characters.build_analyzer()

        def columns_within(word: str) -> bytes:
            found = (of_characters.get(group) for group in groups(word))
            return array("i", [self.words + at for at in found if at is not None]).tobytes()

        self._within = Remembered(columns_within)

    def matrix(self, texts: Sequence[str]) -> csr_array:
        """Give an array of shape (len(texts), columns), its columns in order within each row."""
        found = [self._found(self._lowered(text)) for text in texts]
        lengths = [len(columns) // 4 for columns in found]
        width = len(self.names)
        cells = np.repeat(np.arange(len(texts)), lengths) * width + np.frombuffer(b"".join(found), "int32")
        cells, counts = np.unique(cells, return_counts=True)
        rows, columns = np.divmod(cells, width)
        values = (np.log(counts) + 1) * self._idf[columns]
        parts = 2 * rows + (columns >= self.words)  # words and characters are each brought to length one
        values /= np.sqrt(np.bincount(parts, values * values))[parts]
        ends = np.cumsum(np.bincount(rows, minlength=len(texts)))
        return csr_array((values, columns, np.concatenate([[0], ends])), shape=(len(texts), width))

    def _found(self, text: str) -> bytes:
        """Give the columns of whatever stands in a text, as often as it stands there."""
        tokens = self._tokens(text)
        runs = [
            tokens,
            *(
                map(" ".join, zip(*(tokens[k:] for k in range(size)), strict=False))
                for size in range(2, self._longest + 1)
            ),
        ]
        columns = [at for at in map(self._columns.get, chain.from_iterable(runs)) if at is not None]
        return array("i", columns).tobytes() + b"".join(map(self._within.__getitem__, text.split()))


def strongest(
    matrix: csr_array, weights: NDArray[np.float64], columns: int, most: int
) -> list[list[tuple[int, float]]]:
    """Give for each row up to `most` of its first `columns` columns that weigh most, with value times weight.

    Of equal ones the first columns are taken; the products are rounded to three places.
    """
    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    few = matrix.indices < columns
    rows, places, pulls = rows[few], matrix.indices[few], (matrix.data * weights[matrix.indices])[few]
    order = np.lexsort((-np.abs(pulls), rows))
    ends = np.cumsum(np.bincount(rows, minlength=matrix.shape[0])).tolist()
    pairs = list(zip(places[order].tolist(), np.round(pulls[order], 3).tolist(), strict=True))
    return [pairs[start : min(start + most, end)] for start, end in zip([0, *ends], ends, strict=False)]
