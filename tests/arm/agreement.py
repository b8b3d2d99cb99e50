"""Compare answers from 64-bit ARM with this machine's."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from petsight.classifier import DeviceClassifier, classify_source
from petsight.model import Model
from petsight.resources import assets
from tests.arm.user_space import UserSpace
from tests.conftest import REPOSITORY
from tests.support_model import TINY

SCRIPT: Final = Path(__file__).parent / "inside" / "core.py"
PROCESSORS_DIFFER: Final = 1e-3
"""How far scores may differ: another processor adds float32 numbers in another order."""


def shipped_models() -> list[Path]:
    """Return the model files that come with petsight."""
    return sorted((assets() / "models").glob("*.tflite"))


def choose_photos(data: Path, count: int) -> list[Path]:
    """Choose photos of both animals, evenly from all.

    Args:
        data: The folder of labelled pictures.
        count: How many, an even number.
    """
    found = sorted(data.glob("cats-and-dogs/test/*/*.jpg"))
    return found[len(found) // (2 * count) :: len(found) // count][:count]


def ask_arm(arm: UserSpace, models: Sequence[Path], pictures: Sequence[Path]) -> Any:
    """Run `inside/core.py`, once for all: an emulated Python takes long to start.

    Args:
        arm: What starts ARM programs.
        models: Files of models, by absolute paths.
        pictures: What each of them is asked.

    Returns:
        Its document. The self-test is the tiny model's: it asks twenty times to know the speed,
        which for a large model takes minutes here and says nothing.
    """
    asked = {
        "self_test": str(TINY),
        "models": [str(path) for path in models],
        "pictures": [str(path) for path in pictures],
    }
    printed = subprocess.run(
        [*arm.python, SCRIPT],
        env=arm.environment(REPOSITORY),
        input=json.dumps(asked).encode(),
        stdout=subprocess.PIPE,
        check=True,
    ).stdout
    return json.loads(printed)


def disagreements(
    path: Path, pictures: Sequence[Path], answers: Sequence[Any]
) -> tuple[float, list[str]]:
    """Hold the answers of one model against this machine's.

    Args:
        path: The model's file.
        pictures: What it was asked.
        answers: What it answered on ARM, in the same order.

    Returns:
        The largest difference of a score, and the names of pictures with another label.
    """
    here = DeviceClassifier(Model(path))
    largest, others = 0.0, []
    for picture, answer in zip(pictures, answers, strict=True):
        wanted = classify_source(here, picture)
        if (answer["label"], answer["model_sha256"]) != (wanted.label, wanted.model_sha256):
            others.append(picture.name)
        for label, score in wanted.scores.items():
            largest = max(largest, abs(answer["scores"][label] - score))
    return largest, others
