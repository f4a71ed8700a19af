"""Speaker labels: whether the start of a paragraph says who speaks, and what it says about them.

"Mr. Aldane (Norway) (spoke in French):", "MS. TALE:", "Q", "Reuters:", "**Name Surname:**" and "Name, Outlet:" are labels;
"To be clear:", "Location:" and "Resolution 9999 (2030):" are not. A label alone proves little: `turns` weighs all labels of
a document together.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from pipeline.reading.meetings.label_words import HONORIFICS, NO_SPEAKER, OFFICE_HEADS, PARTICLES

Kind = Literal["question", "answer", "chair", "titled", "office", "outlet", "capitals", "name", "word"]
STRONG = ("question", "answer", "chair", "titled", "office", "outlet")

_QUESTION = re.compile(
    r"(?:q|question|questions?(?: from .+)?|follow[- ]?up(?: question)?|add-?on question|additional question|supplementary question|reporter|journalist|correspondent|"
    r"media|press|the press|remark|unidentified (?:reporter|journalist|speaker)|speaker from the audience|audience member|audience question|question from the (?:audience|floor)|participant|"
    r"interviewer|host|anchor|unidentified (?:fe)?male)(?:\s*(?:no\.?\s*)?\d{1,2})?(?:\s*[,–—-]\s*(?:[A-Z][\w.&’'-]*[\s,]*){1,5})?"
)
_ANSWER = re.compile(r"(?:a|answer|ans|reply|response)(?:\s*\d{1,2})?")
_CHAIR = re.compile(
    r"(?:the (?:chair(?:man|person|woman)?|moderator|co-chair)|the acting chair(?:man|person)?|chair(?:man|woman|person)? [A-Z][\w’'-]+|mod|moderator|mod[eé]rat(?:eur|rice)|l[ea] mod[eé]rat(?:eur|rice)|facilitator|interpreter|translator|via interpreter|"
    r"operator|(?:[\w ]+ )?(?:staff|aide|crew)|(?:the )?audience|announcer|narrator|coordinator|voice|press officer|master of ceremonies|mc|chair|the chair|"
    r"(?:mr|mister|madam|the|hon|honourable|madame)\.? (?:deputy |acting )*speaker|(?:acting )?speaker|an (?:leas-)?(?:ch?eann comhairle|ch?athaoirleach)|(?:the )?presiding officer)"
)
_PAREN = r"\s*(?:\((?P<{0}>[^()\n]{{1,120}})\)|\[(?P<{0}b>[^\[\]\n]{{1,120}})\])"
_LABEL = re.compile(
    r"(?P<core>[^\n:：()\[\]?!;“”\"]{1,90}?)"
    + "".join(f"(?:{_PAREN.format(name)})?" for name in ("p", "q", "r"))
    + r"(?P<tail>,?\s+(?:also |speaking|on behalf|in (?:his|her|my|their|the) |introducing|reading|presenting|continuing|replying|responding|via |as )[^:：\n?!“”\"]{0,160}?)?"
    + r"\s*[:：]\s*"
)
_BEHALF = re.compile(r"\b(?:behalf|name) of\s+(?P<others>.+)$")
_OF = re.compile(r"\b(?:of|for) (?:the )?(?=[A-Z])")
_MEMBER = re.compile(
    r"(?i:Mrs?|Ms|Miss|Dr|Sir|Dame|Lord|Lady|Baroness|Deputy|Shri|Smt|Shrimati|Amb|Ambassador|H\.E)\b\.?\s+[A-Z].{1,60}"
)
_TITLES = frozenset("mr mrs ms miss dr sir dame lord lady baroness deputy shri smt shrimati amb ambassador".split())
_BOLD = re.compile(r"\*\*\s*(?P<inner>[^*\n]{1,140}?(?:\*{4}[^*\n]{1,100}?)?)\s*\*\*\s*(?P<colon>[:：]?)\s*")
_BARE_Q = re.compile(
    r"(?:\*\*)?Q(?:\*\*)?(?:\s*\d{1,2})?\s*(?:[.):]\s*)?(?:\*\*)?\s+(?=[^\W\d_]|[(“\"'‘\[\\$€£\d…–—-])"
)
_TAGGED = re.compile(
    r"[<(\[](?P<who>Q|A|(?i:Question|Answer|Reporter|Journalist|Minister|Spokesperson))(?:\s*\d+)?[>)\]]\s*:?\s*(?:Q\s*[:.]?\s+)?"
)
_OUTLET_DASH = re.compile(r"(?:[A-Z]\w+[’']s )?(?P<who>[A-Z][\w’' .&-]{1,40}?)\s+[–—-]\s+(?=[A-Z“\"‘(])")
_BROKEN_PRESIDENT = re.compile(r"the\s*p\s*r\s*e\s*s\s*i\s*-?\s*d\s*e\s*n\s*t", re.IGNORECASE)
_DASHED = re.compile(r"(?:\*\*)?(?P<who>Q|A|Question|Answer)\s*(?:\d{1,2}\s*)?[–—]\s*(?=[A-Z“\"‘(])")
_LETTERED = re.compile(r"(?P<who>[QA])\s?\d{0,2}\s?[.)]\s+(?=[A-Z“\"(‘])")
_TONGUE = re.compile(
    r"(?:spoke in|speaking in|interpretation from|interpreted from|translation from|translated from|in) (?:the )?(?P<tongue>[A-Z][a-z]+)|(?:via|through) (?:an )?interpret|interpretation", re.IGNORECASE
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Label:
    """Who a paragraph says is speaking.

    Attributes:
        speaker: The label as a scholar would list it: without brackets, colon and marks.
        kind: What sort of label it is; the kinds in `STRONG` are labels by their own words.
        state: Code of the state or body in brackets after the name, '' where there is none.
        office: An office in brackets after the name.
        outlet: The news outlet that the label names, '' where none.
        tongue: The language spoken, where the text is said to be interpreted ('French').
        bold: True where the label stands in bold.
        behalf: In whose name else the words are said ("on behalf of …"), as the label has it.
        length: How many characters of the paragraph it takes up.
    """

    speaker: str
    kind: Kind
    length: int
    state: str = ""
    office: str = ""
    outlet: str = ""
    tongue: str = ""
    bold: bool = False
    behalf: str = ""

    @property
    def key(self) -> str:
        """What makes two labels the same speaker: the name without case, titles' dots and spacing."""
        return re.sub(r"[\W_]+", " ", self.speaker).casefold().strip()


