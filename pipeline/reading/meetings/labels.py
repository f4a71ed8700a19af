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

Kind = Literal["question", "answer", "chair", "titled", "office", "outlet", "capitals", "name", "word"]
STRONG = ("question", "answer", "chair", "titled", "office", "outlet")

_HONORIFICS = (
    "mr ms mrs miss mme sir dame lord lady baroness dr prof professor prince princess sheikh sheikha shaikh king queen "
    "archbishop bishop cardinal monsignor msgr count judge justice reverend rev father sister imam shri smt shrimati "
    "gen general adm admiral col colonel capt captain maj major lt sgt ambassador amb chancellor governor gov senator sen congressman "
    "congresswoman representative rep secretary sec minister premier mayor chair chairman chairwoman chairperson commissioner "
    "administrator advisor adviser coordinator director attorney undersecretary h.e h.e."
).split()
_OFFICE_HEADS = (
    "president",
    "vice president",
    "prime minister",
    "deputy prime minister",
    "foreign minister",
    "deputy foreign minister",
    "minister",
    "vice minister",
    "deputy minister",
    "state minister",
    "foreign secretary",
    "secretary",
    "deputy secretary",
    "under secretary",
    "assistant secretary",
    "secretary-general",
    "secretary general",
    "deputy secretary-general",
    "deputy secretary general",
    "director-general",
    "director general",
    "high representative",
    "vice-president",
    "spokesperson",
    "spokesman",
    "spokeswoman",
    "deputy spokesperson",
    "deputy spokesman",
    "deputy spokeswoman",
    "associate spokesperson",
    "official spokesperson",
    "chief spokesperson",
    "press secretary",
    "chancellor",
    "federal chancellor",
    "premier",
    "taoiseach",
    "king",
    "crown prince",
    "queen",
    "high commissioner",
    "chief commissioner",
    "commissioner",
    "senior administration official",
    "senior state department official",
    "senior defense official",
    "senior official",
    "official",
    "the president",
    "the acting president",
    "the temporary president",
    "the vice-president",
    "acting president",
    "temporary president",
    "the vice president",
    "the first lady",
    "the prime minister",
    "the foreign minister",
    "the minister",
    "the secretary",
    "the secretary-general",
    "the deputy secretary-general",
    "the spokesperson",
    "the spokesman",
    "the spokeswoman",
    "the chancellor",
    "nato secretary general",
    "chief cabinet secretary",
    "national security adviser",
    "national security advisor",
)
_QUESTION = re.compile(
    r"(?:q|question|questions?(?: from .+)?|follow[- ]?up(?: question)?|add-?on question|additional question|supplementary question|reporter|journalist|correspondent|"
    r"media|press|the press|remark|unidentified (?:reporter|journalist|speaker)|speaker from the audience|audience member|audience question|question from the (?:audience|floor)|participant|"
    r"interviewer|host|anchor|unidentified (?:fe)?male)(?:\s*(?:no\.?\s*)?\d{1,2})?(?:\s*[,–—-]\s*(?:[A-Z][\w.&’'-]*[\s,]*){1,5})?"
)
_ANSWER = re.compile(r"(?:a|answer|ans|reply|response)(?:\s*\d{1,2})?")
_CHAIR = re.compile(
    r"(?:the (?:chair(?:man|person|woman)?|moderator|co-chair)|the acting chair(?:man|person)?|chair(?:man|woman|person)? [A-Z][\w’'-]+|mod|moderator|mod[eé]rat(?:eur|rice)|l[ea] mod[eé]rat(?:eur|rice)|facilitator|interpreter|translator|via interpreter|"
    r"operator|(?:[\w ]+ )?(?:staff|aide|crew)|(?:the )?audience|announcer|narrator|coordinator|voice|press officer|master of ceremonies|mc|chair|the chair)"
)
# words that open a remark, a list or a memorandum, and never name a speaker
_NO_SPEAKER = frozenset(
    (
        "first firstly second secondly third thirdly fourth fifth sixth finally lastly next then also but and so now note notes nb ps re subject from to cc "
        "date time place location venue source sources background participants participant attendees present presenter presenters briefer agenda item items "
        "topic topics summary contact contacts phone tel telephone fax email e-mail website web address annex appendix article chapter "
        "section part paragraph resolution decision document table figure box example examples option step point points "
        "remember warning caution attention update correction editor editors transcript video audio photo link links see read "
        "here this that these those there it its we i you he she they our my your his her their what when where why how who "
        "which yes no okay ok well thus hence therefore however moreover furthermore again today tomorrow yesterday "
        "in on at for of by with as if because since until while after before during about among between under over "
        "one two three four five six seven eight nine ten a an all both each every some any many most more "
        "favour favor against abstaining abstentions absent members member sentence offense offence conclusion introduction result results "
        "following below above highlights key question-and-answer dear sentenced deadline status answer reason reasons fact facts quote unquote "
        "translation original text title headline published updated tags keywords category share print order statement remarks speech press-release "
        "is are was were be being been do does did has have had can could will would shall should may might must let"
    ).split()
)
_PARTICLES = frozenset(
    "de del della der den di da do dos das du la le les el al bin ibn ben bint van von zu y e und af av ter ten of the and for ud dela san st".split()
)
_PAREN = r"\s*(?:\((?P<{0}>[^()\n]{{1,120}})\)|\[(?P<{0}b>[^\[\]\n]{{1,120}})\])"
_LABEL = re.compile(
    r"(?P<core>[^\n:：()\[\]?!;“”\"]{1,90}?)"
    + "".join(f"(?:{_PAREN.format(name)})?" for name in ("p", "q", "r"))
    + r"\s*[:：]\s*"
)
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
    label = _classified(core, brackets, names)
    if label is None:
        bare = _BARE_Q.match(paragraph)
        return Label("Q", "question", bare.end()) if bare else None
    kind, state, office, outlet, tongue = label
    length = lead if bold else found.end()
    return Label(core, kind, length, state, office, outlet, tongue, bold)


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
    if kind == "outlet" and not outlet:
        outlet = core.rpartition(",")[2].strip()
    return kind, state, office, outlet, tongue


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
    if first in _HONORIFICS and len(words) > 1 and len(words) <= 9:
        return "titled" if any(c.isalpha() for c in words[1]) and _person_like(words[1:], lenient=True) else None
    if (first not in _NO_SPEAKER or first == "the") and _office(lower, words):
        return "office"
    if first in _NO_SPEAKER or any(ch.isdigit() for ch in core):
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
    for head in _OFFICE_HEADS:
        if (
            lower == head
            or (lower.startswith(head + " ") and _person_like(words[len(head.split()) :], lenient=True))
            or (lower.startswith(head + ","))
        ):
            return True
    # "Ruritanian Foreign Minister Name", "Foreign Ministry Spokesperson Name"
    return any(
        f" {head} " in f" {lower} " for head in _OFFICE_HEADS if " " in head or head.startswith("spokes")
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
        elif bare.casefold() not in _PARTICLES and not (
            lenient and re.sub(r"[-’']", "", bare).isalpha() and len(words) <= 3
        ):
            return False
    return good > 0 or (lenient and len(words) <= 3)
