"""Ask petsight and MediaPipe about the same pictures."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from petsight import Model, open_image, to_input
from tools.agreement.environment import mediapipe_python

Scores = Mapping[str, float]
SCRIPT: Final = Path(__file__).with_name("answers.py")


@dataclass(frozen=True, slots=True)
class Answers:
    """What was said about one picture, as scores by label.

    Attributes:
        path: The file.
        petsight: By petsight.
        own: By MediaPipe, which read and resized the file itself.
        given: By MediaPipe, which was given the pixels that petsight gave to its runtime.
    """

    path: Path
    petsight: Scores
    own: Scores
    given: Scores


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far MediaPipe agrees.

    Attributes:
        pictures: How many.
        same: How many have petsight's top label.
        largest: Largest difference of a score.
        others: The pictures that have another top label.
    """

    pictures: int
    same: int
    largest: float
    others: tuple[Path, ...]


def ask(path: Path, pictures: Sequence[Path]) -> list[Answers]:
    """Have both answer with a model file.

    Args:
        path: The model file.
        pictures: Picture files that MediaPipe reads too: JPEG or PNG.

    Returns:
        The answers, in order.

    Raises:
        subprocess.CalledProcessError: MediaPipe failed; what it said is on standard error.
    """
    model = Model(path)
    size = model.info.width, model.info.height
    inputs = [to_input(open_image(picture), *size) for picture in pictures]
    names = [label.name for label in model.info.labels]
    ours = [dict(zip(names, map(float, model.scores(each)), strict=True)) for each in inputs]
    with tempfile.TemporaryDirectory() as folder:
        pixels = Path(folder) / "pixels.npy"
        np.save(pixels, np.concatenate(inputs))
        done = subprocess.run(
            [mediapipe_python(), SCRIPT, path, pixels],
            input="\n".join(map(str, pictures)),
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    theirs = json.loads(done.stdout)
    rows = zip(pictures, ours, theirs["files"], theirs["pixels"], strict=True)
    return [Answers(*row) for row in rows]


def agreement(answers: Sequence[Answers], way: str) -> Agreement:
    """Count where MediaPipe agrees.

    Args:
        answers: What was said.
        way: "own" or "given".
    """
    pairs = [(answer.petsight, getattr(answer, way)) for answer in answers]
    others = [a.path for a, pair in zip(answers, pairs, strict=True) if not _same_top(*pair)]
    largest = max(abs(ours[label] - theirs[label]) for ours, theirs in pairs for label in ours)
    return Agreement(len(answers), len(answers) - len(others), largest, tuple(others))


def _same_top(ours: Scores, theirs: Scores) -> bool:
    return max(ours, key=ours.__getitem__) == max(theirs, key=theirs.__getitem__)
