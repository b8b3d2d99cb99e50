"""Many pictures: order, laziness, and one bad file costing only itself."""

from __future__ import annotations

import io
import itertools
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from petsight import Answer, DeviceClassifier, ImageError, Model, Prediction, classify_many
from petsight.batch import QUEUED_PER_WORKER
from petsight.errors import ModelError
from tests.support_model import COLOURS, TINY, picture


@pytest.fixture(scope="module")
def tiny():
    return DeviceClassifier(Model(TINY))


class FirstComesLast(DeviceClassifier):
    """Holds the first picture, a green one, back until another was answered."""

    def __init__(self) -> None:
        super().__init__(Model(TINY))
        self.other_done = threading.Event()

    def classify(self, image: Image.Image) -> Prediction:
        if image.getpixel((0, 0)) == COLOURS["dog"]:
            assert self.other_done.wait(30)
            return super().classify(image)
        prediction = super().classify(image)
        self.other_done.set()
        return prediction


def test_answers_in_the_order_given(tmp_path):
    slow = picture(tmp_path / "slow.png", "dog")
    quick = picture(tmp_path / "quick.png", "cat")
    answers = list(classify_many([slow, quick, quick], 2, FirstComesLast()))
    assert [answer.path for answer in answers] == [slow, quick, quick]
    assert [answer.to_dict()["label"] for answer in answers] == ["dog", "cat", "cat"]


@pytest.mark.parametrize("workers", [1, 3, None])
def test_one_bad_file_costs_only_itself(tiny, tmp_path, workers):
    good = picture(tmp_path / "good.png")
    bad = tmp_path / "bad.png"
    bad.write_bytes(good.read_bytes()[:60])
    paths = [good, bad, tmp_path / "none.png", good, tmp_path]
    answers = list(classify_many(paths, workers, tiny))
    assert [answer.path for answer in answers] == paths
    codes = [answer.error.code if answer.error else None for answer in answers]
    assert codes == [None, "truncated", "no_such_file", None, "not_a_file"]
    assert [answer.prediction is None for answer in answers] == [bool(code) for code in codes]


def test_an_endless_iterator_is_drawn_as_answers_are_taken(tiny, tmp_path):
    path = picture(tmp_path / "cat.png")
    drawn = 0

    def endless() -> Iterator[Path]:
        nonlocal drawn
        while True:
            drawn += 1
            yield path

    workers = 2
    answers = classify_many(endless(), workers, tiny)
    for taken in range(1, 40):
        assert next(answers).to_dict()["label"] == "cat"
        assert drawn - taken <= workers * QUEUED_PER_WORKER
    answers.close()


def test_nothing_is_drawn_before_the_first_answer_is_wanted(tiny):
    paths = iter(["a.jpg", "b.jpg"])
    answers = classify_many(paths, 1, tiny)
    assert next(paths) == "a.jpg"
    assert next(answers).path == "b.jpg"


class Held(DeviceClassifier):
    """Answers one picture at once and every other one only when it is released."""

    def __init__(self) -> None:
        super().__init__(Model(TINY))
        self.begun = 0
        self.holding = threading.Event()
        self.released = threading.Event()

    def classify(self, image: Image.Image) -> Prediction:
        self.begun += 1
        if self.begun > 1:
            self.holding.set()
            assert self.released.wait(30)
        return super().classify(image)


def test_closing_drops_what_waits(tmp_path):
    classifier = Held()
    answers = classify_many(itertools.repeat(picture(tmp_path / "cat.png")), 1, classifier)
    next(answers)
    assert classifier.holding.wait(30)
    threading.Timer(0.3, classifier.released.set).start()
    answers.close()
    assert classifier.released.is_set()
    assert classifier.begun == 2


def test_closing_stops_the_workers(tiny, tmp_path):
    answers = classify_many(itertools.repeat(picture(tmp_path / "cat.png")), 3, tiny)
    next(answers)
    assert any(thread.name.startswith("petsight") for thread in threading.enumerate())
    answers.close()
    assert not any(thread.name.startswith("petsight") for thread in threading.enumerate())


def test_no_paths_no_answers(tiny):
    assert list(classify_many([], 2, tiny)) == []


def test_a_missing_model_is_told_before_the_first_answer(monkeypatch, tmp_path):
    monkeypatch.setattr("petsight.resources._CHECKOUT", tmp_path)
    answers = classify_many(["x.jpg"])
    with pytest.raises(ModelError, match=r"petsight-edge\.tflite cannot be read"):
        next(answers)


def test_bytes_and_open_files(tiny, tmp_path):
    content = picture(tmp_path / "cat.png").read_bytes()
    answers = list(classify_many([content, io.BytesIO(content)], 2, tiny))
    assert [answer.to_dict()["label"] for answer in answers] == ["cat", "cat"]
    assert [answer.to_dict()["path"] for answer in answers] == [None, None]


def test_row_of_an_answer(tiny, tmp_path):
    path = picture(tmp_path / "cat.png")
    (answer,) = classify_many([path], 1, tiny)
    assert answer.prediction is not None
    assert answer.to_dict() == {"path": str(path), **answer.prediction.to_dict()}


def test_row_of_a_failure():
    answer = Answer(Path("a/b.jpg"), error=ImageError("it is upside down"))
    error = {"code": "image_error", "message": "it is upside down"}
    assert answer.to_dict() == {"path": str(Path("a/b.jpg")), "error": error}
