"""Check an installation: does it decode, resize and answer as it must, and how fast?"""

from __future__ import annotations

import json
import platform
import statistics
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import PIL

from petsight import __version__
from petsight.errors import PetsightError
from petsight.golden import GoldenResult, check_golden
from petsight.model import Model
from petsight.preprocess import PREPROCESS_ID
from petsight.resources import assets

RUNS: Final = 20
TOLERANCE: Final = 1
"""How far, of 255, tensors made by another Pillow may differ and still be called the same."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was tried.

    Attributes:
        name: What was tried.
        passed: Whether it is as it must be.
        detail: What was found, for people.
    """

    name: str
    passed: bool
    detail: str

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {"name": self.name, "passed": self.passed, "detail": self.detail}


@dataclass(frozen=True, slots=True)
class SelfTest:
    """What a self-test found.

    Attributes:
        facts: What is installed, as text: versions, runtime, model, speed. A fact that could not
            be established is None.
        checks: Everything that was tried.
    """

    facts: dict[str, str | float | None] = field(default_factory=dict)
    checks: tuple[Check, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether every check passed."""
        return all(check.passed for check in self.checks)

    def to_dict(self) -> dict[str, Any]:
        """Return the documented JSON form, schema 1."""
        checks = [check.to_dict() for check in self.checks]
        return {"schema": 1, "passed": self.passed, **self.facts, "checks": checks}


def run_self_test(load: Callable[[], Model] = Model) -> SelfTest:
    """Check this installation.

    Args:
        load: Loads the model to check; by default the shipped one. Its failure is a finding.

    Returns:
        What was found.
    """
    facts: dict[str, str | float | None] = {
        "petsight": __version__,
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}",
        "numpy": np.__version__,
        "pillow": PIL.__version__,
        "preprocess_id": PREPROCESS_ID,
        "runtime": None,
        "model": None,
        "model_sha256": None,
        "invoke_ms": None,
    }
    try:
        model = load()
        facts["runtime"] = f"{model.runtime.name} {model.runtime.version}"
        facts["model"] = f"{model.info.name} {model.info.version}"
        facts["model_sha256"] = model.sha256
        facts["invoke_ms"] = round(_median_ms(model), 2)
        checks = [_check_file(model), _check_scores(model)]
    except PetsightError as exc:
        checks = [Check("model", passed=False, detail=exc.message)]
    return SelfTest(facts, (*checks, *_check_preprocessing()))


def _check_file(model: Model) -> Check:
    """Hold the file's hash against the list beside it; its inner hash was verified at loading."""
    sums = model.path.parent / "SHA256SUMS"
    listed = {}
    if sums.is_file():
        lines = [line.split(maxsplit=1) for line in sums.read_text("utf-8").splitlines()]
        listed = {line[1].lstrip("*"): line[0] for line in lines if len(line) == 2}
    wanted = listed.get(model.path.name)
    if wanted is None:
        return Check("model file", passed=True, detail="unchanged since export")
    if wanted != model.sha256:
        return Check("model file", passed=False, detail=f"{sums} lists another hash")
    return Check("model file", passed=True, detail="unchanged since export, listed in SHA256SUMS")


def _check_scores(model: Model) -> Check:
    scores = model.scores(_noise(model))
    passed = bool(np.all((scores >= 0) & (scores <= 1)))
    return Check("model scores", passed, "are probabilities" if passed else f"are {scores}")


def _median_ms(model: Model) -> float:
    pixels = _noise(model)
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        model.scores(pixels)
        times.append((time.perf_counter() - start) * 1e3)
    return statistics.median(times)


def _noise(model: Model) -> Any:
    shape = (1, model.info.height, model.info.width, 3)
    return np.random.default_rng(0).integers(0, 256, shape, dtype=np.uint8)


def _check_preprocessing() -> Iterator[Check]:
    try:
        results = check_golden()
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as exc:
        yield Check("golden pictures", passed=False, detail=str(exc))
        return
    made_with = _golden_pillow()
    tolerance = 0 if PIL.__version__ == made_with else TOLERANCE
    yield from judge_golden(results, tolerance, made_with)


def _golden_pillow() -> str:
    manifest = assets() / "golden" / "manifest.json"
    return str(json.loads(manifest.read_text("utf-8"))["pillow"])


def judge_golden(results: Sequence[GoldenResult], tolerance: int, made_with: str) -> list[Check]:
    """Turn comparisons with the golden vectors into checks.

    Args:
        results: What `check_golden` returned.
        tolerance: How far, of 255, a tensor may differ.
        made_with: The Pillow that the golden vectors were made with.

    Returns:
        One check that sums up, and one for each picture that does not match exactly.
    """
    exact = sum(result.exact for result in results)
    odd = [_judge(result, tolerance) for result in results if not result.exact]
    summary = Check(
        "golden pictures",
        passed=bool(results) and all(check.passed for check in odd),
        detail=f"{exact} of {len(results)} exactly as made with Pillow {made_with}",
    )
    return [summary, *odd]


def _judge(result: GoldenResult, tolerance: int) -> Check:
    if result.error is not None:
        return Check(result.name, result.missing_plugin, result.error)
    close = result.tensors <= tolerance
    verdict = "which is harmless" if close else "which is too much"
    detail = f"differs by {result.tensors} of 255 ({result.rgb} before resizing), {verdict}"
    return Check(result.name, close, detail)
