"""Who is asked for a file: names, addresses, redirects, certificates."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from petsight import fetch
from petsight.errors import FetchError
from petsight.fetch import fetch_image
from tests.petsight.fetching import PICTURE, URL, refusal, take
from tests.petsight.small_web import (
    OTHER_PUBLIC,
    PUBLIC,
    redirect,
    reply,
)

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


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
