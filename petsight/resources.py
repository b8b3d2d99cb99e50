"""Find the files that come with petsight: models and golden vectors.

A built wheel carries them inside the package; a checkout has them in `assets/`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

_PACKAGE: Final = Path(__file__).resolve().parent
_CHECKOUT: Final = _PACKAGE.parent / "assets"


def assets() -> Path:
    """Return the folder that holds `models/` and `golden/`."""
    packaged = _PACKAGE / "assets"
    return packaged if packaged.is_dir() else _CHECKOUT


def model_path(tier: str = "edge") -> Path:
    """Return where the shipped model of a tier lies, whether or not there is one."""
    return assets() / "models" / f"petsight-{tier}.tflite"
