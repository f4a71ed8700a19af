"""How far a pattern can be trusted: the share of its passages that human annotators attribute too.

Measured on the training part of PolNeAR (Newell, Margolin and Ruths 2018); patterns that are not listed stand above one half.
"""

from __future__ import annotations

from pipeline.language.attribution.model import Attribution, Form

_ELSE = 0.7
_SHARES: dict[tuple[Form, str], float] = {
    ("passive", "object of a passive"): 0.26,
    ("finite", "tone verb"): 0.3,
    ("passive", "tone verb"): 0.3,
    ("participle", "tone verb"): 0.3,
    ("infinitive", "tone verb"): 0.3,
    ("relative", "tone verb"): 0.3,
    ("finite", "speech in a noun"): 0.4,
    ("participle", "speech in a noun"): 0.32,
    ("infinitive", "speech in a noun"): 0.28,
    ("relative", "speech in a noun"): 0.2,
    ("passive", "clause after the cue"): 0.27,
    ("passive", "object"): 0.33,
    ("infinitive", "object"): 0.43,
    ("infinitive", "clause after the cue"): 0.37,
    ("infinitive", "that-clause"): 0.47,
    ("relative", "object"): 0.43,
    ("relative", "infinitive"): 0.32,
    ("relative", "asked to"): 0.32,
    ("noun", "that-clause"): 0.43,
    ("noun", "infinitive"): 0.33,
    ("noun", "after “on”"): 0.38,
    ("noun", "after “for”"): 0.38,
    ("noun", "after “to”"): 0.26,
    ("noun", "after “in”"): 0.3,
    ("noun", "after “over”"): 0.3,
    ("noun", "met with"): 0.0,
    ("adjective", "tone adjective"): 0.0,
    ("adjective", "infinitive"): 0.21,
    ("adjective", "after “to”"): 0.3,
}


def sureness(item: Attribution) -> float:
    """Give the measured share for an attribution's form and the shape of its content."""
    return _SHARES.get((item.form, item.pattern.partition("; ")[2]), _ELSE)
