"""The bill, against sums worked out by hand."""

from __future__ import annotations

import subprocess
import sys

import pytest

from lambda_service.deploy.cost import cost_of, main
from tests.lambda_service.deploy.support import ROOT


def bill(*args, **options) -> dict[str, float]:
    return {item.name: item.dollars for item in cost_of(*args, **options)}


def test_a_million_calls_of_100_ms_with_1024_mb() -> None:
    """100,000 GB-seconds."""
    found = bill(100, 1024)

    assert found["calls"] == pytest.approx(0.20)
    assert found["computing"] == pytest.approx(1.66667)
    assert found["logs"] == pytest.approx(0.75)
    assert found["answers"] == pytest.approx(0.09)
    assert len(found) == 4


def test_milliseconds_are_rounded_up() -> None:
    assert bill(24.1, 1769) == bill(25, 1769)
    assert bill(25, 1769) != bill(25.1, 1769)


def test_arm_costs_a_fifth_less() -> None:
    assert bill(30, 1769, "arm64")["computing"] / bill(30, 1769)["computing"] == pytest.approx(
        0.8, abs=1e-5
    )


def test_memory_and_number_count() -> None:
    assert bill(30, 2048)["computing"] == pytest.approx(2 * bill(30, 1024)["computing"])
    assert bill(30, 1024, pictures=10) == pytest.approx(
        {name: dollars / 1e5 for name, dollars in bill(30, 1024).items()}
    )


def test_s3_has_reads_and_writes_instead_of_answers() -> None:
    found = bill(100, 1024, from_s3=True)

    assert found["S3 reads"] == pytest.approx(0.80)
    assert found["S3 writes"] == pytest.approx(5.00)
    assert "answers" not in found


def test_guide_shows_what_the_command_prints(capsys: pytest.CaptureFixture[str]) -> None:
    guide = (ROOT / "lambda_service" / "DEPLOY.md").read_text(encoding="utf-8")

    assert main(["--milliseconds", "20"]) == 0

    for line in capsys.readouterr().out.splitlines():
        assert f"    {line}\n" in guide


def test_command_prints_the_arithmetic() -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "lambda_service.deploy.cost",
            "--milliseconds=99.5",
            "--memory=1024",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines() == [
        "calls      $    0.20   1,000,000 x $0.0000002",
        "computing  $    1.67   1,000,000 x 100 ms x 1024 MB = 100,000 GB-s x $0.0000166667",
        "logs       $    0.75   1,000,000 x 1,500 bytes = 1.5 GB x $0.50",
        "answers    $    0.09   1,000,000 x 1,000 bytes = 1 GB x $0.09",
        "together   $    2.71",
    ]
