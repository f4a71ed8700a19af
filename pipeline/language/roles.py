"""What part a named state plays near a remark's words: doer, addressee, victim, place or channel, told by the words beside it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from pipeline.domain import LOWEST_RUNG
from pipeline.language.actors import Mention
from pipeline.language.found import Found
from pipeline.language.words import ADV, CONJ, DET, FINITE, MARK, POSS, PREP, PUNCT, Words


class Role(IntEnum):
    """The part a state plays, the likeliest one addressed first; those from `VICTIM` on are never the one addressed."""

    OBJECT = 1  # "urged X to …", "a protest to X"
    DOER = 2  # "X's raid", "the raid by X", "the decision of X"
    SUBJECT = 3  # "that X had …"
    OWNER = 4  # "X's harbour"
    PARTY = 5  # "with X", "to X", where nothing says more
    PLACE = 6  # "the vote in X"
    HEARER = 7  # "told X that …": addressed where nobody else is
    VICTIM = 8  # "attacks on X", "the sovereignty of X"
    SCENE = 9  # "the floods in X", "the conference in X"
    CHANNEL = 10  # "at talks with X", "the ambassador to X"


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_PLACES = _words("in at over near around off across throughout outside within into inside along through")
_RULED = _words("in at across throughout within inside")
_BELONGINGS = _words(
    "people peoples population citizen citizens territory territories border borders frontier sovereignty independence integrity "
    "constitution constitutions soil waters airspace security stability economy children civilians society unity rights"
)  # what a state has: "the people of X", "X's borders" name a victim more often than a culprit
_SUFFERED = _words(
    "invasion occupation bombing bombings bombardment shelling killing killings murder murders annexation blockade siege destruction expulsion "
    "arrest arrests detention abduction kidnapping assassination seizure partition isolation encirclement rape looting ramming sinking "
    "boarding downing division dismemberment exclusion targeting attack attacks aggression assault assaults war hostility threats threat "
    "strike strikes raid raids crimes crime accusation accusations charge charges provocations provocation violence "
    "incursion incursions intervention interference propaganda campaign blow coup"
)  # what is done to the one behind "of", "on", "against", "to", unless another is named as its doer
_ONLY_SUFFERED = _words(
    "violation violations invasion occupation bombing killing killings murder murders annexation siege destruction expulsion arrest arrests detention abduction "
    "kidnapping assassination seizure partition isolation encirclement looting sinking boarding downing division dismemberment exclusion targeting "
    "ramming bombardment blockade"
)  # of these, those whose "of X" is the victim: "the invasion of X", but "the attacks of X"
_SCENES = _words(
    "conference summit talks meeting session forum visit press reporters opening attack attacks bomb bombs bombing bombings blast explosion "
    "flood floods earthquake cyclone hurricane typhoon fire fires famine drought disaster crash crashes epidemic outbreak kidnapping kidnappings "
    "killing killings piracy terrorism terrorist gang workers said told speaking speech interview ceremony negotiations met meet violence"
)  # what happens in a place, or is held there, without the doing of those who rule it
_CHANNEL_NOUNS = _words(
    "ambassador representative envoy mission reporters journalists talks meeting call conversation summit conference interview met meets "
    "phone telephone dinner counterpart delegate"
)
_TOLD = _words("told tell tells informed inform informs assured assure briefed")
_CHANNEL_LEADS = _words("with alongside besides to")
_VICTIM = _words("against of in on to into over for upon")
_LAY = _words(
    "media newspaper newspapers press scholars experts sources reports daily agency peninsula citizens bank banks tourists fishermen"
)
_RULES = _words("resolution resolutions decision decisions charter meeting session debate presidency")
_ENVOYS = _words(
    "ambassador envoy chargé charge counterpart diplomat diplomats embassy minister colleague embassies consulate president delegation"
)
_STANDING_FOR = _words(
    "government governments authorities authority leadership regime state republic kingdom side administration rulers cabinet president "
    "premier minister ministry representative head delegation delegate ambassador forces army troops military leaders leader party nation capital"
)
_OF_OFFICE = _words("foreign prime defence defense interior deputy vice central federal new own")
_BESIDES_NAME = _words(
    "both either neither neighbouring neighboring eastern western northern southern central north south east west occupied"
)
_ADDRESSED_BY = _words(
    "protest protests protested protesting representation representations démarche demarche appeal appeals appealed note warning message "
    "demand demands apology condolences condolence thanks gratitude congratulations solidarity sympathy greetings tribute called calls call "
    "conveyed extended extends"
)
_ADDRESSING = _words("with to on upon from towards toward against")


@dataclass(frozen=True, slots=True)
class Tone:
    """What the words that carry the tone are: where they stand, and what kind of formula they are.

    Attributes:
        start, end: Tokens.
        kind: The formula's kind, '' where there is none: behind a brand ("aggression against X") stands the victim, and
            before a `deed` its doer, before a `cost` the one who will bear it.
        rung: The formula's rung, 0 where there is none.
    """

    start: int
    end: int
    kind: str = ""
    rung: int = 0

    @property
    def warm(self) -> bool:
        """True where the words favour: then one who suffers, or a people, is the one addressed."""
        return self.rung > 0

    @property
    def brands(self) -> bool:
        """True where the words name or judge what somebody did."""
        return (
            self.kind in ("adj", "noun", "deed") and LOWEST_RUNG < self.rung < -1
        )  # a threat is the speaker's own doing


class Roles:
    """Tells roles; `conduct_nouns` are the things that states do."""

    def __init__(self, conduct_nouns: tuple[str, ...]) -> None:
        self.conduct = frozenset(conduct_nouns)

    def of(self, found: Found, mention: Mention, first: int, tone: Tone) -> Role:
        """Give the role of a mention; nothing before token `first` is looked at."""
        words = found.words
        start, end = _standing(words, mention)
        before = _before(words, start, first)
        lead = words.lower[before] if before >= first else ""
        window = frozenset(words.lower[max(before - 5, first) : max(before, first)])
        owned = _owned(words, mention, start, end)
        suffers = not tone.warm and self._suffers(words, before, lead, first, tone, start, end)
        if mention.kind == "organisation" and _RULES.intersection(words.lower[end : end + 2]):
            return Role.CHANNEL  # a resolution is what is broken, not who breaks it
        if not owned and end < words.count and words.lower[end] in self.conduct:
            owned = [words.lower[end]]  # "the US tariffs"
        if owned:
            return self._owner(
                mention, owned, lead, window, tone, suffers=suffers, inside=tone.start <= start < tone.end
            )
        if lead in _CHANNEL_LEADS and _CHANNEL_NOUNS & window:
            appointed = tone.start <= before - 2 < tone.end
            return (
                Role.OBJECT
                if appointed
                else Role.CHANNEL
                if lead == "to" or mention.kind == "organisation"
                else Role.HEARER
            )
        if lead in _TOLD:
            return Role.CHANNEL if mention.kind == "organisation" else Role.HEARER
        if lead == "by":
            return Role.DOER
        if suffers:
            return Role.VICTIM
        if before >= first and self._addressed(words, before, lead, tone):
            return Role.OBJECT
        if lead in _PLACES:
            if before == tone.end:
                return Role.PARTY  # "concern over X"
            return Role.SCENE if lead not in _RULED or (_SCENES & window and not tone.warm) else Role.PLACE
        if lead == "of":
            return Role.DOER if words.lower[before - 1] in self.conduct else Role.PARTY
        if before < first and mention.kind != "organisation":
            return Role.SUBJECT
        if not words.kind[before] & PREP and end < words.count and words.verb(end) and not words.kind[end] & PUNCT:
            return Role.SUBJECT
        return Role.PARTY

    def _owner(
        self,
        mention: Mention,
        owned: list[str],
        lead: str,
        window: frozenset[str],
        tone: Tone,
        *,
        suffers: bool,
        inside: bool,
    ) -> Role:
        if mention.kind == "demonym" and _LAY.intersection(owned[:2]):
            return Role.CHANNEL  # "South Korean media" are not addressed
        if self.conduct.intersection(owned):
            return Role.DOER
        if _ENVOYS.intersection(owned[:4]):
            told = lead in _TOLD or lead in ("with", "to") or _TOLD & window
            return Role.OBJECT if inside or not told else Role.HEARER
        if lead in _PLACES:
            return Role.PLACE
        if suffers or (_BELONGINGS.intersection(owned[:2]) and not tone.warm):
            return Role.VICTIM
        return Role.OWNER

    def _addressed(self, words: Words, before: int, lead: str, tone: Tone) -> bool:
        """True behind the words themselves ("condemned X"), or behind the preposition by which they address somebody."""
        if tone.brands:
            return False
        if before == tone.end - 1:
            return True
        said = words.lower[tone.start : before]
        return (
            lead in _ADDRESSING
            and tone.start <= before <= tone.end + 1
            and (tone.warm or bool(_ADDRESSED_BY.intersection(said)))
        )

    def _suffers(self, words: Words, before: int, lead: str, first: int, tone: Tone, start: int, end: int) -> bool:
        if tone.kind == "cost" and start >= tone.end:
            return True  # "will pay for its raid on X"
        if tone.kind == "deed" and start >= tone.end:
            return lead != "by" and not words.verb(end) & FINITE
        if tone.brands and before == tone.end - 1 and lead.endswith("ing"):
            return True  # "destabilising X"
        if tone.brands and tone.end <= before <= tone.end + 2 and lead in _VICTIM and lead != "of":
            return True
        if lead not in ("of", "on", "against", "to", "upon", "over", "into", "in"):
            return False
        noun = words.lower[before - 1] if before - 1 >= first else ""
        if lead == "of":
            return noun in _ONLY_SUFFERED or noun in _BELONGINGS
        return any(word in _SUFFERED for word in words.lower[max(before - 2, first) : before])


def _standing(words: Words, mention: Mention) -> tuple[int, int]:
    """Tokens of a mention with the words that stand for the state itself: "the government of X", "X's authorities"."""
    start, end = mention.start, mention.end
    at = end + bool(end < words.count and words.kind[end] & POSS)
    if at > end or mention.kind == "demonym":
        while at + 1 < words.count and words.lower[at] in _OF_OFFICE:
            at += 1
        if at < words.count and words.lower[at] in _STANDING_FOR:
            end = at + 1
    at = start - 1
    if at >= 0 and words.kind[at] & DET:
        at -= 1
    if at >= 1 and words.lower[at] in ("of", "in") and words.lower[at - 1] in _STANDING_FOR:
        start = at - 1
    return start, end


def _before(words: Words, start: int, first: int) -> int:
    """The word before a noun phrase that begins with its determiner and adjectives of standing; `first - 1` where there is none."""
    at = start - 1
    while at >= first and (words.kind[at] & (DET | ADV) or words.lower[at] in _BESIDES_NAME):
        at -= 1
    return at


def _owned(words: Words, mention: Mention, start: int, end: int) -> list[str]:
    """Up to five words that a state owns: "'s recent missile tests", of a demonym "ian missile tests"; none where it owns nothing."""
    if end > mention.end:
        return []
    if end < words.count and words.kind[end] & POSS:
        end += 1
    elif mention.kind != "demonym":
        return []
    out: list[str] = []
    for at in range(end, min(end + 5, words.count)):
        if words.kind[at] & (PUNCT | PREP | CONJ) and not words.kind[at] & MARK:
            break
        if not words.kind[at] & MARK:
            out.append(words.lower[at])
    return out
