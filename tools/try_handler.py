"""Try an image that is being built: every module, then one picture. A failure stops the build."""

from __future__ import annotations

import base64
import importlib
import io
import pkgutil
import sys
from types import ModuleType, SimpleNamespace

from PIL import Image

import lambda_service
import petsight
from lambda_service.handler import handler


def main() -> None:
    """Import what the handler would only import later, and answer a grey picture."""
    for package in (lambda_service, petsight):
        import_all(package)
    picture = io.BytesIO()
    Image.new("RGB", (640, 480), "grey").save(picture, "JPEG")
    event = {"image": base64.b64encode(picture.getvalue()).decode("ascii")}
    context = SimpleNamespace(aws_request_id="build", get_remaining_time_in_millis=lambda: 60_000)
    answer = handler(event, context)
    if "scores" not in answer:
        sys.exit(f"the handler does not answer a picture: {answer}")


def import_all(package: ModuleType) -> None:
    """Import every module of a package: a library that one of them lacks is missed here."""
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        importlib.import_module(module.name)


if __name__ == "__main__":
    main()
