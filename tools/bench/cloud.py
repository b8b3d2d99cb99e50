"""What an endpoint costs the one who asks: the upload, and a photo while it is dead.

    .venv/bin/python -m tools.bench.cloud

Nothing leaves this machine.
"""

from __future__ import annotations

import statistics
import time
from typing import Final

import numpy as np
from PIL import Image

from petsight import CloudClassifier, DeviceClassifier, Model, Router, open_image
from petsight.cloud.client import request_document
from petsight.cloud.documents import EndpointInfo
from tools.bench import pictures
from tools.bench.figures import Figure, table
from tools.bench.machine import describe

DEAD: Final = "http://127.0.0.1:9"
PICTURES: Final = 300
LARGEST_UPLOAD_KB: Final = 250.0
DEAD_ALLOWANCE_MS: Final = 2.0


def main() -> None:
    """Measure and print."""
    model = Model()
    for name, value in describe(model).items():
        print(f"{name:13} {value}")
    print()
    print(table([*_uploads(model), *_dead(model)]))


def _uploads(model: Model) -> list[Figure]:
    photo = open_image(pictures.photo(pictures.LARGE, seed=0))
    info = model.info
    shape = (info.height, info.width, 3)
    noise = np.random.default_rng(0).integers(0, 256, shape, dtype=np.uint8)
    endpoint = EndpointInfo(
        model=f"{info.name} {info.version}",
        model_sha256=model.sha256,
        width=info.width,
        height=info.height,
        labels=info.labels,
        service_version="0",
        cold_start=False,
    )
    sizes = [
        len(request_document(image, endpoint)) / 1e3 for image in (photo, Image.fromarray(noise))
    ]
    times = []
    for _ in range(20):
        start = time.perf_counter()
        request_document(photo, endpoint)
        times.append((time.perf_counter() - start) * 1e3)
    return [
        Figure("upload of a 12 MP photo", sizes[0], "KB", wanted=LARGEST_UPLOAD_KB),
        Figure("upload of pure noise, the worst case", sizes[1], "KB", wanted=LARGEST_UPLOAD_KB),
        Figure("preparing the upload", min(times), "ms"),
    ]


def _dead(model: Model) -> list[Figure]:
    image = open_image(pictures.photo(pictures.SMALL, seed=0))
    with CloudClassifier(DEAD) as cloud:
        router = Router("cloud", DeviceClassifier(model), cloud)
        answers = [router.classify(image) for _ in range(PICTURES)]
    extra = [answer.timings_ms["network"] for answer in answers if answer.detail == "breaker_open"]
    assert len(extra) == PICTURES - 3
    return [
        Figure(
            "dead endpoint, extra time a photo (median)",
            statistics.median(extra),
            "ms",
            wanted=DEAD_ALLOWANCE_MS,
        ),
        Figure("dead endpoint, the worst photo", max(extra), "ms"),
    ]


if __name__ == "__main__":
    main()
