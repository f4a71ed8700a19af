from __future__ import annotations

import pytest

from pipeline.language.reader import Reader
from pipeline.tone.sentences import read_sentence

PAIRS = [("Norway", "Peru"), ("China", "Japan"), ("Iran", "Israel"), ("Russia", "Ukraine")]


@pytest.mark.parametrize(
    "pattern", ["{a} condemned {b}'s raid.", "{a} thanked {b} for its patience.", "{a} will answer {b} in its own way."]
)
def test_a_name_swap_leaves_what_the_scorer_reads_unchanged(reader: Reader, pattern: str) -> None:
    seen = set()
    for a, b in (*PAIRS, *[(b, a) for a, b in PAIRS]):
        remarks = read_sentence(reader, pattern.format(a=a, b=b))
        seen.add(tuple((r.content, tuple(f.partition("@")[0] for f in r.formulas), r.scope) for r in remarks))
    assert len(seen) == 1
