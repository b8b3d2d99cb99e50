"""Check an endpoint: what does it serve, does it agree with this device, and how fast is it?"""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from PIL import Image

from petsight.classifier import Classifier
from petsight.cloud.client import CloudClassifier
from petsight.errors import CloudError, ImageError
from petsight.image import open_image
from petsight.prediction import Prediction
from petsight.preprocess import PREPROCESS_ID
from petsight.resources import assets
from petsight.selftest import Check, SelfTest

TOLERANCE: Final = 0.01
"""How far scores of one and the same model may be apart; processors round differently."""


@dataclass(frozen=True, slots=True)
class _Pair:
    device: Prediction
    cloud: Prediction

    @property
    def distance(self) -> float:
        """How far the scores of one model are apart at most, as written in an answer."""
        ours, theirs = (pair.to_dict()["scores"] for pair in (self.device, self.cloud))
        return max(float(abs(ours[name] - theirs[name])) for name in ours)


def check_endpoint(cloud: CloudClassifier, device: Classifier) -> SelfTest:
    """Ask an endpoint about itself and about the golden pictures.

    Args:
        cloud: The endpoint.
        device: Answers the same pictures here. With the same model the scores must agree; with
            another one it is only told how many labels do.

    Returns:
        What was found: `first_ms` is the time to the first answer, a cold start included if
        `cold_start` says so, `warm_ms` the median of a picture's round trip afterwards.

    Raises:
        PetsightError: The device failed.
    """
    facts: dict[str, str | float | None] = {
        "endpoint": cloud.endpoint.url,
        "authentication": None,
        "service": None,
        "model": None,
        "model_sha256": None,
        "preprocess_id": None,
        "input": None,
        "labels": None,
        "first_ms": None,
        "cold_start": None,
        "warm_ms": None,
    }
    try:
        facts["authentication"] = cloud.authentication
        start = time.perf_counter()
        info = cloud.info()
        facts["first_ms"] = round((time.perf_counter() - start) * 1e3, 1)
    except CloudError as exc:
        return SelfTest(facts, (Check("information", passed=False, detail=exc.message),))
    facts |= {
        "service": f"petsight {info.service_version}",
        "model": info.model,
        "model_sha256": info.model_sha256,
        "preprocess_id": PREPROCESS_ID,
        "input": f"{info.width} x {info.height}",
        "labels": ", ".join(label.name for label in info.labels),
        "cold_start": info.cold_start,
    }
    pairs: list[_Pair] = []
    failures: list[CloudError] = []
    for image in _golden_pictures():
        try:
            pairs.append(_Pair(device.classify(image), cloud.classify(image)))
        except CloudError as exc:
            failures.append(exc)
    if pairs:
        network = [pair.cloud.timings_ms["network"] for pair in pairs]
        facts["warm_ms"] = round(statistics.median(network), 1)
    described = Check("information", passed=True, detail="complete, for this petsight")
    return SelfTest(facts, (described, _check_answers(pairs, failures), _check_agreement(pairs)))


def _golden_pictures() -> Iterator[Image.Image]:
    for path in sorted((assets() / "golden" / "inputs").iterdir()):
        try:
            yield open_image(path)
        except ImageError:  # a format whose plug-in is not installed
            continue


def _check_answers(pairs: Sequence[_Pair], failures: Sequence[CloudError]) -> Check:
    detail = f"{len(pairs)} of {len(pairs) + len(failures)} answered"
    if failures:
        detail += f"; {failures[0].message}"
    return Check("golden pictures", passed=bool(pairs) and not failures, detail=detail)


def _check_agreement(pairs: Sequence[_Pair]) -> Check:
    name = "agreement"
    if not pairs:
        return Check(name, passed=False, detail="nothing to compare")
    own = pairs[0].device
    if pairs[0].cloud.model_sha256 != own.model_sha256:
        same = sum(pair.device.label == pair.cloud.label for pair in pairs)
        detail = (
            f"{same} of {len(pairs)} drawn test pictures answered as by this device's {own.model}; "
            f"{pairs[0].cloud.model} is another model and may differ"
        )
        return Check(name, passed=True, detail=detail)
    if pairs[0].cloud.scores.keys() != own.scores.keys():
        return Check(name, passed=False, detail="it claims this device's model with other labels")
    distance = max(pair.distance for pair in pairs)
    detail = f"scores at most {distance:.6f} apart" if distance else "every score is the same"
    return Check(name, passed=distance <= TOLERANCE, detail=detail)
