"""Sort files into one folder per answer."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from petsight.errors import DestinationError, JournalError, PetsightError
from petsight.sorting.earlier import real_path
from petsight.sorting.names import folder_name
from petsight.sorting.placer import Placer
from petsight.sorting.places import Places
from petsight.sorting.results import Placed, Sorted


def sort_files(
    pairs: Iterable[tuple[Path, str]],
    destination: Path,
    *,
    move: bool = False,
    progress: Callable[[Placed], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Sorted:
    """Copy or move files into one folder per answer, in the order given.

    Nothing is overwritten: equal names get a number. What an earlier run into the same destination
    has sorted is left alone. A run that was killed or stopped is continued, in its own journal; a
    cancelled one counts as finished. Memory holds paths, never a file.

    Args:
        pairs: Files and what they show, drawn one by one; an error of its own comes through.
        destination: The folder for the folders; made with the first file.
        move: Whether to move rather than copy.
        progress: Is told of every file.
        cancelled: Is asked before every file; when it says True, the run ends.

    Returns:
        What was done. Nothing about files, folders or disks is raised: `failures` and `stopped`
        tell.
    """
    tally = _Tally()
    try:
        placer = Placer(destination, move=move)
    except (DestinationError, JournalError) as exc:
        return tally.result(None, exc)
    with contextlib.closing(placer):
        try:
            for source, answer in pairs:
                if cancelled():
                    break
                placed = _place(placer, source, answer)
                tally.add(placed)
                progress(placed)
            placer.end()
        except (DestinationError, JournalError) as exc:
            return tally.result(placer.journal, exc)
    return tally.result(placer.journal, None)


def plan(
    pairs: Iterable[tuple[Path, str]], destination: Path, *, move: bool = False
) -> Iterator[tuple[Path, Path]]:
    """Say where `sort_files` would put files, and change nothing.

    Args:
        pairs: As for `sort_files`.
        destination: As for `sort_files`.
        move: As for `sort_files`.

    Yields:
        A file, as given, and its place; none for a file that is already sorted.

    Raises:
        DestinationError: The destination cannot be read, or is no folder.
        JournalError: One of its journals is damaged.
    """
    places = Places(destination, move=move)
    seen: set[Path] = set()
    for source, answer in pairs:
        real = real_path(source)
        if real in seen or places.earlier.find(source) is not None:
            continue
        seen.add(real)
        try:
            target, exists = places.choose(source, answer)
        except OSError as exc:
            raise DestinationError(f"{destination} cannot be read ({exc.strerror})") from exc
        if not exists:
            yield source, destination / target


def _place(placer: Placer, source: Path, answer: str) -> Placed:
    try:
        return placer.place(source, answer)
    except (DestinationError, JournalError):
        raise
    except PetsightError as exc:
        return Placed(source, answer, "failed", error=exc)


class _Tally:
    """Counts what becomes of the files."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._already_there = 0
        self._failures: list[tuple[Path, PetsightError]] = []

    def add(self, placed: Placed) -> None:
        if placed.error is not None:
            self._failures.append((placed.source, placed.error))
        elif placed.outcome == "already there":
            self._already_there += 1
        else:
            self._counts[folder_name(placed.answer)] += 1

    def result(self, journal: Path | None, stopped: PetsightError | None) -> Sorted:
        return Sorted(self._counts, self._already_there, self._failures, journal, stopped)
