"""Trees of files to sort, disks for them, and processes that are killed while they sort."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from petsight.sorting import sort_files
from tests.support import require
from tests.support_cli import ROOT, environment

SCRIPT = Path(__file__).with_name("killed_sort.py")
Tree = dict[str, tuple[bytes, int] | None]


def write(path: Path, content: bytes = b"a picture", mtime_ns: int = 10**18 + 123_456_789) -> Path:
    """Write a file, and its folder, with a time of long ago."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    os.utime(path, ns=(mtime_ns, mtime_ns))
    return path


def tree(folder: Path, *, journals: bool = False) -> Tree:
    """Return everything in a folder: files with content and time, and folders."""
    found: Tree = {}
    for path in sorted(folder.rglob("*")):
        if journals or not path.name.endswith(".jsonl"):
            name = str(path.relative_to(folder))
            found[name] = None if path.is_dir() else (path.read_bytes(), path.stat().st_mtime_ns)
    return found


def names(folder: Path) -> list[str]:
    """Return the files in a folder and below, without journals."""
    return [name for name, facts in tree(folder).items() if facts is not None]


@contextmanager
def other_disk(near: Path) -> Iterator[Path]:
    """A folder on another file system, while the block lasts."""
    shared = Path("/dev/shm")
    require(shared.is_dir() and shared.stat().st_dev != near.stat().st_dev, "a second file system")
    with tempfile.TemporaryDirectory(dir=shared) as name:
        yield Path(name)


@contextmanager
def small_disk(folder: Path, options: str) -> Iterator[Path]:
    """Mount a file system in memory on a folder, while the block lasts."""
    require(os.geteuid() == 0, "root, to mount a small disk")
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    done = subprocess.run(mount, capture_output=True, check=False)
    require(done.returncode == 0, "the right to mount a small disk")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def remount(disk: Path, options: str) -> None:
    """Change the options of a small disk."""
    subprocess.run(["mount", "-o", f"remount,{options}", str(disk)], check=True)


def sort(pairs: Iterable[tuple[Path, str]], destination: Path, *, move: bool = False) -> Path:
    """Sort without any trouble, and return the journal."""
    done = sort_files(pairs, destination, move=move)
    assert (done.stopped, done.failures) == (None, [])
    assert done.journal is not None
    return done.journal


def killed(point: int, task: str, *arguments: str | Path) -> bool:
    """Run a task in a process that kills itself before its n-th change of the disk.

    Args:
        point: Which change that is, from 1.
        task: `copy`, `move` or `undo`.
        *arguments: The destination, then sources; or the journal.

    Returns:
        Whether it was killed, False if it ended before.
    """
    command = [sys.executable, "-S", str(SCRIPT), str(point), task, *map(str, arguments)]
    done = subprocess.run(
        command, env=environment(), cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode in (0, -signal.SIGKILL), done.stderr
    return done.returncode != 0


def cats(sources: list[Path]) -> list[tuple[Path, str]]:
    """Answer that all are cats."""
    return [(path, "cat") for path in sources]
