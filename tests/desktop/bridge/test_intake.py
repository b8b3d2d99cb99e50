"""What is dropped, pasted and opened becomes files."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QColor, QImage

from desktop.bridge.intake import Intake
from desktop.services.intake import CHUNK
from desktop.services.photo import Found
from tests.desktop.bridge.desks import pictures


@pytest.fixture
def intake(qtbot, home):
    intake = Intake(home / "inbox")
    yield intake
    intake.close()


@pytest.fixture
def paths(intake):
    """The paths of all that was found so far."""
    found: list[str] = []
    intake.found.connect(lambda files: found.extend(file.path for file in files))
    return found


def uris(text: str | bytes) -> QMimeData:
    data = QMimeData()
    data.setData("text/uri-list", text.encode() if isinstance(text, str) else text)
    return data


def test_files_and_folders(qtbot, intake, paths, home):
    inside = pictures(home / "folder" / "deeper", "cat", "dog")
    outside = pictures(home, "neither")
    (home / "folder" / "letter.txt").write_text("hello")
    with qtbot.waitSignal(intake.finished) as told:
        intake.add_paths([*outside, str(home / "folder")])
    assert told.args == [3]
    assert paths == [*outside, *inside]


def test_the_first_of_what_was_opened_is_told_before_it_comes(qtbot, intake, home):
    folder = home / "many"
    folder.mkdir()
    for number in range(CHUNK + 1):
        (folder / f"{number:04}.jpg").touch()
    told: list[object] = []
    intake.wanted.connect(lambda path, whatever: told.append((path, whatever)))
    intake.found.connect(lambda files: told.append(len(files)))
    for show in (False, True):
        with qtbot.waitSignal(intake.finished):
            intake.add_paths([str(folder)], show=show)
    first = str(folder / "0000.jpg")
    assert told == [(first, False), CHUNK, 1, (first, True), CHUNK, 1]


def test_many_come_in_chunks_and_are_counted(qtbot, intake, home):
    folder = home / "many"
    folder.mkdir()
    for number in range(2 * CHUNK + 203):
        (folder / f"{number}.jpg").touch()
    sizes: list[int] = []
    counts: list[int] = []
    intake.found.connect(lambda files: sizes.append(len(files)))
    intake.searching.connect(counts.append)
    with qtbot.waitSignal(intake.finished):
        intake.add_paths([str(folder)])
    assert sizes == [CHUNK, CHUNK, 203]
    assert counts == [CHUNK, 2 * CHUNK, 2 * CHUNK + 203]


def test_it_says_when_much_comes_in(qtbot, intake, home):
    for number in range(CHUNK + 1):
        (home / f"{number}.jpg").touch()
    events: list[str] = []
    intake.crowded.connect(lambda: events.append("crowded"))
    intake.found.connect(lambda files: events.append(f"found {len(files)}"))
    intake.calm.connect(lambda: events.append("calm"))
    with qtbot.waitSignal(intake.calm):
        intake.add_paths([str(home)])
    assert events == ["crowded", f"found {CHUNK}", "found 1", "calm"]


def test_a_few_hold_nobody_up(qtbot, intake, home):
    with qtbot.assertNotEmitted(intake.crowded), qtbot.waitSignal(intake.finished):
        intake.add_paths(pictures(home, "cat", "dog"))


def test_a_drop_of_files(qtbot, intake, paths, home):
    names = pictures(home / "naïve façade — 猫", "cat", "dog")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(name) for name in names])
    assert intake.can_take(data)
    with qtbot.waitSignal(intake.finished):
        assert intake.add_mime(data)
    assert paths == names


def test_a_name_that_is_no_text(qtbot, intake, paths, home):
    import os

    name = os.fsencode(home) + b"/caf\xe9.png"
    Path(os.fsdecode(name)).write_bytes(b"?")
    with qtbot.waitSignal(intake.finished):
        intake.add_mime(uris(b"file://" + name.replace(b"\xe9", b"%E9") + b"\r\n"))
    assert os.fsencode(paths[0]) == name


def test_links_are_offered_and_nothing_is_fetched(qtbot, intake):
    with qtbot.waitSignal(intake.links_offered) as told:
        assert intake.add_mime(uris("https://example.org/cat.jpg\r\n"))
    assert told.args == [["https://example.org/cat.jpg"]]


def test_text_that_is_one_link(qtbot, intake):
    data = QMimeData()
    data.setText(" https://example.org/cat.jpg\n")
    with qtbot.waitSignal(intake.links_offered) as told:
        assert intake.add_mime(data)
    assert told.args == [["https://example.org/cat.jpg"]]


@pytest.mark.parametrize("text", ["hello", "see https://example.org/cat.jpg", ""])
def test_other_text(intake, text):
    data = QMimeData()
    data.setText(text)
    assert not intake.can_take(data)
    assert not intake.add_mime(data)


def test_pasted_pixels_become_a_file(qtbot, intake, paths, home):
    image = QImage(30, 20, QImage.Format.Format_RGB32)
    image.fill(QColor(255, 0, 0))
    data = QMimeData()
    data.setImageData(image)
    with qtbot.waitSignal(intake.finished):
        assert intake.add_mime(data)
    assert Path(paths[0]).parent == home / "inbox"
    with Image.open(paths[0]) as kept:
        assert (kept.format, kept.size) == ("PNG", (30, 20))
        assert kept.convert("RGB").getpixel((5, 5)) == (255, 0, 0)


def test_a_png_is_kept_as_it_is(qtbot, intake, paths, home):
    (name,) = pictures(home, "cat")
    content = Path(name).read_bytes()
    data = uris("https://example.org/cat.png")
    data.setData("image/png", content)
    with qtbot.assertNotEmitted(intake.links_offered), qtbot.waitSignal(intake.finished):
        intake.add_mime(data)
    assert Path(paths[0]).read_bytes() == content


def test_a_file_wins_over_its_pixels(qtbot, intake, paths, home):
    (name,) = pictures(home, "cat")
    data = uris(f"file://{name}".replace(" ", "%20"))
    data.setData("image/png", b"pixels")
    with qtbot.waitSignal(intake.finished):
        intake.add_mime(data)
    assert paths == [name]


def test_a_model_is_offered(qtbot, intake, paths, home):
    model = home / "mine.tflite"
    model.touch()
    with qtbot.waitSignal(intake.model_offered) as told:
        intake.add_paths([str(model)])
    assert told.args == [str(model)]
    assert paths == []


def test_a_link_that_must_not_be_fetched(qtbot, intake, paths):
    with qtbot.waitSignal(intake.failed) as told:
        intake.fetch(["https://127.0.0.1/cat.jpg"])
    assert "cannot be fetched" in told.args[0]
    assert paths == []


def test_a_folder_that_cannot_be_kept_in(qtbot, intake, home):
    (home / "inbox").write_text("a file in the way")
    data = QMimeData()
    data.setData("image/png", b"pixels")
    with qtbot.waitSignal(intake.failed) as told:
        intake.add_mime(data)
    assert "cannot be kept" in told.args[0]


def test_cancel_stops_the_search(qtbot, intake, home):
    folder = home / "many"
    folder.mkdir()
    for number in range(20_000):
        (folder / f"{number}.jpg").touch()
    sizes: list[int] = []

    def stop(files: list[Found]) -> None:
        sizes.append(len(files))
        intake.cancel()

    intake.found.connect(stop)
    with qtbot.assertNotEmitted(intake.finished, wait=200):
        intake.add_paths([str(folder)])
        qtbot.waitUntil(lambda: bool(sizes))
    assert sum(sizes) <= 3000


def test_forget_deletes_what_was_kept(qtbot, intake, paths, home):
    data = QMimeData()
    data.setData("image/png", b"pixels")
    with qtbot.waitSignal(intake.finished):
        intake.add_mime(data)
    intake.forget()
    qtbot.waitUntil(lambda: not Path(paths[0]).exists())
