"""The benchmark measures everything that it promises; how fast is not a test's business."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from tools.bench import pictures
from tools.bench.figures import Figure, table

REPOSITORY = Path(__file__).resolve().parents[1]
LIMITED = {
    "500 px: path to answer",
    "12 MP: path to answer",
    "petsight classify one.jpg, best",
    "import petsight, beyond bare Python",
    "2 workers against 1",
    "memory grown after 240 pictures",
}
EXPLAINING = {
    "floor: bare invoke",
    "floor: scaled decode of 12 MP alone",
    *(f"{size}: {stage}" for size in ("500 px", "12 MP") for stage in ("open", "resize", "invoke")),
    "petsight classify one.jpg, median",
    "import petsight, whole process",
    "bare Python, whole process",
    "1 worker, a plain loop",
    "2 workers, a pool of interpreters",
    "2 workers, one interpreter and a lock",
    "pool against lock",
    "memory after 200 pictures",
}
DIFFERENCES = {"memory grown after 240 pictures", "import petsight, beyond bare Python"}


@pytest.mark.slow
def test_a_quick_run_reports_every_figure(tmp_path: Path) -> None:
    model = Path("tests", "data", "tiny.tflite")
    bench = [sys.executable, "-m", "tools.bench", "--quick"]
    done = subprocess.run(
        [*bench, "--model", model, "--json", tmp_path / "bench.json"],
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    report = json.loads((tmp_path / "bench.json").read_text(encoding="utf-8"))
    figures = report["figures"]

    assert set(figures) == LIMITED | EXPLAINING
    for name, figure in figures.items():
        assert name in done.stdout
        assert figure["measured"] > 0 or name in DIFFERENCES, name
        assert (figure["wanted"] is not None) == (name in LIMITED), name
    assert report["machine"]["model"].startswith("tiny")


def test_pictures_are_the_same_each_time_and_as_large_as_photos() -> None:
    large = pictures.photo(pictures.LARGE, seed=0)

    assert 3e6 < len(large) < 4e6
    assert Image.open(io.BytesIO(large)).size == (4000, 3000)
    assert pictures.photo(pictures.SMALL, seed=1) == pictures.photo(pictures.SMALL, seed=1)
    assert pictures.photo(pictures.SMALL, seed=1) != pictures.photo(pictures.SMALL, seed=2)


@pytest.mark.parametrize(
    ("measured", "at_least", "ok"),
    [(2.0, False, True), (2.1, False, False), (2.0, True, True), (1.9, True, False)],
)
def test_a_figure_is_held_against_its_limit(measured: float, at_least: bool, ok: bool) -> None:
    assert Figure("speed", measured, "x", wanted=2.0, at_least=at_least).ok is ok


def test_the_table_says_what_is_short() -> None:
    text = table(
        [
            Figure("slow", 3.0, "s", wanted=2.0),
            Figure("quick", 1.0, "s", 2.0),
            Figure("free", 1, "s"),
        ]
    )
    lines = {line.split()[0]: line for line in text.splitlines()}

    assert lines["slow"].endswith("<= 2.00 s | short")
    assert lines["quick"].endswith("| ok")
    assert "ok" not in lines["free"]
