"""The core answers on 64-bit ARM as it does here, with every shipped model."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import pytest

from tests.arm.agreement import (
    PROCESSORS_DIFFER,
    ask_arm,
    choose_photos,
    disagreements,
    shipped_models,
)
from tests.arm.user_space import UserSpace

pytestmark = pytest.mark.slow

PICTURES: Final = 2
"""For each model; `tools/check_arm.py` takes more, and minutes."""


@pytest.fixture(scope="module")
def pictures(data_dir: Path) -> list[Path]:
    return choose_photos(data_dir, PICTURES)


@pytest.fixture(scope="module")
def found(arm: UserSpace, pictures: list[Path]) -> Any:
    return ask_arm(arm, shipped_models(), pictures)


def test_self_test_passes_and_every_golden_vector_is_exact(found: Any) -> None:
    report = found["self_test"]
    checks = {check["name"]: check["detail"] for check in report["checks"]}
    exact, _, rest = checks["golden pictures"].partition(" of ")

    assert found["machine"] == "aarch64"
    assert report["passed"] is True
    assert report["runtime"].startswith("ai-edge-litert ")
    assert int(exact) == int(rest.split()[0])
    assert int(exact) > 40
    assert set(checks) == {"model file", "model scores", "golden pictures"}


@pytest.mark.parametrize("model", shipped_models(), ids=lambda path: path.name)
def test_photos_are_answered_as_here(found: Any, pictures: list[Path], model: Path) -> None:
    largest, others = disagreements(model, pictures, found["answers"][str(model)])

    assert {picture.parent.name for picture in pictures} == {"cats", "dogs"}
    assert others == []
    assert largest <= PROCESSORS_DIFFER
