"""The whole reading of a text: a blank spaCy pipeline with our components, and the remarks it yields."""

from __future__ import annotations

import atexit
import gc
import re
from dataclasses import dataclass
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc

# importing a component's module registers its factory
from pipeline import config
from pipeline.domain import Remark, Statement
from pipeline.language import actors, dates, quotations, sentences, wording  # noqa: F401
from pipeline.language.acts import DIRECT_WORDS, Pair, nested
from pipeline.language.antecedents import STATE_KINDS
from pipeline.language.attribution import finder  # noqa: F401
from pipeline.language.attribution.model import Attribution
from pipeline.language.attribution.sureness import sureness
from pipeline.language.discourse import NOBODY, Speaker
from pipeline.language.found import found_in
from pipeline.language.own_words import OwnSpeakers, unbound
from pipeline.language.remark_dates import dateline
from pipeline.language.remarks import OFFICIAL, RemarkReader, masked
from pipeline.language.speakers import SpeakerResolver
from pipeline.language.tokenizing import BoundedTokenizer
from pipeline.language.words import words_of
from pipeline.remembered import Remembered

COMPONENTS = ("sentences", "quotations", "actors", "wording", "dates", "attribution")


_MARK_BEFORE = re.compile("(?:''|``|[\"“”„«»‘'])\\Z")
_MARK_AFTER = re.compile("''|’’|[\"”“»«’']")


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
    pattern: str = ""


def build_language(configs: Path, lexicon: Path) -> Language:
    """Build the blank English pipeline with the project's components.

    Raises:
        ConfigError: A configuration file or the lexicon is at fault.
    """
    nlp = spacy.blank("en")
    nlp.max_length = 10_000_000
    assert isinstance(nlp.tokenizer, Tokenizer)
    nlp.tokenizer = BoundedTokenizer(nlp.tokenizer)
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
        settings = config.stage(configs, config.Extract)
        self._own_speakers = OwnSpeakers(holders)
        self._remarks = RemarkReader(
            holders,
            config.load(configs / "cues.yaml", config.Cues),
            config.load(configs / "issues.yaml", config.Issues),
            settings,
        )
        self._issuers = Remembered(self._issuer)
        self._least_sure = settings.passage_min_sureness
        gc.freeze()  # the tables stay for good: the collector need not walk them again for every text
        atexit.register(gc.unfreeze)

    @property
    def resolver(self) -> SpeakerResolver:
        """What tells who a name means on a day."""
        return self._remarks.resolver

    def document(self, statement: Statement) -> Doc:
        """Run the components over a statement's text."""
        doc = self.nlp.make_doc(statement.text)
        doc.user_data["text"] = statement.text
        doc.user_data["date"] = statement.date or statement.published or dateline(statement.text)
        issuer, outlet = self._issuers[statement.source]
        doc.user_data["issuer"] = issuer
        doc.user_data["home"] = statement.state.partition(";")[0] or "".join((issuer or outlet)[:1])
        for _, component in self.nlp.pipeline:
            doc = component(doc)
        return doc

    def _issuer(self, source: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The state whose office the source names ("Ministry of Foreign Affairs of X"), and that whose news outlet it names."""
        if not source:
            return (), ()
        mentions = self.nlp.get_pipe("demarche_actors")(self.nlp.make_doc(source))._.mentions
        states = {mention.codes for mention in mentions if mention.kind in STATE_KINDS}
        offices = [m for m in mentions if m.kind == "title" and m.entry.authority in OFFICIAL]
        outlets: tuple[tuple[str, ...], ...] = tuple(m.codes for m in mentions if m.kind == "media")
        return states.pop() if offices and len(states) == 1 else (), next(iter(outlets), ())

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
        pairs = self._remarks.speakers(doc, self._remarks.discourse(doc, statement))
        around, _ = nested(pairs)
        return [
            _passage(doc, item, speaker)
            for number, (item, speaker) in enumerate(pairs)
            if (sureness(item) >= self._least_sure or _holds_marks(doc, item))
            and not _is_part(doc, item, around.get(number, []))
        ]


def _is_part(doc: Doc, item: Attribution, around: list[Pair]) -> bool:
    """True for an attribution whose cue stands in another's words: "said that he hoped to …" is one passage.

    Quoted words that are less than half of the other's are a passage of their own: "said that the plan, which the
    envoy called “reckless”, had …".
    """
    at = words_of(doc).start[item.cue_start]
    holding = [other for other, _ in around if other.form != "frame" and other.start <= at < other.end]
    if not holding:
        return False
    over = found_in(doc).quotations_over(item.start, item.end)
    own = any(not q.start <= at < q.end for q in over)  # else the cue itself is quoted
    return not own or any(2 * (item.end - item.start) >= other.end - other.start for other in holding)


def _holds_marks(doc: Doc, item: Attribution) -> bool:
    """True where words between marks stand in a passage: what is quoted is said, however the cue may deceive."""
    return bool(found_in(doc).quotations_over(item.start, item.end))


def _with_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """Take in the quotation marks right beside a passage."""
    opened = _MARK_BEFORE.search(text, max(start - 2, 0), start)
    closed = _MARK_AFTER.match(text, end)
    return (opened.start() if opened else start), (closed.end() if closed else end)


def _shown(item: Attribution) -> tuple[int, int]:
    """One span for a quotation in parts: from first to last, or its longest part where what interrupts it outweighs that."""
    if not item.parts:
        return item.start, item.end
    lengths = [end - start for start, end in item.parts]
    longest = max(item.parts, key=lambda part: part[1] - part[0])
    if sum(lengths) / (item.end - item.start) >= max(lengths) / sum(lengths):
        return item.start, item.end
    return longest


def _passage(doc: Doc, item: Attribution, speaker: Speaker) -> Passage:
    words = words_of(doc)

    def offsets(start: int, end: int) -> tuple[int | None, int | None]:
        return (words.start[start], words.end[end - 1]) if start < end else (None, None)

    over = found_in(doc).quotations_over(item.start, item.end)
    inside = [q for q in over if q.start <= item.start and item.end <= q.end]
    directness = "indirect"
    if inside:
        directness = "direct" if inside[0].words >= DIRECT_WORDS else "scare-quote"
    speaker_start, speaker_end = offsets(item.speaker_start, item.speaker_end)
    cue_start, cue_end = offsets(item.cue_start, item.cue_end)
    cue = "" if cue_start is None else words.string[cue_start:cue_end]
    start, end = _with_marks(words.string, *_shown(item))
    return Passage(
        start, end, speaker_start, speaker_end, cue_start, cue_end, speaker.name, cue, directness, item.pattern
    )
