"""Decide where a picture may be fetched from; nothing here touches the network."""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Final
from urllib.parse import quote, urlsplit

PORT: Final = 443

_MAX_URL: Final = 2048
_MAX_HOST: Final = 253

# Two programs rarely agree on where a URL with one of these ends and what its host is.
_AMBIGUOUS: Final = re.compile(r"[\x00-\x20\x7f\\]")
# IDNA 2003, which Python speaks, maps these to another name than IDNA 2008, which browsers speak.
_DEVIATING: Final = frozenset("ßẞς\u200c\u200d")
_LABEL: Final = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
# Resolvers take a host that ends so for an IPv4 address: 2130706433, 0x7f.1, 127.1, 0177.0.0.1.
_NUMBER: Final = re.compile(r"[0-9]+|0x[0-9a-f]*")
_PATH_SAFE: Final = "/%:@!$&'()*+,;=~?"

# The one part of IPv6 from which public addresses are given out (RFC 4291, IANA). Outside lie
# loopback, link-local, unique local, multicast and the forms that wrap an IPv4 address.
_UNICAST: Final = IPv6Network("2000::/3")
# Inside, these still lead to an IPv4 address of the sender's choice: Teredo and 6to4.
_TUNNELS: Final = (IPv6Network("2001::/32"), IPv6Network("2002::/16"))
# In a network without IPv4, this prefix is how honest hosts are reached (RFC 6052).
_NAT64: Final = IPv6Network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class Target:
    """What to ask of whom.

    Attributes:
        host: A host name as `canonical_host` returns it.
        path: The path with the query, percent-encoded, beginning with a slash.
    """

    host: str
    path: str


def parse_url(url: str) -> Target:
    """Take a URL apart.

    Args:
        url: Any text.

    Returns:
        The host and what to ask it for; the fragment is dropped.

    Raises:
        ValueError: The URL is not https on port 443 of a named host, or carries credentials.
    """
    if len(url) > _MAX_URL or _AMBIGUOUS.search(url):
        raise ValueError("this is not a plain URL")
    parts = urlsplit(url)
    if parts.scheme != "https":
        raise ValueError("the scheme is not https")
    if "@" in parts.netloc:
        raise ValueError("the URL carries credentials")
    if parts.port not in (None, PORT):
        raise ValueError(f"the port is not {PORT}")
    path = quote(parts.path or "/", safe=_PATH_SAFE)
    query = f"?{quote(parts.query, safe=_PATH_SAFE)}" if parts.query else ""
    return Target(canonical_host(parts.hostname or ""), path + query)


def canonical_host(host: str) -> str:
    """Return the one spelling of a host name, by which names are compared, resolved and certified.

    Args:
        host: A name in any case, of any script, with or without a dot at the end.

    Returns:
        The name in lower-case ASCII without the dot.

    Raises:
        ValueError: This is no host name, or an IP address in any notation.
    """
    if len(host) > _MAX_HOST + 1 or not _DEVIATING.isdisjoint(host):
        raise ValueError("this is not a host name")
    name = host.encode("idna").decode("ascii").lower().removesuffix(".")
    labels = name.split(".")
    if not all(map(_LABEL.fullmatch, labels)) or _NUMBER.fullmatch(labels[-1]):
        raise ValueError("this is not a host name")
    return name


def is_public(address: str) -> bool:
    """Say whether an address is one host's on the public internet.

    Addresses that merely wrap an IPv4 address (mapped, compatible, 6to4, Teredo) are not, whatever
    they wrap, except for NAT64's well-known prefix around a public one. A NAT64 prefix that a
    network chose for itself looks like any other address.

    Args:
        address: An IPv4 or IPv6 address in the notation that resolvers return.

    Returns:
        Whether a connection to it is harmless.

    Raises:
        ValueError: This is not an address.
    """
    ip = ip_address(address)
    if isinstance(ip, IPv6Address):
        if ip in _NAT64:
            ip = IPv4Address(ip.packed[-4:])
        elif ip not in _UNICAST or any(ip in tunnel for tunnel in _TUNNELS):
            return False
    return ip.is_global and not ip.is_multicast
