"""What kind of document a text is, by its title, its publisher and its own first words, and whose words it holds."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.config import Publisher
from pipeline.reading.meetings.labels import Names

_READOUT = re.compile(r"\breadout\b|\bread-out\b", re.IGNORECASE)
_JOINT = re.compile(
    r"\bjoint (?:[\w’'-]+ ){0,3}(?:statement|communiqu[eé]|declaration|vision|message|press release)|\bleaders[’']? (?:joint )?(?:statement|declaration|communiqu)"
    r"|\b(?:G7|G20|Quad|trilateral) (?:[\w’'-]+ ){0,4}(?:statement|communiqu|declaration)",
    re.IGNORECASE,
)
_COMMENTARY = re.compile(r"\b(?:commentary|commentator|editorial|op-?ed|signed article)\b", re.IGNORECASE)
_SPEECH = re.compile(
    r"\b(?:remarks|speech|address|keynote|toast|intervention|general debate)\b.*?\b(?:by|of|from)\b|^(?:remarks|speech|address)\b|^[^:]{3,60}[’']s? (?:remarks|speech|address)\b",
    re.IGNORECASE,
)
_RELEASE = re.compile(
    r"\b(?:press )?statement\b|\bpress release\b|\bcommuniqu[eé]\b|\bdeclaration\b|\bproclamation\b|\bfact sheet\b|\bmessage (?:from|of|by|to)\b|\bletter (?:from|to)\b",
    re.IGNORECASE,
)
_BY = re.compile(r"\b(?:by|from|of)\s+(?:the\s+)?(?=[A-Z])")
_JOINING = frozenset("of the and for de von van der den bin al & y e".split())
_AFTER = frozenset("Before After At On In Following During Upon To Regarding About Marking Ahead".split())
_NO_PERSON = re.compile(
    r"\b(?:Affairs|Ministry|Department|Office|Briefing|Press|Conference|Government|Council|Assembly|Commission|Republic|States)\b"
)
_UP = "[A-ZÀ-ÖØ-ÞĀĂĄĆĊČĎĐĒĖĘĚĞĠĢĦĪĮİĶĹĻĽŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŴŶŸŹŻŽḤṢṬẒ]"
_HOLDER = re.compile(
    r"\b(?i:spokes\w+|minister|secretary|president|director|commissioner|representative|chancellor|premier|secretary[- ]general|director[- ]general)\b,?"
    rf"(?:\s+for\s+(?:the\s+)?{_UP}[\w-]+(?:\s+{_UP}[\w-]+){{0,2}},?)?\s*[:,]?\s+"
    rf"(?P<who>(?:(?:Shri|Smt\.?|Mr\.?|Ms\.?|Mrs\.?|Dr\.?)\s+)?{_UP}[\w’'-]+(?:\s+(?:[a-z]{{2,3}}\s+)?{_UP}[\w’'-]+){{1,3}})"
)
_AFTER = frozenset("Before After At On In Following During Upon To Regarding About Marking Ahead".split())
_NO_PERSON = re.compile(
    r"\b(?:Affairs|Ministry|Department|Office|Briefing|Press|Conference|Government|Council|Assembly|Commission|Republic|States)\b"
)
_HOLDER = re.compile(
    r"\b(?:Spokes\w+|Minister|Secretary|President|Director|Commissioner|Representative|Chancellor|Premier)\b(?:,)?(?:\s+for\s+(?:the\s+)?[A-Z][\w-]+(?:\s+[A-Z][\w-]+){0,2},?)?\s*[:,]?\s+"
    r"(?P<who>(?:(?:Shri|Smt\.?|Mr\.?|Ms\.?|Mrs\.?|Dr\.?)\s+)?[A-Z][\w’'-]+(?:\s+(?:[a-z]{2,3}\s+)?[A-Z][\w’'-]+){1,3})"
)
_BODY = re.compile(r"\b(?:ministry|government|presidency|foreign minister|prime minister|president)\b", re.IGNORECASE)
_POSSESSIVE = re.compile(
    r"^(?P<who>(?:[A-Z][\w.’-]*\s+){1,6}[A-Z][\w.-]*)[’']s?\s+(?i:(?:regular |weekly |daily |opening |joint )*(?:remarks|speech|address|press conference|statement|briefing))"
)
_DATELINE = re.compile(
    r"\A[A-Z][\w .,’'/-]{1,60}?\s*\([^()]{2,40}\)\s*[-–—:]{1,3}\s|\A[A-Z][A-Z .,’'/-]{2,40},[^.]{0,30}[-–—]{1,2}\s"
)


@dataclass(frozen=True, slots=True)
class Kind:
    """A document's genre, and whose words it holds as its title says: a name, and codes joined by `;`."""

    genre: str
    speaker: str = ""
    state: str = ""


