"""The documents' pictures of the app can be drawn anew from the app as it is."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.support import qt_problem, require

REPOSITORY = Path(__file__).resolve().parents[1]
SIZES = {
    "welcome": (1100, 740),
    "gallery": (1100, 740),
    "dark": (1100, 740),
    "german": (1100, 740),
    "phone": (800, 844),
    "petsight": (733, 493),
}


@pytest.mark.slow
def test_every_picture_is_drawn(tmp_path: Path) -> None:
    require(qt_problem() is None, "Qt")
    command = [sys.executable, "-m", "tools.screenshots", "--out", str(tmp_path)]
    subprocess.run(command, cwd=REPOSITORY, check=True)

    drawn = {path.stem: Image.open(path) for path in tmp_path.iterdir()}
    try:
        assert {name: image.size for name, image in drawn.items()} == SIZES
        assert getattr(drawn["petsight"], "n_frames", 1) == 5
        dark, light = (np.asarray(drawn[name]).mean() for name in ("dark", "gallery"))
    finally:
        for image in drawn.values():
            image.close()
    assert dark < 110
    assert light > 180


def test_the_committed_ones_are_those() -> None:
    committed = {path.stem for path in (REPOSITORY / "docs" / "images").glob("*.webp")}
    assert committed == SIZES.keys()
