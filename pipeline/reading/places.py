"""Where in a file the words of its parts stand: turns are read with their paragraphs restored, and cited by the file's offsets."""

from __future__ import annotations

_FIRST_WORDS = 60  # characters by which the beginning of a part is known


class Places:
    """Finds parts of a text in it, whatever white space they have lost or gained; to be asked in order of the parts."""

    def __init__(self, text: str) -> None:
        self._bare = "".join(text.split())
        self._offsets = [at for at, char in enumerate(text) if not char.isspace()]
        self._from = 0

    def begin(self, part: str) -> None:
        """Look from now on no earlier than where `part` begins, if its first words can be found."""
        at = self._bare.find("".join(part.split())[:_FIRST_WORDS], self._from)
        self._from = at if at >= 0 else self._from

    def of(self, part: str, start: int, end: int) -> tuple[int, int] | None:
        """Give the offsets in the text of `part[start:end]`; None where the part's paragraph was changed in cleaning."""
        first = part.rfind("\n", 0, start) + 1
        last = part.find("\n", end)
        paragraph = part[first : last if last >= 0 else len(part)]
        at = self._bare.find("".join(paragraph.split()), self._from)
        if at >= 0:
            at += len("".join(part[first:start].split()))
        else:
            at = self._bare.find("".join(part[start:end].split()), self._from)
        length = len("".join(part[start:end].split()))
        if at < 0 or not length:
            return None
        return self._offsets[at], self._offsets[at + length - 1] + 1
