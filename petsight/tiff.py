"""Tell how long the lists in a TIFF file are, before Pillow makes tuples of them.

A directory entry of twelve bytes can announce a list that fills the file: the places of a million
strips, say, of one row each. Pillow makes an object of every number and a tile of every strip.
"""

from __future__ import annotations

import struct
from typing import Final

_PLACES: Final = (273, 324)  # of strips and of tiles: the tags of which a list makes tiles
_BYTES: Final = (1, 2, 7)  # types that stay bytes: BYTE, ASCII, UNDEFINED


def longest_list(data: bytes, enough: int) -> int:
    """Return the length of the longest list in the first directory of a TIFF file.

    Args:
        data: The whole file.
        enough: Stop looking at a longer one.

    Returns:
        Entries of the directory itself, numbers of one entry, or strips or tiles, whichever are
        most. Above `enough` it may be less than there are.

    Raises:
        struct.error: The directory lies outside of the file.
    """
    order = "<" if data[:2] == b"II" else ">"
    if data[2] == 43:  # BigTIFF, which Pillow recognises only in this byte: little-endian alone
        at, head, entry = struct.unpack_from(f"{order}Q", data, 8)[0], "Q", "HHQQ"
    else:
        at, head, entry = struct.unpack_from(f"{order}L", data, 4)[0], "H", "HHLL"
    count = longest = struct.unpack_from(order + head, data, at)[0]
    at += struct.calcsize(order + head)
    size = struct.calcsize(order + entry)
    while count and longest <= enough:
        tag, kind, numbers, _ = struct.unpack_from(order + entry, data, at)
        if tag in _PLACES or kind not in _BYTES:
            longest = max(longest, numbers)
        at += size
        count -= 1
    return int(longest)
