"""Which URLs, hosts and addresses may be fetched from at all."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from petsight.fetch.rules import Target, canonical_host, is_public, parse_url

REFUSED_URLS = {
    "no scheme": "example.org/cat.jpg",
    "http": "http://example.org/cat.jpg",
    "file": "file:///etc/passwd",
    "file with a host": "file://example.org/etc/passwd",
    "ftp": "ftp://example.org/cat.jpg",
    "data": "data:image/png;base64,AAAA",
    "gopher": "gopher://example.org:443/",
    "empty": "",
    "no host": "https:///cat.jpg",
    "no slashes": "https:example.org/cat.jpg",
    "other port": "https://example.org:8443/",
    "port of http": "https://example.org:80/",
    "port too large": "https://example.org:65979/",
    "port in other digits": "https://example.org:\uff14\uff14\uff13/",
    "user": "https://me@example.org/",
    "user and password": "https://me:secret@example.org/",
    "empty user": "https://@example.org/",
    "host before the user": "https://example.org@127.0.0.1/",
    "backslash": "https://example.org\\@127.0.0.1/",
    "space": "https://example.org /",
    "tab inside the host": "https://exam\tple.org/",
    "line end": "https://example.org/\r\nhost: other",
    "null": "https://example.org/\x00",
    "leading space": " https://example.org/",
    "too long": "https://example.org/" + "a" * 2048,
    "lone surrogate": "https://example.org/\ud800",
}

LOOPBACK_IN_DISGUISE = {
    "dotted": "127.0.0.1",
    "decimal": "2130706433",
    "hexadecimal": "0x7f000001",
    "hexadecimal in capitals": "0X7F000001",
    "octal": "017700000001",
    "octal parts": "0177.0.0.01",
    "hexadecimal parts": "0x7f.0x0.0x0.0x1",
    "hexadecimal end": "127.0.0x1",
    "short": "127.1",
    "with a dot at the end": "127.0.0.1.",
    "full-width digits": "\uff11\uff12\uff17.\uff10.\uff10.\uff11",
    "ideographic dots": "127。0。0。1",
    "circled digits": "①②⑦.⓪.⓪.①",
    "IPv6": "[::1]",
    "mapped": "[::ffff:127.0.0.1]",
    "mapped in hexadecimal": "[::ffff:7f00:1]",
    "with a zone": "[fe80::1%25eth0]",
    "metadata service": "169.254.169.254",
    "public address": "93.184.215.14",
}

NO_HOSTS = {
    "empty": "",
    "dot": ".",
    "empty label": "a..b",
    "two dots at the end": "example.org..",
    "long label": "a" * 64 + ".org",
    "long name": ".".join(["abcdefgh"] * 29),
    "space": "exa mple.org",
    "star": "*.example.org",
    "port": "example.org:443",
    "slash": "example.org/",
    "hyphen first": "-a.org",
    "hyphen last": "a-.org",
    "two standards, two names": "straße.de",
    "joiner": "a\u200db.org",
    "control": "a\x00.org",
    "surrogate": "\ud800.org",
}

PUBLIC = [
    "93.184.215.14",
    "8.8.8.8",
    "2606:2800:21f:cb07:6820:80da:af6b:8b2c",
    "2a00:1450:4001:812::200e",
    "64:ff9b::5db8:d70e",  # 93.184.215.14 behind NAT64
]

NOT_PUBLIC = {
    "loopback": "127.0.0.1",
    "other loopback": "127.8.9.10",
    "unspecified": "0.0.0.0",
    "this network": "0.1.2.3",
    "private 10": "10.0.0.1",
    "private 172": "172.16.0.1",
    "private 192": "192.168.0.1",
    "carrier": "100.64.0.1",
    "metadata": "169.254.169.254",
    "Lambda's runtime": "169.254.76.1",
    "documentation": "192.0.2.1",
    "benchmark": "198.18.0.1",
    "multicast": "224.0.0.251",
    "reserved": "240.0.0.1",
    "broadcast": "255.255.255.255",
    "loopback 6": "::1",
    "unspecified 6": "::",
    "mapped loopback": "::ffff:127.0.0.1",
    "mapped public": "::ffff:93.184.215.14",
    "compatible": "::127.0.0.1",
    "link-local": "fe80::1",
    "link-local with zone": "fe80::1%eth0",
    "site-local": "fec0::1",
    "unique local": "fd00:ec2::254",
    "multicast 6": "ff02::1",
    "global multicast 6": "ff0e::1",
    "documentation 6": "2001:db8::1",
    "6to4 of loopback": "2002:7f00:1::1",
    "6to4 of a public address": "2002:5db8:d70e::1",
    "Teredo": "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "NAT64 of loopback": "64:ff9b::7f00:1",
    "NAT64 of metadata": "64:ff9b::a9fe:a9fe",
    "NAT64 of multicast": "64:ff9b::e000:fb",
    "local NAT64": "64:ff9b:1::5db8:d70e",
    "discard": "100::1",
    "not given out": "4000::1",
}


@pytest.mark.parametrize("url", REFUSED_URLS.values(), ids=REFUSED_URLS)
def test_refused_urls(url):
    with pytest.raises(ValueError, match=r"."):
        parse_url(url)


@pytest.mark.parametrize("host", LOOPBACK_IN_DISGUISE.values(), ids=LOOPBACK_IN_DISGUISE)
def test_addresses_are_no_hosts(host):
    with pytest.raises(ValueError, match="not a host name"):
        parse_url(f"https://{host}/")


@pytest.mark.parametrize("host", NO_HOSTS.values(), ids=NO_HOSTS)
def test_no_hosts(host):
    with pytest.raises(ValueError, match=r"."):
        canonical_host(host)


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("example.org", "example.org"),
        ("EXAMPLE.Org.", "example.org"),
        ("münchen.de", "xn--mnchen-3ya.de"),
        ("MÜNCHEN。DE", "xn--mnchen-3ya.de"),
        ("xn--mnchen-3ya.DE", "xn--mnchen-3ya.de"),
        ("\uff45xample.org", "example.org"),
        ("a_b.example.org", "a_b.example.org"),
        ("localhost", "localhost"),
        ("1.2.3.example", "1.2.3.example"),
        ("0xcafe.example", "0xcafe.example"),
        ("a" * 63 + ".org", "a" * 63 + ".org"),
    ],
)
def test_hosts_have_one_spelling(host, expected):
    assert canonical_host(host) == expected
    assert canonical_host(expected) == expected


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("https://example.org", "/"),
        ("HTTPS://example.org:443/a/b?c=d&e=%20#f", "/a/b?c=d&e=%20"),
        ("https://example.org:/?", "/"),
        ("https://example.org?q", "/?q"),
        ("https://example.org/Bär.jpg?ü", "/B%C3%A4r.jpg?%C3%BC"),
        ("https://example.org/a//b/../c;d='e'", "/a//b/../c;d='e'"),
        ("https://example.org/a?b=[c]|d", "/a?b=%5Bc%5D%7Cd"),
    ],
)
def test_urls(url, path):
    assert parse_url(url) == Target("example.org", path)


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses(address):
    assert is_public(address)


@pytest.mark.parametrize("address", NOT_PUBLIC.values(), ids=NOT_PUBLIC)
def test_addresses_that_are_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["", "example.org", "1", "1.2.3", "0177.0.0.1", "::g"])
def test_what_is_no_address(address):
    with pytest.raises(ValueError, match="does not appear to be"):
        is_public(address)


@given(st.ip_addresses(v=4))
def test_wrapping_never_makes_an_address_public(inner):
    wrapped = {
        "mapped": ipaddress.IPv6Address(b"\0" * 10 + b"\xff\xff" + inner.packed),
        "compatible": ipaddress.IPv6Address(b"\0" * 12 + inner.packed),
        "6to4": ipaddress.IPv6Address(b"\x20\x02" + inner.packed + b"\0" * 10),
    }
    assert not any(is_public(str(outer)) for outer in wrapped.values())
    nat64 = ipaddress.IPv6Address(b"\x00\x64\xff\x9b" + b"\0" * 8 + inner.packed)
    assert is_public(str(nat64)) == is_public(str(inner))


@given(st.ip_addresses())
def test_no_public_address_belongs_to_a_local_network(address):
    if is_public(str(address)):
        assert not (
            address.is_private
            or address.is_loopback
            or address.is_link_local
            or address.is_multicast
            or address.is_reserved
            or address.is_unspecified
        ) or str(address).startswith("64:ff9b::")


@given(st.text() | st.text().map("https://{}".format) | st.from_regex(r"https://[^/]+/.*"))
@example("https://[")
@example("https://[v1.x]/")
@example("https://℀.org/")
@example("https://xn--a/")
def test_any_text_is_a_target_or_a_value_error(url):
    try:
        target = parse_url(url)
    except ValueError:
        return
    assert target.path.startswith("/")
    assert target.path.isascii()
    assert target.path.isprintable()
    assert canonical_host(target.host) == target.host
