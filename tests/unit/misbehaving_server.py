"""A web server on 127.0.0.1 that does to a client, path by path, what it is told to."""

from __future__ import annotations

import gzip
import socket
import socketserver
import struct
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from email.utils import formatdate

Reply = Callable[[socket.socket], None]
DRIP_SECONDS = 0.03


@dataclass(frozen=True)
class Asked:
    path: str
    headers: dict[str, str]


@dataclass
class Server:
    """What the server was told to do, and what it was asked; the last reply to a path is given again and again."""

    port: int
    replies: dict[str, list[Reply]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    connections: int = 0

    def url(self, path: str, host: str = "127.0.0.1", scheme: str = "http") -> str:
        return f"{scheme}://{host}:{self.port}{path}"

    def on(self, path: str, *replies: Reply) -> str:
        self.replies[path] = list(replies)
        return self.url(path)

    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked]

    def last(self, path: str) -> dict[str, str]:
        return [asked.headers for asked in self.asked if asked.path == path][-1]

    def reply_to(self, path: str) -> Reply:
        replies = self.replies.get(path, [answer(b"", status="404 Not Found")])
        return replies.pop(0) if len(replies) > 1 else replies[0]


class _Handler(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        server: Server = self.server.book  # type: ignore[attr-defined]
        server.connections += 1
        self.request.settimeout(5)
        try:
            while head := self._head():
                first, *lines = head.decode("latin-1").split("\r\n")
                if not first.startswith("GET "):
                    return
                headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
                server.asked.append(Asked(first.split(" ")[1], headers))
                server.reply_to(server.asked[-1].path)(self.request)
        except OSError:
            return

    def _head(self) -> bytes:
        head = b""
        while b"\r\n\r\n" not in head:
            part = self.request.recv(65_536)
            if not part or not (head + part).startswith(b"G"):
                return b""
            head += part
        return head


class _TCPServer(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.book = Server(self.server_address[1])


class Running:
    """Runs a server in a thread for as long as the `with` block lasts."""

    def __enter__(self) -> Server:
        self._server = _TCPServer()
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self._thread.start()
        return self._server.book

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.socket.close()


def head(*lines: str, status: str = "200 OK") -> bytes:
    return "\r\n".join((f"HTTP/1.1 {status}", *lines, "", "")).encode("latin-1")


def answer(body: bytes, *lines: str, status: str = "200 OK", media_type: str = "text/html") -> Reply:
    """A well-behaved reply; the connection stays open."""
    whole = head(f"Content-Type: {media_type}", f"Content-Length: {len(body)}", *lines, status=status) + body
    return lambda sock: sock.sendall(whole)


def raw(data: bytes) -> Reply:
    """Just these bytes, and the end of the connection."""

    def reply(sock: socket.socket) -> None:
        sock.sendall(data)
        sock.shutdown(socket.SHUT_WR)

    return reply


def redirect(location: str, *lines: str, status: str = "302 Found") -> Reply:
    return answer(b"", f"Location: {location}", *lines, status=status)


def drip(data: bytes, drop: bytes) -> Reply:
    """These bytes at once and then a drop at a time, for as long as anybody listens."""

    def reply(sock: socket.socket) -> None:
        sock.sendall(data)
        give_up = time.monotonic() + 20
        while time.monotonic() < give_up:
            sock.sendall(drop)
            time.sleep(DRIP_SECONDS)

    return reply


def flood(data: bytes, sent: list[int]) -> Reply:
    """These bytes, and then more without end and as fast as they go; `sent` counts them."""

    def reply(sock: socket.socket) -> None:
        sock.sendall(data)
        while sum(sent) < 1_000_000_000:
            sent.append(sock.send(b"x" * 65_536))

    return reply


def reset(data: bytes) -> Reply:
    """These bytes, and then a reset of the connection."""

    def reply(sock: socket.socket) -> None:
        sock.sendall(data)
        time.sleep(0.05)  # so that the client has them before the reset discards what it has not read
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        sock.close()

    return reply


def packed(size: int) -> bytes:
    """So many zeros, which gzip makes a thousand times shorter."""
    return gzip.compress(bytes(size))


def in_seconds(seconds: float) -> str:
    return formatdate(time.time() + seconds, usegmt=True)
