"""Which language a text is in, so that what is not read is set aside and not scored as if it were English."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

_SAMPLE = 800
_SURE, _SHORT = 0.95, 80
_LETTER = re.compile(r"[^\W\d_]")
_LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ]")


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def language_of(text: str, declared: str = "") -> str:
    """Give the ISO 639-1 code of a text's language.

    A short text, or one about which the detector is not sure, is taken for what its source declares (English where it
    declares nothing), unless its letters are of another script. Detection by py3langid, after Lui and Baldwin (2012).
    """
    sample = _sample(text)
    letters = len(_LETTER.findall(sample))
    if not letters:
        return declared or "en"
    latin = len(_LATIN.findall(sample)) / letters
    if latin >= 0.5 and letters < _SHORT:
        return declared or "en"
    code, certainty = _identifier().classify(sample)
    if latin < 0.5:
        return str(code) if code != "en" else (declared if declared not in ("", "en") else "und")
    return str(code) if certainty >= _SURE else declared or "en"


def _sample(text: str) -> str:
    """The beginning and the middle: a heading in English over a text in French is not the text's language."""
    if len(text) <= _SAMPLE:
        return text
    middle = len(text) // 2
    return text[: _SAMPLE // 2] + " " + text[middle : middle + _SAMPLE // 2]
