"""Colours: readable everywhere, steady, and following the system."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QPushButton,
    QRadioButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.services.preferences import Theme
from desktop.widgets.theme import (
    DARK,
    FAILED,
    LIGHT,
    WAITING,
    Tones,
    apply_theme,
    badge_of,
    is_dark,
    palette_of,
)

ANSWERS = ["cat", "dog", "cat and dog", "neither", "not sure", FAILED, WAITING] + [
    f"label {number}" for number in range(400)
]


def luminance(colour: QColor) -> float:
    """The relative luminance of WCAG 2."""
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: QColor, other: QColor) -> float:
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("tones", [LIGHT, DARK], ids=["light", "dark"])
class TestContrast:
    def test_every_text_can_be_read_on_every_ground(self, tones: Tones):
        grounds = (tones.window, tones.surface, tones.sunken, tones.wash)
        for ground in grounds:
            for text in (tones.text, tones.muted):
                assert contrast(QColor(ground), QColor(text)) >= 4.5, (ground, text)
        assert contrast(QColor(tones.accent), QColor(tones.on_accent)) >= 4.5

    def test_what_cannot_be_used_can_be_seen(self, tones: Tones):
        for ground in (tones.window, tones.surface):
            assert contrast(QColor(ground), QColor(tones.faint)) >= 3
            assert contrast(QColor(ground), QColor(tones.muted)) > contrast(
                QColor(ground), QColor(tones.faint)
            )
        disabled = palette_of(tones).color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
        assert disabled == QColor(tones.faint)

    def test_the_accent_stands_out_from_every_ground(self, tones: Tones):
        for ground in (tones.window, tones.surface, tones.wash):
            assert contrast(QColor(ground), QColor(tones.accent)) >= 3

    def test_the_answer_of_any_label_can_be_read(self, tones: Tones):
        palette = palette_of(tones)
        for answer in ANSWERS:
            badge = badge_of(answer, palette)
            assert contrast(badge.ground, badge.text) >= 4.5, answer


@pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.DARK])
@pytest.mark.parametrize("kind", [QPushButton, QToolButton])
def test_a_button_that_cannot_be_pressed_can_be_seen(
    qapp: QApplication, qtbot: QtBot, theme: Theme, kind: type[QPushButton | QToolButton]
):
    apply_theme(qapp, theme)
    ground = QWidget()
    qtbot.addWidget(ground)
    button = kind(ground)
    button.setText("Export")
    button.setStyleSheet("font: bold 40pt;")  # so that some of it is no edge
    button.setEnabled(False)
    ground.show()
    button.adjustSize()
    image = ground.grab(button.geometry()).toImage()
    middle = image.height() // 2
    across = [image.pixelColor(x, middle) for x in range(4, image.width() - 4)]
    assert max(contrast(across[0], colour) for colour in across) >= 3
    apply_theme(qapp, Theme.LIGHT)


def test_a_label_has_the_same_colour_wherever_it_stands():
    palette = palette_of(LIGHT)
    assert badge_of("bird", palette) == badge_of("bird", palette_of(LIGHT))
    hues = [badge_of(answer, palette).text.hue() for answer in ("cat", "dog", "cat and dog")]
    assert all(abs(a - b) >= 30 for a in hues for b in hues if a != b)
    assert len(set(hues)) == 3


def test_no_label_looks_like_a_warning():
    palette = palette_of(LIGHT)
    warnings = [badge_of(name, palette).text.hue() for name in ("not sure", FAILED)]
    for answer in ANSWERS[7:]:
        hue = badge_of(answer, palette).text.hue()
        assert all(min(abs(hue - other), 360 - abs(hue - other)) >= 25 for other in warnings)


def test_a_theme_is_applied_to_the_whole_app(qapp: QApplication):
    apply_theme(qapp, Theme.DARK)
    assert is_dark(qapp.palette())
    assert DARK.surface in qapp.styleSheet()
    apply_theme(qapp, Theme.LIGHT)
    assert not is_dark(qapp.palette())
    assert qapp.palette().color(QPalette.ColorRole.Accent) == QColor(LIGHT.accent)


@pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.DARK])
@pytest.mark.parametrize("kind", [QCheckBox, QRadioButton])
def test_what_is_not_ticked_can_still_be_seen(
    qtbot: QtBot, qapp: QApplication, theme: Theme, kind: type[QCheckBox | QRadioButton]
):
    apply_theme(qapp, theme)
    try:
        box = kind("")
        qtbot.addWidget(box)
        image = box.grab().toImage()
        ground = image.pixelColor(image.width() - 1, 0)
        row = [image.pixelColor(x, image.height() // 2) for x in range(image.width())]
        assert max(contrast(ground, colour) for colour in row) >= 3
    finally:
        apply_theme(qapp, Theme.LIGHT)


@pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.DARK])
def test_a_chosen_radio_button_has_a_ring(qtbot: QtBot, qapp: QApplication, theme: Theme):
    apply_theme(qapp, theme)
    try:
        button = QRadioButton("")
        qtbot.addWidget(button)
        button.setChecked(True)
        image = button.grab().toImage()
        ground = image.pixelColor(image.width() - 1, 0)
        row = [image.pixelColor(x, image.height() // 2) for x in range(image.width())]
        edge = next(x for x, colour in enumerate(row) if colour != ground)
        assert max(contrast(ground, colour) for colour in row[edge : edge + 3]) >= 3
    finally:
        apply_theme(qapp, Theme.LIGHT)


@pytest.mark.parametrize("kind", [QCheckBox, QRadioButton])
def test_where_the_keys_go_can_be_seen(
    qtbot: QtBot, qapp: QApplication, kind: type[QCheckBox | QRadioButton]
):
    apply_theme(qapp, Theme.LIGHT)
    window = QWidget()
    qtbot.addWidget(window)
    boxes = [kind("same", window), kind("same", window)]
    boxes[1].move(100, 0)
    for box in boxes:
        box.setAutoExclusive(False)
        box.setChecked(True)
    window.show()
    window.activateWindow()
    boxes[0].setFocus()
    qtbot.waitUntil(boxes[0].hasFocus)
    assert boxes[0].grab().toImage() != boxes[1].grab().toImage()
