"""Write answers to a file, with the columns of the command line and what people put right."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final, Protocol, TextIO

from desktop.services.photo import Failure, Photo
from petsight.errors import PetsightError
from petsight.labels import AND, NEITHER

if TYPE_CHECKING:
    from petsight.batch import Answer


_CORRECTION: Final = "correction"


class ExportError(PetsightError):
    """The file cannot be written."""

    code: ClassVar[str] = "not_exported"


class _Writer(Protocol):
    def add(self, answer: Answer, **more: str | None) -> None: ...

    def end(self) -> None: ...


def export_csv(path: Path, photos: Iterable[Photo], labels: Sequence[str]) -> None:
    """Write a table: the rows and columns of `petsight classify --csv`, and one more, `correction`.

    It begins with a byte-order mark, without which Excel takes UTF-8 for something else.

    Args:
        path: The file, which is replaced as a whole or not at all.
        photos: Those that still wait are left out.
        labels: The model's; each has a column for its score.

    Raises:
        ExportError: The file cannot be written.
    """
    from petsight.records import CsvWriter

    _export(path, "utf-8-sig", photos, lambda stream: CsvWriter(stream, labels, [_CORRECTION]))


def export_json(path: Path, photos: Iterable[Photo]) -> None:
    """Write a JSON array, as `petsight classify --json` does, with a field `correction` more.

    Args:
        path: The file, which is replaced as a whole or not at all.
        photos: Those that still wait are left out.

    Raises:
        ExportError: The file cannot be written.
    """
    from petsight.records import JsonWriter

    _export(path, "utf-8", photos, JsonWriter)


def _export(
    path: Path, encoding: str, photos: Iterable[Photo], make: Callable[[TextIO], _Writer]
) -> None:
    try:
        with _replacing(path, encoding) as stream:
            writer = make(stream)
            for photo in photos:
                if photo.prediction is not None or photo.failure is not None:
                    writer.add(_answer(photo), **{_CORRECTION: _correction(photo)})
            writer.end()
    except OSError as exc:
        raise ExportError(f"{path.name} cannot be written ({exc.strerror})") from exc


@contextlib.contextmanager
def _replacing(path: Path, encoding: str) -> Iterator[TextIO]:
    """Write beside a file and put the result in its place, once it is whole."""
    partial = path.with_name(f".{path.name}.part")
    try:
        with partial.open("w", encoding=encoding, newline="", errors="backslashreplace") as stream:
            yield stream
        partial.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            partial.unlink()
        raise


def _correction(photo: Photo) -> str | None:
    """Return what a person said, in the words of an answer; None where nobody said anything."""
    return None if photo.correction is None else AND.join(photo.correction) or NEITHER


def _answer(photo: Photo) -> Answer:
    from petsight.batch import Answer

    error = None if photo.failure is None else _ToldError(photo.failure)
    return Answer(photo.path, photo.prediction, error)


class _ToldError(PetsightError):
    """A failure of which only what it told is left."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.message)
        self._failure = failure

    def to_dict(self) -> dict[str, str]:
        """Return the documented form."""
        detail = {"detail": self._failure.detail} if self._failure.detail else {}
        return {"code": self._failure.code, "message": self._failure.message, **detail}
