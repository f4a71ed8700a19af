"""Decoded text to the text that a person would read: characters, line ends and paragraphs.

What is stored and counted in is this text, so cleaning it again changes nothing.
"""

from __future__ import annotations

import html
import re
import unicodedata

import ftfy
from ftfy.fixes import fix_c1_controls

from pipeline.reading.cleaning.layout import paragraphs

_MARKS_OFTEN = 2  # one may be a slip of the hand

_LINE_ENDS = {"\r": "\n", "\x0b": "\n", "\x0c": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n\n"}
_SPACES = dict.fromkeys(
    "\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "
)
_LIGATURES = {one: unicodedata.normalize("NFKC", one) for one in map(chr, range(0xFB00, 0xFB07))}
_HYPHENS = {"\u2010": "-", "\u2011": "-"}
_UNSEEN = [
    *range(0x20), *range(0x7F, 0xA0), 0xAD, 0x34F, 0x61C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F),
    *range(0x2060, 0x2070), *range(0xFDD0, 0xFDF0), *range(0xFE00, 0xFE10), 0xFEFF, *range(0xFFF9, 0xFFFC), 0xFFFE,
    0xFFFF, *range(0xE0000, 0xE0080),
]  # fmt: skip
_CHANGED = {
    **{chr(one): "" for one in _UNSEEN if one not in (0x09, 0x0A)}, **_LINE_ENDS, **_SPACES, **_LIGATURES, **_HYPHENS,
}  # fmt: skip
# Far faster than `str.translate` on text that is not all ASCII; so is one range than the many characters of it.
_TAGS = "\U000e0000-\U000e007f"
_CHANGES = re.compile(f"[{''.join(re.escape(one) for one in _CHANGED if one < _TAGS[0])}{_TAGS}]")

