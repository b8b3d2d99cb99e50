"""Preferences are told at once and kept by and by."""

from __future__ import annotations

import pytest

from desktop.bridge import settings as settings_module
from desktop.bridge.settings import Settings
from desktop.services.preferences import PreferenceStore, Theme
from petsight.mode import Mode


@pytest.fixture
def store(home) -> PreferenceStore:
    return PreferenceStore(home / "config" / "preferences.json")


@pytest.fixture
def settings(qtbot, store) -> Settings:
    return Settings(store)


def test_a_change_is_told_once(qtbot, settings):
    with qtbot.waitSignal(settings.changed) as told:
        settings.change(mode=Mode.AUTO, theme=Theme.DARK)
    assert told.args == [settings.now]
    assert (settings.now.mode, settings.now.theme) == (Mode.AUTO, Theme.DARK)
    with qtbot.assertNotEmitted(settings.changed):
        settings.change(mode=Mode.AUTO)
    settings.close()


def test_kept_by_and_by(qtbot, home, store, monkeypatch):
    monkeypatch.setattr(settings_module, "SAVE_AFTER_MS", 10)
    settings = Settings(store)
    settings.change(geometry="abc")
    qtbot.waitUntil(lambda: store.load().geometry == "abc")


def test_kept_at_the_end(settings, store):
    settings.change(language="de")
    assert store.load().language is None
    settings.close()
    assert store.load().language == "de"


def test_what_cannot_be_kept_is_said_and_ends_nothing(qtbot, home, store, monkeypatch):
    monkeypatch.setattr(settings_module, "SAVE_AFTER_MS", 10)
    (home / "config").write_text("a file in the way")
    settings = Settings(store)
    with qtbot.waitSignal(settings.notice) as told:
        settings.change(language="de")
    assert "cannot be saved" in told.args[0]
    settings.close()
