"""Dragging onto the window, as Qt hands it on from the system."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QDialog

from desktop.widgets.drop_layer import DropLayer
from desktop.widgets.welcome import Welcome
from tests.desktop.bridge.desks import pictures
from tests.desktop.widgets.person import Person, files

Drop = Qt.DropAction


def test_a_dropped_picture_shows_its_answer(person: Person, folder: Path):
    assert person.one(Welcome).isVisible()
    assert person.drop(files(pictures(folder, "cat"))) == [Drop.CopyAction] * 3
    person.until(lambda: person.desk.library.counts.answers == {"cat": 1})
    (card,) = person.cards()
    assert card.startswith("0000 cat.png; Cat, ")
    assert not person.one(Welcome).isVisible()


def test_a_folder_shows_everything_in_it(person: Person, folder: Path):
    pictures(folder / "naïve 猫", "cat", "dog")
    pictures(folder, "bird")
    person.drop_files([str(folder)])
    person.until(lambda: person.desk.library.counts.answers == {"cat": 1, "dog": 1, "bird": 1})
    assert len(person.cards()) == 3


def test_the_same_picture_is_shown_once(person: Person, folder: Path):
    paths = pictures(folder, "cat", "dog")
    person.add(paths)
    person.drop_files([*paths, str(folder)])
    person.desk.intake.add_paths(paths)
    person.settle()
    assert len(person.cards()) == 2


def test_any_place_of_the_window_takes_drops(person: Person, folder: Path):
    person.add(pictures(folder, "cat"))
    rect = person.window.rect()
    corners = [rect.topLeft(), rect.topRight(), rect.bottomLeft(), rect.bottomRight()]
    search = person.window.rect().center()
    for corner in (*corners, search):
        taken = person.drop(files(pictures(folder, "cat")), at=QPointF(corner))
        assert taken == [Drop.CopyAction] * 3, corner


def test_the_window_shows_that_it_takes_a_drop(person: Person, folder: Path):
    layer = person.one(DropLayer)
    person.drop(files(pictures(folder, "cat")), release=False)
    assert layer.isVisible()
    assert layer.geometry() == person.window.rect()
    person.leave()
    assert not layer.isVisible()
    assert person.desk.library.counts.total == 0


def test_after_a_drop_nothing_covers_the_window(person: Person, folder: Path):
    person.drop_files(pictures(folder, "cat"))
    assert not person.one(DropLayer).isVisible()


def test_a_source_that_would_move_is_told_that_it_was_copied(person: Person, folder: Path):
    data = files(pictures(folder, "cat"))
    assert person.drop(data, Drop.MoveAction | Drop.CopyAction)[-1] is Drop.CopyAction


def test_a_source_that_only_moves_is_not_told_that_it_was_moved(person: Person, folder: Path):
    data = files(pictures(folder, "cat"))
    taken = person.drop(data, Drop.MoveAction)
    assert taken == [Drop.MoveAction, Drop.MoveAction, Drop.IgnoreAction]
    person.until(lambda: person.desk.library.counts.total == 1)


def test_a_source_that_only_links_is_taken_too(person: Person, folder: Path):
    assert person.drop(files(pictures(folder, "cat")), Drop.LinkAction)[-1] is Drop.LinkAction
    person.until(lambda: person.desk.library.counts.total == 1)


def test_what_is_no_picture_is_not_invited(person: Person):
    data = QMimeData()
    data.setText("only words")
    assert person.drop(data, release=False)[0] is None
    assert not person.one(DropLayer).isVisible()


def test_image_data_is_kept_and_answered(person: Person):
    image = QImage(64, 48, QImage.Format.Format_RGB32)
    image.fill(0xFF0000)
    data = QMimeData()
    data.setImageData(image)
    person.drop(data)
    person.until(lambda: person.desk.library.counts.answers == {"cat": 1})


def test_a_link_is_asked_about_and_not_fetched(person: Person):
    data = QMimeData()
    data.setUrls([QUrl("https://pictures.example/cat.jpg")])
    person.drop(data)
    person.until(lambda: bool(dialogs()))
    (dialog,) = dialogs()
    dialog.reject()
    assert person.desk.library.counts.total == 0


def test_a_drop_without_any_picture_says_so(person: Person, folder: Path):
    (folder / "empty").mkdir(parents=True)
    person.drop_files([str(folder)])
    person.until(lambda: person.notices() == ["No pictures were found there."])


def test_a_broken_picture_is_a_card_with_its_reason(person: Person, folder: Path):
    folder.mkdir()
    (folder / "broken.jpg").write_bytes(b"\xff\xd8 and no more")
    person.drop_files([str(folder / "broken.jpg"), *pictures(folder, "dog")])
    person.until(lambda: person.desk.library.counts.waiting == 0 and len(person.cards()) == 2)
    assert person.desk.library.counts.failed == 1
    broken = next(card for card in person.cards() if card.startswith("broken.jpg"))
    assert broken.split("; ")[1] == "Failed"
    assert len(broken.split("; ")) == 3


def dialogs() -> list[QDialog]:
    widgets = QApplication.topLevelWidgets()
    return [widget for widget in widgets if isinstance(widget, QDialog) and widget.isVisible()]
