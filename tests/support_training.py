"""Train on labels that petsight has never heard of, as people do: folders, and `make train`."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from tests.support import require
from tests.support_cli import ROOT

COLOURS = {"apple": (60, 180, 40), "blood orange": (220, 60, 20), "plum": (70, 40, 170)}
EACH = 60
UNSEEN = 3
CONFIG = {
    "backbone": "convnet-3",
    "size": 48,
    "batch_size": 8,
    "probe": True,
    "doubt": 0.4,
    "phases": [{"name": "head", "epochs": 1, "learning_rate": 0.0001}],
}


@dataclass(frozen=True)
class Fruit:
    """A model that tells fruit apart.

    Attributes:
        model: The model file.
        output: What the training printed.
        pictures: Pictures that it was not trained on, with what they show.
    """

    model: Path
    output: str
    pictures: dict[Path, str]


def draw(path: Path, label: str, seed: int) -> Path:
    """Draw a fruit at some place of a grey table, which no two pictures share."""
    rng = np.random.default_rng(seed)
    coarse = rng.integers(150, 250, (6, 6), np.uint8)
    picture = Image.fromarray(coarse).resize((120, 90), Image.Resampling.BICUBIC).convert("RGB")
    x, y, radius = rng.integers(0, 40), rng.integers(0, 10), rng.integers(36, 44)
    box = (x, y, x + 2 * radius, y + 2 * radius)
    ImageDraw.Draw(picture).ellipse([int(side) for side in box], COLOURS[label])
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.save(path)
    return path


def train_fruit(folder: Path) -> Fruit:
    """Call `make train DATA="my folders"` in a checkout that is set up."""
    require(shutil.which("make"), "make")
    pictures: dict[Path, str] = {}
    for number, label in enumerate(COLOURS):
        for index in range(EACH):
            draw(folder / "my folders" / label / f"{index}.jpg", label, 100 * number + index)
        for index in range(EACH, EACH + UNSEEN):
            unseen = folder / "unseen" / f"{label} {index}.png"
            pictures[draw(unseen, label, 100 * number + index)] = label
    _check_out(folder)
    (folder / "tiny.json").write_text(json.dumps(CONFIG))
    command = ["make", "train", "DATA=my folders", "NAME=fruit", "ARGS=--config tiny.json"]
    done = subprocess.run(
        command,
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return Fruit(folder / "runs" / "fruit" / "petsight-custom.tflite", done.stdout, pictures)


def _check_out(folder: Path) -> None:
    """Make a folder in which `make` finds everything installed: this Python, this petsight."""
    shutil.copy(ROOT / "Makefile", folder)
    programs = folder / ".venv" / "bin"
    programs.mkdir(parents=True)
    python = programs / "python"
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    python.chmod(0o755)
    for name in ("pyproject.toml", "constraints.txt", ".venv/.base", ".venv/.train"):
        (folder / name).touch()
