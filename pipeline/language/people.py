"""Who a name means: a person that the text has introduced, or an office-holder as of a day."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from pipeline.config import Holder, Term
from pipeline.language.actors import Mention
from pipeline.language.discourse import NOBODY, Discourse, Speaker


class People:
    """Resolves the names of persons with the table of office-holders."""

    def __init__(self, holders: tuple[Holder, ...]) -> None:
        self._holders: dict[str, list[Holder]] = {}
        for holder in holders:  # a person may have served a state and then an organisation
            self._holders.setdefault(holder.name, []).append(holder)

    def person(
        self, mention: Mention, discourse: Discourse, day: str, title: str = "", owners: tuple[str, ...] = ()
    ) -> Speaker:
        """Give the one whom a name means, and remember the name for later mentions.

        Args:
            day: ISO date of the office; without one the latest counts.
            title: The office named right before a surname.
            owners: Codes of the states named beside the person.
        """
        if mention.kind == "surname":
            names = tuple(dict.fromkeys(mention.entry.name.split("|")))
            for name in names:
                known = discourse.people.get(name) or discourse.people.get(name.split()[-1])
                if known is not None and (known.name == name or known.name not in self._holders):
                    return known
            current = [self._in_office(self._holders[name], day, owners) for name in names]
            bound = [speaker for speaker in current if speaker.official]
            beside = [speaker for speaker in bound if set(speaker.codes) & set(owners)]
            titled = [speaker for speaker in bound if title and title in speaker.office.casefold()]
            leaders = [speaker for speaker in bound if speaker.authority == "leader"]
            for group in (beside, titled, bound, leaders):
                if len(group) == 1:
                    return group[0]
            return NOBODY
        speaker = self._in_office(self._holders[mention.entry.name], day, owners)
        discourse.people[mention.entry.name] = speaker
        for holder in self._holders[mention.entry.name]:
            discourse.people[holder.surname or holder.name.split()[-1]] = speaker
        return speaker

    def _in_office(self, holders: list[Holder], day: str, owners: tuple[str, ...] = ()) -> Speaker:
        """The office of a person on a day: that of a state named beside the person, else, without a day, the latest."""
        terms = [(holder, term) for holder in holders if (term := _term(holder, day)) is not None]
        terms.sort(key=lambda item: (item[0].state in owners, "" if day else item[1].start.isoformat()), reverse=True)
        for holder, term in terms:
            return Speaker(holder.name, term.office, term.authority, (holder.state,))
        return Speaker(holders[0].name)


@lru_cache(maxsize=4096)
def _day(iso: str) -> date:
    return date.fromisoformat(iso)


def _term(holder: Holder, day: str) -> Term | None:
    """The term that covers `day`; without a date, the last one."""
    if not day:
        return holder.terms[-1]
    on = _day(day[:10])
    covering = [term for term in holder.terms if term.start <= on and (term.end is None or on <= term.end)]
    return covering[-1] if covering else None
