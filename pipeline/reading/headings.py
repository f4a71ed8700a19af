"""What a document's heading says: which line announces the text, who issues it, and which states it names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from pipeline.reading.meetings.labels import Names

_MOST_LINES, _LONGEST = 10, 200
_NO_HEADING = re.compile(r"(?:[.?!:;,]|[.?!][”\"’')])$")
_ANNOUNCED = r"(?:statements?|communiqu[eé]s?|declarations?|press releases?|proclamation|message|letter|remarks|speech|address|comments?|answers?|reply|response)"
_TOPIC = (
    r"on|regarding|concerning|about|at|to|in|into|after|following|during|with|marking|ahead|before|upon|as|over|against|"
    r"issued|released|made|delivered|adopted|dated|"
    r"for(?! (?:the )?(?:Foreign|External|Europe|Secretary|Ministry|Government|Department|President|Prime|Defen[cs]e|International|Security|Human|Neighbourhood|Political|Public|Home|Trade|Information|\w+ Affairs))"
)
_END = rf"(?=\s*(?:$|[;:(–—|]|\s-\s)|\s+(?:{_TOPIC})\b)"
_BEHALF = re.compile(
    rf"\b{_ANNOUNCED}\b.{{0,120}}?\b(?:on behalf|in the name) of\s+(?P<owner>.+?)(?:(?=,)|{_END})", re.IGNORECASE
)
_BY = re.compile(
    rf"\b{_ANNOUNCED}\s+(?:issued |released |made |delivered )?(?:of|by|from|between|attributable to)\s+(?P<owner>.+?){_END}",
    re.IGNORECASE,
)
_LATER_BY = re.compile(rf"^(?:[\w-]+ ){{0,2}}{_ANNOUNCED}\b.{{1,120}}?\bby\s+(?P<owner>.+?){_END}", re.IGNORECASE)
_LEADING = re.compile(
    rf"^(?P<owner>.{{2,90}}?)(?:[’']s?)?\s+(?:(?:joint|press|final|official|media|opening|closing|trilateral) )*{_ANNOUNCED}(?:(?=,)|{_END})",
    re.IGNORECASE,
)
_WORDS_LIKE_CODES = frozenset(
    ["AND", "ARE", "CAN", "PER", "MAR", "COD", "NOR", "CUB", "BEN", "GIN"]
)  # in lines of capitals
_HEADLINE = re.compile(
    r"\b(?:Is|Was|Has|Will|Says?|Said|Tells?|Draws?|Angers?|Sparks?|Raises?|Triggers?|Prompts?|Stirs?|Rattles?|Irks?|Upsets?|Alarms?|Provokes?|Causes?|"
    r"Sends?|Shows?|Leaves?|Puts?|Hits?|Meets? With|Rejected|Condemned|Welcomed|Criticized|Criticised)\b"
)  # verbs of headlines in capitals
_BARE = re.compile(
    rf"(?:(?:official|press|media|joint|final) )*(?:news )?{_ANNOUNCED}(?: (?:no\.? ?)?[\d/-]+)?", re.IGNORECASE
)
_ADJECTIVES = re.compile(r"^(?:(?:joint|press|final|official|media|opening|closing)\b\s*)+", re.IGNORECASE)
# what stands in small letters in the name of an issuer; any other small word makes the line a headline's sentence
_SMALL = frozenset(
    (
        "of the and for on behalf de la le les du des del von van der den bin al y e & a an "
        "foreign prime vice deputy first acting permanent special official high senior federal national state "
        "minister ministers ministry ministries president presidents presidency premier chancellor king emir secretary secretary-general "
        "spokesperson spokesman spokeswoman representative representatives government governments leaders heads head chief chair "
        "chairman chairperson members council commission committee department office mission delegation embassy leadership "
        "external affairs relations extraordinary ordinary emergency regular session ministerial summit meeting"
    ).split()
)
_POSSESSIVE = re.compile(
    r"^(?P<who>(?:[A-Z][\w.’-]*\s+){1,6}[A-Z][\w.-]*)[’']s?\s+(?i:(?:regular |weekly |daily |opening |joint )*(?:remarks|speech|address|press conference|statement|briefing))"
)
_PERSON_AFTER = re.compile(r"\b(?:by|from|of)\s+(?:the\s+)?(?=[A-Z])")
_JOINING = frozenset("of the and for de von van der den bin al & y e".split())
_AFTER = frozenset("Before After At On In Following During Upon To Regarding About Marking Ahead".split())
_NO_PERSON = re.compile(
    r"\b(?:Affairs|Ministry|Department|Office|Briefing|Press|Conference|Government|Council|Assembly|Commission|Republic|States)\b"
)
_SIGNED = re.compile(
    r"(?P<name>(?:[A-Z][\w.’'-]*\s+){1,3}[A-Z][\w’'-]+),\s+(?P<office>(?:(?:Deputy|Vice|Acting|Prime|Foreign) )*"
    r"(?:Secretary(?: of State)?|Minister|President|Premier|Chancellor|Spokes\w+|Department Spokes\w+)\b[\w ]{0,40})"
)
_UP = "[A-ZÀ-ÖØ-ÞĀĂĄĆĊČĎĐĒĖĘĚĞĠĢĦĪĮİĶĹĻĽŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŴŶŸŹŻŽḤṢṬẒ]"
_HOLDER = re.compile(
    r"\b(?i:spokes\w+|minister|secretary|president|director|commissioner|representative|chancellor|premier|secretary[- ]general|director[- ]general)\b,?"
    rf"(?:\s+for\s+(?:the\s+)?{_UP}[\w-]+(?:\s+{_UP}[\w-]+){{0,2}},?)?\s*[:,]?\s+"
    rf"(?P<who>(?:(?:Shri|Smt\.?|Mr\.?|Ms\.?|Mrs\.?|Dr\.?)\s+)?{_UP}[\w’'-]+(?:\s+(?:[a-z]{{2,3}}\s+)?{_UP}[\w’'-]+){{1,3}})"
)


def heading_lines(text: str) -> tuple[str, ...]:
    """Give the lines above a text that are no sentences: title, dateline, publisher, number."""
    found: list[str] = []
    for line in text.split("\n"):
        line = line.strip()
        if not line:
            continue
        if len(line) > _LONGEST or _NO_HEADING.search(line) or len(found) == _MOST_LINES:
            break
        found.append(line)
    return tuple(found)


def issuer_in(line: str) -> str:
    """Give the words of a heading that name who issues the text, '' where it announces none.

    "Statement of the Ministry of Foreign Affairs of Ruritania on the strait" gives "the Ministry of Foreign Affairs of
    Ruritania"; a headline ("Statement by Ruritania angers its neighbour") announces nothing.
    """
    if _HEADLINE.search(line):
        return ""
    for shape in (_BEHALF, _BY, _LEADING, _LATER_BY):
        if found := shape.search(line):
            owner = _ADJECTIVES.sub("", found["owner"]).strip(" ,")
            words = re.split(r"[\s,]+", owner)
            if owner and all(word[:1].isupper() or word[:1].isdigit() or word in _SMALL for word in words if word):
                return owner
    return ""


def is_bare(line: str) -> bool:
    """True for a heading that only says what kind of text follows: "PRESS RELEASE", "Communiqué No. 12"."""
    return bool(_BARE.fullmatch(line))


def signed_by(lines: tuple[str, ...]) -> str:
    """Give office and name of the person named below a bare heading: "Press Statement", "Lin Tale", "Secretary of State"."""
    for line in (*lines, *(f"{one}, {other}" for one, other in pairwise(lines))):
        if found := _SIGNED.fullmatch(line):
            return f"{found['office']} {found['name']}"
    return ""


def whose(title: str) -> str:
    """Give the speaker whom a title names: "Statement by Foreign Minister Aldane on the strait"."""
    if match := _POSSESSIVE.search(title):
        return " ".join(match["who"].split())
    by = _PERSON_AFTER.search(title)
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
            if name in _WORDS_LIKE_CODES:
                code = ""
            if code and not (at and words[at - 1] == "National"):
                if code not in found:
                    found.append(code)
                at += length
                break
        else:
            at += 1
    return ";".join(found)


def dated_from(lines: Iterable[str], names: Names) -> str:
    """Give the code of the state from whose capital a heading is dated ("Lima, 3 May 2030"), '' where it is none."""
    dated = [line for line in lines if re.search(r"\d", line) and not re.search(rf"\b{_ANNOUNCED}\b", line)]
    seats = {names.capital(part.strip()) for line in dated for part in re.split(r"[,;:.()]|\s[–—-]\s", line)} - {""}
    return seats.pop() if len(seats) == 1 else ""
