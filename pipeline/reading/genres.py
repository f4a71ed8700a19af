"""What kind of document a text is, by its heading, its publisher and its own first words, and whose words it holds."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.config import Publisher
from pipeline.reading.headings import dated_from, is_bare, issuer_in, signed_by, states_in, whose
from pipeline.reading.meetings.labels import Names

_NAMED_READOUT = re.compile(r"\breadout\b|\bread-out\b", re.IGNORECASE)
_READOUT = re.compile(
    r"\breadout\b|\bread-out\b|^(?:tele)?phone call\b|^(?:call|meeting|conversation|talks)\b.{0,80}\bwith\b"
    r"|\b(?:press release|statement)\b.{0,120}\b(?:receives|received|meets|met with|(?:tele)?phone (?:call|conversation)|conversation with|call with|meeting with|talks with)\b",
    re.IGNORECASE,
)
_JOINT = re.compile(
    r"\bjoint (?:[\w’'-]+ ){0,3}(?:statement|communiqu[eé]|declaration|vision|message|press release)|\bleaders[’']? (?:joint )?(?:statement|declaration|communiqu)"
    r"|\b(?:G7|G20|Quad|trilateral) (?:[\w’'-]+ ){0,4}(?:statement|communiqu|declaration)",
    re.IGNORECASE,
)
_BARE_JOINT = re.compile(
    r"joint (?:[\w’'-]+ ){0,2}(?:statement|communiqu[eé]|declaration|press release)(?=\s*(?:$|[,:(–—]|\d))",
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
_OFFICE = re.compile(
    r"\b(?:ministr(?:y|ies)|ministers?|governments?|presiden(?:t|ts|cy)|premier|chancell(?:or|ery)|secretar(?:y|iat)\b|mof?a|mfa|department|foreign office|spokes\w+|"
    r"representatives?|mission|embassy|delegation|leaders|heads of|palace|king|emir|sultan)\b",
    re.IGNORECASE,
)
_NO_ORGAN = re.compile(
    r"\b(?:opposition|party|parties|front|movement|rebels?|union of|federation of|workers|church|bishops?|bank|football|association|"
    r"student|society|exile|former|ngos?|amnesty|watch|companies|chamber|team|university)\b",
    re.IGNORECASE,
)
_INSTITUTION = re.compile(
    r"\b(?:ministry|mfa|mofa|department|government|presidency|chancellery|foreign office|palace)\b", re.IGNORECASE
)
_DATELINE = re.compile(
    r"\A[A-Z][\w .,’'/-]{1,60}?\s*\([^()]{2,40}\)\s*[-–—:]{1,3}\s|\A[A-Z][A-Z .,’'/-]{2,40},[^.]{0,30}[-–—]{1,2}\s"
)
_WEEKDAY = r"(?:(?:on )?(?:(?:Sun|Mon|Tues|Wednes|Thurs|Fri|Satur)day|today|yesterday|(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2})\s+)?"
_WORDING = r"(?:[\w’'-]+ ){0,4}?(?:statement|communiqu[eé]|declaration|answer|reply|message)\b"
_FOLLOWS = re.compile(
    rf"(?P<who>[^:\n]{{4,200}}?)\s+{_WEEKDAY}(?:has |have )?(?:issued|released|made public|published|gave|made|delivered)\s+"
    rf"{_WEEKDAY}(?:the following|a following|following|this) {_WORDING}[^:\n]{{0,300}}:"
    rf"|(?:The following|Following|Below|This) is (?:the )?(?:full |complete |unofficial )?(?:text|translation) of (?:the|a) {_WORDING} (?:issued |released |made |given )?{_WEEKDAY}"
    r"(?:by|of|from) (?P<by>[^:\n]{4,200}?)[:.](?=\s|$)"
)
_OPERATIVE = re.compile(
    r"(?:\(?(?:\d{1,2}|[a-z])[.)]\s*)?(?:Having |Deeply |Gravely |Strongly )?[A-Z]?\w+(?:ing|ed|s)\b"
)
_QUOTED = re.compile(r"[\s,]*[“\"‘']")
_BARE_KOREA = re.compile(r"(?<!South )(?<!Republic of )\bKorea(?:n|ns)?\b(?! (?:Republic|Government))")
_MET = re.compile(
    r"\b(?:met|held|hold|have|has|had|agreed|reaffirmed|issued|paid|exchanged|discussed|visited|gathered|convened)\b"
)


@dataclass(frozen=True, slots=True)
class Kind:
    """A document's genre, and whose words it holds as its title says: a name, and codes joined by `;`."""

    genre: str
    speaker: str = ""
    state: str = ""


def kind_of(heading: tuple[str, ...], text: str, publisher: Publisher | None, names: Names, home: str = "") -> Kind:
    """Tell a document's genre where its source does not say it.

    A text is taken for its publisher's own words only where the publisher is a government or an international body; the
    same words in a newspaper are a report. Where no publisher is known, the heading must tell whose words they are.

    Args:
        heading: The title first, then the lines above the text.
        home: Code of the state or body that the heading names as publisher, '' where it names none.
    """
    if introduced := _introduced(text, heading, publisher, names):
        return introduced
    title = next((line for line in heading if _announces(line)), heading[0] if heading else "")
    if publisher is not None and publisher.kind != "media":
        return _published(title, text, names)
    if publisher is None:
        return _unpublished(title, heading, text, names, home)
    if _COMMENTARY.search(title) or re.search(r"\b(?:KCNA|commentary|editorial)\s*\.?\s*\Z", text[-60:]):
        return Kind("commentary")
    return Kind("report")


