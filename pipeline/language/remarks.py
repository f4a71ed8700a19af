"""From attributions to remarks: one communicative act by one speaker to one target."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span

from pipeline.config import Cues, Extract, Holder, Issues
from pipeline.domain import OWN_WORDS, DateBasis, Directness, Remark, Statement
from pipeline.language.attribution import Attribution
from pipeline.language.closed_classes import PREPOSITIONS
from pipeline.language.evidence import evidentiality, is_historic
from pipeline.language.scope import scope_of, start_with_negator
from pipeline.language.speakers import FIRST_PERSON, NOBODY, Discourse, Speaker, SpeakerResolver
from pipeline.language.targets import TargetFinder
from pipeline.language.wording import FormulaHit

DIRECT_WORDS = 4
_APPEALS = (
    "urge",
    "call on",
    "call/",
    "warn",
    "remind",
    "ask",
    "demand",
    "appeal",
    "strongly urge",
    "accuse",
    "blame",
    "thank",
    "congratulate",
)
_OF_NAMES = frozenset(("of", "the", "'s", "’s", "and", "for", "to"))
_FRAME_AUTHORITIES = ("media", "expert", "unknown")


@dataclass(frozen=True, slots=True)
class _Act:
    """What one remark is made of: an attribution, its speaker, and the formulas that carry its tone (or none)."""

    attribution: Attribution | None
    speaker: Speaker
    hits: tuple[FormulaHit, ...]
    start: int
    end: int


class RemarkReader:
    """Reads remarks from a document that has gone through the pipeline's components."""

    def __init__(self, holders: tuple[Holder, ...], cues: Cues, issues: Issues, settings: Extract) -> None:
        self._resolver = SpeakerResolver(holders, cues.official_nouns)
        self._targets = TargetFinder(cues.conduct_nouns)
        self._reach = settings.target_reach_sentences
        self._date_reach = settings.date_reach_sentences
        self._issues = [
            (issue.name, re.compile(r"\b(?:" + "|".join(re.escape(term) for term in issue.terms) + r")\b"))
            for issue in issues.issues
        ]

    def read(
        self, doc: Doc, statement: Statement, own: Speaker = NOBODY, *, every_sentence: bool = False
    ) -> list[Remark]:
        """Give the remarks of `doc`, in order of position.

        Args:
            own: Whose words the statement is, where its genre says that they are someone's own; "we" and unattributed
                words are then theirs.
            every_sentence: True to make a remark also of a sentence in own words that holds no formula.
        """
        discourse = Discourse(date=statement.date or statement.published or _day_in(doc))
        self._introduce(doc, discourse)
        sentences = [(sentence.start, sentence.end) for sentence in doc.sents]
        speakers = self._speakers(doc, discourse, own, sentences)
        remarks: dict[tuple[int, str], Remark] = {}
        voiced = statement.genre in (*OWN_WORDS, "commentary")
        for act in self._acts(doc, speakers, own if voiced else None, every_sentence):
            remark = self._remark(doc, statement, act, speakers, sentences)
            remarks.setdefault((remark.start, remark.target), remark)
        return [remarks[key] for key in sorted(remarks)]

    def speakers(self, doc: Doc, day: str) -> list[tuple[Attribution, Speaker]]:
        """Give every attribution of `doc` with its speaker, for those who want passages rather than remarks."""
        discourse = Discourse(date=day or _day_in(doc))
        self._introduce(doc, discourse)
        return self._speakers(doc, discourse, NOBODY, [(sentence.start, sentence.end) for sentence in doc.sents])

    def _introduce(self, doc: Doc, discourse: Discourse) -> None:
        """Resolve full names first, so that a surname alone finds the person whom the text has named."""
        surnames: dict[str, tuple[str, ...]] = {}
        for kind in ("person", "surname"):
            for mention in doc._.mentions:
                if mention.kind == kind:
                    speaker = self._resolver.resolve(doc, mention.start, mention.end, discourse)
                    surnames[doc[mention.start : mention.end].text] = speaker.codes
        doc.user_data["surnames"] = surnames

    def _speakers(
        self, doc: Doc, discourse: Discourse, own: Speaker, sentences: list[tuple[int, int]]
    ) -> list[tuple[Attribution, Speaker]]:
        out: list[tuple[Attribution, Speaker]] = []
        for item in doc._.attributions:
            if (
                item.speaker_end - item.speaker_start == 1
                and doc[item.speaker_start].lower_ == "it"
                and _impersonal(doc, item)
            ):
                speaker = NOBODY
            elif item.speaker_start == item.speaker_end:
                speaker = discourse.last_official if item.cueless else NOBODY
            elif doc[item.speaker_start].lower_ in FIRST_PERSON and item.speaker_end - item.speaker_start <= 3:
                speaker = own
            else:
                speaker = self._resolver.resolve(doc, item.speaker_start, item.speaker_end, discourse)
            out.append((item, speaker))
            if not item.infinitive and ("source" not in item.cue_classes or speaker.official):
                discourse.note(speaker)
        return out

    # -- acts ---------------------------------------------------------------------------------------------------------

    def _acts(
        self, doc: Doc, speakers: list[tuple[Attribution, Speaker]], own: Speaker | None, every_sentence: bool
    ) -> list[_Act]:
        claimed: set[FormulaHit] = set()
        acts: list[_Act] = []
        # the innermost attribution has the first claim to a formula
        for item, speaker in sorted(speakers, key=lambda pair: pair[0].end - pair[0].start):
            hits = [hit for hit in self._hits(doc, item) if hit not in claimed]
            claimed.update(hits)
            if item.infinitive:
                continue
            inner = [
                other
                for other, source in speakers
                if other is not item
                and _within(other, item)
                and (other.formula or source.codes != speaker.codes or "source" in item.cue_classes)
            ]
            acts.extend(self._acts_of(doc, item, speaker, hits, bool(inner)))
        if own is not None:
            acts.extend(self._own_words(doc, speakers, own, claimed, acts, every_sentence))
        return acts

    def _hits(self, doc: Doc, item: Attribution) -> list[FormulaHit]:
        found = [item.formula] if item.formula else []
        found.extend(
            hit
            for hit in doc._.formulas
            if hit is not item.formula and item.start <= doc[hit.start].idx and doc[hit.head_end - 1].idx < item.end
        )
        return found

    def _acts_of(
        self, doc: Doc, item: Attribution, speaker: Speaker, hits: list[FormulaHit], has_inner: bool
    ) -> list[_Act]:
        quotations = [q for q in doc._.quotations if q.start < item.end and item.start < q.end and q.depth == 0]
        long = [q for q in quotations if q.words >= DIRECT_WORDS]
        if len(long) > 1 or (long and item.formula and item.formula.entry.rung and long[0].words > 8):
            # several whole quotations, or a performed act and a quotation beside it, are acts of their own
            acts = []
            outside = [hit for hit in hits if not any(q.start <= doc[hit.start].idx < q.end for q in long)]
            for group in self._choose(doc, outside, []):
                acts.append(_Act(item, speaker, group, *self._phrase(doc, group[0])))
            for q in long:
                inside = [hit for hit in hits if q.start <= doc[hit.start].idx < q.end]
                groups = self._choose(doc, inside, [])
                acts.extend(_Act(item, speaker, group, *self._phrase(doc, group[0])) for group in groups)
                if not groups and (speaker.official or item.cue_classes & {"say", "appeal", "convey"}):
                    acts.append(_Act(item, speaker, (), *_trimmed(doc.text, q.start, q.end)))
            return acts
        if not item.cueless and not item.formula and _denied(doc, item):
            return []  # "would not call it a violation": the words were not said
        chosen = self._choose(doc, hits, [(q.start, q.end) for q in quotations])
        acts = [_Act(item, speaker, group, *self._phrase(doc, group[0])) for group in chosen]
        if acts or has_inner or item.formula:
            return acts
        speaking = item.cueless or item.cue_classes & {"say", "appeal", "source"}
        if not speaking and not (item.cue_classes & {"convey"} and (long or "that" in item.pattern)):
            return acts
        if not speaker.official and not quotations and speaker.authority in _FRAME_AUTHORITIES:
            return acts
        longest = max(quotations, key=lambda q: q.words, default=None)
        span = (longest.start, longest.end) if longest else (item.start, item.end)
        start, end = _trimmed(doc.text, *span)
        return [_Act(item, speaker, (), start, end)] if start < end else []

    def _choose(
        self, doc: Doc, hits: list[FormulaHit], quotations: list[tuple[int, int]]
    ) -> list[tuple[FormulaHit, ...]]:
        """Pick the formulas that decide, one group a sign: quoted before paraphrased, operative before branding.

        Codebook, ties (b) and (c); of equals the most extreme comes first. Neutral wording counts where it is alone.
        """

        def quoted(hit: FormulaHit) -> bool:
            return any(a <= doc[hit.start].idx < b for a, b in quotations)

        pool = [hit for hit in hits if quoted(hit)] or hits
        groups = []
        for sign in (-1, 1):
            same = [hit for hit in pool if hit.entry.rung * sign > 0]
            same.sort(key=lambda hit: (hit.entry.operative, abs(hit.entry.rung), -hit.start), reverse=True)
            if same:
                groups.append(tuple(same))
        if not groups:
            neutral = [hit for hit in pool if hit.entry.rung == 0]
            if neutral:
                groups.append(tuple(neutral))
        return groups

    def _phrase(self, doc: Doc, hit: FormulaHit) -> tuple[int, int]:
        """Characters of the formula with an intensifier right before it or a negator that belongs to it."""
        start = hit.start
        for modifier in doc._.modifiers:
            if modifier.effect == "intensifiers" and modifier.end == start:
                start = modifier.start
        start = start_with_negator(doc, start, hit.end)
        return doc[start].idx, doc[hit.end - 1].idx + len(doc[hit.end - 1])

    def _own_words(
        self,
        doc: Doc,
        speakers: list[tuple[Attribution, Speaker]],
        own: Speaker,
        claimed: set[FormulaHit],
        made: list[_Act],
        every_sentence: bool,
    ) -> list[_Act]:
        """In a speaker's own text a sentence without an act so far is the speaker's, or that of the official it names."""
        acts: list[_Act] = []
        for sentence in doc.sents:
            first, last = sentence.start_char, sentence.end_char
            if any(first <= act.start < last for act in made):
                continue
            hits = [h for h in doc._.formulas if sentence.start <= h.start < sentence.end and h not in claimed]
            named = next((s for item, s in speakers if first <= doc[item.cue_start].idx < last and s.official), own)
            if not named.official:
                named = self._opening_subject(doc, sentence, own)
            groups = self._choose(doc, hits, [])
            acts.extend(_Act(None, named, group, *self._phrase(doc, group[0])) for group in groups)
            start, end = _trimmed(doc.text, first, last)
            if every_sentence and not groups and end > start:
                acts.append(_Act(None, named, (), start, end))
        return acts

    def _opening_subject(self, doc: Doc, sentence: Span, own: Speaker) -> Speaker:
        """The state or official with whose name a sentence opens, where nothing else says whose words it holds."""
        opening = next((m for m in doc._.mentions if sentence.start <= m.start <= sentence.start + 2), None)
        if opening is None or doc[sentence.start].lower_ in PREPOSITIONS:
            return own
        end = opening.end
        mentions = {at for m in doc._.mentions for at in range(m.start, m.end)}
        while end < sentence.end and (end in mentions or doc[end].lower_ in _OF_NAMES or doc[end].text[:1].isupper()):
            end += 1
        if doc[end - 1].lower_ in ("'s", "’s") and end < sentence.end:
            end += 1  # "Kuwait's delegate"
        speaker = self._resolver.resolve(doc, sentence.start, end, Discourse())
        return speaker if speaker.official else own

    # -- remarks ------------------------------------------------------------------------------------------------------

    def _remark(
        self,
        doc: Doc,
        statement: Statement,
        act: _Act,
        speakers: list[tuple[Attribution, Speaker]],
        sentences: list[tuple[int, int]],
    ) -> Remark:
        item, speaker = act.attribution, act.speaker
        span = doc.char_span(act.start, act.end, alignment_mode="expand")
        assert span is not None
        number = next(k for k, (a, b) in enumerate(sentences) if a <= span.start < b)
        anchor = item.cue_start if item and not item.cueless else span.start
        home = next((k for k, (a, b) in enumerate(sentences) if a <= anchor < b), number)
        sentence = sentences[home]
        content = doc.char_span(item.start, item.end, alignment_mode="expand") if item else doc[slice(*sentence)]
        assert content is not None
        frames = [
            (other, source)
            for other, source in speakers
            if item is not None
            and other is not item
            and _within(item, other)
            and source.codes != speaker.codes
            and source.name
        ]
        if not speaker.official and speaker.authority == "unknown" and item is not None and item.passive is False:
            speaker = self._lend(item, speaker, speakers)
        head = act.hits[0] if act.hits else None
        phrase = (head.start, head.end) if head else (span.start, span.end)
        if not speaker.official and speaker.authority not in ("media", "expert"):
            speaker = self._owner_of_words(doc, content, speaker)
        around = [*sentences[:home][::-1][: self._reach], *sentences[home + 1 : home + 2]]
        target = self._target(doc, item, speaker, content, phrase, sentence, around)
        day, day_end, basis = self._date(doc, statement, home, sentences, anchor)
        scope = scope_of(doc, head.start, head.end, *sentences[number]) if head else ()
        reporters = [source for _, source in frames if source.authority in _FRAME_AUTHORITIES or source.official]
        return Remark(
            statement_id=statement.statement_id,
            start=act.start,
            end=act.end,
            sentence=doc[slice(*sentence)].text.strip(),
            date=day,
            date_end=day_end,
            date_basis=basis,
            speaker=speaker.name,
            office=speaker.office,
            authority=speaker.authority,
            actor=";".join(speaker.codes),
            media_of=speaker.media_of,
            target=";".join(target),
            phrase=doc.text[act.start : act.end],
            cue=doc[item.cue_start : item.cue_end].text if item else "",
            directness=self._directness(doc, statement, act, speaker),
            evidentiality=evidentiality(doc, sentence, _paragraph(doc, sentence), [frame for frame, _ in frames]),
            historic=is_historic(doc, anchor, sentence),
            act="diplomatic" if head and head.entry.kind == "act" else "verbal",
            reported_by="; ".join(source.name for source in reporters),
            content=masked(doc, content.start, content.end) if head else masked(doc, span.start, span.end),
            formulas=tuple(f"{hit.entry.formula}@{doc[hit.start].idx}" for hit in act.hits),
            scope=scope,
            pattern=item.pattern if item else "own words",
            issue=self._issue(doc, sentence, sentences[:home][::-1], statement),
        )

    def _lend(self, item: Attribution, speaker: Speaker, speakers: list[tuple[Attribution, Speaker]]) -> Speaker:
        """A subject that binds nobody ("the decision was", "it") inside an official's own words leaves them theirs."""
        outer = [
            source for other, source in speakers if other is not item and _within(item, other) and source.official
            and "source" not in other.cue_classes
        ]  # fmt: skip
        if outer and speaker is NOBODY:
            return outer[-1]
        return speaker

    def _owner_of_words(self, doc: Doc, content: Span, speaker: Speaker) -> Speaker:
        """An official body without a state ("the ministry") whose words begin "China opposes …" speaks for China."""
        if speaker.authority not in ("ministry", "spokesperson", "government", "leader", "envoy"):
            return speaker
        for mention in doc._.mentions:
            if content.start <= mention.start <= content.start + 2 and mention.kind in (
                "state",
                "organisation",
                "demonym",
            ):
                return replace(speaker, codes=mention.codes)
        return speaker

    def _target(
        self,
        doc: Doc,
        item: Attribution | None,
        speaker: Speaker,
        content: Span,
        phrase: tuple[int, int],
        sentence: tuple[int, int],
        earlier: list[tuple[int, int]],
    ) -> tuple[str, ...]:
        who = (item.speaker_start, item.speaker_end) if item else (sentence[0], sentence[0])
        if item is not None and item.passive:
            zone = (sentence[0], sentence[1])
            return self._targets.find(doc, sentence, zone, (sentence[0], sentence[0]), who, speaker.codes, earlier)
        span = (content.start, content.end)
        appeal = item is not None and (
            "appeal" in item.cue_classes
            or (item.formula is not None and item.formula.entry.formula.startswith(_APPEALS))
        )
        return self._targets.find(doc, sentence, span, phrase, who, speaker.codes, earlier, appeal)

    def _directness(self, doc: Doc, statement: Statement, act: _Act, speaker: Speaker) -> Directness:
        item = act.attribution
        said_by_itself = item is None or doc[item.speaker_start].lower_ in FIRST_PERSON
        if said_by_itself and statement.genre in (*OWN_WORDS, "commentary"):
            return "direct"
        for quotation in doc._.quotations:
            if quotation.start <= act.start and act.end <= quotation.end:
                return "direct" if quotation.words >= DIRECT_WORDS else "scare-quote"
        return "indirect"

    def _date(
        self, doc: Doc, statement: Statement, home: int, sentences: list[tuple[int, int]], anchor: int
    ) -> tuple[str, str, DateBasis]:
        here = self._dates_in(doc, sentences[home])
        offset = doc[anchor].idx
        here.sort(key=lambda d: (d.start > offset, abs(d.start - offset)))
        if statement.date and statement.date_basis == "stated":
            other = next((d for d in here if not (statement.date <= d.first <= statement.date_end)), None)
            explicit = other is not None and any(c.isdigit() for c in doc.text[other.start : other.end][-4:])
            if other is None or not explicit or other.first[:4] == statement.date[:4]:
                return statement.date, statement.date_end or statement.date, "stated"
            return other.first, other.last, "stated"
        if here:
            return here[0].first, here[0].last, here[0].basis
        paragraph = _paragraph(doc, sentences[home])
        for before in sentences[max(home - self._date_reach, 0) : home][::-1]:
            if before[0] < paragraph[0]:
                break
            found = self._dates_in(doc, before)
            if found:
                return found[-1].first, found[-1].last, found[-1].basis
        if statement.date:
            return statement.date, statement.date_end or statement.date, statement.date_basis
        if statement.published:
            return statement.published, statement.published, "published"
        return "", "", "unknown"

    def _dates_in(self, doc: Doc, sentence: tuple[int, int]) -> list:  # type: ignore[type-arg]
        first, last = doc[sentence[0]].idx, doc[sentence[1] - 1].idx
        return [d for d in doc._.dates if first <= d.start <= last and d.of_speech and d.first]

    def _issue(self, doc: Doc, sentence: tuple[int, int], earlier: list[tuple[int, int]], statement: Statement) -> str:
        texts = [doc[slice(*sentence)].text, statement.occasion, *(doc[slice(*span)].text for span in earlier[:1])]
        for text in texts:
            for name, terms in self._issues:
                if text and terms.search(text):
                    return name
        return ""


