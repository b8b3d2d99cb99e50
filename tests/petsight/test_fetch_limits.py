"""How large a file may be, in which form, and how long it may take."""

from __future__ import annotations

import contextlib
import inspect
import threading

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from petsight import fetch
from petsight.errors import FetchError
from petsight.fetch import MAX_BYTES, fetch_image
from tests.petsight.fetching import PICTURE, URL, output_of, refusal, take
from tests.petsight.small_web import (
    PUBLIC,
    drip,
    redirect,
    reply,
    say,
)

# Size and form


def test_a_file_of_the_largest_size(web):
    web.add("example.org", reply(bytes(MAX_BYTES)))
    assert len(take(web)) == MAX_BYTES


def test_a_file_that_announces_too_much_is_not_waited_for(web):
    head = b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n" % (MAX_BYTES + 1)
    web.add("example.org", drip(head, b"", web.stop))
    refusal(web, seconds=600.0)


def test_a_file_that_is_too_large_without_saying_so(web):
    web.add("example.org", say(b"HTTP/1.1 200 OK\r\n\r\n" + bytes(MAX_BYTES + 1)))
    refusal(web)


ENDLESS = {
    "body": b"HTTP/1.1 200 OK\r\n\r\n",
    "body with a length beyond all bounds": b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n"
    % 10**30,
    "body with a length that is none": b"HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n",
    "chunk": b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nfffffffff\r\n",
    "chunk of a negative size": b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n-1\r\n",
    "header": b"HTTP/1.1 200 OK\r\nx: ",
    "status line": b"HTTP/1.1 200 ",
}


@pytest.mark.parametrize("start", ENDLESS.values(), ids=ENDLESS)
def test_what_never_ends(web, start):
    web.add("example.org", drip(start, bytes(2**20), web.stop))
    refusal(web, seconds=600.0)  # it is the size that has to end it


def test_endless_interim_answers(web):
    web.add("example.org", drip(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 2**14, web.stop))
    refusal(web, seconds=600.0)


def test_a_body_that_is_cut_short(web):
    web.add("example.org", reply(PICTURE, length=len(PICTURE) + 1))
    refusal(web)
    web.add("example.org", say(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n9\r\nabc"))
    refusal(web)


@pytest.mark.parametrize("coding", ["gzip", "br", "deflate", "identity, gzip", "zstd"])
def test_compressed_answers_are_refused(web, coding):
    web.add("example.org", reply(PICTURE, content_encoding=coding))
    refusal(web)


def test_nothing_is_decompressed_that_claims_so_elsewhere(web):
    coded = b"HTTP/1.1 200 OK\r\ntransfer-encoding: gzip\r\n\r\n\x1f\x8b raw"
    web.add("example.org", say(coded))
    assert take(web) == b"\x1f\x8b raw"


@pytest.mark.parametrize(
    "status", ["204 None", "206 Part", "304 Same", "401 Who", "404 No", "500 Ouch", "999 What"]
)
def test_other_statuses(web, status):
    web.add("example.org", reply(b"" if status[0] in "23" else PICTURE, status))
    refusal(web)


@pytest.mark.parametrize(
    "answer",
    [b"", b"\r\n", b"HTTP/1.1\r\n\r\n", b"<html>no</html>", b"SSH-2.0-x\r\n", b"\x00" * 100],
)
def test_what_is_not_http(web, answer):
    web.add("example.org", say(answer))
    refusal(web)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    tail=st.binary(max_size=200),
    head=st.sampled_from([*ENDLESS.values(), b"HTTP/1.1 302 F\r\nlocation: ", b""]),
)
def test_any_answer_is_a_file_or_the_one_error(web, head, tail):
    web.add("example.org", say(head + tail))
    with contextlib.suppress(FetchError):
        assert len(take(web)) <= len(tail)


# Time


def hanging() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "petsight-look-up"]


@pytest.fixture
def hung_look_ups(web):
    """A network in which a look-up takes until the test ends it."""

    def look_up(host):
        web.looked_up.append(host)
        web.stop.wait()
        return [PUBLIC]

    yield fetch.network.Network(look_up, web.connect, web.ca_file)
    web.stop.set()
    for thread in hanging():
        thread.join()


SLOW = {
    "status line": (b"HTTP", b" "),
    "headers": (b"HTTP/1.1 200 OK\r\n", b"a: b\r\n"),
    "one header": (b"HTTP/1.1 200 OK\r\nx: ", b"y"),
    "body": (b"HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n", b"z"),
    "body without a length": (b"HTTP/1.1 200 OK\r\n\r\n", b"z"),
    "chunks": (b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n", b"1\r\nz\r\n"),
    "silence": (b"", b""),
}


@pytest.mark.parametrize(("start", "drop"), SLOW.values(), ids=SLOW)
def test_a_host_that_drips(web, start, drop):
    web.add("example.org", drip(start, drop, web.stop))
    refusal(web, seconds=0.3)


@pytest.mark.parametrize("start", [b"", b"\x16\x03\x03\x40\x00"], ids=["silent", "dripping"])
def test_a_host_that_never_ends_its_handshake(web, start):
    script = drip(start, start and b"\x02", web.stop)
    web.add_plain("example.org", lambda connection: script(connection, b""))
    refusal(web, seconds=0.3)
    assert web.connected == [PUBLIC]


def test_time_is_shared_by_all_redirects(web):
    def script(connection, head):
        web.stop.wait(0.4)
        redirect("/")(connection, head)

    web.add("example.org", script)
    refusal(web, seconds=1.0)
    assert len(web.heads) < 4  # each hop alone would have been in time


def test_no_time_at_all(web):
    web.add("example.org", reply(PICTURE))
    refusal(web, seconds=-1.0)
    assert web.connected == []


def test_five_seconds_unless_told_otherwise():
    assert fetch.SECONDS == inspect.signature(fetch_image).parameters["seconds"].default == 5.0


def test_a_slow_name_server(web, hung_look_ups):
    with pytest.raises(FetchError):
        fetch_image(URL, allowed_hosts=None, seconds=0.1, network=hung_look_ups)
    assert web.connected == []


def test_look_ups_that_hang_do_not_pile_up(web, hung_look_ups):
    for _ in range(12):
        with pytest.raises(FetchError):
            fetch_image(URL, allowed_hosts=None, seconds=0.1, network=hung_look_ups)
    assert len(web.looked_up) == 8
    web.stop.set()
    for thread in hanging():
        thread.join()
    web.add("example.org", reply(PICTURE))
    assert take(web) == PICTURE  # and their places are free again


def test_a_look_up_that_hangs_does_not_hold_up_the_exit():
    code = """
import threading
from petsight.fetch import FetchError, Network, fetch_image

def look_up(host):
    print("asked")
    threading.Event().wait()

try:
    fetch_image("https://example.org/", allowed_hosts=None, network=Network(look_up))
except FetchError:
    print("refused")
"""
    assert output_of(code).split() == ["asked", "refused"]
