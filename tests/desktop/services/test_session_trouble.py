"""Kills, damage, full disks and second processes."""

from __future__ import annotations

import queue
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from desktop.services.session import Session, SessionError
from tests.desktop.services.making import DIGEST, answered, photo
from tests.support_cli import ROOT, environment

WRITER = """
import sys
from pathlib import Path
from desktop.services.session import Session
from tests.desktop.services.making import answered

session = Session(Path(sys.argv[1]))
for number in range(1, 10**6):
    session.save([answered(number)])
    session.save_thumbnails({answered(number).digest: b"x" * 5000})
    if number % 7 == 0:
        session.flush()
        print(number, flush=True)
"""
ON_A_SMALL_DISK = """
import resource, sys, threading
from pathlib import Path
from desktop.services.session import Session
from tests.desktop.services.making import answered

told = []
heard = threading.Event()

def notify(sentence):
    told.append(sentence)
    heard.set()

session = Session(Path(sys.argv[1]), notify)
session.save([answered(1)])
session.save_thumbnails({answered(1).digest: b"first"})
session.flush()
resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, 500_000))
for number in range(2, 400):
    session.save([answered(number)])
    session.save_thumbnails({answered(number).digest: b"x" * 5000})
session.flush()
assert heard.wait(30)
session.save([answered(400)])
session.remove([1])
session.clear()
session.flush()
assert session.thumbnail(answered(1).digest) == b"first"
assert [photo.id for photo in session.load()] == [1]
session.close()
print(*told, sep="\\n")
"""


THUMBNAIL = b"jpeg" * 3000
"""Longer than a page, so that SQLite has to follow from page to page."""


def python(code: str, *arguments: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        env=environment(),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "session.sqlite"


def damage(path: Path, start: int = 0) -> None:
    content = bytearray(path.read_bytes())
    content[start : start + 4096] = b"\x55" * 4096
    path.write_bytes(content)


def filled(path: Path, photos: int = 200) -> None:
    session = Session(path)
    session.save(answered(number) for number in range(1, photos + 1))
    session.save_thumbnails({answered(1).digest or "": THUMBNAIL})
    session.close()


@pytest.mark.parametrize("lines", [1, 3, 10])
def test_a_kill_loses_nothing_that_was_written(path, lines):
    with python(WRITER, path) as process:
        assert process.stdout is not None
        for _ in range(lines):
            written = int(process.stdout.readline())
        process.kill()
    session = Session(path)
    try:
        assert session.notice is None
        numbers = [kept.id for kept in session.load()]
        assert len(numbers) >= written
        assert numbers == list(range(1, len(numbers) + 1))
        assert session.thumbnail(answered(written).digest or "") == b"x" * 5000
    finally:
        session.close()


def test_what_is_saved_is_written_without_being_asked(path):
    session = Session(path)
    session.save([photo(1)])
    with session._changed:  # nobody calls flush: the writer itself says that it is done
        assert session._changed.wait_for(lambda: not session._batch and not session._at_work, 30)
    assert session.load() == [photo(1)]
    session.close()


def test_changes_that_never_rest_are_written_too(path, monkeypatch):
    monkeypatch.setattr("desktop.services.session.PATIENCE_S", 0.1)
    session = Session(path)
    saved = 0
    while not session.load():
        saved += 1
        assert saved < 3000
        session.save([photo(saved)])
        threading.Event().wait(0.01)
    session.close()


def test_a_full_disk_is_told_once_and_the_app_goes_on(path):
    with python(ON_A_SMALL_DISK, path) as process:
        out, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    assert len(out.splitlines()) == 1
    assert out.startswith("This session is no longer saved: ")
    session = Session(path)
    assert [kept.id for kept in session.load()] == [1]
    session.close()


def test_a_second_process_is_refused_and_changes_nothing(path):
    with python(WRITER, path) as process:
        assert process.stdout is not None
        process.stdout.readline()
        with pytest.raises(SessionError, match="another petsight"):
            Session(path)
        process.stdout.readline()
        process.kill()
    session = Session(path)
    assert session.notice is None
    assert len(session.load()) >= 14
    session.close()


def test_a_second_session_in_the_same_process_is_refused_too(path):
    session = Session(path)
    with pytest.raises(SessionError, match="another petsight"):
        Session(path)
    session.close()
    Session(path).close()


@pytest.mark.parametrize(
    "content", [b"no database at all", b"SQLite format 3\x00" + b"\x07" * 5000]
)
def test_a_file_that_is_no_session_is_set_aside(path, content):
    path.write_bytes(content)
    session = Session(path)
    assert session.notice is not None
    session.save([photo(1)])
    session.flush()
    assert session.load() == [photo(1)]
    session.close()
    assert path.with_name("session.sqlite.damaged").read_bytes() == content


def test_damaged_photos_are_noticed_at_once(path):
    filled(path, 2000)
    size = path.stat().st_size
    for start in range(4096 * 10, size - 4096, 4096 * 20):
        damage(path, start)
    session = Session(path)
    assert session.notice is not None
    assert session.load() == []
    session.close()
    assert path.with_name("session.sqlite.damaged").stat().st_size == size


def test_damage_met_while_writing_makes_the_next_start_fresh(path):
    filled(path)
    told: queue.Queue[str] = queue.Queue()
    session = Session(path, told.put)
    for start in range(0, path.stat().st_size, 4096):
        if path.read_bytes()[start : start + 4096].count(b"jpeg") > 1000:
            damage(path, start)
    session.remove([1])
    session.flush()
    assert told.get(timeout=30) == "This session is no longer saved: the disk fails."
    session.save([photo(7)])
    session.close()
    assert told.empty()
    again = Session(path)
    assert again.load() == []
    again.close()
    assert path.with_name("session.sqlite.damaged").exists()


def test_a_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(SessionError, match="cannot be written"):
        Session(tmp_path / "file" / "session.sqlite")


def test_a_folder_in_place_of_the_file(path):
    path.mkdir()
    with pytest.raises(SessionError, match="cannot be written"):
        Session(path)


def test_a_read_only_file_system():
    folder = Path("/proc")
    with pytest.raises(SessionError, match="cannot be written") as caught:
        Session(folder / "petsight" / "session.sqlite")
    assert "/" not in caught.value.message


def test_sessions_end_their_threads(path):
    session = Session(path)
    assert "petsight-session" in {thread.name for thread in threading.enumerate()}
    session.close()
    assert "petsight-session" not in {thread.name for thread in threading.enumerate()}
    assert session.thumbnail(DIGEST) is None
