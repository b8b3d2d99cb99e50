"""The project's image, built where nothing else of this machine is touched."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from lambda_service.page import FOLDER as PAGE
from petsight.resources import model_path
from tests.container.engine import Engine, missing_tools
from tests.container.network import bridge_removed
from tests.container.running import remove_orphans

REPOSITORY: Final = Path(__file__).resolve().parents[2]
CACHE: Final = REPOSITORY / ".cache" / "container"
"""Kept from run to run; whatever lies here is named after what it was made of."""

IMAGE: Final = "localhost/petsight-lambda:test"


def what_is_missing() -> str:
    """Say what this machine lacks to build and run containers; nothing where all is there."""
    if missing := " ".join(missing_tools()):
        return f"container tools: apt-get install -y --no-install-recommends {missing}"
    if platform.machine() != "x86_64":
        return "an x86-64 machine, for the emulator's program"
    return "" if os.geteuid() == 0 else "root, to build and run containers"


@contextmanager
def opened_engine() -> Iterator[Engine]:
    """Yield the container tools; afterwards nothing is mounted, and the network is as before."""
    engine = Engine(CACHE)
    with bridge_removed():
        remove_orphans(engine)
        try:
            yield engine
        finally:
            engine.close()


def added_bytes(engine: Engine, base_image: str, image: str) -> int:
    """Return what an image adds to its base, without what a checkout may have or not.

    Args:
        engine: Where both are.
        base_image: What `make_base_image` returned.
        image: What `build_image` returned.

    Returns:
        Uncompressed bytes, the cloud model and the page for phones left out.
    """
    optional = [model_path("cloud"), *PAGE.rglob("*")]
    left_out = sum(path.stat().st_size for path in optional if path.is_file())
    return engine.size(image) - engine.size(base_image) - left_out


def build_image(engine: Engine, base_image: str) -> str:
    """Build the project's own Dockerfile and return the image's name.

    Args:
        engine: Where it is built.
        base_image: What `make_base_image` returned.
    """
    engine.build(REPOSITORY, IMAGE, BASE_IMAGE=base_image)
    return IMAGE
