"""What is fetched and how: `configs/sources.yaml`."""

from __future__ import annotations

from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, field_validator

from pipeline.config import Section

BY_HAND = "open it in a browser, save the page and add the file to the corpus"


def unusable(url: str) -> str:
    """Say why an address cannot be fetched, or '' where it can be tried."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        return f"is not an address ({error})"
    if parts.scheme not in ("http", "https"):
        return f"is not an http or https address (it begins with {parts.scheme + ':' if parts.scheme else url[:20]!r})"
    if not parts.hostname:
        return "names no host"
    return "holds a user name or password" if "@" in parts.netloc else ""


class Source(Section):
    """A feed or a page to fetch.

    Attributes:
        name: What to call it in messages.
        url: Its address, http or https.
        kind: A feed of entries, or a page.
        state: ISO 3166-1 alpha-3 code of the state or organisation whose voice it is.
        genre: What its texts are.
        language: ISO 639-1 code of what it is written in.
        follow: For a feed, fetch each entry's page too.
        enabled: Whether to fetch it at all.
    """

    name: str
    url: str
    kind: Literal["feed", "page"]
    state: str = ""
    genre: str = ""
    language: str = ""
    follow: bool = False
    enabled: bool = True

    @field_validator("url")
    @classmethod
    def _usable(cls, url: str) -> str:
        if problem := unusable(url):
            raise ValueError(problem)
        return url


class Fetching(Section):
    """How to fetch.

    Attributes:
        user_agent: Name, version and where to complain; the name is what a robots.txt is read for.
        timeout_seconds: For one request, all of it.
        max_bytes: What a page may come to, unpacked.
        pause_seconds: Between two requests to one host; a host's Crawl-delay lengthens it.
        max_wait_seconds: The longest wait that a host may ask for; beyond it, it is left for another day.
        max_redirects: How many to follow from one address.
        retries: Further tries after a broken connection or a fault of the server.
        max_pages: How many entries of one feed to follow in a run.
    """

    user_agent: str = Field(pattern=r"^[!-~][ -~]*$")
    timeout_seconds: float = Field(gt=0, allow_inf_nan=False)
    max_bytes: int = Field(gt=0)
    pause_seconds: float = Field(ge=0, allow_inf_nan=False)
    max_wait_seconds: float = Field(ge=0, allow_inf_nan=False)
    max_redirects: int = Field(ge=0)
    retries: int = Field(ge=0)
    max_pages: int = Field(ge=1)


class Sources(Section):
    """`configs/sources.yaml`."""

    fetching: Fetching
    sources: tuple[Source, ...]
