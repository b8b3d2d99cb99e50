"""What a card says, and what it leaves out."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, QRect, Qt
from PySide6.QtGui import QImage, QPainter, QPalette, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QStyleOptionViewItem

from desktop.services.photo import Photo
from desktop.widgets.card import CardDelegate
from desktop.widgets.card_text import certainty_text, spoken, stands_in
from desktop.widgets.gallery_model import PhotoRole
from desktop.widgets.pixmaps import Pixmaps
from tests.desktop.services.making import answer, photo

OWN = photo(prediction=answer("cat", scores={"cat": 0.997, "dog": 0.02}))
FALLEN_BACK = answer("cat", reason="cloud unreachable", detail="timeout")


def test_a_percentage_stands_only_beside_an_answer_that_a_model_is_sure_of():
    assert certainty_text(OWN) == "99.7\u00a0%"
    torn = answer("not sure", scores={"cat": 1.0, "dog": 0.28})
    assert certainty_text(photo(prediction=torn)) == ""
    assert certainty_text(photo(prediction=answer("cat"), correction=("dog",))) == ""
    assert certainty_text(photo()) == ""


@pytest.mark.parametrize(
    ("prediction", "expected"),
    [
        (answer(), False),
        (FALLEN_BACK, True),
        (answer("not sure", reason="not confirmed", detail="offline"), True),
        (answer(source="cloud"), False),
        (answer(source="cloud", reason="unsure"), False),
    ],
)
def test_who_stands_in_for_the_cloud(prediction, expected):
    assert stands_in(photo(prediction=prediction)) is expected


def test_a_card_shows_and_says_that_the_device_stood_in(qapp):
    stood_in = photo(prediction=FALLEN_BACK)
    assert spoken(stood_in).endswith("Cloud unreachable (timed out), answered on this device")
    assert painted(stood_in) != painted(photo(prediction=answer("cat")))
    assert painted(stood_in) == painted(stood_in), "the difference must be the mark"


def painted(shown: Photo) -> QImage:
    """The card as it is painted."""
    item = QStandardItem()
    item.setData(shown, PhotoRole)
    model = QStandardItemModel()
    model.appendRow(item)
    image = QImage(220, 240, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    option = QStyleOptionViewItem()
    option.rect = QRect(0, 0, 220, 240)
    option.palette = QPalette(Qt.GlobalColor.white)
    delegate = CardDelegate(Pixmaps(lambda _photo: None))
    painter = QPainter(image)
    delegate.paint(painter, option, model.index(0, 0, QModelIndex()))
    painter.end()
    return image
