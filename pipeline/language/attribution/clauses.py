"""Where phrases and clauses begin and end, from word classes, punctuation and what is quoted."""

from __future__ import annotations

from bisect import bisect_right

from spacy.tokens import Doc

from pipeline.language.attribution.model import Span
from pipeline.language.closed_classes import DAYS, MONTHS
from pipeline.language.quotations import Quotation
from pipeline.language.words import (
    ADV,
    AUX,
    BASE,
    BREAK,
    COMMA,
    CONJ,
    DAY,
    DET,
    FINITE,
    MARK,
    NOUN_TOO,
    NUM,
    PARTICIPLE,
    POSS,
    PREP,
    PRON,
    PUNCT,
    REL,
    SPACE,
    STOP,
    SUBORD,
    UPPER,
    WORD,
    words_of,
)

_JOINS = frozenset(("-", "–", "/", "&", "."))
_NOUN_PREPOSITIONS = frozenset("in at from with to on among behind against near about between by".split())
_ARTICLES = frozenset(("a", "an", "the"))
_TIMES = (
    DAYS | MONTHS | frozenset(("week", "month", "year", "night", "morning", "afternoon", "evening", "day", "weekend"))
)
_QUANTIFIED = ("one", "others", "everyone", "nobody", "anyone", "someone", "none")
_LISTING = ("of", "by", "for", "between", "from", "and")


