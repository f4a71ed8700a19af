from __future__ import annotations

import random
import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import StatementError
from pipeline.reading.formats.html import paragraphs, read_html, strip_marks

HOPE = "The ministry notes with regret that the talks on the northern passage were put off once more, and hopes that all sides return to the table before the winter sets in."
WARN = "We have said more than once that a blockade of the strait would be met with countermeasures, and I repeat today that our patience is not without its limits."
CALL = "We call on our neighbours to refrain from steps that would make an understanding harder to reach, and to honour what was agreed last spring in the capital."
MENU = (
    "<ul>"
    + "".join(
        f'<li><a href="/{word}">{word.title()} and more</a></li>' for word in ("home", "minister", "visas", "press")
    )
    + "</ul>"
)
TURNS = (
    ("Ada Tale:", HOPE), ("Question:", "Why?"), ("Ada Tale:", "No."), ("Question (Harbour Post):", "What of the strait itself?"),
    ("Ada Tale:", WARN), ("Question:", "And then?"), ("Ada Tale:", CALL), ("Question:", "Thanks."),
)  # fmt: skip
EXPECTED = "\n\n".join(f"**{who}** {what}" for who, what in TURNS)


def body(text: str) -> str:
    """Everything of a text from its first turn on."""
    return text[text.index("**Ada Tale:**") :]


MODERN = f"""<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>On the strait | Ministry of Tides</title>
<meta property="og:title" content="Remarks on the strait"><meta property="og:site_name" content="Ministry of Tides">
<meta property="article:published_time" content="2021-03-04T10:00:00Z"><link rel="canonical" href="https://tides.example/en/12">
<style>p {{ color: UNSEEN }}</style><script>var x = "UNSEEN and more of it";</script></head>
<body class="cookie-free"><header><nav>{MENU}</nav></header>
<div id="cookie-notice">We use cookies to improve this UNSEEN site. <button>Accept all</button></div>
<main><article><header><h1>Remarks on the strait</h1></header><p class="date">2 March 2021</p>
<p style="display: none">UNSEEN is here for nobody at all to read on.</p><p hidden>UNSEEN</p><p class="sr-only">UNSEEN</p>
{"".join(f"<p><strong>{who}</strong> {what}</p>" for who, what in TURNS)}</article></main>
<aside><p>UNSEEN aside with a dozen words of its own so that it looks like prose to anyone.</p></aside>
<footer>UNSEEN Ministry. All rights reserved.</footer></body></html>"""


def test_a_modern_page_gives_its_turns_and_says_what_it_states() -> None:
    received = read_html(MODERN.encode(), "a.html")
    assert body(received.text) == EXPECTED
    assert received.text.startswith("# Remarks on the strait\n\n2 March 2021\n\n")
    assert "UNSEEN" not in received.text
    assert received.marked
    assert received.fields == {
        "title": "Remarks on the strait", "url": "https://tides.example/en/12", "published": "2021-03-04", "language": "en",
        "source": "Ministry of Tides",
    }  # fmt: skip
    assert received.notes == {"published": "page metadata"}


def test_a_day_of_the_text_is_a_guess_and_never_the_day_of_speech() -> None:
    page = f"<html><body><h1>Briefing of 12 May 1999</h1><p>{HOPE}</p><p>{WARN}</p></body></html>"
    received = read_html(page.encode(), "a.html")
    assert received.fields["published"] == "1999-05-12"
    assert "guess" in received.notes["published"]
    assert "date" not in received.fields
    bare = read_html(f"<html><body><p>{HOPE}</p></body></html>".encode(), "a.html")
    assert ("published" in bare.fields, bare.notes) == (False, {})


OLD_BREAKS = "<BR><BR>\n".join(f"<B>{who}</B>&nbsp;{what}" for who, what in TURNS)
OLD = f"""<HTML><HEAD><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=windows-1252"><TITLE>Press Briefing</TITLE></HEAD>
<BODY BGCOLOR=white><TABLE WIDTH=800><TR><TD WIDTH=150><FONT SIZE=1><A HREF=a.htm>Home</A><BR><A HREF=b.htm>The Minister\x92s page</A></FONT>
<TD><FONT FACE="Times"><CENTER><B>Regular Press Briefing of 12 May 1999</B></CENTER><BR><BR>{OLD_BREAKS}</FONT></TABLE></BODY></HTML>"""


def test_an_old_page_of_tables_breaks_and_fonts() -> None:
    text = read_html(OLD.encode("latin-1"), "a.htm").text
    assert body(text).replace("\xa0", " ") == EXPECTED
    assert text.startswith("**Regular Press Briefing of 12 May 1999**\n\n")


