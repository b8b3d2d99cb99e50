"""The pictures that the app knows: in order, each file once, counted at every moment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from desktop.services.photo import Found, Photo, State


@dataclass(frozen=True, slots=True)
class Counts:
    """How many pictures there are; `total == waiting + failed + sum(answers.values())`.

    Attributes:
        total: All of them.
        waiting: Those that nobody has answered yet.
        failed: Those that cannot be answered.
        answers: The others by what they show, as `Photo.label` tells it; only what occurs.
    """

    total: int = 0
    waiting: int = 0
    failed: int = 0
    answers: Mapping[str, int] = field(default_factory=dict)


class Collection:
    """Photos by number and by path. For one thread."""

    def __init__(self) -> None:
        self._photos: dict[int, Photo] = {}
        self._ids: dict[str, int] = {}
        self._states: Counter[State] = Counter()
        self._answers: Counter[str] = Counter()
        self._next = 1

    def __len__(self) -> int:
        return len(self._photos)

    def __iter__(self) -> Iterator[Photo]:
        return iter(self._photos.values())

    @property
    def counts(self) -> Counts:
        """How many there are of each kind; costs the same however many photos there are."""
        return Counts(
            len(self._photos),
            self._states[State.WAITING],
            self._states[State.FAILED],
            dict(self._answers),
        )

    def photo(self, number: int) -> Photo | None:
        """Return the photo of a number, or None if it is gone."""
        return self._photos.get(number)

    def by_path(self, path: str) -> Photo | None:
        """Return the photo of a file, or None.

        Args:
            path: As in `Found.path`.
        """
        number = self._ids.get(path)
        return None if number is None else self._photos[number]

    def add(self, found: Iterable[Found]) -> list[Photo]:
        """Append files that are not there yet.

        Args:
            found: Files, also some twice.

        Returns:
            The new photos, all waiting, in the order given.
        """
        new = []
        for file in found:
            if file.path not in self._ids:
                photo = Photo(self._next, file)
                self._next += 1
                self._photos[photo.id] = photo
                self._ids[file.path] = photo.id
                new.append(photo)
        # Counted together: 100,000 may come at once, and each of them waits.
        self._states[State.WAITING] += len(new)
        return new

    def restore(self, photos: Iterable[Photo]) -> None:
        """Forget everything and take these photos with their numbers, in the order given."""
        self.clear()
        for photo in photos:
            self._insert(photo)
            self._next = max(self._next, photo.id + 1)

    def put(self, photo: Photo) -> bool:
        """Replace the photo of the same number; its path may be another one.

        Args:
            photo: Its new state.

        Returns:
            False, with nothing changed, if there is no such photo any more.
        """
        old = self._photos.get(photo.id)
        if old is None:
            return False
        self._count(old, -1)
        self._photos[photo.id] = photo
        self._count(photo, 1)
        if photo.path != old.path:
            del self._ids[old.path]
            self._ids[photo.path] = photo.id
        return True

    def remove(self, ids: Iterable[int]) -> list[Photo]:
        """Take photos out of the collection; the files stay.

        Args:
            ids: Numbers; those that are gone already do not matter.

        Returns:
            What was there.
        """
        removed = []
        for number in ids:
            photo = self._photos.pop(number, None)
            if photo is not None:
                del self._ids[photo.path]
                self._count(photo, -1)
                removed.append(photo)
        return removed

    def clear(self) -> None:
        """Forget everything; numbers are not given again."""
        self._photos.clear()
        self._ids.clear()
        self._states.clear()
        self._answers.clear()

    def _insert(self, photo: Photo) -> None:
        self._photos[photo.id] = photo
        self._ids[photo.path] = photo.id
        self._count(photo, 1)

    def _count(self, photo: Photo, change: int) -> None:
        label = photo.label
        if label is None:
            self._states[photo.state] += change
            return
        self._answers[label] += change
        if not self._answers[label]:
            del self._answers[label]
