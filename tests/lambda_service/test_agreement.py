"""The service answers exactly as the device does with the same model."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from lambda_service.application import Application
from lambda_service.settings import Settings
from petsight.classifier import DeviceClassifier
from petsight.image import open_image
from petsight.preprocess import to_input
from petsight.resources import model_path
from tests.lambda_service.aws_events import HTTP_SHAPES
from tests.lambda_service.calling import base64_text, classify, classify_json, invoke, prepared

EACH = 10
FOLDERS = (
    "cats-and-dogs/test/cats",
    "cats-and-dogs/test/dogs",
    "extra/cats",
    "extra/dogs",
    "extra/neither",
)


@pytest.fixture(scope="module")
def shipped() -> Application:
    return Application(Settings(model=model_path()))


@pytest.fixture(scope="module")
def pictures(data_dir: Path) -> list[Path]:
    return [path for folder in FOLDERS for path in sorted((data_dir / folder).iterdir())[:EACH]]


def facts(document: dict[str, object]) -> dict[str, object]:
    return {name: document[name] for name in ("label", "scores", "model_sha256", "preprocess_id")}


def test_fifty_pictures_by_every_way(shipped: Application, pictures: list[Path]) -> None:
    device = DeviceClassifier()
    assert len(pictures) == EACH * len(FOLDERS) == 50
    shapes = list(HTTP_SHAPES)
    for number, path in enumerate(pictures):
        data, shape = path.read_bytes(), shapes[number % 3]
        expected = facts(device.classify(open_image(path)).to_dict())
        assert facts(invoke(shipped, {"image": base64_text(data)})) == expected
        assert facts(classify(shipped, data, "image/jpeg", shape=shape).document) == expected
        by_json = classify_json(shipped, {"image": base64_text(data)}, shape)
        assert facts(by_json.document) == expected


def test_what_the_client_uploads_gives_the_same_scores(
    shipped: Application, pictures: list[Path]
) -> None:
    device, fields = DeviceClassifier(), prepared(shipped)
    for path in pictures[::10]:
        image = open_image(path)
        pixels = to_input(image, fields["width"], fields["height"])[0]
        buffer = io.BytesIO()
        Image.fromarray(pixels).save(buffer, "PNG")
        answer = invoke(shipped, {"image": base64_text(buffer.getvalue()), **fields})
        assert facts(answer) == facts(device.classify(image).to_dict())
