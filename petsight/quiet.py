"""Keep Pillow's remarks about damaged pictures away from people.

Pillow warns of broken metadata that costs no pixel, and of sizes that `petsight.source.Limits`
judges. A warning would end on a user's terminal or, in a program that turns warnings into errors,
refuse a picture that can be answered.
"""

from __future__ import annotations

import contextlib
import logging
import threading
import warnings
from collections.abc import Iterator
from typing import Any, Final


class _Decoding(threading.local):
    """Stands where a warning filter has its message pattern; matches while this thread decodes.

    `warnings.catch_warnings` changes the whole process and loses filters when threads overlap.
    This filter stays in place and looks at the thread that warns.
    """

    active = False

    def match(self, _message: str, /) -> bool:
        return self.active


_decoding: Final = _Decoding()
_FILTER: Final = ("ignore", _decoding, Warning, None, 0)

# Python prints the errors of a logger that nobody listens to.
logging.getLogger("PIL").addHandler(logging.NullHandler())


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Ignore every warning that this thread causes, and no other thread's."""
    filters: Any = warnings.filters
    if not filters or filters[0] is not _FILTER:  # another filter put in front would win
        filters.insert(0, _FILTER)
    outer = _decoding.active
    _decoding.active = True
    try:
        yield
    finally:
        _decoding.active = outer
