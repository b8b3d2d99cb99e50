"""petsight tells cats from dogs in photos, on the device.

    >>> import petsight
    >>> petsight.classify("photo.jpg").label
    'cat'

Importing the package is quick: numpy, Pillow and the TFLite runtime load at first use.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from petsight.api import classify
    from petsight.batch import Answer, classify_many
    from petsight.classifier import Classifier, DeviceClassifier
    from petsight.cloud.client import CloudClassifier
    from petsight.errors import CloudError, ImageError, ModelError, PetsightError
    from petsight.image import open_image
    from petsight.labels import Label
    from petsight.model import Model
    from petsight.modelfile import ModelInfo
    from petsight.prediction import Prediction, decide
    from petsight.preprocess import PREPROCESS_ID, to_input
    from petsight.router import Router
    from petsight.source import Limits

__version__: Final = "0.1.0"

__all__ = [
    "PREPROCESS_ID",
    "Answer",
    "Classifier",
    "CloudClassifier",
    "CloudError",
    "DeviceClassifier",
    "ImageError",
    "Label",
    "Limits",
    "Model",
    "ModelError",
    "ModelInfo",
    "PetsightError",
    "Prediction",
    "Router",
    "classify",
    "classify_many",
    "decide",
    "open_image",
    "to_input",
]

_HOMES: Final = {
    "PREPROCESS_ID": "preprocess",
    "Answer": "batch",
    "Classifier": "classifier",
    "CloudClassifier": "cloud.client",
    "CloudError": "errors",
    "DeviceClassifier": "classifier",
    "ImageError": "errors",
    "Label": "labels",
    "Limits": "source",
    "Model": "model",
    "ModelError": "errors",
    "ModelInfo": "modelfile",
    "PetsightError": "errors",
    "Prediction": "prediction",
    "Router": "router",
    "classify": "api",
    "classify_many": "batch",
    "decide": "prediction",
    "open_image": "image",
    "to_input": "preprocess",
}


def __getattr__(name: str) -> Any:
    """Import a public name from its module at first use (PEP 562)."""
    try:
        home = _HOMES[name]
    except KeyError:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None
    value = getattr(importlib.import_module(f"{__name__}.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
