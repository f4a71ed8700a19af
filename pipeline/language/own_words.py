"""Whose own words a statement is, and whom they bind: the speaker of a turn, a speech, a release or a commentary."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import replace

from pipeline.config import Authority, Holder
from pipeline.domain import LOWEST_RUNG, OWN_WORDS, UNBINDING, UNOFFICIAL, Remark, Statement
from pipeline.language.acts import Act
from pipeline.language.attribution.model import Attribution
from pipeline.language.discourse import NOBODY, Speaker
from pipeline.language.found import Found
from pipeline.language.offices import term_on

_HONORIFICS = frozenset(
    "mr ms mrs miss mme sir dame lord lady dr prof professor prince princess sheikh sheikha h.e he hon honourable honorable shri smt amb general gen".split()
)
_AUTHORITIES: tuple[tuple[Authority, str], ...] = (
    ("spokesperson", r"spokes\w+|press secretary|press officer"),
    ("leader", r"president|prime minister|premier|chancellor|king|queen|emir|sultan|taoiseach|supreme leader|secretary-general"),
    ("legislator", r"senator|congress\w+|representative of the house|member of parliament|speaker of"),
    ("envoy", r"ambassador|permanent representative|envoy|chargé|representative"),
    ("ministry", r"foreign minister|minister for foreign|foreign secretary|secretary of state|minister|ministry|secretary"),
)  # fmt: skip
_DEPUTY = re.compile(r"\b(?:vice|deputy|assistant|under)\b[- ]?", re.IGNORECASE)
_MEETING = re.compile(r"\b[SA]/(?:\d+/)?PV\.|\bSecurity Council\b|\bGeneral Assembly\b", re.IGNORECASE)
_INSTITUTIONS = frozenset(["ministry", "government", "department", "presidency", "delegation", "mission", "embassy"])
_BODIES = frozenset(["council", "assembly", "summit", "conference", "secretariat"])
_PARTIES = frozenset(
    "sides leaders ministers parties presidents participants members delegations governments countries states two three".split()
)
_ACCOUNT = re.compile(r"@(?:FM|PM|President|Pres|Sec|Secretary|Min|Minister|Amb)_?(?=[A-Z])")
_BARE_OFFICE = re.compile(r"(?:the )?(?:president|prime minister|chancellor|premier|king|taoiseach)", re.IGNORECASE)


class OwnSpeakers:
    """Finds for a statement the speaker whose words it is, with the table of office-holders as of its date."""

    def __init__(self, holders: tuple[Holder, ...]) -> None:
        self._by_name: dict[str, list[Holder]] = defaultdict(list)
        self._by_surname: dict[str, list[Holder]] = defaultdict(list)
        for holder in holders:
            for name in {holder.name, *holder.aliases}:
                self._by_name[_plain(name)].append(holder)
            surname = _plain(holder.surname or holder.name.split()[-1])
            self._by_surname[surname].append(holder)
        self._holders = holders
        self._by_handle: dict[str, list[Holder]] = defaultdict(list)
        for holder in holders:
            for name in {holder.name, *holder.aliases}:
                given, _, last = name.rpartition(" ")
                for form in {_letters(name), _letters(last + given)}:
                    self._by_handle[form].append(holder)

    def of(self, statement: Statement) -> Speaker:
        """Give whose words a statement is; nobody where it reports others', asks, or conducts a meeting."""
        if statement.genre == "commentary":
            return Speaker(statement.source, authority="media", media_of=statement.state)
        if statement.genre not in OWN_WORDS:
            return NOBODY
        day = statement.date or statement.published
        codes = tuple(filter(None, statement.state.split(";")))
        named = [
            found
            for part in re.split(r"\s+and\s+|\s*;\s*", statement.speaker)
            if part and (found := self._holder(part, codes, day)) is not None
        ]
        if named and (not codes or len(codes) == 1):
            one = named[0]
            bound = tuple(dict.fromkeys(code for speaker in named for code in speaker.codes))
            return replace(one, name=" and ".join(speaker.name for speaker in named), codes=bound)
        if codes:
            name = statement.speaker or statement.source or statement.state
            return Speaker(name, statement.office, _authority(statement), codes)
        return replace(NOBODY, name=statement.speaker)

    def _holder(self, label: str, codes: tuple[str, ...], day: str) -> Speaker | None:
        if label.startswith("@"):
            return self._of_account(label, codes, day)
        words = [word for word in label.split() if word.strip(".").casefold() not in _HONORIFICS]
        if _BARE_OFFICE.fullmatch(label.strip()):
            return self._leader(label, codes, day)
        for start in range(len(words)):
            found = self._current(self._by_name.get(_plain(" ".join(words[start:])), []), codes, day)
            if len(found) == 1:
                return found[0]
        titled = len(words) > 1 or bool(codes)
        for start in range(max(len(words) - 2, 0), len(words)):
            found = self._current(self._by_surname.get(_plain(" ".join(words[start:])), []), codes, day)
            if len(found) == 1 and titled and (codes or _office_words(words[:start])):
                return found[0]
        return None

    def _of_account(self, handle: str, codes: tuple[str, ...], day: str) -> Speaker | None:
        """The holder of an account that bears a name, or an office and a surname: @JensStoltenberg, @FM_Aldane."""
        found = self._current(self._by_handle.get(_letters(handle), []), codes, day)
        if not found and (office := _ACCOUNT.match(handle)):
            surname = _letters(handle[office.end() :])
            named = [
                holder for holder in self._holders if _letters(holder.surname or holder.name.split()[-1]) == surname
            ]
            found = [s for s in self._current(named, codes, day) if s.authority in ("leader", "ministry", "government")]
        return found[0] if len(found) == 1 else None

    def _leader(self, label: str, codes: tuple[str, ...], day: str) -> Speaker | None:
        office = re.sub(r"^the ", "", label.strip().casefold())
        mine = [holder for holder in self._holders if holder.state in codes]
        found = [
            s for s in self._current(mine, codes, day) if s.authority == "leader" and office in s.office.casefold()
        ]
        found = [s for s in found if not _DEPUTY.search(s.office)]
        return found[0] if len(found) == 1 else None

    def _current(self, holders: list[Holder], codes: tuple[str, ...], day: str) -> list[Speaker]:
        found: dict[tuple[str, str], Speaker] = {}
        for holder in holders:
            if codes and holder.state not in codes:
                continue
            term = term_on(holder, day) if day else None
            if term is not None:
                found[holder.name, holder.state] = Speaker(holder.name, term.office, term.authority, (holder.state,))
        return list(found.values())


