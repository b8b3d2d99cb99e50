"""Running a model: scores, what is refused, and many threads at once."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from numpy.typing import NDArray

from petsight import Model
from petsight.errors import ModelError
from petsight.modelfile import read_model_file
from petsight.resources import model_path
from tests.support_model import TINY, change_model, document, write_model


@pytest.fixture(scope="module")
def tiny():
    return Model(TINY)


def colour(red: int, green: int, blue: int) -> NDArray[np.uint8]:
    return np.full((1, 24, 32, 3), (red, green, blue), np.uint8)


def test_scores_follow_the_labels(tiny):
    scores = tiny.scores(colour(255, 0, 255))
    assert scores.shape == (3,)
    assert scores.dtype == np.float32
    assert scores.tolist() == pytest.approx([1, 0, 1], abs=1e-4)


def test_scores_are_those_of_the_formula(tiny):
    means = np.array([0.0, 96.0, 200.0])
    wanted = 1 / (1 + np.exp(-(means * 24 / 255 - 12)))
    assert tiny.scores(colour(0, 96, 200)) == pytest.approx(wanted, rel=1e-3)


def test_earlier_scores_survive_later_ones(tiny):
    first = tiny.scores(colour(255, 0, 0))
    kept = first.copy()
    tiny.scores(colour(0, 255, 0))
    assert np.array_equal(first, kept)


def test_the_shipped_model_runs_at_its_own_size():
    model = Model()
    assert model.path == model_path()
    shape = (1, model.info.height, model.info.width, 3)
    scores = model.scores(np.random.default_rng(0).integers(0, 256, shape, dtype=np.uint8))
    assert scores.shape == (len(model.info.labels),)
    assert np.all((scores >= 0) & (scores <= 1))


def test_identity_is_that_of_the_file(tiny):
    assert tiny.sha256 == read_model_file(TINY).sha256
    assert tiny.info == read_model_file(TINY).info


@pytest.mark.parametrize(
    "pixels",
    [
        np.zeros((1, 32, 24, 3), np.uint8),
        np.zeros((24, 32, 3), np.uint8),
        np.zeros((2, 24, 32, 3), np.uint8),
        np.zeros((1, 24, 32, 4), np.uint8),
        np.zeros((1, 24, 32, 3), np.float32),
        np.zeros((1, 24, 32, 3), np.int8),
    ],
    ids=lambda pixels: f"{pixels.dtype} {pixels.shape}",
)
def test_other_arrays_are_refused(tiny, pixels):
    with pytest.raises(ValueError, match=r"uint8 \(1, 24, 32, 3\) is wanted"):
        tiny.scores(pixels)


def test_tensors_must_agree_with_the_metadata(tmp_path):
    path = change_model(tmp_path / "swapped.tflite", input={"width": 24, "height": 32})
    with pytest.raises(ModelError, match=r"swapped.tflite has tensors \[\[1, 24, 32, 3\], \[1, 3"):
        Model(path)


def test_labels_must_agree_with_the_output(tmp_path):
    path = change_model(tmp_path / "two.tflite", labels=document()["labels"][:2])
    with pytest.raises(ModelError, match="its metadata say"):
        Model(path)


def test_a_hollow_flatbuffer_is_refused_with_the_runtime_named(tmp_path):
    hollow = b"\x00\x00\x00\x00TFL3" + bytes(64)
    facts = document() | {"flatbuffer_sha256": hashlib.sha256(hollow).hexdigest()}
    path = write_model(tmp_path / "hollow.tflite", hollow, facts)
    with pytest.raises(ModelError, match=r"hollow.tflite does not run in ai-edge-litert \d"):
        Model(path)


def test_eight_threads_get_what_one_gets():
    """With the shipped model, for the tiny one is too quick for threads to meet inside."""
    model = Model()
    rng = np.random.default_rng(1)
    shape = (1, model.info.height, model.info.width, 3)
    pictures = [rng.integers(0, 256, shape, dtype=np.uint8) for _ in range(40)]
    one_by_one = [model.scores(pixels) for pixels in pictures]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(model.scores, pictures))
    assert np.array_equal(one_by_one, together)


def test_interpreters_made_ahead_are_there_when_threads_come(monkeypatch):
    made: list[object] = []
    make = Model._new_interpreter

    def counted(model: Model) -> object:
        made.append(make(model))
        return made[-1]

    monkeypatch.setattr(Model, "_new_interpreter", counted)
    model = Model(TINY, interpreters=2)
    assert len(made) == 2
    with model._borrowed() as first, model._borrowed() as second:
        assert first is not second
        assert len(made) == 2
        with model._borrowed():
            assert len(made) == 3


def test_more_threads_inside_one_inference_change_nothing(tiny):
    assert np.array_equal(
        Model(TINY, threads=2).scores(colour(9, 99, 199)), tiny.scores(colour(9, 99, 199))
    )
