from __future__ import annotations

import bz2
import gzip
import io
import lzma
import random
import stat
import struct
import tarfile
import tracemalloc
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.config import Ingest, stage
from pipeline.errors import StatementError
from pipeline.reading.formats.archives import check_package, is_archive, members

SETTINGS = stage(Path(__file__).parents[2] / "configs", Ingest)
SMALL = SETTINGS.model_copy(update={"max_members": 3, "max_unpacked_bytes": 20_000, "max_file_bytes": 5_000})
HOPE = b"We hope that both sides come back to the table.\n"
REGRET = b"We regret the step.\n"


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def tarred(files: dict[str, bytes], mode: str = "w") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return out.getvalue()


def read(
    data: bytes, file: str = "a.zip", settings: Ingest = SETTINGS
) -> tuple[dict[str, bytes], list[StatementError]]:
    files: dict[str, bytes] = {}
    errors: list[StatementError] = []
    for member in members(data, file, settings):
        if isinstance(member, StatementError):
            errors.append(member)
        else:
            files[member[0]] = member[1]
    return files, errors


FILES = {"a.txt": HOPE, "sub/b.txt": REGRET}


@pytest.mark.parametrize(
    ("data", "file"),
    [
        (zipped(FILES), "a.zip"),
        (zipped(FILES, zipfile.ZIP_STORED), "a.zip"),
        (tarred(FILES), "a.tar"),
        (tarred(FILES, "w:gz"), "a.tar.gz"),
        (tarred(FILES, "w:gz"), "a.tgz"),
        (tarred(FILES, "w:gz"), "a download without a suffix"),
        (tarred(FILES, "w:bz2"), "a.tar.bz2"),
        (tarred(FILES, "w:xz"), "a.tar.xz"),
        (zipped({f"./{name}": data for name, data in FILES.items()}), "a.zip"),
        (tarred({f"./{name}": data for name, data in FILES.items()}), "a.tar"),
    ],
)
def test_every_kind_gives_its_members(data: bytes, file: str) -> None:
    assert read(data, file) == (FILES, [])


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_a_compressed_file_is_one_member_named_without_the_suffix(pack: Callable[..., bytes]) -> None:
    suffix = {gzip.compress: ".gz", bz2.compress: ".bz2", lzma.compress: ".xz"}[pack]
    assert read(pack(HOPE), f"sub/speech.txt{suffix}") == ({"speech.txt": HOPE}, [])


def test_a_path_and_an_open_file_do_as_bytes_do(tmp_path: Path) -> None:
    path = tmp_path / "a.tar.gz"
    path.write_bytes(tarred(FILES, "w:gz"))
    assert dict(members(path, "a.tar.gz", SETTINGS)) == FILES  # type: ignore[arg-type]
    with path.open("rb") as stream:
        assert dict(members(stream, "a.tar.gz", SETTINGS)) == FILES  # type: ignore[arg-type]
        assert not stream.closed
    [error] = members(tmp_path / "none.zip", "none.zip", SETTINGS)
    assert isinstance(error, StatementError)
    assert "cannot be opened" in error.reason


def test_an_archive_within_an_archive_is_opened_but_not_a_third() -> None:
    innermost = zipped({"deep.txt": HOPE})
    inner = tarred({"b.txt": REGRET, "too deep.zip": innermost}, "w:gz")
    files, errors = read(zipped({"a.txt": HOPE, "in/inner.tgz": inner, "c.txt.gz": gzip.compress(HOPE)}))
    assert files == {"a.txt": HOPE, "in/inner.tgz; member b.txt": REGRET, "c.txt.gz; member c.txt": HOPE}
    assert [error.place for error in errors] == ["member in/inner.tgz; member too deep.zip"]
    assert "depth 3" in errors[0].reason


def test_a_damaged_inner_archive_does_not_stop_the_outer_one() -> None:
    files, errors = read(zipped({"in.zip": b"no zip at all", "a.txt": HOPE}))
    assert files == {"a.txt": HOPE}
    assert [error.place for error in errors] == ["member in.zip"]


@pytest.mark.parametrize("pack", [zipped, tarred])
@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("../../etc/passwd", "leads out"),
        ("a/../../x.txt", "leads out"),
        ("..\\x.txt", "leads out"),
        ("/etc/passwd", "absolute"),
        ("C:\\x.txt", "absolute"),
        ("a\x07b.txt", "control"),
        ("a\u202etxt.exe", "control"),
    ],
)
def test_tricks_with_names_are_refused_and_the_rest_is_read(pack: Callable[..., bytes], name: str, reason: str) -> None:
    files, errors = read(pack({name: b"root", "b.txt": HOPE}))
    assert files == {"b.txt": HOPE}
    assert [reason in error.reason for error in errors] == [True]
    assert errors[0].place.isprintable()


