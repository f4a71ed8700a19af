"""The codebook's modifier rules: from a formula and what acts on it to a rung, a range and an offset within the rung."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.domain import HIGHEST_RUNG, LOWEST_RUNG
from pipeline.tone.lexicon import Formula

LARGEST_OFFSET = 0.4
_EVERYONE = re.compile(
    r"\b(?:all|both|every|each|the relevant|relevant|the two|the) (?:sides?|part(?:y|ies)|countries concerned|states concerned)\b|\beveryone\b",
    re.I,
)
_OWN_FAULT = re.compile(
    r"\b(?:our|its|their|his|her|my) own\b|\bunintended\b|\bby accident\b|\bour (?:mistake|error|fault|soldiers|forces)\b",
    re.I,
)
_REGRETS = ("regret", "deeply regret", "sorry", "sorrow")


@dataclass(frozen=True, slots=True)
class Placement:
    """Where the rules place a wording, and why, in words."""

    rung: int
    low: int
    high: int
    intensity: float
    why: str


def clip(rung: int) -> int:
    """Keep a rung on the scale."""
    return max(LOWEST_RUNG, min(HIGHEST_RUNG, rung))


def toward_zero(rung: int, steps: int = 1) -> int:
    """Move a rung toward zero, never past it."""
    return max(rung - steps, 0) if rung > 0 else min(rung + steps, 0)


def place(formula: Formula, scope: tuple[str, ...], content: str, intensifiers: dict[str, float]) -> Placement:
    """Apply the codebook's rules (section 2) to a formula.

    Args:
        scope: What acts on it, as `pipeline.language.scope` gives it.
        content: The passage in which it stands.
        intensifiers: Offset of each intensifier.
    """
    effects: dict[str, list[str]] = {}
    for item in scope:
        effect, _, words = item.partition(":")
        effects.setdefault(effect, []).append(words)
    placed = Placement(
        formula.rung, formula.rung_low, formula.rung_high, 0.0, f"lexicon: “{formula.formula}” is {formula.rung:+d}"
    )
    if formula.formula in _REGRETS and _OWN_FAULT.search(content):
        placed = Placement(1, 0, 1, 0.0, f"{placed.why}; regret for the speaker's own doing is +1")
    placed = _cancelled(placed, effects)
    if formula.rung in (-2, -3) and formula.kind == "verb" and _appeal(formula) and _EVERYONE.search(content):
        placed = Placement(-1, -1, -1, 0.0, f"{placed.why}; an appeal to everyone blames no one: -1")
    for words in effects.get("downtoner", []):
        milder = toward_zero(placed.rung)
        low, high = min(placed.low, milder), max(placed.high, milder)
        placed = Placement(milder, low, high, 0.0, f"{placed.why}; “{words}” one rung toward zero")
    if content.rstrip(' ”"’').endswith("?") and placed.rung:
        milder = toward_zero(placed.rung)
        placed = Placement(
            milder, min(placed.low, milder), max(placed.high, milder), 0.0,
            f"{placed.why}; a rhetorical question stands one step toward zero",
        )  # fmt: skip
    if "hedge" in effects:
        placed = Placement(
            placed.rung, clip(placed.low - 1), clip(placed.high + 1), placed.intensity,
            f"{placed.why}; “{effects['hedge'][0]}” widens the range",
        )  # fmt: skip
    return _intensified(placed, effects, formula, intensifiers)


def _appeal(formula: Formula) -> bool:
    return formula.formula.startswith(("urge", "call", "appeal", "ask", "should"))


def _cancelled(placed: Placement, effects: dict[str, list[str]]) -> Placement:
    """Negation cancels, never inverts (rule 3)."""
    rung = placed.rung

    def to(new: int, low: int, high: int, words: str, what: str) -> Placement:
        return Placement(new, clip(low), clip(high), 0.0, f"{placed.why}; “{words}” {what}: {new:+d}")

    if "partial-negation" in effects and rung < 0:
        return to(-2, -4, 0, effects["partial-negation"][0], "leaves a weaker act possible")
    if "stopped-short" in effects and rung > 0:
        return to(0, -1, 1, effects["stopped-short"][0], "leaves neither warmth nor blame")
    if "stopped-short" in effects and rung:
        new = toward_zero(rung, 2)
        ends = sorted((toward_zero(rung, 1), toward_zero(rung, 3)))
        return to(new, ends[0], ends[1], effects["stopped-short"][0], "comes two rungs short")
    if "no-longer" in effects and rung:
        return (
            to(1, 0, 1, effects["no-longer"][0], "ends a negative tone")
            if rung < 0
            else to(-2, -3, -1, effects["no-longer"][0], "ends a positive tone")
        )
    if "withheld" in effects and rung > 0:
        return to(-1, -3, 0, effects["withheld"][0], "withholds a courtesy")
    for effect in ("negation", "withheld"):
        if effect in effects:
            words = effects[effect][0]
            if rung == LOWEST_RUNG:
                return to(0, -1, 1, words, "disclaims a threat")
            if rung <= -3:
                return to(-1, toward_zero(rung), 0, words, "cancels")
            if rung < 0:
                return to(0, -1, 0, words, "cancels")
            if rung > 0:
                return to(-1, -3, 0, words, "cancels a positive word")
    if "all-but" in effects:
        milder = toward_zero(rung)
        return to(milder, milder, milder, effects["all-but"][0], "one rung toward zero")
    return placed


def _intensified(
    placed: Placement, effects: dict[str, list[str]], formula: Formula, intensifiers: dict[str, float]
) -> Placement:
    """Intensifiers add an offset away from zero and leave the rung (rule 1)."""
    words = [word for word in effects.get("intensifier", []) if word in intensifiers]
    if not words or placed.rung == 0:
        return placed
    strongest = max(words, key=lambda word: intensifiers[word])
    offset = min(intensifiers[strongest], LARGEST_OFFSET)
    return Placement(
        placed.rung, placed.low, placed.high, offset, f"{placed.why}; “{strongest}” adds {offset:.1f} within the rung"
    )
