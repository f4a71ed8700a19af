"""Who has spoken in a text so far, and whom it has introduced: what later names and pronouns are resolved by."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

PRONOUNS = frozenset(["he", "she", "it", "they", "we", "i", "both"])
FIRST_PERSON = frozenset(["we", "i", "our", "my", "us"])


@dataclass(frozen=True, slots=True)
class Speaker:
    """A resolved speaker; `codes` is empty where nobody's state or organisation is bound."""

    name: str
    office: str = ""
    authority: str = "unknown"
    codes: tuple[str, ...] = ()
    media_of: str = ""

    @property
    def official(self) -> bool:
        """True where the words bind a state or an organisation."""
        return bool(self.codes)


NOBODY = Speaker("")
_PERSONS = frozenset(
    "representative delegate minister president premier leader envoy ambassador official head spokesman".split()
)


@dataclass(slots=True)
class Discourse:
    """What a text has established so far: persons by surname, the last who spoke, ministries and states in play.

    Attributes:
        home: Codes of the one who issues the text, by its record, publisher or dateline; empty where nothing tells.
        issued: True where the text is its issuer's own, so that its "Ministry" without a state is the issuer's.
        body: The organisation whose name alone heads the text: its "Heads", its "Ministers".
        turn: Whose turn it is in a record, by its label: "Ms. Y (X): …".
        pair: The two states with which the text opens: its "two sides".
    """

    date: str = ""
    people: dict[str, Speaker] = field(default_factory=dict)
    last: Speaker = NOBODY
    last_at: int = -1
    last_official: Speaker = NOBODY
    last_person: Speaker = NOBODY
    turn: Speaker = NOBODY
    body: Speaker = NOBODY
    joint: Speaker = NOBODY
    ministry: tuple[str, ...] = ()
    ministry_at: int = -1
    home: tuple[str, ...] = ()
    issued: bool = False
    pair: tuple[str, ...] = ()

    def introduce(self, speaker: Speaker) -> None:
        """Remember a person by the whole name and by each of its later parts; who was introduced first keeps a part."""
        for part in (speaker.name, *re.split(r"[\s-]+", speaker.name)[1:]):
            if part[:1].isupper():
                self.people.setdefault(part, speaker)

    def note(self, speaker: Speaker, at: int) -> None:
        """Remember who has just spoken, at token `at`."""
        if speaker.name and (speaker.official or speaker.name[:1].isupper()):  # "certain remarks" is nobody
            self.last, self.last_at = speaker, at
            if speaker.office or _PERSONS.intersection(speaker.name.lower().split()):
                self.last_person = speaker
            if speaker.official:
                self.last_official = speaker
                self.ministry, self.ministry_at = speaker.codes, at
                if len(speaker.codes) > 1:
                    self.joint = speaker
