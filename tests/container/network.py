"""Leave the host's network as it was before containers had ports."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

BRIDGE: Final = Path("/sys/class/net/cni-podman0")
FORWARDING: Final = Path("/proc/sys/net/ipv4/ip_forward")

TO_PORTS: Final = ("-m", "addrtype", "--dst-type", "LOCAL", "-j", "CNI-HOSTPORT-DNAT")
FROM_PORTS: Final = ("--comment", "CNI portfwd requiring masquerade", "-j", "CNI-HOSTPORT-MASQ")
FORWARDED: Final = ("--comment", "CNI firewall plugin rules", "-j", "CNI-FORWARD")
RULES: Final = (
    ("-t", "nat", "-D", "PREROUTING", *TO_PORTS),
    ("-t", "nat", "-D", "OUTPUT", *TO_PORTS),
    ("-t", "nat", "-D", "POSTROUTING", "-m", "comment", *FROM_PORTS),
    ("-D", "FORWARD", "-m", "comment", *FORWARDED),
)
"""What the bridge's plug-ins add to the built-in chains, as arguments of iptables."""

CHAINS: Final = (
    ("nat", "CNI-HOSTPORT-DNAT"),
    ("nat", "CNI-HOSTPORT-MASQ"),
    ("nat", "CNI-HOSTPORT-SETMARK"),
    ("filter", "CNI-FORWARD"),
    ("filter", "CNI-ADMIN"),
)


@contextmanager
def bridge_removed() -> Iterator[None]:
    """Take podman's bridge, its rules and IP forwarding away again, unless they were there before.

    podman itself leaves them when the last container has gone.
    """
    found, forwarding = BRIDGE.is_dir(), FORWARDING.read_text("ascii")
    try:
        yield
    finally:
        if not found and _bridge_is_idle():
            _remove()
            FORWARDING.write_text(forwarding, encoding="ascii")


def _bridge_is_idle() -> bool:
    """Return whether the bridge is there and no container is on it."""
    return BRIDGE.is_dir() and not any((BRIDGE / "brif").iterdir())


def _remove() -> None:
    for rule in RULES:
        _try("iptables", *rule)
    for table, chain in CHAINS:
        _try("iptables", "-t", table, "-F", chain)
        _try("iptables", "-t", table, "-X", chain)
    _try("ip", "link", "del", BRIDGE.name)


def _try(*command: str) -> None:
    # Another version of the plug-ins lacks some of these rules.
    subprocess.run(command, capture_output=True, check=False)
