"""Print what was checked, for people."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from petsight.cli.report import use_encoding
from petsight.cli.text import pad, paint, print_pairs, printable, wants_colour, width
from petsight.selftest import Check


def print_findings(
    facts: Sequence[tuple[str, str]], checks: Sequence[Check], good: str, bad: str
) -> None:
    """Print facts, then one line a check, then the verdict.

    Args:
        facts: Names and values.
        checks: At least one.
        good: The verdict if every check passed.
        bad: The verdict if one did not.
    """
    use_encoding()
    print_pairs(facts)
    print()
    colour = wants_colour(sys.stdout)
    columns = max(width(check.name) for check in checks)
    for check in checks:
        word = paint("ok    ", "green", wanted=colour)
        if not check.passed:
            word = paint("FAILED", "red", wanted=colour)
        print(f"{word}  {pad(printable(check.name), columns)}  {printable(check.detail)}")
    print(f"\n{good if all(check.passed for check in checks) else bad}")
