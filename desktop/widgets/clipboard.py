"""Pictures and their answers as other programs take them from the clipboard."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QUrl

from desktop.services.photo import Photo
from desktop.widgets.card_text import spoken


def as_mime(photos: Sequence[Photo]) -> QMimeData:
    """Return pictures as files for a file manager and as lines for a text editor."""
    data = QMimeData()
    # Not from the path's text: a name may hold bytes that are none.
    data.setUrls([QUrl.fromEncoded(Path(photo.path).as_uri().encode()) for photo in photos])
    data.setText("\n".join(spoken(photo) for photo in photos))
    return data
