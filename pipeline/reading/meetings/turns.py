"""Transcripts and meeting records to turns: who spoke, in which part, in which words.

A document is a transcript where its labels say so together: labels that are such by their own words ("Q:", "MS. TALE:",
"Mr. Aldane (Norway):") or that come back. A name that stands once before a colon is a speaker only beside such labels.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pipeline.reading.headings import states_in
from pipeline.reading.meetings.labels import Label, Names, label_of
from pipeline.reading.meetings.posts import Sender, messages
from pipeline.reading.meetings.roles import Role, askers, leaders, named_chairs, principal_of, role_of
from pipeline.reading.meetings.weighing import BOLD_QUESTION, head_words, is_council, weigh, with_bold_questions

_STAGE = re.compile(
    r"[(\[]?(?:the (?:meeting|briefing|press conference) (?:rose|was called|resumed|was suspended|was resumed|was adjourned|ended|concluded|began)|the following questions? (?:was|were)|a vote was taken|in favou?r:|against:|abstain(?:ing|ed|tions?):|abstentions?:|\d{1,2}[:.]\d\d\s*[ap]\.?\s?m\b\.?(?:\s+[A-Z]{2,5})?$|the (?:draft resolution|agenda)"
    r"(?: was adopted\b| received)|a recorded vote|(?:draft )?(?:resolution|amendment|decision|motion)\b.{0,60} was (?:adopted|rejected|not adopted)|at the invitation of the president|it was so decided|[-/]?end[-/]?(?:\s+\d|\s*$|\)|\])|-30-|related (?:information|links?|articles?|pages?)\b|\*\s*unofficial|.{0,120}\b(?:was escorted (?:from|into|to) |took the Chair)|\*\s*\*\s*\*|#+$|_{3,}$|-{3,}$|"
    r"end of (?:transcript|briefing|press)|expression of|adoption of the agenda|the following (?:was|were))",
    re.IGNORECASE,
)
_END = re.compile(
    r"[(\[]?(?:the (?:meeting|briefing|press conference) (?:rose|ended|was adjourned|concluded)|end\b|#+$)",
    re.IGNORECASE,
)
_ROLL = re.compile(r"(?:\.\s){3,}|\.{4,}|^(?:Mr|Ms|Mrs|Sir|Dame)\b\.?\s[^.:?!]{2,40}\([A-Z][^()]*\)(?:\n|$)")
_NAME_ONLY = re.compile(r"(?:[A-Z][\w.’'-]*\s*){1,6}(?:, [\w ’'-]{3,60})?")
_OUTLET_FIRST = re.compile(
    r"[(\[](?!Inaudible|Laugh|Via|Through|Cross|Off|In |No |As |Speak)(?P<who>[A-Z][^()\[\]]{2,60})[)\]]\s*"
)
_FURNITURE = re.compile(
    r"(?:\d\d-\d{5}(?:\s*\([EF]\))?\s*(?:\d+/\d+)?|\d+/\d+(?:\s*\d\d-\d{5})?|[SA]/(?:\d+/)?PV\.\d+(?:\s*\([^)]*\))?(?:\s*\d\d?/\d\d?/\d{4})?|\d{1,3})"
)
_PROSE = re.compile(r"^[“\"]?[A-Z].{28,}[.!?]”?$", re.DOTALL)
_NOTE = re.compile(
    r"(?:(?:date|time|location|venue|place|subjects?|participants|speakers?)\s*:|.{0,200}\b(?:held|opens|gave) (?:a|the|an) (?:\w+ )?(?:press|news|media) (?:conference|briefing)|.{0,80}\bmet with .{0,40}reporters|the following|this (?:is|transcript|text|document)|editor|note\b|as (?:delivered|prepared)|transcript|\[|\(|\*)",
    re.IGNORECASE,
)
_STAGE_LETTERS = 220
_SEATING = re.compile(r"At the invitation of the President, ")
_SEATED = re.compile(r"\btook (?:the |a |his |her |their )?(?:seats?|places?)\b")
_ROSE = re.compile(r"\s*The meeting (?:rose|was suspended) at [\d.:]+\s?(?:[ap]\.?\s?m\.?|noon)?\s*$")
_DIRECTION = re.compile(r"[(\[][^()\[\]]{2,1000}[)\]]\.?")
_LIST = re.compile(r"None\.?|[A-Z][\w’' ()-]+(?:, [A-Z(][\w’' ()-]+)*")
_HEADING = re.compile(
    r"(?:#{1,6}\s.*|\*\*[^*\n]{3,160}[^*\n:.?!]\*\*|\*\*[A-Z][^*]{2,80}|(?:[IVX]{1,5}|[A-Z]|\d{1,2})\.\s+(?!.*[.?!]$).{3,120})"
)
_INLINE_ANSWER = re.compile(
    r"(?<=[.?!”\"’)])\s+(?:[–—-]\s*)?(?:\*\*)?(?:A|Answer|ANSWER)(?:\*\*)?\s*:(?:\*\*)?\s+(?=[A-Z“\"‘(])"
)
_CAPACITY = re.compile(
    r"\b(?:statement|speak|remarks?|floor|say)\b[^.]{0,60}\bin (?:my|our) (?:national )?capacity(?: as (?:the )?(?:permanent )?(?:representative|ambassador|minister|[^.]{3,60}?) of (?P<state>[^.]{3,70}))?\.",
    re.IGNORECASE,
)
_RESUME = re.compile(r"\bI (?:now )?resume my functions?\b", re.IGNORECASE)
_OF_THE_UN = re.compile(
    r"\b(?:Special Representative of the Secretary-General|Under-Secretary-General|Assistant Secretary-General|Special Envoy of the Secretary-General|"
    r"on behalf of the Secretary-General|(?:briefing to|brief) the (?:Security )?Council|UN[A-Z]{2,6}|Special Coordinator for|United Nations (?:Assistance|Support|Special|Mission|Office|High)|Department of Political|our Mission)\b"
)  # fmt: skip
_CALL = re.compile(
    r"\b(?:floor|call(?:ing)? (?:up)?on|invite|briefing by|hear (?:from|a statement by)|welcome|yield to)\b"
    r"(?P<whom>(?:[^.!?]|(?<=\b[A-Z][rs])\.|(?<=Mrs)\.|(?<=\b[A-Z])\.)*)"
)
_OF_THE_UN_BY_OFFICE = re.compile(
    r"\b(?:Special (?:Representative|Envoy|Adviser)(?! of the (?:African|European|United States))|Special Coordinator|(?:Under|Assistant|Deputy)[- ]Secretary-General|Emergency Relief Coordinator|the Secretary-General)\b"
)
_CLERGY = re.compile(r"(?:Arch)?[Bb]ishop|Cardinal|Rev|Father|Sister|Imam|Patriarch|Rabbi")
_OF_OTHERS = re.compile(
    r"\b(?:Red Cross|non-governmental|civil society|my (?:organization|parish|diocese|church)|Archbishop|activists?|human rights defender|Médecins)\b",
    re.IGNORECASE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker said without a break.

    Attributes:
        speaker: As the label has it; 'Question' and 'Q' stay so where no one is named.
        role: `question` for press and public, `chair` for who conducts the meeting, `report` for what is told between
            collected messages, else `official`.
        state: For whom he speaks where the record itself says so, '' otherwise.
        tongue: The language spoken, where the text is an interpretation.
        kind: The kind of its label.
        text: Paragraphs, separated by blank lines.
    """

    speaker: str
    role: Role
    text: str
    state: str = ""
    office: str = ""
    outlet: str = ""
    tongue: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Transcript:
    """A document cut into turns, and `matter`: its headings, stage directions and notes."""

    turns: tuple[Turn, ...]
    matter: str


