"""What an outcome makes of its photo."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.services.asks import Asks
from desktop.services.photo import Comparison, Failure, Found, Photo
from desktop.services.tasks import Outcome, Task, settle
from tests.desktop.services.making import DIGEST, answer, photo

GONE = Failure("no_such_file", "there is no such file")
CAT, DOG = answer("cat"), answer("dog", source="cloud")
BOTH = Comparison(CAT, DOG)
OTHER = "0" * 64

WAITING = photo(1)
ANSWERED = photo(1, digest=DIGEST, prediction=CAT)
SAID = replace(ANSWERED, correction=("dog",), comparison=BOTH)


def task(asks: Asks = Asks.MODE) -> Task:
    return Task(1, WAITING.path, asks)


def test_an_answer():
    found = Found(WAITING.path, 5, 6)
    outcome = Outcome(task(), found, DIGEST, b"jpeg", CAT)
    assert settle(WAITING, outcome) == Photo(1, found, DIGEST, CAT)


def test_a_failure_ends_the_waiting_and_an_answer_ends_the_failure():
    failed = settle(WAITING, Outcome(task(), failure=GONE))
    assert failed == replace(WAITING, failure=GONE)
    again = settle(failed, Outcome(task(), failed.found, DIGEST, prediction=DOG))
    assert (again.prediction, again.failure) == (DOG, None)


def test_asking_again_replaces_the_answer():
    assert settle(ANSWERED, Outcome(task(), None, DIGEST, prediction=DOG)).prediction == DOG
    damaged = Failure("truncated", "the picture is cut short or damaged")
    failed = settle(ANSWERED, Outcome(task(), None, DIGEST, failure=damaged))
    assert (failed.prediction, failed.failure) == (None, damaged)


@pytest.mark.parametrize("code", ["no_such_file", "no_permission", "unreadable", "too_slow"])
def test_a_file_that_cannot_be_read_again_destroys_no_answer(code):
    unread = Failure(code, "the file cannot be read")
    assert settle(SAID, Outcome(task(), failure=unread)) == SAID
    assert settle(WAITING, Outcome(task(), failure=unread)).failure == unread


@pytest.mark.parametrize("asks", [Asks.CLOUD, Asks.COMPARE])
def test_an_additional_question_destroys_no_answer(asks):
    assert settle(SAID, Outcome(task(asks), failure=GONE)) == SAID
    assert settle(WAITING, Outcome(task(asks), failure=GONE)).failure == GONE


def test_a_comparison_leaves_the_answer_alone():
    outcome = Outcome(task(Asks.COMPARE), None, DIGEST, comparison=BOTH)
    assert settle(ANSWERED, outcome) == replace(ANSWERED, comparison=BOTH)


@pytest.mark.parametrize(
    ("comparison", "prediction", "failure"),
    [
        (BOTH, CAT, None),
        (Comparison(GONE, DOG), DOG, None),
        (Comparison(GONE, Failure("cloud_error", "offline")), None, GONE),
    ],
)
def test_a_comparison_answers_who_had_no_answer(comparison, prediction, failure):
    before = replace(WAITING, failure=Failure("empty", "the file is empty"))
    after = settle(before, Outcome(task(Asks.COMPARE), None, DIGEST, comparison=comparison))
    assert (after.prediction, after.failure) == (prediction, failure)
    assert after.comparison is comparison


@pytest.mark.parametrize("asks", [Asks.MODE, Asks.CLOUD])
def test_who_stands_in_for_the_cloud_destroys_none_of_its_answers(asks):
    stand_in = replace(CAT, reason="cloud unreachable", detail="offline")
    before = replace(ANSWERED, prediction=DOG)
    assert settle(before, Outcome(task(asks), None, DIGEST, prediction=stand_in)) == before
    chosen = settle(before, Outcome(task(asks), None, DIGEST, prediction=CAT))
    assert chosen.prediction == CAT
    other = settle(before, Outcome(task(asks), None, OTHER, prediction=stand_in))
    assert other.prediction == stand_in
    assert settle(ANSWERED, Outcome(task(asks), None, DIGEST, prediction=stand_in)) == replace(
        ANSWERED, prediction=stand_in
    )


def test_another_content_is_another_picture():
    after = settle(SAID, Outcome(task(), None, OTHER, prediction=DOG))
    assert after == Photo(1, SAID.found, OTHER, DOG)


def test_the_same_content_keeps_what_was_said():
    after = settle(SAID, Outcome(task(), None, DIGEST, prediction=DOG))
    assert after == replace(SAID, prediction=DOG)


def test_a_file_that_was_moved_meanwhile_stays_where_it_is():
    moved = replace(ANSWERED, found=Found("/moved.jpg", 5))
    after = settle(moved, Outcome(task(), Found(WAITING.path, 5), DIGEST, prediction=DOG))
    assert after == replace(moved, prediction=DOG)


@pytest.mark.parametrize(
    "outcome",
    [
        Outcome(task(), None, DIGEST, prediction=DOG),
        Outcome(task(), failure=GONE),
        Outcome(task(Asks.CLOUD), failure=GONE),
        Outcome(task(Asks.COMPARE), None, DIGEST, comparison=BOTH),
    ],
)
def test_whoever_was_to_be_asked_has_been(outcome):
    asked = replace(ANSWERED, asked=outcome.task.asks)
    assert settle(asked, outcome) == settle(ANSWERED, outcome)
