"""One HTTP exchange, held to a total time, to a size and to the hosts that it may reach.

requests limits each wait on a socket, not the whole, so a server that drips a byte a second could hold it for ever; and it
follows no rule on where a name leads. Both are settled here, where the socket is: the connections of a `Browser` take their
time limit and their reach from the `Terms` of the exchange under way. Only the resolving of a name is left to the
system's own limit.
"""

from __future__ import annotations

import http.client
import io
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from email.message import Message
from string import punctuation
from typing import Any
from urllib.parse import quote

import requests
import requests.adapters
import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import HTTPError

from pipeline.errors import FetchError

CHUNK_BYTES = 65_536
HEADER_BYTES = 1_000_000  # what headers and chunk lengths may add to a body
GOOD = frozenset({200, 203})
LOCAL = "leads from a public address to a local one"
LOCAL_REMEDY = "list the local address itself in configs/sources.yaml if it is meant"


@dataclass(frozen=True, slots=True)
class Terms:
    """What one exchange is held to.

    Attributes:
        seconds: For all of it: connecting, handshake, headers and body.
        max_bytes: What the body may come to, unpacked.
        local: Whether private and loopback addresses may be reached.
        readable: Whether a media type is wanted; the body of another is not read.
        cut: Whether a longer body is cut rather than refused.
    """

    seconds: float
    max_bytes: int
    local: bool
    readable: Callable[[str], bool]
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said; `data` is None where the body was not wanted, `location` is '' where it does not redirect."""

    status: int
    headers: Mapping[str, str]
    media_type: str
    charset: str
    location: str
    data: bytes | None


@dataclass(frozen=True, slots=True)
class _Bounds:
    """The exchange under way: its terms, and when it must be over."""

    terms: Terms
    deadline: float

    def left(self) -> float:
        """Give the seconds that are left.

        Raises:
            TimeoutError: None are.
        """
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError("the time for this exchange is over")
        return left


_bounds: ContextVar[_Bounds] = ContextVar("_bounds")


def is_local(address: str) -> bool:
    """Say whether an IP address is of no public host: private, loopback, link-local, shared, reserved or multicast."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    return not ip.is_global or ip.is_multicast


def names_local(host: str) -> bool:
    """Say whether a host is plainly local by its name, without looking it up."""
    try:
        return is_local(host)
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def resolves_locally(host: str) -> bool:
    """Say whether a host's name leads to a local address; a name that cannot be looked up does not."""
    try:
        return names_local(host) or any(is_local(address[0]) for address in _addresses(host, 0))
    except (OSError, UnicodeError):
        return False


def _addresses(host: str, port: int) -> list[tuple[str, int]]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [(str(address[0]), port) for *_, address in found]


def _reach(host: str, port: int, local: bool) -> socket.socket:
    """Connect to the first of a host's addresses that answers, each in its share of the time left."""
    addresses = _addresses(host, port)
    if not local and any(is_local(address) for address, _ in addresses):
        raise FetchError(host, LOCAL, LOCAL_REMEDY)
    problem = OSError(f"{host} has no address")
    for number, address in enumerate(addresses):
        share = _bounds.get().left() / (len(addresses) - number)
        try:
            return socket.create_connection(address, timeout=share)
        except OSError as error:
            problem = error
    raise problem


class _TimedReader(io.RawIOBase):
    """A socket's bytes: counted, and each wait for them cut to the time that the exchange has left."""

    def __init__(self, raw: io.RawIOBase, sock: socket.socket) -> None:
        self._raw, self._sock, self._bytes = raw, sock, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        bounds = _bounds.get()
        # Counted here as well as unpacked: a chunk of length -1 makes http.client read on to the end of the stream.
        if self._bytes > bounds.terms.max_bytes + HEADER_BYTES:
            raise _too_long(bounds.terms)
        self._sock.settimeout(bounds.left())
        count = self._raw.readinto(buffer)
        self._bytes += count or 0
        return count

    def close(self) -> None:
        self._raw.close()
        super().close()


class _TimedResponse(http.client.HTTPResponse):
    def __init__(self, sock: socket.socket, *args: Any, **kwargs: Any) -> None:
        super().__init__(sock, *args, **kwargs)
        self.fp = io.BufferedReader(_TimedReader(self.fp.detach(), sock))


class _Bounded(HTTPConnection):
    response_class = _TimedResponse

    def _new_conn(self) -> socket.socket:
        # What a proxy may reach is the proxy's own affair, and it often stands at a private address itself.
        sock = _reach(self._dns_host, self.port or 80, _bounds.get().terms.local or self.proxy is not None)
        sock.settimeout(_bounds.get().left())
        return sock


class _BoundedTLS(_Bounded, HTTPSConnection):
    pass


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Bounded


class _PoolTLS(HTTPSConnectionPool):
    ConnectionCls = _BoundedTLS


_POOLS = {"http": _Pool, "https": _PoolTLS}


class _Adapter(requests.adapters.HTTPAdapter):
    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = _POOLS

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:
        manager = super().proxy_manager_for(proxy, **kwargs)
        if not proxy.lower().startswith("socks"):  # these need connections of their own kind
            manager.pool_classes_by_scheme = _POOLS
        return manager


class Browser(requests.Session):
    """A requests session that leaves redirects alone, keeps to `Terms` and offers nobody a saved password."""

    def __init__(self, user_agent: str) -> None:
        super().__init__()
        self.headers.update({"User-Agent": user_agent, "Accept-Encoding": "gzip, deflate"})
        self.auth = lambda request: request  # without it requests sends what ~/.netrc holds for the host
        for scheme in ("http://", "https://"):
            self.mount(scheme, _Adapter(max_retries=0))

    def get_redirect_target(self, resp: requests.Response) -> None:
        """Give none: even when told not to follow, requests would read the whole body of a redirect that it sees."""