def cut(text: str, names: Names, *, heading: str = "") -> Transcript | None:
    """Cut a document into its turns; None where it is no transcript.

    Args:
        text: Paragraphs separated by blank lines, with `**bold**` marks where the format had them.
        heading: Title and other words about the document that tell whose meeting it is.
    """
    paragraphs = _paragraphs(text)
    found_labels = with_bold_questions([label_of(p, names) for p in paragraphs], paragraphs)
    council = is_council(f"{heading} {text[:3000]}", found_labels)
    labels = weigh(found_labels, paragraphs, council, head_words(heading, paragraphs))
    if labels is None:
        return _collected(paragraphs, names) or _bold_questions(paragraphs)
    turns, matter = _gathered(paragraphs, labels, council)
    found: list[Turn] = []
    asking, leading = askers(turns), leaders(turns) | named_chairs(turns, matter)
    for label, words in turns:
        role = "chair" if label.key in leading else role_of(label, asking, council)
        state = ";".join(dict.fromkeys(filter(None, (label.state, *states_in(label.behalf, names).split(";")))))
        turn = Turn(
            label.speaker, role, "\n\n".join(words), state, label.office, label.outlet, label.tongue, label.kind
        )
        found.extend(_capacities(turn, names))
    found = _called(found, names)
    if council:
        about = " ".join([heading, *matter, *(turn.text for turn in found if turn.role == "chair")])
        found = [_secretariat(turn, about) for turn in found]
    return Transcript(tuple(found), "\n\n".join(matter)) if found else None


