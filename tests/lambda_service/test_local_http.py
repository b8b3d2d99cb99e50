"""The development server, at its edges: what clients send, how long they take, how it ends."""

from __future__ import annotations

import contextlib
import http.client
import json
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from urllib.parse import urlsplit

import pytest

from lambda_service import local, local_body, local_http
from lambda_service.local import LocalServer
from tests.lambda_service.raw_http import ask, codes, connect, hung_up, receive, send


def test_a_request_and_its_answer(echo_server):
    reply = ask(echo_server.url, "POST", "/a/b?c=d", b"\x00\xff", {"X-Mixed-Case": "Kept"})
    assert reply.status == 200
    assert reply.headers["x-echo"] == "yes"
    assert reply.headers["content-length"] == str(len(reply.body))
    given = reply.json()
    event = given["event"]
    assert (event["rawPath"], event["rawQueryString"]) == ("/a/b", "c=d")
    assert event["headers"]["x-mixed-case"] == "Kept"
    assert event["body"] == "AP8="
    assert event["requestContext"]["http"]["sourceIp"] == "127.0.0.1"
    assert event["requestContext"]["requestId"] == given["id"]
    assert 0 < given["left"] <= local.TIMEOUT_S * 1000


def test_only_this_machine_can_connect(echo_server):
    assert echo_server.url.startswith("http://127.0.0.1:")
    assert echo_server._server.socket.getsockname()[0] == "127.0.0.1"


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"])
def test_every_method_reaches_the_function(echo_server, method):
    reply = ask(echo_server.url, method, "/")
    assert reply.json()["event"]["requestContext"]["http"]["method"] == method


def test_head_has_no_body(echo_server):
    with connect(echo_server.url) as connection:
        connection.sendall(b"HEAD / HTTP/1.1\r\n\r\nGET / HTTP/1.1\r\n\r\n")
        head = receive(connection, "HEAD")
        after = receive(connection)
    assert head is not None
    assert after is not None
    assert int(head.headers["content-length"]) > 0
    assert head.body == b""
    assert after.status == 200


def test_connections_stay_open(echo_server):
    with closing(
        http.client.HTTPConnection(urlsplit(echo_server.url).netloc, timeout=60)
    ) as client:
        ids = set()
        for _ in range(5):
            client.request("POST", "/", b"body")
            ids.add(json.loads(client.getresponse().read())["id"])
            assert client.sock is not None
        assert len(ids) == 5


def test_requests_may_be_sent_ahead(echo_server):
    request = b"POST /%d HTTP/1.1\r\ncontent-length: 2\r\n\r\nab"
    with connect(echo_server.url) as connection:
        connection.sendall(request % 1 + request % 2)
        replies = [receive(connection), receive(connection)]
    assert [reply.json()["event"]["rawPath"] for reply in replies if reply] == ["/1", "/2"]


def test_old_clients_are_served_and_the_connection_closed(echo_server):
    with connect(echo_server.url) as connection:
        connection.sendall(b"GET / HTTP/1.0\r\n\r\n")
        reply = receive(connection)
        assert reply is not None
        assert reply.headers["connection"] == "close"
        assert hung_up(connection)


def test_interim_answer_where_the_client_waits_for_it(echo_server):
    with connect(echo_server.url) as connection:
        head = b"POST / HTTP/1.1\r\nexpect: 100-continue\r\ncontent-length: 2\r\n\r\n"
        connection.sendall(head)
        assert connection.recv(64) == b"HTTP/1.1 100 Continue\r\n\r\n"
        connection.sendall(b"ab")
        reply = receive(connection)
    assert reply is not None
    assert reply.json()["event"]["body"] == "YWI="


# Time


def test_half_open_connections_are_closed_and_hold_up_nobody(echo_server, monkeypatch):
    monkeypatch.setattr(local_body, "IDLE_S", 0.3)
    with connect(echo_server.url) as silent, connect(echo_server.url) as kept:
        kept.sendall(b"GET / HTTP/1.1\r\n\r\n")
        assert receive(kept) is not None
        assert ask(echo_server.url, "GET", "/").status == 200
        assert hung_up(silent)
        assert hung_up(kept)  # after one request, too


def test_each_request_has_time_of_its_own(echo_server, monkeypatch):
    monkeypatch.setattr(local_body, "REQUEST_S", 0.3)
    with connect(echo_server.url) as connection:
        for _ in range(2):
            connection.sendall(b"GET / HTTP/1.1\r\n\r\n")
            assert receive(connection) is not None
            time.sleep(0.4)


