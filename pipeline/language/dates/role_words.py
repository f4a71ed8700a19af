"""Words that say what a date near them is the date of."""

from __future__ import annotations

from collections.abc import Set
from typing import Literal

Role = Literal["speech", "event", "future", ""]


def _inflected(verbs: str) -> set[str]:
    """Give the regular forms of verbs; both spellings of those in -ise are listed."""
    forms: set[str] = set()
    for verb in verbs.split():
        stem = (
            verb[:-1] if verb.endswith("e") else verb[:-1] + "i" if verb[-1] == "y" and verb[-2] not in "aeou" else verb
        )
        forms |= {verb, stem + "es" if verb[-2:] in ("sh", "ss", "ch") or stem[-1] == "i" else verb + "s", stem + "ed"}
        forms.add((verb if verb[-1] == "y" else stem) + "ing")
    return forms


SPEAKING = _inflected(
    "accuse acknowledge add address affirm allege announce answer applaud apologise apologize appeal argue ask assert assure "
    "back blame blast call caution censure claim comment commend complain condemn confirm congratulate contend convey "
    "criticise criticize declare decry defend demand denounce deplore disclose dismiss echo emphasise emphasize endorse "
    "explain express hail highlight inform insist issue lament lodge maintain mention note object oppose order pledge praise "
    "proclaim promise propose protest publish question reaffirm rebuke reiterate reject release remark remind repeat reply "
    "report reproach request respond restate reveal slam state stress suggest summon support tell thank threaten tweet "
    "underline underscore urge voice vow warn welcome wish"
) | set(
    "say says said saying told spoke speak speaks spoken wrote writes write written sent sends "
    "replied denied denies deny testified testifies insisted quoted cited telephoned phoned expelled recalled "
    "called summoned remarked".split()
)  # fmt: skip
UTTERANCES = frozenset(
    "statement statements remarks remark briefing conference press-conference interview speech speeches address letter letters "
    "message messages telegram cable call note tweet tweets post communique communiqué declaration editorial commentary report "
    "reports testimony protest article broadcast readout announcement reply answer response comments comment release "
    "condemnation criticism warning appeal".split()
)
OCCASIONS = frozenset(
    "meeting meetings summit talks session sessions visit gathering forum hearing debate dinner reception ceremony rally dialogue "
    "consultations consultation negotiations lunch parade event conversation discussion discussions plenum "
    "congress".split()
)
EVENTS = frozenset(
    "test tests launch launches attack attacks strike strikes resolution resolutions order election elections explosion blast "
    "bombing bombings shooting shootings incident clash clashes invasion annexation coup war crisis earthquake vote "
    "referendum deadline drill drills exercise exercises arrest arrests detention execution sentence verdict ruling killing "
    "killings murder assassination raid raids seizure detonation firing flight crossing ceasefire armistice "
    "death deaths crash treaty agreement accord deal pact trip tour collision shelling massacre assault protests "
    "uprising revolution sanctions decision law decree act provocation provocations intrusion incursion".split()
)
HAPPENING = frozenset(
    "launched launches tested held hold holds fired fires conducted conducts killed took occurred happened began begun ended started "
    "detonated exploded staged invaded annexed seized crossed crashed died born adopted signed imposed passed arrested detained "
    "attacked bombed shot struck shelled convened opened expired broke erupted fell came carried "
    "established founded concluded ratified executed murdered deployed entered".split()
)
INTRANSITIVE = frozenset(
    "took occurred happened began begun ended started exploded died born broke erupted fell expired".split()
)
THINGS = EVENTS | frozenset(
    "missile missiles rocket rockets satellite bomb device shell shells drone drones law bill plan".split()
)
MODALS = frozenset("will shall would won't won’t must might may should 'll ’ll".split())
PLANS = frozenset(
    "forthcoming scheduled planned planning plans plan due expected expects slated upcoming coming next intends intend hopes wants agreed "
    "invited invites preparing prepares going set ahead tomorrow postponed rescheduled".split()
)
ONLY_WITH_TO = frozenset(
    "going set agreed hopes wants invited invites plan plans expects intends intend prepares".split()
)
_BY_ROLE: tuple[tuple[Role, Set[str]], ...] = (
    ("event", HAPPENING), ("speech", SPEAKING), ("future", PLANS | MODALS)
)  # fmt: skip
ROLES = {word: role for role, words in _BY_ROLE for word in words}
