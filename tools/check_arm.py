"""Hold the answers of models on 64-bit ARM against this machine's.

    python -m tools.check_arm [--pictures 20] [--models FILE ...]

For before a model is shipped: the tests do the same with two pictures. An emulated processor needs
seconds for a small model's answer and a minute for a large one's. As root on Debian 12.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from petsight.resources import assets
from tests.arm.agreement import (
    PROCESSORS_DIFFER,
    ask_arm,
    choose_photos,
    disagreements,
    shipped_models,
)
from tests.arm.user_space import make_user_space
from tests.container.project import CACHE, REPOSITORY


def main() -> int:
    """Ask, compare and print a line for each model.

    Returns:
        0 if every answer is the same within what processors differ, else 1.
    """
    parser = argparse.ArgumentParser(prog="python -m tools.check_arm", description=__doc__)
    parser.add_argument("--pictures", type=int, default=20, metavar="N")
    parser.add_argument(
        "--models", type=Path, nargs="+", metavar="FILE", help="by default all that are shipped"
    )
    options = parser.parse_args()
    models = [path.resolve() for path in options.models or shipped_models()]
    data = Path(os.environ.get("PETSIGHT_DATA", REPOSITORY.parent / "shared" / "data"))
    # The labelled photos are JPEG alone.
    heic = sorted((assets() / "golden" / "inputs").glob("*.heic"))
    photos = [*choose_photos(data, options.pictures), *heic]
    found = ask_arm(make_user_space(CACHE), models, photos)
    good = found["self_test"]["passed"]
    for check in found["self_test"]["checks"]:
        print(f"{check['name']}: {check['detail']}")
    for model in models:
        largest, others = disagreements(model, photos, found["answers"][str(model)])
        same = len(photos) - len(others)
        print(f"{model.name}: {same} of {len(photos)} labels the same, scores within {largest:.1e}")
        good = good and not others and largest <= PROCESSORS_DIFFER
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