@dataclass(frozen=True, slots=True)
class Names:
    """What labels are checked against.

    Attributes:
        state: Gives the code of a state or body that a text names, or ''.
        outlet: True for the name of a news outlet.
        demonym: Gives the code of the state whose adjective a word is ('Tunisian'), or ''.
        capital: Gives the code of the state whose capital a text names, or ''.
        seat: Gives the code of the state whose seat of government ('the Kremlin') stands in a text, or ''.
    """

    state: Callable[[str], str]
    outlet: Callable[[str], bool]
    demonym: Callable[[str], str]
    capital: Callable[[str], str]
    seat: Callable[[str], str]


def label_of(paragraph: str, names: Names) -> Label | None:
    """Give the speaker label with which a paragraph opens, or None."""
    plain, lead, bold = paragraph, 0, False
    tagged = _TAGGED.match(paragraph) or _LETTERED.match(paragraph) or _DASHED.match(paragraph)
    if tagged:
        who = tagged["who"]
        kind: Kind = "question" if who.lower() in ("q", "question", "reporter", "journalist") else "answer"
        return Label(who, kind, tagged.end())
    if (dashed := _OUTLET_DASH.match(paragraph)) and names.outlet(dashed["who"]):
        return Label(dashed["who"], "outlet", dashed.end(), outlet=dashed["who"])
    if match := _BOLD.match(paragraph):
        inner = match["inner"].rstrip()
        if match["colon"] or inner.endswith((":", "：")) or match.end() == len(paragraph):
            plain, lead, bold = inner.rstrip(":： ") + ":", match.end(), True
            if "(" in inner or not match["colon"]:
                rest = re.match(r"(\([^()\n]{1,80}\)|\[[^\[\]\n]{1,80}\])\s*[:：]\s*", paragraph[lead:])
                if rest:
                    plain, lead = f"{inner.rstrip(':： ')} {rest[1]}:", lead + rest.end()
        elif rest := re.match(
            r"((?:\([^()\n]{1,80}\)\s*|\[[^\[\]\n]{1,80}\]\s*){1,3})[:：]\s*", paragraph[match.end() :]
        ):
            plain, lead, bold = f"{inner} {rest[1]}:", match.end() + rest.end(), True
        elif inner.casefold() in ("q", "a"):
            return Label(inner, "question" if inner.casefold() == "q" else "answer", match.end(), bold=True)
    found = None if _BARE_Q.match(paragraph) else _LABEL.match(plain)
    if found is None:
        bare = _BARE_Q.match(paragraph)
        return Label("Q", "question", bare.end()) if bare else None
    core = " ".join(found["core"].strip(" *_.–—-\t").replace("****", "").split())
    if _BROKEN_PRESIDENT.fullmatch(core):
        core = "The President"
    brackets = [text.strip() for text in (found[g] or found[g + "b"] for g in ("p", "q", "r")) if text]
    tail = " ".join(filter(None, (found["tail"], *filter(_BEHALF.search, brackets))))
    brackets = [text for text in brackets if not _BEHALF.search(text)]
    core, brackets = _person_first(core, brackets, names)
    label = _classified(core, brackets, names) if not tail or brackets or _MEMBER.match(core) else None
    if label is None:
        bare = _BARE_Q.match(paragraph)
        return Label("Q", "question", bare.end()) if bare else None
    kind, state, office, outlet, tongue = label
    length = lead if bold else found.end()
    behalf = _BEHALF.search(tail)
    return Label(core, kind, length, state, office, outlet, tongue, bold, behalf["others"] if behalf else "")


