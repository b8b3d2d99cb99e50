"""What pictures cost on AWS, with the arithmetic.

    python -m lambda_service.deploy.cost --milliseconds 25 --memory 1769

Prices are those that AWS publishes for us-east-1 (aws.amazon.com/lambda/pricing, and /ec2/pricing
for what goes out, /cloudwatch/pricing, /s3/pricing), without the free tier. They change and differ
between regions: look there before you rely on them.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

REQUEST: Final = 0.20e-6
"""US dollars for a call."""
GB_SECOND: Final = {"x86_64": 0.0000166667, "arm64": 0.0000133334}
GB_OUT: Final = 0.09
"""The first 10 TB a month; what comes in is free."""
LOG_GB: Final = 0.50
S3_PUT: Final = 0.005e-3
S3_GET: Final = 0.0004e-3

ANSWER_BYTES: Final = 1_000
"""One answer with its HTTP headers, rounded up."""
LOG_BYTES: Final = 1_500
"""One JSON line of ours and the three lines of Lambda, rounded up."""
PICTURES: Final = 1_000_000


@dataclass(frozen=True)
class Item:
    """One line of a bill.

    Attributes:
        name: What is paid for.
        arithmetic: How it is worked out.
        dollars: US dollars.
    """

    name: str
    arithmetic: str
    dollars: float


def cost_of(
    milliseconds: float,
    memory_mb: int,
    architecture: str = "x86_64",
    pictures: int = PICTURES,
    *,
    from_s3: bool = False,
) -> list[Item]:
    """Work out what pictures cost.

    Args:
        milliseconds: What one call is billed for; Lambda rounds up to whole milliseconds.
        memory_mb: The function's memory; 1024 MB are a GB here, as on the bill.
        architecture: "x86_64" or "arm64".
        pictures: How many.
        from_s3: Whether they arrive in S3 and are answered there. Otherwise they come through the
            Function URL, which costs nothing by itself.

    Returns:
        The lines of the bill. Storage is not among them, for it is paid by the month.
    """
    billed = math.ceil(milliseconds)
    gb_seconds = pictures * billed / 1e3 * memory_mb / 1024
    price = GB_SECOND[architecture]
    arithmetic = f"{pictures:,} x {billed} ms x {memory_mb} MB = {gb_seconds:,.0f} GB-s"
    items = [
        Item("calls", f"{pictures:,} x ${REQUEST:.7f}", pictures * REQUEST),
        Item("computing", f"{arithmetic} x ${price:.10f}", gb_seconds * price),
        _by_size("logs", pictures, LOG_BYTES, LOG_GB),
    ]
    if from_s3:  # the answer looked for, the picture read, the answer written
        items.append(Item("S3 reads", f"{2 * pictures:,} x ${S3_GET:.7f}", 2 * pictures * S3_GET))
        items.append(Item("S3 writes", f"{pictures:,} x ${S3_PUT:.6f}", pictures * S3_PUT))
    else:
        items.append(_by_size("answers", pictures, ANSWER_BYTES, GB_OUT))
    return items


def main(argv: Sequence[str] | None = None) -> int:
    """Print the bill.

    Args:
        argv: The arguments; by default those of the process.

    Returns:
        0.
    """
    parser = argparse.ArgumentParser(
        prog="python -m lambda_service.deploy.cost",
        description="What pictures cost on AWS (us-east-1, without the free tier).",
    )
    parser.add_argument("--milliseconds", type=float, required=True, help="billed for one call")
    parser.add_argument("--memory", type=int, default=1769, metavar="MB", help="default: 1769")
    parser.add_argument("--architecture", choices=tuple(GB_SECOND), default="x86_64")
    parser.add_argument("--pictures", type=int, default=PICTURES, help="default: a million")
    parser.add_argument("--from-s3", action="store_true", help="they arrive in S3")
    options = parser.parse_args(argv)
    items = cost_of(
        options.milliseconds,
        options.memory,
        options.architecture,
        options.pictures,
        from_s3=options.from_s3,
    )
    for item in items:
        sys.stdout.write(f"{item.name:<10} ${item.dollars:>8.2f}   {item.arithmetic}\n")
    sys.stdout.write(f"{'together':<10} ${sum(item.dollars for item in items):>8.2f}\n")
    return 0


def _by_size(name: str, pictures: int, size: int, price: float) -> Item:
    gigabytes = pictures * size / 1e9
    return Item(
        name, f"{pictures:,} x {size:,} bytes = {gigabytes:g} GB x ${price:.2f}", gigabytes * price
    )


if __name__ == "__main__":
    sys.exit(main())
