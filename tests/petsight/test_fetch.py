"""Each line of the guard around fetching, against real hosts with real certificates.

The hosts listen on the loopback interface; names, addresses and connections are the test's own.
"""

from __future__ import annotations

import contextlib
import inspect
import subprocess
import sys
import threading
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from petsight import fetch
from petsight.errors import FetchError
from petsight.fetch import MAX_BYTES, fetch_image
from tests.petsight.small_web import (
    OTHER_PUBLIC,
    PUBLIC,
    Web,
    drip,
    in_turn,
    redirect,
    reply,
    say,
    small_web,
)
from tests.support_cli import environment

URL = "https://example.org/cat.jpg"
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
PICTURE = b"\xff\xd8 any bytes at all \x00"


@pytest.fixture
def web(tmp_path):
    with small_web(tmp_path) as web:
        yield web


def take(
    web: Web, url: str = URL, allowed: list[str] | None = None, seconds: float = 30.0
) -> bytes:
    """Fetch from the small web, with time enough for a busy machine unless time is the subject."""
    return fetch_image(url, allowed_hosts=allowed, seconds=seconds, network=web.network())


def refusal(
    web: Web, url: str = URL, allowed: list[str] | None = None, seconds: float = 30.0
) -> str:
    with pytest.raises(FetchError) as caught:
        take(web, url, allowed, seconds)
    return caught.value.message


def test_fetches_the_bytes(web):
    web.add("example.org", reply(PICTURE, content_type="text/html"))
    assert take(web, "https://EXAMPLE.org:443/a%20b/Bär?x=1#part") == PICTURE
    assert web.looked_up == ["example.org"]
    assert web.connected == [PUBLIC]
    assert web.server_names == ["example.org"]
    lines = web.heads[0].decode().split("\r\n")
    assert lines[0] == "GET /a%20b/B%C3%A4r?x=1 HTTP/1.1"
    assert sorted(line.lower() for line in lines[1:] if line) == [
        "accept-encoding: identity",
        "accept: image/*",
        "connection: close",
        "host: example.org",
        "user-agent: petsight",
    ]


def test_takes_bodies_however_they_are_framed(web):
    head = b"HTTP/1.1 200 OK\r\n"
    chunks = b"transfer-encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nend: 1\r\n\r\n"
    web.add("example.org", say(head + chunks))
    assert take(web) == b"abcde"
    web.add("example.org", say(head + b"\r\nto the end"))
    assert take(web) == b"to the end"
    web.add("example.org", say(b"HTTP/1.1 100 Continue\r\n\r\n" + head + b"\r\nafter all"))
    assert take(web) == b"after all"
    web.add("example.org", say(b"HTTP/1.0 200 OK\r\ncontent-encoding: Identity\r\n\r\nold"))
    assert take(web) == b"old"


def test_international_names(web):
    web.add("xn--mnchen-3ya.de", reply(PICTURE))
    assert take(web, "https://MÜNCHEN.de./", ["München.de"]) == PICTURE
    assert web.looked_up == web.server_names == ["xn--mnchen-3ya.de"]
    assert b"host: xn--mnchen-3ya.de\r\n" in web.heads[0].lower()


# Who may be asked


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "http://example.org/cat.jpg",
        "https://example.org:8443/",
        "https://me:secret@example.org/",
        "https://127.0.0.1/",
        "https://2130706433/",
        "https://0x7f000001/",
        "https://0177.0.0.1/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://169.254.169.254/latest/meta-data/",
        "https://93.184.215.14/",
    ],
)
@pytest.mark.parametrize("allowed", [None, ["example.org"]])
def test_urls_that_are_never_followed(web, url, allowed):
    web.add("example.org", reply(PICTURE))
    refusal(web, url, allowed)
    assert web.looked_up == web.connected == []


@pytest.mark.parametrize("allowed", [["example.org"], ["other.net", "EXAMPLE.org."]])
def test_allowed_hosts(web, allowed):
    web.add("example.org", reply(PICTURE))
    assert take(web, URL, allowed) == PICTURE
    assert take(web, "https://Example.Org./", allowed) == PICTURE


@pytest.mark.parametrize(
    "host", ["www.example.org", "example.org.evil.net", "xexample.org", "org", "example.orgx"]
)
def test_hosts_that_are_not_allowed_are_not_even_looked_up(web, host):
    web.add(host, reply(PICTURE))
    refusal(web, f"https://{host}/", ["example.org"])
    refusal(web, f"https://{host}/", [])
    assert web.looked_up == []
    assert take(web, f"https://{host}/") == PICTURE


def test_an_allowed_host_must_be_a_host():
    with pytest.raises(ValueError, match="not a host name"):
        fetch_image(URL, allowed_hosts=["127.0.0.1"])


