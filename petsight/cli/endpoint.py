"""`petsight endpoint check`: print what `petsight.cloud.check` finds."""

from __future__ import annotations

import argparse
import json
from typing import Literal

from petsight.classifier import DeviceClassifier
from petsight.cli.answerer import find_endpoint
from petsight.cli.findings import print_findings
from petsight.cloud.check import check_endpoint
from petsight.cloud.client import CloudClassifier
from petsight.model import Model
from petsight.selftest import SelfTest


def run(options: argparse.Namespace) -> int:
    """Check an endpoint and print the findings.

    Args:
        options: What the parser of `endpoint check` returned.

    Returns:
        0 if the endpoint can be used, else 1.
    """
    auth: Literal["iam"] | None = "iam" if options.sign else None
    with CloudClassifier(find_endpoint(options.endpoint), auth=auth) as cloud:
        found = check_endpoint(cloud, DeviceClassifier(Model(options.model)))
    if options.json:
        print(json.dumps(found.to_dict(), indent=2))
    else:
        _print(found)
    return 0 if found.passed else 1


def _print(found: SelfTest) -> None:
    facts = {name: value for name, value in found.facts.items() if value is not None}
    first, warm, cold = (facts.pop(key, None) for key in ("first_ms", "warm_ms", "cold_start"))
    pairs = [(name.replace("_", " "), str(value)) for name, value in facts.items()]
    if first is not None:
        start = "a cold start" if cold else "no cold start"
        pairs.append(("first answer", f"{first} ms, {start}"))
    if warm is not None:
        pairs.append(("a picture", f"{warm} ms, median round trip"))
    print_findings(pairs, found.checks, "this endpoint works", "this endpoint cannot be relied on")
