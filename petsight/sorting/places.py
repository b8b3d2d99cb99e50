"""Choose where files go, without touching any."""

from __future__ import annotations

from pathlib import Path

from petsight.sorting.earlier import Earlier, facts_of
from petsight.sorting.files import same_content
from petsight.sorting.names import Names, folder_name


class Places:
    """Where files may go in one destination."""

    def __init__(self, destination: Path, *, move: bool) -> None:
        """Look at a destination.

        Args:
            destination: A folder that need not exist.
            move: Whether files are to be moved.

        Raises:
            DestinationError: It cannot be read, or is no folder.
            JournalError: One of its journals is damaged.
        """
        self.destination = destination
        self.earlier = Earlier(destination)
        self._move = move
        self._names = Names(destination)

    def choose(self, source: Path, answer: str) -> tuple[str, bool]:
        """Choose a place for a file.

        A copy that no journal knows, because somebody removed the journal, is not made again.

        Args:
            source: The file.
            answer: What it shows.

        Returns:
            `folder/name` within the destination, and whether the file already lies there.

        Raises:
            OSError: The folder or the file cannot be read.
        """
        folder = folder_name(answer)

        def is_copy(name: str) -> bool:
            target = f"{folder}/{name}"
            if self._move or self.earlier.made(target):
                return False
            path, facts = self.destination / target, facts_of(source)
            return facts is not None and facts_of(path) == facts and same_content(source, path)

        name, exists = self._names.choose(folder, source.name, is_copy)
        return f"{folder}/{name}", exists
