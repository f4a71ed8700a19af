"""Messages collected in one text, each behind its sender: "@handle: …", "Ruritanian Foreign Ministry: …", "Name, office: …"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.reading.headings import states_in
from pipeline.reading.meetings.labels import Names

_SENDER = re.compile(r"(?P<who>(?:[^:\n“”\"?!]|:(?=\d\d)){2,140}?):\s+(?P<words>\S.*)", re.DOTALL)
_HANDLE = re.compile(r"@\w{2,40}")
_BRACKETS = re.compile(r"\s*\(([^()]{1,80})\)")
_OFFICE = re.compile(
    r"\b(?:president|premier|chancellor|king|queen|emir|taoiseach|minister|secretary|spokes\w+|ambassador|envoy|representative|commissioner|"
    r"governor|senator|mp|chief|head|chair(?:man|woman)?)\b",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"\b(?:(?:foreign|defen[cs]e|interior|justice) (?:ministry|office|department)|ministry of [\w ]+|mfa|mofa|government|presidency|state department|embassy|"
    r"permanent mission|mission to|president[’']s office|prime minister[’']s office|coast guard)\b",
    re.IGNORECASE,
)
_FORMER = re.compile(
    r"\b(?:former|ex|retired|onetime|opposition|parody|fan|unofficial|rt|senator|mp|lawmaker|party)\b", re.IGNORECASE
)
_ASIDE = re.compile(
    r"(?:in|on|at|from|via|to|writing|posting|speaking|hours?|minutes?|later|earlier|the (?:same|next)|next|same|shortly|soon|then|again|also|"
    r"yesterday|today|tonight|this|a (?:few|day|week|month)|an? hour|one|two|three|four|five|several|some|\d|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b.*",
    re.IGNORECASE,
)
_ORGAN = r"(?:mfa|mofa|mea|mid|diplo|gov|govt|foreignministry|foreignoffice|ministry|presidency|pmo)"
_TONGUE = r"(?:en|eng|english|official)"
_POST_ABROAD = re.compile(r"@(?P<sender>[A-Z]{2,3})(?:_?(?:Amb|Emb|Mission|Consul)|in(?=[A-Z]))")
_SMALL = frozenset(
    (
        "de del da di la le bin ibn al el van von der den of and for the a to foreign prime vice deputy acting first permanent special "
        "information interior defence defense finance justice security press official office government ministry state coast guard chief former retired opposition"
    ).split()
)
_OWN = re.compile(r"\b(?:we|our|us|i|my)\b", re.IGNORECASE)
_WHOLLY_QUOTED = re.compile(r"[“\"‘'].*[”\"’']\.?", re.DOTALL)
_SENTENCE = re.compile(r"[.!?…][”\"’')]*\Z")
_SHARE, _LEAST = 0.5, 3


@dataclass(frozen=True, slots=True)
class Sender:
    """Who a message is from: a name or handle, an office, the code of the state where the label itself names it."""

    name: str
    office: str
    state: str
    words: str
    sure: bool


def sender_of(paragraph: str, names: Names) -> Sender | None:
    """Give the sender of a message and its words; None for a paragraph that opens with no sender."""
    found = _SENDER.match(paragraph)
    if found is None:
        return None
    words = found["words"].strip()
    brackets = _BRACKETS.findall(found["who"])
    parts = [part.strip() for part in _BRACKETS.sub("", found["who"]).split(",") if part.strip()]
    if not parts or re.search(r"[.!?;]\s+[a-z]", found["who"]):
        return None
    people: list[str] = []
    offices: list[str] = []
    state = ""
    for at, part in enumerate(parts):
        if at and (_ASIDE.fullmatch(part) or names.capital(part)):
            continue
        if not _is_named(part):
            return None
        held = bool(_OFFICE.search(part) or _BODY.search(part))
        state = state or (_state_of(part, names) if held or not at else "")
        (offices if held else people).append(part)
    if len(people) > 1:
        return None
    name = people[0] if people else offices[0]
    office = offices[0] if people and offices else ""
    for text in brackets:
        if not _HANDLE.fullmatch(text) and _is_named(text) and (names.state(name) or _BODY.search(name)):
            name, office = text, office or name  # "Ruritania (Foreign Minister Aldane)"
    lone = len(parts) == 1 and not office and not brackets and not _HANDLE.fullmatch(name)
    if lone and (names.capital(name) or names.outlet(name) or (names.state(name) and not _OWN.search(words))):
        return None  # a dateline, a newspaper, or a list of what states did
    if _FORMER.search(f"{name} {office}"):
        state = ""
    elif _HANDLE.fullmatch(name):
        state = _account(name, names)
    sure = bool(_HANDLE.fullmatch(name) or state or office or _WHOLLY_QUOTED.fullmatch(words))
    return Sender(re.sub(r"[’']s? office$", "", name), office, state, _unquoted(words), sure)


def _unquoted(words: str) -> str:
    """A message without the quotation marks around the whole of it."""
    inner = words[1:].rstrip(".")[:-1] if _WHOLLY_QUOTED.fullmatch(words) else ""
    return inner if inner and not re.search(r"[“”\"]", inner) else words


def messages(paragraphs: list[str], names: Names) -> list[Sender | str] | None:
    """Give the messages of a collection in order, and as plain text what stands between them; None where it is none.

    Most paragraphs must open with a sender, or the only one with a ministry, an office or a handle.
    """
    found = [sender_of(paragraph, names) for paragraph in paragraphs]
    first = next((at for at, sender in enumerate(found) if sender), None)
    if first is None or first > 3 or any(len(p) > 300 for p in paragraphs[:first]):
        return None
    body = found[first:]
    senders = [sender for sender in body if sender]
    if len(body) == 1:
        only = senders[0]
        single = bool(_HANDLE.fullmatch(only.name)) or (only.state and bool(_BODY.search(f"{only.name} {only.office}")))
        if not single or not _SENTENCE.search(only.words) or first:
            return None
    elif len(senders) < _LEAST or len(senders) < _SHARE * len(body) or sum(s.sure for s in senders) < len(senders) / 2:
        return None
    return [sender or paragraph for sender, paragraph in zip(found, paragraphs, strict=True)]


def _account(handle: str, names: Names) -> str:
    """Code of the state whose ministry or embassy holds an account: @RuritaniaMFA, @mfa_ruritania, @UKinUSA."""
    if abroad := _POST_ABROAD.match(handle):
        return names.state(abroad["sender"])
    if seat := names.seat(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", handle[1:])):
        return seat
    bare = re.sub(rf"_{_TONGUE}$", "", handle[1:].casefold()).replace("_", "")
    of = re.fullmatch(rf"{_ORGAN}(?P<behind>\w+)|(?P<before>\w+?){_ORGAN}", bare)
    return names.state(of["behind"] or of["before"]) if of else ""


def _is_named(part: str) -> bool:
    """True for words that could be a name, an office or a body: no verb, no sentence."""
    if _HANDLE.fullmatch(part):
        return True
    words = part.split()
    plain = [word for word in words if not word[:1].isupper() and word.casefold() not in _SMALL]
    return len(plain) < len(words) <= 9 and all(_OFFICE.fullmatch(word) for word in plain)


def _state_of(part: str, names: Names) -> str:
    states = states_in(re.split(r"\b(?:to|in|on)\b", part)[0], names) or names.seat(part)
    return "" if ";" in states else states
