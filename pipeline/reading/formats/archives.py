"""Archives to their members, in memory and one at a time: nothing is ever written to disk."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import re
import stat
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import Any, BinaryIO

from pipeline.config import Ingest
from pipeline.errors import StatementError
from pipeline.reading.formats.unpacking import Budget, Forward, LimitError, MemberNames, is_litter

Source = bytes | str | os.PathLike[str] | BinaryIO
Member = tuple[str, bytes] | StatementError

_DEPTH = 2  # an archive within an archive is opened, one within that is not
_DIRECTORY_ENTRY = 256  # bytes that a member's entry in a zip's directory takes on average, at most
_MAGIC = {b"PK\x03\x04": "zip", b"PK\x05\x06": "zip", b"\x1f\x8b": "gzip", b"BZh": "bzip2", b"\xfd7zXZ\x00": "xz"}
_FOREIGN = {b"7z\xbc\xaf\x27\x1c": "7-Zip", b"Rar!": "RAR", b"\x28\xb5\x2f\xfd": "Zstandard", b"MSCF": "cabinet"}
_STREAMS: dict[str, Callable[[BinaryIO], Any]] = {
    "gzip": lambda raw: gzip.GzipFile(fileobj=raw, mode="rb"), "bzip2": bz2.BZ2File, "xz": lzma.LZMAFile
}  # fmt: skip
_SUFFIX = re.compile(r"\.(?:zip|tar|tgz|tbz2?|txz|gz|bz2|xz|7z|rar|zst|cab)\Z", re.IGNORECASE)
_ONE_FILE = re.compile(r"\.(?:gz|bz2|xz)\Z", re.IGNORECASE)
_TAR_NAME = re.compile(r"\.(?:tar(?:\.(?:gz|bz2|xz))?|tgz|tbz2?|txz)\Z", re.IGNORECASE)
_LOCAL_HEADER = struct.Struct("<4s5H3I2H")
_REPACK = "unpack it yourself and put the files in its place"
_AGAIN = "fetch or pack the archive again"


def is_archive(name: str) -> bool:
    """Tell by its name whether a file is an archive or a compressed file, to be given to `members`."""
    return _SUFFIX.search(name) is not None


def members(source: Source, file: str, settings: Ingest) -> Iterator[Member]:
    """Give the members of a zip, a tar (plain, gzip, bzip2 or xz) or a compressed single file.

    Archives among the members are opened in turn; their members are named 'inner.zip; member a.txt'. Litter of Mac OS
    (`__MACOSX`, `._*`, `.DS_Store`) is passed over.

    Args:
        source: The archive's bytes, its path, or a binary file that can seek.
        file: Its name, for messages and for the name of a single compressed file.

    Yields:
        A name and its bytes, or what is wrong with a member or with the rest of the archive. Nothing is raised.
    """
    budget = Budget(file, settings)
    found = False
    try:
        with _opened(source, file) as raw:
            for member in _walk(raw, file, "", 1, budget):
                found = True
                yield member
        if not found:
            yield StatementError(file, "file", "is an archive without files", "remove it or pack it again")
    except StatementError as error:
        yield error


def check_package(data: bytes, file: str, settings: Ingest) -> None:
    """Refuse an office file (a zip) that would unpack to more than the limits, before a library opens it.

    Raises:
        StatementError: It is damaged or too large once unpacked.
    """
    budget = Budget(file, settings)
    total = sum(entry.file_size for entry in _open_zip(io.BytesIO(data), "file", budget).infolist())
    budget.spend(total, "file")
    budget.check_ratio(total, len(data), "file")


@contextmanager
def _opened(source: Source, file: str) -> Iterator[BinaryIO]:
    if isinstance(source, bytes):
        yield io.BytesIO(source)
    elif isinstance(source, (str, os.PathLike)):
        try:
            with open(source, "rb") as stream:
                yield stream
        except OSError as error:
            reason = f"cannot be opened ({error.strerror})"
            raise StatementError(file, "file", reason, "check its name and permissions") from None
    else:
        yield source


def _walk(raw: BinaryIO, name: str, prefix: str, depth: int, budget: Budget) -> Iterator[Member]:
    """Give an archive's members; `prefix` is where it lies ('' or 'member inner.zip; ')."""
    here = prefix.removesuffix("; ") or "file"
    try:
        raw.seek(0)
        start = raw.read(512)
        kind = next((kind for magic, kind in _MAGIC.items() if start.startswith(magic)), "tar")
        if kind == "tar" and not (_begins_tar(start) or _TAR_NAME.search(name)):
            foreign = next(
                (f"a {kind} archive" for magic, kind in _FOREIGN.items() if start.startswith(magic)), "no archive"
            )
            raise StatementError(
                budget.file, here, f"is {foreign}, so it is not read as one", "pack its files as zip or tar.gz"
            )
        found = _zip_members(raw, prefix, budget) if kind == "zip" else _stream_members(raw, kind, name, prefix, budget)
        for member in found:
            if isinstance(member, tuple) and is_archive(member[0]):
                yield from _nested(*member, prefix, depth, budget)
            else:
                yield member
    except StatementError:
        raise
    except Exception as error:  # the standard library's readers raise nearly anything on damaged or hostile headers
        raise StatementError(
            budget.file, here, f"is damaged or cut off ({error or type(error).__name__})", _AGAIN
        ) from None


