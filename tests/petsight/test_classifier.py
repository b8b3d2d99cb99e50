"""A picture's whole way on this device."""

from __future__ import annotations

import io

import pytest
from PIL import Image

import petsight
from petsight import DeviceClassifier, ImageError, Model
from petsight.classifier import classify_source
from petsight.resources import assets
from petsight.source import ImageSource
from tests.support_model import COLOURS, TINY, picture


@pytest.fixture(scope="module")
def tiny():
    return DeviceClassifier(Model(TINY))


@pytest.mark.parametrize("answer", COLOURS)
def test_answers(tiny, answer):
    prediction = tiny.classify(Image.new("RGB", (64, 48), COLOURS[answer]))
    assert prediction.label == answer
    assert list(prediction.scores) == ["cat", "dog", "bird"]


def test_says_who_answered(tiny):
    prediction = tiny.classify(Image.new("RGB", (64, 48)))
    assert prediction.model == "tiny 1.0.0"
    assert prediction.model_sha256 == tiny.model.sha256
    assert (prediction.source, prediction.preprocess_id) == ("device", "p1")
    assert (prediction.reason, prediction.detail, prediction.device) == (None, None, None)


def test_timings_of_an_opened_picture(tiny):
    timings = tiny.classify(Image.new("RGB", (64, 48))).timings_ms
    assert list(timings) == ["resize", "invoke", "total"]
    assert timings["total"] == pytest.approx(timings["resize"] + timings["invoke"])


def test_timings_of_a_file(tiny, tmp_path):
    timings = classify_source(tiny, picture(tmp_path / "cat.png")).timings_ms
    assert list(timings) == ["open", "resize", "invoke", "total"]
    assert timings["total"] == pytest.approx(sum(timings.values()) - timings["total"])


def test_every_kind_of_source_gets_the_same_answer(tiny, tmp_path):
    path = picture(tmp_path / "dog.png", "dog")
    content = path.read_bytes()
    sources: list[ImageSource] = [path, str(path), content, io.BytesIO(content)]
    scores = [classify_source(tiny, source).scores for source in sources]
    assert scores == [scores[0]] * 4


def test_limits_are_passed_on(tiny, tmp_path):
    path = picture(tmp_path / "cat.png", size=(100, 100))
    with pytest.raises(ImageError, match="megapixels"):
        classify_source(tiny, path, petsight.Limits(pixels=9_999))
    assert classify_source(tiny, path, petsight.Limits(pixels=10_000)).label == "cat"


def test_one_line_of_python():
    prediction = petsight.classify(assets() / "golden" / "inputs" / "224x224.png")
    assert list(prediction.scores) == ["cat", "dog"]
    assert prediction.model_sha256 == Model().sha256


def test_one_line_of_python_fails_as_promised(tmp_path):
    with pytest.raises(petsight.PetsightError, match="there is no such file"):
        petsight.classify(tmp_path / "none.jpg")
