"""The log tells what went wrong, and no names of pictures."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop.services import logs
from desktop.services.logs import LogFile
from petsight.errors import ModelError
from petsight.mode import Mode

SECRET = "/home/me/Grandma's cat.jpg"
logger = logging.getLogger("desktop.test")


@pytest.fixture
def log(tmp_path: Path) -> Iterator[LogFile]:
    log = LogFile(tmp_path / "state")
    yield log
    log.close()


@pytest.fixture
def written(tmp_path: Path) -> Callable[[], str]:
    return lambda: (tmp_path / "state" / logs.NAME).read_text("utf-8")


def open_missing() -> None:
    Path(SECRET).read_bytes()


def fail() -> None:
    try:
        open_missing()
    except OSError as exc:
        raise ValueError(f"cannot read {SECRET}") from exc


def test_what_is_told_without_names(log, written):
    logger.info("%d of %.1f answered in %s mode", 7, 9.5, Mode.AUTO)
    logger.warning("done 3/4")
    lines = written().splitlines()
    assert lines[0].endswith("INFO desktop.test: 7 of 9.5 answered in auto mode")
    assert lines[1].endswith("WARNING desktop.test: done 3/4")


@pytest.mark.parametrize(
    ("message", "arguments"),
    [
        ("cannot read %s", (SECRET,)),
        ("cannot read %r", (Path(SECRET),)),
        ("cannot read %(path)s", ({"path": SECRET},)),
        (f"cannot read {SECRET}", ()),
        (r"cannot read C:\Users\me\Grandma's cat.jpg", ()),
        ("cannot read: %s", (OSError(2, "No such file", SECRET),)),
        ("cannot read: %s", (ValueError(SECRET),)),
        ("cannot read: %s", (ModelError(f"the model file {SECRET} is damaged"),)),
        ("cannot read %s", ([SECRET],)),
        (ValueError(SECRET), ()),
    ],
)
def test_names_never_appear(log, written, message, arguments):
    logger.error(message, *arguments)
    text = written()
    assert "ERROR desktop.test: " in text
    assert "Grandma" not in text
    assert "cat.jpg" not in text


def test_a_traceback_without_names(log, written):
    try:
        fail()
    except ValueError:
        logger.exception("something unexpected")
    text = written()
    assert "something unexpected" in text
    assert "in open_missing" in text
    assert "FileNotFoundError: No such file or directory" in text
    assert "which led to" in text
    assert text.rstrip().endswith("ValueError")
    assert "Grandma" not in text


def test_a_traceback_of_our_own_error_without_paths(log, written):
    try:
        raise ModelError(f"the model file {SECRET} is damaged")
    except ModelError:
        logger.exception("no model")
    assert "ModelError: the model file …" in written()
    assert "Grandma" not in written()


def test_another_handler_that_was_there_first_gives_nothing_away(tmp_path, written):
    first = logging.StreamHandler((tmp_path / "other").open("w"))
    logging.getLogger().addHandler(first)
    log = LogFile(tmp_path / "state")
    try:
        fail()
    except ValueError:
        logger.exception("something unexpected")
    finally:
        log.close()
        logging.getLogger().removeHandler(first)
        first.stream.close()
    assert "Grandma" in (tmp_path / "other").read_text()
    assert "Grandma" not in written()


def test_names_appear_where_a_person_wants_them(tmp_path, written):
    log = LogFile(tmp_path / "state", names=True)
    logger.warning("cannot read %s", SECRET)
    log.names = False
    logger.warning("cannot see %s", SECRET)
    log.names = True
    try:
        fail()
    except ValueError:
        logger.exception("something unexpected")
    log.close()
    text = written()
    assert f"cannot read {SECRET}" in text
    assert "cannot see …" in text
    assert f"ValueError: cannot read {SECRET}" in text


def test_what_nobody_caught(log, written, monkeypatch):
    told = []
    monkeypatch.setattr(log, "_hook", lambda *args: told.append(args[0]))
    monkeypatch.setattr(log, "_thread_hook", lambda args: told.append(args.exc_type))
    try:
        fail()
    except ValueError as exc:
        sys.excepthook(ValueError, exc, exc.__traceback__)
    thread = threading.Thread(target=fail, name="a thread")
    thread.start()
    thread.join()
    assert told == [ValueError, ValueError]
    text = written()
    assert text.count("CRITICAL desktop.services.logs: ") == 2
    assert text.count("in open_missing") == 2
    assert "Grandma" not in text


def test_close_gives_the_hooks_back(tmp_path):
    before = sys.excepthook, threading.excepthook
    log = LogFile(tmp_path)
    assert sys.excepthook != before[0]
    log.close()
    assert (sys.excepthook, threading.excepthook) == before


def test_close_leaves_a_later_hook_alone(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    log = LogFile(tmp_path)
    sys.excepthook = later = lambda *_args: None
    log.close()
    assert sys.excepthook is later


def test_libraries_may_only_warn(log, written):
    logging.getLogger("PIL.test").info("chatter")
    logging.getLogger("PIL.test").warning("a warning")
    logging.getLogger("petsight.test").info("news")
    assert "chatter" not in written()
    assert "a warning" in written()
    assert "news" in written()


def test_the_file_does_not_grow_for_ever(log, tmp_path, monkeypatch):
    for _ in range(5 * logs.MAX_BYTES // 100_000):
        logger.warning("x" * 100_000)
    files = list((tmp_path / "state").iterdir())
    assert len(files) == 1 + logs.OLD_FILES
    assert all(file.stat().st_size <= logs.MAX_BYTES for file in files)


def test_a_folder_that_cannot_be_written_says_nothing(tmp_path, capsys):
    (tmp_path / "file").write_bytes(b"")
    log = LogFile(tmp_path / "file" / "state")
    logger.error("something")
    log.close()
    assert capsys.readouterr().err == ""


def test_after_close_nothing_is_logged(log, written):
    logger.warning("before")
    log.close()
    logger.warning("after")
    assert "after" not in written()
