"""Nothing that an endpoint says is believed before it was checked."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from petsight import CloudClassifier, CloudError, Label, Model, decide
from petsight.cloud.documents import MAX_SIDE, EndpointInfo, parse, read_answer, read_info
from tests.petsight.cloud_support import CAT
from tests.petsight.misbehaving import Misbehaving
from tests.support_model import TINY

LABELS = (Label("cat", 0.75, 0.25), Label("dog", 0.7, 0.3))
INFO = EndpointInfo("m 1.0.0", "a" * 64, 224, 160, LABELS, "0.1.0", cold_start=True)

INFORMATION: dict[str, Any] = {
    "schema": 1,
    "service": "petsight",
    "service_version": "0.1.0",
    "model": {
        "name": "m",
        "version": "1.0.0",
        "tier": "cloud",
        "input": {"width": 224, "height": 160},
        "preprocess_id": "p1",
        "labels": [
            {"name": "cat", "accept": 0.75, "reject": 0.25},
            {"name": "dog", "accept": 0.7, "reject": 0.3},
        ],
    },
    "model_sha256": "a" * 64,
    "limits": {"bytes": 4613734, "pixels": 24000000},
    "url_fetching": False,
    "request_id": "r",
    "cold_start": True,
}
ANSWER: dict[str, Any] = {
    "schema": 1,
    "label": "cat",
    "scores": {"cat": 0.9, "dog": 0.1},
    "sure": True,
    "source": "cloud",
    "reason": None,
    "detail": None,
    "device": None,
    "model": "m 1.0.0",
    "model_sha256": "a" * 64,
    "preprocess_id": "p1",
    "timings_ms": {"open": 1.0},
    "request_id": "r",
    "cold_start": True,
}
GONE = object()


def changed(document: dict[str, Any], way: str, value: object) -> dict[str, Any]:
    """A copy with another value at `a.b.0.c`, or without it."""
    document = copy.deepcopy(document)
    *steps, last = [int(step) if step.isdecimal() else step for step in way.split(".")]
    place: Any = document
    for step in steps:
        place = place[step]
    if value is GONE:
        del place[last]
    else:
        place[last] = value
    return document


def test_information_is_read():
    assert read_info(INFORMATION) == INFO


def test_more_fields_do_no_harm():
    assert read_info(INFORMATION | {"motto": "meow"}) == INFO
    assert read_answer(ANSWER | {"motto": "meow"}, INFO)[0] == "cat"


def test_a_cold_start_need_not_be_told():
    assert not read_info(changed(INFORMATION, "cold_start", GONE)).cold_start


NO_SIDES = (0, -1, MAX_SIDE + 1, 100_000, 10**30, 224.0, "224", True, None, [224])
NO_TEXTS = ("", 7, None, ["m"], "x" * 101, "a\nb", "\x1b[31m", "\u202e")
NO_PROBABILITIES = (-0.1, 1.1, float("nan"), float("inf"), "0.5", True, None, 10**400)

NO_OBJECTS: list[object] = [None, [], "m", 1]
NO_SCHEMAS: list[object] = [0, None, "1", [1], -1]
NO_SERVICES: list[object] = ["other", None, 1, ["petsight"]]
NO_HASHES: list[object] = ["", "a" * 63, "A" * 64, "g" * 64, None, 7]
NO_LABELS: list[object] = [[], {}, None, "cat", [None], [[]]]
NO_SCORES: list[object] = [None, [0.9, 0.1], {}, {"cat": 0.9}, "cat", 0.9]
NO_ANSWERS: list[object] = [["cat"], {"cat": 1}, "\x1b[31mcat"]

BAD_INFORMATION: list[tuple[str, object]] = [
    *[("model.input.width", side) for side in NO_SIDES],
    *[("model.input.height", side) for side in NO_SIDES],
    *[("model.name", text) for text in NO_TEXTS],
    *[("model.version", text) for text in NO_TEXTS],
    *[("service_version", text) for text in NO_TEXTS],
    *[("model.preprocess_id", text) for text in NO_TEXTS],
    *[("model.labels.0.name", text) for text in NO_TEXTS],
    *[("model.labels.1.accept", number) for number in NO_PROBABILITIES],
    *[("model.labels.1.reject", number) for number in NO_PROBABILITIES],
    *[("model.labels.0.name", name) for name in ("dog", "neither", "not sure", "cat and dog")],
    *[("model.labels", value) for value in NO_LABELS],
    ("model.labels.0.reject", 0.8),
    ("model.labels", [{"name": f"l{at}", "accept": 1, "reject": 0} for at in range(1001)]),
    *[("model_sha256", value) for value in NO_HASHES],
    *[("service", value) for value in NO_SERVICES],
    *[("schema", value) for value in NO_SCHEMAS],
    *[("model", value) for value in NO_OBJECTS],
    *[("model.input", value) for value in NO_OBJECTS],
    *[
        (way, GONE)
        for way in (
            *("schema", "service", "service_version", "model", "model_sha256", "model.name"),
            *("model.version", "model.input", "model.input.width", "model.preprocess_id"),
            *("model.labels", "model.labels.0.name", "model.labels.0.accept"),
        )
    ],
]


@pytest.mark.parametrize(("way", "value"), BAD_INFORMATION, ids=str)
def test_malformed_information(way, value):
    with pytest.raises(CloudError, match="is malformed") as caught:
        read_info(changed(INFORMATION, way, value))
    assert caught.value.detail == "bad_answer"


@pytest.mark.parametrize(
    ("way", "value", "sentence"),
    [
        ("model.preprocess_id", "p2", "is for preprocessing 'p2'; this petsight does 'p1'"),
        ("schema", 2, "needs a newer petsight"),
    ],
)
def test_information_for_another_petsight(way, value, sentence):
    with pytest.raises(CloudError, match=sentence) as caught:
        read_info(changed(INFORMATION, way, value))
    assert caught.value.detail == "no_model"


def test_an_answer_is_read():
    assert read_answer(ANSWER, INFO) == ("cat", {"cat": 0.9, "dog": 0.1})


def test_scores_come_in_the_order_of_the_model():
    answer = changed(ANSWER, "scores", {"dog": 0.1, "cat": 1})
    assert list(read_answer(answer, INFO)[1].items()) == [("cat", 1.0), ("dog", 0.1)]


BAD_ANSWERS: list[tuple[str, object]] = [
    *[("scores.cat", number) for number in NO_PROBABILITIES],
    *[("scores", value) for value in NO_SCORES],
    ("scores", {"cat": 0.9, "dog": 0.1, "bird": 0.0}),
    ("scores", {"cat": 0.9, "bird": 0.1}),
    *[("label", value) for value in ("dog", "neither", "not sure", "cat and dog", "bird", None, 1)],
    *[("label", value) for value in NO_ANSWERS],
    ("model_sha256", "b" * 64),
    ("preprocess_id", "p2"),
    ("source", "device"),
    *[("schema", value) for value in NO_SCHEMAS],
    *[
        (way, GONE)
        for way in ("schema", "label", "scores", "source", "model_sha256", "preprocess_id")
    ],
]


@pytest.mark.parametrize(("way", "value"), BAD_ANSWERS, ids=str)
def test_malformed_answers(way, value):
    with pytest.raises(CloudError, match="is malformed") as caught:
        read_answer(changed(ANSWER, way, value), INFO)
    assert caught.value.detail == "bad_answer"


def test_an_answer_of_a_newer_schema():
    with pytest.raises(CloudError, match="newer petsight") as caught:
        read_answer(ANSWER | {"schema": 2}, INFO)
    assert caught.value.detail == "no_model"


@pytest.mark.parametrize("exact", [0.75, 0.7499996, 0.2500004, 0.25])
def test_at_a_threshold_only_the_server_knows(exact):
    """Scores are rounded on their way; the label was decided before that."""
    label = decide([exact, 0.1], LABELS)
    answer = ANSWER | {"label": label, "scores": {"cat": round(exact, 6), "dog": 0.1}}
    assert read_answer(answer, INFO)[0] == label


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"7", b'{"a": NaN}', b"\xff", b"["])
def test_only_json_objects_are_parsed(body):
    with pytest.raises(CloudError) as caught:
        parse(body)
    assert caught.value.detail == "bad_answer"


@pytest.mark.parametrize(
    ("change", "detail"),
    [
        ({"schema": 2}, "no_model"),
        ({"service": "other"}, "bad_answer"),
        ({"model": Model(TINY).info.to_dict() | {"preprocess_id": "p2"}}, "no_model"),
        (
            {"model": Model(TINY).info.to_dict() | {"input": {"width": 10**5, "height": 10**5}}},
            "bad_answer",
        ),
    ],
)
def test_no_picture_goes_to_an_endpoint_that_cannot_be_used(change, detail):
    with Misbehaving() as server, CloudClassifier(server.url) as cloud:
        server.info_changes = change
        with pytest.raises(CloudError) as caught:
            cloud.classify(CAT)
        assert caught.value.detail == detail
        assert server.pictures == []


@pytest.mark.parametrize(
    "change",
    [
        {"scores": {"cat": float("nan"), "dog": 0.0, "bird": 0.0}},
        {"scores": {"cat": 7, "dog": 0.0, "bird": 0.0}},
        {"label": "dog"},
        {"model_sha256": "b" * 64},
    ],
    ids=str,
)
def test_an_answer_that_cannot_be_believed(change):
    with Misbehaving() as server, CloudClassifier(server.url) as cloud:
        server.answer_changes = change
        with pytest.raises(CloudError) as caught:
            cloud.classify(CAT)
        assert caught.value.detail == "bad_answer"
