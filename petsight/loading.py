"""Let Ctrl-C work while modules and a model are loaded."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator


@contextlib.contextmanager
def loading() -> Iterator[None]:
    """Let Ctrl-C end the process on the spot while the block runs; nothing in it needs tidying up.

    A KeyboardInterrupt would not do: C code that imports modules makes an ImportError of it, as
    numpy does, or drops it, so that the run goes on.
    """
    ours = threading.current_thread() is threading.main_thread()
    if not ours or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        yield
        return
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
