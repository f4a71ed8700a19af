from __future__ import annotations

import json
import socket
import ssl
import time
import tracemalloc
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("requests", reason="the extra [ingest] is not installed")
pytest.importorskip("protego", reason="the extra [ingest] is not installed")
pytest.importorskip("feedparser", reason="the extra [ingest] is not installed")

import misbehaving_server as server_that
from misbehaving_server import Running, Server, answer, head

from pipeline import config
from pipeline.errors import ConfigError, FetchError, StatementError
from pipeline.fetching import connection, hosts
from pipeline.fetching.hosts import Session
from pipeline.fetching.pages import Page, Seen, State, Unchanged, feed_links, fetch, fetch_page, plain
from pipeline.fetching.sources import Fetching, Source, Sources, unusable

NOW = datetime(2031, 5, 6, 7, 8, 9, tzinfo=UTC)
BODY = b"<p>The ministry has taken note of the proposal.</p>"
SETTINGS = Fetching(
    user_agent="demarche/0.1 (test)",
    timeout_seconds=5,
    max_bytes=100_000,
    pause_seconds=1,
    max_wait_seconds=60,
    max_redirects=3,
    retries=2,
    max_pages=10,
)
TERMS = connection.Terms(seconds=1, max_bytes=1, local=True, readable=bool)


