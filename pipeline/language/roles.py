"""What part a named state plays near a remark's words: doer, addressee, victim, place or channel, told by the words beside it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from pipeline.domain import LOWEST_RUNG
from pipeline.language import role_words
from pipeline.language.actors import Mention
from pipeline.language.found import Found
from pipeline.language.words import ADV, BE, CONJ, DET, FINITE, MARK, NEG, POSS, PREP, PUNCT, REL, SUBORD, Words

_WITHIN = 20  # tokens from who bears a deed to the words for it


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


@dataclass(frozen=True, slots=True)
class Setting:
    """A mention among its words.

    Attributes:
        start, end: Its tokens with the words that stand for the state itself: "the government of X", "X's authorities".
        before: The token before its noun phrase; below `first` where there is none.
        lead: That token in lower case, '' where there is none.
        window: The five words before that.
        owned: What it owns: "'s missile tests"; empty where it owns nothing.
        conduct: The nouns that states do.
    """

    words: Words
    mention: Mention
    tone: Tone
    first: int
    start: int
    end: int
    before: int
    lead: str
    window: frozenset[str]
    owned: tuple[str, ...]
    conduct: frozenset[str]

    @property
    def body(self) -> bool:
        """True for an organisation."""
        return self.mention.kind == "organisation"

    @property
    def noun_before(self) -> str:
        """The word in front of the leading one: the attack of "attack on X"."""
        return self.words.lower[self.before - 1] if self.before - 1 >= self.first else ""


class Roles:
    """Tells roles; `conduct_nouns` are the things that states do."""

    def __init__(self, conduct_nouns: tuple[str, ...]) -> None:
        self.conduct = frozenset(conduct_nouns)

    def of(self, found: Found, mention: Mention, first: int, tone: Tone) -> Role:
        """Give the role of a mention, by the first rule that applies; nothing before token `first` is looked at."""
        words = found.words
        start, end = _standing(words, mention)
        before = _before(words, start, first)
        lead = words.lower[before] if before >= first else ""
        window = frozenset(words.lower[max(before - 5, first) : max(before, first)])
        owned = _owned(words, mention, start, end)
        if not owned and end < words.count and words.lower[end] in self.conduct:
            owned = (words.lower[end],)  # "the US tariffs"
        here = Setting(words, mention, tone, first, start, end, before, lead, window, owned, self.conduct)
        return next((role for rule in _IN_ORDER if (role := rule(here)) is not None), Role.PARTY)


def _no_party(here: Setting) -> Role | None:
    """A resolution is what is broken, not who breaks it; "South Korean media" are not addressed."""
    if here.body and role_words.RULES.intersection(here.words.lower[here.end : here.end + 2]):
        return Role.CHANNEL
    return Role.CHANNEL if here.mention.kind == "demonym" and role_words.LAY.intersection(here.owned[:2]) else None


def _singled_out(here: Setting) -> Role | None:
    """It is X that did it; it is not X that did it."""
    words, at = here.words, here.before
    denied = at > here.first and bool(words.kind[at] & NEG)
    at -= denied
    if at - 1 < here.first or not words.kind[at] & BE or words.lower[at - 1] != "it":
        return None
    return Role.SCENE if denied else Role.DOER


def _withstands(here: Setting) -> Role | None:
    """The X of "X's answer to the provocations", "X suffered an outrage": before a brand, one who bears what it brands."""
    tone, words = here.tone, here.words
    if not tone.brands or not here.end <= tone.start <= here.end + _WITHIN:
        return None
    for at in range(tone.start - 1, here.end - 1, -1):
        if words.kind[at] & (BE | SUBORD | REL) and not words.kind[at] & POSS:
            return None
        answers = words.lower[at] in role_words.ANSWERING and words.lower[at + 1] == "to"
        opposed = at >= tone.start - 2 and words.lower[at] in role_words.AGAINST
        if answers or opposed or words.lower[at] in role_words.SUFFERING:
            return Role.VICTIM
    return None


def _bearer(here: Setting) -> Role | None:
    """Before a cost stands who will bear it; behind it ("will pay for its raid on X") nobody who is addressed."""
    return Role.VICTIM if here.tone.kind == "cost" and here.start >= here.tone.end else None


def _agent(here: Setting) -> Role | None:
    """By X, by a patrol of X, by X's guards."""
    near = here.words.lower[max(here.before - 3, here.first) : here.before]
    led = here.lead == "by" or (here.lead == "of" and "by" in near and "," not in near)
    return Role.DOER if led else None


def _victim_by_noun(here: Setting) -> Role | None:
    """The invasion of X, attacks on X, the sovereignty of X."""
    if here.tone.warm:
        return Role.SCENE if here.lead == "against" else None  # "supports the sanctions against X"
    if here.lead not in role_words.AFFLICTING:
        return None
    if here.lead == "of":
        return Role.VICTIM if here.noun_before in role_words.ONLY_SUFFERED | role_words.BELONGINGS else None
    near = here.words.lower[max(here.before - 2, here.first) : here.before]
    return Role.VICTIM if role_words.SUFFERED.intersection(near) else None


def _doer(here: Setting) -> Role | None:
    """What X does: X's tests, an X-ian raid."""
    return Role.DOER if here.conduct.intersection(here.owned) else None


