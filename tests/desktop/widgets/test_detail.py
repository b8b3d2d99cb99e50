"""The panel beside the gallery, with pictures of a real desk."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from desktop.bridge.explaining import Explaining
from desktop.bridge.jobs import end_all
from desktop.bridge.library import Library
from desktop.bridge.outputs import Outputs
from desktop.services.photo import Comparison, Failure, Found, Photo
from desktop.services.preferences import Theme
from desktop.widgets import words
from desktop.widgets.detail import DetailPanel
from desktop.widgets.preview import Preview
from desktop.widgets.score_bars import ScoreBar
from desktop.widgets.theme import apply_theme
from desktop.widgets.value import Value
from petsight import DeviceClassifier, Model
from petsight.errors import TruncatedImageError
from petsight.modelfile import read_model_file
from tests.desktop.services.making import DIGEST, answer
from tests.desktop.widgets.reading import said, visible
from tests.desktop.widgets.speaking import speaking
from tests.support_model import TINY, picture

MODEL = read_model_file(TINY).info
CORRECTIONS = Path("/home/anna/.local/share/petsight/corrections")
OWN = f"{MODEL.name} {MODEL.version}"
SCORES = {label.name: 0.02 for label in MODEL.labels} | {"cat": 0.997}


@pytest.fixture
def library(qtbot, home: Path) -> Iterator[Library]:
    library = Library()
    with qtbot.waitSignal(library.restored):
        library.open(home / "session.sqlite")
    yield library
    library.close()
    end_all(5)


def make_panel(library: Library) -> DetailPanel:
    """A panel at a library, with the tiny model for maps."""
    device = DeviceClassifier(Model(TINY))
    explaining = Explaining(library, lambda: device)
    return DetailPanel(Outputs(library), explaining, library.thumbnail, CORRECTIONS)


@pytest.fixture
def panel(qtbot, library: Library) -> DetailPanel:
    panel = make_panel(library)
    qtbot.addWidget(panel)
    panel.resize(340, 640)
    panel.show()
    return panel


@pytest.fixture
def photo(library: Library, tmp_path: Path) -> Photo:
    """A red picture, which was answered."""
    path = picture(tmp_path / "Holidays.png", "cat", (80, 60))
    library.add([Found(str(path), path.stat().st_size, 17 * 10**17)])
    waiting = library.photos()[0]
    return replace(waiting, digest=DIGEST, prediction=answer(scores=SCORES, model=OWN))


@pytest.fixture
def styled(qapp: QApplication) -> None:
    """Let buttons and labels be as large as in the app."""
    apply_theme(qapp, Theme.LIGHT)


def least_width(label: QLabel) -> int:
    """The pixels of a label's longest piece that does not break."""
    pieces = re.split(r"[ \n\u200b]", label.text())
    return max(label.fontMetrics().horizontalAdvance(piece) for piece in pieces)


def button(panel: DetailPanel, text: str) -> QPushButton:
    return next(each for each in visible(panel, QPushButton) if each.text() == text)


def buttons(panel: DetailPanel) -> set[str]:
    return {each.text() for each in visible(panel, QPushButton)}


def press(qtbot, panel: DetailPanel, text: str) -> None:
    qtbot.mouseClick(button(panel, text), Qt.MouseButton.LeftButton)


def test_nothing_selected(panel):
    panel.show_photos((), MODEL)
    assert said(panel) == "Select a picture to see more about it."
    assert buttons(panel) == set()


def test_everything_about_one_picture(panel, photo):
    panel.show_photos([photo], MODEL)
    shown = said(panel)
    for text in ("Cat, 99.7 %", "Holidays.png", photo.path, "This device", OWN, "p1", "2.0 ms"):
        assert text in shown, text
    bars = visible(panel, ScoreBar)
    assert [bar.accessibleName().split(":")[0] for bar in bars] == ["Cat", "Dog", "bird"]
    assert all("counts as no" in bar.accessibleDescription() for bar in bars)