class Clock:
    """Time that passes only when somebody waits."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.waits: list[float] = []

    def __call__(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.seconds += seconds


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture
def server() -> Iterator[Server]:
    with Running() as running:
        yield running


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def session(clock: Clock) -> Iterator[Session]:
    session = new_session(clock)
    yield session
    session.close()


@pytest.fixture
def hurried(clock: Clock) -> Iterator[Session]:
    session = new_session(clock, timeout_seconds=0.3)
    yield session
    session.close()


def new_session(clock: Clock, **changes: object) -> Session:
    return Session(SETTINGS.model_copy(update=changes), clock=clock, sleep=clock.sleep, now=lambda: NOW)


def page(url: str, session: Session, state: State | None = None) -> Page:
    outcome = fetch_page(url, state or State(), session)
    assert isinstance(outcome, Page)
    return outcome


def refusal(url: str, session: Session, state: State | None = None) -> FetchError:
    with pytest.raises(FetchError) as caught:
        fetch_page(url, state or State(), session)
    assert caught.value.reason
    assert caught.value.remedy
    return caught.value


# --- a page ---------------------------------------------------------------------------------------------------------


def test_gives_a_page_as_received(server: Server, session: Session) -> None:
    lines = ('ETag: "v1"', "Last-Modified: Mon, 05 May 2031 10:00:00 GMT")
    url = server.on("/a", answer(BODY, *lines, media_type="Text/HTML; charset=UTF-8"))
    assert page(f"{url}#note", session) == Page(
        asked=url,
        url=url,
        data=BODY,
        media_type="text/html",
        charset="utf-8",
        retrieved="2031-05-06T07:08:09Z",
        etag='"v1"',
        last_modified="Mon, 05 May 2031 10:00:00 GMT",
    )
    assert server.paths() == ["/robots.txt", "/a"]
    assert server.last("/a")["user-agent"] == "demarche/0.1 (test)"


@pytest.mark.parametrize("charset", ["us-ascii", "klingon-8", '"utf-8"'])
def test_a_charset_that_lies_changes_no_byte(server: Server, session: Session, charset: str) -> None:
    body = "«Заявление» – 声明".encode("utf-16")
    got = page(server.on("/a", answer(body, media_type=f"text/html; charset={charset}")), session)
    assert (got.data, got.charset) == (body, charset.strip('"'))


def test_unpacks_and_joins(server: Server, session: Session) -> None:
    packed = server_that.packed(5_000)
    assert page(server.on("/a", answer(packed, "Content-Encoding: gzip")), session).data == bytes(5_000)
    chunks = b"3\r\nabc\r\n4\r\ndefg\r\n0\r\n\r\n"
    assert (
        page(server.on("/b", server_that.raw(head("Transfer-Encoding: chunked") + chunks)), session).data == b"abcdefg"
    )


def test_no_saved_password_is_offered(
    server: Server, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login me password secret\n")
    monkeypatch.setenv("NETRC", str(netrc))
    page(server.on("/a", answer(BODY)), session)
    assert "authorization" not in server.last("/a")


# --- servers that hold on, never end or lie about length --------------------------------------------------------------


@pytest.mark.parametrize(
    "reply",
    [
        server_that.drip(b"", b"H"),
        server_that.drip(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n"),
        server_that.drip(head("Content-Type: text/html"), b"x"),
        server_that.drip(head("Content-Type: text/html", "Content-Length: 9999"), b"x"),
        server_that.drip(head("Content-Type: text/html", "Transfer-Encoding: chunked"), b"1\r\nx\r\n"),
        server_that.drip(head("Content-Encoding: gzip"), server_that.packed(0)),
        server_that.drip(b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 100 Continue\r\n\r\n"),
    ],
    ids=["status line", "headers", "body", "body of a length", "chunks", "packed nothing", "endless promises"],
)
def test_a_dripping_server_ends_at_the_time_limit(server: Server, hurried: Session, reply: server_that.Reply) -> None:
    start = time.monotonic()
    error = refusal(server.on("/a", reply), hurried)
    assert 0.3 <= time.monotonic() - start < 2
    assert "0.3 seconds" in error.reason
    assert server.paths().count("/a") == 1


def test_a_silent_server_ends_at_the_time_limit(server: Server, hurried: Session) -> None:
    url = server.on("/a", lambda sock: time.sleep(3))
    start = time.monotonic()
    assert "0.3 seconds" in refusal(url, hurried).reason
    assert time.monotonic() - start < 2


def test_a_silent_handshake_ends_at_the_time_limit(hurried: Session) -> None:
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        assert "0.3 seconds" in refusal(f"https://127.0.0.1:{nobody.getsockname()[1]}/", hurried).reason


def test_an_endless_body_is_cut_off(server: Server, session: Session) -> None:
    sent: list[int] = []
    error = refusal(server.on("/a", server_that.flood(head("Content-Type: text/html"), sent)), session)
    assert error.reason == "is longer than 100,000 bytes"
    assert "max_bytes" in error.remedy
    assert sum(sent) < 20_000_000
    assert server.paths().count("/a") == 1


@pytest.mark.parametrize(
    "data",
    [
        head("Transfer-Encoding: chunked") + b"-1\r\n",  # http.client takes this for "all that there is"
        head("Transfer-Encoding: chunked") + b"ffffffffffff\r\n",
        head("Content-Encoding: gzip") + server_that.packed(0) * 20_000,
        b"HTTP/1.1 200 OK\r\nX: ",
    ],
    ids=["chunk of -1", "endless chunk", "packed nothing", "header"],
)
def test_what_comes_over_the_wire_is_limited_too(server: Server, session: Session, data: bytes) -> None:
    sent: list[int] = []
    tracemalloc.start()
    try:
        refusal(server.on("/a", server_that.flood(data, sent)), session)
        assert tracemalloc.get_traced_memory()[1] < 8_000_000
    finally:
        tracemalloc.stop()
    assert sum(sent) < 20_000_000


@pytest.mark.parametrize("encoding", ["gzip", "gzip, gzip"])
def test_a_gzip_bomb_is_cut_off_before_it_fills_memory(server: Server, session: Session, encoding: str) -> None:
    bomb = server_that.packed(60_000_000)
    if encoding == "gzip, gzip":
        bomb = server_that.gzip.compress(bomb)
    url = server.on("/a", answer(bomb, f"Content-Encoding: {encoding}"))
    assert len(bomb) < SETTINGS.max_bytes
    tracemalloc.start()
    try:
        assert "longer than" in refusal(url, session).reason
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


def test_a_length_beyond_the_limit_is_believed(server: Server, session: Session) -> None:
    url = server.on("/a", server_that.raw(head("Content-Type: text/html", "Content-Length: 100001") + BODY))
    assert "longer than" in refusal(url, session).reason
    assert server.paths().count("/a") == 1


def test_a_length_too_short_cuts_the_body_and_spoils_no_later_answer(server: Server, session: Session) -> None:
    def reply(sock: socket.socket) -> None:
        sock.sendall(head("Content-Type: text/html", "Content-Length: 3") + b"abcHTTP/1.1 200 OK\r\n\r\nforged")

    assert page(server.on("/a", reply), session).data == b"abc"
    assert page(server.on("/b", answer(BODY)), session).data == BODY


@pytest.mark.parametrize(
    "data",
    [
        head("Content-Type: text/html", "Content-Length: 999") + BODY,
        head("Content-Type: text/html", "Transfer-Encoding: chunked") + b"9\r\nabc",
        head("Content-Type: text/html", "Transfer-Encoding: chunked") + b"3\r\nabc\r\n",
    ],
    ids=["length too long", "within a chunk", "between chunks"],
)
def test_a_body_that_breaks_off_is_asked_for_again_and_then_refused(
    server: Server, session: Session, data: bytes
) -> None:
    error = refusal(server.on("/a", server_that.raw(data)), session)
    assert error.reason == "has a body that breaks off (tried 3 times)"
    assert server.paths().count("/a") == 3
    assert page(server.on("/b", server_that.raw(data), answer(BODY)), session).data == BODY


def test_a_reset_is_tried_again_with_growing_pauses(server: Server, session: Session, clock: Clock) -> None:
    midway = server_that.reset(head("Content-Type: text/html", "Content-Length: 999") + BODY)
    url = server.on("/a", midway, server_that.reset(b""), answer(BODY))
    assert page(url, session).data == BODY
    assert clock.waits == [1, 2, 4]
    assert "tried 3 times" in refusal(server.on("/b", midway), session).reason


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"SSH-2.0-OpenSSH\r\n\r\n", "not HTTP"),
        (b"\x00\xff\xfe\r\n\r\n", "not HTTP"),
        (b"HTTP/1.1 banana OK\r\n\r\n", "not HTTP"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"y" * 70_000 + b"\r\n\r\n", "not HTTP"),
        (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n", "not HTTP"),
        (head("Content-Length: 3", "Content-Length: 4") + b"abcd", "not HTTP"),
        (head("Transfer-Encoding: chunked") + b"zz\r\nabc\r\n", "chunks are malformed"),
        (head("Transfer-Encoding: chunked") + b"-5\r\nabc\r\n", "not HTTP"),
        (head("Content-Encoding: gzip", "Content-Length: 4") + b"abcd", "cannot be unpacked"),
    ],
)
def test_garbage_is_refused_and_not_asked_for_again(server: Server, session: Session, data: bytes, reason: str) -> None:
    assert reason in refusal(server.on("/a", server_that.raw(data)), session).reason
    assert server.paths().count("/a") == 1


# --- what a server answers --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", ["500 Internal Server Error", "502 Bad Gateway", "503 Service Unavailable"])
def test_a_fault_of_the_server_is_tried_again(server: Server, session: Session, status: str) -> None:
    fault = answer(b"oops", status=status)
    assert page(server.on("/a", fault, answer(BODY)), session).data == BODY
    assert server.paths() == ["/robots.txt", "/a", "/a"]
    assert refusal(server.on("/b", fault), session).reason == f"answers {status} (tried 3 times)"
    assert server.paths().count("/b") == 3


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        ("404 Not Found", "is not there (status 404)"),
        ("410 Gone", "is not there (status 410)"),
        ("403 Forbidden", "is not given out (status 403)"),
        ("204 No Content", "is not given out (status 204)"),
        ("304 Not Modified", "is not given out (status 304)"),
        ("302 Found", "is not given out (status 302)"),
        ("299 Odd", "is not given out (status 299)"),
    ],
)
def test_other_answers_are_refused_at_once(server: Server, session: Session, status: str, reason: str) -> None:
    assert refusal(server.on("/a", answer(b"", status=status)), session).reason == reason
    assert server.paths().count("/a") == 1


def test_an_empty_page_is_refused(server: Server, session: Session) -> None:
    assert refusal(server.on("/a", answer(b"")), session).reason == "is empty"


@pytest.mark.parametrize("media_type", ["image/png", "image/svg+xml", "video/mp4", "audio/mpeg", "application/zip"])
def test_a_type_without_text_is_refused_unread(server: Server, session: Session, media_type: str) -> None:
    sent: list[int] = []
    error = refusal(server.on("/a", server_that.flood(head(f"Content-Type: {media_type}"), sent)), session)
    assert error.reason == f"is of type {media_type}, which holds no text"
    assert sum(sent) < 20_000_000


@pytest.mark.parametrize("media_type", ["", "text/plain", "application/rss+xml", "application/pdf", "application/xml"])
def test_a_type_with_text_is_taken(server: Server, session: Session, media_type: str) -> None:
    lines = [f"Content-Type: {media_type}"] if media_type else []
    url = server.on("/a", server_that.raw(head(*lines) + BODY))
    assert page(url, session).media_type == media_type


def test_a_short_retry_after_is_obeyed(server: Server, session: Session, clock: Clock) -> None:
    busy = answer(b"", "Retry-After: 17", status="429 Too Many Requests")
    assert page(server.on("/a", busy, answer(BODY)), session).data == BODY
    assert clock.waits == [1, 17]


def test_a_retry_after_that_is_a_date_is_obeyed(server: Server, session: Session, clock: Clock) -> None:
    busy = answer(b"", f"Retry-After: {server_that.in_seconds(30)}", status="503 Service Unavailable")
    assert page(server.on("/a", busy, answer(BODY)), session).data == BODY
    assert clock.waits[1] == pytest.approx(29, abs=2)


@pytest.mark.parametrize(
    ("lines", "status", "reason"),
    [
        (("Retry-After: 3600",), "429 Too Many Requests", "and asks to wait 3600 seconds"),
        (("Retry-After: 3600",), "503 Service Unavailable", "and asks to wait 3600 seconds"),
        ((f"Retry-After: {server_that.in_seconds(90_000)}",), "429 Too Many Requests", "and asks to wait"),
        ((), "429 Too Many Requests", "and does not say when to come back"),
        (("Retry-After: soon",), "429 Too Many Requests", "and does not say when to come back"),
    ],
)
def test_a_host_that_asks_for_a_long_wait_is_left_alone(
    server: Server, session: Session, lines: tuple[str, ...], status: str, reason: str
) -> None:
    error = refusal(server.on("/a", answer(b"", *lines, status=status)), session)
    assert f"answers {status} {reason}" in error.reason
    assert reason in refusal(server.on("/b", answer(BODY)), session).reason
    assert server.paths() == ["/robots.txt", "/a"]


@given(st.text())
def test_any_retry_after_is_a_wait_or_none(value: str) -> None:
    wait = hosts._retry_after(value)
    assert wait is None or wait >= 0


# --- redirects --------------------------------------------------------------------------------------------------------


def test_follows_a_redirect_and_says_where_it_ended(server: Server, session: Session) -> None:
    url = server.on("/a", server_that.redirect("/b?x=1#part", status="301 Moved Permanently"))
    server.on("/b?x=1", answer(BODY))
    got = page(url, session)
    assert (got.asked, got.url, got.data) == (url, server.url("/b?x=1"), BODY)


@pytest.mark.parametrize(
    ("location", "path"), [("/новости", "/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8"), ("/\udcff?q=%20", "/%FF?q=%20")]
)
def test_a_redirect_need_not_be_ascii(server: Server, session: Session, location: str, path: str) -> None:
    octets = f"Location: {location}".encode("utf-8", "surrogateescape")
    url = server.on("/a", server_that.raw(b"HTTP/1.1 302 Found\r\n" + octets + b"\r\n\r\n"))
    server.on(path, answer(BODY))
    assert page(url, session).data == BODY


def test_redirects_in_a_circle_end(server: Server, session: Session) -> None:
    url = server.on("/a", server_that.redirect("/b"))
    server.on("/b", server_that.redirect("/a"))
    assert "redirects in a circle" in refusal(url, session).reason
    assert server.paths() == ["/robots.txt", "/a", "/b", "/a", "/b"]


def test_too_many_redirects_end(server: Server, session: Session) -> None:
    for number in range(9):
        server.on(f"/{number}", server_that.redirect(f"/{number + 1}"))
    error = refusal(server.url("/0"), session)
    assert error.reason == f"redirects more than 3 times, at last to {server.url('/4')}"
    assert "/4" not in server.paths()


@pytest.mark.parametrize(
    "target",
    ["file:///etc/passwd", "ftp://127.0.0.1/a", "javascript:alert(1)", "http://[::1", "http://a@b/"],
)
def test_a_redirect_out_of_the_web_is_refused(server: Server, session: Session, target: str) -> None:
    error = refusal(server.on("/a", server_that.redirect(target)), session)
    assert error.reason.startswith("redirects to ")
    assert server.paths() == ["/robots.txt", "/a"]


def test_the_body_of_a_redirect_is_not_read(server: Server, session: Session) -> None:
    sent: list[int] = []
    url = server.on("/a", server_that.flood(head("Location: /b", status="302 Found"), sent))
    server.on("/b", answer(BODY))
    assert page(url, session).data == BODY
    assert sum(sent) < 20_000_000


def test_another_host_is_asked_for_its_own_rules(server: Server, session: Session) -> None:
    with Running() as other:
        url = server.on("/a", server_that.redirect(other.url("/b")))
        other.on("/robots.txt", answer(b"User-agent: *\nDisallow: /b"))
        assert "robots.txt" in refusal(url, session).reason
        assert other.paths() == ["/robots.txt"]


# --- public and local -------------------------------------------------------------------------------------------------


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """Names and their addresses; a connection to a public one ends at 127.0.0.1, except at 8.8.4.4, where none is."""
    table = {"ministry.test": ["8.8.8.8"], "intranet.test": ["10.0.0.5"], "mixed.test": ["8.8.8.8", "127.0.0.1"]}
    table["desk.test"] = ["127.0.0.1"]
    look_up, connect = socket.getaddrinfo, socket.create_connection

    def fake_look_up(host: str, port: int, *args: object, **kwargs: object) -> list[object]:
        if host not in table:
            return look_up(host, port, *args, **kwargs)  # type: ignore[arg-type]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in table[host]]

    def fake_connect(address: tuple[str, int], timeout: float) -> socket.socket:
        if address[0] == "8.8.4.4":
            raise TimeoutError
        return connect(("127.0.0.1" if address[0] == "8.8.8.8" else address[0], address[1]), timeout=timeout)

    monkeypatch.setattr(socket, "getaddrinfo", fake_look_up)
    monkeypatch.setattr(socket, "create_connection", fake_connect)
    return table


@pytest.mark.parametrize(
    "target",
    ["http://127.0.0.1:{port}/b", "http://localhost:{port}/b", "http://[::ffff:127.0.0.1]:{port}/b",
     "http://intranet.test:{port}/b", "http://mixed.test:{port}/b", "http://2130706433:{port}/b"],
)  # fmt: skip
@pytest.mark.usefixtures("names")
def test_a_public_page_does_not_lead_to_a_local_one(server: Server, session: Session, target: str) -> None:
    server.on("/a", server_that.redirect(target.format(port=server.port)))
    server.on("/b", answer(BODY))
    error = refusal(server.url("/a", host="ministry.test"), session)
    assert "leads from a public address to a local one" in error.reason
    assert server.paths() == ["/robots.txt", "/a"]


@pytest.mark.usefixtures("names")
def test_a_listed_local_page_may_lead_to_another(server: Server, session: Session) -> None:
    server.on("/robots.txt", answer(b"User-agent: *"))
    server.on("/b", answer(BODY))
    url = server.on("/a", server_that.redirect(server.url("/b", host="desk.test")))
    assert page(url, session).url == server.url("/b", host="desk.test")
    # The connection that this left open is not lent to a public page.
    assert "local" in refusal(server.url("/a", host="ministry.test"), session).reason


@pytest.mark.usefixtures("names")
def test_a_public_feed_does_not_lead_to_local_pages(server: Server, session: Session) -> None:
    server.on("/feed", answer(feed_of(server.url("/secret")), media_type="application/rss+xml"))
    outcomes = run(session, source(server.url("/feed", host="ministry.test"), kind="feed", follow=True))
    assert [type(outcome) for outcome in outcomes] == [Page, FetchError]
    assert "/secret" not in server.paths()


def test_an_address_that_is_dead_is_passed_over(server: Server, session: Session, names: dict[str, list[str]]) -> None:
    names["ministry.test"] = ["8.8.4.4", "8.8.8.8"]
    server.on("/a", answer(BODY))
    assert page(server.url("/a", host="ministry.test"), session).data == BODY


@pytest.mark.usefixtures("names")
def test_a_proxy_may_stand_at_a_local_address(
    server: Server, hurried: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", server.url("/"))
    server.on("http://ministry.test/a", answer(BODY))
    server.on("http://ministry.test/b", server_that.drip(b"", b"H"))
    assert page("http://ministry.test/a", hurried).data == BODY
    assert "0.3 seconds" in refusal("http://ministry.test/b", hurried).reason
    server.on("http://ministry.test/c", server_that.redirect("http://127.0.0.1/secret"))
    assert "local" in refusal("http://ministry.test/c", hurried).reason
    assert "http://127.0.0.1/secret" not in server.paths()


@pytest.mark.parametrize(
    ("address", "local"),
    [
        ("8.8.8.8", False), ("2a00:1450::1", False), ("::ffff:8.8.8.8", False),
        ("127.0.0.1", True), ("127.9.9.9", True), ("0.0.0.0", True), ("10.1.2.3", True), ("172.16.0.1", True),
        ("192.168.1.1", True), ("169.254.169.254", True), ("100.64.0.1", True), ("224.0.0.1", True), ("::1", True),
        ("fe80::1%eth0", True), ("fd00::1", True), ("::ffff:10.0.0.1", True), ("ff0e::1", True),
    ],
)  # fmt: skip
def test_local_addresses_are_known(address: str, local: bool) -> None:
    assert connection.is_local(address) is local


# --- robots.txt and pauses --------------------------------------------------------------------------------------------


def test_a_closed_path_is_not_asked_for(server: Server, session: Session) -> None:
    server.on("/robots.txt", answer(b"\xef\xbb\xbfUser-agent: *\nDisallow: /closed\n"))
    server.on("/open", answer(BODY))
    assert "closed to programs" in refusal(server.url("/closed/a"), session).reason
    assert page(server.url("/open"), session).data == BODY
    assert server.paths() == ["/robots.txt", "/open"]


def test_rules_for_us_by_name_go_before_those_for_all(server: Server, session: Session) -> None:
    server.on("/robots.txt", answer(b"User-agent: *\nDisallow:\n\nUser-agent: Demarche\nDisallow: /a\n"))
    refusal(server.url("/a"), session)
    assert server.paths() == ["/robots.txt"]


def test_a_redirect_into_a_closed_path_is_not_followed(server: Server, session: Session) -> None:
    server.on("/robots.txt", answer(b"User-agent: *\nDisallow: /closed\n"))
    refusal(server.on("/a", server_that.redirect("/closed")), session)
    assert server.paths() == ["/robots.txt", "/a"]


@pytest.mark.parametrize(
    "reply",
    [
        answer(b"", status="500 Internal Server Error"),
        answer(b"", status="429 Too Many Requests"),
        server_that.drip(b"", b"H"),
        server_that.raw(b"nonsense\r\n\r\n"),
        server_that.reset(b""),
        server_that.redirect("file:///robots.txt"),
    ],
    ids=["500", "429", "drip", "garbage", "reset", "redirect to a file"],
)
def test_rules_that_cannot_be_had_close_everything(server: Server, hurried: Session, reply: server_that.Reply) -> None:
    server.on("/robots.txt", reply)
    assert "robots.txt" in refusal(server.on("/a", answer(BODY)), hurried).reason
    asked = server.paths()
    refusal(server.on("/b", answer(BODY)), hurried)
    assert set(asked) == {"/robots.txt"}
    assert server.paths() == asked


@pytest.mark.parametrize(
    "reply",
    [
        answer(b"", status="404 Not Found"),
        answer(b"", status="403 Forbidden"),
        answer(b""),
        answer(b"<html>Disallow: /</html>"),
        answer(b"\xff\xfe\x00User-agent", media_type="image/png"),
        server_that.redirect("/robots.txt"),
    ],
    ids=["404", "403", "empty", "a page", "bytes", "circle"],
)
def test_rules_that_are_not_there_close_nothing(server: Server, session: Session, reply: server_that.Reply) -> None:
    server.on("/robots.txt", reply)
    assert page(server.on("/a", answer(BODY)), session).data == BODY


def test_rules_are_read_up_to_the_length_that_the_standard_asks_for(server: Server, session: Session) -> None:
    rules = b"User-agent: *\nDisallow: /a\n" + b"# padding\n" * 100_000
    server.on("/robots.txt", answer(rules))
    refusal(server.url("/a"), session)
    assert page(server.on("/b", answer(BODY)), session).data == BODY


def test_rules_may_be_moved(server: Server, session: Session) -> None:
    server.on("/robots.txt", server_that.redirect("/rules"))
    server.on("/rules", answer(b"User-agent: *\nDisallow: /a"))
    refusal(server.url("/a"), session)
    assert server.paths() == ["/robots.txt", "/rules"]


def test_a_pause_lies_between_requests_to_one_host_only(server: Server, session: Session, clock: Clock) -> None:
    page(server.on("/a", answer(BODY)), session)
    page(server.url("/a"), session)
    assert clock.waits == [1, 1]
    page(server.url("/a", host="localhost"), session)
    assert clock.waits == [1, 1, 1]
    clock.seconds += 100
    page(server.url("/a"), session)
    assert clock.waits == [1, 1, 1]


def test_a_crawl_delay_lengthens_the_pause(server: Server, session: Session, clock: Clock) -> None:
    server.on("/robots.txt", answer(b"User-agent: *\nCrawl-delay: 20"))
    page(server.on("/a", answer(BODY)), session)
    page(server.url("/a"), session)
    assert clock.waits == [20, 20]


def test_a_crawl_delay_of_hours_is_no_leave(server: Server, session: Session, clock: Clock) -> None:
    server.on("/robots.txt", answer(b"User-agent: *\nCrawl-delay: 7200"))
    assert "7200 seconds" in refusal(server.on("/a", answer(BODY)), session).reason
    assert server.paths() == ["/robots.txt"]
    assert clock.waits == []


@given(st.binary(), st.text())
@settings(max_examples=50)
def test_no_robots_txt_breaks_its_reader(rules: bytes, path: str) -> None:
    protego = pytest.importorskip("protego").Protego.parse(rules.decode("utf-8-sig", errors="replace"))
    assert protego.can_fetch(f"http://ministry.test/{path}", "demarche") in (True, False)


# --- only what has changed --------------------------------------------------------------------------------------------


def test_an_unchanged_page_costs_no_body(server: Server, session: Session) -> None:
    modified = "Mon, 05 May 2031 10:00:00 GMT"
    url = server.on("/a", answer(BODY, 'ETag: W/"v1"', f"Last-Modified: {modified}"))
    state = State().after(page(url, session))
    server.on("/a", server_that.raw(head(status="304 Not Modified")))
    outcome = fetch_page(url, state, session)
    assert outcome == Unchanged(url, url, "2031-05-06T07:08:09Z", 'W/"v1"', modified)
    sent = server.last("/a")
    assert (sent["if-none-match"], sent["if-modified-since"]) == ('W/"v1"', modified)
    assert state.after(outcome) == state


def test_a_new_mark_brings_the_new_page(server: Server, session: Session) -> None:
    url = server.on("/a", answer(BODY, 'ETag: "v1"'), answer(BODY + b"!", 'ETag: "v2"'))
    state = State().after(page(url, session))
    state = state.after(page(url, session, state))
    assert server.last("/a")["if-none-match"] == '"v1"'
    assert state.seen[url].etag == '"v2"'


def test_the_same_body_under_a_new_mark_is_unchanged_and_the_mark_remembered(server: Server, session: Session) -> None:
    url = server.on("/a", answer(BODY, 'ETag: "v1"'), answer(BODY, 'ETag: "v2"'))
    state = State().after(page(url, session))
    outcome = fetch_page(url, state, session)
    assert isinstance(outcome, Unchanged)
    assert state.after(outcome).seen[url].etag == '"v2"'


def test_a_mark_goes_only_to_the_address_that_gave_it(server: Server, session: Session) -> None:
    url = server.on("/a", server_that.redirect("/b"))
    server.on("/b", answer(BODY, 'ETag: "v1"'))
    fetch_page(url, State().after(page(url, session)), session)
    assert "if-none-match" not in server.last("/a")
    assert server.last("/b")["if-none-match"] == '"v1"'


STATES = st.builds(
    State,
    seen=st.dictionaries(
        st.text(),
        st.builds(Seen, url=st.text(), sha256=st.text(), retrieved=st.text(), links=st.tuples(st.text(), st.text())),
    ),
)


@given(STATES)
def test_a_state_survives_its_file(state: State) -> None:
    assert State.from_dict(json.loads(json.dumps(state.to_dict())), "state.json") == state


@pytest.mark.parametrize("data", [None, [], {"seen": {"a": {}}}, {"other": 1}, {"seen": {"a": {"url": 3}}}])
def test_a_broken_state_is_refused(data: object) -> None:
    with pytest.raises(StatementError, match=r"state\.json: .*delete the file"):
        State.from_dict(data, "state.json")


# --- a run ------------------------------------------------------------------------------------------------------------


def source(url: str, **changes: object) -> Source:
    return Source.model_validate({"name": f"source of {url}", "url": url, "kind": "page"} | changes)


def feed_of(*links: str) -> bytes:
    items = "".join(f"<item><title>A statement</title><link>{link}</link></item>" for link in links)
    return f'<rss version="2.0"><channel><title>Statements</title>{items}</channel></rss>'.encode()


def run(session: Session, *sources: Source, state: State | None = None) -> list[Page | Unchanged | StatementError]:
    return list(fetch(Sources(fetching=session.settings, sources=sources), state or State(), session))


def after(state: State, outcomes: list[Page | Unchanged | StatementError]) -> State:
    for outcome in outcomes:
        if not isinstance(outcome, StatementError):
            state = state.after(outcome)
    return state


def test_one_bad_source_stops_no_other(server: Server, session: Session) -> None:
    good = server.on("/good", answer(BODY))
    bad = [
        server.on("/bad", server_that.raw(b"nonsense\r\n\r\n")),
        server.url("/bad", scheme="https"),
        "http://127.0.0.1:1/",
        f"http://{'a' * 70}.test/",
        "http://nowhere.invalid/",
    ]
    outcomes = run(session, *(source(url) for url in bad), source(good))
    assert [type(outcome) for outcome in outcomes] == [FetchError] * 5 + [Page]
    assert [outcome.file for outcome in outcomes if isinstance(outcome, StatementError)] == bad
    assert isinstance(outcomes[-1], Page)
    assert outcomes[-1].source == f"source of {good}"


def test_nothing_is_asked_for_twice_nor_where_it_is_not_enabled(server: Server, session: Session) -> None:
    url = server.on("/a", answer(BODY))
    off = source(server.on("/off", answer(BODY)), enabled=False)
    assert len(run(session, source(url), off, source(f"{url}#x"))) == 1
    assert server.paths() == ["/robots.txt", "/a"]


def test_a_feed_is_followed_only_if_told_to(server: Server, session: Session) -> None:
    url = server.on("/feed", answer(feed_of("/a"), media_type="application/rss+xml"))
    assert len(run(session, source(url, kind="feed"))) == 1
    assert server.paths() == ["/robots.txt", "/feed"]


def test_the_entries_of_a_feed_are_fetched_and_one_that_fails_is_fetched_next_time(
    server: Server, session: Session, clock: Clock
) -> None:
    feed = answer(feed_of("/a#x", "b", "mailto:press@ministry.test", "/a"), 'ETag: "f"', media_type="text/xml")
    url = server.on("/feed", feed)
    server.on("/a", answer(BODY))
    first = run(session, source(url, kind="feed", follow=True))
    assert [type(outcome) for outcome in first] == [Page, Page, FetchError, FetchError]
    state = after(State(), first)

    server.on("/feed", server_that.raw(head(status="304 Not Modified")))
    server.on("/b", answer(BODY))
    again = new_session(clock)
    second = run(again, source(url, kind="feed", follow=True), state=state)
    assert [type(outcome) for outcome in second] == [Unchanged, Page, FetchError]
    assert server.last("/feed")["if-none-match"] == '"f"'
    assert server.paths().count("/a") == 1


def test_a_feed_that_was_not_followed_before_is_asked_for_whole(server: Server, session: Session, clock: Clock) -> None:
    url = server.on("/feed", answer(feed_of("/a"), 'ETag: "f"', media_type="text/xml"))
    server.on("/a", answer(BODY))
    state = after(State(), run(session, source(url, kind="feed")))
    outcomes = run(new_session(clock), source(url, kind="feed", follow=True), state=state)
    assert "if-none-match" not in server.last("/feed")
    assert [type(outcome) for outcome in outcomes] == [Page, Page]


def test_a_long_feed_is_fetched_over_several_runs_new_entries_first(server: Server, clock: Clock) -> None:
    paths = [f"/{number}" for number in range(5)]
    for path in paths:
        server.on(path, answer(BODY + path.encode()))
    url = server.on("/feed", answer(feed_of(*paths), media_type="text/xml"))
    feed, state = source(url, kind="feed", follow=True), State()
    outcomes = run(new_session(clock, max_pages=3), feed, state=state)
    assert isinstance(outcomes[-1], FetchError)
    assert outcomes[-1].reason == "has 2 more entries than max_pages allows"
    state = after(state, outcomes)
    server.on("/feed", answer(feed_of("/new", *paths), media_type="text/xml"))
    server.on("/new", answer(BODY))
    server.asked.clear()
    run(new_session(clock, max_pages=3), feed, state=state)
    assert server.paths() == ["/robots.txt", "/feed", "/new", "/3", "/4"]


def test_an_entry_of_two_feeds_is_fetched_once(server: Server, session: Session) -> None:
    feed = answer(feed_of("/a"), media_type="text/xml")
    server.on("/a", answer(BODY))
    feeds = [source(server.on(path, feed), kind="feed", follow=True) for path in ("/feed", "/same")]
    assert len(run(session, *feeds)) == 3
    assert server.paths().count("/a") == 1


def test_a_page_is_no_feed(server: Server, session: Session) -> None:
    url = server.on("/feed", answer(BODY))
    (outcome,) = run(session, source(url, kind="feed", follow=True))
    assert isinstance(outcome, FetchError)
    assert outcome.reason == "is not a feed"


def test_the_name_of_a_file_is_not_read_as_a_feed(tmp_path: Path) -> None:
    file = tmp_path / "feed.xml"
    file.write_bytes(feed_of("/secret"))
    with pytest.raises(FetchError):
        feed_links(Page("http://a.test/", "http://a.test/", str(file).encode(), "", "", "", "", ""))


@given(st.binary() | st.binary().map(lambda data: feed_of("/a")[:60] + data + feed_of("/b")[60:]))
@settings(max_examples=50, deadline=None)
def test_any_bytes_are_a_feed_or_refused(data: bytes) -> None:
    with suppress(FetchError):
        assert all(feed_links(Page("http://a.test/", "http://a.test/", data, "", "", "", "", "")))


# --- addresses and settings -------------------------------------------------------------------------------------------


def test_tls_trouble_is_named(server: Server, session: Session) -> None:
    assert "TLS handshake" in refusal(server.url("/a", scheme="https"), session).reason
    wrong = ssl.SSLCertVerificationError("certificate verify failed")
    wrong.verify_message = "self-signed certificate"
    error = connection._explained("https://a.test/", connection.requests.exceptions.SSLError(wrong), TERMS)
    assert error.reason == "has a certificate that cannot be trusted (self-signed certificate)"


def test_hosts_that_are_not_there_are_named(session: Session) -> None:
    assert "takes no connections" in refusal("http://127.0.0.1:1/", session).reason


@given(st.text())
def test_any_text_is_an_address_or_not(text: str) -> None:
    assert unusable(plain(text)) is not None


@pytest.mark.parametrize(
    "url", ["ftp://a.test/", "a.test/x", "http:///x", "http://[::1", "http://a.test:99999/", "http://u:p@a.test/"]
)
def test_an_address_that_cannot_be_fetched_is_refused_in_the_configuration(tmp_path: Path, url: str) -> None:
    file = tmp_path / "sources.yaml"
    file.write_text(
        json.dumps({"fetching": SETTINGS.model_dump(), "sources": [{"name": "a", "url": url, "kind": "page"}]})
    )
    with pytest.raises(ConfigError, match=r"sources\.0\.url"):
        config.load(file, Sources)


def test_the_shipped_sources_are_sound_and_fetch_nothing_by_themselves(root: Path) -> None:
    shipped = config.load(root / "configs" / "sources.yaml", Sources)
    codes = config.actors(root / "configs").names()
    assert {source.state for source in shipped.sources} <= set(codes)
    assert not any(source.enabled for source in shipped.sources)
    assert list(fetch(shipped, State())) == []
