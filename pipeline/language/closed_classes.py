"""English words of closed classes, and words that can be noun or verb: what clauses are told apart by without a parser."""

from __future__ import annotations

AUXILIARIES = frozenset(
    (
        "has have had having is are was were be been being do does did will would shall should may might must can "
        "could 's 've 'd 'll ’s ’ve ’d ’ll wo ca not n't n’t never also then later again once still now today "
        "yesterday earlier already only just even thus therefore however both all each first"
    ).split()
)
BE = frozenset(["is", "are", "was", "were", "be", "been", "being", "'s", "’s"])
PREPOSITIONS = frozenset(
    (
        "in on at with to from by after before during following under over amid despite against about between into "
        "since until through via within without upon toward towards regarding concerning according as while when if "
        "because although though like including given ahead instead besides unlike near off out asked referring "
        "speaking"
    ).split()
)
DETERMINERS = frozenset("the a an his her its their our my this that these those some any no such both another".split())
BREAKS = frozenset(
    "that but while when because if whether although though whereas which who whom where and or nor so as than".split()
)
PUNCTUATION = frozenset(".;:()—–!?[]…")
MARKS = frozenset('"“”„‟«»「」『』‘')
NOUNY = frozenset(
    (
        "claim claims report reports state states note notes call calls demand demands protest protests comment "
        "comments answer answers reply order orders attack attacks praise support regret regrets welcome concern "
        "concerns voice vow vows pledge pledges promise promises hope hopes plan plans view remark remarks address "
        "thanks warning request requests warnings appeal appeals condemn challenge challenges question questions "
        "estimate estimates forecast statement quote quotes issue show hand place file record fear fears doubt doubts "
        "wish wishes brand label term blame fault criticism signal offer offers aim accord tweet post reading meeting "
        "object objects counter want find threat worry deal reproach rebuke saying discuss exchange present press "
        "talk talks use"
    ).split()
)
INVERTIBLE = frozenset(
    (
        "say add write note state tell declare announce explain insist argue stress warn reply respond recall remark "
        "observe comment claim ask suggest read run conclude continue tweet post report make known"
    ).split()
)
ADDRESSING = frozenset(["tell", "remind", "inform", "assure", "warn", "advise", "ask", "write"])
CLOSING = frozenset("\"”’'»")
STATIVE = frozenset(["says", "said", "tells", "told"])
WEEKDAYS = frozenset(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
