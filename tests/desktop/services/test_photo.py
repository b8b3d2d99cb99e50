"""What a photo says about itself."""

from __future__ import annotations

import pytest

from desktop.services.arrange import Filter, arranged
from desktop.services.order import Order
from desktop.services.photo import confidence
from tests.desktop.services.making import answer, photo


@pytest.mark.parametrize(
    ("label", "scores", "expected"),
    [
        ("cat", {"cat": 0.997, "dog": 0.02}, 0.997),
        ("cat and dog", {"cat": 0.91, "dog": 0.804}, 0.804),
        ("neither", {"cat": 0.01, "dog": 0.2}, 0.8),
        ("not sure", {"cat": 1.0, "dog": 0.28}, 0.72),
        ("not sure", {"cat": 0.1, "dog": 0.6}, 0.6),
        ("not sure", {"cat": 0.1, "dog": 0.4}, 0.6),
    ],
)
def test_the_least_certain_label_counts(label, scores, expected):
    assert confidence(answer(label, scores=scores)) == pytest.approx(expected)


def test_by_confidence_what_is_not_sure_comes_first():
    sure = photo(1, prediction=answer("cat", scores={"cat": 0.9, "dog": 0.1}))
    torn = photo(2, prediction=answer("not sure", scores={"cat": 1.0, "dog": 0.28}))
    assert arranged([sure, torn], Filter(), Order.CONFIDENCE) == [2, 1]


@pytest.mark.parametrize(
    ("correction", "label"),
    [(None, "cat"), (("dog",), "dog"), (("cat", "dog"), "cat and dog"), ((), "neither")],
)
def test_what_a_person_said_counts_more_than_the_answer(correction, label):
    assert photo(prediction=answer("cat"), correction=correction).label == label


def test_without_an_answer_only_a_person_says_what_it_shows():
    assert photo().label is None
    assert photo(correction=("dog",)).label == "dog"
