"""Keep what C++ libraries write to standard error away from people and from logs."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Iterator
from typing import Final

_ONE_AT_A_TIME: Final = threading.Lock()  # two at once would end with standard error at nothing


@contextlib.contextmanager
def standard_error_aside() -> Iterator[None]:
    """Point standard error at nothing while the block runs.

    LiteRT announces its CPU delegate when the first interpreter gets its memory, and TensorFlow
    talks while it is imported; no option and no environment variable turns that off. Whatever goes
    wrong arrives as an exception.

    This is the file descriptor of the whole process: what other threads write to it meanwhile is
    lost too. So a block shall do nothing but the one call that talks.
    """
    with _ONE_AT_A_TIME, contextlib.ExitStack() as stack:
        with contextlib.suppress(OSError):  # closed by whoever started us
            kept = os.dup(2)
            stack.callback(os.close, kept)
            stack.callback(os.dup2, kept, 2)
            nothing = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nothing, 2)
            os.close(nothing)
        yield
