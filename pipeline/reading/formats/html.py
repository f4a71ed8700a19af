"""Web pages to documents: which paragraphs are the page's own text, and what the page says of itself."""

from __future__ import annotations

import re
import warnings
from itertools import islice

from pipeline.errors import StatementError
from pipeline.reading.cleaning.decoding import decode
from pipeline.reading.formats.extras import load
from pipeline.reading.formats.markup import Block, Element, blocks, letters, paragraphs, parse, strip_marks
from pipeline.reading.formats.received import Received

__all__ = ["paragraphs", "read_html", "strip_marks"]

_MAX_BYTES = 20_000_000
_SEARCHED = 500_000  # characters; in longer pages the text is not sought, nor a day guessed: both take minutes there
_ELEMENTS = 15_000  # likewise; a meeting's record has some two thousand
_KEPT = 0.5  # where the text found has a smaller share of the page's prose, all of the page is taken
_PROSE_WORDS = 6
_LINKS = 0.6
_SENTENCE = 25  # words; a paragraph as long as this is text even where all of it is a link
_STRAY_NULLS = 0.01
_ERROR_WORDS = 120  # a page that only says why there is no text is short
_WALL_WORDS = 60
_ERROR = re.compile(
    r"^\W{0,9}(?:error\s{0,9})?(?:40[0134]|410|429|50[0234])\b|\b(?:page|file|document|resource|content) (?:was |is |could )?not (?:be )?(?:found|available)\b"
    r"|^\W{0,9}not found\W{0,9}$|\baccess (?:is )?denied\b|^\W{0,9}forbidden\W{0,9}$|\bjust a moment\b|\battention required\b|\bservice (?:temporarily )?unavailable\b|\bbad gateway\b"
    r"|\binternal server error\b|\bobject moved\b|\bsite (?:is )?under maintenance\b|^\W{0,9}error\W{0,9}$",
    re.IGNORECASE,
)
_WALLS = {
    "asks for JavaScript": r"\b(?:enable|requires?|turn on|activate|without|needs?) (?:java ?script)\b|\bjava ?script (?:is|must be|has been) (?:disabled|required|enabled|turned off)\b",
    "asks for consent to cookies": r"\b(?:accept|reject|manage|allow|enable) (?:all )?(?:our |the )?cookies\b|\bcookie (?:settings|policy|preferences|consent)\b|\b(?:uses?|using) cookies\b",
    "asks whether a person reads it": r"\bcaptcha\b|\bchecking your browser\b|\bverify(?:ing)? (?:that )?you are (?:a )?human\b|\bunusual traffic\b|\bare you a robot\b|\bddos protection\b",
}  # fmt: skip
_HEADING_WORDS = 40
_TURN = re.compile(r"\*\*[^*\n]{1,80}:\s?\*\*|\*\*[^*\n]{1,80}\*\*\s?:")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def read_html(data: bytes, file: str) -> Received:
    """Read a web page.

    Trafilatura says where the page's own text begins and ends; between the two every visible paragraph is kept, as it
    drops short turns. Where it finds nothing, or less than half of the page's prose, all of the page is taken but menus.

    Returns:
        The text as Markdown with bold, and title, url, published, language and source as far as the page has them; a
        day that the page does not state in its metadata is noted as a guess.

    Raises:
        StatementError: The page holds no text, or only an error, a wall or a frameset.
    """
    if len(data) > _MAX_BYTES:
        raise StatementError(file, "file", f"is a page of more than {_MAX_BYTES} bytes", "split it")
    if 0 < data.count(b"\x00") <= len(data) * _STRAY_NULLS:
        data = data.replace(b"\x00", b"")
    text = decode(data, file)
    tree = parse(text, file)
    if tree is None:
        raise StatementError(file, "file", "is empty, or its elements nest thousands deep", "save the page anew")
    every = blocks(tree)
    searchable = len(text) <= _SEARCHED and sum(1 for _ in islice(tree.iter(), _ELEMENTS + 1)) <= _ELEMENTS
    fields, notes = _metadata(tree, text if searchable else "", file)
    _refuse_notice(tree, every, fields.get("title", ""), file)
    body = "\n\n".join(block.text for block in _own(every, text if searchable else "", file))
    return Received(body, fields, file, notes=notes, marked=True)


def _own(every: list[Block], text: str, file: str) -> list[Block]:
    """Give the paragraphs that are the page's own text."""
    linked = sum(block.words for block in every if block.link_share > _LINKS)
    # An <a> that is never closed makes links of all that follows.
    broken = linked > 0.8 * sum(block.words for block in every)
    kept = [block for block in every if broken or block.link_share <= _LINKS or block.words >= _SENTENCE]
    found = letters(_extracted(text, file))
    prose = [at for at, block in enumerate(kept) if block.words >= _PROSE_WORDS and _is_in(block, found)]
    if not prose:
        return kept
    first, last = prose[0], prose[-1]
    # A short paragraph proves nothing by being found: it must be found beside its neighbour.
    while first and (kept[first - 1].key + kept[first].key in found or _is_heading(kept[first - 1])):
        first -= 1
    while last + 1 < len(kept) and (kept[last].key + kept[last + 1].key in found or _TURN.match(kept[last + 1].text)):
        last += 1
    total = sum(block.words for block in kept if block.words >= _PROSE_WORDS)
    within = sum(block.words for block in kept[first : last + 1] if block.words >= _PROSE_WORDS)
    return kept[first : last + 1] if within >= _KEPT * total else kept


def _is_in(block: Block, found: str) -> bool:
    return any(key in found for line in block.text.split("\n") if (key := letters(line)))


