"""Fetched pages as offers to the corpus, and what is remembered of them between runs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Self
from urllib.parse import unquote, urlsplit

from pipeline import config, store
from pipeline.adding import Offer
from pipeline.domain import Reject
from pipeline.errors import DemarcheError, StatementError
from pipeline.fetching.pages import Page, State, Unchanged, fetch, fetch_page, open_session
from pipeline.fetching.sources import Source, Sources
from pipeline.project import Project

_SUFFIXES = {
    "text/html": ".html", "application/xhtml+xml": ".html", "application/pdf": ".pdf", "text/plain": ".txt", "text/csv": ".csv",
    "application/json": ".json", "application/rss+xml": ".rss", "application/atom+xml": ".atom", "application/xml": ".xml", "text/xml": ".xml",
    "application/zip": ".zip", "application/gzip": ".gz", "text/markdown": ".md",
}  # fmt: skip
_FEEDS = (".rss", ".atom", ".xml")


class Round:
    """One round of fetching: offers what is new, and remembers it once it is in the corpus."""

    def __init__(self, sources: Sources, file: Path) -> None:
        """Begin a round.

        Args:
            file: Where what was fetched is remembered.
        """
        self._sources = sources
        self._file = file
        self._state = _remembered(file)
        self._fetched: list[Page | Unchanged] = []
        self.unchanged = self.failures = 0

    @classmethod
    def open(cls, project: Project, only: Sequence[str]) -> Self:
        """Load the sources that are enabled, or those named in `only`.

        Raises:
            ConfigError: The list is at fault.
            DemarcheError: No source is enabled, or one is named that is not listed.
        """
        listed = config.load(project.configs / "sources.yaml", Sources)
        names = [source.name for source in listed.sources]
        if missing := [name for name in only if name not in names]:
            raise DemarcheError(f"no source is called {missing[0]!r}; configs/sources.yaml lists {', '.join(names)}")
        chosen = tuple(
            s.model_copy(update={"enabled": True}) for s in listed.sources if (s.name in only if only else s.enabled)
        )
        if not chosen:
            raise DemarcheError(
                "no source is enabled; set `enabled: true` for one in configs/sources.yaml, or name one with --source"
            )
        return cls(Sources(fetching=listed.fetching, sources=chosen), project.root / ".memo" / "fetched.json")

    def offers(self) -> Iterator[Offer | Reject]:
        """Fetch, and give what is new; a source that fails does not stop the others."""
        by_name = {source.name: source for source in self._sources.sources}
        for outcome in fetch(self._sources, self._state):
            if isinstance(outcome, StatementError):
                self.failures += 1
                yield Reject(outcome.file, outcome.place, outcome.reason, outcome.remedy)
                continue
            self._fetched.append(outcome)
            if isinstance(outcome, Unchanged):
                self.unchanged += 1
                continue
            source = by_name[outcome.source]
            if source.follow and outcome.links:
                continue  # the pages of its entries come by themselves
            yield offer_of(outcome, fields_of(source))

    def remember(self) -> None:
        """Keep what was fetched, so that the next round asks only for what has changed."""
        state = self._state
        for outcome in self._fetched:
            state = state.after(outcome)
        store.write_json(self._file, state.to_dict())


def pages_at(addresses: Sequence[str], project: Project, fields: dict[str, str]) -> Iterator[Offer | Reject]:
    """Fetch single addresses that a user names, under the same rules."""
    settings = config.load(project.configs / "sources.yaml", Sources).fetching
    try:
        session = open_session(settings)
    except StatementError as error:
        yield from (Reject(address, error.place, error.reason, error.remedy) for address in addresses)
        return
    with closing(session):
        for address in addresses:
            try:
                page = fetch_page(address, State(), session)
            except StatementError as error:
                yield Reject(error.file, error.place, error.reason, error.remedy)
                continue
            if isinstance(page, Page):
                yield offer_of(page, fields)


def fields_of(source: Source) -> dict[str, str]:
    """Give what the list of sources says of a source's documents."""
    known = {"source": source.name, "state": source.state, "genre": source.genre, "language": source.language}
    return {name: value for name, value in known.items() if value}


def offer_of(page: Page, fields: dict[str, str]) -> Offer:
    """Make an offer of a page: named after its address, with the address and the day on which it was received."""
    name = file_name(page)
    known = {"retrieved": page.retrieved[:10], **fields}
    if not name.endswith(_FEEDS):  # a feed's entries have addresses of their own
        known.setdefault("url", page.url)
    return Offer(name, page.data, known)


def file_name(page: Page) -> str:
    """Name a page's file after its address: 'www.example.org/press/2030-01-02-note.html'."""
    parts = urlsplit(page.url)
    path = re.sub(r"[^\w./-]+", "-", unquote(parts.path)).strip("/-.") or "index"
    if parts.query:
        path += "-" + re.sub(r"[^\w-]+", "-", unquote(parts.query))[:60].strip("-")
    suffix = _SUFFIXES.get(page.media_type.casefold(), "")
    if suffix and Path(path).suffix.lower() != suffix:
        path += suffix
    return f"{parts.hostname}/{path[-150:]}"


def _remembered(file: Path) -> State:
    if not file.is_file():
        return State()
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
    except (ValueError, OSError):
        raise DemarcheError(f"{file} cannot be read; delete it, everything is then fetched anew") from None
    return State.from_dict(data, str(file))
