"""Count the scans of a progressive JPEG: each one costs a pass over the whole picture.

A file of a few hundred kilobytes can hold thousands of scans and keep a decoder busy for minutes,
whatever its size in pixels.
"""

from __future__ import annotations

import re
from typing import Final

_SOS: Final = 0xDA
_EOI: Final = 0xD9
# Whatever stands between segments, or inside a scan, decoders skip up to the next marker. 0xFF 0x00
# is a byte of a scan, 0xFF 0xFF is padding, and TEM and RST0-7 say nothing.
_MARKER: Final = re.compile(rb"\xff[^\x00\x01\xd0-\xd7\xff]")


def count_scans(data: bytes, enough: int) -> int:
    """Count the scans of the first picture in a JPEG file.

    Args:
        data: The whole file.
        enough: Stop counting above this number.

    Returns:
        The number of scans, or more where embedded previews count too; never above `enough` unless
        the first picture itself has more.
    """
    upper_bound = data.count(bytes((0xFF, _SOS)))  # a single fast search that counts previews too
    return upper_bound if upper_bound <= enough else _walk(data, enough)


def _walk(data: bytes, enough: int) -> int:
    """Follow the segments from start to end of image (ITU-T T.81, annex B), as libjpeg does."""
    scans, at = 0, 2
    while scans <= enough and (found := _MARKER.search(data, at)):
        at = found.end()
        marker = data[at - 1]
        if marker == _EOI:
            break
        scans += marker == _SOS
        at += int.from_bytes(data[at : at + 2], "big")  # a segment's length counts its own bytes
    return scans
