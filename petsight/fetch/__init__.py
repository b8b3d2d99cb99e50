"""Fetch a picture from the web without becoming somebody's way into a network.

Whoever may name a URL can make this process open connections: to its own machine, to the cloud's
metadata service, to a neighbour behind the firewall. So a URL has to pass, in this order:

1. It is https on port 443, without credentials, and its host is a name, not an address.
2. The host is one of the allowed ones, compared whole.
3. The name is resolved once, and every address that it has is public.
4. The connection goes to those very addresses; the certificate is checked for the name.
5. A redirect passes 1 to 4 again, at most three times.
6. The whole takes 5 seconds and 10 MB at most, and nothing is ever decompressed.

Whatever fails, the caller hears the same sentence. What still differs is the time that it takes,
and only for allowed hosts: any other is refused before its name is looked up.
"""

from __future__ import annotations

from collections.abc import Collection
from http.client import HTTPException
from typing import Final
from urllib.parse import urljoin

from petsight.errors import FetchError
from petsight.fetch.network import INTERNET, Deadline, Network, get
from petsight.fetch.rules import canonical_host, parse_url

SECONDS: Final = 5.0
"""For everything together: names, connections, redirects, the body."""
MAX_BYTES: Final = 10 * 2**20
"""Of the picture's file."""
REDIRECTS: Final = 3

_SENTENCE: Final = (
    "the picture cannot be fetched: its address must begin with https://, belong to a permitted"
    f" public host and answer within {SECONDS:.0f} seconds with at most {MAX_BYTES >> 20} MB"
)


def fetch_image(
    url: str,
    *,
    allowed_hosts: Collection[str] | None,
    seconds: float = SECONDS,
    network: Network = INTERNET,
) -> bytes:
    """Fetch the file behind a URL; whether it is a picture is for `open_image` to say.

    Args:
        url: An https URL.
        allowed_hosts: The names that may be contacted, in any case, with or without a dot at the
            end; `example.org` does not stand for `www.example.org`. None says that a person has
            seen this URL and agreed to contact its host. A redirect to another host is then
            refused, for nobody has agreed to that one.
        seconds: The time for everything; a caller that has less gives less.
        network: How to reach hosts; tests bring their own.

    Returns:
        The bytes, at most `MAX_BYTES`, not decoded in any way.

    Raises:
        FetchError: The file may not or cannot be had; the sentence does not tell which.
        ValueError: An allowed host is not a host name.
    """
    allowed = None if allowed_hosts is None else frozenset(map(canonical_host, allowed_hosts))
    try:
        return _follow(url, allowed, network, Deadline(seconds))
    except (OSError, ValueError, HTTPException) as exc:
        raise FetchError(_SENTENCE) from exc


def _follow(
    url: str, allowed: frozenset[str] | None, network: Network, deadline: Deadline
) -> bytes:
    for _ in range(1 + REDIRECTS):
        target = parse_url(url)
        if allowed is None:
            allowed = frozenset({target.host})
        if target.host not in allowed:
            raise ValueError("this host is not permitted")
        reply = get(target, network, deadline, MAX_BYTES)
        if reply.location is None:
            return reply.body
        url = urljoin(url, reply.location)
    raise ValueError(f"there are more than {REDIRECTS} redirects")