def test_a_second_member_of_the_same_name_is_refused() -> None:
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w") as archive:
        warnings.simplefilter("ignore")
        archive.writestr("a.txt", HOPE)
        archive.writestr("a.txt", REGRET)
    files, errors = read(out.getvalue())
    assert files == {"a.txt": HOPE}
    assert "same name" in errors[0].reason


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE])
def test_links_and_devices_of_a_tar_are_refused(kind: bytes) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        entry = tarfile.TarInfo("passwd.txt")
        entry.type, entry.linkname = kind, "/etc/passwd"
        archive.addfile(entry)
    files, errors = read(out.getvalue(), "a.tar")
    assert files == {}
    assert ("link" in errors[0].reason) is (kind in (tarfile.SYMTYPE, tarfile.LNKTYPE))


def test_links_and_encrypted_members_of_a_zip_are_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("b.txt", HOPE)
    data = bytearray(out.getvalue())
    second = data.rindex(b"PK\x01\x02")
    data[second + 8] |= 1
    files, errors = read(bytes(data))
    assert files == {}
    assert [error.reason for error in errors] == ["is a link", "is encrypted"]


def test_litter_of_mac_os_is_passed_over_and_nothing_else() -> None:
    litter = {"__MACOSX/._a.txt": b"x", "._a.txt": b"x", "sub/.DS_Store": b"x"}
    for pack in (zipped, tarred):
        assert read(pack({**litter, "a.txt": HOPE}), "a.tar") == ({"a.txt": HOPE}, [])
        assert "without files" in read(pack(litter), "a.tar")[1][0].reason


@pytest.mark.parametrize(("mode", "file"), [("w", "a.tar"), ("w:gz", "a.tgz"), ("w:bz2", "a.tbz2"), ("w:xz", "a.txz")])
def test_of_a_tar_that_is_cut_off_the_members_before_are_given(mode: str, file: str) -> None:
    noise = {f"{n}.txt": random.Random(n).randbytes(30_000) for n in range(30)}
    whole = tarred(noise, mode)
    for share in (0.3, 0.5, 0.9):
        files, errors = read(whole[: int(len(whole) * share)], file)
        assert all(noise[name] == data for name, data in files.items())
        assert len(errors) == 1
        assert "cut off" in errors[0].reason
        assert len(files) > (30 * share - 2 if mode in ("w", "w:gz") else -1)