# The first letter of UTF-8 read as a single-byte encoding, then the second: nearly all spoilt text has such a pair.
_MOJIBAKE = re.compile(
    "[ÂÃÄÅĂĹÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðВГРСвгрс‚√¬]"
    "[\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸЂЃѓЉЊЌЋЏђљњќћџўЎЈҐЁЄЇІіґёєјЅѕї≠ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§¶ß®©´¨]"
)
_UNSPACED = re.compile(r"[^ \t\n]+")
_C1 = re.compile("[\x80-\x84\x86-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_SOFT_BREAK = re.compile("\xad[ \t]*\n[ \t]*")
_ESCAPED_ENTITY = re.compile(r"&(?:amp;|#38;|#x26;)+", re.IGNORECASE)
_ENTITY = re.compile(
    r"&(?:nbsp|quot|apos|lt|gt|[lr][sd]quo|[sb]dquo|[lr]aquo|[mn]dash|hellip|shy|euro|pound|copy|reg|trade|sect|para|middot|bull"
    r"|[aeiouyAEIOUY](?:acute|grave|circ|uml|tilde|ring)|[nN]tilde|[cC]cedil|[oO]slash|szlig|aelig|AElig|zwn?j|thinsp|ensp|emsp"
    r"|#(?:34|39|60|62|1[3-9]\d|[2-9]\d\d|[1-9]\d{3,4})|#x(?:22|27|3[CcEe]|[89A-Fa-f][\dA-Fa-f]|[\dA-Fa-f]{3,4}));"
)

# `., ,  ` stands for a paragraph's end in some agencies' files; the spaces and the number of commas vary.
_OPENING = r"""(?=["'“«(\dA-ZÀ-Þ])"""
_BEGINNING = r"(?=(?:The|They|It|He|She|In|On|At|This|That|But|An?)\b)"
_SURE_MARK = re.compile(
    rf""",(?<=[.!?:"'”’»)\s],)\s+,\s+{_OPENING}|,\s*,\s+(?=["'“«(A-Z])|,\s+,\s+(?=[a-z])"""
    rf"""|,(?<=[a-z]{{3}}\.,)\s+{_BEGINNING}"""
)
_LONE_MARK = re.compile(rf""",(?<=[a-z]{{3}}[.!?],|..[.!?]["'”’»)],|..["'”’»][.!?],)[ \t]{{2,}}{_OPENING}""")
_MARK = re.compile(r"\s*,(?:\s*,)+\s*")
# In a text that has such marks, one comma after a full stop is one too, save where an abbreviation ends in the stop.
_CLOSE_MARK = re.compile(
    rf""",(?:(?<=["'”’»)][.!?],)|(?<=[a-z]{{3}}[.!?],)|(?<=[.!?]["”’»],))\s+{_OPENING}"""
    rf"""|,(?:(?<=[.!?:],)|(?<=[.!?:]["'”’»)],))(?:[ \t]{{2,}}{_OPENING}|\s+{_BEGINNING}|\s*\Z)"""
)
_ABBREVIATED = frozenset(
    ["Corp.", " Ltd.", " Inc.", " etc.", "Sept.", "Dept.", "Govt.", " Gov.", " Sen.", " Gen.", " Nov.", " Dec."]
)
# Left by an earlier joining of lines: "seventy- second". After other words a hyphen may be suspended ("troop- and …").
_SPLIT_COMPOUND = re.compile(
    r"- (?:(?<=ty- )|(?<=\b[Ss]elf- )|(?<=\b[Nn]on- )|(?<=\b[Ww]ell- )|(?<=\b[Ss]o- )|(?<=\b[Ll]ong- )|(?<=\b[Hh]igh- )"
    r"|(?<=\b[Ll]ow- ))(?!(?:and|or|to|nor|but|as|through)\b)(?=[a-z]{3})"
)
_WORD = re.compile(r"[^\W\d_]+")
_LAST_WORD = re.compile(r"[^\W\d_]+\Z")


def clean(text: str) -> str:
    """Give the text that a person would read; cleaning it again changes nothing.

    Spoilt characters are repaired, invisible ones removed, odd spaces made plain; quotation marks, dashes and letters
    stay as they are. The result has paragraphs without line ends, one blank line between them: a heading, an item of
    a list, a line of a verse or an address and a speaker's turn are each a paragraph of its own; see `layout`.
    """
    text = _characters(text)
    if _SURE_MARK.search(text) or len(_LONE_MARK.findall(text)) >= _MARKS_OFTEN:
        text = restore_paragraphs(text)
    return _SPLIT_COMPOUND.sub("-", "\n\n".join(paragraphs(text)))


def restore_paragraphs(text: str) -> str:
    """Turn the marks `., , `, by which some agencies' files stand for a paragraph's end, into blank lines.

    The commas go with them, save one that belongs to the sentence (a letter's "Dear Comrade,, , "). Where a mark has
    split a sentence or a word (a small letter follows), the parts are joined.
    """
    known: set[str] | None = None
    parts: list[str] = []
    end = 0
    for match in _MARK.finditer(text):
        parts.append(text[end : match.start()])
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        end = match.end()
        if not before or not after:
            continue
        if before == "-" and text[match.start() - 2 : match.start() - 1].isalpha():
            continue
        if before.isalnum() and after.islower():
            known = known or {word.lower() for word in _WORD.findall(text)}
            left, right = _LAST_WORD.search(text, max(match.start() - 40, 0), match.start()), _WORD.match(text, end)
            whole = left is not None and right is not None and (left[0] + right[0]).lower() in known
            parts.append("" if whole else " ")
            continue
        if match[0].count(",") > 2 and before.isalnum():
            parts.append(",")
        parts.append("\n\n")
    text = "".join([*parts, text[end:]])
    return _CLOSE_MARK.sub(
        lambda match: match[0] if text[max(match.start() - 5, 0) : match.start()] in _ABBREVIATED else "\n\n", text
    )


def _characters(text: str) -> str:
    # Repairs can uncover one another (an entity for a spoilt character): few texts need a second round.
    for _ in range(8):
        before, text = text, _round(text)
        if text == before:
            break
    return text


def _round(text: str) -> str:
    if "&" not in text and text.isascii():
        return _CHANGES.sub(_changed, text)
    text = _SOFT_BREAK.sub("", text)
    if "&" in text:
        text = _ENTITY.sub(lambda match: html.unescape(match[0]), _ESCAPED_ENTITY.sub("&", text))
    if _SURROGATE.search(text):
        text = _SURROGATE.sub("�", text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
    if _MOJIBAKE.search(text):
        # Word by word, so that the repair of a word hangs on no other and lines may be joined later.
        text = _UNSPACED.sub(_repaired, text)
    if _C1.search(text):
        text = fix_c1_controls(text)
    return unicodedata.normalize("NFC", _CHANGES.sub(_changed, text))


def _changed(match: re.Match[str]) -> str:
    return _CHANGED[match[0]]


def _repaired(match: re.Match[str]) -> str:
    return ftfy.fix_encoding(match[0]) if _MOJIBAKE.search(match[0]) else match[0]
