"""What a format hands on: the text of one document and the fields that came with it, before its genre is known."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePosixPath

FIELDS = (
    "date", "published", "retrieved", "speaker", "office", "state", "venue", "occasion", "source", "url", "title",
    "genre", "language", "translated_from", "parent", "turn",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Received:
    """One document as its format gives it.

    Attributes:
        text: The text, decoded, not yet cleaned.
        fields: Some of `FIELDS`, as strings, as the file has them.
        file: The file's name within the corpus, or as the user gave it.
        place: Where in the file: '' for all of it, else 'row 12', 'entry 3', 'member a/b.txt', '; '-joined when nested.
        notes: How fields were come by where the file does not simply state them: {'published': 'page metadata'}.
        marked: True where `text` is Markdown, so that `**bold**` marks may show who speaks.
    """

    text: str
    fields: dict[str, str]
    file: str
    place: str = ""
    notes: dict[str, str] = field(default_factory=dict)
    marked: bool = False

    @property
    def name(self) -> PurePosixPath:
        """The name of the innermost file that held the text: the member's within an archive."""
        inner = [part.removeprefix("member ") for part in self.place.split("; ") if part.startswith("member ")]
        return PurePosixPath(inner[-1] if inner else self.file)
