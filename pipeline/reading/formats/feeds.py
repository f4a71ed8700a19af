"""RSS and Atom feeds to documents, an entry each."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from datetime import date
from email.utils import parsedate
from typing import Any

from pipeline.errors import StatementError
from pipeline.reading.cleaning.decoding import decode
from pipeline.reading.formats.extras import load
from pipeline.reading.formats.html import paragraphs
from pipeline.reading.formats.received import Received

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_ELEMENT = re.compile(r"<(?:[\w.-]+:)?([A-Za-z]+)")
_OF_RSS = re.compile(r"/rss/|/rdf/simple/", re.IGNORECASE)  # namespaces of RSS 1.0 and 0.90; other RDF is no feed
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_ISO_DAY = re.compile(r"\s*(\d{4}-\d\d-\d\d)")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>")
_MARKUP = re.compile(r"<[A-Za-z/!]|&#?\w+;")
_EXCERPT_WORDS = 60
_MAX_BYTES = 50_000_000


def is_feed(text_start: str) -> bool:
    """Tell a feed from other XML, and from HTML, by the first element of its text."""
    match = _ELEMENT.search(_COMMENT.sub("", text_start))
    name = match[1].lower() if match else ""
    return name in ("rss", "feed") or (name == "rdf" and _OF_RSS.search(text_start) is not None)


def read_feed(data: bytes, file: str) -> Iterator[Received | StatementError]:
    """Read the entries of an RSS or Atom feed of any version; nothing is fetched.

    Yields:
        The document of each entry, with the note 'excerpt' where the feed gives only a summary; or what is wrong with the
        entry, or with the feed.
    """
    try:
        feed = _parsed(data, file)
    except StatementError as error:
        yield error
        return
    for number, entry in enumerate(feed.entries, start=1):
        try:
            yield _document(entry, feed.feed, file, f"entry {number}")
        except StatementError as error:
            yield StatementError(file, f"entry {number}", error.reason, error.remedy)


def _parsed(data: bytes, file: str) -> Any:
    if len(data) > _MAX_BYTES:
        raise StatementError(file, "file", f"is a feed of more than {_MAX_BYTES:,} bytes", "split it")
    text = _DECLARATION.sub("", decode(data, file))
    feedparser = load("feedparser", file)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            # A string might be taken for an address or a path and be opened; a stream is not. What is hidden or active in
            # the entries, our own conversion leaves out.
            feed = feedparser.parse(io.BytesIO(text.encode()), resolve_relative_uris=False, sanitize_html=False)
    except Exception as error:  # feedparser lets errors of its parsers through on hostile input
        reason = f"is no feed that can be read ({type(error).__name__})"
        raise StatementError(file, "file", reason, "fetch it again") from None
    if not feed.entries:
        problem = f" ({' '.join(str(feed.bozo_exception).split())[:100]})" if feed.get("bozo") else ""
        raise StatementError(file, "file", f"is a feed without entries{problem}", "check that the file is whole")
    return feed


def _document(entry: Any, feed: Any, file: str, place: str) -> Received:
    bodies = [body.get("value") or "" for body in entry.get("content", [])]
    full = max(bodies, key=len, default="").strip()
    body = full or str(entry.get("summary") or "").strip()
    marked = _MARKUP.search(body) is not None
    text = paragraphs(body, file) if marked else body
    link = str(entry.get("link") or "").strip()
    link = link if link.startswith(("http://", "https://")) else ""
    if not text.strip():
        remedy = f"add the page itself: {link}" if link else "remove the entry"
        raise StatementError(file, place, "is an entry without text", remedy)
    language = re.match(r"[A-Za-z]{2,3}(?![A-Za-z])", str(entry.get("language") or feed.get("language") or ""))
    known = {
        "title": _line(entry.get("title")),
        "url": link,
        "published": _day(entry),
        "language": language[0].lower() if language else "",
        "source": _line(feed.get("title")) or _line(entry.get("author")) or _line(feed.get("author")),
    }
    notes = {"published": "stated by the feed"} if known["published"] else {}
    if not full and link and len(text.split()) <= _EXCERPT_WORDS:
        notes["excerpt"] = f"the feed gives only a summary; add {link} for the text"
    return Received(text, {name: value for name, value in known.items() if value}, file, place, notes, marked)


def _line(text: str | None) -> str:
    return " ".join(_TAG.sub(" ", text or "").split())


def _day(entry: Any) -> str:
    """Give the day as the feed states it, in its own time zone: in Greenwich's it may be the day before."""
    for name in ("published", "updated", "created"):
        # By `dict`: feedparser's own lookup gives one for the other, and warns.
        stated, parsed = str(dict.get(entry, name) or ""), dict.get(entry, f"{name}_parsed")
        if not parsed:
            continue
        if match := _ISO_DAY.match(stated):
            return match[1]
        local = parsedate(stated) or parsed
        try:
            return date(*local[:3]).isoformat()
        except (ValueError, OverflowError):
            continue
    return ""