def exchange(browser: Browser, url: str, headers: Mapping[str, str], terms: Terms) -> Answer:
    """Ask for one address once and give the answer, with its body where it is a good answer of a wanted type.

    Raises:
        FetchError: No whole answer came within the terms; `again_after` is set where another try may help.
    """
    token = _bounds.set(_Bounds(terms, time.monotonic() + terms.seconds))
    try:
        with browser.get(
            url, headers=dict(headers), stream=True, timeout=terms.seconds, allow_redirects=False
        ) as response:
            content_type = Message()
            content_type["Content-Type"] = response.headers.get("Content-Type", "")
            media_type = content_type.get_content_type() if content_type["Content-Type"] else ""
            wanted = response.status_code in GOOD and terms.readable(media_type)
            return Answer(
                status=response.status_code,
                headers=response.headers,
                media_type=media_type,
                charset=content_type.get_content_charset("") if media_type else "",
                location=_location(response) if response.is_redirect else "",
                data=_body(response, terms) if wanted else None,
            )
    except (requests.RequestException, HTTPError, OSError, ValueError) as error:
        raise _explained(url, error, terms) from error
    except FetchError as error:
        raise FetchError(url, error.reason, error.remedy) from None
    finally:
        _bounds.reset(token)


def _location(response: requests.Response) -> str:
    octets = response.headers["Location"].encode("latin-1")  # which http.client takes every header for
    try:
        return octets.decode("utf-8")
    except UnicodeDecodeError:
        return quote(octets, safe=punctuation)  # in whatever encoding it is, the server will know its own octets


def _too_long(terms: Terms) -> FetchError:
    remedy = "raise max_bytes in configs/sources.yaml if it is meant"
    return FetchError("", f"is longer than {terms.max_bytes:,} bytes", remedy)


def _body(response: requests.Response, terms: Terms) -> bytes:
    announced = response.headers.get("Content-Length", "")
    if announced.isdecimal() and len(announced) < 20 and int(announced) > terms.max_bytes and not terms.cut:
        raise _too_long(terms)
    parts, size = [], 0
    for part in response.raw.stream(CHUNK_BYTES, decode_content=True):
        parts.append(part)
        size += len(part)
        if size > terms.max_bytes:
            if not terms.cut:
                raise _too_long(terms)
            break
        _bounds.get().left()
    return b"".join(parts)[: terms.max_bytes]


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Give an error and those that it wraps: requests wraps urllib3's, which wrap the system's, each in its own way."""
    queue, known = [error], set[int]()
    while queue:
        current = queue.pop(0)
        if id(current) not in known:
            known.add(id(current))
            yield current
            wrapped = (*current.args, getattr(current, "reason", None), current.__cause__, current.__context__)
            queue.extend(inner for inner in wrapped if isinstance(inner, BaseException))


LATER = "try again later, or open it in a browser and save the page"
# The first line that fits any error of the chain says what happened; the last column, whether another try may help.
_EXPLANATIONS: tuple[tuple[tuple[type[BaseException], ...], str, str, bool], ...] = (
    ((requests.exceptions.ProxyError,), "cannot be reached through the proxy ({})", "check HTTP_PROXY, HTTPS_PROXY and NO_PROXY", False),
    ((TimeoutError, requests.Timeout, urllib3.exceptions.TimeoutError), "gave no whole answer within {seconds:g} seconds", "try again later, or raise timeout_seconds in configs/sources.yaml", False),
    ((ssl.SSLCertVerificationError,), "has a certificate that cannot be trusted ({})", "check the address and this computer's clock; where a proxy inspects traffic, point REQUESTS_CA_BUNDLE to its certificate", False),
    ((ssl.SSLError, requests.exceptions.SSLError), "does not complete a TLS handshake ({})", "check that the address is right with https", False),
    ((socket.gaierror,), "has a host name that cannot be looked up", "check its spelling and the network", False),
    ((ConnectionRefusedError,), "has a host that takes no connections on this port", "check the address", False),
    ((urllib3.exceptions.DecodeError,), "has a body that cannot be unpacked as its Content-Encoding says", LATER, False),
    ((urllib3.exceptions.InvalidChunkLength,), "has a body whose chunks are malformed", LATER, False),
    ((http.client.IncompleteRead, urllib3.exceptions.IncompleteRead), "has a body that breaks off", LATER, True),
    ((ConnectionResetError, ConnectionAbortedError, BrokenPipeError), "has a host that broke off the connection", LATER, True),
    ((http.client.HTTPException, requests.exceptions.InvalidHeader), "has a host whose answer is not HTTP", "check the address and its port", False),
    ((urllib3.exceptions.ProtocolError,), "has a body that breaks off", LATER, True),
    ((requests.exceptions.InvalidURL, urllib3.exceptions.LocationParseError, UnicodeError), "is not a usable address ({})", "correct it", False),
    ((ValueError,), "has a host whose answer is not HTTP", "check the address and its port", False),
)  # fmt: skip


def _explained(url: str, error: Exception, terms: Terms) -> FetchError:
    errors = list(_chain(error))
    for kinds, reason, remedy, again in _EXPLANATIONS:
        for found in errors:
            if isinstance(found, kinds):
                detail = getattr(found, "verify_message", "") or getattr(found, "reason", "") or type(found).__name__
                return FetchError(url, reason.format(detail, seconds=terms.seconds), remedy, 0.0 if again else None)
    return FetchError(
        url, f"cannot be reached ({errors[-1] or type(error).__name__})", "check the address and the network"
    )
