"""What the maps call hot is what the answer rests on."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from petsight import Model
from petsight.explain import Explainer
from petsight.resources import model_path
from tests.support import require
from tools import check_explain

FROM_EACH = {"petsight-edge": 50, "petsight-cloud": 8}
"""The larger model takes ten times as long; `tools/check_explain.py` measures it in full."""


@pytest.mark.slow
@pytest.mark.parametrize("tier", ["edge", "cloud"])
def test_hiding_the_hot_part_costs_more_than_hiding_as_much_elsewhere(
    tier: str, data_dir: Path
) -> None:
    path = model_path(tier)
    require(path.exists(), f"the {tier} model")
    test = data_dir / "cats-and-dogs" / "test"
    count = FROM_EACH[path.stem]
    pictures = check_explain.pictures_of([test / "cats", test / "dogs"], count)
    drops = list(check_explain.drops(Model(path), pictures))
    hot = np.array([drop.hot for drop in drops])
    elsewhere = np.array([drop.elsewhere for drop in drops])
    assert len(drops) == 2 * count
    assert hot.mean() > 3 * elsewhere.mean()
    assert (hot > elsewhere).mean() >= 0.75


def test_the_check_sees_a_map_that_lies(tmp_path: Path) -> None:
    """Upside down, the hottest part is where nothing is."""
    image = Image.new("RGB", (64, 48))
    image.paste((255, 0, 0), (0, 0, 64, 24))
    image.save(tmp_path / "cat.png")
    model = Model(Path(__file__).resolve().parents[1] / "data" / "tiny.tflite")
    (honest,) = check_explain.drops(model, [tmp_path / "cat.png"])
    assert honest.hot > max(honest.elsewhere, 0.2)
    heat = Explainer(model).explain(image).heat("cat")[::-1].copy()
    pixels = np.asarray(image.resize((32, 24)))[np.newaxis]
    hidden = check_explain.hide(pixels, check_explain.hottest(heat, (24, 32)))
    assert model.scores(hidden)[0] >= model.scores(pixels)[0]


def test_a_fifth_is_hidden_whatever_the_map() -> None:
    for heat in (np.zeros((7, 7), np.float32), np.eye(7, dtype=np.float32)):
        assert check_explain.hottest(heat, (50, 40)).sum() == 400


def test_the_same_pictures_give_the_same_numbers(golden_inputs: Path) -> None:
    pictures = check_explain.pictures_of([golden_inputs])[:3]
    model = Model()
    assert list(check_explain.drops(model, pictures)) == list(check_explain.drops(model, pictures))
