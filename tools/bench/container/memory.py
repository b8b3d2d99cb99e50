"""How much memory the handler's process takes, over many requests and in the worst case."""

from __future__ import annotations

import io
import itertools
import re
from collections.abc import Iterator
from typing import Final

import numpy as np
from PIL import Image

from tests.container.engine import Engine
from tests.container.running import Container, run_container
from tools.bench import pictures
from tools.bench.figures import Figure

PEAK_MB: Final = 250.0
GROWTH_MB: Final = 10.0
SETTLED: Final = 0.2
"""Share of the requests after which every kind was asked often enough."""
LARGEST: Final = (6000, 4000)
"""24 megapixels, the service's own limit."""
WEB: Final = (2048, 1536)


def mixed_memory_figures(engine: Engine, image: str, count: int) -> list[Figure]:
    """Measure over many requests of every size up to 12 megapixels.

    Args:
        engine: What runs the container.
        image: The image's name.
        count: How many requests.

    Returns:
        The peak of the handler's process, and how much it grew after the first fifth.
    """
    settled_mb = 0.0
    with run_container(engine, image) as container:
        requests = itertools.islice(itertools.cycle(_mixed()), count)
        for number, picture in enumerate(requests):
            _answered(container, picture)
            if number == int(SETTLED * count):
                settled_mb = _process_mb(container, "VmRSS")
        peak_mb, end_mb = _process_mb(container, "VmHWM"), _process_mb(container, "VmRSS")
    what = f"memory over {count:,} requests up to 12 MP"
    return [
        Figure(f"{what}, peak", peak_mb, "MB", PEAK_MB),
        Figure(f"{what}, grown", end_mb - settled_mb, "MB", GROWTH_MB),
    ]


def worst_memory_figures(engine: Engine, image: str) -> list[Figure]:
    """Measure single pictures that cost much, each in a container of its own.

    Args:
        engine: What runs the containers.
        image: The image's name.

    Returns:
        The peak of the handler's process for each.
    """
    figures = []
    for kind, picture in _costly():
        with run_container(engine, image) as container:
            _answered(container, picture)
            figures.append(Figure(f"memory for {kind}", _process_mb(container, "VmHWM"), "MB"))
    return figures


def _mixed() -> list[bytes]:
    """Return what phones and web pages have: WebP only as large as the latter."""
    small = [pictures.photo(pictures.SMALL, seed) for seed in range(6)]
    large = [pictures.photo(pictures.LARGE, seed) for seed in range(2)]
    smooth = _smooth(pictures.LARGE)
    progressive = _written(smooth, "JPEG", progressive=True)
    web = _written(_smooth(WEB), "WEBP")
    return [*small, *large, progressive, _written(smooth, "PNG"), web]


def _costly() -> Iterator[tuple[str, bytes]]:
    yield "12 MP WebP", _written(_smooth(pictures.LARGE), "WEBP")
    image = _smooth(LARGEST)
    yield "24 MP JPEG", _written(image, "JPEG")
    yield "24 MP progressive JPEG", _written(image, "JPEG", progressive=True)
    yield "24 MP PNG", _written(image, "PNG")
    image.putalpha(128)
    yield "24 MP PNG with alpha", _written(image, "PNG")
    yield "24 MP WebP with alpha", _written(image, "WEBP")


def _smooth(size: tuple[int, int]) -> Image.Image:
    """Return a picture that compresses well: only its pixels count here."""
    width, height = size
    ramp = np.broadcast_to(np.arange(width, dtype=np.uint16) // 32 % 256, (height, width))
    return Image.fromarray(np.stack([ramp, ramp // 2, 255 - ramp], axis=-1).astype(np.uint8))


def _written(image: Image.Image, kind: str, **options: bool) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def _answered(container: Container, picture: bytes) -> None:
    answer = container.ask(picture).json()
    if "scores" not in answer:
        raise RuntimeError(f"the container did not answer: {answer}")


def _process_mb(container: Container, field: str) -> float:
    """Return a field of /proc/PID/status of the one Python that runs, in MB."""
    processes = container.execute("sh", "-c", "cat /proc/[0-9]*/status").split("Name:\t")
    (python,) = (process for process in processes if process.startswith("python"))
    kilobytes = re.findall(rf"^{field}:\s+(\d+) kB", python, flags=re.MULTILINE)
    return int(kilobytes[0]) * 1024 / 1e6
