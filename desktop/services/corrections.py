"""Keep what people put right, in the form of training folders.

    corrections/
        corrections.json            what each folder shows, and what had been answered
        cat/<digest>.jpg
        cat-and-dog/<digest>.png
        neither/<digest>.jpg

Which picture lies in which folder is what counts; `corrections.json` only explains it. So a kill at
any moment leaves a whole picture in one folder, the old one or the new one.
"""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import json
import re
import shutil
import threading
from pathlib import Path
from typing import Any, ClassVar, Final

from petsight.discovery import looks_like_picture
from petsight.errors import PetsightError
from petsight.labels import NEITHER
from petsight.sorting.names import folder_name

LIST: Final = "corrections.json"
SCHEMA: Final = 1
JOINS: Final = "-and-"
_DIGEST: Final = re.compile("[0-9a-f]{64}")
_PARTIAL: Final = "partial-"
_PLAIN_SUFFIX: Final = ".jpg"
"""For a picture whose own name ends in nothing known: pictures are told by content, but folders are
searched by name."""


class CorrectionError(PetsightError):
    """A correction cannot be kept."""

    code: ClassVar[str] = "not_corrected"


class Corrections:
    """A folder of copies, each picture once. Safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        """Read what is there.

        Args:
            folder: It need not exist. A damaged list is set aside, and the folders' names tell what
                they show.
        """
        self._folder = folder
        self._lock = threading.Lock()
        document = self._read_list()
        self._shows = _folders(document)
        self._answers = _answers(document)
        self._files: dict[str, Path] = {}
        for path in sorted(folder.glob("*/*")):
            if _DIGEST.fullmatch(path.stem):
                self._files[path.stem] = path
                self._shows.setdefault(path.parent.name, _meaning(path.parent.name))
        for path in folder.glob(f"{_PARTIAL}*"):
            with contextlib.suppress(OSError):
                path.unlink()

    def __len__(self) -> int:
        return len(self._files)

    def labels(self, digest: str) -> tuple[str, ...] | None:
        """Tell what somebody said about a picture.

        Args:
            digest: SHA-256 of its file, in hexadecimal.

        Returns:
            The labels in alphabetical order, () for none of them; None if nobody said anything.
        """
        with self._lock:
            path = self._files.get(digest)
            return None if path is None else self._shows[path.parent.name]

    def everything(self) -> dict[str, tuple[str, ...]]:
        """Return what `labels` tells of every picture, by its digest."""
        with self._lock:
            return {digest: self._shows[path.parent.name] for digest, path in self._files.items()}

    def add(self, path: str, digest: str, labels: tuple[str, ...], answer: str) -> None:
        """Keep a picture as one that shows something else than was answered.

        Args:
            path: The picture; it is copied, and not needed again for a second correction.
            digest: SHA-256 of the file that was answered, in hexadecimal.
            labels: What it shows; () for none of the labels.
            answer: What had been answered.

        Raises:
            CorrectionError: The picture is gone or has changed, or the folder cannot be written.
        """
        with self._lock:
            known = self._files.get(digest)
            if known is not None and not known.exists():  # somebody tidied up
                known = None
            try:
                source = known or self._copy(path, digest)
                name = self._folder_of(tuple(sorted(set(labels))))
                # First what the folder means, then the picture in it.
                self._answers.setdefault(digest, answer)
                self._write_list()
                target = self._folder / name / f"{digest}{_suffix(known or Path(path))}"
                target.parent.mkdir(exist_ok=True)
                source.replace(target)
            except OSError as exc:
                raise _unwritable(exc) from exc
            self._files[digest] = target
            if known is not None:
                _drop_if_empty(known.parent)

    def remove(self, digest: str) -> None:
        """Forget a correction; that there is none is fine.

        Args:
            digest: SHA-256 of the file, in hexadecimal.

        Raises:
            CorrectionError: The folder cannot be written.
        """
        with self._lock:
            path = self._files.get(digest)
            if path is None:
                return
            try:
                path.unlink(missing_ok=True)
                del self._files[digest]
                self._answers.pop(digest, None)
                self._write_list()
            except OSError as exc:
                raise _unwritable(exc) from exc
            _drop_if_empty(path.parent)

    def clear(self) -> None:
        """Forget every correction; what somebody else put into the folder stays.

        Raises:
            CorrectionError: The folder cannot be written; what is gone by then stays gone.
        """
        with self._lock:
            try:
                for path in self._files.values():
                    path.unlink(missing_ok=True)
                    _drop_if_empty(path.parent)
                (self._folder / LIST).unlink(missing_ok=True)
            except OSError as exc:
                reason = f"the corrections cannot be deleted ({exc.strerror})"
                raise CorrectionError(reason) from exc
            _drop_if_empty(self._folder)
            for known in (self._files, self._shows, self._answers):
                known.clear()

    def _copy(self, path: str, digest: str) -> Path:
        """Copy a picture beside the folders, and check that it is the one that was answered."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        partial = self._folder / f"{_PARTIAL}{digest}"
        try:
            source = open(path, "rb")  # noqa: PTH123, SIM115 - paths may not be text
        except (OSError, ValueError) as exc:
            raise CorrectionError("the picture is not there any more") from exc
        try:
            with source, partial.open("wb") as copy:
                shutil.copyfileobj(source, copy)
            with partial.open("rb") as copy:
                found = hashlib.file_digest(copy, "sha256").hexdigest()
            if found != digest:
                raise CorrectionError(
                    "the picture has changed since it was answered; let it be answered again first"
                )
        except BaseException:
            with contextlib.suppress(OSError):
                partial.unlink()
            raise
        return partial

    def _folder_of(self, labels: tuple[str, ...]) -> str:
        plain = JOINS.join(map(folder_name, labels)) or NEITHER
        # A label may itself hold what joins labels; its folder gets a number then.
        for number in itertools.count(1):
            name = plain if number == 1 else f"{plain} ({number})"
            if self._shows.setdefault(name, labels) == labels:
                return name
        raise AssertionError("numbers do not end")

    def _read_list(self) -> dict[str, Any]:
        path = self._folder / LIST
        try:
            document = json.loads(path.read_bytes())
            if document["schema"] != SCHEMA:
                raise ValueError("another schema")
        except OSError:
            return {}
        except (ValueError, KeyError, TypeError, RecursionError):
            with contextlib.suppress(OSError):
                path.replace(path.with_name(f"{LIST}.damaged"))
            return {}
        return dict(document)

    def _write_list(self) -> None:
        document = {
            "schema": SCHEMA,
            "folders": dict(sorted(self._shows.items())),
            "answers": dict(sorted(self._answers.items())),
        }
        partial = self._folder / f"{_PARTIAL}{LIST}"
        partial.write_text(json.dumps(document, indent=1), encoding="utf-8")
        partial.replace(self._folder / LIST)


def _folders(document: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    with contextlib.suppress(KeyError, TypeError, AttributeError):
        return {name: tuple(map(str, labels)) for name, labels in document["folders"].items()}
    return {}


def _answers(document: dict[str, Any]) -> dict[str, str]:
    with contextlib.suppress(KeyError, TypeError, AttributeError):
        return {digest: str(answer) for digest, answer in document["answers"].items()}
    return {}


def _meaning(folder: str) -> tuple[str, ...]:
    """Read a folder's name where no list explains it."""
    return () if folder == NEITHER else tuple(folder.split(JOINS))


def _suffix(path: Path) -> str:
    suffix = path.suffix.lower()
    return suffix if looks_like_picture(f"x{suffix}") else _PLAIN_SUFFIX


def _drop_if_empty(folder: Path) -> None:
    with contextlib.suppress(OSError):
        folder.rmdir()


def _unwritable(exc: OSError) -> CorrectionError:
    return CorrectionError(f"the correction cannot be kept ({exc.strerror})")