def _victim_by_tone(here: Setting) -> Role | None:
    """Behind words that brand: "aggression against X", "destabilising X", "violates X's …"."""
    tone = here.tone
    if tone.warm:
        return None
    if tone.kind == "deed" and here.start >= tone.end:
        acts = here.end < here.words.count and here.words.verb(here.end) & FINITE
        done_to = here.lead != "by" and not acts
        return Role.VICTIM if done_to else None
    if not tone.brands:
        return None
    object_of = here.before == tone.end - 1 and here.lead.endswith("ing")
    behind = tone.end <= here.before <= tone.end + 2 and here.lead in role_words.AFFLICTING - {"of"}
    return Role.VICTIM if object_of or behind else None


def _owner(here: Setting) -> Role | None:
    """X's ambassador, X's people, X's harbour."""
    if not here.owned:
        return None
    if role_words.ENVOYS.intersection(here.owned[:4]):
        told = here.lead in role_words.TOLD or here.lead in ("with", "to") or role_words.TOLD & here.window
        return Role.OBJECT if here.tone.start <= here.start < here.tone.end or not told else Role.HEARER
    if here.lead in role_words.PLACES:
        return Role.PLACE
    return Role.VICTIM if role_words.BELONGINGS.intersection(here.owned[:2]) and not here.tone.warm else Role.OWNER


def _hearer(here: Setting) -> Role | None:
    """To whom, or at talks with whom, something is said of another."""
    if here.lead in role_words.TOLD:
        return Role.CHANNEL if here.body else Role.HEARER
    if here.lead not in role_words.CHANNEL_LEADS or not role_words.CHANNEL_NOUNS & here.window:
        return None
    if here.tone.start <= here.before - 2 < here.tone.end:
        return Role.OBJECT  # "has appointed an ambassador to X"
    return Role.CHANNEL if here.lead == "to" or here.body else Role.HEARER


def _addressed(here: Setting) -> Role | None:
    """Behind the words themselves ("condemned X"), or behind the preposition by which they address somebody."""
    tone = here.tone
    if tone.brands or here.before < here.first:
        return None
    if here.before == tone.end - 1:
        return Role.OBJECT
    said = here.words.lower[tone.start : here.before]
    close = here.lead in role_words.ADDRESSING and tone.start <= here.before <= tone.end + 1
    return Role.OBJECT if close and (tone.warm or role_words.ADDRESSED_BY.intersection(said)) else None


def _aside(here: Setting) -> Role | None:
    """Despite X, despite X's wish; the border with X."""
    if here.lead in role_words.CONCEDING:
        return Role.SCENE
    beside = here.lead == "with" and here.noun_before in role_words.BORDERS
    return Role.SCENE if beside and here.before - 1 >= here.tone.end else None


def _place(here: Setting) -> Role | None:
    """The vote in X names who rules there; the floods, or a conference, in X nobody."""
    if here.lead not in role_words.PLACES:
        return None
    if here.before == here.tone.end:
        return Role.PARTY  # "concern over X"
    befallen = role_words.CALAMITIES & here.window and not here.tone.warm
    apart = here.lead not in role_words.RULED or here.body
    return Role.SCENE if apart or befallen or role_words.HELD & here.window else Role.PLACE


def _subject(here: Setting) -> Role | None:
    """The decision of X; X at the head of a clause."""
    words = here.words
    if here.lead == "of":
        return Role.DOER if here.noun_before in here.conduct else Role.PARTY
    if here.before < here.first and not here.body:
        return Role.SUBJECT
    acts = here.end < words.count and words.verb(here.end) and not words.kind[here.end] & PUNCT
    return Role.SUBJECT if acts and not words.kind[here.before] & PREP else None


_IN_ORDER = (
    _no_party, _singled_out, _aside, _withstands, _bearer, _agent, _victim_by_noun, _doer, _victim_by_tone, _owner, _hearer, _addressed, _place, _subject,
)  # fmt: skip


def _standing(words: Words, mention: Mention) -> tuple[int, int]:
    """Tokens of a mention with the words that stand for the state itself: "the government of X", "X's authorities"."""
    start, end = mention.start, mention.end
    at = end + bool(end < words.count and words.kind[end] & POSS)
    if at > end or mention.kind == "demonym":
        while at + 1 < words.count and words.lower[at] in role_words.OF_OFFICE:
            at += 1
        if at < words.count and words.lower[at] in role_words.STANDING_FOR:
            end = at + 1
    at = start - 1
    if at >= 0 and words.kind[at] & DET:
        at -= 1
    if at >= 1 and words.lower[at] in ("of", "in") and words.lower[at - 1] in role_words.STANDING_FOR:
        start = at - 1
    return start, end


def _before(words: Words, start: int, first: int) -> int:
    """The word before a noun phrase that begins with its determiner and adjectives of standing; `first - 1` where there is none."""
    at = start - 1
    while at >= first and (words.kind[at] & (DET | ADV) or words.lower[at] in role_words.BESIDES_NAME):
        at -= 1
    return at


def _owned(words: Words, mention: Mention, start: int, end: int) -> tuple[str, ...]:
    """Up to five words that a state owns: "'s recent missile tests", of a demonym "ian missile tests"; none where it owns nothing."""
    if end > mention.end:
        return ()
    if end < words.count and words.kind[end] & POSS:
        end += 1
    elif mention.kind != "demonym":
        return ()
    out: list[str] = []
    for at in range(end, min(end + 5, words.count)):
        if words.kind[at] & (PUNCT | PREP | CONJ) and not words.kind[at] & MARK:
            break
        if not words.kind[at] & MARK:
            out.append(words.lower[at])
    return tuple(out)
