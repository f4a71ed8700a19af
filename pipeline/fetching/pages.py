"""Politely fetches the pages and feeds that `configs/sources.yaml` lists.

Polite is what RFC 9309 (robots.txt) and RFC 9110 (HTTP) ask of a client: it says who it is, keeps out of what a host closes
to it, leaves a pause between requests to one host, waits when told to, and asks only for what has changed.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urldefrag, urljoin

from pydantic import Field, ValidationError

from pipeline.config import Section, explain
from pipeline.errors import FetchError, StatementError
from pipeline.fetching.sources import BY_HAND, Fetching, Source, Sources, unusable
from pipeline.reading.formats import extras

if TYPE_CHECKING:
    from pipeline.fetching.connection import Answer
    from pipeline.fetching.hosts import Session


@dataclass(frozen=True, slots=True)
class Page:
    """A page or feed as received.

    Attributes:
        asked: The address as listed, without its fragment.
        url: The address that answered, after redirects.
        data: The body, unpacked but not decoded. Nothing is known of what a server sends beyond the length it announces.
        media_type: As the server says, such as 'text/html'; '' where it does not.
        charset: As the server says, in lower case; it may be wrong, or no such charset may exist.
        retrieved: When, in UTC to the second.
        etag: The server's mark of this version, for the next request.
        last_modified: The same as a date, as the server wrote it.
        source: The listed source's name.
        links: Addresses of a feed's entries, where the feed is followed.
    """

    asked: str
    url: str
    data: bytes
    media_type: str
    charset: str
    retrieved: str
    etag: str
    last_modified: str
    source: str = ""
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A page or feed that is as it was: the server says so, or its body is the same."""

    asked: str
    url: str
    retrieved: str
    etag: str
    last_modified: str
    source: str = ""


class Seen(Section):
    """What is remembered of one address; `links` are a feed's entries, some of which may still have to be fetched."""

    url: str
    sha256: str
    retrieved: str
    etag: str = ""
    last_modified: str = ""
    links: tuple[str, ...] = ()

    def conditions(self) -> dict[str, str]:
        """Give the headers that ask for the page only if it has changed."""
        marks = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: mark for name, mark in marks.items() if mark}


class State(Section):
    """What was fetched before, by address."""

    seen: dict[str, Seen] = Field(default_factory=dict)

    def after(self, outcome: Page | Unchanged) -> State:
        """Give the state with one outcome added; to be called once the page is safely on disk."""
        if isinstance(outcome, Page):
            entry = Seen(
                url=outcome.url,
                sha256=hashlib.sha256(outcome.data).hexdigest(),
                retrieved=outcome.retrieved,
                etag=outcome.etag,
                last_modified=outcome.last_modified,
                links=outcome.links,
            )
        else:
            fresh = {name: getattr(outcome, name) for name in ("url", "retrieved", "etag", "last_modified")}
            entry = self.seen[outcome.asked].model_copy(update=fresh)
        return State(seen=self.seen | {outcome.asked: entry})

    def to_dict(self) -> dict[str, Any]:
        """Give the state as JSON can hold it."""
        return self.model_dump(mode="json")

    @classmethod
    def from_dict(cls, data: Any, file: str) -> State:
        """Read what `to_dict` gave.

        Args:
            file: Where the data come from, for the message.

        Raises:
            StatementError: The data are not such a state.
        """
        try:
            return cls.model_validate(data)
        except ValidationError as error:
            raise StatementError(
                file, "file", explain(error, cls), "delete the file; everything is then fetched anew"
            ) from None


# --- fetching -------------------------------------------------------------------------------------------------------


def open_session(settings: Fetching) -> Session:
    """Open a run's dealings with hosts; to be closed.

    Raises:
        StatementError: A library of the extra is not installed.
    """
    for library in ("requests", "protego", "feedparser"):
        extras.load(library, "configs/sources.yaml")
    from pipeline.fetching.hosts import Session

    return Session(settings)


def plain(url: str, base: str = "") -> str:
    """Give an address in full, without its fragment; one that makes no sense is given as it is."""
    try:
        return urldefrag(urljoin(base, url.strip())).url
    except ValueError:
        return url


def fetch_page(url: str, state: State, session: Session, listed: str = "") -> Page | Unchanged:
    """Fetch one address, if it has changed since `state`.

    Args:
        url: The address.
        state: What was fetched before.
        session: The run's dealings with hosts.
        listed: The listed source that led here, where `url` is not listed itself; local addresses are fetched only for a
            source that is local.

    Raises:
        FetchError: It cannot be fetched, may not be, or is nothing to read.
    """
    asked = plain(url)
    seen = state.seen.get(asked)
    local = session.is_local(listed or asked)
    hops = [asked]
    while True:
        session.permit(hops[-1], local)
        # Marks of a version mean something only to the address that gave them.
        conditions = seen.conditions() if seen and seen.url == hops[-1] else {}
        answer = session.ask(hops[-1], conditions, local)
        if not answer.location:
            break
        hops.append(_next_hop(hops, answer.location, session.settings.max_redirects))
    retrieved = session.now().strftime("%Y-%m-%dT%H:%M:%SZ")
    etag, last_modified = (answer.headers.get(name, "").strip() for name in ("ETag", "Last-Modified"))
    if answer.status == 304 and seen and conditions:
        return Unchanged(asked, hops[-1], retrieved, etag or seen.etag, last_modified or seen.last_modified)
    data = _wanted(asked, answer)
    if seen and seen.sha256 == hashlib.sha256(data).hexdigest():
        return Unchanged(asked, hops[-1], retrieved, etag, last_modified)
    return Page(asked, hops[-1], data, answer.media_type, answer.charset, retrieved, etag, last_modified)