_Gathered = list[tuple[Label, list[str]]]


def _gathered(paragraphs: list[str], labels: list[Label | None], council: bool) -> tuple[_Gathered, list[str]]:
    """Give each label its paragraphs, and what belongs to no speaker."""
    turns: _Gathered = []
    matter: list[str] = []
    opening: list[str] = []
    open_turn = seating = False
    for at, (paragraph, label) in enumerate(zip(paragraphs, labels, strict=True)):
        if label is not None:
            words = paragraph[label.length :].strip()
            name_only = label.kind in ("office", "chair") and not turns and _NAME_ONLY.fullmatch(words)
            if (council and _ROLL.search(words)) or name_only:
                matter.append(paragraph)
                open_turn = False
                continue
            turns.append((label, [words] if words else []))
            open_turn, seating = True, False
        elif seating or _SEATING.match(paragraph):
            seating = not _SEATED.search(paragraph)
            matter.append(paragraph)
        elif (
            (len(paragraph) <= _STAGE_LETTERS and _STAGE.match(paragraph))
            or _is_note(paragraph)
            or _FURNITURE.fullmatch(paragraph)
        ):
            matter.append(paragraph)
            open_turn = open_turn and not _END.match(paragraph)
        elif council and matter and _LIST.fullmatch(paragraph):
            matter.append(paragraph)
        elif open_turn and (
            council or not _is_heading(paragraph, paragraphs[at + 1] if at + 1 < len(paragraphs) else "")
        ):
            turns[-1][1].append(paragraph)
        elif not turns and not council and _PROSE.search(paragraph) and not _NOTE.match(paragraph):
            opening.append(paragraph)
        else:
            matter.append(paragraph)
    if turns:
        matter += _signature(turns[-1][1])
        if turns[-1][1] and (rose := _ROSE.search(turns[-1][1][-1])) and rose.start():
            matter.append(turns[-1][1][-1][rose.start() :].strip())
            turns[-1][1][-1] = turns[-1][1][-1][: rose.start()]
    kept = [_asked_by(label, words) for label, words in turns if words]
    matter += [f"{label.speaker}:" for label, words in turns if not words]
    if opening:
        principal = principal_of(kept)
        if principal is not None:
            kept.insert(0, (principal, opening))
        else:
            matter = opening + matter
    return kept, matter


def _signature(words: list[str]) -> list[str]:
    """Take place and date from the end of the last turn."""
    taken: list[str] = []
    while len(words) > 1 and len(words[-1]) <= 40 and re.fullmatch(r"(?:[A-Z0-9][\w.,’'-]*\s*){1,6}", words[-1]):
        if re.search(r"[.?!]$", words[-1]):
            break
        taken.insert(0, words.pop())
    return taken


def _asked_by(label: Label, words: list[str]) -> tuple[Label, list[str]]:
    """A question may begin with its asker in brackets: "Question: (Name, Outlet) …"."""
    if label.kind == "question" and (match := _OUTLET_FIRST.match(words[0])) and words[0][match.end() :]:
        return replace(label, speaker=match["who"]), [words[0][match.end() :], *words[1:]]
    return label, words


def _is_note(paragraph: str) -> bool:
    return bool(_DIRECTION.fullmatch(paragraph)) or (paragraph.startswith("[") and paragraph.endswith("]"))


def _is_heading(paragraph: str, following: str) -> bool:
    """True for a line that heads what follows: bold, marked, or short and without a full stop."""
    if _HEADING.fullmatch(paragraph):
        return True
    if re.fullmatch(r"(?:Opening|Closing) (?:Statement|Remarks)\b.{0,60}:", paragraph):
        return True
    bare = re.sub(r"[”\"’'*)\]]+$", "", paragraph)
    short = (
        len(paragraph) <= 110
        and not re.search(r"[.?!:;,…–—-]$", bare)
        and not paragraph.startswith(("“", '"', "(", "["))
    )
    if re.search(r"\b(?:that|of|the|and|or|to|in|by|as|is|are|was|with|for|says?|said)$", bare) or following.startswith(
        ("“", '"', "—", "–")
    ):
        return False
    return short and paragraph[:1].isupper() and len(paragraph.split()) <= 14 and (len(paragraph) > 12 or not following)