def _published(title: str, text: str, names: Names) -> Kind:
    speaker = whose(title)
    if _NAMED_READOUT.search(title):
        return Kind("readout")
    if _JOINT.search(title):
        return Kind("joint-statement", speaker, states_in(title, names))
    if _SPEECH.search(title):
        return Kind("speech", speaker)
    if _RELEASE.search(title) and not _DATELINE.match(text):
        return Kind("release", speaker)
    return Kind("report" if _DATELINE.match(text) else "release")


def _unpublished(title: str, heading: tuple[str, ...], text: str, names: Names, home: str) -> Kind:
    """The kind of a text of which nothing but its own heading tells who puts it out."""
    if resolving := _resolving(heading, text, names):
        return resolving
    issuer = issuer_in(title)
    if _READOUT.search(title):
        return Kind("readout", state=_single(states_in(issuer, names)) or home or dated_from(heading, names))
    if not issuer or _NO_ORGAN.search(issuer):
        parties = _parties(heading, text, names) if _BARE_JOINT.match(title) else ""
        if ";" in parties:
            return Kind("joint-statement", state=parties)
        if not issuer and any(is_bare(line) for line in heading):
            letterhead = any(_INSTITUTION.search(line) for line in heading)
            home = home or (dated_from(heading, names) if letterhead else "")
            signed = signed_by(heading)
            return Kind("release", signed, home) if home or signed else Kind("report")
        return Kind("report")
    beside = re.search(re.escape(issuer) + r"\s*\((?P<state>[^()]+)\)", title)
    states = states_in(issuer, names) or (names.state(beside["state"]) if beside else "")
    if not states and "High Representative of the Union" in issuer:
        states = "EU"
    if ";" in states:
        return Kind("joint-statement", issuer, states) if _JOINT.search(title) else Kind("report")
    if _SPEECH.search(title):
        several = len(_OFFICE.findall(issuer)) > 1 and " and " in issuer
        return Kind("report") if several else Kind("speech", whose(title), states)
    speaks = bool(_OFFICE.search(issuer)) or (bool(states) and _is_name(issuer, names))
    if not speaks and whose(title):
        return Kind("release", whose(title), states)
    states = states or home or (dated_from(heading, names) if _INSTITUTION.search(issuer) else "")
    return Kind("release", re.sub(r"^the\s+", "", issuer, flags=re.IGNORECASE), states) if speaks else Kind("report")


def _single(states: str) -> str:
    return "" if ";" in states else states


def tells_of_meeting(line: str) -> bool:
    """True for a heading that names both sides of a call or meeting, so that a state in it is no publisher's."""
    return bool(_READOUT.search(line))


def _announces(line: str) -> bool:
    return bool(_READOUT.search(line) or _JOINT.search(line) or issuer_in(line))


def _is_name(issuer: str, names: Names) -> bool:
    """True for the name of a state or body, and nothing else; a body's organs ("the Council of X") count as the body."""
    bare = re.sub(r"^the\s+", "", issuer, flags=re.IGNORECASE)
    return bool(names.state(bare)) or len(states_in(bare, names)) != 3


def _resolving(heading: tuple[str, ...], text: str, names: Names) -> Kind | None:
    """A resolution: "The Security Council," on a line of its own, before participles and numbered paragraphs."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    for at, line in enumerate(lines[: len(heading) + 3]):
        opening = re.fullmatch(r"The (?P<body>[A-Z][\w ’'-]{3,80})[,:]", line)
        state = names.state(opening["body"]) if opening else ""
        if opening and state and at + 1 < len(lines) and _OPERATIVE.match(lines[at + 1]):
            return Kind("release", opening["body"], state)
    return None


def _parties(heading: tuple[str, ...], text: str, names: Names) -> str:
    """The states whose leaders or ministers a joint statement's first sentence says to have met."""
    body = next((p for p in text.split("\n") if p.strip() and p.strip() not in heading), "")
    met = _MET.split(body[:400], maxsplit=1)
    return states_in(met[0], names) if len(met) > 1 and _OFFICE.search(met[0]) else ""


def _introduced(text: str, heading: tuple[str, ...], publisher: Publisher | None, names: Names) -> Kind | None:
    """A text that an agency passes on whole: "The spokesman for the Foreign Ministry of X issued the following statement:".

    Where the wording is quoted the rest of the text may be the agency's own, so that it stays a report.
    """
    paragraphs = [p for p in text[:2000].split("\n") if p.strip() and p.strip() not in heading]
    if not paragraphs:
        return None
    dateline = _DATELINE.match(paragraphs[0])
    said = paragraphs[0][dateline.end() if dateline else 0 :].strip()
    found = _FOLLOWS.match(said)
    if found is None or _QUOTED.match(said[found.end() :] or "".join(paragraphs[1:2])):
        return None
    who = re.sub(r"^the\s+", "", " ".join((found["who"] or found["by"]).split()), flags=re.IGNORECASE)
    states = states_in(who, names)
    if states == "KOR" and _BARE_KOREA.search(who):  # either state calls its bodies so
        place = re.match(r"[^,(]*", dateline[0]) if dateline else None
        states = publisher.state if publisher else names.capital(place[0].strip()) if place else ""
    if not states or ";" in states or not _OFFICE.search(who) or _NO_ORGAN.search(who):
        return None
    return Kind("release", who, states)
