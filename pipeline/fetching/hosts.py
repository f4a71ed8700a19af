"""Dealings with hosts: what each closes to programs, how often it may be asked, and when it asks to be left alone."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from urllib3.exceptions import InvalidHeader
from urllib3.util.retry import Retry

from pipeline.errors import FetchError
from pipeline.fetching.connection import (
    LOCAL,
    LOCAL_REMEDY,
    Answer,
    Browser,
    Terms,
    exchange,
    names_local,
    resolves_locally,
)
from pipeline.fetching.pages import plain
from pipeline.fetching.sources import BY_HAND, Fetching, unusable
from pipeline.reading.formats import extras

ROBOTS_BYTES = 512_000  # RFC 9309, 2.5, asks for at least 500 KiB
ROBOTS_REDIRECTS = 5  # RFC 9309, 2.3.1.2
BACKOFF_SECONDS = 2.0  # before the first further try; doubled before each next
LATER = "try again later"
READABLE = frozenset({"application/xml", "application/json", "application/pdf", "application/octet-stream"})


def is_readable(media_type: str) -> bool:
    """Say whether a media type may hold a statement or a feed; one that is not given may."""
    family, _, kind = media_type.partition("/")
    structured = family == "application" and kind.endswith(("+xml", "+json"))
    return not media_type or family == "text" or structured or media_type in READABLE


def status_line(status: int) -> str:
    """Give a status as people know it: '404 Not Found'."""
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def utc_now() -> datetime:
    """Give the time of day."""
    return datetime.now(UTC)


class Session:
    """One run's dealings with hosts.

    Args:
        settings: How to fetch.
        clock: Seconds that only grow.
        sleep: Waits for seconds.
        now: The time of day.
    """

    def __init__(
        self,
        settings: Fetching,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self.settings, self.now = settings, now
        self._clock, self._sleep = clock, sleep
        # Apart, so that a connection opened for a local source is never at hand for a public one.
        self._browsers = {local: Browser(settings.user_agent) for local in (False, True)}
        self._robots: dict[tuple[str, bool], Any] = {}
        self._delays: dict[str, float] = {}
        self._asked: dict[str, float] = {}
        self._closed: dict[str, FetchError] = {}

    def close(self) -> None:
        """Close what connections are open."""
        for browser in self._browsers.values():
            browser.close()

    def is_local(self, url: str) -> bool:
        """Say whether an address is of this machine or its network, so that what it leads to may be as well."""
        return not unusable(url) and resolves_locally(urlsplit(url).hostname or "")

    def permit(self, url: str, local: bool) -> None:
        """Return if the host's robots.txt leaves an address open to us.

        One that is not there (4xx) closes nothing; one that cannot be had closes everything (RFC 9309, 2.3.1).

        Raises:
            FetchError: The address is closed, or may be.
        """
        self._check(url, local)
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if (origin, local) not in self._robots:
            try:
                self._robots[origin, local] = self._rules(f"{origin}/robots.txt", local)
            except FetchError as error:
                self._robots[origin, local] = error
        rules = self._robots[origin, local]
        if isinstance(rules, FetchError):
            raise FetchError(
                url, f"is not fetched, as its host does not give its rules: robots.txt {rules.reason}", rules.remedy
            )
        agent = self.settings.user_agent.partition("/")[0].strip()
        if not rules.can_fetch(url, agent):
            raise FetchError(url, "is closed to programs by its host's robots.txt", BY_HAND)
        delay = rules.crawl_delay(agent) or 0.0
        if delay > self.settings.max_wait_seconds:
            raise FetchError(url, f"has a host that asks for {delay:g} seconds between requests", BY_HAND)
        self._delays[parts.hostname or ""] = delay

    def ask(self, url: str, headers: Mapping[str, str], local: bool, robots: bool = False) -> Answer:
        """Ask a host for an address, after the pause that is due, and again where that may help.

        Raises:
            FetchError: No answer, or one that says to come another day.
        """
        self._check(url, local)
        host = urlsplit(url).hostname or ""
        terms = Terms(
            seconds=self.settings.timeout_seconds,
            max_bytes=ROBOTS_BYTES if robots else self.settings.max_bytes,
            local=local,
            readable=(lambda _: True) if robots else is_readable,
            cut=robots,
        )
        wait, tries = 0.0, 0
        while True:
            self._pause(host, wait)
            try:
                return self._heeded(url, exchange(self._browsers[local], url, headers, terms))
            except FetchError as error:
                if error.again_after is None:
                    raise
                if tries == self.settings.retries:
                    often = f" (tried {tries + 1} times)" if tries else ""
                    raise FetchError(url, error.reason + often, error.remedy) from error
                wait = error.again_after or BACKOFF_SECONDS * 2**tries
            finally:
                self._asked[host] = self._clock()
            tries += 1

    def _rules(self, url: str, local: bool) -> Any:
        for _ in range(ROBOTS_REDIRECTS + 1):
            answer = self.ask(url, {}, local, robots=True)
            if not answer.location:
                break
            url = plain(answer.location, url)
        protego = extras.load("protego", url)
        return protego.Protego.parse((answer.data or b"").decode("utf-8-sig", errors="replace"))

    def _check(self, url: str, local: bool) -> None:
        if problem := unusable(url):
            raise FetchError(url, problem, "list an http or https address")
        host = urlsplit(url).hostname or ""
        if not local and names_local(host):
            raise FetchError(url, LOCAL, LOCAL_REMEDY)
        if closed := self._closed.get(host):
            raise FetchError(url, f"is not asked for since its host {closed.reason}", closed.remedy)

    def _pause(self, host: str, wait: float) -> None:
        pause = max(self.settings.pause_seconds, self._delays.get(host, 0.0), wait)
        left = self._asked.get(host, float("-inf")) + pause - self._clock()
        if left > 0:
            self._sleep(left)

    def _heeded(self, url: str, answer: Answer) -> Answer:
        """Give an answer back unless the host is at fault or asks to be asked later."""
        if answer.status < 500 and answer.status != 429:
            return answer
        said = f"answers {status_line(answer.status)}"
        wait = _retry_after(answer.headers.get("Retry-After", "")) if answer.status in (429, 503) else None
        if wait is None and answer.status != 429:
            raise FetchError(url, said, LATER, again_after=0.0)
        if wait is not None and wait <= self.settings.max_wait_seconds:
            raise FetchError(url, said, LATER, again_after=wait)
        asks = "and does not say when to come back" if wait is None else f"and asks to wait {wait:.0f} seconds"
        closed = FetchError(url, f"{said} {asks}", f"{LATER}, with a longer pause_seconds")
        self._closed[urlsplit(url).hostname or ""] = closed
        raise closed


def _retry_after(value: str) -> float | None:
    """Read a Retry-After header: seconds or an HTTP date; None where it is neither."""
    try:
        return float(Retry(retry_after_max=10**9).parse_retry_after(value))
    except (InvalidHeader, ValueError, OverflowError):
        return None
