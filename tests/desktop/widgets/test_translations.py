"""The languages of the app: whole, fresh, and really spoken."""

from __future__ import annotations

import re
import shutil
import string
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QCoreApplication, QLocale

from desktop import translations
from desktop.services.photo import Failure
from desktop.widgets import words
from tests.desktop.services.making import answer
from tests.desktop.widgets.speaking import speaking
from tools import translate

FOLDER = Path(translations.__file__).parent
LANGUAGES = sorted(translations.LANGUAGES)
OPTIONS = {"en": ["-pluralonly"]}


def messages(path: Path) -> list[tuple[str, list[str]]]:
    """Every text with the forms of its translation."""
    found = []
    for message in ElementTree.parse(path).getroot().iter("message"):
        translation = message.find("translation")
        assert translation is not None
        forms = [form.text or "" for form in list(translation) or [translation]]
        found.append((message.findtext("source") or "", forms))
    return found


def placeholders(text: str) -> set[str]:
    fields = {name for _, name, _, _ in string.Formatter().parse(text) if name}
    return fields | set(re.findall(r"%L?n", text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_the_code_is_translated(language, tmp_path):
    copy = tmp_path / f"petsight_{language}.ts"
    shutil.copy(FOLDER / copy.name, copy)
    translate.update(copy, OPTIONS.get(language, []))
    assert list(translate.unfinished(copy)) == []


def test_a_new_text_is_noticed(tmp_path):
    """Otherwise the test before proves nothing."""
    copy = tmp_path / "petsight_de.ts"
    text = (FOLDER / copy.name).read_text("utf-8").replace("<source>Pause</source>", "<source/>")
    copy.write_text(text, "utf-8")
    translate.update(copy, [])
    assert list(translate.unfinished(copy)) == ["Pause"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_files_are_fresh(language, tmp_path):
    source = FOLDER / f"petsight_{language}.ts"
    translate.release(source, tmp_path / "fresh.qm")
    assert (tmp_path / "fresh.qm").read_bytes() == source.with_suffix(".qm").read_bytes()


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_the_placeholders(language):
    for source, forms in messages(FOLDER / f"petsight_{language}.ts"):
        for form in forms:
            assert placeholders(form) == placeholders(source), source


def test_german_has_one_mnemonic_where_english_has_one():
    for source, (form, *_) in messages(FOLDER / "petsight_de.ts"):
        assert source.count("&") == form.count("&"), source


def test_answers_in_german(qapp):
    with speaking("de"):
        cat = answer("cat", scores={"cat": 0.997, "dog": 0.01})
        assert words.verdict(cat).replace("\u00a0", " ") == "Katze, 99,7 %"
        unsure = answer("not sure", scores={"cat": 0.1, "dog": 0.62})
        assert words.verdict(unsure).startswith("Nicht sicher: sieht nach einem Hund aus (62")
        torn = answer("not sure", scores={"cat": 1.0, "dog": 0.28})
        assert words.verdict(torn).replace("\u00a0", " ") == (
            "Nicht sicher: eine Katze (100 %), aber ein Hund ist nicht ausgeschlossen (28 %)"
        )
        fallen_back = answer(reason="cloud unreachable", detail="timeout")
        assert words.reason(fallen_back) == (
            "Cloud nicht erreichbar (Zeit überschritten), auf diesem Gerät beantwortet"
        )
        assert words.failure(Failure("empty", "the file is empty")) == "Die Datei ist leer"


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 Bilder"), (1, "1 Bild"), (2, "2 Bilder"), (5000, "5.000 Bilder")]
)
def test_german_plurals(qapp, count, said):
    with speaking("de"):
        assert words.pictures(count) == said


def test_the_buttons_of_qt_speak_german_too(qapp):
    with speaking("de"):
        assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Abbrechen"


def test_a_language_that_the_app_does_not_speak_becomes_english(qapp, monkeypatch):
    monkeypatch.setattr(QLocale, "system", lambda: QLocale("fr_FR"))
    before = QLocale()
    translators = translations.install(qapp)
    try:
        assert words.pictures(1) == "1 picture"
        assert QLocale().language() == QLocale.Language.English
    finally:
        for translator in translators:
            qapp.removeTranslator(translator)
        QLocale.setDefault(before)


def test_the_persons_own_form_of_the_language_is_kept(qapp, monkeypatch):
    monkeypatch.setattr(QLocale, "system", lambda: QLocale("de_CH"))
    before = QLocale()
    translators = translations.install(qapp)
    try:
        assert words.number(5000) == QLocale("de_CH").toString(5000) != "5.000"
        assert words.pictures(5000) == f"{words.number(5000)} Bilder"
    finally:
        for translator in translators:
            qapp.removeTranslator(translator)
        QLocale.setDefault(before)
