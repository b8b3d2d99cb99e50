"""The bars around the gallery: filter and search, counts, progress, notices."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from desktop.services.collection import Counts
from desktop.services.order import Order
from desktop.services.preferences import Theme
from desktop.services.progress import Progress
from desktop.widgets.count_bar import CountBar
from desktop.widgets.notices import KEPT, Level, Notice, Notices, Offer
from desktop.widgets.progress_bar import PATIENCE_MS, ProgressStrip
from tests.desktop.bridge.desks import pictures
from tests.desktop.widgets.person import Person, pick
from tests.desktop.widgets.reading import said, visible

MIXED = ("cat", "dog", "cat and dog", "neither", "not sure", "cat")


@pytest.fixture
def mixed(person: Person, folder: Path) -> Person:
    """Return a person with a picture of every answer and one that failed."""
    person.window.resize(1100, 740)
    paths = pictures(folder, *MIXED)
    (folder / "broken.png").write_bytes(b"broken")
    person.add([*paths, str(folder / "broken.png")])
    return person


class TestFilter:
    @pytest.mark.parametrize(
        ("item", "expected"),
        [
            ("Cat", ["0000 cat.png", "0002 cat and dog.png", "0005 cat.png"]),
            ("Neither", ["0003 neither.png"]),
            ("Not sure", ["0004 not sure.png"]),
            ("Failed", ["broken.png"]),
            ("Waiting", []),
            ("Corrected", []),
        ],
    )
    def test_the_menu_shows_only_what_was_chosen(
        self, mixed: Person, item: str, expected: list[str]
    ):
        mixed.choose("All pictures", item)
        assert mixed.names() == expected
        mixed.choose(item, "All pictures")
        assert len(mixed.names()) == 7

    def test_the_menu_offers_the_labels_of_the_model(self, mixed: Person):
        mixed.choose("All pictures", "bird")
        assert mixed.names() == []

    def test_a_filter_and_a_search_hold_together(self, mixed: Person):
        mixed.choose("All pictures", "Dog")
        mixed.press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
        mixed.press("and")
        mixed.until(lambda: mixed.names() == ["0002 cat and dog.png"])
        mixed.choose("Dog", "All pictures")
        assert mixed.names() == ["0002 cat and dog.png"]

    def test_orders(self, mixed: Person):
        mixed.choose("Added", "Name")
        assert mixed.names()[-1] == "broken.png"
        mixed.choose("Name", "Descending")
        assert mixed.names()[0] == "broken.png"
        mixed.choose("Name", "Confidence")
        assert mixed.names()[-1] == "broken.png", "what has no confidence comes last"
        now = mixed.desk.settings.now
        assert (now.order, now.descending) == (Order.CONFIDENCE, True)


class TestCounts:
    def test_they_add_up_and_stand_in_a_steady_order(self, mixed: Person):
        shown = [button for button in counts_of(mixed) if button.isVisible()]
        texts = [button.text().split("  ") for button in shown]
        assert [name for name, _ in texts] == [
            "All", "Cat", "Cat and dog", "Dog", "Neither", "Not sure", "Failed",
        ]  # fmt: skip
        total, *parts = (int(count) for _, count in texts)
        assert total == sum(parts) == 7

    def test_a_click_shows_what_was_counted(self, mixed: Person):
        mixed.click("Failed  1")
        assert mixed.names() == ["broken.png"]
        assert mixed.button("Failed  1").isChecked()
        assert not mixed.button("All").isChecked()
        mixed.click("All")
        assert len(mixed.names()) == 7

    def test_an_answer_that_nobody_has_any_more_goes_away(self, qtbot: QtBot):
        bar = CountBar()
        qtbot.addWidget(bar)
        bar.show()
        bar.set_counts(Counts(3, 1, 0, {"cat": 1, "zebra": 1}))
        bar.set_counts(Counts(1, 0, 0, {"cat": 1}))
        shown = [button.text() for button in bar.findChildren(QToolButton) if button.isVisible()]
        assert shown == ["All  1", "Cat  1"]

    def test_what_does_not_fit_goes_on_in_the_next_line(self, qtbot: QtBot):
        bar = CountBar()
        qtbot.addWidget(bar)
        bar.set_counts(Counts(9, 0, 0, {f"label {number}": 1 for number in range(9)}))
        assert bar.heightForWidth(300) >= 3 * bar.heightForWidth(3000)
        bar.resize(300, bar.heightForWidth(300))
        bar.show()
        for button in bar.findChildren(QToolButton):
            assert not button.isVisible() or bar.rect().contains(button.geometry())


def counts_of(person: Person) -> list[QToolButton]:
    buttons = person.one(CountBar).findChildren(QToolButton)
    return sorted(buttons, key=lambda button: (button.y(), button.x()))


class TestProgress:
    @pytest.fixture
    def strip(self, qtbot: QtBot) -> ProgressStrip:
        strip = ProgressStrip(QAction("Pause"), QAction("Cancel"))
        qtbot.addWidget(strip)
        return strip

    def test_a_batch_that_ends_at_once_shows_nothing(self, strip: ProgressStrip, qtbot: QtBot):
        strip.set_progress(Progress(1, 0))
        strip.set_progress(Progress(1, 1))
        qtbot.wait(PATIENCE_MS + 50)
        assert strip.isHidden()

    def test_a_longer_one_says_how_far_how_fast_and_how_long(
        self, strip: ProgressStrip, qtbot: QtBot
    ):
        strip.resize(800, 60)
        strip.set_progress(Progress(500, 100, 2, rate=50.0, remaining_s=8.0))
        qtbot.waitUntil(strip.isVisible)
        (bar,) = strip.findChildren(QProgressBar)
        assert (bar.value(), bar.maximum()) == (100, 500)
        said = " ".join(label.text() for label in strip.findChildren(QLabel))
        for part in ("100 of 500", "2 pictures", "50 pictures a second", "8 s left"):
            assert part in said
        strip.set_progress(Progress(500, 100, 0, paused=True))
        assert "paused" in strip.findChildren(QLabel)[0].text()
        strip.set_progress(Progress(500, 500))
        assert strip.isHidden()

    def test_what_has_no_room_is_left_out_as_a_whole(self, strip: ProgressStrip, qtbot: QtBot):
        strip.set_progress(Progress(500, 100, 2, rate=50.0, remaining_s=8.0))
        qtbot.waitUntil(strip.isVisible)
        (line,) = strip.findChildren(QLabel)
        whole = line.toolTip()
        seen = []
        for width in range(1000, 150, -10):
            strip.resize(width, strip.height())
            assert line.sizeHint().width() <= width
            assert whole.startswith(line.text())
            seen.append(line.text())
        assert seen[0] == whole
        assert seen[-1] == "100 of 500 · 8 s left"

    def test_searching_folders_is_shown_without_an_end(self, strip: ProgressStrip, qtbot: QtBot):
        strip.set_searching(1200)
        qtbot.waitUntil(strip.isVisible)
        assert "1,200 pictures" in strip.findChildren(QLabel)[0].text()
        assert strip.findChildren(QProgressBar)[0].maximum() == 0
        strip.set_searching(None)
        assert strip.isHidden()

    def test_pause_and_cancel_stop_a_batch(self, person: Person, folder: Path):
        person.desk.answering.pause()
        person.drop_files(pictures(folder, *["cat"] * 20))
        person.until(lambda: person.desk.library.counts.total == 20)
        person.until(person.one(ProgressStrip).isVisible)
        assert person.desk.library.counts.waiting == 20
        person.click("Resume")
        person.until(lambda: person.desk.library.counts.waiting == 0)
        person.until(person.one(ProgressStrip).isHidden)


class TestNotices:
    @pytest.fixture
    def notices(self, qtbot: QtBot) -> Notices:
        notices = Notices()
        qtbot.addWidget(notices)
        notices.resize(400, 200)
        return notices

    def test_there_is_nothing_until_something_is_said(self, notices: Notices, qtbot: QtBot):
        assert notices.isHidden()
        with qtbot.waitSignal(notices.told) as told:
            notices.tell("The disk is full.")
        assert told.args == ["The disk is full."]
        assert notices.isVisible()
        assert said(notices) == "The disk is full."

    def test_saying_it_again_shows_it_once(self, notices: Notices):
        notices.tell("one")
        notices.tell("two")
        notices.tell("one")
        assert notices.texts == ["one"]
        assert earlier(notices).text() == "+1"

    def test_the_newest_is_shown_and_the_older_come_back(self, notices: Notices):
        for number in range(3):
            notices.tell(str(number))
        assert notices.texts == ["2"]
        assert earlier(notices).text() == "+2"
        assert earlier(notices).accessibleName() == "2 earlier messages"
        for left in (["1"], ["0"], []):
            *_, close = visible(notices, QToolButton)
            QTest.mouseClick(close, Qt.MouseButton.LeftButton)
            assert notices.texts == left
        assert notices.isHidden()

    def test_more_of_them_take_no_more_room(self, notices: Notices):
        notices.tell("one")
        height = notices.sizeHint().height()
        for number in range(5):
            notices.tell(str(number))
        assert notices.sizeHint().height() == height

    def test_the_earlier_ones_can_be_looked_at(self, notices: Notices):
        for number in range(3):
            notices.tell(str(number))
        for shown in ("1", "0", "2"):
            pick(earlier(notices).menu(), "Show the message before")
            assert notices.texts == [shown]

    def test_all_are_closed_at_once(self, notices: Notices):
        for number in range(3):
            notices.tell(str(number))
        pick(earlier(notices).menu(), "Close all messages")
        assert notices.texts == []
        assert notices.isHidden()

    def test_the_oldest_of_very_many_are_dropped(self, notices: Notices):
        for number in range(KEPT + 5):
            notices.tell(str(number))
        assert earlier(notices).text() == f"+{KEPT - 1}"

    def test_they_can_be_closed(self, notices: Notices):
        notices.tell("one")
        (close,) = visible(notices, QToolButton)
        assert close.accessibleName() == "Close this message"
        QTest.mouseClick(close, Qt.MouseButton.LeftButton)
        assert notices.texts == []
        assert notices.isHidden()

    def test_an_offer_is_taken_once(self, notices: Notices):
        taken: list[str] = []
        notices.tell("Exported.", Level.INFO, Offer("Show", lambda: taken.append("shown")))
        (button,) = visible(notices, QPushButton)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        assert taken == ["shown"]
        assert notices.texts == []

    @pytest.mark.parametrize("end", ["closed", "replaced", "out of time", "too many"])
    def test_an_offer_that_is_not_taken_lapses_once(
        self, notices: Notices, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, end: str
    ):
        monkeypatch.setattr("desktop.widgets.notices.OFFERED_MS", 20)
        lapsed: list[str] = []
        offer = Offer("Undo", lambda: lapsed.append("taken"), lambda: lapsed.append("lapsed"))
        notice = notices.tell("Removed.", Level.INFO, offer)
        if end == "closed":
            notice.closed.emit()
        elif end == "replaced":
            notices.tell("Removed.")
        elif end == "too many":
            for number in range(KEPT):
                notices.tell(str(number))
        qtbot.waitUntil(lambda: lapsed == ["lapsed"])
        qtbot.wait(30)
        assert lapsed == ["lapsed"]

    def test_an_offer_that_is_taken_does_not_lapse(self, notices: Notices):
        told: list[str] = []
        offer = Offer("Undo", lambda: told.append("taken"), lambda: told.append("lapsed"))
        notices.tell("Removed.", Level.INFO, offer)
        (button,) = visible(notices, QPushButton)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        assert told == ["taken"]

    def test_the_button_stands_below_where_there_is_little_room(self, notices: Notices):
        notices.tell("A sentence that is long enough for two lines.", offer=Offer("Do", print))
        (button,) = visible(notices, QPushButton)
        (sentence,) = visible(notices, QLabel)
        assert button.y() >= sentence.geometry().bottom()
        notices.resize(800, 200)
        (button,) = visible(notices, QPushButton)
        assert button.x() > sentence.geometry().right()

    def test_only_what_needs_nobody_goes_away_by_itself(
        self, notices: Notices, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.setattr("desktop.widgets.notices.SHOWN_MS", 20)
        notices.tell("Something is wrong.", Level.WARNING)
        notices.tell("Something was done.", Level.INFO)
        qtbot.waitUntil(lambda: notices.texts == ["Something is wrong."])

    def test_they_take_the_colours_of_another_theme(self, person: Person):
        person.desk.notice.emit("The disk is full.")
        (notice,) = person.window.findChildren(Notice)
        before = notice.styleSheet()
        person.desk.settings.change(theme=Theme.DARK)
        person.until(lambda: notice.styleSheet() != before)


def earlier(notices: Notices) -> QToolButton:
    """The button that counts the messages that are not shown."""
    button, _close = visible(notices, QToolButton)
    return button
