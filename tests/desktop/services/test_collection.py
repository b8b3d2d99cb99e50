"""Photos in order, each file once, and counts that always add up."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

from desktop.services.collection import Collection, Counts
from desktop.services.photo import Failure, Found, Photo, State
from tests.desktop.services.making import answer, answered, photo

BROKEN = Failure("truncated", "the picture is cut short or damaged")


def filled(count: int) -> Collection:
    collection = Collection()
    collection.add(Found(f"/pictures/{at}.jpg") for at in range(count))
    return collection


def test_new_files_are_appended_in_order_and_wait():
    collection = Collection()
    first = collection.add([Found("/b.jpg", 5, 7), Found("/a.jpg")])
    second = collection.add([Found("/c.jpg")])
    assert [item.path for item in collection] == ["/b.jpg", "/a.jpg", "/c.jpg"]
    assert [item.id for item in collection] == sorted({item.id for item in first + second})
    assert {item.state for item in collection} == {State.WAITING}
    assert first[0].found == Found("/b.jpg", 5, 7)


def test_a_file_is_there_once_however_often_it_comes():
    collection = Collection()
    assert len(collection.add([Found("/a.jpg"), Found("/a.jpg", 5)])) == 1
    assert collection.add([Found("/a.jpg", 9, 9)]) == []
    assert len(collection) == 1
    (only,) = collection
    assert collection.by_path("/a.jpg") is only
    assert collection.by_path("/A.jpg") is None


def test_a_photo_is_replaced_where_it_stands():
    collection = filled(3)
    second = list(collection)[1]
    assert collection.put(replace(second, failure=BROKEN))
    assert [item.state for item in collection] == [State.WAITING, State.FAILED, State.WAITING]
    found = collection.photo(second.id)
    assert found is not None
    assert found.failure is BROKEN


def test_what_a_person_said_is_counted():
    collection = filled(3)
    first, second, third = collection
    collection.put(replace(first, prediction=answer("cat")))
    collection.put(replace(second, failure=BROKEN))
    assert collection.counts == Counts(3, 1, 1, {"cat": 1})
    collection.put(replace(first, prediction=answer("cat"), correction=("dog",)))
    collection.put(replace(second, failure=BROKEN, correction=()))
    assert collection.counts == Counts(3, 1, 0, {"dog": 1, "neither": 1})
    collection.put(replace(first, prediction=answer("cat")))
    collection.remove([second.id, third.id])
    assert collection.counts == Counts(1, 0, 0, {"cat": 1})


def test_what_is_gone_stays_gone():
    collection = filled(2)
    first, second = collection
    assert collection.remove([first.id, first.id, 999]) == [first]
    assert not collection.put(replace(first, failure=BROKEN))
    assert list(collection) == [second]
    assert collection.photo(first.id) is None
    assert collection.by_path(first.path) is None


def test_a_removed_file_can_come_back_under_another_number():
    collection = filled(2)
    last = list(collection)[-1]
    collection.remove([last.id])
    (again,) = collection.add([last.found])
    assert again.id > last.id


def test_numbers_are_not_given_again_after_clearing():
    collection = filled(2)
    before = {item.id for item in collection}
    collection.clear()
    assert collection.counts == Counts()
    assert not before & {item.id for item in collection.add([Found("/new.jpg")])}


def test_a_session_replaces_everything_and_keeps_its_numbers():
    collection = filled(3)
    collection.restore([answered(7), photo(4)])
    assert [item.id for item in collection] == [7, 4]
    assert collection.counts == Counts(2, waiting=1, answers={"cat": 1})
    assert [item.id for item in collection.add([Found("/new.jpg")])] == [8]


def test_a_moved_file_is_found_at_its_new_path():
    collection = filled(2)
    first, second = collection
    assert collection.put(replace(first, found=Found("/moved.jpg")))
    assert collection.by_path(first.path) is None
    moved = collection.by_path("/moved.jpg")
    assert moved is not None
    assert moved.id == first.id
    assert [item.id for item in collection] == [first.id, second.id]


def test_counts_by_answer():
    collection = Collection()
    labels = ["cat", "cat and dog", "neither", "not sure", "cat"]
    collection.restore(answered(at, label=label) for at, label in enumerate(labels, 1))
    collection.add([Found("/waiting.jpg")])
    (failed,) = collection.add([Found("/failed.jpg")])
    collection.put(replace(failed, failure=BROKEN))
    wanted = {"cat": 2, "cat and dog": 1, "neither": 1, "not sure": 1}
    assert collection.counts == Counts(7, waiting=1, failed=1, answers=wanted)


def test_an_answer_that_nobody_gives_any_more_is_not_counted():
    collection = Collection()
    collection.restore([answered(1, label="dog")])
    collection.put(answered(1, label="cat"))
    assert dict(collection.counts.answers) == {"cat": 1}


def recounted(collection: Collection) -> Counts:
    states = Counter(item.state for item in collection)
    answers = Counter(item.prediction.label for item in collection if item.prediction)
    return Counts(len(collection), states[State.WAITING], states[State.FAILED], dict(answers))


def test_counts_add_up_whatever_happens():
    chance = random.Random(4)
    collection = Collection()
    for _ in range(3000):
        ids = [item.id for item in collection] or [0]
        number = chance.choice(ids)
        what = chance.randrange(5)
        if what == 0:
            collection.remove([number])
        elif what < 3:
            collection.add([Found(f"/{chance.randrange(60)}.jpg")])
        elif (old := collection.photo(number)) is not None:
            prediction = answer(chance.choice(["cat", "dog", "neither"]))
            states = [
                Photo(old.id, old.found),
                Photo(old.id, old.found, failure=BROKEN),
                Photo(old.id, old.found, prediction=prediction),
            ]
            collection.put(chance.choice(states))
        counts = collection.counts
        assert counts == recounted(collection)
        assert counts.total == counts.waiting + counts.failed + sum(counts.answers.values())
