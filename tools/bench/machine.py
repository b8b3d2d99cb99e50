"""Say what a measurement was taken on; without that its figures mean nothing."""

from __future__ import annotations

import os
import platform
from pathlib import Path
from typing import Any

import numpy as np
import PIL
import simplejpeg

from petsight import __version__
from petsight.model import Model


def describe(model: Model) -> dict[str, Any]:
    """Return processor, load, versions and the model, for the report."""
    return {
        "processor": _processor(),
        "processors": os.cpu_count(),
        "load_average": [round(load, 2) for load in os.getloadavg()],
        "system": platform.platform(),
        "python": platform.python_version(),
        "petsight": __version__,
        "runtime": f"{model.runtime.name} {model.runtime.version}",
        "numpy": np.__version__,
        "pillow": PIL.__version__,
        "simplejpeg": simplejpeg.__version__,
        "model": f"{model.info.name} {model.info.version}, {model.info.width}x{model.info.height}",
        "model_sha256": model.sha256,
    }


def _processor() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        for line in cpuinfo.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