def _person_first(core: str, brackets: list[str], names: Names) -> tuple[str, list[str]]:
    """Give name and brackets where an office or a country stands before its holder: "The Secretary of State (Mr. Aldane)"."""
    if (
        len(brackets) >= 1
        and _MEMBER.fullmatch(brackets[0])
        and core.split()
        and core.split()[0].strip(".").casefold() not in _TITLES
    ):
        return brackets[0], [core, *brackets[1:]]
    return core, brackets


def _classified(core: str, brackets: list[str], names: Names) -> tuple[Kind, str, str, str, str] | None:
    state = office = outlet = tongue = ""
    for text in brackets:
        spoken = _TONGUE.search(text)
        if spoken:
            tongue = (spoken["tongue"] or "").capitalize()
        elif names.outlet(text):
            outlet = text
        elif not state and names.state(text):
            state = names.state(text)
        else:
            office = office or text
    kind = _kind(core, names, bool(outlet))
    if kind is None:
        return None
    if not state and kind in ("office", "titled"):
        state = _state_served(core, names)
    elif kind == "name" and (state or len(brackets) > 1):  # a country, or a member's seat and party
        kind = "titled"
    elif not state and kind in ("name", "word", "capitals"):
        state = names.state(core)
    if kind == "outlet" and not outlet:
        outlet = core.rpartition(",")[2].strip()
    return kind, state, office, outlet, tongue


def _state_served(core: str, names: Names) -> str:
    """Code of the state of which a label names an officer: "Minister of Foreign Affairs of Ruritania"."""
    bare = re.sub(r"\s+to\s.*", "", core)
    return next((code for of in _OF.finditer(bare) if (code := names.state(bare[of.end() :]))), "")


def _kind(core: str, names: Names, has_outlet: bool) -> Kind | None:
    words = core.split()
    lower = core.casefold()
    if not words or len(words) > 12:
        return None
    if _QUESTION.fullmatch(core[:1].casefold() + core[1:]) or _QUESTION.fullmatch(lower):
        return "question"
    if _ANSWER.fullmatch(lower):
        return "answer"
    if _CHAIR.fullmatch(lower) or _CHAIR.fullmatch(core):
        return "chair"
    if has_outlet or names.outlet(core) or ("," in core and _ends_in_outlet(core, names)):
        return "outlet" if _person_like(words) else None
    first = words[0].casefold().strip(".,")
    if first in HONORIFICS and 1 < len(words) <= 9 and not (first == "deputy" and _office(lower, words)):
        return "titled" if any(c.isalpha() for c in words[1]) and _person_like(words[1:], lenient=True) else None
    if (first not in NO_SPEAKER or first == "the") and _office(lower, words):
        return "office"
    if first in NO_SPEAKER or any(ch.isdigit() for ch in core):
        return None
    letters = [c for c in core if c.isalpha()]
    if len(letters) > 2 and core.upper() == core and len(words) <= 6:
        return "capitals"
    if not _person_like(words) or len(words) > 6:
        return None
    return "name" if len(words) > 1 else "word"


def _office(lower: str, words: list[str]) -> bool:
    if len(words) > 12:
        return False
    for head in OFFICE_HEADS:
        if (
            lower == head
            or (lower.startswith(head + " ") and _person_like(words[len(head.split()) :], lenient=True))
            or (lower.startswith(head + ","))
        ):
            return True
    # "Ruritanian Foreign Minister Name", "Foreign Ministry Spokesperson Name"
    return any(
        f" {head} " in f" {lower} " for head in OFFICE_HEADS if " " in head or head.startswith("spokes")
    ) and _person_like(words)


def _ends_in_outlet(core: str, names: Names) -> bool:
    head, _, tail = (part.strip() for part in core.partition(","))
    return names.outlet(tail) or names.outlet(head) or tail.casefold() in ("reporter", "journalist", "press")


def _person_like(words: list[str], *, lenient: bool = False) -> bool:
    """True where every word could be part of a name: capitalised, or a particle such as `de` or `bin`."""
    good = 0
    for word in words:
        bare = word.strip(".,’'\"*-–—")
        if not bare:
            continue
        if bare[0].isupper() or bare.casefold().startswith(
            ("al-", "el-", "d'", "d’", "an-", "as-", "ad-", "ar-", "ash-")
        ):
            good += 1
        elif bare.casefold() not in PARTICLES and not (
            lenient and re.sub(r"[-’']", "", bare).isalpha() and len(words) <= 3
        ):
            return False
    return good > 0 or (lenient and len(words) <= 3)
