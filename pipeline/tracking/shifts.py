"""Shifts by the codebook's rule: an episode against the median of those before it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from statistics import median

from pipeline.config import Issues, Track
from pipeline.domain import Episode, Shift


@dataclass(frozen=True, slots=True)
class _Baseline:
    rung: float
    low: float
    high: float
    last: Episode
    typical: Episode


def find_shifts(
    episodes: Iterable[Episode],
    issues: Issues,
    settings: Track,
    bright_lines: Sequence[tuple[int, int]],
    first_use_cues: frozenset[str] = frozenset(),
    first_uses: frozenset[tuple[str, str]] = frozenset(),
) -> list[Shift]:
    """Give the shifts of every actor→target, on each issue and on each family of issues.

    A change that an issue shows and its family shows too is given once, under the issue. After a shift the baseline
    begins anew, so that a lasting change is one shift, at its onset, and a return is another.

    Args:
        first_use_cues: Ids of remarks whose own text calls the wording new ("for the first time").
        first_uses: (remark id, target) of remarks whose formula their actor had not used of that target before.
    """
    family_of = {issue.name: issue.family for issue in issues.issues if issue.family}
    series: dict[tuple[str, str, str], list[Episode]] = defaultdict(list)
    families: dict[tuple[str, str, str], list[Episode]] = defaultdict(list)
    for episode in episodes:
        series[episode.actor, episode.target, episode.issue].append(episode)
        if episode.issue in family_of:
            families[episode.actor, episode.target, family_of[episode.issue]].append(episode)
    found: list[Shift] = []
    for mine in (series[key] for key in sorted(series)):
        found.extend(_in_series(mine, settings, bright_lines, first_use_cues, first_uses))
    known = {(shift.actor, shift.target, shift.date, shift.kind) for shift in found}
    for (actor, target, family), mine in sorted(families.items()):
        for shift in _in_series(mine, settings, bright_lines, first_use_cues, first_uses):
            if (actor, target, shift.date, shift.kind) not in known:
                found.append(replace(shift, issue=family))
    return sorted(found, key=lambda shift: (shift.actor, shift.target, shift.date, shift.issue))


def _in_series(
    episodes: list[Episode],
    settings: Track,
    bright_lines: Sequence[tuple[int, int]],
    first_use_cues: frozenset[str],
    first_uses: frozenset[tuple[str, str]],
) -> list[Shift]:
    ordered = sorted(episodes, key=lambda episode: (episode.start, episode.issue))
    found: list[Shift] = []
    regime = 0
    for at, episode in enumerate(ordered):
        baseline = _baseline(ordered[regime:at], episode, settings)
        if baseline is None:
            continue
        cued = bool(first_use_cues.intersection(episode.remark_ids))
        if is_shift(baseline.rung, (baseline.low, baseline.high), episode, bright_lines, cued):
            found.append(_shift(baseline, episode, first_uses))
            regime = at
    return found


def _baseline(before: list[Episode], episode: Episode, settings: Track) -> _Baseline | None:
    start = date.fromisoformat(episode.start)
    horizon = (start - timedelta(days=settings.baseline_days)).isoformat()
    recent = [e for e in before if horizon <= e.end and e.start < episode.start][-settings.baseline_episodes :]
    if not recent:
        return None
    middle = float(median(e.rung for e in recent))
    typical = min(reversed(recent), key=lambda e: abs(e.rung - middle))
    return _Baseline(
        middle,
        float(median(e.rung_low for e in recent)),
        float(median(e.rung_high for e in recent)),
        recent[-1],
        typical,
    )


def is_shift(
    baseline: float,
    baseline_range: tuple[float, float],
    episode: Episode,
    bright_lines: Sequence[tuple[int, int]],
    cued: bool,
) -> bool:
    """Apply the rule: two rungs apart; or one, with ranges apart and a bright line between or words that say so."""
    step = abs(episode.rung - baseline)
    if step >= 2:
        return True
    if step < 1:
        return False
    apart = episode.rung_low > baseline_range[1] or episode.rung_high < baseline_range[0]
    return apart and (cued or crosses(baseline, episode.rung, bright_lines))


def crosses(one: float, other: float, bright_lines: Sequence[tuple[int, int]]) -> bool:
    """True where a bright line, or zero, lies between two levels."""
    low, high = sorted((one, other))
    if low < 0 < high or low < 0 == high or low == 0 < high:
        return True
    return any(high >= milder and low <= harder for milder, harder in bright_lines)


def _shift(baseline: _Baseline, episode: Episode, first_uses: frozenset[tuple[str, str]]) -> Shift:
    low = min((date.fromisoformat(baseline.last.end) + timedelta(days=1)).isoformat(), episode.start)
    return Shift(
        actor=episode.actor,
        target=episode.target,
        issue=episode.issue,
        kind="escalation" if episode.rung < baseline.rung else "de-escalation",
        method="codebook",
        date=episode.start,
        date_low=low,
        date_high=episode.start,
        rung_from=baseline.typical.rung,
        rung_to=episode.rung,
        p_value=None,
        phrase_from=baseline.typical.phrase,
        phrase_to=episode.phrase,
        first_use=(episode.remark_ids[0], episode.target) in first_uses,
        evidence=(*baseline.typical.remark_ids, *episode.remark_ids),
    )
