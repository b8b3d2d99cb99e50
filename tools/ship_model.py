"""Put a trained model into `assets/models` and write the hashes anew.

    .venv/bin/python tools/ship_model.py runs/petsight-edge/petsight-edge.tflite

The card, the models' changelog and the figures in README stay a person's work.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
from pathlib import Path
from typing import Final

from petsight.modelfile import read_model_file

MODELS: Final = Path(__file__).resolve().parent.parent / "assets" / "models"


def main() -> None:
    """Copy every model named on the command line, if it is whole."""
    for path in map(Path, sys.argv[1:]):
        info = read_model_file(path).info
        if path.name != f"petsight-{info.tier}.tflite":
            sys.exit(
                f"{path} is not named petsight-{info.tier}.tflite, which is what clients look for"
            )
        shutil.copyfile(path, MODELS / path.name)
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n"
        for path in sorted(MODELS.glob("*.tflite"))
    ]
    (MODELS / "SHA256SUMS").write_text("".join(lines))
    print("".join(lines), end="")


if __name__ == "__main__":
    main()