@pytest.mark.parametrize(
    "rows",
    [
        "<table>" + "".join(f"<tr><td><b>{who}</b></td><td>{what}</td></tr>" for who, what in TURNS) + "</table>",
        "<dl>" + "".join(f"<dt><b>{who}</b><dd>{what}" for who, what in TURNS) + "</dl>",
        "".join(f"<div><b>{who}</b> {what}</div>" for who, what in TURNS),
        "".join(f"<p><span style='font-weight:bold'>{who[:3]}</span><b>{who[3:]}</b> {what}" for who, what in TURNS),
        "".join(f"<p class=MsoNormal><b><span lang=EN-US>{who}<o:p></o:p></span></b> {what}<o:p></o:p></p><p><o:p>&nbsp;</o:p></p>" for who, what in TURNS),
        "<blockquote>" + "".join(f"<strong>{who} </strong>{what}<br>\n<br/>" for who, what in TURNS) + "</blockquote>",
        "<a href='x'>Unclosed" + "".join(f"<p><b>{who}</b> {what}</p>" for who, what in TURNS),
    ],
)  # fmt: skip
def test_turns_survive_in_whatever_they_are_laid_out(rows: str) -> None:
    assert body(read_html(f"<html><body>{rows}</body></html>".encode(), "a.html").text) == EXPECTED


def test_menus_and_the_sites_own_words_are_left_out_where_the_text_is_long_enough() -> None:
    page = f"<html><body><div>{MENU}</div><div class=content>{''.join(f'<p>{one}</p>' for one in (HOPE, WARN, CALL))}</div><div>{MENU}</div><div>Share this</div></body></html>"
    assert read_html(page.encode(), "a.html").text == f"{HOPE}\n\n{WARN}\n\n{CALL}"


def test_a_notice_on_cookies_is_left_out_wherever_it_stands() -> None:
    page = f"<body class=cookies><p>{HOPE}</p><div id=cookie-bar><p>UNSEEN We set cookies on this site.</p></div><p>{WARN}</p>"
    assert read_html(page.encode(), "a.html").text == f"{HOPE}\n\n{WARN}"


def test_short_turns_that_the_extraction_drops_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "pipeline.reading.formats.html._extracted", lambda text, file: f"Ada Tale: {HOPE}\nAda Tale: {CALL}"
    )
    page = (
        "<body><p>Share this page</p>"
        + "".join(f"<p><b>{who}</b> {what}</p>" for who, what in TURNS)
        + "<p>Share this</p>"
    )
    assert read_html(page.encode(), "a.html").text == EXPECTED


def test_line_breaks_stay_and_paragraphs_are_told_from_them() -> None:
    assert paragraphs("one<br>two<br><br>three<p>four</p>five<pre>six\n  seven\n\neight</pre>", "a") == (
        "one\ntwo\n\nthree\n\nfour\n\nfive\n\nsix\nseven\n\neight"
    )
    assert paragraphs("<b>Mr. Tale:<br>We hope</b> so", "a") == "**Mr. Tale:**\n**We hope** so"
    assert paragraphs("<b> Mr.</b> <b>Tale:</b>We <b> </b>hope", "a") == "**Mr. Tale:**We hope"


def test_markup_that_is_text_stays_text() -> None:
    marked = paragraphs(
        "<p>Use &lt;b&gt; and **two** stars, a_b, _c_ and [d](e), \\ and # f</p><p># g</p><p>* * *</p>", "a"
    )
    assert strip_marks(marked) == "Use <b> and **two** stars, a_b, _c_ and [d](e), \\ and # f\n\n# g\n\n* * *"
    assert "* * *" in marked


@pytest.mark.parametrize(
    ("markdown", "plain"),
    [
        ("**Ms. Tale:** We *hope* so.", "Ms. Tale: We hope so."),
        ("## A heading\n\n__Bold__ and _italic_ and ***both***", "A heading\n\nBold and italic and both"),
        ("See [the **text**](https://a.example/x_(y)) and ![a picture](b.png \"title\").", "See the text and a picture."),
        (r"5 \* 3 \_x\_ \# \[no\](link)", "5 * 3 _x_ # [no](link)"),
        ("a_b_c 2*3*4 * alone", "a_b_c 2*3*4 * alone"),
        ("**open and a line\n\nanother**", "**open and a line\n\nanother**"),
        ("[Laughter] (Applause.) [1] #hashtag #", "[Laughter] (Applause.) [1] #hashtag #"),
        ("____\n\n* * *\n\n***", "____\n\n* * *\n\n***"),
        ("“Quoted – text”  with  blanks\tand tabs", "“Quoted – text”  with  blanks\tand tabs"),
    ],
)  # fmt: skip
def test_marks_go_and_nothing_else(markdown: str, plain: str) -> None:
    assert strip_marks(markdown) == plain