def _nested(name: str, data: bytes, prefix: str, depth: int, budget: Budget) -> Iterator[Member]:
    if depth >= _DEPTH:
        yield StatementError(budget.file, f"{prefix}member {name}", f"is an archive at depth {depth + 1}", _REPACK)
        return
    try:
        for member in _walk(io.BytesIO(data), name, f"{prefix}member {name}; ", depth + 1, budget):
            yield (f"{name}; member {member[0]}", member[1]) if isinstance(member, tuple) else member
    except LimitError:
        raise
    except StatementError as error:
        yield error


def _begins_tar(block: bytes) -> bool:
    try:
        tarfile.TarInfo.frombuf(block, "utf-8", "backslashreplace")
    except (tarfile.TarError, ValueError, IndexError):
        return False
    return True


def _stream_members(raw: BinaryIO, kind: str, name: str, prefix: str, budget: Budget) -> Iterator[Member]:
    """Give the members of a tar, or the one file that is compressed."""
    here = prefix.removesuffix("; ") or "file"

    def unpacked() -> Forward:
        raw.seek(0)
        return Forward(raw if kind == "tar" else _STREAMS[kind](raw), raw, here, budget)

    if kind == "tar" or _TAR_NAME.search(name) or _begins_tar(unpacked().take(512)):
        yield from _tar_members(unpacked(), prefix, budget)
        return
    budget.enter(here)
    limit = budget.settings.max_file_bytes
    data = unpacked().take(limit + 1)
    budget.check_size(len(data), here)
    yield _ONE_FILE.sub("", PurePosixPath(name).name) or "file", data


def _tar_members(stream: Forward, prefix: str, budget: Budget) -> Iterator[Member]:
    names = MemberNames(budget.file, prefix)
    # Undecodable bytes of a name become escapes: distinct names stay distinct, and all can be written as UTF-8.
    source: Any = stream
    with tarfile.TarFile(fileobj=source, mode="r", errors="backslashreplace") as archive:
        while (entry := archive.next()) is not None:
            vars(archive)["members"].clear()  # else each header is kept to the end
            if entry.size < 0:
                raise tarfile.ReadError("a header claims a negative size")
            name = entry.name.removeprefix("./")
            budget.enter(names.place(name))
            if entry.isdir() or is_litter(name):
                continue
            try:
                names.check(name)
                _check_kind(entry, names.place(name), budget)
                budget.check_size(entry.size, names.place(name))
            except StatementError as error:
                yield error
                continue
            stream.seek(entry.offset_data)
            data = stream.take(entry.size)
            if len(data) < entry.size:
                raise StatementError(budget.file, names.place(name), "is cut off within the archive", _AGAIN)
            yield name, data
            del data
    # `tarfile` takes a damaged header for the end; the true end is a block of zeros.
    if not stream.last or stream.last.strip(b"\x00"):
        raise tarfile.ReadError("no end mark after its last member")


def _check_kind(entry: tarfile.TarInfo, place: str, budget: Budget) -> None:
    if entry.isreg() and not entry.issparse():
        return
    kind = (
        "a link"
        if entry.issym() or entry.islnk()
        else "a sparse file"
        if entry.isreg()
        else "a device or a special file"
    )
    raise StatementError(budget.file, place, f"is {kind}", "pack plain files only")