def test_an_answer_may_take_longer_than_a_request(monkeypatch, capfd):
    monkeypatch.setattr(local_body, "REQUEST_S", 0.2)
    with LocalServer(handler=lambda _event, _context: time.sleep(0.4)) as server:
        assert send(server.url, b"GET / HTTP/1.0\r\n\r\n").json() is None
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize(
    "start", [b"GET / HTTP/1.1\r\nx: ", b"POST / HTTP/1.1\r\ncontent-length: 99999\r\n\r\n"]
)
def test_a_request_that_drips_is_ended(echo_server, monkeypatch, start):
    monkeypatch.setattr(local_body, "REQUEST_S", 0.5)
    stop = threading.Event()

    def drip(connection: socket.socket) -> None:
        connection.sendall(start)
        try:
            while not stop.wait(0.05):
                connection.sendall(b"a")
        except OSError:
            pass  # the server has hung up

    with connect(echo_server.url) as connection:
        dripping = threading.Thread(target=drip, args=(connection,))
        dripping.start()
        try:
            assert hung_up(connection)
        finally:
            stop.set()
            dripping.join()


def test_clients_that_leave(echo_server, capfd):
    for data in (b"GET / HT", b"POST / HTTP/1.1\r\ncontent-length: 9\r\n\r\nab"):
        with connect(echo_server.url) as connection:
            connection.sendall(data)
    with connect(echo_server.url) as connection:  # this one does not wait for its answer
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        connection.sendall(b"GET / HTTP/1.1\r\n\r\n")
    assert ask(echo_server.url, "GET", "/").status == 200
    assert capfd.readouterr().err == ""


# The function


def test_a_function_that_fails_tells_the_developer_alone(capfd):
    def fail(event, context):
        raise RuntimeError("a secret of the house")

    with LocalServer(handler=fail) as server:
        reply = ask(server.url, "GET", "/")
    assert codes(reply) == (502, "internal")
    assert b"secret" not in reply.body
    assert b"Traceback" not in reply.body
    assert "a secret of the house" in capfd.readouterr().err


@pytest.mark.parametrize("result", [object(), {"statusCode": "two hundred"}, {1: b"bytes"}])
def test_a_function_that_returns_no_answer(result, capfd):
    with LocalServer(handler=lambda _event, _context: result) as server:
        assert codes(ask(server.url, "GET", "/")) == (502, "internal")
    assert "Error" in capfd.readouterr().err


def test_too_many_requests_at_once(monkeypatch):
    inside = threading.Semaphore(0)
    go_on = threading.Event()

    def wait(event, context):
        inside.release()
        go_on.wait()
        return {"ok": True}

    with LocalServer(handler=wait) as server, ThreadPoolExecutor(local.CONCURRENCY) as pool:
        waiting = [pool.submit(ask, server.url, "GET", "/") for _ in range(local.CONCURRENCY)]
        for _ in waiting:
            inside.acquire()
        try:
            reply = ask(server.url, "GET", "/")
        finally:
            go_on.set()
        assert codes(reply) == (429, "throttled")
        assert reply.headers["retry-after"] == "1"
        assert [future.result().status for future in waiting] == [200] * local.CONCURRENCY
        assert ask(server.url, "GET", "/").status == 200


def test_closing_answers_what_is_under_way(monkeypatch):
    monkeypatch.setattr(local_body, "IDLE_S", 600.0)  # it is not time that ends the idle one
    inside = threading.Event()
    go_on = threading.Event()

    def wait(event, context):
        inside.set()
        go_on.wait()
        return {"ok": True}

    server = LocalServer(handler=wait)
    with ThreadPoolExecutor(1) as pool, connect(server.url) as idle:
        with server:
            answer = pool.submit(ask, server.url, "GET", "/")
            inside.wait()
            later = threading.Timer(0.2, go_on.set)  # the server is closing by then
            later.start()
        later.join()
        assert answer.result().status == 200
        assert hung_up(idle)
    with pytest.raises(ConnectionRefusedError):
        ask(server.url, "GET", "/")


def test_connections_are_bounded(echo_server, monkeypatch):
    monkeypatch.setattr(local_http, "CONNECTIONS", 2)
    with connect(echo_server.url) as one, connect(echo_server.url) as two:
        for connection in (one, two):
            connection.sendall(b"GET / HTTP/1.1\r\n\r\n")
            assert receive(connection) is not None
        with connect(echo_server.url) as three:
            with contextlib.suppress(OSError):  # the server may be faster
                three.sendall(b"GET / HTTP/1.1\r\n\r\n")
            assert hung_up(three)


def test_a_connection_that_ends_makes_room(echo_server, monkeypatch):
    monkeypatch.setattr(local_http, "CONNECTIONS", 2)
    for _ in range(5):
        with connect(echo_server.url) as connection:
            connection.sendall(b"GET / HTTP/1.0\r\n\r\n")
            assert receive(connection) is not None
            assert hung_up(connection)
        while echo_server._server._connections:  # its thread is about to take note
            time.sleep(0.01)
