"""Load a model without what the runtime writes to the terminal."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from petsight.model import Model


def load_model(path: Path | None) -> Model:
    """Load a model quietly.

    LiteRT announces its CPU delegate from C++ when the first interpreter is made. No option and no
    environment variable turns that off, so standard error is put aside for that moment; whatever
    goes wrong arrives as an exception.

    Args:
        path: A model file; by default the shipped one.

    Returns:
        The model.

    Raises:
        ModelError: The file cannot be used.
        RuntimeMissingError: No TFLite runtime is installed.
    """
    with _standard_error_aside():
        return Model(path)


@contextlib.contextmanager
def _standard_error_aside() -> Iterator[None]:
    try:
        kept = os.dup(2)
    except OSError:  # closed by whoever started us
        yield
        return
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 2)
    os.close(nothing)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