def _denied(doc: Doc, item: Attribution) -> bool:
    """True where the reporting verb itself is negated."""
    return any(
        token.lower_ in ("not", "n't", "n’t", "never") for token in doc[max(item.cue_start - 3, 0) : item.cue_start]
    )


def _impersonal(doc: Doc, item: Attribution) -> bool:
    """True for the "it" of "it is not advisable to expect", "it should be noted"."""
    follow = doc[item.speaker_end].lower_
    return item.passive or (item.pattern.startswith("infinitive") and follow in ("is", "was", "'s", "’s", "would"))


def masked(doc: Doc, start: int, end: int) -> str:
    """Give the words of tokens `start` to `end` with every name put behind a mask, so that no name can move a rung."""
    words: list[str] = []
    at = start
    spans = {m.start: m for m in doc._.mentions if m.kind != "title" and start <= m.start < end}
    while at < end:
        mention = spans.get(at)
        if mention is None:
            words.append(doc[at].text_with_ws)
            at += 1
            continue
        words.append(("NAME" if mention.kind in ("person", "surname") else "ACTOR") + doc[mention.end - 1].whitespace_)
        at = mention.end
    return " ".join("".join(words).split())


def _within(inner: Attribution, outer: Attribution) -> bool:
    return (
        outer.start <= inner.start and inner.end <= outer.end and (inner.end - inner.start) < (outer.end - outer.start)
        and not outer.infinitive
    )  # fmt: skip


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " \n\t“\"‘'":
        start += 1
    while end > start and text[end - 1] in ' \n\t,.;”"’':
        end -= 1
    return start, end


def _day_in(doc: Doc) -> str:
    """A day by which offices can be looked up in a text without a date: the first that it states."""
    return next((date.first for date in doc._.dates if date.first), "")


def _paragraph(doc: Doc, sentence: tuple[int, int]) -> tuple[int, int]:
    first, last = sentence
    while first > 0 and "\n" not in doc[first - 1].text:
        first -= 1
    while last < len(doc) and "\n" not in doc[last - 1].text:
        last += 1
    return first, last