def _next_hop(hops: list[str], location: str, max_redirects: int) -> str:
    hop = plain(location, hops[-1])
    if problem := unusable(hop):
        raise FetchError(hops[0], f"redirects to {hop[:200]!r}, which {problem}", BY_HAND)
    if len(hops) > max_redirects:
        course = "in a circle" if hop in hops else f"more than {max_redirects} times"
        remedy = "list the address that a browser ends at"
        raise FetchError(hops[0], f"redirects {course}, at last to {hop[:200]}", remedy)
    return hop


def _wanted(url: str, answer: Answer) -> bytes:
    if answer.data:
        return answer.data
    if answer.data is not None:
        raise FetchError(url, "is empty", "try again later, or open it in a browser")
    if answer.status in (200, 203):
        remedy = "list a page, a feed or a PDF file"
        raise FetchError(url, f"is of type {answer.media_type}, which holds no text", remedy)
    if answer.status in (404, 410):
        raise FetchError(url, f"is not there (status {answer.status})", "look up where the publisher has moved it")
    raise FetchError(url, f"is not given out (status {answer.status})", BY_HAND)


def feed_links(feed: Page) -> tuple[str, ...]:
    """Give the addresses of a feed's entries, in its order, each once.

    Raises:
        FetchError: It is no feed.
    """
    feedparser = extras.load("feedparser", feed.asked)
    try:
        # As a stream: given bytes, feedparser first tries them as the name of a file.
        parsed = feedparser.parse(io.BytesIO(feed.data), response_headers={"content-location": feed.url})
    except Exception as error:  # feedparser lets faults of its own escape on hostile input, and these are of any kind
        raise FetchError(feed.asked, f"cannot be read as a feed ({type(error).__name__})", BY_HAND) from error
    if not parsed.entries and not parsed.get("version"):
        raise FetchError(feed.asked, "is not a feed", "give it kind: page, or list the address of the feed")
    links = (plain(str(entry["link"]), feed.url) for entry in parsed.entries if entry.get("link"))
    return tuple(dict.fromkeys(links))


def fetch(
    sources: Sources, state: State, session: Session | None = None
) -> Iterator[Page | Unchanged | StatementError]:
    """Fetch every enabled source, and the entries of feeds that are followed; one that fails stops no other.

    Args:
        sources: What to fetch and how.
        state: What was fetched before; `State.after` adds what this yields.
        session: The run's dealings with hosts, where it is not to be opened here.

    Yields:
        A page, word that it is unchanged, or why there is none; no address twice.

    Raises:
        StatementError: A library of the extra is not installed.
    """
    with closing(session or open_session(sources.fetching)) as session:
        done: set[str] = set()
        for source in sources.sources:
            if source.enabled:
                for outcome in _fetch_source(source, state, session, done):
                    yield outcome if isinstance(outcome, StatementError) else replace(outcome, source=source.name)


def _fetch_source(
    source: Source, state: State, session: Session, done: set[str]
) -> Iterator[Page | Unchanged | StatementError]:
    asked, followed = plain(source.url), source.kind == "feed" and source.follow
    if asked in done:
        return
    done.add(asked)
    seen = state.seen.get(asked)
    try:
        # A feed that was not followed before is asked for whole: 'not modified' would not say what its entries are.
        first = fetch_page(asked, State() if followed and seen and not seen.links else state, session)
        if followed and isinstance(first, Page):
            first = replace(first, links=feed_links(first))
    except StatementError as error:
        yield error
        return
    yield first
    if not followed:
        return
    if isinstance(first, Page):
        # The new ones come first; the others may have been corrected since.
        links = sorted(first.links, key=state.seen.__contains__)
    else:
        # An earlier run may have ended, or failed on an entry, before all were fetched.
        links = [link for link in state.seen[asked].links if link not in state.seen]
    links = [link for link in links if link not in done]
    for link in links[: session.settings.max_pages]:
        done.add(link)
        try:
            yield fetch_page(link, state, session, listed=asked)
        except StatementError as error:
            yield error
    if left := sum(link not in state.seen for link in links[session.settings.max_pages :]):
        yield FetchError(asked, f"has {left} more entries than max_pages allows", "run it again, or raise max_pages")
