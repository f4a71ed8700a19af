"""What a date in a text is the date of: of speech or of an event spoken of, and whether that lies in the future."""

from __future__ import annotations

import re

from pipeline.language.dates.role_words import (
    EVENTS,
    INTRANSITIVE,
    MODALS,
    OCCASIONS,
    ONLY_WITH_TO,
    ROLES,
    SPEAKING,
    THINGS,
    UTTERANCES,
    Role,
)

_REACH = 110  # characters
_MOST_WORDS = 16
_NEAR = 6  # words
_PASSIVE = frozenset("was were been being".split())
_NEVER = frozenset(
    "since until till before after from for through between of during dated than to toward towards into about around within "
    "ahead throughout by against over marking mark marked".split()
)
_GOVERNING = frozenset("at in during after following with on".split())
_BREAKING = frozenset("that which who whose had after when since because where as before whether if".split())
_OPENING = frozenset("but and then yet so earlier later also still only just even late early again".split())
_DETERMINERS = frozenset("the a an its his her their our this that these those another".split())
_PLACES = frozenset("in at near from off over of by outside against on".split())
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr gen col lt sen rep gov st jan feb mar apr jun jul aug sept sep oct nov dec no vs prof".split()
)
_MARKS = "\"“”‘’'()[],;:.!?—–-…«»*•"
_CLOSING = "\"”’')]»"
_DATELINE = re.compile(r"\s*(?:\([^()\n]{2,30}\)\s*)?(?:--|—|–|-|:|\n|$)")
_PLACE = re.compile(r"[\s*•–-]{0,4}(?:[A-Z][\w.’'-]*[,(]?\s){0,5}\(?$")
_STOPS = frozenset(".!?;:")
_ENDING = _STOPS | frozenset(_CLOSING)
_OF = frozenset(["of", "from", "dated"])
_NOUNS = EVENTS | OCCASIONS | UTTERANCES
_SETTINGS = OCCASIONS | UTTERANCES
_CAPITALISED = frozenset("On In By The At A An Since Until After Before From During Following Its His Their".split())
_BETWEEN = frozenset("be also not have been then to soon".split())
_WEAK = frozenset("must may might should would".split())  # after the date they may stand in what was said
_WILL = ("'ll", "’ll")
_OWNS = ("'s", "’s")


class Setting:
    """The words around a date in its sentence; looks no farther than a hundred characters.

    Attributes:
        lead: The words before it, nearest first, without marks.
    """

    __slots__ = ("_end", "_line", "_start", "_text", "_trail", "lead")

    def __init__(self, text: str, start: int, end: int) -> None:
        self._text, self._start, self._end = text, start, end
        low = max(0, start - _REACH)
        self._line = text.rfind("\n", low, start) + 1
        pieces = text[self._line or low : start].split()
        pieces.reverse()
        self.lead = _words(pieces[:-1] if low and not self._line else pieces, forward=False)
        self._trail: list[str] | None = None

    @property
    def trail(self) -> list[str]:
        """The words after it."""
        if self._trail is None:
            rest = self._text[self._end + 2 * self.owns : self._end + _REACH].partition("\n")[0]
            self._trail = _words(rest.split(), forward=True)
        return self._trail

    @property
    def owns(self) -> bool:
        """True where "'s" follows."""
        return self._text.startswith(_OWNS, self._end)

    @property
    def opens_line(self) -> bool:
        """True where the line begins with it, or with a place and it, as reports and chronicles do."""
        if (
            len(self.lead) > 5
            or (not self._line and self._start > _REACH)
            or not _DATELINE.match(self._text, self._end)
        ):
            return False
        return _PLACE.match(self._text, self._line, self._start) is not None

    @property
    def is_future(self) -> bool:
        """True where the words place the date after the day on which they were said: "will meet on", "due on"."""
        role, _ = _nearest_role(self.lead)
        return (role or _first_role(self.trail[:_NEAR])) == "future"


def _words(pieces: list[str], *, forward: bool) -> list[str]:
    """Strip marks off the words as far as the sentence goes."""
    words: list[str] = []
    for piece in pieces[:_MOST_WORDS]:
        if piece.isalpha():
            words.append(piece)
            continue
        ends = piece[-1] in _ENDING and _ends(piece)
        if ends and not forward:
            break
        word = piece.strip(_MARKS)
        if word:
            words.append(word)
        if ends:
            break
    return words


def _ends(piece: str) -> bool:
    """True where a sentence ends with `piece`, which is no abbreviation."""
    core = piece.rstrip(_CLOSING)
    if core[-1:] != ".":
        return core[-1:] in _STOPS
    return len(core) > 2 and core.count(".") == 1 and core[:-1].lower().lstrip(_MARKS) not in _ABBREVIATIONS


