"""From probabilities to an answer, and its one JSON form."""

from __future__ import annotations

import dataclasses
import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petsight import Label, Prediction, decide

CAT = Label("cat", accept=0.7, reject=0.3)
DOG = Label("dog", accept=0.9, reject=0.1)
BIRD = Label("bird", accept=0.5, reject=0.5)
EPSILON = 1e-6


@pytest.mark.parametrize(
    ("score", "answer"),
    [
        (0, "neither"),
        (0.3 - EPSILON, "neither"),
        (0.3, "neither"),
        (0.3 + EPSILON, "not sure"),
        (0.5, "not sure"),
        (0.7 - EPSILON, "not sure"),
        (0.7, "cat"),
        (0.7 + EPSILON, "cat"),
        (1, "cat"),
        (math.nan, "not sure"),
    ],
)
def test_one_label(score, answer):
    assert decide([score], [CAT]) == answer


@pytest.mark.parametrize(
    ("cat", "dog", "answer"),
    [
        (0.7, 0.1, "cat"),
        (0.7, 0.1 + EPSILON, "not sure"),
        (0.7, 0.9 - EPSILON, "not sure"),
        (0.7, 0.9, "cat and dog"),
        (0.3, 0.9, "dog"),
        (0.3 + EPSILON, 0.9, "not sure"),
        (0.3, 0.1, "neither"),
        (0.5, 0.5, "not sure"),
    ],
)
def test_two_labels(cat, dog, answer):
    assert decide([cat, dog], [CAT, DOG]) == answer


@pytest.mark.parametrize(
    ("scores", "answer"),
    [
        ((1, 1, 1), "cat and dog and bird"),
        ((1, 0, 1), "cat and bird"),
        ((0, 0, 0.5), "bird"),
        ((0, 0, 0.5 - EPSILON), "neither"),
        ((0, 0, 0), "neither"),
        ((1, 1, math.nan), "not sure"),
    ],
)
def test_three_labels(scores, answer):
    assert decide(scores, [CAT, DOG, BIRD]) == answer


def test_labels_are_joined_in_their_own_order():
    assert decide([1, 1], [DOG, CAT]) == "dog and cat"


def test_as_many_scores_as_labels():
    with pytest.raises(ValueError, match="longer than argument 1"):
        decide([1], [CAT, DOG])


@given(st.lists(st.tuples(*[st.floats(0, 1)] * 3), min_size=1, max_size=4))
def test_every_label_is_present_absent_or_open(triples):
    scores = [score for score, _, _ in triples]
    labels = [
        Label(f"label{at}", max(one, other), min(one, other))
        for at, (_, one, other) in enumerate(triples)
    ]
    answer = decide(scores, labels)
    states = [decide([score], [label]) for score, label in zip(scores, labels, strict=True)]
    if "not sure" in states:
        assert answer == "not sure"
    else:
        present = [state for state in states if state != "neither"]
        assert answer == (" and ".join(present) or "neither")


def make(**fields: Any) -> Prediction:
    plain = Prediction(
        label="cat",
        scores={"cat": 0.98765432, "dog": 0.0},
        source="device",
        model="tiny 1.0.0",
        model_sha256="ab" * 32,
        preprocess_id="p1",
        timings_ms={"open": 1.23456, "total": 2.0},
    )
    return dataclasses.replace(plain, **fields)


def test_json_form_of_a_plain_answer():
    assert make().to_dict() == {
        "schema": 1,
        "label": "cat",
        "scores": {"cat": 0.987654, "dog": 0.0},
        "sure": True,
        "source": "device",
        "reason": None,
        "detail": None,
        "device": None,
        "model": "tiny 1.0.0",
        "model_sha256": "ab" * 32,
        "preprocess_id": "p1",
        "timings_ms": {"open": 1.23, "total": 2.0},
    }


def test_json_form_of_an_answer_that_replaced_another():
    device = make(label="not sure")
    row = make(source="cloud", reason="unsure", detail="timeout", device=device).to_dict()
    assert (row["source"], row["reason"], row["detail"]) == ("cloud", "unsure", "timeout")
    assert row["device"] == device.to_dict()
    assert json.loads(json.dumps(row)) == row


@pytest.mark.parametrize(
    ("label", "sure"),
    [("cat", True), ("neither", True), ("cat and dog", True), ("not sure", False)],
)
def test_sure(label, sure):
    assert make(label=label).sure is sure
    assert make(label=label).to_dict()["sure"] is sure


def test_is_frozen():
    with pytest.raises(dataclasses.FrozenInstanceError):
        make().label = "dog"  # type: ignore[misc]


@pytest.mark.parametrize(
    "prediction",
    [
        make(scores={"cat": 0.987654, "dog": 0.0}, timings_ms={"open": 1.23}),
        make(label="not sure", scores={"cat": 0.5}, timings_ms={}, reason="unsure"),
        make(
            label="cat and dog",
            scores={"cat": 1, "dog": 1},
            timings_ms={},
            source="cloud",
            detail="timeout",
            device=make(scores={"cat": 0.25}, timings_ms={}),
        ),
    ],
)
def test_the_json_form_can_be_read_again(prediction):
    read = Prediction.from_dict(json.loads(json.dumps(prediction.to_dict())))
    assert read == prediction
    assert list(read.scores) == list(prediction.scores)


def test_reading_rounds_as_writing_does():
    read = Prediction.from_dict(make().to_dict())
    assert read.scores == {"cat": 0.987654, "dog": 0.0}
    assert read.timings_ms == {"open": 1.23, "total": 2.0}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("schema", 2),
        ("schema", None),
        ("label", ""),
        ("label", 7),
        ("scores", {}),
        ("scores", []),
        ("scores", {"cat": "high"}),
        ("scores", {"cat": None}),
        ("scores", {"cat": -0.1}),
        ("scores", {"cat": 1.1}),
        ("scores", {"cat": math.nan}),
        ("scores", {"": 0.5}),
        ("source", "oracle"),
        ("source", None),
        ("source", ["device"]),
        ("model", None),
        ("model_sha256", ""),
        ("preprocess_id", 1),
        ("timings_ms", None),
        ("timings_ms", {"open": -1}),
        ("timings_ms", {"open": math.inf}),
        ("timings_ms", {"open": []}),
        ("reason", 7),
        ("detail", ["timeout"]),
        ("device", {}),
        ("device", "cat"),
    ],
)
def test_what_is_no_answer_cannot_be_read(name, value):
    with pytest.raises(ValueError, match=r"answer|text|source|probabilities|times|float"):
        Prediction.from_dict(make().to_dict() | {name: value})


@pytest.mark.parametrize("document", [None, 7, "cat", [], [{}], {}])
def test_what_is_no_document_cannot_be_read(document):
    with pytest.raises(ValueError, match="not an answer of petsight"):
        Prediction.from_dict(document)


@pytest.mark.parametrize("name", sorted(make().to_dict().keys() - {"sure"}))
def test_every_field_is_needed(name):
    document = make().to_dict()
    del document[name]
    with pytest.raises(ValueError, match="not an answer of petsight"):
        Prediction.from_dict(document)


def test_answers_within_answers_without_end():
    document: dict[str, Any] = make().to_dict()
    document["device"] = document
    with pytest.raises(ValueError, match="not an answer of petsight"):
        Prediction.from_dict(document)
