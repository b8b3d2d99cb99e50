"""Choose a TFLite runtime: LiteRT, then its predecessor, then TensorFlow's own."""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any, Final

from petsight.errors import RuntimeMissingError
from petsight.native import standard_error_aside

ENVIRONMENT: Final = "PETSIGHT_RUNTIME"
"""Environment variable that forces one of `RUNTIMES`."""

RUNTIMES: Final = {
    "ai-edge-litert": "ai_edge_litert.interpreter",
    "tflite-runtime": "tflite_runtime.interpreter",
    "tensorflow": "tensorflow.lite.python.interpreter",
}
"""Distribution to module, in order of preference."""


@dataclass(frozen=True, slots=True)
class Runtime:
    """An importable runtime.

    Attributes:
        name: A key of `RUNTIMES`.
        interpreter: The class `Interpreter`.
    """

    name: str
    interpreter: Callable[..., Any]

    @property
    def version(self) -> str:
        """Its installed version, or "unknown" for a build under another distribution name."""
        # Takes longer to import than a picture to answer, so only who asks pays for it.
        metadata = importlib.import_module("importlib.metadata")
        try:
            return str(metadata.version(self.name))
        except metadata.PackageNotFoundError:
            return "unknown"


def load_runtime(name: str | None = None) -> Runtime:
    """Import the first runtime that is installed, or the one asked for.

    Args:
        name: A key of `RUNTIMES`; by default what `PETSIGHT_RUNTIME` says, else any.

    Returns:
        The runtime.

    Raises:
        RuntimeMissingError: The name is unknown, or nothing suitable is installed.
    """
    wanted = name or os.environ.get(ENVIRONMENT) or None
    if wanted is not None and wanted not in RUNTIMES:
        raise RuntimeMissingError(
            f"unknown runtime {wanted!r}; {ENVIRONMENT} may be one of {', '.join(RUNTIMES)}"
        )
    broken = ""
    for candidate in [wanted] if wanted else RUNTIMES:
        try:
            # Another one has nothing to say, and others' words must not be lost for it.
            with standard_error_aside() if candidate == "tensorflow" else nullcontext():
                module = importlib.import_module(RUNTIMES[candidate])
        except ModuleNotFoundError:
            continue
        except ImportError as exc:  # installed, but for another NumPy or an older system
            broken = broken or f"{candidate} is installed but does not load: {exc}"
            continue
        return Runtime(candidate, module.Interpreter)
    missing = f"{wanted or 'a TFLite runtime'} is not installed"
    raise RuntimeMissingError(broken or f"{missing}: pip install {wanted or 'ai-edge-litert'}")
