"""The languages of the app."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

LANGUAGES: Final = {"en": "English", "de": "Deutsch"}
"""Every language that the app speaks, by code, in its own words."""

_FOLDER: Final = Path(__file__).resolve().parent


def install(app: QCoreApplication, language: str | None = None) -> list[QTranslator]:
    """Make the app speak a language, and write numbers and times its way.

    Args:
        app: The application, before any window is made.
        language: A code of `LANGUAGES`; None for the system's language, or English where the app
            does not speak that.

    Returns:
        The translators, already children of `app`.
    """
    system = QLocale.system()
    code = language or QLocale.languageToCode(system.language())
    if code not in LANGUAGES:
        code = "en"
    # The system's locale also knows the person's own form of dates and numbers.
    same = QLocale.languageToCode(system.language()) == code
    QLocale.setDefault(system if same else QLocale(code))
    qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    translators = []
    for name, folder in ((f"qtbase_{code}", qt), (f"petsight_{code}", str(_FOLDER))):
        translator = QTranslator(app)
        # English needs a file too: for its plurals.
        if translator.load(name, folder):
            app.installTranslator(translator)
            translators.append(translator)
    return translators