class Clauses:
    """One document's words with its quotations and mentions, for finding phrases in it."""

    def __init__(self, doc: Doc) -> None:
        self.words = words_of(doc)
        words = self.words
        self.text = self.words.string
        self.lower, self.kind = words.lower, words.kind
        found = doc._
        self.quotations: list[Quotation] = [q for q in found.quotations if q.depth == 0]
        self.opaque: list[int] = [
            -1
        ] * words.count  # the number of the quotation that a token stands in, long ones only
        self.places: list[Span] = []  # the tokens of each quotation, without its marks
        for number, quotation in enumerate(self.quotations):
            first, last = words.span(quotation.start, quotation.end)
            self.places.append((first, last))
            if quotation.kind == "speech":
                self.opaque[first:last] = [number] * (last - first)
        self.reporting = {at for cue in found.cues if cue.noun for at in range(cue.start, cue.end)}
        self.reporting.update(
            at for hit in found.formulas if hit.entry.kind in ("noun", "stance") for at in (hit.start,)
        )
        self.titles: set[int] = set()
        self.names: dict[int, Span] = {}
        for mention in found.mentions:
            if mention.kind == "title":
                self.titles.update(range(mention.start, mention.end))
            else:
                self.names.update(dict.fromkeys(range(mention.start, mention.end), (mention.start, mention.end)))

    # -- verbs --------------------------------------------------------------------------------------------------------

    def finite(self, at: int) -> bool:
        """True where the word at `at` is surely a finite verb, or very likely one here."""
        kind = self.kind[at]
        if kind & AUX:
            return not kind & POSS or bool(at and self.kind[at - 1] & PRON)
        if kind & UPPER or not kind & WORD:
            return False
        verb = self.words.verb(at)
        if not verb & (FINITE | BASE):
            return False
        before = self.kind[at - 1] if at else 0
        if before & (DET | PREP | POSS):
            return False
        if verb & NOUN_TOO:
            return bool(before & (PRON | REL))
        return bool(verb & FINITE) or bool(before & (PRON | REL)) or self.lower[at - 1].endswith("s")

    def has_finite(self, start: int, end: int) -> bool:
        """True where some word from `start` to `end` is a finite verb outside quotations."""
        return any(self.opaque[at] < 0 and self.finite(at) for at in range(start, end))

    def _clause_before(self, conjunction: int, first: int) -> bool:
        """True where a whole clause, and not a name alone, stands before an "and": "that he came and Lu said"."""
        for at in range(conjunction - 1, first - 1, -1):
            if self.opaque[at] >= 0:
                continue
            if self.finite(at):
                return True
            if self.lower[at] == "that" and at < conjunction - 1:
                return False
        return False

    # -- noun phrases -------------------------------------------------------------------------------------------------

    def phrase_left(self, end: int, first: int) -> Span | None:
        """The noun phrase that ends before token `end`, not reaching before `first`; None where there is none.

        What a preposition opens a sentence with is no subject: "On the strike at B. Pakistan's committee said".
        """
        found = self._phrase_left(end, first, crossing=True)
        if found is not None and found[0] - 1 == first and self.kind[first] & PREP:
            return self._phrase_left(end, first, crossing=False) or found
        return found

    def _phrase_left(self, end: int, first: int, *, crossing: bool) -> Span | None:
        kind, lower = self.kind, self.lower
        at, listed = end, False
        while at > first:
            k = kind[at - 1]
            if self.opaque[at - 1] >= 0 or k & BREAK:
                break
            name = self.names.get(at - 1)
            if (
                name is not None and name[1] - name[0] > 1 and first <= name[0] < at
            ):  # "Moon Jae-in", "Trinidad and Tobago"
                at = name[0]
                continue
            if at < end and kind[at] & UPPER and (self._dates(at - 1, first) or self._place_before(at, first)):
                break
            if at < end and (self._past_between(at - 1, first) or lower[at - 2 : at] == ["of", "course"]):
                break
            if k & PUNCT:
                if (lower[at - 1] in _JOINS and self._touches(at - 1)) or (k & POSS and at < end):
                    at -= 1
                    continue
                opening = self._scare_left(at - 1, first) if k & (MARK | POSS) else None
                if opening is not None:
                    at = opening
                    continue
                break
            if k & UPPER and not k & (PREP | SUBORD | CONJ | PRON) and not k & DET:
                at -= 1
                continue
            if k & POSS or k & (NUM | SPACE):
                at -= 1
                continue
            word = lower[at - 1]
            if k & CONJ:
                joined = word in ("and", "or", "&", "nor") and at < end and at - 1 > first
                owners = bool(kind[at - 2] & POSS) and at - 3 in self.names  # "Peru's and Chile's ministers"
                if not joined or (kind[at - 2] & (PUNCT | AUX | CONJ) and not owners):
                    break
                if self._clause_before(at - 2 if owners else at - 1, first):
                    break
                listed = True
                at -= 1
                continue
            if k & PREP:
                if at == end or not self._crosses(at - 1, first, crossing=crossing):
                    break
                at -= 2 if word == "with" and lower[at - 2] in ("along", "together") else 1
                continue
            if k & PRON and word not in _QUANTIFIED:
                if at == end:
                    at -= 1
                break
            if k & (AUX | SUBORD | REL) and not (k & DET and at < end):
                break
            if k & DET:
                at -= 1
                if at > first and kind[at - 1] & PREP and self._crosses(at - 1, first, crossing=crossing):
                    continue
                if at > first + 1 and lower[at - 1] == "with" and lower[at - 2] in ("along", "together"):
                    at -= 2
                    continue
                if at > first and kind[at - 1] & DET:
                    continue
                break
            verb = self.words.verb(at - 1)
            if (
                verb & (FINITE | PARTICIPLE)
                and not verb & NOUN_TOO
                and at - 1 not in self.titles
                and at - 1 not in self.names
            ):
                if at == end and lower[at - 2 : at - 1] in (["those"], ["people"], ["voters"], ["officials"]):
                    at -= 1  # "those surveyed"
                    continue
                if at < end and at - 2 >= first and verb & PARTICIPLE and kind[at - 2] & (POSS | DET):
                    at -= 1  # "Norway's exiled king"
                    continue
                break
            if verb & NOUN_TOO and self.finite(at - 1):
                break
            if k & ADV and at == end:
                break
            at -= 1
        while at < end and (kind[at] & (CONJ | COMMA | PREP | SPACE | SUBORD) or kind[at] & POSS):
            at += 1
        while at < end and kind[at] & ADV and not kind[at] & DET:
            at += 1
        if listed and at < end:
            at = self._list_start(at, first, crossing=crossing)
        return (at, end) if at < end else None

    def _list_start(self, at: int, first: int, *, crossing: bool) -> int:
        """Where a list of names begins whose last two are known to begin at `at`: "Peru, Chile and Bolivia"."""
        while at - 2 >= first and self.kind[at - 1] & COMMA and at - 2 in self.names:
            begin = self.names[at - 2][0]
            before = self.lower[begin - 1] if begin > first else ""
            if begin < first or (self.kind[begin - 1] & PREP and begin > first and before not in _LISTING):
                break  # "In Lima, Peru and Chile …"
            at = begin
            if before in _LISTING or (begin > first and self.kind[begin - 1] & DET):
                found = self._phrase_left(begin + 1, first, crossing=crossing)
                return found[0] if found else at
        return at

    def _place_before(self, at: int, first: int) -> bool:
        """True where the name before `at` is the place with which the sentence opens: "In Lima Norway condemned …"."""
        place = self.names.get(at - 1)
        if place is None or place[1] != at or self.names.get(at, (0, 0))[0] != at or place[0] <= first:
            return False
        return self.lower[place[0] - 1] in ("in", "from", "at") and place[0] - 1 == first

    def _past_between(self, at: int, first: int) -> bool:
        """True for "accused" in "Norway accused Peru": a past form, an adjective elsewhere, between two names."""
        verb, after = self.words.verb(at), self.kind[at + 1]
        if not (verb & FINITE and verb & PARTICIPLE and verb & NOUN_TOO) or self.kind[at] & UPPER or at <= first:
            return False
        before = self.kind[at - 1]
        return bool(before & UPPER and not before & DET and after & (UPPER | DET) and at not in self.titles)

    def _touches(self, at: int) -> bool:
        """True for a mark without a space on one of its sides: a hyphen, not a dash."""
        start, end = self.words.start, self.words.end
        return bool(at and start[at] == end[at - 1]) or (at + 1 < self.words.count and start[at + 1] == end[at])

    def _dates(self, at: int, first: int) -> bool:
        """True for the word of a date that stands before a name: "On Monday Peru …", "In 2006 China …", "last year Norway …"."""
        word, kind = self.lower[at], self.kind
        if kind[at] & DAY or word in MONTHS or word in _TIMES:
            return True
        year = kind[at] & NUM and len(word) == 4 and word[:2] in ("19", "20")
        return bool(year and (at == first or kind[at - 1] & (PREP | PUNCT) or self.lower[at - 1] in MONTHS))

    def _scare_left(self, close: int, first: int) -> int | None:
        """For a closing mark at `close`: the opening mark of a short quotation, so that a noun phrase may hold it.

        One that ends with a comma is what is said, and no part of the name behind: "… was “odd,” Kunene said".
        """
        for number in range(len(self.places) - 1, -1, -1):
            begin, end = self.places[number]
            if (
                end == close
                and begin - 1 >= first
                and self.opaque[begin] < 0
                and not self.kind[end - 1] & (COMMA | STOP)
            ):
                return begin - 1
            if end < close:
                break
        return None

    def _crosses(self, at: int, first: int, *, crossing: bool) -> bool:
        """True where the preposition at `at` belongs to a longer noun phrase: "head of …", "officials in …"."""
        if at <= first:
            return False
        before, word = self.kind[at - 1], self.lower[at]
        if word == "with" and self.lower[at - 1] in ("along", "together"):
            return True
        if before & (PUNCT | AUX | CONJ | PREP | SUBORD | PRON | ADV) and self.lower[at - 1] not in (
            *_QUANTIFIED,
            "all",
            "those",
        ):
            return False
        if self.lower[at - 1] in _TIMES:
            return False
        if word in ("of", "for"):
            return True
        if not crossing:
            return False
        if word not in _NOUN_PREPOSITIONS or (before & UPPER and at - 1 > first):
            return at - 1 in self.titles
        verb = self.words.verb(at - 1)
        return not (verb & (FINITE | PARTICIPLE) and not verb & NOUN_TOO)

    def phrase_right(self, start: int, last: int) -> int:
        """The end of the words from `start` on that name somebody, with an apposition: up to a verb or a new clause."""
        kind, lower = self.kind, self.lower
        at = start
        while at < last:
            k, word = kind[at], lower[at]
            name = self.names.get(at)
            if name is not None and name[1] - name[0] > 1 and name[0] == at and name[1] <= last and self.opaque[at] < 0:
                at = name[1]
                continue
            if self.opaque[at] >= 0 or k & (STOP | MARK | BREAK) or (k & AUX and not k & POSS):
                break
            if k & COMMA:
                if not self._apposition(at + 1, start, last) or at - start > 14:
                    break
            elif at > start:
                if k & DET and at - 1 in self.names:  # "conveyed to Chile its sympathy"
                    break
                if k & PREP and word not in ("of", "for"):
                    follows_name = at + 1 < last and (kind[at + 1] & (UPPER | DET) or lower[at + 1] in _ARTICLES)
                    if (
                        word not in ("in", "at", "to", "from", "with", "on")
                        or not follows_name
                        or (kind[at - 1] & UPPER and at - 1 not in self.titles)
                    ):
                        break
                    if lower[at + 1] in _TIMES or self.lower[at - 1] in _TIMES:
                        break
                elif (
                    (k & (SUBORD | REL) and (not k & DET or word == "that"))
                    or (k & CONJ and (word not in ("and", "or") or at + 1 >= last or not kind[at + 1] & (UPPER | DET)))
                    or (word in _TIMES and not kind[at - 1] & DET)
                    or (k & WORD and not k & UPPER and self.finite(at) and at not in self.titles)
                    or (k & PRON and word not in ("one", "others"))
                    or (k & ADV and word not in ("also",) and not (at + 1 < last and kind[at + 1] & WORD))
                ):
                    break
            elif (k & (CONJ | SUBORD) and not k & DET) or k & PREP:
                break
            at += 1
            if at == start + 1 and k & PRON and word not in ("one", "others", "everyone", "no"):
                break
        while (
            at > start
            and at - 1 not in self.names
            and (kind[at - 1] & (CONJ | PREP | DET | SPACE) or kind[at - 1] & COMMA)
        ):
            at -= 1
        return at

    def _apposition(self, at: int, start: int, last: int) -> bool:
        """True where what follows a comma names the same again: "Lu Kang, a spokesman", "the minister, Wang Yi"."""
        if at >= last:
            return False
        if at in self.titles or self.lower[at] in (
            "a",
            "an",
            "the",
            "one",
            "its",
            "his",
            "her",
            "their",
            "himself",
            "herself",
        ):
            return True
        titled = any(k in self.titles for k in range(start, at - 1))
        return bool(self.kind[at] & UPPER and not self.kind[at] & (PRON | PREP | SUBORD | CONJ) and titled)

    # -- clause ends --------------------------------------------------------------------------------------------------

    def trimmed(self, start: int, end: int) -> Span:
        """Tokens `start` to `end` without spaces, commas and full stops at their ends."""
        kind = self.kind
        while start < end and kind[start] & (SPACE | COMMA):
            start += 1
        while end > start and (
            kind[end - 1] & (SPACE | COMMA) or self.lower[end - 1] in (".", ";", ":", "—", "–", "--", "-")
        ):
            end -= 1
        return start, end

    def characters(self, start: int, end: int) -> Span:
        """Character offsets of tokens `start` to `end`."""
        return self.words.start[start], self.words.end[end - 1]

    def quotation_at(self, at: int) -> int | None:
        """The number of the quotation, short or long, that token `at` or the mark at `at` opens."""
        number = bisect_right(self.places, (at, 1 << 60)) - 1
        for candidate in (number, number + 1):
            if 0 <= candidate < len(self.places):
                begin, end = self.places[candidate]
                if begin <= at < end or begin - 1 == at:
                    return candidate
        return None
