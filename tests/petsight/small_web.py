"""A small internet on the loopback interface: names, public addresses, hosts with certificates."""

from __future__ import annotations

import contextlib
import socket
import socketserver
import ssl
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import trustme

from petsight.fetch.network import Network

PUBLIC = "93.184.215.14"
OTHER_PUBLIC = "2606:2800:21f:cb07:6820:80da:af6b:8b2c"

Script = Callable[[socket.socket, bytes], None]
"""What a host does on a connection once it has read the head of a request."""


def reply(body: bytes, status: str = "200 OK", length: int | None = None, **headers: str) -> Script:
    """Make a host that answers every request in the same way, and properly."""
    size = len(body) if length is None else length
    fields = {"content-length": str(size)} | {k.replace("_", "-"): v for k, v in headers.items()}
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in fields.items())]
    return say("\r\n".join([*lines, "", ""]).encode("latin-1") + body)


def say(data: bytes) -> Script:
    """Make a host that sends these bytes, whatever they mean."""
    return lambda connection, _head: connection.sendall(data)


def in_turn(*scripts: Script) -> Script:
    """Make a host that follows one script after the other, a connection each."""
    steps = iter(scripts)

    def script(connection: socket.socket, head: bytes) -> None:
        next(steps)(connection, head)

    return script


def redirect(*locations: str, status: str = "302 Found") -> Script:
    """Make a host that sends to one location after the other, and then a picture."""
    steps = [reply(b"", status, location=location) for location in locations]
    return in_turn(*steps, reply(b"arrived"))


def drip(start: bytes, drop: bytes, stop: threading.Event) -> Script:
    """Make a host that sends a start at once and then drop after drop, without end."""

    def script(connection: socket.socket, head: bytes) -> None:
        connection.sendall(start)
        while not stop.wait(0.02):
            connection.sendall(drop)

    return script


class Web:
    """The internet, as far as a test needs it.

    Attributes:
        names: Host to the answers of successive look-ups; the last one stays.
        looked_up: Each name that was looked up.
        connected: Each address that a connection was asked for.
        heads: Each request that a host received, up to the empty line.
        server_names: Each name that a client asked to see a certificate for.
        stop: Set when the test is over, for hosts that would go on.
    """

    def __init__(self, folder: Path) -> None:
        self.names: dict[str, list[list[str]]] = {}
        self.looked_up: list[str] = []
        self.connected: list[str] = []
        self.heads: list[bytes] = []
        self.server_names: list[str | None] = []
        self.stop = threading.Event()
        self.authority = trustme.CA()
        self.ca_file = str(folder / "authority.pem")
        self.authority.cert_pem.write_to_path(self.ca_file)
        self._ports: dict[str, int] = {}
        self._servers = contextlib.ExitStack()

    def network(self) -> Network:
        """The way into this internet."""
        return Network(self.look_up, self.connect, self.ca_file)

    def look_up(self, host: str) -> list[str]:
        self.looked_up.append(host)
        answers = self.names.get(host)
        if not answers:
            raise socket.gaierror("no such name")
        return answers.pop(0) if len(answers) > 1 else answers[0]

    def connect(self, address: str, seconds: float) -> socket.socket:
        self.connected.append(address)
        if address not in self._ports:
            raise ConnectionRefusedError("nobody is there")
        return socket.create_connection(("127.0.0.1", self._ports[address]), seconds)

    def add(
        self,
        name: str,
        script: Script,
        address: str = PUBLIC,
        certificate: trustme.LeafCert | None = None,
    ) -> None:
        """Put a host on the web; by default with a right certificate for its name."""
        leaf = certificate or self.authority.issue_cert(name)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        leaf.configure_cert(context)
        context.sni_callback = lambda _socket, asked, _context: self.server_names.append(asked)

        def serve(connection: socket.socket) -> None:
            with context.wrap_socket(connection, server_side=True) as secure:
                head = _read_head(secure)
                self.heads.append(head)
                script(secure, head)

        self.add_plain(name, serve, address)

    def add_plain(
        self, name: str, serve: Callable[[socket.socket], None], address: str = PUBLIC
    ) -> None:
        """Put a host on the web that need not speak TLS."""

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                with contextlib.suppress(OSError, EOFError):  # the client may leave at any time
                    serve(self.request)

        server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        self._servers.callback(server.server_close)
        self._servers.callback(thread.join)
        self._servers.callback(server.shutdown)
        self.names[name] = [[address]]
        self._ports[address] = server.server_address[1]

    def close(self) -> None:
        self.stop.set()
        self._servers.close()


def _read_head(connection: socket.socket) -> bytes:
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        data = connection.recv(1)
        if not data:
            raise EOFError
        head += data
    return head


@contextlib.contextmanager
def small_web(folder: Path) -> Iterator[Web]:
    """Open an internet that is gone when the block ends."""
    with contextlib.closing(Web(folder)) as web:
        yield web
