"""The dialogs that ask, and those that tell."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QTextTable, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QPushButton,
    QScrollArea,
    QTabWidget,
    QTextBrowser,
    QWidget,
)
from shiboken6 import isValid

from desktop.bridge.jobs import end_all
from desktop.bridge.settings import Settings
from desktop.services.preferences import EndpointSettings, PreferenceStore, Theme
from desktop.widgets.dialogs.about import AboutDialog
from desktop.widgets.dialogs.consent import ConsentDialog
from desktop.widgets.dialogs.frame import Frame
from desktop.widgets.dialogs.links import LinksDialog
from desktop.widgets.dialogs.model_card import ModelCardDialog
from desktop.widgets.dialogs.settings import SettingsDialog
from desktop.widgets.parts import text as label_of
from petsight import __version__
from petsight.mode import Mode
from petsight.modelfile import read_model_file
from petsight.resources import model_path
from tests.desktop.widgets.reading import said
from tests.desktop.widgets.speaking import speaking
from tests.support_model import TINY, change_model

ORIGIN = "https://pets.example.org"


@pytest.fixture(autouse=True)
def end_of_jobs(qapp) -> Iterator[None]:
    yield
    end_all(5)


@pytest.fixture
def window(qtbot) -> QWidget:
    """The window that dialogs belong to; they go away with it."""
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def settings(qapp, home: Path) -> Iterator[Settings]:
    settings = Settings(PreferenceStore(home / "preferences.json"))
    yield settings
    settings.close()


@pytest.fixture
def corrections(home: Path) -> Path:
    return home / "corrections"


def button(dialog: QDialog, text: str) -> QPushButton:
    return next(
        each for each in dialog.findChildren(QPushButton) if each.text().replace("&", "") == text
    )


def press(qtbot, dialog: QDialog, text: str) -> None:
    qtbot.mouseClick(button(dialog, text), Qt.MouseButton.LeftButton)


def turn_wheel(field: QWidget) -> None:
    """Turn the mouse wheel down by a notch over a field."""
    dialog = field.window()
    event = QWheelEvent(
        QPointF(field.mapTo(dialog, field.rect().center())),
        QPointF(field.mapToGlobal(field.rect().center())),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # noqa: FBT003 - Qt's signature
    )
    QGuiApplication.sendEvent(dialog.windowHandle(), event)


def test_one_link_is_fetched_only_after_a_yes(qtbot, window):
    link = "https://cats.example.org/a.jpg"
    dialog = LinksDialog([link], window)
    dialog.open()
    assert "Fetch this picture from cats.example.org?" in said(dialog)
    agreed: list[list[str]] = []
    dialog.agreed.connect(agreed.append)
    press(qtbot, dialog, "Fetch")
    assert agreed == [[link]]
    qtbot.waitUntil(lambda: not isValid(dialog))


def test_several_links_are_counted_by_host(window):
    links = ["https://a.example/1.jpg", "https://b.example/2.jpg", "https://b.example/3.jpg"]
    dialog = LinksDialog(links, window)
    dialog.open()
    assert said(dialog).split("\n")[:5] == [
        "Fetch these pictures from the web?",
        "1 picture",
        "a.example",
        "2 pictures",
        "b.example",
    ]


@pytest.mark.parametrize("link", ["https://[oops/a.jpg", "https:///a.jpg"])
def test_a_link_without_a_host_is_shown_whole(window, link):
    dialog = LinksDialog([link], window)
    dialog.open()
    assert link in said(dialog)


def test_escape_fetches_nothing(qtbot, window):
    dialog = LinksDialog(["https://cats.example.org/a.jpg"], window)
    dialog.open()
    agreed: list[list[str]] = []
    dialog.agreed.connect(agreed.append)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not isValid(dialog))
    assert agreed == []


@pytest.mark.parametrize(
    ("mode", "which"),
    [
        (Mode.DEVICE, "The pictures that you choose, each time."),
        (Mode.AUTO, "Pictures that this device is not sure about or cannot answer."),
        (Mode.CLOUD, "Every picture."),
    ],
)
def test_what_would_be_uploaded(window, mode, which):
    dialog = ConsentDialog(ORIGIN, mode, window)
    dialog.open()
    shown = said(dialog)
    for text in (f"Upload to {ORIGIN}?", which, "640", "No position, date or file name leaves."):
        assert text in shown


def test_agreeing_names_the_origin(qtbot, window):
    dialog = ConsentDialog(ORIGIN, Mode.AUTO, window)
    dialog.open()
    with qtbot.waitSignal(dialog.agreed) as agreed, qtbot.assertNotEmitted(dialog.rejected):
        press(qtbot, dialog, "Agree")
    assert agreed.args == [ORIGIN]


def test_staying_on_the_device_is_a_no(qtbot, window):
    dialog = ConsentDialog(ORIGIN, Mode.AUTO, window)
    dialog.open()
    with qtbot.assertNotEmitted(dialog.agreed), qtbot.waitSignal(dialog.rejected):
        press(qtbot, dialog, "Stay on this device")


def test_the_card_of_a_model_file_comes_before_its_use(qtbot, window):
    dialog = ModelCardDialog(TINY, window)
    dialog.open()
    assert not button(dialog, "Use this model").isEnabled()
    qtbot.waitUntil(lambda: button(dialog, "Use this model").isEnabled(), timeout=10_000)
    file = read_model_file(TINY)
    shown = said(dialog)
    for text in (f"{file.info.name} {file.info.version}", str(TINY), file.sha256, "Dog", "bird"):
        assert text in shown
    with qtbot.waitSignal(dialog.used) as used:
        press(qtbot, dialog, "Use this model")
    assert used.args == [TINY]


def test_a_file_that_is_no_model_cannot_be_used(qtbot, window, tmp_path):
    path = tmp_path / "holiday.tflite"
    path.write_bytes(b"not a model")
    dialog = ModelCardDialog(path, window)
    dialog.open()
    qtbot.waitUntil(lambda: "is not a TFLite model file" in said(dialog), timeout=10_000)
    assert not button(dialog, "Use this model").isEnabled()


def test_figures_of_any_shape_are_shown(qtbot, window, tmp_path):
    metrics = {"held_out": {"right": [97, 100], "error": 0.01234}, "note": "good"}
    dialog = ModelCardDialog(change_model(tmp_path / "a.tflite", metrics=metrics), window)
    dialog.open()
    qtbot.waitUntil(lambda: "right 97/100, error 0.01234" in said(dialog), timeout=10_000)
    assert "held out" in said(dialog)


def test_figures_are_named_in_the_persons_language(qtbot, window, tmp_path):
    metrics = {"test": {"pictures": 140, "told_apart": [136, 140], "mine": 1}}
    path = change_model(tmp_path / "a.tflite", metrics=metrics)
    with speaking("de"):
        dialog = ModelCardDialog(path, window)
        dialog.open()
        expected = "Test\nBilder 140, unterschieden 136/140, mine 1"
        qtbot.waitUntil(lambda: expected in said(dialog), timeout=10_000)


def test_about(qtbot, window):
    dialog = AboutDialog(read_model_file(TINY).info, window)
    dialog.open()
    assert f"petsight {__version__}" in said(dialog)
    assert "Model in use: tiny" in said(dialog)
    pages = dialog.findChildren(QTextBrowser)
    shown = {page.accessibleName(): page.toPlainText() for page in pages}
    assert "EfficientNet-Lite0" in shown["Model card"]
    assert "Apache License 2.0" in shown["Licences"]
    assert "LGPL-3.0" in shown["Licences"]
    (tabs,) = dialog.findChildren(QTabWidget)
    assert [tabs.tabText(place) for place in range(tabs.count())] == ["Model card", "Licences"]


def test_licences_in_german(window):
    with speaking("de"):
        dialog = AboutDialog(None, window)
        pages = {page.accessibleName(): page for page in dialog.findChildren(QTextBrowser)}
        assert "Teil\nLizenz\nQt, PySide6\nLGPL-3.0" in pages["Lizenzen"].toPlainText()


def test_no_table_of_the_card_begins_with_an_empty_line(window):
    dialog = AboutDialog(None, window)
    pages = {page.accessibleName(): page for page in dialog.findChildren(QTextBrowser)}
    frames = pages["Model card"].document().rootFrame().childFrames()
    tables = [frame for frame in frames if isinstance(frame, QTextTable)]
    heads = [table.cellAt(0, 0).firstCursorPosition().block().text() for table in tables]
    assert heads[0] == "file"
    assert "label" in heads
    assert "" not in heads


def test_the_card_loads_nothing_and_opens_no_link(window):
    card = model_path().with_suffix(".md")
    assert card.is_file()
    dialog = AboutDialog(None, window)
    for page in dialog.findChildren(QTextBrowser):
        assert not page.openLinks()
        assert not page.openExternalLinks()


def test_choices_hold_at_once(qtbot, window, settings, corrections):
    dialog = SettingsDialog(settings, corrections, window)
    dialog.open()
    language, colours = dialog.findChildren(QComboBox)
    assert (language.currentText(), colours.currentText()) == ("As the system", "As the system")
    qtbot.keyClicks(language, "D")
    qtbot.keyClick(colours, Qt.Key.Key_End)
    dialog.findChildren(QCheckBox)[0].click()
    now = settings.now
    assert (now.language, now.theme, now.log_names) == ("de", Theme.DARK, True)
    again = SettingsDialog(settings, corrections, window)
    shown = [box.currentText() for box in again.findChildren(QComboBox)]
    assert shown == ["Deutsch", "Dark"]
    assert again.findChildren(QCheckBox)[0].isChecked()


def test_an_agreement_is_shown_and_taken_back(qtbot, window, settings, corrections):
    settings.change(agreed_origin=ORIGIN, endpoint=EndpointSettings(ORIGIN))
    dialog = SettingsDialog(settings, corrections, window)
    dialog.open()
    assert f"You agreed to upload to {ORIGIN}." in said(dialog)
    press(qtbot, dialog, "Take the agreement back")
    assert settings.now.agreed_origin is None
    assert not button(dialog, "Take the agreement back").isEnabled()
    assert settings.now.endpoint.url == ORIGIN


def test_without_an_agreement_there_is_none_to_take_back(window, settings, corrections):
    dialog = SettingsDialog(settings, corrections, window)
    dialog.open()
    assert "You agreed" not in said(dialog)


def test_a_dialog_grows_with_what_it_says_but_not_beyond_the_screen(qtbot, window):
    dialog = Frame(window)
    (scroll,) = dialog.findChildren(QScrollArea)
    label = label_of("short")
    dialog.body.addWidget(label)
    dialog.open()
    before = dialog.size()
    label.setText("a line\n" * 12)
    qtbot.waitUntil(lambda: dialog.height() > before.height())
    assert scroll.verticalScrollBar().maximum() == 0
    assert dialog.width() == before.width()
    label.setText("a line\n" * 500)
    qtbot.waitUntil(lambda: scroll.verticalScrollBar().maximum() > 0)
    assert dialog.height() <= dialog.screen().availableGeometry().height()


def test_the_wheel_changes_only_a_field_with_the_focus(qtbot, window, settings, corrections):
    dialog = SettingsDialog(settings, corrections, window)
    dialog.open()
    dialog.activateWindow()
    language, colours = dialog.findChildren(QComboBox)
    language.setFocus()
    qtbot.waitUntil(language.hasFocus)
    turn_wheel(colours)
    assert settings.now.theme is Theme.SYSTEM
    assert colours.currentIndex() == 0
    assert language.hasFocus()
    colours.setFocus()
    qtbot.waitUntil(colours.hasFocus)
    turn_wheel(colours)
    assert colours.currentIndex() == 1
