"""Another language for the length of a test."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, QLocale

from desktop.translations import install


@contextlib.contextmanager
def speaking(language: str) -> Iterator[None]:
    """Let the app speak a language, and forget it afterwards."""
    app = QCoreApplication.instance()
    assert app is not None
    before = QLocale()
    translators = install(app, language)
    assert len(translators) == 2
    try:
        yield
    finally:
        for translator in translators:
            app.removeTranslator(translator)
            translator.deleteLater()
        QLocale.setDefault(before)
