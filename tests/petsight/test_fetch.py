"""Fetching a file, what the surroundings must not change, and what the caller hears.

The hosts are real, with real certificates, and listen on the loopback interface; names, addresses
and connections are the test's own.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petsight import fetch
from petsight.errors import FetchError
from petsight.fetch import fetch_image
from tests.petsight.fetching import PICTURE, output_of, refusal, take
from tests.petsight.small_web import (
    OTHER_PUBLIC,
    PUBLIC,
    in_turn,
    reply,
    say,
)


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
