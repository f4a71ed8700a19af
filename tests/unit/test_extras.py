from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pipeline.reading.corpus import read_file
from pipeline.reading.statements import Desk


@pytest.mark.parametrize(
    ("name", "data", "library"),
    [
        ("a.pdf", b"%PDF-1.4 ...", "pypdf"),
        ("a.html", b"<html><body><p>The ministry deplores it.</p></body></html>", "lxml"),
        ("a.rss", b"<rss version='2.0'><channel><item><title>t</title><description>x</description></item></channel></rss>", "feedparser"),
    ],
)  # fmt: skip
def test_without_the_extra_the_refusal_names_it(
    root: Path, monkeypatch: pytest.MonkeyPatch, name: str, data: bytes, library: str
) -> None:
    for loaded in list(sys.modules):
        if loaded.partition(".")[0] == library:
            monkeypatch.delitem(sys.modules, loaded)
    monkeypatch.setitem(sys.modules, library, None)  # as if it were not installed
    reading = read_file(data, name, {}, Desk.open(root / "configs"))
    assert not reading.statements
    (reject,) = reading.rejects
    assert "[ingest]" in reject.reason
    assert library in reject.reason
    assert 'pip install -c constraints.txt -e ".[ingest]"' in reject.remedy
