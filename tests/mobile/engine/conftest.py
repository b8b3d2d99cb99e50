"""The engine's bundle, served to the phone's browser."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.conftest import REPOSITORY
from tests.mobile import node
from tests.mobile.conftest import PHONE
from tests.mobile.engine.probe import Probe
from tests.mobile.server import Site, serving

PAGE = """<!doctype html>
<title>probe</title>
<link rel="icon" href="icon.svg">
<script src="probe.js"></script>
"""


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Serve the bundles, the runtime, the shipped model and the golden inputs."""
    build = tmp_path_factory.mktemp("engine")
    node.bundle(Path(__file__).with_name("probe.ts"), build / "probe.js", "--format=iife")
    node.bundle(node.MOBILE / "src/engine/worker.ts", build / "worker.js", "--format=iife")
    (build / "index.html").write_text(PAGE, "utf-8")
    shutil.copy(REPOSITORY / "assets" / "icons" / "petsight.svg", build / "icon.svg")
    folders = {
        "": build,
        "runtime": node.RUNTIME,
        "models": REPOSITORY / "assets" / "models",
        "golden": REPOSITORY / "assets" / "golden" / "inputs",
        "tests": REPOSITORY / "tests" / "data",
    }
    with serving(folders) as running:
        yield running


@pytest.fixture(scope="module")
def probe(browser: Browser, site: Site) -> Iterator[Probe]:
    """Return a page at phone size that holds the engine."""
    context = browser.new_context(**PHONE)
    try:
        yield Probe(context.new_page(), site)
    finally:
        context.close()
