"""The image takes the page for phones in where it was built, and does without it elsewhere."""

from __future__ import annotations

import base64
import gzip
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pytest

from lambda_service.page import FOLDER, LIST, MAX_FORM_BYTES
from tests.container.engine import Engine, EngineError
from tests.container.project import REPOSITORY
from tests.container.running import Container, run_container
from tests.lambda_service.aws_events import function_url
from tests.lambda_service.page_files import HTML, entry, make_page, write_list
from tests.support import require

pytestmark = pytest.mark.slow

IMAGE: Final = "localhost/petsight-lambda:page-test"
LAMBDA_BYTES: Final = 6_291_556


@pytest.fixture
def context(tmp_path: Path) -> Path:
    """Return a folder with all that the image is built from, and no page."""
    for name in ("petsight", "lambda_service", "assets/models"):
        shutil.copytree(REPOSITORY / name, tmp_path / name)
    for name in ("Dockerfile", ".dockerignore", "tools/try_handler.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy2(REPOSITORY / name, tmp_path / name)
    return tmp_path


@contextmanager
def built(engine: Engine, base_image: str, context: Path) -> Iterator[Container]:
    """Build the image of a folder and run it."""
    engine.build(context, IMAGE, BASE_IMAGE=base_image)
    with run_container(engine, IMAGE, "--memory=512m") as running:
        yield running


def get(container: Container, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Ask the function in a container for a path, with headers in Python's spelling."""
    event = function_url("GET", path, {n.replace("_", "-"): v for n, v in headers.items()})
    reply = container.invoke(event)
    assert len(reply.body) < LAMBDA_BYTES
    answer = reply.json()
    return answer["statusCode"], answer["headers"], base64.b64decode(answer["body"])


def test_page_comes_through_the_runtime(engine: Engine, base_image: str, context: Path) -> None:
    make_page(context / "mobile" / "dist")
    with built(engine, base_image, context) as container:
        status, headers, body = get(container, "/app/", accept_encoding="gzip")
        again = get(container, "/app/", accept_encoding="gzip", if_none_match=headers["etag"])
        root = get(container, "/app")

    assert (status, gzip.decompress(body)) == (200, HTML)
    assert headers["content-encoding"] == "gzip"
    assert (again[0], again[2]) == (304, b"")
    assert (root[0], root[1]["location"]) == (308, "app/")


def test_image_is_built_without_a_page(engine: Engine, base_image: str, context: Path) -> None:
    with built(engine, base_image, context) as container:
        answer = container.invoke(function_url("GET", "/app/")).json()
        logs = container.logs()

    assert answer["statusCode"] == 404
    assert "without the page" in json.loads(answer["body"])["error"]["message"]
    assert "the page for phones was not built" in logs


def test_page_that_lambda_could_not_send_stops_the_build(
    engine: Engine, base_image: str, context: Path
) -> None:
    folder = context / "mobile" / "dist"
    listed = make_page(folder)
    large = entry(folder, "model.bin", bytes(MAX_FORM_BYTES + 1), "image/png", "immutable")
    write_list(folder, {**listed, "files": [*listed["files"], large]})

    with pytest.raises(EngineError, match=r"model\.bin has 4,194,305 bytes"):
        engine.build(context, IMAGE, BASE_IMAGE=base_image)


def test_every_file_of_the_real_page_comes_through(container: Container) -> None:
    require((FOLDER / LIST).is_file(), "the page, which `make mobile` builds")
    listed: dict[str, Any] = json.loads((FOLDER / LIST).read_text("utf-8"))
    for file in listed["files"]:
        for coding, form in {"identity": file, **file.get("encodings", {})}.items():
            status, headers, body = get(container, f"/app/{file['path']}", accept_encoding=coding)
            assert (status, headers["content-type"]) == (200, file["type"])
            assert body == (FOLDER / form["path"]).read_bytes(), form["path"]