def _is_heading(block: Block) -> bool:
    """Tell a heading or a line with a day: what stands above a statement, and trafilatura takes for the site's."""
    text = block.text
    whole_bold = text.startswith("**") and text.endswith("**")
    return block.words <= _HEADING_WORDS and (text.startswith("#") or whole_bold or _YEAR.search(text) is not None)


def _extracted(text: str, file: str) -> str:
    """Give the text that trafilatura finds; '' where it finds none."""
    trafilatura = load("trafilatura", file)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # its own libraries deprecate what it uses
            return trafilatura.extract(text, favor_recall=True, include_comments=False, include_tables=True) or ""
    except (
        Exception
    ):  # on hostile pages it, and what it is built on, raise nearly anything; all of the page is taken then
        return ""


def _metadata(tree: Element, text: str, file: str) -> tuple[dict[str, str], dict[str, str]]:
    """Give what the page says of itself, and how its day was come by."""
    fields = {
        "title": _meta(tree, "og:title", "dc.title", "twitter:title") or _heading(tree),
        "url": _address(tree),
        "language": _language(tree),
        "source": _meta(tree, "og:site_name", "application-name", "dc.publisher", "dcterms.publisher", "publisher")
        or _site(tree),
    }
    notes: dict[str, str] = {}
    for part, note in ((_head_only(tree, file), "page metadata"), (text, "htmldate's guess from the page's text")):
        if day := _day(part, file, guess=part is text):
            fields["published"], notes["published"] = day, note
            break
    return {name: value for name, value in fields.items() if value}, notes


def _meta(tree: Element, *names: str) -> str:
    for name in names:
        for element in tree.iter("meta"):
            if name in ((element.get("property") or "").lower(), (element.get("name") or "").lower()):
                if value := " ".join((element.get("content") or "").split()):
                    return value[:500]
    return ""


def _heading(tree: Element) -> str:
    headings = [" ".join(str(element.text_content()).split()) for element in tree.iter("h1")]
    titles = [" ".join(str(element.text_content()).split()) for element in tree.iter("title")]
    # Of several headings of the first order, one is the site's name and no one knows which.
    only = [one for one in headings if one]
    return (only[0] if len(only) == 1 else next(iter(titles), ""))[:500]


def _site(tree: Element) -> str:
    """The site's name, as it follows the page's heading in the title: "Press conference | Ministry of X"."""
    title = next((" ".join(str(element.text_content()).split()) for element in tree.iter("title")), "")
    heading = _heading(tree)
    rest = title.removeprefix(heading) if heading and title != heading else ""
    return rest[3:].strip()[:200] if re.match(r" [|–—-] \S", rest) else ""


def _address(tree: Element) -> str:
    links = [
        element.get("href") or ""
        for element in tree.iter("link")
        if "canonical" in (element.get("rel") or "").lower().split()
    ]
    return next(
        (link.strip() for link in (*links, _meta(tree, "og:url")) if re.match(r"\s*https?://\S+\s*\Z", link)), ""
    )


def _language(tree: Element) -> str:
    stated = tree.get("lang") or tree.get("xml:lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
    if not stated:
        stated = next(
            (
                element.get("content")
                for element in tree.iter("meta")
                if (element.get("http-equiv") or "").lower() == "content-language"
            ),
            "",
        ) or _meta(tree, "og:locale", "dc.language")
    match = re.match(r"\s*([A-Za-z]{2,3})(?![A-Za-z])", stated or "")
    return match[1].lower() if match else ""


def _head_only(tree: Element, file: str) -> str:
    """Give the page with its metadata only, so that no day of its text is taken for the one that it states."""
    tostring = load("lxml.html", file).tostring
    parts = [*tree.iter("meta"), *tree.iter("title")]
    parts += [one for one in tree.iter("script") if "ld+json" in (one.get("type") or "")]
    inner = "".join(tostring(part, encoding="unicode", with_tail=False) for part in parts)
    return f"<html><head>{inner}</head><body><p></p></body></html>"


def _day(page: str, file: str, *, guess: bool) -> str:
    htmldate = load("htmldate", file)
    if not page or len(page) > _SEARCHED:
        return ""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return htmldate.find_date(page, original_date=True, extensive_search=guess, min_date="1945-01-01") or ""
    except Exception:  # as above: a page without a day is no loss
        return ""


def _refuse_notice(tree: Element, every: list[Block], title: str, file: str) -> None:
    """Refuse a page that holds no document, only the reason why."""
    visible = " ".join(block.text for block in every)
    words = sum(block.words for block in every)
    if not words and (
        frames := [element.get("src") or "" for element in tree.iter("frame", "iframe") if element.get("src")]
    ):
        raise StatementError(
            file,
            "file",
            f"is a frame for other pages ({', '.join(frames[:3])[:200]})",
            "save the page within the frame",
        )
    remedy = "open the page in a browser and save it once its text is shown"
    if words < _ERROR_WORDS:
        heading = strip_marks(every[0].text) if every and every[0].words < 12 else ""
        if any(_ERROR.search(one[:200]) for one in (title, heading)):
            raise StatementError(
                file, "file", f"is an error page ({(title or heading)[:80]!r})", "fetch the page again"
            )
    if words < _WALL_WORDS:
        unseen = " ".join(str(element.text_content()) for element in tree.iter("noscript")) if words < 20 else ""
        for what, pattern in _WALLS.items():
            if re.search(pattern, f"{visible[:2000]} {unseen[:2000]}", re.IGNORECASE):
                raise StatementError(file, "file", f"is a page that {what} in place of its text", remedy)
    if not any(one.isalnum() for one in visible):
        scripts = any(True for _ in tree.iter("script"))
        raise StatementError(file, "file", "holds no text" + (", only scripts" if scripts else ""), remedy)
