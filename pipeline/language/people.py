"""Who a name means: a person that the text has introduced, or an office-holder as of a day."""

from __future__ import annotations

from pipeline.config import Holder
from pipeline.language.actors import Mention
from pipeline.language.discourse import NOBODY, Discourse, Speaker
from pipeline.language.found import Found
from pipeline.language.offices import Offices, term_on

_HONOURING = frozenset(", mr mrs ms mr. mrs. ms. his her excellency h.e. h.e ambassador dr dr. sir".split())
_ENTERED_WITHIN = 14  # tokens between a name and the office into which somebody was elected


class People:
    """Resolves the names of persons with the table of office-holders."""

    def __init__(self, holders: tuple[Holder, ...]) -> None:
        self._holders: dict[str, list[Holder]] = {}
        for holder in holders:  # a person may have served a state and then an organisation
            self._holders.setdefault(holder.name, []).append(holder)
        self._offices = Offices(holders)

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
            current = [self._in_office(self._holders[name], day, owners, title) for name in names]
            bound = [speaker for speaker in current if speaker.official]
            beside = [speaker for speaker in bound if set(speaker.codes) & set(owners)]
            titled = [speaker for speaker in bound if title and title in speaker.office.casefold()]
            leaders = [speaker for speaker in bound if speaker.authority == "leader"]
            for group in (beside, titled, bound, leaders):
                if len(group) == 1:
                    return group[0]
            return NOBODY
        speaker = self._in_office(self._holders[mention.entry.name], day, owners, title)
        discourse.people[mention.entry.name] = speaker
        for holder in self._holders[mention.entry.name]:
            discourse.people[holder.surname or holder.name.split()[-1]] = speaker
        return speaker

    def bearer(self, found: Found, title: Mention, end: int, discourse: Discourse, day: str) -> Speaker:
        """Give the only one who bears a title and the surname behind it on a day; remembered, as a person named in full is.

        Args:
            end: The token behind the last that may belong to the name.
            day: ISO date; without one nobody is found.
        """
        borne = self._offices.titled(found, title, end, day)
        if borne is None:
            return NOBODY
        holder, term = borne
        speaker = Speaker(holder.name, term.office, term.authority, (holder.state,))
        return discourse.people.setdefault(holder.surname or holder.name.split()[-1], speaker)

    def _in_office(self, holders: list[Holder], day: str, owners: tuple[str, ...], title: str) -> Speaker:
        """The office of a person on a day: that of a state named beside the person, else, without a day, the latest."""
        terms = [(holder, term) for holder in holders if (term := term_on(holder, day, title)) is not None]
        terms.sort(key=lambda item: (item[0].state in owners, "" if day else item[1].start.isoformat()), reverse=True)
        for holder, term in terms:
            return Speaker(holder.name, term.office, term.authority, (holder.state,))
        return Speaker(holders[0].name)


def in_office_of_body(found: Found, mention: Mention) -> Speaker | None:
    """A person whom the text names in an office of a body, which outranks any post held at home.

    "X on his election as President of the General Assembly", "X, Secretary-General of …", "the President of …, Mr. X".
    """
    words = found.words
    first, last = words.bounds(words.sentence(mention.start))
    for title in found.mentions.within(
        max(mention.start - _ENTERED_WITHIN, first), min(mention.end + _ENTERED_WITHIN, last)
    ):
        if title.kind != "title" or words.lower[title.end : title.end + 1] != ["of"]:
            continue
        body = next((m for m in found.mentions.within(title.end + 1, title.end + 3) if m.kind == "organisation"), None)
        if body is None:
            continue
        between = words.lower[mention.end : title.start] if mention.end <= title.start else []
        behind = words.lower[body.end : mention.start] if body.end <= mention.start else ["and"]
        if "as" in between or between in ([","], [",", "the"]) or _HONOURING.issuperset(behind):
            name = " ".join(words.text[mention.start : mention.end])
            return Speaker(name, title.entry.name, "leader", body.codes)
    return None
