"""The container's benchmark measures everything that it promises."""

from __future__ import annotations

from pathlib import Path

import pytest

from petsight.resources import model_path
from tests.container.running import Container
from tests.support_bench import check_quick_run

pytestmark = pytest.mark.slow

LIMITED = {
    "size added to the base, without cloud model and page",
    "cold start, request to first answer, best",
    "init: import and model, best",
    "500 px: warm handler",
    "memory over 20 requests up to 12 MP, peak",
    "memory over 20 requests up to 12 MP, grown",
}
EXPLAINING = {
    "cold start, median",
    "init, median",
    "500 px: the core, from bytes to answer",
    "500 px: warm round trip, median",
    "empty handler: round trip, median",
    "memory for 12 MP WebP photo",
    "memory for 24 MP progressive JPEG",
    "memory for 24 MP PNG",
    "memory for 24 MP WebP",
    "memory for 24 MP grey PNG of 16 bits",
    "memory for 24 MP PNG with alpha, sideways",
    "memory for 24 MP WebP with alpha, sideways",
    "memory for 24 MP AVIF with alpha",
}


OF_EACH_MODEL = ("cold start", "memory")
if model_path("cloud").is_file():
    EXPLAINING |= {
        f"cloud model: {name}" for name in LIMITED | EXPLAINING if name.startswith(OF_EACH_MODEL)
    }


def test_a_quick_run_reports_every_figure(container: Container, tmp_path: Path) -> None:
    check_quick_run("tools.bench.container", tmp_path, LIMITED, EXPLAINING, may_be_0="grown")