def unbound(remark: Remark, genre: str) -> Remark:
    """Give a remark as it counts in a text of this genre: in a question, or from the chair, it binds nobody."""
    if genre not in UNBINDING:
        return remark
    known = remark.evidentiality if remark.evidentiality in UNOFFICIAL else "reported"
    return replace(remark, actor="", authority="media" if genre == "question" else "unknown", evidentiality=known)


def means_issuer(said_by: list[str], own: Speaker) -> bool:
    """True for the words by which a text calls those who issue it: "the two sides", "the Ministers", "the Council"."""
    if not own.codes or not 1 < len(said_by) <= 4 or said_by[0] not in ("the", "both", "all"):
        return False
    noun = said_by[-1]
    return noun in (_PARTIES if len(own.codes) > 1 or len(own.codes[0]) != 3 else _INSTITUTIONS) or noun in _BODIES


def resolves(found: Found, at: int) -> bool:
    """True where token `at` is the verb of an operative paragraph, which has no subject: "2. Rejects the plan"."""
    words = found.words
    first, _ = words.bounds(words.sentence(at))
    numbered = any(c.isdigit() for text in words.text[first:at] for c in text) and at - first <= 3
    return (at == first or numbered) and any(hit.start == at for hit in found.formulas.within(at, at + 1))


def vows(found: Found, item: Attribution) -> bool:
    """True for a threat in the passive ("will be destroyed"), which is the issuer's although it names no agent."""
    words = found.words
    before = words.lower[max(item.cue_start - 3, 0) : item.cue_start]
    if not item.passive or "be" not in before or not {"will", "would", "shall"}.intersection(before):
        return False
    hits = found.formulas.within(*words.span(min(item.start, words.start[item.cue_start]), item.end))
    return any(hit.entry.rung == LOWEST_RUNG for hit in (*hits, *([item.formula] if item.formula else [])))


def names_itself(found: Found, act: Act, own: Speaker) -> bool:
    """True where the issuer of a text speaks of itself by name: "India regrets", "the Ministry rejects".

    A person of the issuer's own who is said to have said something is reported like anybody else.
    """
    item = act.attribution
    if item is None or not own.codes or act.speaker.codes != own.codes or act.frames:
        return False
    if act.speaker == own and means_issuer(found.words.lower[item.speaker_start : item.speaker_end], own):
        return True
    named = found.mentions.within(item.speaker_start, item.speaker_end)
    return not any(
        m.kind in ("person", "surname", "media")
        or (m.kind == "title" and not (_INSTITUTIONS | _BODIES).intersection(found.words.lower[m.start : m.end]))
        for m in named
    )


def _authority(statement: Statement) -> Authority:
    words = f"{statement.speaker} {statement.office}".casefold()
    for authority, pattern in _AUTHORITIES:
        if re.search(rf"\b(?:{pattern})\b", words):
            return "government" if authority == "leader" and _DEPUTY.search(words) else authority
    if statement.genre == "turn" and _MEETING.search(f"{statement.parent} {statement.venue} {statement.title}"):
        return "envoy"
    return "government"


def _office_words(words: list[str]) -> bool:
    return any(re.search(rf"\b(?:{pattern})\b", " ".join(words).casefold()) for _, pattern in _AUTHORITIES)


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", " ", name).casefold().strip()


def _letters(name: str) -> str:
    """A name as accounts are called: letters only, without accents and case."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in plain if c.isalpha() and not unicodedata.combining(c))
