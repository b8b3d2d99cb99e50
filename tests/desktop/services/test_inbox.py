"""Pasted and fetched pictures as files."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from desktop.services.inbox import Inbox, InboxError
from tests.support_cli import environment


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data" / "pictures"


def test_what_is_kept_lies_at_an_absolute_path(folder, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    path = Path(Inbox(Path("data/pictures")).keep(b"png", "Pasted picture.png"))
    assert path == folder / "Pasted picture.png"
    assert path.read_bytes() == b"png"
    assert folder.stat().st_mode & 0o077 == 0


def test_what_is_kept_is_named_as_a_search_finds_it(folder, tmp_path):
    folder.mkdir(parents=True)
    (tmp_path / "link").symlink_to(folder.parent)
    kept = Inbox(tmp_path / "link" / "pictures").keep(b"png", "a.png")
    assert kept == str(folder.resolve() / "a.png")


def test_a_name_that_is_taken_gets_a_number(folder):
    inbox = Inbox(folder)
    names = [Path(inbox.keep(bytes([number]), "a.png")).name for number in range(3)]
    assert names == ["a.png", "a (2).png", "a (3).png"]
    assert [(folder / name).read_bytes() for name in names] == [b"\0", b"\1", b"\2"]


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("", "picture"),
        ("..", "picture"),
        ("../../etc/passwd", "_.._etc_pass"),
        ("C:\\a.png", "C__a.png"),
        ("a\x00b\n.png", "a_b_.png"),
        (".hidden.png", "hidden.png"),
        ("猫 ü.webp", "猫 ü.webp"),
        ("x" * 300 + ".jpeg", "x" * 80 + ".jpeg"),
        ("\udcff.png", "_.png"),
    ],
)
def test_any_name_becomes_one_that_systems_take(folder, name, kept):
    assert Path(Inbox(folder).keep(b"1", name)) == folder / kept


def test_clear_deletes_what_was_kept_in_every_run_and_nothing_else(folder):
    Inbox(folder).keep(b"1", "a.png")
    Inbox(folder).keep(b"2", "a.png")
    (folder / "mine.png").write_bytes(b"3")
    inbox = Inbox(folder)
    inbox.clear()
    assert [path.name for path in folder.iterdir()] == ["mine.png"]
    inbox.keep(b"4", "a.png")
    assert (folder / "a.png").read_bytes() == b"4"


def test_clear_after_a_name_with_an_odd_line_end(folder):
    inbox = Inbox(folder)
    inbox.keep(b"1", "a\u2028b.png")
    inbox.clear()
    assert list(folder.iterdir()) == []


def test_clear_without_anything(folder):
    Inbox(folder).clear()
    assert not folder.exists()


def test_clear_minds_what_is_gone_already_and_never_leaves_the_folder(folder):
    inbox = Inbox(folder)
    Path(inbox.keep(b"1", "a.png")).unlink()
    outside = folder.parent / "outside.png"
    outside.write_bytes(b"2")
    with (folder / ".kept").open("a") as kept:
        kept.write("../outside.png\n")
    inbox.clear()
    assert outside.exists()
    assert list(folder.iterdir()) == []


def test_many_threads_get_files_of_their_own(folder):
    inbox, paths = Inbox(folder), []
    threads = [
        threading.Thread(target=lambda: paths.append(inbox.keep(b"1", "a.png"))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(paths)) == 8
    inbox.clear()
    assert list(folder.iterdir()) == []


def test_a_full_disk_leaves_nothing_behind(folder):
    code = """
import resource, sys
from pathlib import Path
from desktop.services.inbox import Inbox, InboxError
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    Inbox(Path(sys.argv[1])).keep(b"x" * 5000, "a.png")
except InboxError as exc:
    print(exc.message)
"""
    ended = subprocess.run(
        [sys.executable, "-c", code, folder],
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert ended.stdout == "the picture cannot be kept (File too large)\n"
    assert not list(folder.glob("*.png"))


def test_a_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(InboxError, match="cannot be kept") as caught:
        Inbox(tmp_path / "file" / "pictures").keep(b"1", "a.png")
    assert "/" not in caught.value.message
