"""One picture at a time: every stage, and the floors that nothing of ours can go below."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import simplejpeg

from petsight.classifier import DeviceClassifier, classify_source
from petsight.image import open_image
from petsight.model import Model
from petsight.preprocess import to_input
from tools.bench.figures import Figure
from tools.bench.timing import Run, best, interleaved

SMALL_ALLOWANCE_MS: Final = 4.0
LARGE_ALLOWANCE: Final = 1.4
STAGES: Final = ("open", "resize", "invoke")


def single_figures(model: Model, small: Path, large: Path, rounds: int) -> list[Figure]:
    """Measure the way from a path to an answer for a small and a large JPEG.

    Args:
        model: The model that answers.
        small: A JPEG too small for reduced decoding.
        large: A JPEG of 12 megapixels.
        rounds: How often to measure.

    Returns:
        Stages and totals of both pictures, and the two floors.
    """
    classifier = DeviceClassifier(model)
    runs = interleaved(
        {
            "small": lambda: classify_source(classifier, small),
            "large": lambda: classify_source(classifier, large),
            "invoke": bare_invoke(model, small),
            "decode": scaled_decode(large),
        },
        rounds,
    )
    invoke, decode = best(runs["invoke"]) * 1e3, best(runs["decode"]) * 1e3
    return [
        Figure("floor: bare invoke", invoke, "ms"),
        Figure("floor: scaled decode of 12 MP alone", decode, "ms"),
        *_stages("500 px", runs["small"]),
        Figure(
            "500 px: path to answer",
            best(runs["small"]) * 1e3,
            "ms",
            wanted=invoke + SMALL_ALLOWANCE_MS,
        ),
        *_stages("12 MP", runs["large"]),
        Figure(
            "12 MP: path to answer",
            best(runs["large"]) * 1e3,
            "ms",
            wanted=LARGE_ALLOWANCE * (decode + invoke),
        ),
    ]


def bare_invoke(model: Model, picture: Path) -> Callable[[], object]:
    """Return the runtime's own `invoke`, with the picture already in the input tensor."""
    interpreter = model.runtime.interpreter(model_content=model.path.read_bytes(), num_threads=1)
    interpreter.allocate_tensors()
    tensor = interpreter.get_input_details()[0]
    pixels = to_input(open_image(picture), model.info.width, model.info.height)
    interpreter.set_tensor(tensor["index"], pixels.astype(tensor["dtype"]))
    invoke: Callable[[], Any] = interpreter.invoke
    return invoke


def scaled_decode(picture: Path) -> Callable[[], object]:
    """Return libjpeg-turbo's decoding at the scale that `open_image` takes, from memory."""
    data = picture.read_bytes()
    width, height = open_image(data).size
    decode = functools.partial(simplejpeg.decode_jpeg, data, min_width=width, min_height=height)
    if decode().shape != (height, width, 3):
        raise RuntimeError("simplejpeg decodes at another scale than petsight")
    return decode


def _stages(picture: str, runs: list[Run]) -> list[Figure]:
    return [
        Figure(f"{picture}: {stage}", min(run.result.timings_ms[stage] for run in runs), "ms")
        for stage in STAGES
    ]