def test_the_picture_itself_appears(qtbot, panel, photo):
    panel.show_photos([photo], MODEL)
    preview = panel.findChild(Preview)
    assert preview.empty
    qtbot.waitUntil(lambda: not preview.empty, timeout=10_000)
    image = preview.grab().toImage()
    assert image.pixelColor(image.width() // 2, image.height() // 2).red() > 250


def test_a_picture_that_is_passed_is_never_shown(qtbot, panel, photo, library, tmp_path):
    path = picture(tmp_path / "b.png", "dog", (80, 60))
    library.add([Found(str(path))])
    other = library.photos()[1]
    panel.show_photos([photo], MODEL)
    panel.show_photos([other], MODEL)
    preview = panel.findChild(Preview)
    qtbot.waitUntil(lambda: not preview.empty, timeout=10_000)
    image = preview.grab().toImage()
    assert image.pixelColor(image.width() // 2, image.height() // 2).green() > 250


def test_marks_are_left_out_where_another_model_answered(panel, photo):
    foreign = answer(scores=SCORES, model="big 2.0.0", source="cloud")
    panel.show_photos([replace(photo, prediction=foreign)], MODEL)
    bars = visible(panel, ScoreBar)
    assert len(bars) == len(SCORES)
    assert all(bar.accessibleDescription() == "" for bar in bars)


def test_why_the_cloud_did_not_answer(panel, photo):
    fallen_back = answer(reason="cloud unreachable", detail="timeout")
    panel.show_photos([replace(photo, prediction=fallen_back)], MODEL)
    assert "Cloud unreachable (timed out), answered on this device" in said(panel)


def test_what_the_device_said_before_the_cloud(panel, photo):
    own = answer("not sure", scores={"cat": 0.62, "dog": 0.3})
    replaced = answer("dog", source="cloud", reason="unsure", device=own)
    panel.show_photos([replace(photo, prediction=replaced)], MODEL)
    assert "Cloud; this device said: Not sure: looks like a cat (62 %)" in said(panel)


def test_a_failure_says_what_to_do(qtbot, panel, photo):
    failed = Failure.of(TruncatedImageError("the picture is cut short or damaged"))
    panel.set_cloud(usable=False)
    panel.show_photos([replace(photo, prediction=None, failure=failed)], MODEL)
    shown = said(panel)
    assert shown.count("The picture is cut short or damaged") == 1
    assert "Copy it again from where it came from." in shown
    assert "Try again" in buttons(panel)
    with qtbot.waitSignal(panel.retry_asked) as asked:
        press(qtbot, panel, "Try again")
    assert asked.args == [[photo.id]]


@pytest.mark.parametrize(
    "failure",
    [
        Failure("empty", "the file is empty"),
        Failure("not_an_image", "this is not a picture"),
        Failure("too_large", "the picture has more than 50 megapixels"),
    ],
)
def test_a_failure_is_said_once_and_then_what_to_do(panel, photo, failure):
    panel.show_photos([replace(photo, prediction=None, failure=failure)], MODEL)
    lines = said(panel).split("\n")
    assert lines.count(words.failure(failure)) == 1
    assert lines.count(words.advice(failure) or "") == 1
    exact = words.core(failure.message)
    assert lines.count(exact) == 1
    assert ("Exact cause" in lines) == (exact != words.failure(failure))


@pytest.mark.parametrize(
    ("failure", "is_picture"),
    [
        (Failure("not_an_image", "this is not a picture"), False),
        (Failure("no_such_file", "there is no such file"), False),
        (Failure("cloud_error", "no answer", "timeout"), True),
        (Failure("bad_model", "the model could not be run"), True),
    ],
    ids=lambda case: getattr(case, "code", ""),
)
def test_what_is_no_picture_can_only_be_tried_again_or_removed(
    qtbot, panel, photo, failure, is_picture
):
    panel.set_cloud(usable=True)
    panel.show_photos([replace(photo, prediction=None, failure=failure)], MODEL)
    of_pictures = {"Ask the cloud", "Compare", "Cat"}
    assert buttons(panel) & of_pictures == (of_pictures if is_picture else set())
    assert bool(visible(panel, Preview)) == is_picture
    assert {"Try again", "Show in folder"} <= buttons(panel)
    with qtbot.waitSignal(panel.remove_asked) as asked:
        press(qtbot, panel, "Remove from the list")
    assert asked.args == [[photo.id]]


def test_a_picture_that_came_back_is_shown_again(qtbot, panel, photo):
    gone = replace(photo, prediction=None, failure=Failure("no_such_file", "there is no such file"))
    panel.show_photos([gone], MODEL)
    assert not visible(panel, Preview)
    panel.show_photos([photo], MODEL)
    (preview,) = visible(panel, Preview)
    qtbot.waitUntil(lambda: not preview.empty, timeout=10_000)
    assert "Remove from the list" not in buttons(panel)


def test_no_empty_ground_stands_for_a_picture_that_is_gone(qtbot, panel, photo):
    Path(photo.path).unlink()
    panel.show_photos([photo], MODEL)
    qtbot.waitUntil(lambda: not visible(panel, Preview), timeout=10_000)
    assert "Cat, 99.7 %" in said(panel)


def test_what_the_answer_claims_is_no_correction(qtbot, panel, photo):
    panel.show_photos([photo], MODEL)
    assert {"Dog", "Neither"} <= buttons(panel)
    assert "Cat" not in buttons(panel)
    panel.show_photos([replace(photo, correction=("dog",))], MODEL)
    assert {"Cat", "Dog"} <= buttons(panel)
    panel.show_photos([replace(photo, prediction=answer("neither", scores=SCORES))], MODEL)
    assert "Cat" in buttons(panel)
    assert "Neither" not in buttons(panel)
    panel.show_photos([replace(photo, prediction=answer("not sure", scores=SCORES))], MODEL)
    assert {"Cat", "Dog", "Neither"} <= buttons(panel)


def test_a_picture_that_waits(panel, photo):
    panel.show_photos([replace(photo, digest=None, prediction=None)], MODEL)
    assert "Waiting" in said(panel)
    assert not {"Try again", "Cat"} & buttons(panel)


def test_a_person_puts_the_answer_right_and_takes_it_back(qtbot, panel, photo):
    panel.show_photos([photo], MODEL)
    told: list[tuple[list[int], object]] = []
    panel.correct_asked.connect(lambda ids, labels: told.append((ids, labels)))
    press(qtbot, panel, "Dog")
    press(qtbot, panel, "Cat")
    press(qtbot, panel, "Neither")
    press(qtbot, panel, "Dog")
    press(qtbot, panel, "Dog")
    assert told == [
        ([photo.id], ("dog",)),
        ([photo.id], ("cat", "dog")),
        ([photo.id], ()),
        ([photo.id], ("dog",)),
        ([photo.id], None),
    ]


def test_a_correction_is_taken_back_by_a_button_of_its_own(qtbot, panel, photo):
    panel.show_photos([photo], MODEL)
    assert "Take the correction back" not in buttons(panel)
    panel.show_photos([replace(photo, correction=("dog",))], MODEL)
    with qtbot.waitSignal(panel.correct_asked) as asked:
        press(qtbot, panel, "Take the correction back")
    assert asked.args == [[photo.id], None]


def test_two_labels_have_a_button_for_both(qtbot, panel, photo):
    photo = replace(photo, prediction=answer(scores={"cat": 0.9, "dog": 0.1}))
    panel.show_photos([photo], MODEL)
    told: list[object] = []
    panel.correct_asked.connect(lambda _number, labels: told.append(labels))
    for text in ("Dog", "Cat", "Cat and dog", "Neither", "Neither"):
        press(qtbot, panel, text)
    assert told == [("dog",), ("cat",), ("cat", "dog"), (), None]
    panel.show_photos([replace(photo, correction=("cat", "dog"))], MODEL)
    assert button(panel, "Cat and dog").isChecked()
    assert not button(panel, "Cat").isChecked()


def test_a_correction_is_shown(panel, photo):
    panel.show_photos([replace(photo, correction=("dog",))], MODEL)
    shown = said(panel)
    assert shown.index("Corrected: dog") < shown.index("Before the correction: Cat, 99.7 %")
    assert button(panel, "Dog").isChecked()
    assert not button(panel, "Cat").isChecked()
    panel.show_photos([replace(photo, correction=())], MODEL)
    assert "Corrected: neither" in said(panel)
    assert button(panel, "Neither").isChecked()
    panel.show_photos([replace(photo, correction=("cat", "dog"))], MODEL)
    assert button(panel, "Cat").isChecked()
    assert button(panel, "Dog").isChecked()


def test_what_needs_an_endpoint_is_offered_only_where_there_is_one(qtbot, panel, photo):
    panel.set_cloud(usable=False)
    panel.show_photos([photo], MODEL)
    assert not {"Ask the cloud", "Compare"} & buttons(panel)
    panel.set_cloud(usable=True)
    with qtbot.waitSignals([panel.cloud_asked, panel.compare_asked, panel.reveal_asked]):
        for text in ("Ask the cloud", "Compare", "Show in folder"):
            press(qtbot, panel, text)


def test_both_answers_side_by_side(panel, photo):
    dog = answer("dog", scores={"cat": 0.1, "dog": 0.98}, source="cloud", model="big 2.0.0")
    panel.show_photos([replace(photo, comparison=Comparison(photo.prediction, dog))], MODEL)
    shown = said(panel)
    assert "Device and cloud disagree" in shown
    assert "Dog, 98.0 %" in shown
    assert "big 2.0.0" in shown
    failed = Failure("cloud_error", "no", "offline")
    panel.show_photos([replace(photo, comparison=Comparison(photo.prediction, failed))], MODEL)
    assert "The cloud gave no answer (no connection)" in said(panel)
    assert "Device and cloud disagree" not in said(panel)


def test_marks_of_both_sides_where_both_ran_the_same_model(panel, photo):
    own = photo.prediction
    panel.show_photos([replace(photo, comparison=Comparison(own, own))], MODEL)
    bars = visible(panel, ScoreBar)
    assert len(bars) == 3 * len(SCORES)
    assert all("counts as no" in bar.accessibleDescription() for bar in bars)
    foreign = answer(scores=SCORES, source="cloud", model="big 2.0.0")
    panel.show_photos([replace(photo, comparison=Comparison(own, foreign))], MODEL)
    marked = [bool(bar.accessibleDescription()) for bar in visible(panel, ScoreBar)]
    assert marked == [True] * 2 * len(SCORES) + [False] * len(SCORES)


def test_several_pictures_are_summed_up(qtbot, panel, photo):
    failed = replace(photo, id=8, prediction=None, failure=Failure("empty", "empty"))
    waiting = replace(photo, id=9, prediction=None)
    panel.set_cloud(usable=True)
    panel.show_photos([photo, replace(photo, id=7), failed, waiting], MODEL)
    shown = said(panel).split("\n")
    counts = ["Cat", "2", "Failed", "1", "Waiting", "1"]
    assert shown == ["4 pictures selected", *counts, "They are really…"]
    with qtbot.waitSignal(panel.retry_asked) as retry:
        press(qtbot, panel, "Try the failed ones again")
    assert retry.args == [[8]]
    with qtbot.waitSignal(panel.remove_asked) as remove:
        press(qtbot, panel, "Remove from the list")
    assert remove.args == [[photo.id, 7, 8, 9]]


def test_several_pictures_are_put_right_together(qtbot, panel, photo):
    waiting = replace(photo, id=8, prediction=None)
    unsure = replace(photo, id=9, prediction=answer("not sure", scores=SCORES))
    panel.show_photos([photo, waiting, unsure], MODEL)
    assert "They are really…" in said(panel)
    with qtbot.waitSignal(panel.correct_asked) as asked:
        press(qtbot, panel, "Cat")
    assert asked.args == [[photo.id, 9], ("cat",)]
    cats = [replace(each, correction=("cat",)) for each in (photo, unsure)]
    panel.show_photos(cats, MODEL)
    assert button(panel, "Cat").isChecked()
    assert "Copies of corrected pictures are kept on this computer." in said(panel)
    with qtbot.waitSignal(panel.correct_asked) as back:
        press(qtbot, panel, "Take the correction back")
    assert back.args == [[photo.id, 9], None]


def test_what_all_answers_claim_is_no_correction_of_several(panel, photo):
    dog = replace(photo, id=7, prediction=answer("dog", scores=SCORES))
    panel.show_photos([photo, dog], MODEL)
    assert {"Cat", "Dog"} <= buttons(panel)
    panel.show_photos([photo, replace(photo, id=7)], MODEL)
    assert "Cat" not in buttons(panel)
    panel.show_photos([replace(photo, id=number, prediction=None) for number in (8, 9)], MODEL)
    assert "They are really…" not in said(panel)


def test_several_pictures_are_counted_by_what_a_person_said(panel, photo):
    put_right = replace(photo, id=7, correction=("dog",))
    panel.show_photos([photo, put_right, replace(photo, id=8, correction=())], MODEL)
    counts = said(panel).split("\n")[1:7]
    assert counts == ["Cat", "1", "Dog", "1", "Neither", "1"]


def test_the_exact_cause_is_told_in_the_persons_language(panel, photo):
    large = Failure("too_large", "the picture has more than 50 megapixels")
    with speaking("de"):
        panel.show_photos([replace(photo, prediction=None, failure=large)], MODEL)
        assert "Das Bild hat mehr als 50 Megapixel" in said(panel)


def test_a_name_that_is_no_text_can_be_shown(panel, photo):
    odd = replace(photo, found=Found("/pictures/\udcff\udcfe.jpg"))
    panel.show_photos([odd], MODEL)
    assert "/pictures/??.jpg" in said(panel)


def test_markup_in_a_name_is_text(panel, photo):
    panel.show_photos([replace(photo, found=Found("/pictures/<i>bold.jpg"))], MODEL)
    assert said(panel).split("\n").count("<i>bold.jpg") == 1
    assert "/pictures/<i>bold.jpg" in said(panel)


def test_a_copied_path_is_the_path(qtbot, panel, photo):
    path = "/home/anna/Pictures/Holidays in the north/IMG_20260714_183022-edited.jpg"
    panel.show_photos([replace(photo, found=Found(path))], MODEL)
    value = next(each for each in visible(panel, Value) if each.accessibleName() == "File")
    assert value.height() > 2 * value.fontMetrics().height()
    value.selectAll()
    value.copy()
    assert QGuiApplication.clipboard().text() == path


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("width", [1, 340], ids=["least", "usual"])
@pytest.mark.usefixtures("styled")
def test_nothing_widens_the_panel(qtbot, library, photo, language, width):
    with speaking(language):
        panel = make_panel(library)
        qtbot.addWidget(panel)
        panel.resize(width, 640)
        panel.show()
        panel.set_cloud(usable=True)
        long = replace(photo, found=Found("/" + "x" * 300 + ".jpg"), correction=("dog",))
        scores = {"cat": 1.0, "dog": 0.981}
        sides = ("not sure", "device"), ("cat and dog", "cloud")
        device, cloud = (answer(label, scores=scores, source=who) for label, who in sides)
        panel.show_photos([replace(long, comparison=Comparison(device, cloud))], MODEL)
        inside = panel.widget()
        assert inside is not None
        children = visible(inside, QWidget)
        assert inside.width() <= panel.viewport().width()
        assert panel.minimumSizeHint().width() <= 320
        assert len(children) > 20
        for child in children:
            assert child.mapTo(inside, child.rect().topRight()).x() <= inside.width(), child
            if isinstance(child, QLabel):
                assert child.width() >= least_width(child), child.text()
