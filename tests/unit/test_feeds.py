from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import StatementError
from pipeline.reading.formats.feeds import is_feed, read_feed
from pipeline.reading.formats.html import strip_marks
from pipeline.reading.formats.received import Received

HOPE = "The ministry hopes that the talks on the northern passage go on before the winter sets in."
LONG = " ".join([HOPE] * 5)


def read(data: str | bytes) -> tuple[list[Received], list[StatementError]]:
    found = list(read_feed(data.encode() if isinstance(data, str) else data, "a.xml"))
    return [one for one in found if isinstance(one, Received)], [
        one for one in found if isinstance(one, StatementError)
    ]


RSS = f"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Ministry of Tides: remarks</title><link>https://tides.example/</link><language>en-us</language>
<item><title>On &lt;b&gt;talks&lt;/b&gt;</title><link>https://tides.example/1</link><pubDate>Thu, 04 Mar 2021 00:30:00 +0900</pubDate>
<description>A summary.</description><content:encoded><![CDATA[<p><b>Ada Tale:</b> {HOPE}</p><p>Question: a*b?<br>More.</p><script>alert("UNSEEN")</script><p style="display:none">UNSEEN</p>]]></content:encoded></item>
<item><title>Teaser</title><link>https://tides.example/2</link><description>The minister spoke of the tides &amp;amp; of the passage.</description></item>
<item><title>Whole</title><link>https://tides.example/3</link><description>{LONG}</description></item>
<item><title>Empty</title><link>https://tides.example/4</link><description> </description></item></channel></rss>"""


def test_entries_of_rss_are_paragraphs_with_what_the_feed_states() -> None:
    documents, errors = read(RSS)
    first = documents[0]
    assert strip_marks(first.text) == f"Ada Tale: {HOPE}\n\nQuestion: a*b?\nMore."
    assert first.text.startswith("**Ada Tale:** ")
    assert first.marked
    assert first.fields == {
        "title": "On talks", "url": "https://tides.example/1", "published": "2021-03-04", "language": "en",
        "source": "Ministry of Tides: remarks",
    }  # fmt: skip
    assert first.notes == {"published": "stated by the feed"}
    assert [one.place for one in documents] == ["entry 1", "entry 2", "entry 3"]
    assert [(one.place, "without text" in one.reason, "tides.example/4" in one.remedy) for one in errors] == [
        ("entry 4", True, True)
    ]


def test_a_summary_is_told_from_a_text() -> None:
    documents, _ = read(RSS)
    assert [("excerpt" in one.notes) for one in documents] == [False, True, False]
    assert "https://tides.example/2" in documents[1].notes["excerpt"]
    assert documents[1].text == "The minister spoke of the tides & of the passage."


OTHERS = {
    "atom": f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Tides</title><entry><title>On talks</title>
<link href="https://tides.example/1"/><updated>2021-03-04T23:30:00-05:00</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{HOPE}</p></div></content></entry></feed>""",
    "atom in a prefix": f"""<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry><a:title>On talks</a:title><a:published>2021-03-04T01:00:00Z</a:published>
<a:link href="https://tides.example/1"/><a:content type="html">&lt;p&gt;{HOPE}&lt;/p&gt;</a:content></a:entry></a:feed>""",
    "rss 1.0": f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="x"><title>Tides</title></channel><item rdf:about="y"><title>On talks</title><link>https://tides.example/1</link><dc:date>2021-03-04</dc:date>
<description>{HOPE}</description></item></rdf:RDF>""",
    "rss 0.91": f"""<rss version="0.91"><channel><title>Tides</title><item><title>On talks</title><link>https://tides.example/1</link>
<pubDate>4 Mar 2021 10:00:00 GMT</pubDate><description>{HOPE}</description></item></channel></rss>""",
}  # fmt: skip


@pytest.mark.parametrize("kind", sorted(OTHERS))
def test_every_kind_of_feed(kind: str) -> None:
    [document], errors = read(OTHERS[kind])
    assert errors == []
    assert document.text == HOPE
    assert document.fields["published"] == "2021-03-04"
    assert document.fields["title"] == "On talks"
    assert document.fields["url"] == "https://tides.example/1"
    assert is_feed(OTHERS[kind][:500])


def test_the_declared_encoding_is_heeded() -> None:
    text = RSS.replace("utf-8", "windows-1251").replace(
        HOPE, "Министерство надеется на продолжение переговоров о проходе."
    )
    documents, _ = read(text.encode("windows-1251"))
    assert "Министерство надеется" in documents[0].text


def test_a_feed_that_is_cut_off_or_ill_formed_gives_the_entries_that_it_has() -> None:
    documents, _ = read(RSS[: RSS.index("<title>Whole")])
    assert len(documents) >= 2
    documents, _ = read(RSS.replace("Teaser", "Teaser & more <b>").replace("<channel>", "<channel><oops>"))
    assert len(documents) >= 2


@pytest.mark.parametrize(
    "data",
    [
        "",
        "<rss/>",
        "<rss><channel><title>Tides</title></channel></rss>",
        "no feed",
        "<feed",
        "http://tides.example/feed",
    ],
)
def test_what_has_no_entries_is_refused(data: str) -> None:
    documents, [error] = read(data)
    assert documents == []
    assert "without entries" in error.reason or "holds" in error.reason
    assert error.remedy


@pytest.mark.parametrize(
    "text",
    [
        "<!DOCTYPE html><html><head><link rel=alternate type='application/rss+xml'><!-- <rss> --></head>",
        "<?xml version='1.0'?><!-- <feed> --><html xmlns='http://www.w3.org/1999/xhtml'><body><rss>",
        "<?xml version='1.0'?><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><person/>",
        "<?xml version='1.0'?><records><rss/></records>",
        "",
    ],
)
def test_what_is_no_feed(text: str) -> None:
    assert not is_feed(text)


def test_hostile_feeds_end_within_seconds() -> None:
    entities = (f'<!ENTITY {one} "{f"&{before};" * 10}">' for before, one in zip("abcdefgh", "bcdefghi", strict=True))
    bomb = f'<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">{"".join(entities)}]>'
    outside = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    item = "<rss><channel><item><description>{}</description></item></channel></rss>"
    for data in (
        bomb + item.format("&i; " + HOPE), outside + item.format("&x; " + HOPE), item.format("<div>" * 5_000), "<rss><channel>" + "<item>" * 5_000,
        "<rss>" + "<" * 50_000, item.format("&lt;div&gt;" * 5_000 + HOPE), "<rss><channel>" + f"<item><description>{HOPE}</description></item>" * 1_000,
    ):  # fmt: skip
        start = time.perf_counter()
        for one in read_feed(data.encode(), "a.xml"):
            if isinstance(one, Received):
                assert len(one.text) < 1_000_000
                assert "root:" not in one.text
        assert time.perf_counter() - start < 20


@settings(deadline=None)
@given(st.integers(0, len(RSS)), st.integers(0, len(RSS)), st.text(max_size=5))
def test_no_damage_raises(start: int, end: int, put: str) -> None:
    data = (RSS[:start] + put + RSS[end:]).encode(errors="replace")
    assert all(isinstance(one, (Received, StatementError)) for one in read_feed(data, "a.xml"))
