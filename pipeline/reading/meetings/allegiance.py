"""For whom speakers speak: the state or body whose meeting it is, and those whom heading or label introduce."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from pipeline.config import Publishers
from pipeline.reading.headings import states_in
from pipeline.reading.meetings.labels import Names
from pipeline.reading.meetings.turns import Transcript

_OFFICIAL = re.compile(
    r"\b(?:ministry|department|minister|foreign office|white house|presidency|president|prime minister|government|embassy|spokes\w+|director|"
    r"secretary|secretariat|commission|headquarters|pentagon|kremlin|federal)\b",
    re.IGNORECASE,
)
OFFICE = re.compile(
    r"\b(?:(?:prime|foreign|deputy|vice|state|federal) )*(?:minister|president|secretary|chancellor|premier|ambassador|representative|king|emir|spokes\w+)\b",
    re.IGNORECASE,
)
OFFICE_KEY = "office: "
_BRIEFING = re.compile(
    r"\b(?:spokes\w+|briefing|(?:press|news) conference|media|interview|doorstop|transcript)\b", re.IGNORECASE
)
_BETWEEN = re.compile(r"\b(?:visit|meeting|talks|call|conversation|relations|war|crisis|joint|with)\b", re.IGNORECASE)
_TOPICS = re.compile(r"\W*(?:topics?|subjects?|re|index|agenda|contents)\b", re.IGNORECASE)
_PARLIAMENT = re.compile(
    r"\b(?:House of (?:Commons|Lords|Representatives|Assembly)|Hansard|Parliament(?:ary)?|D[aá]il|Seanad|Lok Sabha|Rajya Sabha|Senate|Bundestag|"
    r"Knesset|Congressional Record|National Assembly|Legislative (?:Council|Assembly))\b"
)
_SHORT = 200
_NAME = r"([A-Z][\w.’-]{0,30}(?:\s[A-Z][\w.’-]{0,30}){0,3})"
_ASKED = re.compile(
    rf"\b(?:Does|Do|Did|Will|Would|Has|Have|Is|Are|Can|Could|Should)\s(?:the\s)?{_NAME}"
    rf"|\b(?:does|did|will|has|is)\s(?:the\s)?{_NAME}"
    rf"|\b(?:the\s)?{_NAME}['’]s\s(?:comments?|response|reaction|position|view|take|stance|assessment)\b"
)
_ITSELF = re.compile(
    rf"(?:^|[.!?]\s|\n)(?:The\s)?{_NAME}\s(?:side\s|[Gg]overnment\s)?(?:firmly |strongly |always |has |have |is |are )*"
    r"(?:hopes?|opposes?|supports?|welcomes?|regrets?|condemns?|urges?|calls? (?:on|for)|stands?|attach(?:es)?|follows?|grieves?|believes?|"
    r"maintains?|will|would|always|ready|concerned|grateful|lodged|noted|appreciates?|rejects?|held|made its|takes?)\b"
)
_CLEARLY = 3  # times as often as any other


def home_of(title: str, matter: str, publishers: Publishers, names: Names) -> str:
    """Give the code of the state or body that holds a meeting, as title and headings tell; '' where they do not.

    A publisher's name ("The White House"), or a single state named with an office ("Ministry of Foreign Affairs of
    Ruritania"), else the capital from which a spokesman's briefing is dated.
    """
    lines = [
        line.strip("*# _")
        for line in (title, *re.split(r"\n+", matter))
        if line.strip() and len(line) <= _SHORT and not _TOPICS.match(line)
    ]
    for line in lines:
        for part in (line, *re.split(r"\s[|–—-]\s|[,;:]\s", line)):
            publisher = publishers.find("", part.strip())
            if publisher is not None and publisher.kind != "media":
                return publisher.state
    if any(re.search(r"\b(?:for|of) the (?:UN )?Secretary-General\b", line) for line in lines):
        return "UN"
    for line in lines:
        if _OFFICIAL.search(line) or _BRIEFING.search(line):
            holder = re.split(r"\b(?:on|regarding|about|against|over|following|ahead)\b", line)[0]
            named = [code for code in states_in(holder, names).split(";") if code]
            joined = re.search(r"\band\b", holder, re.IGNORECASE)
            if joined and (not joined.start() or len(OFFICE.findall(holder)) > 1):
                continue  # host and guest, of whom one is named with a state
            between = _BETWEEN.search(line)
            if len(named) == 1 and (not between or (between[0] == "with" and len(named[0]) != 3)):
                return named[0]
    if any(_BRIEFING.search(line) for line in lines):
        houses = {names.seat(line) for line in lines} - {""}
        if len(houses) == 1:
            return houses.pop()
        seats = {names.capital(part.strip()) for line in lines for part in re.split(r"[,;:.()]|\s[–—-]\s", line)} - {""}
        if len(seats) == 1:
            return seats.pop()
    return ""


def asked_of(transcript: Transcript, names: Names) -> str:
    """Give the state or body that questions and answers take for the one that answers; '' where they do not agree.

    "Does X regard …?", "What is X's comment?" ask it of X; in the answers X itself "hopes", "has always held", "will".
    """
    votes: Counter[str] = Counter()
    for turn in transcript.turns:
        patterns = {"question": _ASKED, "official": _ITSELF}.get(turn.role)
        for match in patterns.finditer(turn.text) if patterns else ():
            words = next(filter(None, match.groups())).split()
            named = (
                names.state(" ".join(words[:count])) or names.demonym(words[0]) for count in range(len(words), 0, -1)
            )
            votes.update(filter(None, [next(filter(None, named), "")]))
    ranked = votes.most_common(2)
    clear = bool(ranked) and (len(ranked) == 1 or ranked[0][1] >= _CLEARLY * ranked[1][1])
    return ranked[0][0] if clear else ""


def surname_of(name: str) -> str:
    """The last name without case and accents: ARIKBUĞA and Arıkbuğa are one."""
    last = re.sub(r"[^\w’'-]", "", name.split()[-1]) if name.split() else ""
    letters = unicodedata.normalize("NFKD", last.casefold().replace("ı", "i"))
    return "".join(c for c in letters if not unicodedata.combining(c))


def in_parliament(title: str, transcript: Transcript) -> bool:
    """True for a parliament's debate: its members speak for no state unless they hold an office."""
    return bool(_PARLIAMENT.search(f"{title} {transcript.matter[:600]}")) and not gives_countries(transcript)


