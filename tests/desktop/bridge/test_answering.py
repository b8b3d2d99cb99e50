"""Pictures are answered on this device: all of them, once, and as the person wants it."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.bridge.desk import Desk
from desktop.services.asks import Asks
from desktop.services.photo import Found, State
from desktop.services.progress import Progress
from petsight.mode import Mode
from tests.desktop.bridge.desks import desk_at_work, labels, pictures
from tests.support_model import change_model

ANSWERS = ("cat", "dog", "cat and dog", "neither", "not sure")


def test_a_folder_is_answered(qtbot, home):
    paths = pictures(home / "photos", *ANSWERS)
    (home / "photos" / "broken.jpg").write_text("hello")
    with desk_at_work() as desk, qtbot.waitSignal(desk.answering.idle):
        desk.intake.add_paths([str(home / "photos")])
    assert labels(desk) == {
        **{Path(path).name: answer for path, answer in zip(paths, ANSWERS, strict=True)},
        "broken.jpg": "not_an_image",
    }
    counts = desk.library.counts
    assert (counts.total, counts.waiting, counts.failed) == (6, 0, 1)


def test_every_photo_brings_its_thumbnail(qtbot, home):
    with desk_at_work() as desk, qtbot.waitSignal(desk.answering.idle):
        desk.intake.add_paths(pictures(home, "cat"))
    (photo,) = desk.library.photos()
    thumbnail = desk.library.thumbnail(photo)
    assert thumbnail is not None
    assert thumbnail.startswith(b"\xff\xd8")


def test_progress_comes_to_its_end(qtbot, home):
    seen: list[Progress] = []
    with desk_at_work() as desk:
        desk.answering.progressed.connect(seen.append)
        with qtbot.waitSignal(desk.answering.idle):
            desk.intake.add_paths(pictures(home, *["cat"] * 30))
        assert not desk.answering.busy
    assert (seen[0].total, seen[-1].total, seen[-1].done) == (30, 30, 30)


def test_pause_and_resume(qtbot, home):
    with desk_at_work() as desk:
        desk.answering.pause()
        with qtbot.assertNotEmitted(desk.library.changed, wait=300):
            desk.intake.add_paths(pictures(home, *["cat"] * 10))
        assert desk.answering.busy
        with qtbot.waitSignal(desk.answering.idle):
            desk.answering.resume()
        assert desk.library.counts.answers == {"cat": 10}


def test_nobody_answers_while_the_window_is_behind(qtbot, home):
    with desk_at_work() as desk:
        with qtbot.waitSignal(desk.answering.model_loaded):
            pass
        desk.answering.outcomes.hold()
        desk.library.add([Found(path) for path in pictures(home, "cat")])
        qtbot.waitUntil(lambda: desk.library.counts.total == 1)
        with qtbot.assertNotEmitted(desk.library.changed, wait=200):
            desk.settings.change(mode=Mode.AUTO)  # whoever is chosen meanwhile waits too
        with qtbot.waitSignal(desk.answering.idle):
            desk.answering.outcomes.release()
        assert labels(desk) == {"0000 cat.png": "cat"}


def test_cancel_drops_what_waits_and_retry_takes_it_up(qtbot, home):
    with desk_at_work() as desk:
        desk.answering.pause()
        with qtbot.waitSignal(desk.library.waiting):
            desk.intake.add_paths(pictures(home, *["cat"] * 10))
        with qtbot.waitSignal(desk.answering.idle):
            desk.answering.cancel()
        assert desk.library.counts.waiting == 10
        desk.answering.resume()
        with qtbot.waitSignal(desk.answering.idle):
            desk.answering.retry_failed()
        assert desk.library.counts.answers == {"cat": 10}


def test_retry_failed(qtbot, home):
    broken = home / "photo.png"
    broken.write_text("hello")
    with desk_at_work() as desk:
        with qtbot.waitSignal(desk.answering.idle):
            desk.intake.add_paths([str(broken), *pictures(home, "cat")])
        pictures(home, "dog")
        Path(home / "0000 dog.png").rename(broken)
        with qtbot.waitSignal(desk.answering.idle):
            desk.answering.retry_failed()
        assert labels(desk) == {"photo.png": "dog", "0000 cat.png": "cat"}


def test_the_same_content_is_answered_once_and_shown_twice(qtbot, home):
    (path,) = pictures(home, "cat")
    (home / "twin.png").write_bytes(Path(path).read_bytes())
    with desk_at_work() as desk, qtbot.waitSignal(desk.answering.idle):
        desk.intake.add_paths([path, path, str(home / "twin.png")])
    assert labels(desk) == {"0000 cat.png": "cat", "twin.png": "cat"}


def test_removed_while_it_waits(qtbot, home):
    with desk_at_work() as desk:
        desk.answering.pause()
        with qtbot.waitSignal(desk.library.waiting):
            desk.intake.add_paths(pictures(home, "cat", "dog"))
        desk.library.remove([desk.library.photos()[0].id])
        with qtbot.waitSignal(desk.answering.idle):
            desk.answering.resume()
        assert labels(desk) == {"0001 dog.png": "dog"}


def test_what_was_cancelled_is_not_asked_at_the_next_start(qtbot, home):
    with desk_at_work() as desk:
        with qtbot.waitSignal(desk.answering.idle):
            desk.intake.add_paths(pictures(home, "cat", "dog"))
        desk.answering.pause()
        desk.answering.answer_again()
        qtbot.waitUntil(lambda: asked(desk) == {Asks.MODE})
        with qtbot.waitSignal(desk.answering.idle):
            desk.answering.cancel()
        qtbot.waitUntil(lambda: asked(desk) == {None})
    with desk_at_work() as desk:
        with (
            qtbot.assertNotEmitted(desk.library.unasked, wait=100),
            qtbot.waitSignal(desk.library.restored),
        ):
            pass
        assert labels(desk) == {"0000 cat.png": "cat", "0001 dog.png": "dog"}


def test_another_model(qtbot, home):
    renamed = document_with_labels("kitten", "puppy", "bird")
    model = change_model(home / "other.tflite", name="other", labels=renamed)
    with desk_at_work() as desk:
        with qtbot.waitSignal(desk.answering.idle):
            desk.intake.add_paths(pictures(home, "cat"))
        with qtbot.waitSignals([desk.answering.model_chosen, desk.answering.model_loaded]):
            desk.answering.load_model(model)
        assert desk.answering.model is not None
        assert desk.answering.model.name == "other"
        assert desk.settings.now.model == str(model)
        with qtbot.waitSignal(desk.answering.idle):
            desk.answering.answer_again()
        assert labels(desk) == {"0000 cat.png": "kitten"}


def test_a_bad_model_changes_nothing(qtbot, home):
    bad = home / "bad.tflite"
    bad.write_bytes(b"hello")
    with desk_at_work() as desk:
        with qtbot.waitSignal(desk.answering.model_loaded) as loaded:
            pass
        with qtbot.waitSignal(desk.answering.model_failed) as told:
            desk.answering.load_model(bad)
        assert told.args == ["bad.tflite is not a TFLite model file"]
        assert desk.answering.model == loaded.args[0]
        with qtbot.waitSignal(desk.answering.idle):
            desk.intake.add_paths(pictures(home, "cat"))
        assert labels(desk) == {"0000 cat.png": "cat"}


def test_a_chosen_model_that_vanished_gives_way_to_the_shipped_one(qtbot, home):
    with (
        desk_at_work(model=str(home / "gone.tflite")) as desk,
        qtbot.waitSignals([desk.notice, desk.answering.model_loaded]),
    ):
        pass
    assert desk.answering.model is not None
    assert desk.answering.model.name == "petsight-edge"
    assert desk.settings.now.model == str(home / "gone.tflite")


def test_without_any_model_pictures_wait(qtbot, home, monkeypatch):
    monkeypatch.setattr("petsight.model.model_path", lambda: home / "none.tflite")
    with desk_at_work(model=None) as desk:
        with qtbot.waitSignal(desk.answering.model_failed) as told:
            desk.intake.add_paths(pictures(home, "cat"))
        assert "none.tflite" in told.args[0]
        qtbot.waitUntil(lambda: desk.library.counts.waiting == 1)
        assert [photo.state for photo in desk.library.photos()] == [State.WAITING]
        with qtbot.waitSignal(desk.answering.idle):
            desk.answering.load_model(change_model(home / "mine.tflite"))
        assert labels(desk) == {"0000 cat.png": "cat"}


@pytest.mark.parametrize("ask", ["ask_cloud", "compare"])
def test_the_cloud_needs_an_endpoint(qtbot, home, ask):
    with desk_at_work() as desk:
        with qtbot.waitSignal(desk.answering.idle):
            desk.intake.add_paths(pictures(home, "cat"))
        with qtbot.waitSignal(desk.answering.endpoint_needed):
            getattr(desk.answering, ask)([photo.id for photo in desk.library.photos()])
        assert not desk.answering.busy


def asked(desk: Desk) -> set[Asks | None]:
    return {photo.asked for photo in desk.library.photos()}


def document_with_labels(*names: str) -> list[dict[str, object]]:
    return [{"name": name, "accept": 0.6, "reject": 0.4} for name in names]
