from __future__ import annotations

import pytest

from pipeline.config import Issues
from pipeline.language.issues import IssueFinder

FINDER = IssueFinder(
    Issues.model_validate(
        {
            "issues": [
                {"name": "trade", "terms": ["tariff", "imports", "space launch"]},
                {"name": "sanctions", "terms": ["coal imports", "sanctions"]},
                {"name": "air", "terms": ["air space"]},
            ]
        }
    )
)


@pytest.mark.parametrize(
    ("text", "issue"),
    [
        ("sanctions and a tariff", "trade"),  # the first of the table, not of the text
        ("sanctions alone", "sanctions"),
        ("no coal imports", "trade"),  # a term within a term
        ("the air space launch", "trade"),  # terms that overlap
        ("tariffs, reimports, untariff", ""),  # whole words only
        ("", ""),
    ],
)
def test_the_issue_is_the_first_of_the_table(text: str, issue: str) -> None:
    assert FINDER.find(text) == issue
