"""Bring a file to another place so that nothing is overwritten and a kill loses nothing."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import stat
from pathlib import Path
from typing import Final

from petsight.errors import SortingError
from petsight.regular import open_regular

_CHUNK: Final = 2**20
_NO_LINKS: Final = frozenset(
    getattr(errno, name)
    for name in ("EPERM", "EACCES", "ENOSYS", "ENOTSUP", "EOPNOTSUPP", "EMLINK")
)
"""How file systems say that they have no hard links: FAT, some network shares."""


def copy(old: Path, new: Path, temporary: Path) -> None:
    """Copy a file with its times, its permissions and, where possible, its other attributes.

    The content goes to a temporary name and is on the disk before it gets its own.

    Args:
        old: The file, or a link to it.
        new: A path that does not exist.
        temporary: A path of petsight's own in the same folder.

    Raises:
        FileExistsError: `new` exists; nothing was done.
        OSError: It could not be copied; nothing is left of it.
    """
    temporary.unlink(missing_ok=True)
    try:
        with open_regular(old) as source, open(temporary, "xb", opener=_open_private) as target:
            shutil.copyfileobj(source, target, _CHUNK)
            target.flush()
            with contextlib.suppress(OSError):  # a memory stick knows no permissions
                shutil.copystat(old, temporary)
            facts = os.fstat(source.fileno())
            os.utime(temporary, ns=(facts.st_atime_ns, facts.st_mtime_ns))
            os.fsync(target.fileno())
        rename(temporary, new)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise


def move(old: Path, new: Path, temporary: Path) -> None:
    """Move a file, by a copy that was compared with it where the other disk needs one.

    Args:
        old: The file.
        new: A path that does not exist.
        temporary: A path of petsight's own in the folder of `new`.

    Raises:
        FileExistsError: `new` exists; nothing was done.
        OSError: It could not be moved; it lies where it was, and nowhere else.
        SortingError: The same: it could not be taken out of its folder.
    """
    try:
        rename(old, new)
    except OSError as exc:
        if exc.errno != errno.EXDEV:
            raise
    else:
        return
    copy(old, new, temporary)
    try:
        if not same_content(old, new):
            raise OSError(errno.EIO, "the copy differs from the file")
        _sync_folder(new.parent)
    except OSError:
        new.unlink()
        raise
    _remove(old, new)


def finish(old: Path, new: Path, temporary: Path, size: int, *, moving: bool) -> bool:
    """Finish what `copy` or `move` had begun when the process was killed.

    Args:
        old: The first argument of that call.
        new: The second.
        temporary: The third.
        size: Bytes of the file.
        moving: Whether it was `move`.

    Returns:
        Whether the file is now where it should be. Otherwise nothing of the call is left.

    Raises:
        OSError: The file system does not let us.
    """
    temporary.unlink(missing_ok=True)
    try:
        found = new.lstat()
    except FileNotFoundError:
        return False
    if not stat.S_ISREG(found.st_mode):
        return False
    if found.st_size == 0 < size:  # the name that `rename` had reserved
        new.unlink()
        return False
    if not old.exists():
        return found.st_size == size
    if not same_content(old, new):
        return False
    if moving:
        old.unlink()
    return True


def rename(old: Path, new: Path) -> None:
    """Rename a file within a file system, never overwriting another one.

    Args:
        old: The file.
        new: A path that does not exist.

    Raises:
        FileExistsError: `new` exists; nothing was done.
        OSError: The file still has its old name and no other one.
        SortingError: The same: the old name could not be removed.
    """
    if os.name == "nt":  # there a plain rename refuses
        os.rename(old, new)  # noqa: PTH104 - `Path.rename` promises nothing of that kind
        return
    try:
        os.link(old, new)
    except FileExistsError:
        raise
    except OSError as exc:
        if exc.errno not in _NO_LINKS:
            raise
        _reserve_and_rename(old, new)
        return
    _remove(old, new)


def same_content(one: Path, other: Path) -> bool:
    """Compare two files byte by byte.

    Raises:
        OSError: One of them cannot be read.
    """
    with open_regular(one) as first, open_regular(other) as second:
        before, after = os.fstat(first.fileno()), os.fstat(second.fileno())
        if os.path.samestat(before, after):
            return True
        if before.st_size != after.st_size:
            return False
        while chunk := first.read(_CHUNK):
            if chunk != second.read(_CHUNK):
                return False
    return True


def _open_private(path: str, flags: int) -> int:
    # The permissions come with the content; until then, others may not see what they never could.
    return os.open(path, flags, 0o600)


def _remove(old: Path, new: Path) -> None:
    """Remove the old one of two equal files, or the new one where that cannot be done.

    Only a failed removal takes the new one away: an interrupt may come when the old one is gone.
    """
    try:
        old.unlink(missing_ok=True)
    except OSError as exc:
        if os.path.lexists(old):
            new.unlink()
        reason = f"it cannot be taken out of its folder ({exc.strerror})"
        raise SortingError(reason) from exc


def _reserve_and_rename(old: Path, new: Path) -> None:
    """Take the new name with an empty file, which nobody else can then take, and replace that."""
    os.close(os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
    try:
        old.replace(new)
    except OSError:
        new.unlink()
        raise


def _sync_folder(folder: Path) -> None:
    """Have a folder's names on the disk."""
    if os.name == "nt":  # folders cannot be opened there
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as exc:
        if exc.errno not in (errno.EINVAL, errno.ENOTSUP):  # so say shares that cannot
            raise
    finally:
        os.close(handle)