def test_of_a_zip_that_is_cut_off_the_members_before_are_given() -> None:
    noise = {f"{n}.txt": random.Random(n).randbytes(3_000) for n in range(30)}
    whole = zipped(noise)
    files, errors = read(whole[: len(whole) // 2])
    assert list(files) == list(noise)[: len(files)]
    assert len(files) in (14, 15)
    assert "cut off" in errors[0].reason


def test_a_tar_with_a_damaged_header_in_its_midst_does_not_end_in_silence() -> None:
    whole = bytearray(tarred({"a.txt": HOPE, "b.txt": HOPE, "c.txt": HOPE}))
    whole[1024:1034] = b"\xff" * 10
    files, errors = read(bytes(whole), "a.tar")
    assert files == {"a.txt": HOPE}
    assert "damaged" in errors[0].reason


def test_a_damaged_member_of_a_zip_is_named_and_the_rest_is_read() -> None:
    data = bytearray(zipped({"a.txt": HOPE, "b.txt": REGRET}, zipfile.ZIP_STORED))
    data[data.index(b"regret")] ^= 1
    files, errors = read(bytes(data))
    assert files == {"a.txt": HOPE}
    assert (errors[0].place, "damaged" in errors[0].reason) == ("member b.txt", True)


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_limits_of_number_size_and_total(pack: Callable[..., bytes]) -> None:
    files, errors = read(pack({f"{n}.txt": HOPE for n in range(5)}), "a.tar", SMALL)
    assert list(files) == ["0.txt", "1.txt", "2.txt"]
    assert "max_members" in errors[-1].remedy
    files, errors = read(pack({"a.txt": b"x" * 5_001, "b.txt": HOPE}), "a.tar", SMALL)
    assert files == {"b.txt": HOPE}
    assert "max_file_bytes" in errors[0].remedy
    many = {f"{n}.txt": b"x" * 4_900 for n in range(9)}
    limits = SMALL.model_copy(update={"max_members": 100})
    files, errors = read(pack(many), "a.tar", limits)
    assert 2 <= len(files) <= 4
    assert "max_unpacked_bytes" in errors[-1].remedy


def test_limits_count_over_nested_archives() -> None:
    inner = zipped({f"{n}.txt": b"x" * 4_900 for n in range(2)})
    files, errors = read(zipped({"1.zip": inner, "2.zip": inner, "3.zip": inner}), "a.zip", SMALL)
    assert len(files) < 6
    assert "max_members" in errors[-1].remedy


def bombs() -> dict[str, bytes]:
    nothing = bytes(50_000_000)
    stream = gzip.compress(nothing, 6)
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz", compresslevel=6) as archive:
        entry = tarfile.TarInfo("a.txt")
        entry.size = len(nothing)
        archive.addfile(entry, io.BytesIO(nothing))
    return {
        "a.txt.gz": stream,
        "b.tar.gz": out.getvalue(),
        "c.zip": zipped({"a.txt": nothing}),
        "d.xz": lzma.compress(nothing, preset=0),
        "e.bz2": bz2.compress(nothing, 9),
    }


def test_bombs_are_refused_before_they_take_memory() -> None:
    for name, bomb in bombs().items():
        tracemalloc.start()
        files, errors = read(bomb, name)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert files == {}
        assert "bomb" in errors[0].reason
        assert peak < 40_000_000, (name, peak)


def test_a_claimed_size_is_not_allocated() -> None:
    long_name = tarfile.TarInfo("././@LongLink")
    long_name.type, long_name.size = tarfile.GNUTYPE_LONGNAME, 400_000_000
    claimed = tarfile.TarInfo("a.txt")
    claimed.size = 400_000_000
    for header in (long_name, claimed):
        tracemalloc.start()
        files, errors = read(header.tobuf(tarfile.GNU_FORMAT) + HOPE, "a.tar")
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert files == {}
        assert len(errors) == 1
        assert peak < 2_000_000


def test_a_tar_whose_header_points_backwards_ends() -> None:
    header = bytearray(tarfile.TarInfo("a.txt").tobuf(tarfile.GNU_FORMAT))
    header[124:136] = b"\xff" * 8 + struct.pack(">i", -1024)  # a negative size in base 256
    header[148:156] = b" " * 8
    header[148:156] = f"{sum(header):06o}\0 ".encode()
    files, errors = read(bytes(header) + bytes(2048), "a.tar")
    assert (files, len(errors)) == ({}, 1)


@pytest.mark.parametrize(
    ("data", "file", "word"),
    [
        (b"", "a.zip", "no archive"),
        (b"Plain text.", "a.zip", "no archive"),
        (b"Rar!\x1a\x07\x01\x00", "a.rar", "RAR"),
        (b"7z\xbc\xaf\x27\x1c\x00\x04", "a.7z", "7-Zip"),
        (b"PK\x03\x04", "a.zip", "damaged"),
        (b"\x1f\x8b\x08\x00", "a.gz", "damaged"),
    ],
)
def test_what_is_no_archive_is_refused(data: bytes, file: str, word: str) -> None:
    files, errors = read(data, file)
    assert files == {}
    assert word in errors[0].reason
    assert errors[0].remedy


def test_names_of_archives() -> None:
    assert all(map(is_archive, ("a.zip", "A.TAR.GZ", "b.tgz", "c.jsonl.gz")))
    assert not any(map(is_archive, ("a.xlsx", "b.docx", "zip", "a.txt")))


def test_an_office_file_that_would_swell_is_refused() -> None:
    check_package(zipped(FILES), "a.xlsx", SETTINGS)
    with pytest.raises(StatementError, match="bomb"):
        check_package(zipped({"a.xml": bytes(30_000_000)}), "a.xlsx", SETTINGS)
    with pytest.raises(StatementError, match="max_unpacked_bytes"):
        check_package(zipped({f"{n}.xml": HOPE * 100 for n in range(6)}), "a.xlsx", SMALL)
    with pytest.raises(StatementError, match="damaged"):
        check_package(b"PK\x03\x04nothing", "a.xlsx", SETTINGS)


SEEDS = (
    zipped(FILES),
    tarred(FILES),
    tarred(FILES, "w:gz"),
    tarred({"n" * 150: HOPE}),
    zipped({"in.zip": zipped(FILES)}),
)


@settings(deadline=None)
@given(st.sampled_from(SEEDS), st.lists(st.tuples(st.integers(0, 5_000), st.integers(0, 255)), max_size=8))
def test_damage_of_any_kind_raises_nothing(seed: bytes, damage: list[tuple[int, int]]) -> None:
    data = bytearray(seed)
    for at, value in damage:
        data[at % len(data)] = value
    for member in members(bytes(data), "a.zip", SETTINGS):
        assert isinstance(member, (tuple, StatementError))
