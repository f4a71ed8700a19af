"""What somebody unnamed expects or says: "is expected to meet", "was said to be angry", "it is believed that"."""

from __future__ import annotations

from pipeline.config import CueEntry
from pipeline.language.attribution.boundaries import clause_end
from pipeline.language.attribution.clauses import Clauses
from pipeline.language.attribution.model import Attribution
from pipeline.language.attribution.subjects import agent_of
from pipeline.language.wording import Cue


def expected_of(
    clauses: Clauses, cue: Cue, entry: CueEntry, start: int, first: int, last: int, earlier: list[Attribution]
) -> Attribution | None:
    """Read "is expected to meet", "was said to be angry", "it is believed that": what somebody unnamed expects or says."""
    at, lower = cue.end, clauses.lower
    if at >= last:
        return None
    agent = agent_of(clauses, at, last)
    if lower[at] == "to":
        end = clause_end(clauses, at + 1, last, phrase=True)
        shape = "expected to"
    elif lower[at] == "that" or (at > first and lower[start - 1] == "it"):
        end, shape = clause_end(clauses, at, last, phrase=False), "that-clause"
    elif lower[at] == "as" and "object" in entry.frames:
        end, shape = clause_end(clauses, at + 1, last, phrase=True), "seen as"
    elif agent:
        patient = clauses.phrase_left(start, first)
        if patient is None:
            return None
        start_, end_ = patient
        return Attribution(
            cue.start,
            cue.end,
            *agent,
            *clauses.characters(start_, end_),
            "passive with agent; object of a passive",
            None,
            "passive",
            classes=entry.classes,
        )
    else:
        return None
    a, b = clauses.trimmed(at, end)
    if b <= a:
        return None
    who = agent or (cue.start, cue.start)
    return Attribution(
        cue.start, cue.end, *who, *clauses.characters(a, b), f"passive; {shape}", None, "passive", classes=entry.classes
    )
