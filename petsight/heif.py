"""Refuse the HEIC files that would take the whole process down.

pi-heif 1.4 makes Python strings of the types of a file's items without asking whether they are
text, and crashes where a single damaged byte makes them none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

# An item info entry (ISO/IEC 14496-12, 8.11.6): its size is in the four bytes before this.
_ENTRY: Final = re.compile(rb"infe([\x00-\x03])", re.DOTALL)
_FLAGS: Final = 3
# Item number and protection index, which come before what is text.
_NUMBERS: Final = {0: 4, 1: 4, 2: 4, 3: 6}
_BOX_HEAD: Final = 8  # size and type; 64 bits of size follow where the first says 1
# Entries may overlap, so that a file full of long ones would be read a million times over.
_LONGEST: Final = 2**10
_MOST: Final = 2**14


def item_types_are_text(data: bytes) -> bool:
    """Tell whether pi-heif can read the item types of a HEIC file.

    Args:
        data: The whole file.

    Returns:
        False where reading them would crash, and for entries of no sensible size or number.
    """
    entries = list(islice(_entries(data), _MOST + 1))
    return len(entries) <= _MOST and all(_is_text(data, entry) for entry in entries)


def _entries(data: bytes) -> Iterator[re.Match[bytes]]:
    """Find entries, but not among coded pixels, where chance puts one in some 100,000 photos."""
    at = 0
    for _ in range(_MOST):
        size = int.from_bytes(data[at : at + 4], "big")
        if size == 1:
            size = int.from_bytes(data[at + 8 : at + 16], "big")
        end = min(at + size, len(data)) if size >= _BOX_HEAD else len(data)
        if size < _BOX_HEAD or data[at + 4 : at + 8] != b"mdat":
            yield from _ENTRY.finditer(data, at, end)
        at = end
    yield from _ENTRY.finditer(data, at)


def _is_text(data: bytes, entry: re.Match[bytes]) -> bool:
    start = entry.start() - 4
    end = start + int.from_bytes(data[max(start, 0) : entry.start()], "big")
    text = entry.end() + _FLAGS + _NUMBERS[entry[1][0]]
    # Also the sizes 0 and 1, which mean "to the end" and "64 bits".
    if not text <= end <= min(len(data), start + _LONGEST):
        return False
    try:
        data[text:end].decode()
    except UnicodeDecodeError:
        return False
    return True