def gives_countries(transcript: Transcript) -> bool:
    """True for a record that gives its speakers' countries in brackets."""
    return sum(turn.kind == "titled" and bool(turn.state) for turn in transcript.turns) > 1


def fuller_labels(transcript: Transcript, *, by_surname: bool) -> dict[str, str]:
    """Give for short labels the longer one of the same speaker: "Official Spokesperson" and "Official Spokesperson Lin Tale".

    Args:
        by_surname: True where "Mr Aldane" may stand for "Mr William Aldane", as members of a parliament are recorded.
    """
    labels = {turn.speaker for turn in transcript.turns if turn.role == "official"}
    kinds = {turn.speaker: turn.kind for turn in transcript.turns}
    found: dict[str, str] = {}
    for label in labels:
        longer = {other for other in labels if kinds[label] == "office" and other.startswith(f"{label} ")}
        if by_surname and len(label.split()) == 2:
            surname = surname_of(label)
            longer |= {other for other in labels if len(other.split()) > 2 and surname_of(other) == surname}
        if len(longer) == 1:
            found[label] = longer.pop()
    return found


def introduced_in(title: str, transcript: Transcript, names: Names) -> dict[str, str]:
    """For whom people speak, by surname: as a label tells that names their state with their office, or the heading."""
    found: dict[str, str] = {}
    if gives_countries(transcript):
        # countries stand in brackets; only heads of state are announced, and speak without
        for address in re.finditer(r"Address by (.{3,150}?)(?:\n\n|$)", transcript.matter, re.DOTALL):
            states = states_in(address[1], names)
            found |= {
                surname_of(word): states for word in re.findall(r"[\w’'-]+", address[1]) if states and ";" not in states
            }
        return found
    for turn in transcript.turns:
        label = f"{turn.speaker} {turn.office}" if turn.kind == "office" or turn.office else ""
        state = turn.state or states_in(label, names) or names.seat(label)
        if state and ";" not in state and turn.role != "question":
            found.setdefault(surname_of(turn.speaker), state)
    lines = [line for line in (title, *re.split(r"\n+", transcript.matter)) if line and len(line) <= 300]
    for line in lines:
        for part in re.split(r"\band\b|[;|]|\bwith\b", line, flags=re.IGNORECASE):
            office = OFFICE.search(part)
            if office is None:
                continue
            of = re.search(r"\bof (?:the )?(.+)", part[office.end() :], re.IGNORECASE)
            states = states_in(part[: office.start()], names) or states_in(of[1] if of else "", names)
            if states and ";" not in states:
                found.setdefault(f"{OFFICE_KEY}{office[0].casefold()}", states)
                for word in re.findall(r"[\w’'-]+", part):
                    named = word[:1].isupper() or re.match(r"(?:al|el|an|as)-", word)
                    if named and not OFFICE.fullmatch(word) and not names.state(word) and not names.demonym(word):
                        found.setdefault(surname_of(word), states)
    return found