@pytest.mark.parametrize(
    "addresses",
    [
        ["127.0.0.1"],
        ["169.254.169.254"],
        ["10.0.0.1"],
        ["::1"],
        ["::ffff:127.0.0.1"],
        ["64:ff9b::7f00:1"],
        ["fe80::1%2"],
        ["224.0.0.251"],
        [PUBLIC, "192.168.0.1"],
        ["192.168.0.1", PUBLIC],
        [PUBLIC, OTHER_PUBLIC, "fd00::1"],
        ["no address"],
        [],
    ],
)
def test_one_address_that_is_not_public_refuses_the_host(web, addresses):
    web.add("example.org", reply(PICTURE), addresses[0] if addresses else PUBLIC)
    web.names["example.org"] = [addresses]
    refusal(web)
    assert web.looked_up == ["example.org"]
    assert web.connected == []


def test_the_name_is_resolved_once(web):
    web.add("example.org", reply(PICTURE))
    web.names["example.org"] = [[PUBLIC], ["127.0.0.1"]]
    assert take(web) == PICTURE
    assert web.looked_up == ["example.org"]
    assert web.connected == [PUBLIC]
    refusal(web)  # now the name leads to loopback
    assert web.connected == [PUBLIC]


def test_the_next_address_is_tried_where_one_is_dead(web):
    web.add("example.org", reply(PICTURE), OTHER_PUBLIC)
    web.names["example.org"] = [[PUBLIC, OTHER_PUBLIC]]
    assert take(web) == PICTURE
    assert web.connected == [PUBLIC, OTHER_PUBLIC]
    assert web.looked_up == ["example.org"]


# Redirects


@pytest.mark.parametrize("status", ["301 M", "302 F", "303 S", "307 T", "308 P"])
def test_a_redirect_on_the_same_host(web, status):
    web.add("example.org", redirect("../b/dog.png?x#y", status=status))
    assert take(web, "https://example.org/a/cat.jpg") == b"arrived"
    assert [head.split(b" ")[1] for head in web.heads] == [b"/a/cat.jpg", b"/b/dog.png?x"]
    assert web.looked_up == ["example.org"] * 2  # once a hop


def test_three_redirects_are_followed_and_four_are_not(web):
    web.add("example.org", redirect("/1", "/2", "/3"))
    assert take(web) == b"arrived"
    assert len(web.heads) == 4
    web.add("example.org", redirect("/1", "/2", "/3", "/4"))
    refusal(web)
    assert len(web.heads) == 8  # the fourth redirect was read and not followed


@pytest.mark.parametrize(
    "location",
    [
        "http://example.org/cat.jpg",
        "file:///etc/passwd",
        "https://127.0.0.1/",
        "https://2130706433/",
        "https://[::1]/",
        "https://localhost/",
        "https://me:secret@example.org/",
        "https://example.org:8443/",
        "//other.net/",
        "https://[",
        "\\\\example.org/",
    ],
)
def test_redirects_that_are_not_followed(web, location):
    web.add("example.org", redirect(location))
    web.names["localhost"] = [["127.0.0.1"]]
    refusal(web, URL, ["example.org", "localhost"])
    assert web.connected == [PUBLIC]


def test_a_redirect_is_resolved_and_checked_anew(web):
    web.add("example.org", redirect("/again"))
    web.names["example.org"] = [[PUBLIC], ["127.0.0.1"]]
    refusal(web)
    assert web.looked_up == ["example.org"] * 2
    assert web.connected == [PUBLIC]


def test_a_redirect_to_another_host_needs_that_host_allowed(web):
    web.add("other.net", reply(PICTURE), OTHER_PUBLIC)

    def send_on() -> None:
        web.add("example.org", redirect("https://other.net/cat.jpg"))

    send_on()
    refusal(web, URL, ["example.org"])
    send_on()
    refusal(web, URL, None)  # a person has agreed to one host, not to where it sends people
    assert "other.net" not in web.looked_up
    send_on()
    assert take(web, URL, ["example.org", "other.net"]) == PICTURE
    assert web.server_names[-2:] == ["example.org", "other.net"]


def test_a_redirect_without_a_location(web):
    web.add("example.org", reply(PICTURE, "302 Found"))
    refusal(web)


# Certificates


def test_a_certificate_for_another_name(web):
    web.add("example.org", reply(PICTURE), certificate=web.authority.issue_cert("other.net"))
    refusal(web)
    assert web.heads == []


def test_a_certificate_for_the_address_alone(web):
    web.add("example.org", reply(PICTURE), certificate=web.authority.issue_cert(PUBLIC))
    refusal(web)
    assert web.heads == []


