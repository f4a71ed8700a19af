"""What a quotation is, by its form and its neighbours: speech, a word held at arm's length, a title, a nickname, a term."""

from __future__ import annotations

import re
from typing import Literal

Kind = Literal["speech", "scare", "title", "nickname", "term"]
SPEECH_WORDS = 4
_WORKS = re.compile(
    r"(?:\b(?:film|movie|book|novel|article|essay|song|album|report|speech|play|poem|painting|programme|program|series|column|"
    r"memoir|documentary|pamphlet|magazine|newspaper|journal|editorial|op-ed|paper|opera|hymn|anthem|sitcom|show|"
    r"biography|treatise|video|podcast)s?|\b(?:titled|entitled|headlined))[,:]?\s*$",
    re.IGNORECASE,
)
_TERMS = re.compile(
    r"(?:\b(?:so-called|so called|known as|called|dubbed|nicknamed|labelled|labeled|termed|styled|referred to as|described as|what \w+ calls?)"
    r"|\b(?:term|word|words|phrase|expression|concept|slogan|principle|policy|formula|doctrine|label|motto|notion|adjective|verb|noun)s?(?:\s+of)?)[,:]?\s*$",
    re.IGNORECASE,
)
_NAME_BEFORE = re.compile(r"\b[A-Z][\w’'.-]+\s$")
_NAME_AFTER = re.compile(r"\s[A-Z][\w’'-]+")
_SPOKEN = re.compile(
    r"^[,.!?…]?\s*[\"”’»]?\s*(?:[a-z]+\s+)?(?:said|says|asked|added|replied|shouted|cried|wrote|told|answered|he|she|they|it|i|we)\b",
    re.IGNORECASE,
)


def kind_of(text: str, start: int, end: int, before: int, after: int, words: int) -> Kind:
    """Give the kind of the quotation between two offsets; `before` and `after` are the lengths of its marks."""
    lead = text[max(start - before - 40, 0) : start - before]
    tail = text[end + after : end + after + 40]
    content = text[start:end]
    line_start = not lead.strip(" \t(") or lead.endswith("\n")
    if words < SPEECH_WORDS:
        if _NAME_BEFORE.search(lead) and _NAME_AFTER.match(tail) and content[:1].isupper() | content.startswith("the "):
            return "nickname"
        if _whole_utterance(content, lead, tail, line_start):
            return "speech"
        if _WORKS.search(lead) and content[:1].isupper():
            return "title"
        return "term" if _TERMS.search(lead) else "scare"
    if words <= 12 and _title_case(content) and (_WORKS.search(lead) or re.match(r"\s+by\s+[A-Z]", tail)):
        return "title"
    return "speech"


def _whole_utterance(content: str, lead: str, tail: str, line_start: bool) -> bool:
    last = content[-1:]
    if last in ",?!…" or (last == "." and content[:1].isupper()):
        opens = (
            line_start
            or lead.rstrip()[-1:] in '.!?:,”"’»)'
            or bool(re.search(r"\b(?:said|asked|replied|added|answered|cried|shouted)[,:]?\s*$", lead))
        )
        return bool(
            (opens and content[:1].isupper()) or (last == "," and _SPOKEN.match(tail) and content[:1].isupper())
        )
    return False


def _title_case(content: str) -> bool:
    long = [word for word in content.split() if len(word) > 3]
    return len(long) > 1 and all(word[:1].isupper() for word in long)
