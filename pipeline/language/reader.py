"""The whole reading of a text: a blank spaCy pipeline with our components, and the remarks it yields."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

# importing a component's module registers its factory
from pipeline import config
from pipeline.domain import Remark, Statement
from pipeline.language import actors, attribution, dates, quotations, sentences, wording  # noqa: F401
from pipeline.language.own_words import OwnSpeakers, unbound
from pipeline.language.remarks import DIRECT_WORDS, RemarkReader, masked
from pipeline.language.speakers import NOBODY, Speaker

COMPONENTS = ("sentences", "quotations", "actors", "wording", "dates", "attribution")


@dataclass(frozen=True, slots=True)
class Passage:
    """An attributed passage, with a tone or without; offsets are characters, None where there is nothing."""

    start: int
    end: int
    speaker_start: int | None
    speaker_end: int | None
    cue_start: int | None
    cue_end: int | None
    speaker: str
    cue: str
    directness: str


def build_language(configs: Path, lexicon: Path) -> Language:
    """Build the blank English pipeline with the project's components.

    Raises:
        ConfigError: A configuration file or the lexicon is at fault.
    """
    nlp = spacy.blank("en")
    nlp.max_length = 10_000_000
    settings = {
        "actors": {"configs": str(configs)},
        "wording": {"configs": str(configs), "lexicon": str(lexicon)},
    }
    for name in COMPONENTS:
        nlp.add_pipe(f"demarche_{name}", config=settings.get(name, {}))
    return nlp


class Reader:
    """Reads statements: `remarks` for tone, `passages` for everything attributed."""

    def __init__(self, configs: Path, lexicon: Path) -> None:
        self.nlp = build_language(configs, lexicon)
        holders = config.holders(configs)
        self._own_speakers = OwnSpeakers(holders)
        self._remarks = RemarkReader(
            holders,
            config.load(configs / "cues.yaml", config.Cues),
            config.load(configs / "issues.yaml", config.Issues),
            config.stage(configs, config.Extract),
        )

    def document(self, statement: Statement) -> Doc:
        """Run the components over a statement's text."""
        doc = self.nlp.make_doc(statement.text)
        doc.user_data["date"] = statement.date or statement.published
        for _, component in self.nlp.pipeline:
            doc = component(doc)
        return doc

    def masked(self, text: str) -> str:
        """Give a text with every name put behind a mask."""
        doc = self.nlp.make_doc(text)
        self.nlp.get_pipe("demarche_actors")(doc)
        return masked(doc, 0, len(doc))

    def remarks(self, statement: Statement, own: Speaker = NOBODY, *, every_sentence: bool = False) -> list[Remark]:
        """Give the statement's remarks; none of a statement that is set aside.

        Args:
            own: Whose words it is, where the caller knows better than the statement's own fields.
            every_sentence: True to make a remark also of sentences in a speaker's own words that hold no formula.
        """
        if statement.aside:
            return []
        own = own if own.name or own.codes else self._own_speakers.of(statement)
        found = self._remarks.read(self.document(statement), statement, own, every_sentence=every_sentence)
        return [unbound(remark, statement.genre) for remark in found]

    def passages(self, statement: Statement) -> list[Passage]:
        """Give every attributed passage of the statement."""
        doc = self.document(statement)
        return [
            _passage(doc, item, speaker)
            for item, speaker in self._remarks.speakers(doc, statement.date or statement.published)
        ]


def _passage(doc: Doc, item: attribution.Attribution, speaker: Speaker) -> Passage:
    def offsets(start: int, end: int) -> tuple[int | None, int | None]:
        return (doc[start].idx, doc[end - 1].idx + len(doc[end - 1])) if start < end else (None, None)

    inside = [q for q in doc._.quotations if q.start <= item.start and item.end <= q.end]
    directness = "indirect"
    if inside:
        directness = "direct" if inside[0].words >= DIRECT_WORDS else "scare-quote"
    speaker_start, speaker_end = offsets(item.speaker_start, item.speaker_end)
    cue_start, cue_end = offsets(item.cue_start, item.cue_end)
    cue = doc[item.cue_start : item.cue_end].text
    return Passage(item.start, item.end, speaker_start, speaker_end, cue_start, cue_end, speaker.name, cue, directness)
