"""Runs inside the image: time the handler's import and its warm calls, beside the core's.

Prints one line of JSON, with seconds for the start and the best milliseconds of both.
"""

import time

START = time.perf_counter()
from lambda_service.handler import handler  # noqa: E402 - this import is what is measured

INIT_S = time.perf_counter() - START

import base64  # noqa: E402
import json  # noqa: E402
import sys  # noqa: E402
from collections.abc import Callable  # noqa: E402
from pathlib import Path  # noqa: E402
from types import SimpleNamespace  # noqa: E402

from petsight.classifier import DeviceClassifier, classify_source  # noqa: E402
from petsight.model import Model  # noqa: E402

ROUNDS = 100
CONTEXT = SimpleNamespace(aws_request_id="bench", get_remaining_time_in_millis=lambda: 60_000)


def milliseconds(case: Callable[[], object]) -> float:
    """Return how long one call takes."""
    start = time.perf_counter()
    case()
    return (time.perf_counter() - start) * 1e3


picture = Path("/picture.jpg").read_bytes()
event = {"image": base64.b64encode(picture).decode("ascii")}
classifier = DeviceClassifier(Model(threads=1))
cases: dict[str, Callable[[], object]] = {
    "handler_ms": lambda: handler(event, CONTEXT),
    "core_ms": lambda: classify_source(classifier, picture),
}
times: dict[str, list[float]] = {name: [] for name in cases}
for _ in range(ROUNDS):
    for name, case in cases.items():
        times[name].append(milliseconds(case))
best = {name: min(measured) for name, measured in times.items()}
json.dump({"init_s": INIT_S, **best}, sys.stdout)
