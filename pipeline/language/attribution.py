"""Attributions: who is said to have said what, by which cue, from the order of words alone (no parser).

A cue verb has its subject to the left (or, inverted, to the right) and its content beside it. Clauses are told apart by
punctuation, conjunctions and other cues. The terms source, cue and content are those of Pareti (2016).
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.language.closed_classes import (
    ADDRESSING,
    AUXILIARIES,
    BE,
    BREAKS,
    CLOSING,
    DETERMINERS,
    INVERTIBLE,
    MARKS,
    NOUNY,
    PREPOSITIONS,
    PUNCTUATION,
    STATIVE,
    WEEKDAYS,
)
from pipeline.language.quotations import Quotation
from pipeline.language.wording import Cue, FormulaHit


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attributed passage.

    Attributes:
        cue_start, cue_end: Tokens of the cue; equal where there is none.
        speaker_start, speaker_end: Tokens of the words that name the speaker; equal where there are none.
        start, end: Character offsets of the content.
        pattern: Which pattern found it, for `--explain`.
        formula: The cue's own formula, where the cue is a verb of the tone lexicon.
        passive: True for "was condemned": the subject is then the one addressed.
        infinitive: True for "called on X to condemn": an act asked for, not done.
    """

    cue_start: int
    cue_end: int
    speaker_start: int
    speaker_end: int
    start: int
    end: int
    pattern: str
    formula: FormulaHit | None = None
    passive: bool = False
    infinitive: bool = False
    cue_classes: frozenset[str] = frozenset()

    @property
    def cueless(self) -> bool:
        """True for a quotation without any cue."""
        return self.cue_start == self.cue_end


@Language.factory("demarche_attribution")
def make_attribution(nlp: Language, name: str) -> AttributionFinder:
    """Build the component; it reads what the components before it have set."""
    Doc.set_extension("attributions", default=(), force=True)
    return AttributionFinder()


class AttributionFinder:
    """Sets `doc._.attributions`, in order of position."""

    def __call__(self, doc: Doc) -> Doc:
        """Find the attributions of `doc`."""
        clauses = Clauses(doc)
        found: list[Attribution] = []
        for start, end in clauses.sentences:
            found.extend(clauses.in_sentence(start, end))
        found.extend(clauses.free_quotations(found))
        doc._.attributions = tuple(sorted(found, key=lambda item: (item.cue_start, item.start)))
        return doc


