"""`petsight self-test`: print what `petsight.selftest` finds."""

from __future__ import annotations

import argparse
import json
import sys

from petsight.cli.native import load_model
from petsight.cli.report import use_encoding
from petsight.cli.text import pad, paint, print_pairs, printable, wants_colour, width
from petsight.selftest import SelfTest, run_self_test


def run(options: argparse.Namespace) -> int:
    """Check the installation and print the findings.

    Args:
        options: What the parser of `self-test` returned.

    Returns:
        0 if everything works, else 1.
    """
    found = run_self_test(lambda: load_model(options.model))
    if options.json:
        print(json.dumps(found.to_dict(), indent=2))
    else:
        _print(found)
    return 0 if found.passed else 1


def _print(found: SelfTest) -> None:
    use_encoding()
    facts = {**found.facts}
    speed = facts.pop("invoke_ms")
    pairs = [(name.replace("_", " "), str(value or "none")) for name, value in facts.items()]
    if speed is not None:
        pairs.append(("speed", f"{speed} ms a picture, median, one thread"))
    print_pairs(pairs)
    print()
    colour = wants_colour(sys.stdout)
    columns = max(width(check.name) for check in found.checks)
    for check in found.checks:
        word = paint("ok    ", "green", wanted=colour)
        if not check.passed:
            word = paint("FAILED", "red", wanted=colour)
        print(f"{word}  {pad(printable(check.name), columns)}  {printable(check.detail)}")
    print("\neverything works" if found.passed else "\nsomething does not work, see above")
