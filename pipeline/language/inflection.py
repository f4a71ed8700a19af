"""Inflected forms of lexicon entries and cues, made once on loading by lemminflect's tables."""

from __future__ import annotations

import itertools
import re
from functools import lru_cache

import lemminflect

_UNINFLECTED = frozenset(
    (
        "will would shall must should may might can cannot could do does did not never no is are was were be been "
        "being am has have had neither nor"
    ).split()
)
_VERB_TAGS = ("VB", "VBZ", "VBD", "VBN", "VBG", "VBP")


@lru_cache(maxsize=8192)
def verb_forms(word: str) -> tuple[str, ...]:
    """Give every form of the verb of which `word` is some form: condemn, condemns, condemned, condemning."""
    lemma = lemminflect.getLemma(word, upos="VERB")[0]
    found = lemminflect.getAllInflections(lemma, upos="VERB")
    forms = {form for tag in _VERB_TAGS for form in found.get(tag, ())} or set(
        itertools.chain.from_iterable(lemminflect.getAllInflectionsOOV(lemma, upos="VERB").values())
    )
    return tuple(sorted(spellings({lemma, word, *forms})))


@lru_cache(maxsize=8192)
def noun_forms(word: str) -> tuple[str, ...]:
    """Give singular and plural of a noun."""
    found = lemminflect.getAllInflections(word, upos="NOUN")
    return tuple(sorted(spellings({word, *found.get("NNS", ())})))


def spellings(words: set[str]) -> set[str]:
    """Add the other spelling, British or American, of each word."""
    other = set()
    for word in words:
        for old, new in (("yz", "ys"), ("iz", "is"), ("our", "or"), ("efence", "efense")):
            if re.search(rf"\w{{3}}{old}(?:e|ed|es|ing|ation|ations)?$" if old in ("yz", "iz") else old, word):
                other.add(word.replace(old, new))
    return words | other


def expand(text: str, kind: str) -> list[str]:
    """Give the surface forms of one contiguous part of a lexicon entry, in lower case.

    Args:
        text: Words; a slash within a word separates alternatives ('stand/stands against').
        kind: 'verb', 'act', 'deed' and 'cost' inflect their first full verb, 'noun' and 'stance' their last word, others nothing.
    """
    forms: set[str] = set()
    for words in itertools.product(*(word.split("/") for word in text.lower().split())):
        forms.update(_inflect(list(words), kind))
    return sorted(_contract(forms))


def _inflect(words: list[str], kind: str) -> set[str]:
    if kind in ("verb", "act", "deed", "cost"):
        if words[0] in _UNINFLECTED:
            return {" ".join(words)}
        head = next((at for at, word in enumerate(words) if not word.endswith("ly")), 0)
        if words[head] in _UNINFLECTED or words[head] in ("those", "all"):
            return {" ".join(words)}
        return {" ".join([*words[:head], form, *words[head + 1 :]]) for form in verb_forms(words[head])}
    if kind in ("noun", "stance"):
        return {" ".join([*words[:-1], form]) for form in noun_forms(words[-1])}
    return {" ".join(words)}


def _contract(forms: set[str]) -> set[str]:
    """Add what speech makes of 'will not', 'cannot' and 'do not', with both apostrophes."""
    out = set(forms)
    for form in forms:
        for long, short in (
            ("will not ", "won't "),
            ("will not ", "would not "),
            ("will not ", "shall not "),
            ("will not ", "'ll not "),
            ("cannot ", "can't "),
            ("cannot ", "can not "),
            ("cannot ", "could not "),
            ("do not ", "don't "),
            ("does not ", "doesn't "),
        ):
            if long in form:
                out.add(form.replace(long, short))
    return out | {form.replace("'", "\u2019") for form in out if "'" in form}
