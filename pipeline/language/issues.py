"""Which issue of `configs/issues.yaml` a text speaks of."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from pipeline.config import Issues


class IssueFinder:
    """Finds the issue of a text by its terms: of several the one that stands first in the table."""

    def __init__(self, issues: Issues) -> None:
        self._names = [issue.name for issue in issues.issues]
        patterns = [re.compile(rf"\b(?:{_any_of(issue.terms)})\b") for issue in issues.issues]
        terms = {term for issue in issues.issues for term in issue.terms}
        # a term may hold one of an earlier issue: "coal imports", "imports"
        self._places = {term: next(at for at, found in enumerate(patterns) if found.search(term)) for term in terms}
        self._terms = re.compile(rf"\b(?=({_any_of(terms)})\b)")  # looks ahead, since terms may overlap

    def find(self, text: str) -> str:
        """Give the name of the text's issue, '' where it has none."""
        places = [self._places[term] for term in self._terms.findall(text)]
        return self._names[min(places)] if places else ""


def _any_of(terms: Iterable[str]) -> str:
    """A pattern for any of the terms, longer ones first, by their first letters, so that most words fail at once."""
    by_letter: dict[str, list[str]] = defaultdict(list)
    for term in sorted(terms, key=len, reverse=True):
        by_letter[term[0]].append(re.escape(term[1:]))
    return "|".join(f"{re.escape(letter)}(?:{'|'.join(rests)})" for letter, rests in sorted(by_letter.items()))
