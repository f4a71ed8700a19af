"""From attributions to remarks: one communicative act by one speaker to one target."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc

from pipeline.config import Cues, Extract, Holder, Issues
from pipeline.domain import OWN_WORDS, Directness, Remark, Statement
from pipeline.language.acts import DIRECT_WORDS, Act, Pair, acts_of, reach
from pipeline.language.antecedents import dateline, heading_body, heading_speaker, letterhead, pair_of
from pipeline.language.attribution.model import Attribution
from pipeline.language.discourse import FIRST_PERSON, NOBODY, Discourse, Speaker
from pipeline.language.evidence import evidence_of, is_historic, is_impostor
from pipeline.language.found import Found, found_in
from pipeline.language.issues import IssueFinder
from pipeline.language.own_words import means_issuer, names_itself, resolves, vows
from pipeline.language.people import in_office_of_body
from pipeline.language.remark_dates import date_of
from pipeline.language.role_words import ENVOYS
from pipeline.language.scope import scope_of
from pipeline.language.speakers import SpeakerResolver
from pipeline.language.targets import TargetFinder, Zone
from pipeline.language.unattributed import Unattributed, bound, self_speaker
from pipeline.language.wording import FormulaHit

OFFICIAL = ("leader", "government", "ministry", "spokesperson", "envoy")
_FRAME_AUTHORITIES = ("media", "expert", "unknown")


class RemarkReader:
    """Reads remarks from a document that has gone through the pipeline's components."""

    def __init__(self, holders: tuple[Holder, ...], cues: Cues, issues: Issues, settings: Extract) -> None:
        self.resolver = SpeakerResolver(holders, cues.official_nouns)
        self._unattributed = Unattributed(self.resolver)
        self._targets = TargetFinder(cues.conduct_nouns)
        self._reach = settings.target_reach_sentences
        self._date_reach = settings.date_reach_sentences
        self._issues = IssueFinder(issues)

    def read(
        self, doc: Doc, statement: Statement, own: Speaker = NOBODY, *, every_sentence: bool = False
    ) -> list[Remark]:
        """Give the remarks of `doc`, in order of position.

        Args:
            own: Whose words the statement is, where its genre says that they are someone's own; "we" and unattributed
                words are then theirs.
            every_sentence: True to make a remark also of a sentence in own words that holds no formula.
        """
        if not len(doc):
            return []
        discourse = self.discourse(doc, statement, own)
        pairs = self.speakers(doc, discourse, own)
        acts, claimed = acts_of(doc, pairs)
        if statement.genre in (*OWN_WORDS, "commentary"):
            acts.extend(self._unattributed.acts(doc, pairs, own, claimed, acts, every_sentence))
        remarks: dict[tuple[int, str], Remark] = {}
        found = found_in(doc)
        for act in acts:
            remark = self._remark(doc, found, statement, act, own)
            remarks.setdefault((remark.start, remark.target), remark)
        return [remarks[key] for key in sorted(remarks)]

    def discourse(self, doc: Doc, statement: Statement, own: Speaker = NOBODY) -> Discourse:
        """What is known of a text before it is read: its day, who issues it, with which two states it opens."""
        found = found_in(doc)
        stated = () if statement.genre == "commentary" else tuple(filter(None, statement.state.split(";")))
        office = doc.user_data.get("issuer", ()) or letterhead(found)
        issuer = own.codes or stated or office
        body = heading_body(found)
        return Discourse(
            body=body,
            last=body,
            last_official=body,
            date=statement.date or statement.published or _day_in(doc),
            home=issuer or doc.user_data.get("issuer", ()) or dateline(found),
            issued=bool(issuer) and (statement.genre in (*OWN_WORDS, "readout") or issuer == office),
            pair=pair_of(found),
        )

    def speakers(self, doc: Doc, discourse: Discourse, own: Speaker = NOBODY) -> list[Pair]:
        """Give every attribution of `doc` with its speaker."""
        if not len(doc):
            return []
        self._introduce(doc, discourse)
        heading = heading_speaker(found_in(doc))
        if heading:
            discourse.turn = self.resolver.resolve(doc, *heading, discourse)
        words = found_in(doc).words
        out: list[Pair] = []
        for item in doc._.attributions:
            opening = words.lower[item.speaker_start] if item.speaker_start < item.speaker_end else ""
            short = item.speaker_end - item.speaker_start <= 3
            if opening == "it" and item.speaker_end - item.speaker_start == 1 and _impersonal(found_in(doc), item):
                speaker = NOBODY
            elif not opening:
                ours = own.official and (item.pattern.startswith("no subject") or vows(found_in(doc), item))
                speaker = own if ours else discourse.last_official if item.cueless else NOBODY
            elif own.official and resolves(found_in(doc), item.speaker_start):
                speaker = own
            elif short and opening in FIRST_PERSON and words.text[item.speaker_start] != "US":
                speaker = (
                    own if own.name or own.official else self_speaker(found_in(doc), item.cue_start, discourse.turn)
                )
            else:
                speaker = self.resolver.resolve(doc, item.speaker_start, item.speaker_end, discourse)
                said_by = words.lower[item.speaker_start : item.speaker_end]
                if own.official and not speaker.official and means_issuer(said_by, own):
                    speaker = own
                elif not speaker.official and speaker.authority in OFFICIAL:
                    codes = self_speaker(found_in(doc), item.cue_start, NOBODY).codes
                    speaker = replace(speaker, codes=codes)
            out.append((item, speaker))
            if item.pattern.endswith("name and colon"):
                discourse.turn = speaker
            if (
                not item.asked
                and item.form not in ("noun", "relative")
                and ("source" not in item.classes or speaker.official)
            ):
                discourse.note(speaker, item.cue_start)
        return out

    def _introduce(self, doc: Doc, discourse: Discourse) -> None:
        """Resolve full names first, so that a surname alone finds the person whom the text has named."""
        surnames: dict[str, tuple[str, ...]] = {}
        words = found_in(doc).words
        for kind in ("person", "surname"):
            for mention in doc._.mentions:
                if mention.kind == kind:
                    name = " ".join(words.text[mention.start : mention.end])
                    if name in surnames:
                        continue
                    speaker = in_office_of_body(found_in(doc), mention)
                    if speaker is None:
                        speaker = self.resolver.person(mention, discourse)
                    else:
                        discourse.introduce(speaker)
                    surnames[name] = speaker.codes
        doc.user_data["surnames"] = surnames
        self.resolver.introduce(doc, discourse)

    def _remark(self, doc: Doc, found: Found, statement: Statement, act: Act, own: Speaker) -> Remark:
        item, speaker, words = act.attribution, act.speaker, found.words
        first, last = words.span(act.start, act.end)
        number = words.sentence(first)
        anchor = item.cue_start if item and not item.cueless else first
        home = words.sentence(anchor)
        sentence = words.bounds(home)
        content = words.span(*reach(doc, item)) if item else sentence
        head = act.hits[0] if act.hits else None
        phrase = (head.start, head.end) if head else (first, last)
        if (
            not speaker.official
            and speaker.authority == "unknown"
            and item is not None
            and not item.passive
            and speaker is NOBODY
        ):
            speaker = next((s for other, s in reversed(act.frames) if s.official and other.form != "frame"), speaker)
        asks = item is not None and (item.formula is not None or "appeal" in item.classes)  # "demanded that X withdraw"
        if not speaker.official and not asks and speaker.authority not in ("media", "expert"):
            speaker = _owner_of_words(found, content, speaker)
        target = self._target(doc, item, speaker, content, phrase, home, found, head)
        origin = words.sentence(item.speaker_start) if item and item.speaker_start < item.speaker_end else home
        day, day_end, basis = date_of(found, statement, home, anchor, self._date_reach, origin)
        historic = is_historic(found, anchor, sentence)
        known = evidence_of(found, act, speaker, anchor, historic=historic, own=own)
        masked_span = content if head else (first, last)
        return Remark(
            statement_id=statement.statement_id,
            start=act.start,
            end=act.end,
            sentence=_text(found, home).strip(),
            date=day,
            date_end=day_end,
            date_basis=basis,
            speaker=speaker.name,
            office=speaker.office,
            authority=speaker.authority,
            actor="" if is_impostor(found, item) else ";".join(speaker.codes),
            media_of=speaker.media_of,
            target=";".join(target),
            phrase=words.string[act.start : act.end],
            cue=words.string[words.start[item.cue_start] : words.end[item.cue_end - 1]]
            if item and not item.cueless
            else "",
            directness=_directness(found, statement, act, own),
            evidentiality=known.evidentiality,
            historic=historic,
            act="diplomatic" if head and head.entry.kind == "act" else "verbal",
            reported_by="; ".join(known.reported_by),
            content=masked(doc, *masked_span),
            formulas=tuple(f"{hit.entry.formula}@{words.start[hit.start]}" for hit in act.hits),
            scope=scope_of(doc, head.start, head.end, *words.bounds(number), act.denial) if head else (),
            pattern=item.pattern if item else "own words",
            issue=self._issue(found, home, statement),
        )

    def _target(
        self,
        doc: Doc,
        item: Attribution | None,
        speaker: Speaker,
        content: tuple[int, int],
        phrase: tuple[int, int],
        home: int,
        found: Found,
        head: FormulaHit | None,
    ) -> tuple[str, ...]:
        words = found.words
        sentence = words.bounds(home)
        numbers = [
            *range(home - 1, max(home - self._reach, 0) - 1, -1),
        ]
        around = tuple(words.bounds(k) for k in numbers)
        who = (item.speaker_start, item.speaker_end) if item else (sentence[0], sentence[0])
        if item is not None and item.passive:
            subject = words.span(item.start, item.end)
            if subject[0] >= item.cue_end and "that-clause" not in item.pattern:  # "X was declared …"
                subject = sentence[0], item.cue_start
            return self._targets.find(doc, Zone(subject, subject, (subject[0], subject[0]), who, around), speaker.codes)
        slot = None
        if (
            item is not None
            and item.target == "object"
            and (item.formula is not None or "appeal" in item.classes or "asked to" in item.pattern)
            and not (item.formula is None and "clause" in item.pattern)  # "told X that Y …": X only hears it
        ):
            slot = item.cue_start
        kind, rung = (head.entry.kind, head.entry.rung) if head else ("", 0)
        return self._targets.find(doc, Zone(sentence, content, phrase, who, around, slot, kind, rung), speaker.codes)

    def _issue(self, found: Found, home: int, statement: Statement) -> str:
        """The issue of the sentence, else that of the occasion, else of the sentence before."""
        return (
            self._issues.find(_text(found, home))
            or self._issues.find(statement.occasion)
            or (self._issues.find(_text(found, home - 1)) if home else "")
        )


