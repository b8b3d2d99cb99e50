"""What the image installs is pinned by hash, to the versions that all else is tested with."""

from __future__ import annotations

import re
from pathlib import Path

from tests.container.project import REPOSITORY

REQUIREMENTS = REPOSITORY / "lambda_service" / "requirements.txt"
BUILDS = 4
"""Python 3.12 and 3.13, each on x86-64 and on ARM."""


def pins(path: Path) -> dict[str, str]:
    """Return the version of every package that a file of requirements names."""
    found = re.findall(r"^([a-z0-9-]+)==([^ \\\n]+)", path.read_text("utf-8"), flags=re.MULTILINE)
    return dict(found)


def test_versions_are_those_of_constraints() -> None:
    required = pins(REQUIREMENTS)

    assert required.items() <= pins(REPOSITORY / "constraints.txt").items()
    assert {"ai-edge-litert", "boto3", "numpy", "pillow", "requests"} <= required.keys()


def test_every_wheel_has_its_hash() -> None:
    blocks = re.split(r"^(?=[a-z0-9])", REQUIREMENTS.read_text("utf-8"), flags=re.MULTILINE)[1:]
    hashes = {
        block.partition("==")[0]: len(re.findall(r"--hash=sha256:[0-9a-f]{64}\b", block))
        for block in blocks
    }

    assert hashes.keys() == pins(REQUIREMENTS).keys()
    assert min(hashes.values()) == 1
    assert {hashes[name] for name in ("ai-edge-litert", "numpy", "pillow")} == {BUILDS}


def test_nothing_names_a_registry() -> None:
    assert "://" not in REQUIREMENTS.read_text("utf-8")
