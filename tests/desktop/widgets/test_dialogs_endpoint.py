"""The endpoint's settings, with a real endpoint on the loopback interface."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import keyring
import keyring.backend
import keyring.errors
import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QTextBrowser,
    QWidget,
)
from shiboken6 import isValid

from desktop.bridge.endpoint import EndpointWatch
from desktop.bridge.jobs import end_all
from desktop.services import endpoint
from desktop.services.preferences import EndpointSettings, Theme
from desktop.widgets.dialogs.endpoint import EndpointDialog
from desktop.widgets.theme import apply_theme
from petsight import DeviceClassifier, Model
from petsight.cloud.credentials import KEYRING_SERVICE
from tests.desktop.widgets.reading import said
from tests.petsight.misbehaving import Misbehaving, silent
from tests.support_model import TINY

ORIGIN = "https://pets.example.org"
STORED = "One is stored; a new one replaces it"


class KeyStore(keyring.backend.KeyringBackend):  # type: ignore[misc]
    """In memory; locked where told so."""

    priority = 1
    locked = False

    def __init__(self) -> None:
        super().__init__()
        self.keys: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.keys.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.locked:
            raise keyring.errors.KeyringLocked
        self.keys[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.keys[service, username]


@pytest.fixture
def store(monkeypatch) -> Iterator[KeyStore]:
    monkeypatch.delenv("PETSIGHT_API_KEY", raising=False)
    before = keyring.get_keyring()
    store = KeyStore()
    keyring.set_keyring(store)
    yield store
    keyring.set_keyring(before)


@pytest.fixture
def opened(qtbot, store) -> Iterator[Callable[[EndpointSettings], EndpointDialog]]:
    """Opens the dialog for settings."""
    watch = EndpointWatch(lambda: DeviceClassifier(Model(TINY)))
    window = QWidget()
    qtbot.addWidget(window)

    def open_dialog(settings: EndpointSettings) -> EndpointDialog:
        dialog = EndpointDialog(settings, watch, window)
        dialog.open()
        return dialog

    yield open_dialog
    watch.close()
    end_all(5)


def field(dialog: EndpointDialog, title: str) -> QLineEdit:
    """The field that a label with a mnemonic leads to."""
    label = next(each for each in dialog.findChildren(QLabel) if each.text() == title)
    buddy = label.buddy()
    assert isinstance(buddy, QLineEdit)
    return buddy


def type_in(qtbot, edit: QLineEdit, text: str) -> None:
    edit.clear()
    qtbot.keyClicks(edit, text)


def button(dialog: EndpointDialog, text: str) -> QPushButton:
    return next(each for each in dialog.findChildren(QPushButton) if each.text() == text)


def press(qtbot, dialog: EndpointDialog, text: str) -> None:
    qtbot.mouseClick(button(dialog, text), Qt.MouseButton.LeftButton)


def test_what_is_entered_is_saved(qtbot, opened, store):
    dialog = opened(EndpointSettings())
    type_in(qtbot, field(dialog, "&Address"), f" {ORIGIN}/v1 ")
    dialog.findChild(QSpinBox).setValue(30)
    dialog.findChild(QCheckBox).click()
    with qtbot.waitSignal(dialog.saved) as saved:
        press(qtbot, dialog, "Save")
    assert saved.args == [EndpointSettings(f"{ORIGIN}/v1", 30.0, sign=True)]
    assert store.keys == {}


def test_a_key_goes_to_the_key_store_and_nowhere_else(qtbot, opened, store):
    dialog = opened(EndpointSettings(f"{ORIGIN}/v1"))
    key = field(dialog, "&Key")
    assert key.echoMode() is QLineEdit.EchoMode.Password
    qtbot.keyClicks(key, "s3cret")
    with qtbot.waitSignal(dialog.saved) as saved:
        press(qtbot, dialog, "Save")
    assert store.keys == {(KEYRING_SERVICE, ORIGIN): "s3cret"}
    assert "s3cret" not in repr(saved.args)


def test_a_key_that_cannot_be_stored_keeps_the_dialog_open(qtbot, opened, store):
    store.locked = True
    dialog = opened(EndpointSettings(ORIGIN))
    qtbot.keyClicks(field(dialog, "&Key"), "s3cret")
    with qtbot.assertNotEmitted(dialog.saved):
        press(qtbot, dialog, "Save")
        qtbot.waitUntil(lambda: "✗ The system's key store is locked" in said(dialog))
    assert dialog.isVisible()
    assert button(dialog, "Save").isEnabled()


def test_a_stored_key_is_known_and_can_be_forgotten(qtbot, opened, store):
    store.keys[KEYRING_SERVICE, ORIGIN] = "s3cret"
    dialog = opened(EndpointSettings(f"{ORIGIN}/v1"))
    key = field(dialog, "&Key")
    qtbot.waitUntil(lambda: key.placeholderText() == STORED)
    assert key.text() == ""
    press(qtbot, dialog, "&Forget")
    qtbot.waitUntil(lambda: not store.keys)
    qtbot.waitUntil(lambda: key.placeholderText() != STORED)
    assert not button(dialog, "&Forget").isVisible()


def test_another_address_has_another_key(qtbot, opened, store):
    store.keys[KEYRING_SERVICE, ORIGIN] = "s3cret"
    dialog = opened(EndpointSettings())
    key = field(dialog, "&Key")
    assert key.placeholderText() != STORED
    with qtbot.waitActive(dialog):
        dialog.activateWindow()
    field(dialog, "&Address").setFocus()
    type_in(qtbot, field(dialog, "&Address"), ORIGIN)
    qtbot.keyClick(field(dialog, "&Address"), Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: key.placeholderText() == STORED)


@pytest.mark.parametrize(
    ("url", "complaint"),
    [
        ("http://pets.example.org", "http:// is for this machine alone; use https://"),
        ("pets.example.org", "Write the whole address: https://pets.example.org"),
        ("pets.example.org/cats", "Write the whole address: https://pets.example.org/cats"),
        ("localhost:8123", "Write the whole address: http://localhost:8123"),
        ("127.0.0.1:8123", "Write the whole address: http://127.0.0.1:8123"),
        ("https://", "An endpoint's address looks like https://example.com or"),
        ("not an address", "An endpoint's address looks like https://example.com or"),
        ("https://not an address", "may hold no blanks"),
        ("https://pets.example.org?key=s3cret", "may hold neither ? nor #"),
        ("https://me:pass@pets.example.org", "may hold no name and no password"),
    ],
)
def test_an_address_that_must_not_be_used(qtbot, opened, url, complaint):
    dialog = opened(EndpointSettings())
    type_in(qtbot, field(dialog, "&Address"), url)
    for what in ("Save", "&Check"):
        with qtbot.assertNotEmitted(dialog.saved):
            press(qtbot, dialog, what)
        assert complaint in said(dialog)
    assert dialog.isVisible()
    assert dialog.focusWidget() is field(dialog, "&Address")


def test_there_is_nothing_to_check_without_an_address(qtbot, opened):
    dialog = opened(EndpointSettings())
    press(qtbot, dialog, "&Check")
    assert "Write the address of an endpoint first." in said(dialog)
    type_in(qtbot, field(dialog, "&Address"), "localhost:8123")
    press(qtbot, dialog, "&Check")
    assert "Write the address" not in said(dialog)


def test_what_was_said_goes_with_the_address_that_it_was_about(qtbot, opened):
    dialog = opened(EndpointSettings("pets.example.org"))
    press(qtbot, dialog, "&Check")
    assert "✗ Write the whole address" in said(dialog)
    qtbot.keyClick(field(dialog, "&Address"), Qt.Key.Key_Backspace)
    assert "✗" not in said(dialog)


@pytest.mark.parametrize("part", ["&Address", "&Key"])
def test_what_was_found_goes_at_the_first_edit(qtbot, opened, part):
    with Misbehaving() as server:
        url = server.url
    dialog = opened(EndpointSettings(url))
    press(qtbot, dialog, "&Check")
    qtbot.waitUntil(lambda: "cannot be relied on" in said(dialog), timeout=30_000)
    qtbot.keyClicks(field(dialog, part), "0")
    shown = said(dialog)
    assert "cannot be relied on" not in shown
    assert "offline" not in shown
    assert "tells here what it serves" in shown


def test_a_check_of_another_address_ends_at_the_first_edit(qtbot, opened):
    threads = threading.active_count()
    with Misbehaving(always=silent) as server:
        dialog = opened(EndpointSettings(server.url))
        press(qtbot, dialog, "&Check")
        assert "Asking the endpoint…" in said(dialog)
        assert "may take up to 12 s" in said(dialog)
        qtbot.keyClicks(field(dialog, "&Address"), "/v1")
        assert "Asking" not in said(dialog)
        assert button(dialog, "&Check").isEnabled()
    qtbot.waitUntil(lambda: threading.active_count() == threads, timeout=30_000)
    assert "tells here what it serves" in said(dialog)


def test_the_buttons_stay_where_they_are_whatever_is_said(qtbot, opened):
    dialog = opened(EndpointSettings())
    places = []

    def look() -> None:
        qtbot.wait(20)  # a dialog grows once Qt has laid out what is new
        places.append(button(dialog, "Save").mapTo(dialog, QPoint()))

    look()
    type_in(qtbot, field(dialog, "&Address"), "not an address")
    press(qtbot, dialog, "&Check")
    look()
    with Misbehaving() as server:
        type_in(qtbot, field(dialog, "&Address"), server.url)
        press(qtbot, dialog, "&Check")
        qtbot.waitUntil(lambda: "✓ This endpoint works" in said(dialog), timeout=30_000)
    look()
    type_in(qtbot, field(dialog, "&Address"), ORIGIN)
    look()
    assert len(set(places)) == 1, places


def test_how_to_have_an_endpoint_is_a_page_in_the_app(qtbot, opened):
    dialog = opened(EndpointSettings())
    press(qtbot, dialog, "&How to have one…")
    (page,) = dialog.findChildren(QTextBrowser)
    assert page.isVisible()
    qtbot.waitUntil(lambda: page.visibleRegion().boundingRect().height() > 300)
    assert "python -m lambda_service.deploy" in page.toPlainText()
    qtbot.keyClick(page.window(), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not isValid(page))
    assert dialog.isVisible()


def test_without_that_page_the_command_is_named(opened, monkeypatch, tmp_path):
    installed = tmp_path / "desktop" / "services" / "endpoint.py"
    monkeypatch.setattr(endpoint, "__file__", str(installed))
    dialog = opened(EndpointSettings())
    assert "From a checkout of petsight, “python -m lambda_service.deploy”" in said(dialog)
    assert not [each for each in dialog.findChildren(QPushButton) if "How" in each.text()]


def test_no_address_means_no_endpoint(qtbot, opened):
    dialog = opened(EndpointSettings(ORIGIN))
    field(dialog, "&Address").clear()
    with qtbot.waitSignal(dialog.saved) as saved:
        press(qtbot, dialog, "Save")
    assert saved.args == [EndpointSettings("")]


def test_check_tells_what_an_endpoint_serves(qtbot, opened):
    with Misbehaving() as server:
        dialog = opened(EndpointSettings(server.url))
        press(qtbot, dialog, "&Check")
        assert not button(dialog, "&Check").isEnabled()
        qtbot.waitUntil(lambda: "✓ This endpoint works" in said(dialog), timeout=30_000)
    shown = said(dialog)
    for text in ("tiny 1.0.0", "cat, dog, bird", "Agreement", "First answer", "Test pictures"):
        assert text in shown, text
    assert button(dialog, "&Check").isEnabled()


def test_check_tells_why_an_endpoint_cannot_be_asked(qtbot, opened):
    with Misbehaving() as server:
        url = server.url
    dialog = opened(EndpointSettings(url))
    press(qtbot, dialog, "&Check")
    qtbot.waitUntil(lambda: "✗ This endpoint cannot be relied on" in said(dialog), timeout=30_000)
    assert "✗ Nothing answers at the endpoint's address" in said(dialog)
    assert "offline" not in said(dialog)


def test_check_tells_that_http_may_be_meant(qtbot, opened):
    with Misbehaving() as server:
        dialog = opened(EndpointSettings(server.url.replace("http", "https")))
        press(qtbot, dialog, "&Check")
        verdict = "The endpoint does not speak https; on this machine, http:// may be meant"
        qtbot.waitUntil(lambda: verdict in said(dialog), timeout=30_000)


def test_closing_in_the_middle_of_a_check_is_fine(qtbot, opened):
    with Misbehaving() as server:
        dialog = opened(EndpointSettings(server.url))
        press(qtbot, dialog, "&Check")
        press(qtbot, dialog, "Cancel")
        qtbot.waitUntil(lambda: not isValid(dialog))
        end_all(10)


@pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.DARK])
def test_the_longest_wait_looks_like_the_other_fields(qapp, opened, theme):
    apply_theme(qapp, theme)
    try:
        dialog = opened(EndpointSettings())
        field(dialog, "&Address").setFocus()
        said(dialog)
        key, wait = field(dialog, "&Key"), dialog.findChild(QSpinBox)
        assert wait.height() == key.height()
        edge = QRect(0, 0, 8, key.height())
        assert wait.grab(edge).toImage() == key.grab(edge).toImage()
    finally:
        apply_theme(qapp, Theme.LIGHT)


def test_it_fits_a_phone(opened):
    dialog = opened(EndpointSettings(ORIGIN))
    assert dialog.minimumSizeHint().width() <= 360
    assert dialog.minimumSizeHint().height() <= 640
