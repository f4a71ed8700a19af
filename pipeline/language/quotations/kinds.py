"""What a passage between quotation marks is, by its form and its neighbours: speech, scare quote, title, nickname, term."""

from __future__ import annotations

from typing import Literal

from pipeline.language.closed_classes import (
    BE,
    CONJUNCTIONS,
    DETERMINERS,
    FINITE_AUXILIARIES,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    SUBORDINATORS,
)

Kind = Literal["speech", "scare", "title", "nickname", "term"]

_SHORT = 3  # words of a scare quote or nickname at most
_TERM = 5  # words of a term at most
_TITLE = 14  # words of a title at most
_WINDOW = 80  # characters looked at before the opening mark
_TAIL = 40  # and behind the closing one


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_FUNCTION_WORDS = FINITE_AUXILIARIES | DETERMINERS | PREPOSITIONS | PRONOUNS | CONJUNCTIONS | SUBORDINATORS | RELATIVES
_SMALL = _words("a an the and but or nor of in on at to for from by with as into over vs")  # small in a title
_TITLED = _words("titled entitled headlined")
_WORKS = _TITLED | _words(
    "film films movie documentary book books novel memoir article essay op-ed editorial song songs album poem play "
    "musical opera report paper study speech lecture programme program series show sitcom column podcast episode "
    "magazine newspaper pamphlet painting ballad hymn headline"
)
_TERMS = _words(
    "term terms word words phrase phrases expression concept slogan policy formula notion principle doctrine motto label "
    "catchphrase buzzword euphemism catchword mantra"
)
_TERMED = _words(
    "policy principle formula concept doctrine slogan proposal initiative approach framework strategy theory model solution"
)
_NAMED = _words("so-called dubbed codenamed code-named christened")
_CALLED = _words("called termed labelled labeled")  # names a thing, or judges it: "what he called …"
_NICKNAMED = _words("nicknamed nickname")
_ARTICLES = _words("the a an its their his her")
_SAYS = _words(
    "said says say saying asked asks replied replies answered answers added adds wrote writes declared declares shouted "
    "shouts insisted insists told tells cried responded responds tweeted exclaimed repeated quipped joked"
)
_STARTS = frozenset('.!?…“‘"”«»„‚「」『』`')
_DASHES = frozenset("—–-")
_FINAL = frozenset(".!?…")
_STOPS = _FINAL | _DASHES | {","}


def kind_of(text: str, opened: int, start: int, end: int, after: int, words: int) -> Kind:
    """Tell what a passage between quotation marks is.

    Args:
        text: The whole text.
        opened: Where the opening mark stands.
        start: Where the passage begins.
        end: Where it ends.
        after: The place behind the closing mark.
        words: How many words the passage has.
    """
    first = text[start]
    if words > _TERM and (words > _TITLE or not first.isupper()):
        return "speech"
    content = text[start:end]
    capitals = _capitals(content) if first.isupper() or first.isdigit() else 0
    if words > _TERM and not capitals:
        return "speech"
    lead = text[max(opened - _WINDOW, 0) : opened].rpartition("\n")[2]
    tail = text[after : after + _TAIL].partition("\n")[0]
    leading = lead.lower().split()
    if words <= _SHORT and _is_nickname(lead, content, tail):
        return "nickname"
    if words <= _TERM:
        named = _named(leading, content, tail)
        if named:
            return named
    if (capitals or first.isdigit()) and _is_title(lead, leading, content, capitals, tail):
        return "title"
    return "speech" if words > _SHORT or _is_utterance(lead, leading, content, tail) else "scare"


def _capitals(content: str) -> int:
    """How many words of a title have a capital; 0 where one has none that would need it; all capitals tell less."""
    if content.isupper():
        return 1
    found = 0
    for word in content.split():
        if word[0].isupper():
            found += 1
        elif word[0].isalpha() and word not in _SMALL:
            return 0
    return found


def _is_nickname(lead: str, content: str, tail: str) -> bool:
    """Find "Abdul "the Lion" Karim" and "Robert ("Bob") Gates": between the parts of a name."""
    if lead.endswith("(") and tail.startswith(")"):
        lead, tail = lead[:-1], tail[1:]
    if lead[-1:] != " " or tail[:1] != " " or not content[-1].isalnum():
        return False
    first, last = lead.split()[-1:], tail.split()[:1]
    if not first or not last or not any(word[0].isupper() for word in content.split()):
        return False
    initial = len(first[0]) == 2 and first[0][1] == "."
    return _is_name(first[0][0] if initial else first[0]) and _is_name(last[0].rstrip(".,;:!?)"))


def _is_name(word: str) -> bool:
    return word[:1].isupper() and word[-1].isalpha() and word.lower() not in _FUNCTION_WORDS


def _named(leading: list[str], content: str, tail: str) -> Kind | None:
    """Find what a thing is named: the term "…", known as "…", the "…" formula."""
    words = leading[-8:]
    if len(words) > 1 and words[-1] in _ARTICLES:
        words.pop()
    two, last = (["", "", *words])[-2:]
    last = last.rstrip(":")
    if last in _NICKNAMED:
        return "nickname"
    if (
        last in _NAMED | _TERMS
        or (last == "of" and two in _TERMS)
        or (two, last) in (("known", "as"), ("so", "called"))
    ):
        return "term"
    if (last in _CALLED and two not in _WORKS) or (last == "as" and words[-3:-1] == ["referred", "to"]):
        verb = -1 if last in _CALLED else -3
        judged = tail.startswith(" by ") or (
            not {"what", "which"}.isdisjoint(words) and not BE & {*words[verb - 1 : verb]}
        )
        return None if judged else "term"
    following = tail.split()[:1]
    if tail[:1] == " " and following and following[0].rstrip(".,;:!?)") in _TERMED and content[-1].isalnum():
        compound = " " in content or "-" in content or content[0].isupper()
        return "term" if compound and not content.split()[0].endswith("ly") else None
    return None


def _is_title(lead: str, leading: list[str], content: str, capitals: int, tail: str) -> bool:
    """Find the title of a work: after what it is, before who made it, or by its capitals alone."""
    two, last = (["", "", *leading])[-2:]
    stop, last = last[-1:], last.rstrip(",:")
    if last in _WORKS or (last in _CALLED and two in _WORKS):
        return capitals > 0 or content[0].isdigit()
    if capitals > 1 and tail.startswith(" by ") and tail[4:5].isupper():
        return last not in _CALLED and last != "as"
    if not last or stop in ",:" or last in _SAYS or lead.split()[-1][0].isupper():
        return False  # in a headline capitals tell nothing
    return capitals > 2 and content[-1].isalnum()


def _is_utterance(lead: str, leading: list[str], content: str, tail: str) -> bool:
    """Tell whether a few words are all that is said: "No," he said; she replied: "Never"."""
    before = lead.rstrip()[-1:]
    says = bool(leading) and leading[-1].rstrip(",:") in _SAYS
    whole = content[-1] in _FINAL
    if not before or before in _STARTS or (before in _DASHES and content[0].isupper()):
        stops = content[-1] in _STOPS or not tail.strip() or tail[0] in ",.!?"
        return stops or any(word.strip(",.;:") in _SAYS for word in tail.split()[:2])
    if before == ":":
        return whole or content[0].isupper()
    if before == ",":
        return says or (whole and content[0].isupper())
    return whole and says
