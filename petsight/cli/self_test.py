"""`petsight self-test`: print what `petsight.selftest` finds."""

from __future__ import annotations

import argparse
import json

from petsight.cli.findings import print_findings
from petsight.loading import loading
from petsight.model import Model
from petsight.selftest import SelfTest, run_self_test


def run(options: argparse.Namespace) -> int:
    """Check the installation and print the findings.

    Args:
        options: What the parser of `self-test` returned.

    Returns:
        0 if everything works, else 1.
    """
    found = run_self_test(loading()(lambda: Model(options.model)))
    if options.json:
        print(json.dumps(found.to_dict(), indent=2))
    else:
        _print(found)
    return 0 if found.passed else 1


def _print(found: SelfTest) -> None:
    facts = {**found.facts}
    speed = facts.pop("invoke_ms")
    pairs = [(name.replace("_", " "), str(value or "none")) for name, value in facts.items()]
    if speed is not None:
        pairs.append(("speed", f"{speed} ms a picture, median, one thread"))
    print_findings(pairs, found.checks, "everything works", "something does not work, see above")
