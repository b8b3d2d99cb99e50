"""Through a company's proxy: found by the usual variables, and told nothing but the host."""

from __future__ import annotations

import base64
import contextlib
import socket
import socketserver
import ssl
import threading

import pytest
import trustme

from petsight import CloudClassifier
from petsight.cloud.timing import Timeouts
from tests.petsight.cloud_support import CAT, failure
from tests.petsight.misbehaving import Misbehaving, slow_body

HOST = "pets.invalid"
URL = f"https://{HOST}"


class Tunnel(socketserver.StreamRequestHandler):
    """Answers CONNECT by joining the client with the one server there is, whatever the name."""

    server: Proxy

    def handle(self) -> None:
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            head += self.rfile.readline()
        self.server.heads.append(head.decode())
        self.wfile.write(self.server.answer)
        if b" 200 " not in self.server.answer:
            return
        with socket.create_connection(("127.0.0.1", self.server.target)) as onward:
            back = threading.Thread(target=pump, args=(onward, self.connection))
            back.start()
            pump(self.connection, onward)
            back.join()


def pump(source: socket.socket, sink: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while chunk := source.recv(2**16):
            sink.sendall(chunk)
    with contextlib.suppress(OSError):
        sink.shutdown(socket.SHUT_WR)


class Proxy(socketserver.ThreadingTCPServer):
    """A proxy that joins everybody with one server on this machine."""

    answer = b"HTTP/1.1 200 Connection established\r\n\r\n"

    def __init__(self, target: int) -> None:
        super().__init__(("127.0.0.1", 0), Tunnel)
        self.target = target
        self.heads: list[str] = []
        self.thread = threading.Thread(target=self.serve_forever, args=(0.01,))
        self.thread.start()

    def __exit__(self, *_exception: object) -> None:
        self.shutdown()
        self.thread.join()
        self.server_close()


@pytest.fixture
def server(monkeypatch, tmp_path):
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "bundle.pem"))
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "bundle.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(HOST).configure_cert(context)
    with Misbehaving().secure(context) as server:
        yield server


@pytest.fixture
def proxy(server, monkeypatch):
    with Proxy(server.port) as proxy:
        monkeypatch.setenv("https_proxy", f"http://me:pass@127.0.0.1:{proxy.server_address[1]}")
        yield proxy


def test_pictures_travel_through_the_tunnel(server, proxy):
    with CloudClassifier(URL, "s3cret") as cloud:
        assert {cloud.classify(CAT).label for _ in range(3)} == {"cat"}
    assert len(server.pictures) == 3
    assert {seen.headers["x-api-key"] for seen in server.seen} == {"s3cret"}
    (head,) = proxy.heads
    assert head.startswith(f"CONNECT {HOST}:443 ")
    assert "s3cret" not in head
    assert base64.b64encode(b"me:pass").decode() in head
    assert all("proxy-authorization" not in seen.headers for seen in server.seen)


def test_hosts_that_need_no_proxy(proxy, monkeypatch):
    monkeypatch.setenv("no_proxy", "invalid")
    assert failure(URL).message == "the endpoint's name cannot be resolved"
    assert proxy.heads == []


def test_a_proxy_that_refuses(server, proxy):
    proxy.answer = b"HTTP/1.1 407 Who are you?\r\ncontent-length: 0\r\n\r\n"
    error = failure(URL)
    assert (error.detail, error.message) == (
        "offline",
        "the proxy cannot be reached or refuses",
    )
    assert server.connections == 0


def test_the_deadline_holds_through_a_proxy(server, proxy):
    server.always = slow_body
    assert failure(URL, Timeouts(total=1.0)).detail == "timeout"
