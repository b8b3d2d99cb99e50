"""Refuse the HEIC files that would take the whole process down.

pi-heif 1.4 makes Python strings of the types of a file's items without asking whether they are
text, and crashes where a single damaged byte makes them none.
"""

from __future__ import annotations

import re
from typing import Final

# An item info entry (ISO/IEC 14496-12, 8.11.6): its size is in the four bytes
# before this.
_ENTRY: Final = re.compile(rb"infe([\x00-\x03])", re.DOTALL)
_FLAGS: Final = 3
# Item number and protection index, which come before what is text.
_NUMBERS: Final = {0: 4, 1: 4, 2: 4, 3: 6}


def item_types_are_text(data: bytes) -> bool:
    """Tell whether pi-heif can read the item types of a HEIC file.

    Args:
        data: The whole file.

    Returns:
        False where reading them would crash, and for entries of no sensible size.
    """
    return all(_is_text(data, entry) for entry in _ENTRY.finditer(data))


def _is_text(data: bytes, entry: re.Match[bytes]) -> bool:
    start = entry.start() - 4
    end = start + int.from_bytes(data[max(start, 0) : entry.start()], "big")
    text = entry.end() + _FLAGS + _NUMBERS[entry[1][0]]
    if (
        not text <= end <= len(data)
    ):  # also the sizes 0 and 1, which mean "to the end" and "64 bits"
        return False
    try:
        data[text:end].decode()
    except UnicodeDecodeError:
        return False
    return True