class Clauses:
    """The words of one document with what is needed to tell its clauses apart."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.lower = [token.lower_ for token in doc]
        self.sentences = [(sentence.start, sentence.end) for sentence in doc.sents]
        self.quotations: tuple[Quotation, ...] = tuple(q for q in doc._.quotations if q.depth == 0)
        self.quoted: list[int] = [-1] * len(doc)
        for number, quotation in enumerate(self.quotations):
            span = doc.char_span(quotation.start, quotation.end, alignment_mode="expand")
            if span is not None:
                for at in range(span.start, span.end):
                    self.quoted[at] = number
        self.mention_at: dict[int, int] = {}
        self.title_at: set[int] = set()
        for mention in doc._.mentions:
            for at in range(mention.start, mention.end):
                self.mention_at[at] = mention.end
                if mention.kind == "title":
                    self.title_at.add(at)
        self.cue_at = {at for cue in doc._.cues for at in range(cue.start, cue.end)}
        self.dates = [(date.start, date.end) for date in doc._.dates]

    # -- cues ---------------------------------------------------------------------------------------------------------

    def in_sentence(self, first: int, last: int) -> list[Attribution]:
        """Give the attributions of the sentence at tokens `first` to `last`."""
        heads = self._heads(first, last)
        found: list[Attribution] = []
        for number, (cue, formula) in enumerate(heads):
            following = heads[number + 1][0].start if number + 1 < len(heads) else last
            made = self._attribute(cue, formula, first, last, following, found)
            if made:
                found.append(made)
        return self._cut_coordinated(found)

    def _heads(self, first: int, last: int) -> list[tuple[Cue, FormulaHit | None]]:
        """Verbs that attribute: cues and formulas, those of the lexicon before plain ones, outside quotations."""
        tone = {
            hit.start: hit
            for hit in self.doc._.formulas
            if first <= hit.start < last and hit.entry.kind in ("verb", "act") and self._verb(hit.start, first)
        }
        heads: list[tuple[Cue, FormulaHit | None]] = []
        covered: set[int] = set()
        for at, hit in sorted(tone.items()):
            words = self.doc[hit.start : hit.head_end].text.lower()
            heads.append((Cue(at, hit.head_end, words, frozenset(("tone",))), hit))
            covered.update(range(at, hit.head_end))
        for cue in self.doc._.cues:
            if first <= cue.start < last and not covered.intersection(range(cue.start, cue.end)):
                if "source" in cue.classes or self._verb(cue.start, first):
                    heads.append((cue, None))
            elif cue.start in tone:  # "warned that …": a cue and a formula at once
                at = next(k for k, (head, _) in enumerate(heads) if head.start == cue.start)
                heads[at] = (Cue(cue.start, heads[at][0].end, cue.lemma, cue.classes | {"tone"}), heads[at][1])
        heads = [head for head in heads if self.quoted[head[0].start] < 0]
        return sorted(heads, key=lambda head: head[0].start)

    def _verb(self, at: int, first: int) -> bool:
        """True where the word at `at` is a verb in this place, by its form and its neighbours."""
        word = self.lower[at]
        before = self.lower[at - 1] if at > first else ""
        if (
            at > first
            and self.doc[at].text[:1].isupper()
            and not self.doc[first:at].text.isupper()
            and before.isalpha()
        ):
            return False  # "State Department", "Washington Post"
        if before in DETERMINERS and word not in STATIVE and not (before == "that" and word.endswith("ed")):
            return False
        if before in ("'s", "’s") and word in NOUNY:
            return False
        if word.endswith("ing"):
            if before == "of" and self.lower[at - 2 : at - 1] == ["short"]:
                return True
            return before not in DETERMINERS and before not in ("of", "in", "for", "'s", "’s")
        if word in NOUNY:
            if before in (
                "of",
                "in",
                "for",
                "with",
                "by",
                "on",
                "from",
                "under",
                "a",
                "no",
                "about",
                "against",
                "without",
                "strong",
                "firm",
                "deep",
            ):
                return False
            if at - 1 in self.mention_at and self._demonym_before(at - 1) and word != "says":
                return self._object_after(at, first) is not False
            adjective = (
                before.endswith(("ful", "ous", "al", "ive", "ic", "able", "an")) and at - 1 not in self.mention_at
            )
            if adjective:
                return False
            follow = self.lower[at + 1] if at + 1 < len(self.lower) else ""
            if follow in ("of", "was", "were", "is", "are", "had", "has", "from", "came", "over") and before not in (
                "to",
                "will",
                "would",
            ):
                return False
        return True

    def _demonym_before(self, at: int) -> bool:
        return any(m.start <= at < m.end and m.kind == "demonym" for m in self.doc._.mentions)

    def _object_after(self, at: int, first: int) -> bool:
        """True where what follows a doubtful word can be its object, so that the word is a verb."""
        follow = self.lower[at + 1] if at + 1 < len(self.lower) else ""
        return follow in DETERMINERS or follow == "that" or at + 1 in self.mention_at

    # -- subjects -----------------------------------------------------------------------------------------------------

    def _attribute(
        self,
        cue: Cue,
        formula: FormulaHit | None,
        first: int,
        last: int,
        following: int,
        earlier: list[Attribution],
    ) -> Attribution | None:
        if "source" in cue.classes:
            return self._source_frame(cue, first, last)
        summoned = formula is not None and formula.entry.formula.startswith(
            "ambassador"
        )  # "the ambassador was called in"
        passive = summoned or self._is_passive(cue.start, first)
        infinitive = False
        if passive:
            agent = self._agent(cue.end, last)
            speaker: tuple[int, int] | None = agent or (cue.start, cue.start)
            pattern = "passive with agent" if agent else "passive without agent"
            if not formula and not agent:
                return None
        else:
            speaker, pattern, infinitive = self._subject(cue.start, first, last, earlier)
        content = self._content(cue, formula, first, last, speaker)
        if content is None:
            return None
        start, end, shape, right = content
        if right is not None and not passive:
            speaker = right
            pattern = "inverted"
        if speaker is None:
            return None
        return Attribution(
            cue.start, cue.end, *speaker, start, end, f"{pattern}; {shape}", formula, passive, infinitive, cue.classes
        )

    def _is_passive(self, at: int, first: int) -> bool:
        word = self.lower[at]
        if word.endswith("ing") or not (word.endswith(("ed", "en", "ld", "d", "t", "n"))):
            return False
        if word.endswith("ed") and self.lower[at + 1 : at + 2] == ["by"]:
            return True  # "the war predicted by X"
        back = at - 1
        while back >= first and (
            self.lower[back].endswith("ly") or self.lower[back] in ("not", "also", "been", "being", "n't", "n’t")
        ):
            if self.lower[back] in ("been", "being"):
                return True
            back -= 1
        return back >= first and self.lower[back] in BE and self.lower[back] not in ("'s", "’s")

    def _agent(self, at: int, last: int) -> tuple[int, int] | None:
        for place in range(at, min(at + 14, last)):
            if self.lower[place] == "by" and place + 1 < last:
                stop = self._noun_phrase_end(place + 1, last)
                return (place + 1, stop) if stop > place + 1 else None
            if self.lower[place] in PUNCTUATION or self.lower[place] in ("and", "but"):
                return None
        return None

    def _noun_phrase_end(self, at: int, last: int) -> int:
        """The end of the words from `at` on that name somebody: up to punctuation, a verb or a new clause."""
        stop = at
        while stop < last:
            word = self.lower[stop]
            if word in PUNCTUATION or word in MARKS or word in AUXILIARIES - {"'s", "’s", "first", "all", "both"}:
                break
            if stop > at and (
                word in PREPOSITIONS - {"to", "in", "at"}
                or word in BREAKS - {"and"}
                or (stop in self.cue_at and self._verb(stop, at))
            ):
                break
            if stop > at and word in ("in", "at", "to") and not self.doc[stop + 1 : stop + 2].text[:1].isupper():
                break
            if word == ",":
                nxt = stop + 1
                apposition = nxt < last and (
                    nxt in self.title_at
                    or self.lower[nxt] in ("a", "an", "the")
                    or (self.doc[nxt].text[:1].isupper() and stop - 1 in self.title_at)
                )
                if not apposition or stop - at > 12:
                    break
            stop += 1
        return stop

    def _group_start(self, at: int, first: int) -> int:
        """Where the verb group begins: before adverbs, auxiliaries and a date set between subject and verb."""
        while at > first:
            word = self.lower[at - 1]
            if word in AUXILIARIES or (word.endswith("ly") and at - 1 not in self.mention_at):
                at -= 1
                continue
            offset = self.doc[at - 1].idx
            dated = next((d for d in self.dates if d[0] <= offset < d[1]), None)
            day = word in WEEKDAYS
            if (dated or day) and at - 2 >= first:
                begin = at - 1
                while begin > first and dated and self.doc[begin - 1].idx >= dated[0]:
                    begin -= 1
                if self.lower[begin - 1] in ("on", "in", "late", "earlier", "early"):
                    begin -= 1
                    if begin > first and self.doc[begin - 1].is_punct:
                        return at
                    if begin == first:
                        return at
                    at = begin
                    continue
                if day and begin > first and self.lower[begin - 1] not in (",",):
                    at = begin
                    continue
            break
        return at

    def _subject(
        self, at: int, first: int, last: int, earlier: list[Attribution]
    ) -> tuple[tuple[int, int] | None, str, bool]:
        """Find the subject of the verb at `at`: (tokens, name of the pattern, whether the act is only asked for)."""
        begin = self._group_start(at, first)
        before = self.lower[begin - 1] if begin > first else ""
        previous = earlier[-1] if earlier else None
        inherited = (previous.speaker_start, previous.speaker_end) if previous else None
        if before == "to" and begin - 1 > first:
            if (
                previous
                and "appeal" in previous.cue_classes
                and begin - previous.cue_end <= 14
                and not previous.passive
            ):
                return inherited, "asked of another", True
            verb = begin - 2
            inner = self._group_start(verb, first)
            if inner - 1 >= first and self.lower[inner - 1] == "to":
                return inherited, "infinitive", False
            if previous and previous.cue_end >= verb:
                return inherited, "infinitive of the verb before", False
            found = self._phrase_before(inner, first)
            return found or inherited, "infinitive", False
        if (self.lower[at].endswith("ing") and before in (",", "")) or (
            before in ("while", "by", "and") and self.lower[at].endswith("ing")
        ):
            if begin == first or (before in ("while", "by") and begin - 1 == first):
                return self._main_clause_subject(at, last), "opening participle", False
            if inherited:
                return inherited, "participle of the same subject", False
            lead = self._leading_subject(first, begin)
            return lead, "participle", False
        if before == "of" and self.lower[begin - 2 : begin - 1] == ["short"]:  # "stopped short of condemning"
            return self._phrase_before(self._group_start(begin - 3, first), first) or inherited, "stopped short", False
        if before in ("who", "which") or (before == "that" and begin - 2 in self.mention_at):
            stop = begin - 1
            if stop > first and self.lower[stop - 1] == ",":
                stop -= 1
            return self._phrase_before(stop, first), "relative clause", False
        if before in ("and", "or", "but", ",", "then", "nor") and begin > first:
            if before == ",":
                found = self._across_insertion(begin, first)
                if found:
                    return found, "subject", False
            if inherited:
                return inherited, "same subject", False
            lead = self._leading_subject(first, begin)
            return lead, "same subject", False
        return self._phrase_before(begin, first), "subject", False

    def _main_clause_subject(self, at: int, last: int) -> tuple[int, int] | None:
        """After an opening participle the main clause begins behind the comma."""
        for place in range(at, min(at + 30, last)):
            if self.lower[place] == "," and place + 1 < last:
                stop = self._noun_phrase_end(place + 1, last)
                return (place + 1, stop) if stop > place + 1 else None
        return None

    def _leading_subject(self, first: int, stop: int) -> tuple[int, int] | None:
        """The subject of a clause whose first verb is no cue: the first name that no preposition leads."""
        for mention in self.doc._.mentions:
            if first <= mention.start < stop and mention.kind != "title":
                before = self.lower[mention.start - 1] if mention.start > first else ""
                two = self.lower[mention.start - 2] if mention.start - 1 > first else ""
                if before in PREPOSITIONS or (before == "the" and two in PREPOSITIONS):
                    continue
                end = self._noun_phrase_end(mention.start, stop)
                return mention.start, max(end, mention.end)
        return None

    def _segments(self, stop: int, first: int) -> list[tuple[int, int]]:
        """The stretches between commas to the left of `stop`, nearest first, back to a hard boundary."""
        segments: list[tuple[int, int]] = []
        end = at = stop
        while at > first:
            word = self.lower[at - 1]
            if word in PUNCTUATION or word in MARKS or self.quoted[at - 1] >= 0:
                break
            if word == ",":
                segments.append((at, end))
                end = at - 1
            at -= 1
        segments.append((at, end))
        return segments

    def _across_insertion(self, stop: int, first: int) -> tuple[int, int] | None:
        """The subject before a stretch set off by commas: "Lu Kang, spokesman for the ministry, said"."""
        segments = self._segments(stop, first)  # the nearest is empty: the comma before the verb
        if len(segments) < 2:
            return None
        inserted = segments[1]
        if len(segments) == 2 or not self._nominal(*segments[2]):
            found = self._tail(*inserted)
            return found if found and not self._opens_adverbial(inserted[0], inserted[1]) else None
        head = self._tail(*segments[2])
        if head is None:
            return None
        if self._opens_adverbial(*inserted) or self.lower[inserted[0]] in ("who", "which"):
            return head
        return head[0], inserted[1]

    def _nominal(self, start: int, end: int) -> bool:
        return end > start and (not self._opens_adverbial(start, end) or self._tail(start, end) is not None)

    def _opens_adverbial(self, start: int, end: int) -> bool:
        if start >= end:
            return True
        word = self.lower[start]
        return word in PREPOSITIONS or (word.endswith(("ly", "ing")) and start not in self.mention_at) or word in (
            "however", "meanwhile", "moreover", "almost", "instead", "first", "finally", "then", "today", "yesterday",
        )  # fmt: skip

    def _phrase_before(self, stop: int, first: int) -> tuple[int, int] | None:
        segments = self._segments(stop, first)
        nearest = segments[0]
        if nearest[0] >= nearest[1]:
            return self._across_insertion(stop, first)
        found = self._tail(*nearest)
        if found is None or found[0] != nearest[0] or len(segments) < 2:
            return found
        start, end = segments[1]
        if start < end and not self._opens_adverbial(start, end) and not self._has_verb(start, end):
            name = self.doc[found[0]].text[:1].isupper() and all(
                self.doc[at].text[:1].isupper()
                or self.lower[at] in ("of", "the", "von", "al", "bin", "-")
                or self.lower[at - 1] == "-"
                for at in range(*found)
            )
            titled = any(at in self.title_at for at in range(start, end))
            starts_title = found[0] in self.title_at or self.lower[found[0]] in ("a", "an", "the")
            names = all(self.doc[at].text[:1].isupper() for at in range(start, end))
            if (name and titled and end - start < 16) or (starts_title and names and end - start <= 4):
                tail = self._tail(start, end)
                return (tail[0] if tail else start), found[1]
        return found

    def _has_verb(self, start: int, end: int) -> bool:
        return any(
            (at in self.cue_at and self._verb(at, start))
            or self.lower[at] in BE
            or self.lower[at] in ("has", "have", "had")
            for at in range(start, end)
        )

    def _tail(self, start: int, end: int) -> tuple[int, int] | None:
        """The noun phrase at the right end of a stretch of words."""
        at = end
        while at > start:
            word = self.lower[at - 1]
            if any(begin <= self.doc[at - 1].idx < stop for begin, stop in self.dates):
                break
            if at - 1 in self.mention_at and self.doc[at - 1].text[:1].isupper():
                at -= 1
                continue
            if (word in BREAKS and word not in ("and", "as")) or word in AUXILIARIES - {
                "'s",
                "’s",
                "both",
                "all",
                "first",
                "each",
            }:
                break
            if word == "and" and (self._has_verb(start, at - 1) or at == end):
                break
            if word in PREPOSITIONS and not (word == "to" and self._post(at)) and word not in ("of", "for"):
                if word in ("in", "at", "on") and at - 2 >= start and at - 2 in self.title_at and at < end:
                    at -= 1
                    continue
                break
            at -= 1
        while at < end and (self.lower[at] in ("of", "for", "and", ",") or self.doc[at].is_space):
            at += 1
        cut = next(
            (
                k
                for k in range(end - 1, at, -1)
                if self.lower[k] in DETERMINERS
                and self.lower[k - 1] not in ("of", "for", "and", "to", "'s", "’s", "in", "at", "with", "on")
            ),
            None,
        )
        if cut is not None:
            at = cut
        return (at, end) if at < end else None

    def _post(self, at: int) -> bool:
        """True for the "to" of a post: "representative to the United Nations", "ambassador to Canada"."""
        return at >= 2 and (at - 2 in self.title_at or self.lower[at - 2] in ("representative", "ambassador", "envoy"))

    # -- contents -----------------------------------------------------------------------------------------------------

    def _content(
        self, cue: Cue, formula: FormulaHit | None, first: int, last: int, speaker: tuple[int, int] | None
    ) -> tuple[int, int, str, tuple[int, int] | None] | None:
        """Find what is attributed: (start, end, name of the shape, tokens of an inverted speaker)."""
        end = last
        while end > cue.end and (self.doc[end - 1].is_punct or self.doc[end - 1].is_space) and self.quoted[end - 1] < 0:
            end -= 1
        if formula is not None and not (cue.classes & {"say"} and self._that_follows(cue.end, end)):
            stop = max(
                self.doc[min(max(end, formula.end), last) - 1].idx
                + len(self.doc[min(max(end, formula.end), last) - 1]),
                0,
            )
            return self.doc[cue.start].idx, stop, "tone verb", None
        left = self._quotation_left(cue, first, speaker)
        if left is not None:
            quotation, inverted = left
            right = None
            if inverted:
                stop = self._noun_phrase_end(cue.end, last)
                right = (cue.end, stop) if stop > cue.end else None
            return quotation.start, quotation.end, "quotation before the cue", right
        around = self._clause_around(cue, first, last, end, speaker)
        if around is not None:
            return around
        opening = next(
            (k for k in range(cue.end, min(cue.end + 12, last)) if self.quoted[k] >= 0 or self.lower[k] == "that"), None
        )
        if opening is not None and self.lower[opening] == "that" and self.quoted[opening] < 0:
            return self._chars(opening + 1, end, "that-clause")
        colon = next((k for k in range(cue.end, last) if self.lower[k] == ":"), None)
        if colon is not None and colon + 1 < last:
            after = next((k for k in range(colon + 1, last) if self.quoted[k] >= 0), None)
            if after is not None and after - colon <= 3:
                quotation = self.quotations[self.quoted[after]]
                return quotation.start, quotation.end, "quotation after a colon", None
        if opening is not None and self.quoted[opening] >= 0:
            quotation = self.quotations[self.quoted[opening]]
            begin = self.doc[cue.end].idx
            whole = quotation.start - begin <= 3 or quotation.end >= self.doc[last - 1].idx
            later = [q for q in self.quotations if quotation.end < q.start <= self.doc[last - 1].idx]
            if self._only_comma(cue.end, opening) and quotation.words > 3 and not later:
                return quotation.start, quotation.end, "quotation after the cue", None
            stop = self.doc[end - 1].idx + len(self.doc[end - 1]) if end > cue.end else quotation.end
            return begin, max(stop, quotation.end) if whole else stop, "clause with a quotation", None
        if cue.end >= end:
            return None
        begin = cue.end + 1 if self.lower[cue.end] in (",", "that", "of") and cue.end + 1 < end else cue.end
        if self.lower[begin] in PREPOSITIONS - {"to", "as"} | WEEKDAYS or (
            self._is_passive(cue.start, first) and "appeal" not in cue.classes
        ):
            return None  # "said on Monday at the ministry": circumstances, not words
        return self._chars(begin, end, "clause after the cue")

    def _clause_around(
        self, cue: Cue, first: int, last: int, end: int, speaker: tuple[int, int] | None
    ) -> tuple[int, int, str, tuple[int, int] | None] | None:
        """Read "The talks failed, said the minister", "… , the minister told reporters on Monday", "If not, he said, …"."""
        if "say" not in cue.classes:
            return None
        follow = self.lower[cue.end] if cue.end < last else ""
        if cue.start - 1 > first and self._comma_at(cue.start - 1) and cue.end < last:
            starts_name = (
                cue.end in self.mention_at
                or self.doc[cue.end].text[:1].isupper()
                or follow in ("the", "its", "a", "his", "her")
            )
            if starts_name and not self.lower[cue.start].endswith("ing") and cue.lemma in INVERTIBLE:
                stop = self._noun_phrase_end(cue.end, last)
                if stop > cue.end:
                    return self.doc[first].idx, self.doc[cue.start - 1].idx, "clause before the cue", (cue.end, stop)
        if speaker is None or speaker[1] <= speaker[0] or speaker[0] - 1 <= first or not self._comma_at(speaker[0] - 1):
            return None
        if (
            self._opens_adverbial(first, speaker[0])
            and not any(self.quoted[k] >= 0 for k in range(first, speaker[0]))
            and not (self._has_verb(first, speaker[0]))
        ):
            return None
        at = cue.end
        if cue.lemma in ADDRESSING and at < end and self.lower[at] != "that":
            at = max(self._noun_phrase_end(at, last), at)
        rest = self.lower[at] if at < end else ""
        left = self.doc[first].idx
        if not rest or rest in (";", "."):
            return left, self.doc[speaker[0] - 1].idx, "clause before the cue", None
        if rest == "," and at + 1 < end and self.lower[at + 1] not in ("and", "but", "adding", "while", "who", "which"):
            return left, self.doc[end - 1].idx + len(self.doc[end - 1]), "clause around the cue", None
        if rest in PREPOSITIONS - {"as"} | WEEKDAYS | {
            "instead",
            "also",
            "afterwards",
            ",",
            "and",
            "but",
            "of",
        } or rest.endswith("ly"):
            return left, self.doc[speaker[0] - 1].idx, "clause before the cue", None
        return None

    def _comma_at(self, at: int) -> bool:
        """True where a comma stands at `at`, or inside or outside a closing mark there."""
        if self.lower[at] == ",":
            return True
        return self.lower[at] in CLOSING and at > 0 and self.lower[at - 1] == ","

    def _that_follows(self, at: int, end: int) -> bool:
        return any(self.lower[k] == "that" for k in range(at, min(at + 10, end)))

    def _only_comma(self, start: int, end: int) -> bool:
        return all(
            self.doc[k].is_punct or self.lower[k] in ("on", "reporters", "journalists", "in") or k in self.mention_at
            for k in range(start, end)
        )

    def _chars(self, start: int, end: int, shape: str) -> tuple[int, int, str, None] | None:
        if start >= end:
            return None
        return self.doc[start].idx, self.doc[end - 1].idx + len(self.doc[end - 1]), shape, None

    def _quotation_left(self, cue: Cue, first: int, speaker: tuple[int, int] | None) -> tuple[Quotation, bool] | None:
        """A quotation that ends just before the cue ("…," said X) or before the speaker ("…," X said)."""
        places = [(cue.start, True)]
        if speaker is not None and speaker[1] > speaker[0]:
            places.append((speaker[0], False))
        for place, inverted in places:
            at = place - 1
            while (
                at >= 0
                and (self.doc[at].is_punct or self.doc[at].is_space or self.lower[at] in MARKS | {"'", "’"})
                and self.quoted[at] < 0
            ):
                at -= 1
            if at >= 0 and self.quoted[at] >= 0 and at < place - 1:
                quotation = self.quotations[self.quoted[at]]
                comma = self.doc.text[quotation.end - 1] in ",?!.…—" or self.doc.text[
                    quotation.end + 1 : quotation.end + 2
                ] in (",", "—")
                if comma and (quotation.words > 3 or self.doc[first].idx >= quotation.start - 1):
                    return quotation, inverted
        return None

    def _source_frame(self, cue: Cue, first: int, last: int) -> Attribution | None:
        """Read "According to X, …" and "…, according to X"."""
        stop = self._noun_phrase_end(cue.end, last)
        if stop <= cue.end:
            return None
        end = last - 1 if self.doc[last - 1].is_punct else last
        if cue.start - first <= 2 and stop < last:
            begin = stop + 1 if self.lower[stop] == "," else stop
            made = self._chars(begin, end, "source frame")
        else:
            begin = first
            limit = cue.start - 1 if self.lower[cue.start - 1] == "," else cue.start
            made = self._chars(begin, limit, "source frame")
        if made is None:
            return None
        return Attribution(cue.start, cue.end, cue.end, stop, made[0], made[1], "source frame", cue_classes=cue.classes)

    # -- whole sentences ----------------------------------------------------------------------------------------------

    def _cut_coordinated(self, found: list[Attribution]) -> list[Attribution]:
        """End a content where a new clause with a speaker of its own begins: "…, and the professor called …"."""
        out: list[Attribution] = []
        for number, item in enumerate(found):
            end = item.end
            # "according to the press, the envoy said …": the frame holds all that follows
            for later in () if "source" in item.cue_classes else found[number + 1 :]:
                lead = later.speaker_start if item.cue_end <= later.speaker_start < later.cue_start else later.cue_start
                word = self.lower[lead - 1] if lead else ""
                two = self.lower[lead - 2] if lead > 1 else ""
                new_clause = word in ("and", "but", "while", ";", "whereas") or (
                    word == "," and lead == later.speaker_start
                )
                coordinated = new_clause or (two in ("and", "but") and word == ",")
                at = self.doc[lead - 1].idx if lead else 0
                if coordinated and item.start < at < end and self.quoted[lead - 1] < 0:
                    while at > item.start and self.doc.text[at - 1] in " ,;":
                        at -= 1
                    end = at
                    break
            if end > item.start:
                out.append(_ending(item, end))
        return out

    def free_quotations(self, found: list[Attribution]) -> list[Attribution]:
        """Quotations without a cue: whole sentences go to the one who spoke last, others to the official named beside them."""
        held = [(item.start, item.end) for item in found]
        free: list[Attribution] = []
        for quotation in self.quotations:
            if any(a < quotation.end and quotation.start < b for a, b in held):
                continue
            span = self.doc.char_span(quotation.start, quotation.end, alignment_mode="expand")
            if span is None:
                continue
            opens = next(((a, b) for a, b in self.sentences if a <= span.start < b), (0, len(self.doc)))
            outside = [k for k in range(*opens) if self.quoted[k] < 0 and self.doc[k].is_alpha]
            if not outside:
                if quotation.words > 4:
                    free.append(
                        Attribution(
                            span.start,
                            span.start,
                            span.start,
                            span.start,
                            quotation.start,
                            quotation.end,
                            "free quotation",
                        )
                    )
                continue
            toned = any(span.start <= hit.start < span.end for hit in self.doc._.formulas)
            speaker = self._official_beside(opens, span.start)
            if speaker and (toned or quotation.words > 3):
                free.append(
                    Attribution(
                        speaker[0],
                        speaker[0],
                        *speaker,
                        quotation.start,
                        quotation.end,
                        "quotation beside a named official",
                    )
                )
        return free

    def _official_beside(self, sentence: tuple[int, int], at: int) -> tuple[int, int] | None:
        """The person or office named last before a quotation in its sentence, else first after it."""
        named = [
            m
            for m in self.doc._.mentions
            if sentence[0] <= m.start < sentence[1]
            and (
                m.kind in ("person", "organisation")
                or (
                    m.kind == "title"
                    and m.entry.authority in ("spokesperson", "leader", "ministry", "envoy", "government")
                )
            )
        ]
        before = [m for m in named if m.end <= at and self.lower[m.start - 1] not in ("to", "with", "of")] or [
            m for m in named if m.end <= at
        ]
        chosen = before[0] if before else named[0] if named else None
        if chosen is None:
            return None
        begin = self._tail(sentence[0], chosen.start) if chosen.kind == "title" else None
        start = begin[0] if begin and begin[1] == chosen.start else chosen.start
        return start, max(self._noun_phrase_end(chosen.start, sentence[1]), chosen.end)


def _ending(item: Attribution, end: int) -> Attribution:
    return Attribution(
        item.cue_start, item.cue_end, item.speaker_start, item.speaker_end, item.start, end,
        item.pattern, item.formula, item.passive, item.infinitive, item.cue_classes,
    )  # fmt: skip