def _paragraphs(text: str) -> list[str]:
    found: list[str] = []
    for block in re.split(r"\n\s*\n|\n", text):
        block = block.strip()
        if not block:
            continue
        answer = _INLINE_ANSWER.search(block) if re.match(r"(?:\*\*)?(?:Q|Question|QUESTION)\b", block) else None
        if answer:
            found += [block[: answer.start()], "A: " + block[answer.end() :]]
        else:
            found.append(block)
    return found


def _secretariat(turn: Turn, about: str) -> Turn:
    """The United Nations' own people speak in the Council without a country after their name."""
    if turn.state or turn.role == "question":
        return turn
    if re.fullmatch(r"the (?:deputy )?secretary-general", turn.speaker.casefold()):
        return replace(turn, state="UN", role="official")
    if turn.kind == "titled" and not _CLERGY.match(turn.speaker):
        surname = turn.speaker.split()[-1]
        introduced = re.search(rf"[^.]{{0,200}}\b{re.escape(surname)}\b[^.]{{0,200}}", about)
        if introduced and _OF_OTHERS.search(introduced[0]):
            return turn
        own = _OF_THE_UN.search(turn.text) and not _OF_OTHERS.search(turn.text[:600])
        if own or (introduced and _OF_THE_UN.search(introduced[0])):
            return replace(turn, state="UN")
    return turn


def _called(turns: list[Turn], names: Names) -> list[Turn]:
    """Whom the chair has just called speaks for the state that the chair named, where the label does not say so itself."""
    out: list[Turn] = []
    for at, turn in enumerate(turns):
        before = turns[at - 1] if at else None
        if not turn.state and turn.role == "official" and before is not None and before.role == "chair":
            call = [match["whom"] for match in _CALL.finditer(before.text)]
            if call and _OF_THE_UN_BY_OFFICE.search(call[-1]):
                turn = replace(turn, state="UN")
            elif call and ";" not in (state := states_in(call[-1], names)):
                turn = replace(turn, state=state)
        out.append(turn)
    return out


def _capacities(turn: Turn, names: Names) -> list[Turn]:
    """Part a president's words from the national statement that he makes from the chair."""
    if turn.role != "chair":
        return [turn]
    capacity = _CAPACITY.search(turn.text)
    if capacity is None:
        return [turn]
    named = capacity["state"] or ""
    state = names.state(re.sub(r"^the\s+", "", named.strip())) or turn.state
    body, rest = turn.text[capacity.end() :], ""
    if resumed := _RESUME.search(body):
        body, rest = body[: resumed.start()], body[resumed.start() :]
    parts = [replace(turn, text=turn.text[: capacity.end()].strip())]
    if body.strip():
        parts.append(replace(turn, text=body.strip(), role="official", state=state))
    if rest.strip():
        parts.append(replace(turn, text=rest.strip()))
    return parts


def _collected(paragraphs: list[str], names: Names) -> Transcript | None:
    """Messages behind their senders' names; what stands between them is nobody's message."""
    found = messages(paragraphs, names)
    if found is None:
        return None
    turns: list[Turn] = []
    matter: list[str] = []
    for item in found:
        if isinstance(item, Sender):
            turns.append(Turn(item.name, "official", item.words, item.state, item.office, kind="post"))
        elif turns:
            turns.append(Turn("", "report", item, kind="post"))
        else:
            matter.append(item)
    return Transcript(tuple(turns), "\n\n".join(matter))


def _bold_questions(paragraphs: list[str]) -> Transcript | None:
    """Questions in bold, answers in plain type, and no labels at all."""
    asked = [bool(BOLD_QUESTION.fullmatch(p)) for p in paragraphs]
    if sum(asked) < 2:
        return None
    turns: list[Turn] = []
    matter: list[str] = []
    for paragraph, question in zip(paragraphs, asked, strict=True):
        if question:
            turns.append(Turn("Question", "question", paragraph.strip("* ")))
        elif not turns or _STAGE.match(paragraph) or _HEADING.fullmatch(paragraph):
            matter.append(paragraph)
        elif turns[-1].role == "question":
            turns.append(Turn("Answer", "official", paragraph))
        else:
            turns[-1] = replace(turns[-1], text=f"{turns[-1].text}\n\n{paragraph}")
    return Transcript(tuple(turns), "\n\n".join(matter))
