from __future__ import annotations

import subprocess
import sys
from pathlib import Path

CODE = """
import sys
from pathlib import Path
from pipeline.config import Train
from pipeline.tone.classifier import ToneClassifier
texts = ["ACTOR condemns it", "ACTOR condemns this", "ACTOR welcomes it", "ACTOR welcomes this"] * 6
rungs = [-6, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 4] * 2
train = Train(seed=1, folds=2, regularisation=1.0, word_ngrams=1, character_ngrams=(3, 4), character_features=500, min_documents=1, decimals=6)
ToneClassifier.fit(texts, rungs, train).save(Path(sys.argv[1]))
ToneClassifier.load(Path(sys.argv[1])).probabilities(["ACTOR condemns"])
"""


def test_two_processes_save_the_same_bytes(root: Path, tmp_path: Path) -> None:
    saved = []
    for number in range(2):
        file = tmp_path / f"{number}.skops"
        subprocess.run([sys.executable, "-c", CODE, str(file)], cwd=root, check=True)
        saved.append(file.read_bytes())
    assert saved[0] == saved[1]
