"""How much memory the handler's process takes, over many requests and in the worst case."""

from __future__ import annotations

import io
import itertools
import re
from collections.abc import Iterator
from typing import Any, Final

import numpy as np
from PIL import ExifTags, Image

from tests.container.engine import Engine
from tests.container.running import Container, run_container, with_model
from tools.bench import pictures
from tools.bench.container.starts import figure
from tools.bench.figures import Figure

PEAK_MB: Final = 250.0
GROWTH_MB: Final = 10.0
SETTLED: Final = 0.2
"""Share of the requests after which every kind was asked often enough."""
LARGEST: Final = (6000, 4000)
"""24 megapixels, the service's own limit."""


def mixed_memory_figures(
    engine: Engine, image: str, count: int, tier: str = "edge"
) -> list[Figure]:
    """Measure over many requests of every size up to 12 megapixels.

    Args:
        engine: What runs the container.
        image: The image's name.
        count: How many requests.
        tier: Whose model answers; only the small one's has limits.

    Returns:
        The peak of the handler's process, and how much it grew after the first fifth.
    """
    settled_mb = 0.0
    with run_container(engine, image, with_model(tier)) as container:
        requests = itertools.islice(itertools.cycle(_mixed()), count)
        for number, picture in enumerate(requests):
            _answered(container, picture)
            if number == int(SETTLED * count):
                settled_mb = _process_mb(container, "VmRSS")
        peak_mb, end_mb = _process_mb(container, "VmHWM"), _process_mb(container, "VmRSS")
    what = f"memory over {count:,} requests up to 12 MP"
    return [
        figure(tier, f"{what}, peak", peak_mb, "MB", PEAK_MB),
        figure(tier, f"{what}, grown", end_mb - settled_mb, "MB", GROWTH_MB),
    ]


def worst_memory_figures(engine: Engine, image: str, tier: str = "edge") -> list[Figure]:
    """Measure single pictures that cost much, each in a container of its own.

    Args:
        engine: What runs the containers.
        image: The image's name.
        tier: Whose model answers.

    Returns:
        The peak of the handler's process for each.
    """
    figures = []
    for kind, picture in _costly():
        with run_container(engine, image, with_model(tier)) as container:
            _answered(container, picture)
            peak_mb = _process_mb(container, "VmHWM")
            figures.append(figure(tier, f"memory for {kind}", peak_mb, "MB"))
    return figures


def as_webp(photo: bytes) -> bytes:
    """Return a photo as the largest WebP that phones and cameras write."""
    with Image.open(io.BytesIO(photo)) as image:
        return _written(image, "WEBP", quality=90)


def _mixed() -> list[bytes]:
    """Return what is sent most, and the costliest of everything else, with 12 megapixels."""
    small = [pictures.photo(pictures.SMALL, seed) for seed in range(12)]
    large = [pictures.photo(pictures.LARGE, seed) for seed in range(2)]
    return [*small, *large, as_webp(large[0]), *(picture for _, picture in _kinds(pictures.LARGE))]


def _costly() -> Iterator[tuple[str, bytes]]:
    yield "12 MP WebP photo", as_webp(pictures.photo(pictures.LARGE, seed=0))
    for kind, picture in _kinds(LARGEST):
        yield f"24 MP {kind}", picture


def _kinds(size: tuple[int, int]) -> Iterator[tuple[str, bytes]]:
    """Yield what costs a decoder more than an ordinary JPEG does."""
    image = _smooth(size)
    yield "progressive JPEG", _written(image, "JPEG", progressive=True, subsampling=0)
    yield "PNG", _written(image, "PNG")
    yield "WebP", _written(image, "WEBP")
    grey = np.asarray(image.convert("L")).astype(np.uint16) * 257
    yield "grey PNG of 16 bits", _written(Image.fromarray(grey), "PNG")
    image.putalpha(128)
    sideways = Image.Exif()
    sideways[ExifTags.Base.Orientation] = 6
    yield "PNG with alpha, sideways", _written(image, "PNG", exif=sideways)
    yield "WebP with alpha, sideways", _written(image, "WEBP", exif=sideways)
    yield "AVIF with alpha", _written(image, "AVIF", speed=10)


def _smooth(size: tuple[int, int]) -> Image.Image:
    """Return a picture that compresses well: only its pixels count here."""
    width, height = size
    ramp = np.broadcast_to(np.arange(width, dtype=np.uint16) // 32 % 256, (height, width))
    return Image.fromarray(np.stack([ramp, ramp // 2, 255 - ramp], axis=-1).astype(np.uint8))


def _written(image: Image.Image, kind: str, **options: Any) -> bytes:
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
