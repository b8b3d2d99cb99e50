"""The container sees, prepares and answers pictures exactly as this machine does."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from lambda_service.service import shipped_model
from petsight.classifier import DeviceClassifier, classify_source
from petsight.model import Model
from tests.container.engine import Engine
from tests.container.project import REPOSITORY
from tests.container.running import INSIDE, Container, run_script
from tests.container.test_requirements import pins

GOLDEN = REPOSITORY / "assets" / "golden"
pytestmark = pytest.mark.slow

SENT_WHOLE = 4_000_000
"""Files of more bytes are too large for one request."""


@pytest.fixture(scope="module")
def found(engine: Engine, image: str) -> Any:
    """Return what the image's own Python says of golden vectors and versions."""
    mount = f"--volume={GOLDEN}:/var/task/petsight/assets/golden:ro"
    return run_script(engine, image, INSIDE / "agreement.py", mount)


def test_fifty_photos_are_answered_as_on_the_device(container: Container, data_dir: Path) -> None:
    photos = sorted(data_dir.glob("cats-and-dogs/test/*/*.jpg"))
    small = [path for path in photos if path.stat().st_size < SENT_WHOLE]
    chosen = small[:: len(small) // 50][:50]
    classifier = DeviceClassifier(Model(shipped_model()))

    assert len(chosen) == 50
    for path in chosen:
        wanted = classify_source(classifier, path).to_dict()
        answer = container.ask(path.read_bytes()).json()
        for key in ("label", "scores", "model_sha256"):
            assert answer[key] == wanted[key], path.name


def test_golden_vectors_are_exact(found: Any) -> None:
    names = json.loads((GOLDEN / "manifest.json").read_text("utf-8"))["files"]

    assert set(found["golden"].values()) == {"exact"}
    assert len(found["golden"]) > 0.9 * len(names)  # an optional plug-in is left out of the image


def test_installed_is_what_is_required(found: Any) -> None:
    required = pins(REPOSITORY / "lambda_service" / "requirements.txt")
    normal = {re.sub(r"[-_.]+", "-", name): found["versions"][name] for name in found["versions"]}

    assert normal.items() >= required.items()
