"""Maps for the panel beside the gallery."""

from __future__ import annotations

import gc
import shutil
import weakref

import pytest
from PIL import Image

from desktop.services.explaining import MapMaker
from petsight.errors import ModelError, NoSuchFileError
from petsight.model import Model
from tests.petsight.test_explain import MODELS
from tests.support_model import TINY, picture


@pytest.fixture
def model() -> Model:
    return Model(TINY)


def never() -> bool:
    return False


def make(maker: MapMaker, model: Model, path: object, side: int = 64, most: int = 8):
    maps = maker.make(model, str(path), side, most, never)
    assert maps is not None
    return maps


def test_a_map_for_each_label(model, tmp_path):
    maps = make(MapMaker(), model, picture(tmp_path / "a.png", "cat", (200, 100)))
    assert list(maps.by_label) == ["cat", "dog", "bird"]
    cat, dog = maps.by_label["cat"], maps.by_label["dog"]
    assert (cat.image.size, cat.image.mode) == ((64, 32), "RGB")
    assert cat.score > 0.99
    assert cat.peak == pytest.approx(1)
    assert (dog.score < 0.01, dog.peak) == (True, 0)
    assert maps.model_sha256 == model.sha256


def test_hot_is_lighter_than_cold(model, tmp_path):
    image = Image.new("RGB", (64, 48))
    image.paste((255, 0, 0), (32, 0, 64, 48))
    image.save(tmp_path / "half.png")
    shown = make(MapMaker(), model, tmp_path / "half.png").by_label["cat"].image.convert("L")
    left, right = (shown.getpixel((x, 24)) for x in (10, 54))
    assert isinstance(left, int)
    assert isinstance(right, int)
    assert right > left + 50


def test_only_the_highest_scores_are_mapped(model, tmp_path):
    path = picture(tmp_path / "a.png", "cat and dog")
    assert list(make(MapMaker(), model, path, most=2).by_label) == ["cat", "dog"]


def test_a_small_picture_stays_small(model, tmp_path):
    path = picture(tmp_path / "a.png", "cat", (8, 6))
    assert make(MapMaker(), model, path).by_label["cat"].image.size == (8, 6)


def test_nothing_is_done_for_nobody(model, tmp_path):
    assert MapMaker().make(model, str(tmp_path / "none.png"), 64, 8, lambda: True) is None


def test_somebody_who_leaves_while_the_picture_is_opened(model, tmp_path):
    answers = iter([False, True])
    path = str(picture(tmp_path / "a.png"))
    assert MapMaker().make(model, path, 64, 8, lambda: next(answers)) is None


def test_no_file_and_no_map(model, tmp_path):
    with pytest.raises(NoSuchFileError):
        make(MapMaker(), model, tmp_path / "none.png")
    with pytest.raises(ModelError, match="cannot be explained"):
        make(MapMaker(), Model(MODELS / "flat.tflite"), picture(tmp_path / "a.png"))


def test_what_it_takes_is_kept_while_the_model_is_the_same(model, tmp_path):
    """A file that is gone from the disk can only be explained by what is in memory."""
    path = picture(tmp_path / "a.png")
    copy = Model(shutil.copy(TINY, tmp_path / "m.tflite"))
    maker = MapMaker()
    make(maker, copy, path)
    copy.path.unlink()
    make(maker, copy, path)
    make(maker, model, path)
    with pytest.raises(ModelError, match="cannot be read"):
        make(maker, copy, path)


def test_nothing_is_kept_for_longer_than_the_maker(tmp_path):
    model = Model(TINY)
    maker = MapMaker()
    make(maker, model, picture(tmp_path / "a.png"))
    seen = weakref.ref(model)
    del maker, model
    gc.collect()
    assert seen() is None
