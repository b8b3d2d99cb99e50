"""Sentences about answers, failures, endpoints and numbers."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import get_args

import pytest

import desktop
import petsight
from desktop.services.endpoint import EndpointState, Reach
from desktop.services.photo import Comparison, Failure, State
from desktop.widgets import words
from desktop.widgets.words.core import SENTENCES
from petsight.errors import (
    CloudError,
    Detail,
    NoSuchFileError,
    PetsightError,
    TruncatedImageError,
)
from petsight.mode import Mode
from tests.desktop.services.making import answer
from tests.desktop.widgets.speaking import speaking

NOW = datetime(2026, 7, 14, 14, 5, tzinfo=UTC)


def plain(text: str | None) -> str:
    """The text with ordinary blanks: which kind a locale writes is its own business."""
    return re.sub(r"[\u00a0\u202f]", " ", text or "")


@pytest.mark.parametrize(
    ("label", "scores", "said"),
    [
        ("cat", {"cat": 0.997, "dog": 0.01}, "Cat, 99.7 %"),
        ("cat and dog", {"cat": 0.91, "dog": 0.804}, "Cat and dog, 80.4 %"),
        ("neither", {"cat": 0.01, "dog": 0.02}, "Neither"),
        ("not sure", {"cat": 0.62, "dog": 0.2}, "Not sure: looks like a cat (62 %)"),
        ("not sure", {"cat": 0.3, "dog": 0.5}, "Not sure: looks like a dog (50 %)"),
        ("not sure", {"emu": 0.7, "dog": 0.2}, "Not sure: looks like “emu” (70 %)"),
        (
            "not sure",
            {"cat": 0.997, "dog": 0.28},
            "Not sure: a cat (100 %), but a dog is not ruled out (28 %)",
        ),
        (
            "not sure",
            {"cat": 0.7, "dog": 0.9, "emu": 0.01},
            "Not sure: a dog (90 %), but a cat is not ruled out (70 %)",
        ),
        (
            "not sure",
            {"cat": 0.01, "emu": 0.3, "dog": 0.9},
            "Not sure: a dog (90 %), but “emu” is not ruled out (30 %)",
        ),
        ("not sure", {"cat": 0.6, "dog": 0.6}, "Not sure: looks like a cat (60 %)"),
        ("emu", {"emu": 0.9}, "emu, 90.0 %"),
        ("emu and cat", {"emu": 0.9, "cat": 0.8}, "emu and cat, 80.0 %"),
    ],
)
def test_an_answer_in_a_line(label, scores, said):
    assert plain(words.verdict(answer(label, scores=scores))) == said


@pytest.mark.parametrize(
    ("reason", "detail", "said"),
    [
        (None, None, None),
        ("unsure", None, "The device was not sure; the cloud answered"),
        ("device failed", None, "The device could not answer; the cloud did"),
        ("not confirmed", "throttled", "Not confirmed by the cloud (asked too often)"),
        (
            "cloud unreachable",
            "timeout",
            "Cloud unreachable (timed out), answered on this device",
        ),
        (
            "cloud unreachable",
            "refused",
            "The cloud gave no answer (key not accepted), this device did",
        ),
    ],
)
def test_why_somebody_else_answered(reason, detail, said):
    assert words.reason(answer(reason=reason, detail=detail)) == said


def test_every_detail_has_words_of_its_own():
    causes = {words.cause(detail) for detail in get_args(Detail)}
    assert len(causes) == len(get_args(Detail))
    assert words.cause(None) == words.cause("made up") == "cause unknown"


def error_kinds(kind: type[PetsightError] = PetsightError) -> Iterator[type[PetsightError]]:
    for child in kind.__subclasses__():
        yield child
        yield from error_kinds(child)


def test_every_failure_of_a_picture_has_words_and_the_unknown_keeps_its_own():
    codes = {kind.code for kind in error_kinds() if kind.__module__ == "petsight.errors"}
    # These tell of files that are sorted, never of a picture that is answered.
    codes -= {"image_error", "not_sorted", "bad_destination", "bad_journal"}
    for code in codes:
        assert words.failure(Failure(code, "the very sentence", "timeout")) != "The very sentence"
    assert words.failure(Failure("from_tomorrow", "the very sentence")) == "The very sentence"


def test_a_file_that_is_not_there_need_never_have_been_there():
    assert words.failure(Failure.of(NoSuchFileError("gone"))) == "There is no such file"


def test_what_to_do_about_a_failure():
    damaged = Failure.of(TruncatedImageError("cut"))
    assert words.advice(damaged) == "Copy it again from where it came from."
    refused = Failure.of(CloudError("no", "refused"))
    assert words.advice(refused) == "Check the endpoint's settings."
    assert words.failure(refused) == "The cloud gave no answer (key not accepted)"
    assert words.advice(Failure("from_tomorrow", "the very sentence")) is None


def test_both_sides_compared():
    cat, dog = answer("cat"), answer("dog")
    assert words.agreement(Comparison(cat, cat)) == "Device and cloud agree"
    assert words.agreement(Comparison(cat, dog)) == "Device and cloud disagree"
    none = Comparison(cat, Failure("cloud_error", "no", "offline"))
    assert words.agreement(none) == "Nothing to compare: one side gave no answer"


def test_what_a_person_put_right():
    assert words.correction(("cat", "dog")) == "Corrected: cat and dog"
    assert words.correction(()) == "Corrected: neither"


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 pictures"), (1, "1 picture"), (5000, "5,000 pictures")]
)
def test_counts_have_plurals(count, said):
    assert words.pictures(count) == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0.2, "1 s"), (59.4, "59 s"), (59.6, "1 min"), (3570, "1 h 0 min"), (4800, "1 h 20 min")],
)
def test_a_time_as_roughly_as_people_need_it(seconds, said):
    assert words.duration(seconds) == said
    assert words.time_left(seconds) == f"{said} left"


@pytest.mark.parametrize(
    ("value", "said"),
    [(4.24, "4.2 ms"), (9.96, "10 ms"), (43.2, "43 ms"), (999.4, "999 ms"), (1300, "1.3 s")],
)
def test_short_times(value, said):
    assert plain(words.milliseconds(value)) == said


@pytest.mark.parametrize(
    ("size", "said"), [(-1, ""), (17, "17 bytes"), (6_800_000, "6.8 MB"), (1500, "1.5 kB")]
)
def test_file_sizes(size, said):
    assert plain(words.file_size(size)) == said


def test_speed():
    assert words.rate(108.7) == "109 pictures a second"
    assert words.rate(2.25) in ("2.2 pictures a second", "2.3 pictures a second")


def test_a_moment_names_the_day_only_where_it_is_another():
    now = datetime.now(UTC)
    today, before = words.moment(now), words.moment(now - timedelta(days=400))
    assert len(before) > len(today)
    assert before.endswith(words.moment(now.replace(second=0)))


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (EndpointState(), "Endpoint off"),
        (EndpointState(Reach.CHECKING), "Checking…"),
        (EndpointState(Reach.READY), "Ready"),
        (EndpointState(Reach.READY, latency_ms=43.2), "Ready (43 ms)"),
        (EndpointState(Reach.UNREACHABLE), "Unreachable"),
    ],
)
def test_how_an_endpoint_is(state, said):
    assert plain(words.reach(state)) == said


def test_since_when_and_why_an_endpoint_cannot_be_reached():
    state = EndpointState(Reach.UNREACHABLE, since=NOW, detail="tls")
    assert words.reach(state) == f"Unreachable since {words.moment(NOW)}"
    assert "no secure connection" in words.reach_explained(state)
    ready = EndpointState(Reach.READY, model="big 2.0.0")
    assert "big 2.0.0" in words.reach_explained(ready)


def test_modes_and_states_differ_in_words():
    assert len({words.mode(mode) for mode in Mode}) == len(Mode)
    assert len({words.mode_explained(mode) for mode in Mode}) == len(Mode)
    assert len({words.state(state) for state in State}) == len(State)
    assert "Nothing is uploaded" in words.mode_explained(Mode.DEVICE)


def test_a_sentence_of_the_core_begins_as_one():
    assert words.core("the endpoint failed") == "The endpoint failed"
    assert words.core("http:// is for this machine alone; use https://").startswith("http://")
    with speaking("de"):
        assert words.core("the endpoint failed (503)") == "Der Endpunkt hat versagt (503)"
        assert words.core("the endpoint failed (500); this device answers instead") == (
            "Der Endpunkt hat versagt (500); dieses Gerät antwortet stattdessen"
        )
        assert words.core("the picture has more than 50 megapixels") == (
            "Das Bild hat mehr als 50 Megapixel"
        )
        assert words.core("PSD files are not supported; save this one as JPEG or PNG") == (
            "PSD-Dateien werden nicht unterstützt; speichern Sie es als JPEG oder PNG"
        )
        assert words.core("nobody listed this (yet)") == "Nobody listed this (yet)"


def test_every_listed_sentence_is_still_said():
    folders = [Path(package.__path__[0]) for package in (petsight, desktop)]
    said = {
        str(node.value)
        for folder in folders
        for path in folder.rglob("*.py")
        if path.name != "core.py"
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    for sentence in SENTENCES:
        for part in str(sentence).split("{}"):
            assert any(part in text for text in said), sentence
