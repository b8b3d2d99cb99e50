"""Print how far MediaPipe agrees with petsight, for every shipped model file."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

import numpy as np

from model_training.split import read_split
from petsight.resources import model_path
from tools.agreement.compare import Agreement, agreement, ask
from tools.agreement.environment import CONSTRAINTS, ROOT

SPLIT: Final = ROOT / "model_training" / "splits" / "petsight.csv"
DATA: Final = ROOT.parent / "shared" / "data"


def main() -> None:
    """Ask about held-out pictures and print the table."""
    parser = argparse.ArgumentParser(prog="python -m tools.agreement", description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA, help="the labelled pictures")
    parser.add_argument("--pictures", type=int, default=200, help="how many (default: 200)")
    options = parser.parse_args()
    pictures = held_out(options.data, options.pictures)
    print(f"{pinned_version()}, {len(pictures)} held-out pictures, against petsight:\n")
    print("| model | who resizes | same top label | largest difference of a score |")
    print("| --- | --- | --- | --- |")
    for model in sorted(model_path().parent.glob("*.tflite")):
        answers = ask(model, pictures)
        for way, who in (("given", "petsight"), ("own", "MediaPipe")):
            print(row(model.stem, who, agreement(answers, way)))


def held_out(data: Path, count: int) -> list[Path]:
    """Pick pictures evenly from the held-out part, which is sorted by folder."""
    paths = [name for name, part in read_split(SPLIT).items() if part == "heldout"]
    places = np.linspace(0, len(paths) - 1, count).round().astype(int)
    return [data / paths[place] for place in places]


def row(model: str, who: str, found: Agreement) -> str:
    """Lay out one line of the table."""
    others = "".join(f", not {path.name}" for path in found.others)
    same = f"{found.same} of {found.pictures}{others}"
    return f"| {model} | {who} | {same} | {found.largest:.2g} |"


def pinned_version() -> str:
    """Return the pinned MediaPipe: "mediapipe 1.2.2"."""
    lines = CONSTRAINTS.read_text(encoding="utf-8").splitlines()
    return next(line for line in lines if line.startswith("mediapipe==")).replace("==", " ")


if __name__ == "__main__":
    main()
