"""What an archive may cost and how its members may be called: the guards that `archives` reads through."""

from __future__ import annotations

import io
import re
import tarfile
import unicodedata
from dataclasses import dataclass, field
from typing import IO

from pipeline.config import Ingest
from pipeline.errors import StatementError

_CHUNK = 1 << 16
_RATIO = 250  # text shrinks to a tenth, the dullest table to a hundredth; a bomb to a thousandth
_RATIO_FROM = 1 << 24  # below this many bytes a ratio says nothing and does no harm
_HEADER = 1 << 18  # no honest header of a tar's member is longer
_DIGITS = re.compile(rb"\d{100}")
_REVERSING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class LimitError(StatementError):
    """A limit for all of a file's archives together is passed, so that nothing more of it is read."""


@dataclass(slots=True)
class Budget:
    """What may be unpacked, over all archives within one file."""

    file: str
    settings: Ingest
    spent_bytes: int = 0
    seen_members: int = 0

    def spend(self, count: int, place: str) -> None:
        """Count bytes that were unpacked.

        Raises:
            LimitError: They are more than may be.
        """
        self.spent_bytes += count
        limit = self.settings.max_unpacked_bytes
        if self.spent_bytes > limit:
            raise LimitError(
                self.file, place, f"unpacks to more than {limit} bytes",
                "split the archive (the limit is max_unpacked_bytes in configs/ingest.yaml)",
            )  # fmt: skip

    def enter(self, place: str) -> None:
        """Count a member.

        Raises:
            LimitError: There are more than may be.
        """
        self.seen_members += 1
        limit = self.settings.max_members
        if self.seen_members > limit:
            raise LimitError(
                self.file, place, f"holds more than {limit} files",
                "split the archive (the limit is max_members in configs/ingest.yaml)",
            )  # fmt: skip

    def check_size(self, size: int, place: str) -> None:
        """Refuse a member that is larger than a file may be.

        Raises:
            StatementError: It is.
        """
        limit = self.settings.max_file_bytes
        if size > limit:
            raise StatementError(
                self.file, place, f"is larger than {limit} bytes",
                "split it into smaller files (the limit is max_file_bytes in configs/ingest.yaml)",
            )  # fmt: skip

    def check_ratio(self, unpacked: int, packed: int, place: str) -> None:
        """Refuse a decompression bomb by how far it swells.

        Raises:
            StatementError: It swells as no text does.
        """
        if unpacked > _RATIO_FROM and unpacked > _RATIO * max(packed, 1):
            raise StatementError(
                self.file, place, f"swells to more than {_RATIO} times its size, as only a decompression bomb does",
                "unpack it yourself and put the files in its place",
            )  # fmt: skip


@dataclass(slots=True)
class Forward:
    """A decompressed stream that only goes forward, counts, and refuses what a tar's header may not ask for.

    `tarfile` seeks and reads as headers say, and some lie: negative sizes send it in circles (CVE-2025-8194), and it
    allocates whatever length an extended header claims.

    Attributes:
        stream: Gives the unpacked bytes.
        packed: Counts the bytes that were read from the archive; the same as `stream` where nothing is compressed.
        last: What was last read by `read`.
    """

    stream: IO[bytes]
    packed: IO[bytes]
    place: str
    budget: Budget
    at: int = 0
    last: bytes = b""

    def tell(self) -> int:
        """Give the position in the unpacked bytes."""
        return self.at

    def seek(self, to: int, whence: int = 0) -> int:
        """Read on to a position.

        Raises:
            tarfile.ReadError: It lies behind.
        """
        if whence or to < self.at:
            raise tarfile.ReadError("a header points backwards")
        while self.at < to and self._chunk(to - self.at):
            pass
        return self.at

    def read(self, count: int = -1) -> bytes:
        """Give the bytes of a header.

        Raises:
            tarfile.ReadError: It claims to be longer than headers are.
        """
        if not 0 <= count <= _HEADER:
            raise tarfile.ReadError(f"a header claims {count} bytes")
        self.last = self.take(count)
        if _DIGITS.search(self.last):  # `tarfile` takes time that grows with the square of their number (CVE-2024-6232)
            raise tarfile.ReadError("a header of nothing but digits")
        return self.last

    def take(self, count: int) -> bytes:
        """Give up to `count` bytes; only what is there is allocated, whatever was claimed."""
        gathered = io.BytesIO()
        while (missing := count - gathered.tell()) > 0 and (chunk := self._chunk(missing)):
            gathered.write(chunk)
        return gathered.getvalue()

    def _chunk(self, count: int) -> bytes:
        chunk = self.stream.read(min(count, _CHUNK))
        self.at += len(chunk)
        self.budget.spend(len(chunk), self.place)
        if self.stream is not self.packed:
            self.budget.check_ratio(self.at, self.packed.tell(), self.place)
        return chunk


@dataclass(slots=True)
class MemberNames:
    """Which names of members may be read, within one archive at `prefix` ('member inner.zip; ')."""

    file: str
    prefix: str = ""
    seen: set[str] = field(default_factory=set)

    def place(self, name: str) -> str:
        """Give the place of a member, fit to be shown."""
        return f"{self.prefix}member {printable(name)}"

    def check(self, name: str) -> None:
        """Refuse a name that leads elsewhere, hides something, or comes twice.

        Raises:
            StatementError: What is wrong with it.
        """
        parts = re.split(r"[/\\]", name)
        if any(unicodedata.category(one) in ("Cc", "Cs", "Zl", "Zp") or one in _REVERSING for one in name):
            reason = "has control characters in its name"
        elif ".." in parts:
            reason = "has a name that leads out of the archive"
        elif not parts[0] or re.match(r"[A-Za-z]:", name):
            reason = "has an absolute path for a name"
        elif name in self.seen:
            reason = "has the same name as a member before it"
        else:
            self.seen.add(name)
            return
        raise StatementError(self.file, self.place(name), reason, "rename it and pack the archive again")


def printable(name: str) -> str:
    """Give a name with what a screen cannot show written as escapes."""
    return "".join(one if one.isprintable() else one.encode("unicode_escape").decode() for one in name)


def is_litter(name: str) -> bool:
    """Tell whether a member is what Mac OS adds to archives."""
    parts = name.split("/")
    return "__MACOSX" in parts or parts[-1].startswith("._") or parts[-1] == ".DS_Store"