def is_of_speech(around: Setting, *, adverb: bool, long: bool) -> bool:
    """True where the words say when something was said or done by the sentence's actor, not when an event took place.

    Args:
        around: The words around the date.
        adverb: True for dates that need no preposition: "yesterday", "Monday", "the day before".
        long: True for years and longer times, which say when something was said only right beside a word of speaking.
    """
    if around.opens_line:
        return True
    lead = around.lead
    before = _small(lead[0]) if lead else ""
    if before in _NEVER:
        if before == "by" and len(lead) == 1:
            return not long
        return before in _OF and len(lead) > 1 and lead[1] in UTTERANCES and _is_setting(lead, 1)
    if lead == ["That"]:
        return _opens_speech(around.trail, long=long)  # "That July, the minister told …"
    determined = before in _DETERMINERS
    if around.owns or (determined and (not adverb or (around.trail[:1] and around.trail[0] in _NOUNS))):
        # "the Monday meeting", "Friday's launch": the noun's own date, and that of what was said in it
        outside = _small(lead[determined]) if len(lead) > determined else ""
        return outside in ("at", "in", "during") and any(word in _SETTINGS for word in around.trail[:3])
    preposition = before if before in ("on", "in", "at") else ""
    rest = lead[1:] if preposition else lead
    while rest and rest[0].lower() in _OPENING:
        rest = rest[1:]
    if not rest:
        return _opens_speech(around.trail, long=long or not (adverb or preposition))
    verdict = _by_noun(rest)
    if verdict is not None:
        return verdict
    role, at = _nearest_role(rest)
    if long or (not adverb and preposition != "on"):
        # "China said in September", but not "the mission sent there in September"
        return (
            at <= 2
            if role == "speech"
            else long and not role and not preposition and _first_role(around.trail) == "speech"
        )
    if role == "event":
        return _is_main_act(rest, at)
    return role == "speech" or (not role and _opens_speech(around.trail, long=False))


def _small(word: str) -> str:
    """Give a word that may open the sentence in lower case; names are left alone."""
    return word.lower() if word in _CAPITALISED else word


def _role(words: list[str], at: int) -> Role:
    """Say what the word at `at` makes of a date near it; `words` run backwards."""
    word = words[at]
    role = ROLES.get(word)
    if role is None:
        return "future" if word[-3:] in _WILL else ""
    if role == "future":
        return "" if word in ONLY_WITH_TO and (at == 0 or words[at - 1] != "to") else "future"
    for before in range(at + 1, min(at + 4, len(words))):
        other = words[before]
        if other in MODALS or other[-3:] in _WILL:
            return "future"  # "will be held"
        if other == "to" and ROLES.get(words[min(before + 1, len(words) - 1)]) == "future":
            return "future"  # "is scheduled to be held"
        if other not in _BETWEEN:
            break
    return role


def _nearest_role(words: list[str]) -> tuple[Role, int]:
    """Give the role of the nearest word before a date that has one, and how far off it stands."""
    for at, word in enumerate(words):
        if word in ROLES or word[-3:] in _WILL:
            role = _role(words, at)
            if role:
                return role, at
    return "", -1


def _first_role(words: list[str]) -> Role:
    """Give the role of the first word after a date that has one."""
    for at, word in enumerate(words):
        role: Role = "future" if word[-3:] in _WILL else ROLES.get(word, "")
        if role and word not in _WEAK and not (word in ONLY_WITH_TO and words[at + 1 : at + 2] != ["to"]):
            return role
    return ""


def _opens_speech(trail: list[str], *, long: bool) -> bool:
    """Judge a date that opens its sentence by what follows."""
    role = _first_role(trail)
    if role == "event" and ("we" in trail or "I" in trail):
        return False  # "On 3 May they fired a rocket, which we condemn"
    return role == "speech" if long else role != "future"


def _by_noun(rest: list[str]) -> bool | None:
    """Judge "the test on Friday", "in a statement on Friday", "at the summit in Manila on Friday"; None without a noun."""
    at = 0
    while at < len(rest) - 1 and at < 6 and (rest[at][0].isupper() or rest[at] in _PLACES or _of_the(rest, at)):
        at += 1
    noun = rest[at]
    if noun in UTTERANCES:
        return True
    if noun not in OCCASIONS and noun not in EVENTS:
        return None
    if noun in OCCASIONS and _is_setting(rest, at):
        return True
    role, verb = _nearest_role(rest[at + 1 :])
    return role == "event" and _is_main_act(rest, at + 1 + verb)


def _of_the(rest: list[str], at: int) -> bool:
    return rest[at] == "the" and rest[at + 1] == "of"


def _is_setting(words: list[str], at: int) -> bool:
    """True where the noun at `at` is what something was said in: "in its statement", "after a meeting"."""
    for word in words[at + 1 : at + 6]:
        if _small(word) in _GOVERNING:
            return True
        if word in _NEVER or word in _BREAKING or (word in ROLES and word not in _NOUNS):
            return False
    return False


def _is_main_act(rest: list[str], at: int) -> bool:
    """True where the happening at `at` is what the sentence's own actor did, and no speaker tells of it."""
    before = rest[at + 1 :]
    for number, word in enumerate(before):
        if word in OCCASIONS or word in UTTERANCES:
            if _is_setting(before, number):
                return True  # "at a session which took place on 4 May"
    if rest[at] in INTRANSITIVE or _PASSIVE.intersection(before[:2]) or THINGS.intersection(before[:1]):
        return False
    return not any(word in _BREAKING or word in SPEAKING for word in before)
