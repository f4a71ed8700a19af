"""HTML to paragraphs of Markdown of which only bold, headings and escapes are used; and back to plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pipeline.reading.formats.extras import load

Element = Any  # lxml's; it ships no types, and is part of the extra [ingest]

_UNSEEN = frozenset(
    "script style noscript noframes template svg math iframe object embed applet head title select option datalist button input textarea nav aside "
    "canvas audio video map".split()
)
_OF_THE_SITE = frozenset(("header", "footer"))
_ROLES = frozenset("navigation banner contentinfo search complementary dialog alertdialog menu menubar toolbar".split())
_HIDDEN_CLASSES = frozenset(
    "hidden sr-only visually-hidden visuallyhidden screen-reader-text d-none element-invisible noprint-hidden".split()
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_BANNER = re.compile(r"cookie|gdpr|onetrust", re.IGNORECASE)
_BANNER_LENGTH = 3000  # a page's body may have such a name too
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_LIGHT_STYLE = re.compile(r"font-weight\s*:\s*(?:normal|[1-5]00)", re.IGNORECASE)
_BLOCKS = frozenset(
    "p div section article main blockquote li ul ol dl dt dd table caption thead tbody tfoot tr td th h1 h2 h3 h4 h5 h6 pre center address "
    "figure figcaption hr body html header footer form fieldset details summary dir menu xmp plaintext listing".split()
)
_CELLS = frozenset(("td", "th", "dt", "dd"))
_PRE = frozenset(("pre", "xmp", "plaintext", "listing"))
_SPACE = re.compile(r"[ \t\n\r\f]+")
_BREAK = "\n"
_STARS = re.compile(r"[*\s]+")
# What `strip_marks` would take for a mark, in text that has none.
_SPECIAL = re.compile(r"[\\*]|(?<![^\W_])(?<!_)_+(?=[^\s_])|(?<=[^\s_])_+(?![^\W_])(?!_)|\A_+|_+\Z|(?<=\])\(")
_HEADING_START = re.compile(r"^(?=#{1,6}[ \t])", re.MULTILINE)

_HEADING = re.compile(r"^#{1,6}[ \t]+", re.MULTILINE)
_MARK = re.compile(
    r"""\\(?P<literal>[!-/:-@\[-`{-~])
    |\*\*\*(?=[^\s*])(?P<both>(?:\\.|[^*\\\n])+?)(?<=[^\s*])\*\*\*
    |\*\*(?=[^\s*])(?P<bold>(?:\\.|[^*\\\n]|\n(?!\s*\n)|\*(?!\*))+?)(?<=\S)\*\*
    |(?<![\w*])\*(?=[^\s*])(?P<italic>(?:\\.|[^*\\\n])+?)(?<=[^\s*])\*(?!\*)
    |(?<![\w_])(?P<rule>__?)(?=[^\s_])(?P<under>(?:\\.|[^_\\\n]|(?<=\w)_(?=\w))+?)(?<=[^\s_])(?P=rule)(?![\w_])
    |!?\[(?P<label>(?:\\.|[^\[\]\\\n])*)\]\((?P<target>[^()\s]{0,2000}(?:\([^()\s]{0,500}\)[^()\s]{0,500}){0,3})(?:[ ]+"[^"\n]{0,500}")?\)""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or heading of a page.

    Attributes:
        text: Markdown: `**bold**`, '## ' before headings, line feeds for line breaks.
        words: How many words it has.
        link_share: The share of its letters that are links.
    """

    text: str
    words: int
    link_share: float

    @property
    def key(self) -> str:
        """Its letters and digits, to be compared with another conversion of the page."""
        return letters(self.text)


def letters(text: str) -> str:
    """Give a text's letters and digits, in one string without case."""
    return "".join(re.findall(r"[^\W_]+", text)).casefold()


def parse(text: str, file: str) -> Element | None:
    """Parse a page or fragment as browsers do; None where nothing is in it or its elements nest thousands deep."""
    # A declared encoding is that of the bytes, not of the text that they were decoded to.
    text = re.sub(r"^\s*<\?xml[^>]*>", "", text.replace("\x00", ""), count=1)
    html, etree = load("lxml.html", file), load("lxml.etree", file)
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(text.encode("utf-8", errors="replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return None
    # What lies deeper than libxml2 goes is lost to it, with nothing but this to tell.
    return None if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log) else tree


def paragraphs(text: str, file: str) -> str:
    """Convert HTML, a page or a fragment, to paragraphs of Markdown, all that is visible of it."""
    tree = parse(text, file)
    return "" if tree is None else "\n\n".join(block.text for block in blocks(tree))


def blocks(tree: Element) -> list[Block]:
    """Give the paragraphs and headings of a page in their order, without what is hidden or belongs to the site."""
    writer = _Writer()
    # By hand, not by recursion: hostile pages nest ten thousand deep, and old ones never close a tag.
    stack: list[tuple[Element, Iterator[Element], _Style]] = []
    style = _enter(tree, _Style(), writer)
    stack.append((tree, iter(tree), style))
    while stack:
        element, children, style = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            _leave(element, writer)
            if stack:
                writer.write(element.tail, stack[-1][2])
        elif not isinstance(child.tag, str) or _is_unseen(child, style):
            writer.write(child.tail, style)
        else:
            stack.append((child, iter(child), _enter(child, style, writer)))
    writer.end_block()
    return writer.found


def strip_marks(markdown: str) -> str:
    """Give the plain text of Markdown: marks of bold, italics, links and headings and backslash escapes away."""
    return _strip(_HEADING.sub("", markdown))


def _strip(text: str) -> str:
    return _MARK.sub(_plain, text)


def _plain(match: re.Match[str]) -> str:
    if match["literal"] is not None:
        return match["literal"]
    return _strip(next(part for part in match.group("both", "bold", "italic", "under", "label") if part is not None))


@dataclass(frozen=True, slots=True)
class _Style:
    bold: bool = False
    linked: bool = False
    pre: bool = False
    article: bool = False


@dataclass(slots=True)
class _Writer:
    """Gathers runs of text, bold or not, into blocks."""

    found: list[Block] = field(default_factory=list)
    runs: list[tuple[str, bool]] = field(default_factory=list)
    linked: int = 0
    level: int = 0

    def write(self, text: str | None, style: _Style) -> None:
        if not text:
            return
        if style.pre:
            pieces = re.split(r"\n[ \t]*\n", text)
            for piece in pieces[:-1]:
                self.runs.append((piece, style.bold))
                self.end_block()
            text = pieces[-1]
        else:
            text = _SPACE.sub(" ", text)
            if text[0] == " " and (not self.runs or self.runs[-1][0].endswith((" ", _BREAK))):
                text = text[1:]
            if not text:
                return
        self.runs.append((text, style.bold))
        if style.linked:
            self.linked += len(text.strip())

    def line_break(self) -> None:
        at = len(self.runs) - 1
        while at >= 0 and self.runs[at][0] != _BREAK and not self.runs[at][0].strip():
            at -= 1
        if at >= 0 and self.runs[at][0] == _BREAK:
            self.end_block()  # two in a row end a paragraph
        else:
            self.runs.append((_BREAK, False))

    def ends_in_label(self) -> bool:
        """Tell whether the last text, if any, is a label such as 'Q:', which belongs to what follows."""
        text = "".join(text for text, _ in self.runs[-4:]).rstrip()
        return text.endswith((":", "：")) and len(text) < 80

    def end_block(self) -> None:
        runs, linked, level = self.runs, self.linked, self.level
        self.runs, self.linked, self.level = [], 0, 0
        plain = "".join(text for text, _ in runs)
        if not plain.strip():
            self.level = level
            return
        text = _markdown(runs, marked=not level)
        prefix = "#" * level + " " if level else ""
        if level:
            text = " ".join(text.split("\n"))
        self.found.append(Block(prefix + text, len(plain.split()), min(linked / len(plain.strip()), 1.0)))


def _enter(element: Element, style: _Style, writer: _Writer) -> _Style:
    tag = element.tag
    if tag == "br":
        writer.line_break()
    elif tag in _CELLS and writer.ends_in_label():
        writer.write(" ", style)
    elif tag in _BLOCKS:
        writer.end_block()
        writer.level = int(tag[1]) if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit() else writer.level
    css = element.get("style") or ""
    bold = (style.bold or tag in ("b", "strong") or bool(_BOLD_STYLE.search(css))) and not _LIGHT_STYLE.search(css)
    inner = _Style(
        bold, style.linked or (tag == "a" and bool(element.get("href"))), style.pre or tag in _PRE,
        style.article or tag in ("article", "main") or element.get("role") == "main",
    )  # fmt: skip
    writer.write(element.text, inner)
    return inner


def _leave(element: Element, writer: _Writer) -> None:
    if element.tag in _BLOCKS and not (element.tag in _CELLS and writer.ends_in_label()):
        writer.end_block()
        writer.level = 0


def _is_unseen(element: Element, style: _Style) -> bool:
    tag = element.tag
    if tag in _UNSEEN or (tag in _OF_THE_SITE and not style.article) or element.get("hidden") is not None:
        return True
    if (element.get("role") or "").lower() in _ROLES or (element.get("aria-hidden") or "").lower() == "true":
        return True
    if _HIDDEN_STYLE.search(element.get("style") or ""):
        return True
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    if not _HIDDEN_CLASSES.isdisjoint(names.lower().split()):
        return True
    return bool(_BANNER.search(names)) and tag != "body" and len(element.xpath("string()")) < _BANNER_LENGTH


def _markdown(runs: list[tuple[str, bool]], *, marked: bool) -> str:
    """Write runs as Markdown: blanks outside the marks, no mark across a line break, literal marks escaped."""
    lines: list[list[tuple[str, bool]]] = [[]]
    for run, bold in runs:
        first, *others = run.split("\n")
        lines[-1].append((first, bold))
        lines.extend([(other, bold)] for other in others)
    written = (_line([run for run in line if run[0]], marked=marked) for line in lines)
    return _HEADING_START.sub(r"\\", "\n".join(written).strip("\n"))


def _line(runs: list[tuple[str, bool]], *, marked: bool) -> str:
    plain = "".join(text for text, _ in runs).strip(" \t")
    if _STARS.fullmatch(plain) or not marked:
        return plain if _STARS.fullmatch(plain) else _escaped(plain)
    merged: list[tuple[str, bool]] = []
    for text, bold in runs:
        if merged and (bold == merged[-1][1] or not text.strip()):
            merged[-1] = (merged[-1][0] + text, merged[-1][1])
        else:
            merged.append((text, bold))
    return "".join(_bold(text) if bold else _escaped(text) for text, bold in merged).strip(" \t")


def _bold(text: str) -> str:
    inner = text.strip()
    if not any(one.isalnum() for one in inner):
        return _escaped(text)
    start = text.index(inner)
    return f"{text[:start]}**{_escaped(inner)}**{text[start + len(inner) :]}"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda match: "".join("\\" + one for one in match[0]), text)
