"""What is left to do for the pictures of the last run."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from desktop.bridge.feed import Feed
from desktop.bridge.jobs import Job
from desktop.services.asks import Asks
from desktop.services.photo import Found, Photo, State

if TYPE_CHECKING:
    from desktop.bridge.library import Library


def catch_up(library: Library, feed: Feed, photos: Sequence[Photo], job: Job) -> None:
    """Go on where the last run ended, and see to files that were changed since; runs in a job.

    Args:
        library: Tells of pictures that wait, or that somebody is still to be asked about.
        feed: The library's.
        photos: What the last run left.
        job: The job that this runs in.
    """
    from desktop.services.changes import changed

    def cancelled() -> bool:
        return job.cancelled

    def renew(found: list[Found]) -> None:
        known = ((library.photo_at(file.path), file) for file in found)
        new = [Photo(photo.id, file) for photo, file in known if photo is not None]
        library.put(new)
        library.waiting.emit([photo.id for photo in new])

    waiting = [photo.id for photo in photos if photo.state is State.WAITING]
    feed.deliver(library.waiting.emit, waiting, cancelled)
    for asks in Asks:
        unasked = [photo.id for photo in photos if photo.asked is asks]
        feed.deliver(partial(library.unasked.emit, asks), unasked, cancelled)
    for found in changed(photos, cancelled):
        feed.put(partial(renew, found), cancelled)