def kind_of(title: str, text: str, publisher: Publisher | None, names: Names) -> Kind:
    """Tell a document's genre where its source does not say it.

    A text is taken for its publisher's own words only where the publisher is a government or an international body; the
    same words in a newspaper are a report. Where no publisher is known, the title must name the states itself.
    """
    speaker = whose(title)
    if publisher is None or publisher.kind == "media":
        media = publisher is not None
        if media and (
            _COMMENTARY.search(title) or re.search(r"\b(?:KCNA|commentary|editorial)\s*\.?\s*\Z", text[-60:])
        ):
            return Kind("commentary")
        states = states_in(title, names)
        if not media and _JOINT.search(title) and ";" in states:
            return Kind("joint-statement", speaker, states)
        if not media and _RELEASE.search(title) and _BODY.search(title) and states and ";" not in states:
            return Kind("release", speaker, states)
        return Kind("report")
    if _READOUT.search(title):
        return Kind("readout")
    if _JOINT.search(title):
        return Kind("joint-statement", speaker, states_in(title, names))
    if _SPEECH.search(title):
        return Kind("speech", speaker)
    if _RELEASE.search(title) and not _DATELINE.match(text):
        return Kind("release", speaker)
    return Kind("report" if _DATELINE.match(text) else "release")


def whose(title: str) -> str:
    """Give the speaker whom a title names: "Statement by Foreign Minister Aldane on the strait"."""
    if match := _POSSESSIVE.search(title):
        return " ".join(match["who"].split())
    by = _BY.search(title)
    if by is None:
        return ""
    words: list[str] = []
    for word in title[by.end() :].split():
        if word in _AFTER or (not word[0].isupper() and word.casefold() not in _JOINING):
            break
        words.append(word)
        if word.endswith((":", ";", ")")):
            break
    while words and words[-1].casefold().strip(",") in _JOINING:
        words.pop()
    return " ".join(words).strip(" ,:;)")


def office_holder(line: str) -> str:
    """Give the person whom a heading names after an office: "Deputy Spokesperson Ellen Tarrant"."""
    found = _HOLDER.search(line)
    if found is None or _NO_PERSON.search(found["who"]):
        return ""
    return " ".join(found["who"].split())


def states_in(title: str, names: Names) -> str:
    """Give the codes of the states and bodies that a heading names, joined by `;`, longest names first."""
    words = re.findall(r"[\w’'.]+(?:-[\w’'.]+)*", re.sub(r"\bU\.S\.-", "U.S. ", title))
    words = [
        part for word in words for part in ([word] if names.state(word) or names.demonym(word) else word.split("-"))
    ]
    found: list[str] = []
    at = 0
    while at < len(words):
        for length in (6, 5, 4, 3, 2, 1):
            name = re.sub(r"[’']s?$", "", " ".join(words[at : at + length]))
            code = (names.state(name) or names.demonym(name)) if words[at][:1].isupper() else ""
            if code and not (at and words[at - 1] == "National"):
                if code not in found:
                    found.append(code)
                at += length
                break
        else:
            at += 1
    return ";".join(found)
