"""Which language a text is in, so that what is not read is set aside and not scored as if it were English."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

LANGUAGES = {
    "arabic": "ar", "chinese": "zh", "english": "en", "french": "fr", "russian": "ru", "spanish": "es", "portuguese": "pt", "german": "de",
    "japanese": "ja", "korean": "ko", "persian": "fa", "farsi": "fa", "turkish": "tr", "italian": "it", "hebrew": "he", "ukrainian": "uk",
    "hindi": "hi", "dari": "prs", "pashto": "ps", "urdu": "ur", "vietnamese": "vi", "indonesian": "id", "polish": "pl", "serbian": "sr",
    "albanian": "sq", "amharic": "am", "armenian": "hy", "azerbaijani": "az", "belarusian": "be", "bengali": "bn", "bosnian": "bs",
    "bulgarian": "bg", "burmese": "my", "catalan": "ca", "croatian": "hr", "czech": "cs", "danish": "da", "dutch": "nl", "estonian": "et",
    "finnish": "fi", "georgian": "ka", "greek": "el", "hungarian": "hu", "icelandic": "is", "kazakh": "kk", "khmer": "km", "kurdish": "ku",
    "kyrgyz": "ky", "lao": "lo", "latvian": "lv", "lithuanian": "lt", "macedonian": "mk", "malay": "ms", "mongolian": "mn", "nepali": "ne",
    "norwegian": "no", "romanian": "ro", "sinhala": "si", "slovak": "sk", "slovenian": "sl", "somali": "so", "swahili": "sw", "swedish": "sv",
    "tajik": "tg", "tamil": "ta", "thai": "th", "turkmen": "tk", "uzbek": "uz",
}  # fmt: skip
_NAMES = {code: name.title() for name, code in reversed(LANGUAGES.items())}
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


def language_name(code: str) -> str:
    """Name a language for people, by its code where its name is not among `LANGUAGES`."""
    return _NAMES.get(code, f"a language other than English ({code})")


def _sample(text: str) -> str:
    """The beginning and the middle: a heading in English over a text in French is not the text's language."""
    if len(text) <= _SAMPLE:
        return text
    middle = len(text) // 2
    return text[: _SAMPLE // 2] + " " + text[middle : middle + _SAMPLE // 2]
