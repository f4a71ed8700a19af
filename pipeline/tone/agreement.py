"""How well rungs agree with labels."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from sklearn.metrics import cohen_kappa_score

from pipeline.domain import RUNGS


def figures(gold: Sequence[int], predicted: Sequence[int]) -> dict[str, float]:
    """Give quadratic weighted kappa (Cohen 1968), mean absolute error in rungs, exact share and wrong-sign share."""
    truth, guess = np.asarray(gold), np.asarray(predicted)
    if not len(truth):
        return {"n": 0, "qwk": 0.0, "mae": 0.0, "exact": 0.0, "wrong_sign": 0.0}
    qwk = cohen_kappa_score(truth, guess, labels=list(RUNGS), weights="quadratic")
    return {
        "n": len(truth),
        "qwk": round(float(qwk), 4),
        "mae": round(float(np.abs(truth - guess).mean()), 4),
        "exact": round(float((truth == guess).mean()), 4),
        "wrong_sign": round(float((truth * guess < 0).mean()), 4),
    }
