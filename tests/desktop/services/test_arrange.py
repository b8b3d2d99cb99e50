"""Which photos are shown, and in which order."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import Any

import pytest

from desktop.services.arrange import Filter, arranged, matches
from desktop.services.order import Order
from desktop.services.photo import Failure, Found, Photo, State
from tests.desktop.services.making import answer, answered, photo

PHOTOS = [
    photo(1, "/p/Minka 2.jpg"),
    answered(2, label="cat"),
    answered(3, label="cat and dog"),
    answered(4, label="not sure"),
    photo(5, "/p/minka 10.JPG", failure=Failure("empty", "the file is empty")),
    answered(6, label="neither"),
    photo(7, "/p/dog/1.jpg", digest="d", prediction=answer("dog"), correction=()),
    photo(8, "/p/8.jpg", failure=Failure("bad_model", "it failed"), correction=("cat",)),
]


def shown(**conditions: Any) -> list[int]:
    return arranged(PHOTOS, Filter(**conditions), Order.ADDED)


@pytest.mark.parametrize(
    ("conditions", "wanted"),
    [
        ({}, [1, 2, 3, 4, 5, 6, 7, 8]),
        ({"answer": "cat"}, [2, 3, 8]),
        ({"answer": "dog"}, [3]),
        ({"answer": "cat and dog"}, [3]),
        ({"answer": "neither"}, [6, 7]),
        ({"answer": "not sure"}, [4]),
        ({"answer": "bird"}, []),
        ({"sure": True}, [2, 3, 6, 7, 8]),
        ({"sure": False}, [4]),
        ({"state": State.WAITING}, [1]),
        ({"state": State.FAILED}, [5]),
        ({"state": State.ANSWERED}, [2, 3, 4, 6, 7, 8]),
        ({"corrected": True}, [7, 8]),
        ({"corrected": False}, [1, 2, 3, 4, 5, 6]),
        ({"text": "MINKA"}, [1, 5]),
        ({"text": "10 minka"}, [5]),
        ({"text": "  "}, [1, 2, 3, 4, 5, 6, 7, 8]),
        ({"text": "dog"}, []),
        ({"answer": "neither", "corrected": True}, [7]),
        ({"answer": "cat", "sure": True, "text": "3"}, [3]),
    ],
)
def test_filter(conditions, wanted):
    assert shown(**conditions) == wanted
    wanted_filter = Filter(**conditions)
    assert [item.id for item in PHOTOS if matches(item, wanted_filter)] == wanted


def test_a_label_that_is_part_of_another_one():
    assert arranged([answered(1, label="wildcat")], Filter(answer="cat"), Order.ADDED) == []


def test_the_search_knows_accents_that_are_stored_apart():
    apart, together = "mu\u0308sli.jpg", "M\u00dcSLI.jpg"
    photos = [photo(1, f"/p/{apart}"), photo(2, f"/p/{together}")]
    for text in ("müsli", "MÜSLI", "mu\u0308sli"):
        assert arranged(photos, Filter(text=text), Order.ADDED) == [1, 2]


def by_name(*names: str, descending: bool = False) -> list[str]:
    photos = [photo(at, f"/p/{name}") for at, name in enumerate(names)]
    return [names[at] for at in arranged(photos, Filter(), Order.NAME, descending)]


def test_names_are_compared_as_people_do():
    wanted = ["IMG_2.jpg", "img_10.jpg", "IMG_010b.jpg", "img_100.jpg", "Zoo.jpg"]
    assert by_name(*reversed(wanted)) == wanted
    assert by_name(*wanted, descending=True) == wanted[::-1]


def test_numbers_of_any_length_and_names_that_are_no_text():
    long, longer = "9" * 200 + ".jpg", "1" + "0" * 200 + ".jpg"
    odd = os.fsdecode(b"caf\xe9 1.jpg")
    assert by_name(longer, odd, long, "0.jpg", "00.jpg") == ["0.jpg", "00.jpg", long, longer, odd]


def test_the_folder_does_not_count_as_name():
    photos = [photo(1, "/z/a.jpg"), photo(2, "/a/z.jpg")]
    assert arranged(photos, Filter(), Order.NAME) == [1, 2]


def test_by_date_and_in_the_order_added():
    times = [30, 10, 20, 10]
    photos = [Photo(at, Found(f"/{at}", 1, time)) for at, time in enumerate(times)]
    assert arranged(photos, Filter(), Order.DATE) == [1, 3, 2, 0]
    assert arranged(photos, Filter(), Order.DATE, descending=True) == [0, 2, 1, 3]
    assert arranged(photos, Filter(), Order.ADDED, descending=True) == [3, 2, 1, 0]


def test_without_an_answer_there_is_no_confidence_and_they_come_last():
    scores = [0.2, None, 0.9, 0.5, None]
    photos = [
        photo(at) if score is None else answered(at, scores={"cat": score})
        for at, score in enumerate(scores)
    ]
    assert arranged(photos, Filter(), Order.CONFIDENCE) == [0, 3, 2, 1, 4]
    assert arranged(photos, Filter(), Order.CONFIDENCE, descending=True) == [2, 3, 0, 1, 4]


def test_a_correction_leaves_no_confidence():
    photos = [answered(1, scores={"cat": 0.2}), answered(2, scores={"cat": 0.9})]
    photos.append(answered(3, scores={"cat": 0.5}))
    photos[2] = replace(photos[2], correction=("dog",))
    assert arranged(photos, Filter(), Order.CONFIDENCE, descending=True) == [2, 1, 3]