@settings(deadline=None)
@given(st.lists(st.tuples(st.text(alphabet="ab *_#[]()\\!.:<&\n", max_size=20), st.booleans()), max_size=6))
def test_whatever_stands_in_a_page_comes_back_without_its_marks(runs: list[tuple[str, bool]]) -> None:
    def escaped(text: str) -> str:
        return text.replace("&", "&amp;").replace("<", "&lt;")

    page = "<p>" + "".join(f"<b>{escaped(text)}</b>" if bold else escaped(text) for text, bold in runs) + "</p>"
    plain = " ".join("".join(text for text, _ in runs).split())
    assert " ".join(strip_marks(paragraphs(page, "a")).split()) == plain


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("", "empty"),
        ("<title>404 Not Found</title><h1>Not Found</h1><p>The requested URL was not found on this server.", "error page"),
        ("<title>Ministry</title><h1>Page not found</h1><p>It may have moved.", "error page"),
        ("<title>Just a moment...</title><p>Checking your browser before accessing ministry.example.", "error page"),
        ("<title>Access Denied</title><p>You don't have permission to access this server.", "error page"),
        ("<title>M</title><noscript>You need to enable JavaScript to run this app.</noscript><div id=root></div><script src=a.js></script>", "JavaScript"),
        ("<p>Please enable JavaScript and cookies to continue", "JavaScript"),
        ("<h2>Your privacy</h2><p>We use cookies. You may accept all cookies or manage them.", "cookies"),
        ("<p>Complete the CAPTCHA to go on.", "a person"),
        ("<frameset cols=20,80><frame src=menu.htm><frame src=text.htm></frameset>", "menu.htm, text.htm"),
        ("<script>document.write('We hope')</script>", "only scripts"),
        ("<div>" * 10_000 + HOPE, "nest"),
    ],
)  # fmt: skip
def test_a_page_without_its_text_is_refused_with_a_reason_and_a_remedy(page: str, words: str) -> None:
    with pytest.raises(StatementError) as caught:
        read_html(f"<html>{page}".encode() if page else b"", "a.html")
    assert words in caught.value.reason
    assert caught.value.remedy


def test_a_statement_on_cookies_errors_or_scripts_is_no_notice() -> None:
    for text in (
        f"The minister denied that access is denied to anyone. {HOPE} {WARN} No error was found in the count of the 404 ballots.",
        f"The authority fined a company that uses cookies without consent. {HOPE} {CALL}",
    ):
        assert (
            read_html(f"<html><title>On access</title><body><p>{text}</p></body></html>".encode(), "a.html").text
            == text
        )


def test_hostile_pages_are_text_or_refused_within_seconds() -> None:
    noise = random.Random(1).randbytes(3_000)
    pages = [
        "<div>" * 1_500 + HOPE, "<div title='" + "x" * 2_000_000 + "'>" + HOPE, "<p>" + "&" * 200_000, "<" * 200_000, "<a href=x>" * 20_000 + "text",
        "<table><tr><td>" * 300 + HOPE, "<p>" + "*a_ [" * 40_000, "<title>" + "!" * 300_000 + "</title><p>" + HOPE,
        '<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;">]><p>&c;&c;' + HOPE,
        '<script type="application/ld+json">' + "[" * 50_000 + "</script><p>" + HOPE, "<p>" + HOPE.replace("talks", "ta\0lks"),
    ]  # fmt: skip
    for data in [page.encode() for page in pages] + [noise, b"<html>" + noise]:
        start = time.perf_counter()
        try:
            received = read_html(data, "a.html")
        except StatementError:
            continue
        finally:
            assert time.perf_counter() - start < 20
        assert "\0" not in received.text


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<b>",
                "</b>",
                "<td>",
                "<table>",
                "<br>",
                "<a href=x>",
                "<!--",
                "-->",
                "<script>",
                "</script>",
                "<p",
                "='",
                "We hope. ",
                "Q: ",
            ]
        ),
        max_size=30,
    )
)
def test_no_tag_soup_raises(parts: list[str]) -> None:
    with suppress(StatementError):
        read_html("".join(parts).encode(), "a.html")