def _open_zip(raw: BinaryIO, here: str, budget: Budget) -> zipfile.ZipFile:
    raw.seek(0, os.SEEK_END)
    tail_start = max(raw.tell() - (1 << 16) - 22, 0)
    raw.seek(tail_start)
    tail = raw.read()
    end = tail.rfind(b"PK\x05\x06")
    # `zipfile` makes an object of every entry before it can be asked how many there are.
    if end >= 0 and len(tail) >= end + 22:
        size = struct.unpack_from("<I", tail, end + 12)[0]
        wide = tail.rfind(b"PK\x06\x06")
        if size == 0xFFFFFFFF and 0 <= wide <= len(tail) - 56:
            size = struct.unpack_from("<Q", tail, wide + 40)[0]
        limit = budget.settings.max_members
        if size > max(limit * _DIRECTORY_ENTRY, 1 << 16):
            raise LimitError(
                budget.file, here, f"holds more than {limit} files",
                "split the archive (the limit is max_members in configs/ingest.yaml)",
            )  # fmt: skip
    try:
        return zipfile.ZipFile(raw)
    except Exception as error:  # its directory's parser raises nearly anything on damaged or hostile headers
        raise StatementError(budget.file, here, f"is damaged or cut off ({error})", _AGAIN) from None


def _zip_members(raw: BinaryIO, prefix: str, budget: Budget) -> Iterator[Member]:
    names = MemberNames(budget.file, prefix)
    try:
        archive = _open_zip(raw, prefix.removesuffix("; ") or "file", budget)
    except LimitError:
        raise
    except StatementError as error:
        yield from _salvaged(raw, names, budget)
        raise error from None
    for entry in archive.infolist():
        name = entry.orig_filename.removeprefix("./")
        place = names.place(name)
        budget.enter(place)
        if entry.is_dir() or is_litter(name):
            continue
        try:
            names.check(name)
            yield name, _unzipped(archive, entry, place, budget)
        except LimitError:
            raise
        except StatementError as error:
            yield error


def _unzipped(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, place: str, budget: Budget) -> bytes:
    mode = stat.S_IFMT(entry.external_attr >> 16)
    reason = ""
    if entry.flag_bits & 1:
        reason = "is encrypted"
    elif mode and mode != stat.S_IFREG:
        reason = "is a link" if mode == stat.S_IFLNK else "is a device or a special file"
    elif entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        # Python unpacks these without a bound on what a few bytes swell to.
        reason = f"is packed by a rare method (number {entry.compress_type})"
    if reason:
        raise StatementError(budget.file, place, reason, _REPACK)
    budget.check_size(entry.file_size, place)
    budget.check_ratio(entry.file_size, entry.compress_size, place)
    try:
        with archive.open(entry) as stream:
            data = Forward(stream, stream, place, budget).take(entry.file_size)
            stream.read(1)  # at its end `zipfile` checks the sum
    except StatementError:
        raise
    except Exception as error:  # see above
        raise StatementError(budget.file, place, f"is damaged ({error})", _AGAIN) from None
    if len(data) < entry.file_size:
        raise StatementError(budget.file, place, "is cut off within the archive", _AGAIN)
    return data


def _salvaged(raw: BinaryIO, names: MemberNames, budget: Budget) -> Iterator[Member]:
    """Give the whole members of a zip that lost its directory, by the header before each of them."""
    left = raw.seek(0, os.SEEK_END)
    raw.seek(0)
    while len(head := raw.read(_LOCAL_HEADER.size)) == _LOCAL_HEADER.size:
        magic, _, flags, method, _, _, checksum, packed, size, name_length, extra = _LOCAL_HEADER.unpack(head)
        name = raw.read(name_length).decode("utf-8" if flags & 0x800 else "cp437", errors="backslashreplace")
        left -= _LOCAL_HEADER.size + name_length + extra + packed
        # Bit 3: the sizes follow the data, so that where these end cannot be told without the directory.
        if magic != b"PK\x03\x04" or flags & 9 or method not in (0, 8) or left < 0:
            return
        raw.seek(extra, os.SEEK_CUR)
        body = raw.read(packed)
        place = names.place(name)
        budget.enter(place)
        if name.endswith("/") or is_litter(name):
            continue
        try:
            names.check(name)
            budget.check_size(size, place)
            budget.check_ratio(size, packed, place)
        except StatementError as error:
            yield error
            continue
        budget.spend(size, place)
        data = body if method == 0 else zlib.decompressobj(-15).decompress(body, size + 1)
        if len(data) != size or zlib.crc32(data) != checksum:
            return
        yield name, data