def _text(found: Found, number: int) -> str:
    first, last = found.words.bounds(number)
    return found.words.string[found.words.start[first] : found.words.end[last - 1]]


def _owner_of_words(found: Found, content: tuple[int, int], speaker: Speaker) -> Speaker:
    """An official body without a state ("the ministry") whose words begin "China opposes …" speaks for China."""
    titled = found.words.lower[max(content[0] - 8, 0) : content[0]]
    if speaker.authority not in OFFICIAL and not (speaker.authority == "unknown" and "secretary" in titled):
        return speaker
    holder = bound(found, *content)
    if holder is not None:
        return replace(speaker, codes=holder.codes)
    for mention in found.mentions.within(content[0], content[0] + 3):
        envoy = ENVOYS.intersection(found.words.lower[mention.end : mention.end + 2])
        if mention.kind in ("state", "organisation", "demonym") and not envoy:
            return replace(speaker, codes=mention.codes)
    return speaker


def _directness(found: Found, statement: Statement, act: Act, own: Speaker) -> Directness:
    item = act.attribution
    itself = item is None or found.words.lower[item.speaker_start] in FIRST_PERSON or names_itself(found, act, own)
    if itself and statement.genre in (*OWN_WORDS, "commentary"):
        return "direct"
    for quotation in found.quotations_over(act.start, act.end):
        if quotation.start <= act.start and act.end <= quotation.end:
            return "direct" if quotation.words >= DIRECT_WORDS else "scare-quote"
    return "indirect"


def _impersonal(found: Found, item: Attribution) -> bool:
    """True for the "it" of "it is not advisable to expect", "it should be noted"."""
    follow = found.words.lower[item.speaker_end] if item.speaker_end < found.words.count else ""
    return item.passive or (item.form == "infinitive" and follow in ("is", "was", "'s", "’s", "would"))


def masked(doc: Doc, start: int, end: int) -> str:
    """Give the words of tokens `start` to `end` with every name put behind a mask, so that no name can move a rung."""
    found = found_in(doc)
    if start >= end:
        return ""
    words = found.words
    out: list[str] = []
    at = words.start[start]
    for mention in found.mentions.within(start, end):
        if mention.kind != "title":
            mask = "NAME" if mention.kind in ("person", "surname") else "ACTOR"
            out += words.string[at : words.start[mention.start]], mask
            at = words.end[mention.end - 1]
    out.append(words.string[at : words.end[end - 1]])
    return " ".join("".join(out).split())


def _day_in(doc: Doc) -> str:
    """A day by which offices can be looked up in a text without a date: the first that it states."""
    return next((date.first for date in doc._.dates if date.first), "")
