"""Which pictures the gallery shows, while they come, change and go."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.bridge.desk import Desk
from desktop.services.arrange import Filter
from desktop.services.order import Order
from desktop.services.photo import Found
from desktop.widgets.gallery_model import AT_ONCE, GalleryModel, PhotoRole
from petsight.prediction import Prediction


@pytest.fixture
def model(desk: Desk, qtbot: QtBot) -> GalleryModel:
    """Return a model of a library that answers nothing by itself."""
    desk.answering.pause()
    model = GalleryModel(desk.library)
    model.setParent(desk)
    return model


def add(desk: Desk, *names: str) -> list[int]:
    desk.library.add([Found(f"/pictures/{name}") for name in names])
    return [photo.id for photo in desk.library.photos()][-len(names) :]


def answer(desk: Desk, photo_id: int, label: str, score: float = 0.9) -> None:
    photo = desk.library.photo(photo_id)
    assert photo is not None
    said = Prediction(label, {"cat": score}, "device", "m 1", "0" * 64, "p1")
    desk.library.put([replace(photo, prediction=said, digest="0" * 64)])


def names(model: GalleryModel) -> list[str]:
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def show(
    model: GalleryModel,
    chosen: Filter | None = None,
    order: Order = Order.ADDED,
    *,
    descending: bool = False,
) -> None:
    model.show(chosen or Filter(), order, descending=descending)


def test_new_pictures_are_appended_without_moving_the_others(
    desk: Desk, model: GalleryModel, qtbot: QtBot
):
    with qtbot.assertNotEmitted(model.modelReset):
        add(desk, "b.jpg", "a.jpg")
        add(desk, "c.jpg")
    assert names(model) == ["b.jpg", "a.jpg", "c.jpg"]


def test_an_answer_changes_its_row_alone(desk: Desk, model: GalleryModel, qtbot: QtBot):
    ids = add(desk, "a.jpg", "b.jpg", "c.jpg")
    with qtbot.waitSignal(model.dataChanged) as changed:
        answer(desk, ids[1], "cat")
    assert [index.row() for index in changed.args[:2]] == [1, 1]
    assert model.index(1, 0).data(PhotoRole).prediction.label == "cat"
    spoken = model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "b.jpg; Cat, 90.0\u00a0%; This device"


def test_pictures_that_begin_to_pass_the_filter_come_in_where_they_belong(
    desk: Desk, model: GalleryModel, qtbot: QtBot
):
    ids = add(desk, "a.jpg", "b.jpg", "c.jpg")
    show(model, Filter(answer="cat"))
    assert names(model) == []
    answer(desk, ids[2], "cat")
    qtbot.waitUntil(lambda: names(model) == ["c.jpg"])
    answer(desk, ids[0], "cat")
    answer(desk, ids[1], "dog")
    qtbot.waitUntil(lambda: names(model) == ["a.jpg", "c.jpg"])


def test_new_pictures_take_their_place_in_an_order(desk: Desk, model: GalleryModel, qtbot: QtBot):
    add(desk, "b 10.jpg", "b 2.jpg")
    show(model, order=Order.NAME)
    assert names(model) == ["b 2.jpg", "b 10.jpg"]
    add(desk, "a.jpg")
    qtbot.waitUntil(lambda: names(model) == ["a.jpg", "b 2.jpg", "b 10.jpg"])


def test_removed_pictures_leave_the_rest_where_it_was(
    desk: Desk, model: GalleryModel, qtbot: QtBot
):
    ids = add(desk, *(f"{number}.jpg" for number in range(6)))
    with qtbot.assertNotEmitted(model.modelReset):
        desk.library.remove([ids[0], ids[2], ids[3]])
    assert names(model) == ["1.jpg", "4.jpg", "5.jpg"]
    assert [model.row_of(number) for number in ids] == [None, 0, None, None, 1, 2]


def test_many_scattered_pictures_go_at_once(desk: Desk, model: GalleryModel, qtbot: QtBot):
    ids = add(desk, *(f"{number}.jpg" for number in range(400)))
    with qtbot.waitSignal(model.modelReset):
        desk.library.remove(ids[::2])
    assert names(model) == [f"{number}.jpg" for number in range(1, 400, 2)]


def test_a_large_list_is_arranged_in_a_thread(desk: Desk, model: GalleryModel, qtbot: QtBot):
    count = AT_ONCE + 1
    ids = add(desk, *(f"{number}.jpg" for number in range(count)))
    show(model, descending=True)
    desk.library.remove([ids[-1]])
    desk.library.add([Found("/pictures/late.jpg")])
    assert model.ids[0] == ids[0], "nothing moves before the thread is done"
    with qtbot.waitSignal(model.arranged):
        pass
    assert model.ids[0] == ids[-2], "what was removed meanwhile stays away"
    qtbot.waitUntil(lambda: names(model)[0] == "late.jpg")
    assert model.rowCount() == count


def test_the_last_choice_counts(desk: Desk, model: GalleryModel, qtbot: QtBot):
    add(desk, *(f"{number}.jpg" for number in range(AT_ONCE + 1)))
    show(model, Filter(text="nothing is called that"))
    show(model, Filter(text="1234"))
    qtbot.waitUntil(lambda: names(model) == ["1234.jpg"])


def test_an_arrangement_that_changes_nothing_is_not_announced(
    desk: Desk, model: GalleryModel, qtbot: QtBot
):
    add(desk, "a.jpg", "b.jpg")
    with qtbot.assertNotEmitted(model.about_to_arrange):
        show(model, order=Order.NAME)


def test_a_name_that_is_no_text_is_shown_all_the_same(desk: Desk, model: GalleryModel):
    add(desk, "caf\udce9.jpg")
    assert model.rowCount() == 1
    assert model.photo(0) is not None
    assert names(model)[0].startswith("caf")


def test_a_session_fills_the_gallery(desk: Desk, qtbot: QtBot, tmp_path: Path):
    desk.answering.pause()
    add(desk, "a.jpg", "b.jpg")
    assert names(GalleryModel(desk.library, desk)) == ["a.jpg", "b.jpg"]
