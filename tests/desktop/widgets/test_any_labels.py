"""A model of other labels, dropped onto the window, answers in every part of it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from desktop.widgets.dialogs.model_card import ModelCardDialog
from tests.desktop.widgets.doing import dialog_of, do
from tests.desktop.widgets.person import Person
from tests.desktop.widgets.reading import said
from tests.desktop.widgets.test_dialogs import button
from tests.support_training import Fruit

pytestmark = pytest.mark.slow


def test_a_dropped_model_brings_its_labels(person: Person, tmp_path: Path, fruit: Fruit):
    person.window.resize(1100, 740)
    person.drop_files([str(fruit.model)])
    card = dialog_of(person, ModelCardDialog)
    person.until(lambda: button(card, "Use this model").isEnabled())
    assert "blood orange" in said(card)
    button(card, "Use this model").click()
    answering = person.desk.answering
    person.until(lambda: answering.model is not None and answering.model.name == "petsight-custom")

    person.add([str(path) for path in fruit.pictures])
    shown = [card.split(",")[0] for card in person.cards()]
    assert shown == [f"{path.name}; {label}" for path, label in fruit.pictures.items()]

    person.choose("All pictures", "blood orange")
    oranges = [path.name for path, label in fruit.pictures.items() if label == "blood orange"]
    assert person.names() == oranges

    do(person, f"Export 3 of {len(fruit.pictures)} as CSV or JSON…")
    dialog = dialog_of(person, QFileDialog)
    assert isinstance(dialog, QFileDialog)
    target = tmp_path / "answers.csv"
    dialog.selectFile(str(target))
    dialog.accept()
    person.until(lambda: bool(person.notices()))
    (notice,) = person.notices()
    assert notice.replace("\u200b", "") == f"Exported 3 pictures to {target}."
    rows = list(csv.DictReader(target.read_text().splitlines()))
    assert {row["label"] for row in rows} == {"blood orange"}
    assert all(float(row["score_blood orange"]) > float(row["score_plum"]) for row in rows)
