"""Who held an office on a day: by a person, or by a title and a surname that alone would mean several persons."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import lru_cache

from pipeline.config import Holder, Term
from pipeline.language.actors import Mention, without_accents
from pipeline.language.found import Found

_QUALIFIERS = frozenset(("acting", "interim", "caretaker", "transitional", "outgoing", "designate", "ad", "a.i"))
_SAME_OFFICE = {
    "premier": "prime minister",
    "pm": "prime minister",
    "foreign secretary": "foreign minister",
    "foreign affairs minister": "foreign minister",
    "external affairs minister": "foreign minister",
    "minister of foreign affairs": "foreign minister",
    "minister for foreign affairs": "foreign minister",
    "minister of external affairs": "foreign minister",
    "secretary of foreign affairs": "foreign minister",
    "un ambassador": "permanent representative to the united nations",
    "u.n. ambassador": "permanent representative to the united nations",
    "ambassador to the united nations": "permanent representative to the united nations",
    "permanent representative": "permanent representative to the united nations",
    "deputy permanent representative": "deputy permanent representative to the united nations",
    "chargé d'affaires": "permanent representative to the united nations",
    "charge d'affaires": "permanent representative to the united nations",
}
_OFFICES = frozenset(
    (
        "president",
        "prime minister",
        "chancellor",
        "taoiseach",
        "chief adviser",
        "foreign minister",
        "secretary of state",
        "vice president",
        "deputy prime minister",
        "defence minister",
        "deputy foreign minister",
        "vice foreign minister",
        "foreign ministry spokesperson",
        "government spokesperson",
        "presidential spokesperson",
        "permanent representative to the united nations",
        "deputy permanent representative to the united nations",
    )
)
_DEPUTIES = {
    "prime minister": "deputy prime minister",
    "president": "vice president",
    "foreign minister": "deputy foreign minister",
}
_FAMILY_NAME_FIRST = frozenset(("CHN", "HKG", "KOR", "MAC", "PRK", "SGP", "TWN"))


class Offices:
    """Finds who bore a title and a surname on a day, of all holders, also those whose surname alone means nobody."""

    def __init__(self, holders: tuple[Holder, ...]) -> None:
        self._by_word: dict[str, list[tuple[tuple[str, ...], Holder]]] = defaultdict(list)
        for holder in holders:
            for name in (holder.name, *holder.aliases):
                words = _words(name)
                self._by_word[words[-1]].append((words, holder))
                if holder.state in _FAMILY_NAME_FIRST:
                    self._by_word[words[0]].append((words[:1], holder))

    def titled(self, found: Found, title: Mention, end: int, day: str) -> tuple[Holder, Term] | None:
        """Give the only one who had the office of `title` on `day` and whose surname stands right behind it.

        A title behind a name of its own is left alone: the president of "Acme President Lee" leads no state.

        Args:
            end: The token behind the last that may belong to the name.
            day: ISO date; without one nobody is found.
        """
        words = found.words
        at = title.start - 1
        if at >= 0 and words.text[at][:1].isupper() and not words.opens_sentence(at):
            return None
        stop = title.end
        while stop < end and (words.text[stop][:1].isupper() or (words.text[stop] == "-" and stop > title.end)):
            stop += 1
        office = _core(title.entry.name)
        if not day or stop == title.end or office not in _OFFICES:
            return None
        surname = _words(words.string[words.start[title.end] : words.end[stop - 1]])
        borne = self._bearers(surname, office, day)
        if not borne and office in _DEPUTIES and title.entry.name.casefold().startswith("acting "):
            borne = self._bearers(surname, _DEPUTIES[office], day)  # a deputy acts while the minister is away
        return borne[0] if len(borne) == 1 else None

    def _bearers(self, surname: tuple[str, ...], office: str, day: str) -> list[tuple[Holder, Term]]:
        terms = {
            (holder.name, holder.state): (holder, term)
            for name, holder in self._by_word.get(surname[-1], ())
            if name[-len(surname) :] == surname
            and (term := term_on(holder, day, office))
            and _core(term.office) == office
        }
        return list(terms.values())


def term_on(holder: Holder, day: str, title: str = "") -> Term | None:
    """Give the term that covers an ISO date, the latest one without a date.

    Of several at a time it is the one of the title by which a text calls the person, else that of a leader, who remains
    one when acting for a minister too, else the latest.
    """
    if not day:
        return holder.terms[-1]
    on = _day(day[:10])
    covering = [term for term in reversed(holder.terms) if term.start <= on and (term.end is None or on <= term.end)]
    office = _core(title) if title else ""
    for fits in (lambda term: bool(office) and _core(term.office) == office, lambda term: term.authority == "leader"):
        chosen = next(filter(fits, covering), None)
        if chosen is not None:
            return chosen
    return covering[0] if covering else None


@lru_cache(maxsize=4096)
def _core(office: str) -> str:
    """An office without what says that it is held for a time, and under one name: "caretaker premier" is prime minister."""
    words = (
        office.casefold()
        .replace("-designate", "")
        .replace("spokesman", "spokesperson")
        .replace("spokeswoman", "spokesperson")
    )
    core = " ".join(word for word in words.replace("ad interim", "").split() if word.strip(".") not in _QUALIFIERS)
    return _SAME_OFFICE.get(core, core)


@lru_cache(maxsize=4096)
def _day(iso: str) -> date:
    return date.fromisoformat(iso)


def _words(name: str) -> tuple[str, ...]:
    return tuple(without_accents(name.replace("’", "'")).casefold().split())