def test_an_expired_certificate(web):
    expired = web.authority.issue_cert("example.org", not_after=LONG_AGO)
    web.add("example.org", reply(PICTURE), certificate=expired)
    refusal(web)
    assert web.heads == []


def test_an_authority_that_nobody_trusts(web, tmp_path, monkeypatch):
    web.add("example.org", reply(PICTURE))
    for name in ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        monkeypatch.setenv(name, web.ca_file)  # the environment cannot widen the trust
    usual = fetch.network.Network(web.look_up, web.connect)
    with pytest.raises(FetchError):
        fetch_image(URL, allowed_hosts=None, network=usual)
    assert web.connected == [PUBLIC]
    assert web.heads == []


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

stuck = Network(look_up=lambda host: threading.Event().wait())
try:
    fetch_image("https://example.org/", allowed_hosts=None, seconds=0.1, network=stuck)
except FetchError:
    print("refused")
"""
    assert output_of(code) == "refused"


# What the surroundings must not change


def test_no_proxy_is_asked(web, monkeypatch):
    proxied: list[str] = []
    web.add_plain("proxy.example", lambda _connection: proxied.append("asked"))
    port = web._ports[PUBLIC]
    web.add("example.org", reply(PICTURE), OTHER_PUBLIC)
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy", "HTTP_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{port}")
    assert take(web) == PICTURE
    assert proxied == []


def test_no_credentials_and_no_cookies_are_sent(web, tmp_path, monkeypatch):
    (tmp_path / "netrc").write_text("machine example.org login me password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    biscuit = reply(b"", "302 F", location="/again", set_cookie="a=b")
    web.add("example.org", in_turn(biscuit, reply(PICTURE)))
    assert take(web) == PICTURE
    assert len(web.heads) == 2
    for head in web.heads:
        assert b"authorization" not in head.lower()
        assert b"cookie" not in head.lower()


# What the caller hears


def test_blocked_and_unreachable_sound_alike(web):
    web.add("example.org", reply(PICTURE, "404 Not Found"))
    web.names["private.example"] = [["10.0.0.1"]]
    web.names["dead.example"] = [[OTHER_PUBLIC]]
    heard = {
        "blocked scheme": refusal(web, "file:///etc/passwd"),
        "blocked host": refusal(web, "https://other.net/", ["example.org"]),
        "blocked address": refusal(web, "https://private.example/"),
        "unknown name": refusal(web, "https://unknown.example/"),
        "dead host": refusal(web, "https://dead.example/"),
        "missing file": refusal(web),
    }
    assert len(set(heard.values())) == 1
    assert FetchError.code == "url_unreachable"


def test_the_sentence_tells_the_rules_and_nothing_of_the_url(web):
    heard = refusal(web, "https://user:secret@intranet.example/path?query")
    assert "5 seconds" in heard
    assert "10 MB" in heard
    for part in ("secret", "intranet", "path", "query"):
        assert part not in heard


@given(st.text() | st.text().map("https://{}".format) | st.from_regex(r"https://[^/]+/.*"))
def test_any_text_raises_nothing_else(url):
    nowhere = fetch.network.Network(look_up=lambda _host: [])
    for allowed in (None, ["example.org"]):
        with pytest.raises(FetchError):
            fetch_image(url, allowed_hosts=allowed, network=nowhere)


def test_the_real_internet_is_guarded_too():
    with pytest.raises(FetchError):
        fetch_image("https://localhost/", allowed_hosts=None)


def test_the_real_look_up(monkeypatch):
    asked = []

    def getaddrinfo(host, port, **options):
        asked.append((host, port))
        found = [PUBLIC, OTHER_PUBLIC, PUBLIC]
        return [(None, None, None, "", (address, port)) for address in found]

    monkeypatch.setattr("socket.getaddrinfo", getaddrinfo)
    assert fetch.network.look_up("example.org") == [PUBLIC, OTHER_PUBLIC]
    assert asked == [("example.org.", 443)]


def test_the_real_connection(web, monkeypatch):
    web.add_plain("example.org", lambda connection: connection.sendall(b"hello"))
    monkeypatch.setattr(fetch.network, "PORT", web._ports[PUBLIC])
    with fetch.network.connect("127.0.0.1", 5.0) as connection:
        assert connection.recv(5) == b"hello"


def test_importing_is_light():
    loaded = output_of("import sys, petsight.fetch; print(*sys.modules)").split()
    assert not {"requests", "urllib3", "numpy", "PIL"} & set(loaded)


def output_of(code: str) -> str:
    """Run code in an interpreter of its own."""
    found = subprocess.run(
        [sys.executable, "-c", code],
        env=environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return found.stdout.strip()
