"""Where in a picture the evidence for its labels lies, as this device's model sees it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from desktop.services.thumbnails import shrunk

if TYPE_CHECKING:
    from PIL.Image import Image

    from petsight.explain import Explainer
    from petsight.model import Model


@dataclass(frozen=True, slots=True)
class Map:
    """The evidence for one label.

    Attributes:
        score: What the model answers, 0 to 1.
        peak: The strongest heat, 0 to 1; 0 where nothing speaks for the label.
        image: The picture with the heat over it, in mode RGB.
    """

    score: float
    peak: float
    image: Image


@dataclass(frozen=True, slots=True)
class Maps:
    """The evidence for the labels with the highest scores.

    Attributes:
        by_label: In the model's order.
        model_sha256: Hash of the model's file.
    """

    by_label: Mapping[str, Map]
    model_sha256: str


class MapMaker:
    """Makes maps, and keeps what that takes in memory for as long as it lives. For any thread."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: tuple[Model, Explainer] | None = None

    def make(
        self, model: Model, path: str, side: int, most: int, cancelled: Callable[[], bool]
    ) -> Maps | None:
        """Map a picture.

        Args:
            model: This device's model.
            path: The picture's file.
            side: Pixels that a map's longer side may have.
            most: How many labels get a map.
            cancelled: Looked at between the steps.

        Returns:
            The maps, or None if nobody wants them any more.

        Raises:
            ImageError: The picture cannot be opened.
            ModelError: The model's answers cannot be explained.
        """
        from petsight.explain.overlay import paint
        from petsight.image import open_image

        if cancelled():
            return None
        image = open_image(path)
        explainer = self._explainer(model)
        if cancelled():
            return None
        found = explainer.explain(image)
        shown = shrunk(image, side)
        maps = {}
        for label in found.highest(most):
            heat = found.heat(label)
            maps[label] = Map(found.scores[label], float(heat.max()), paint(shown, heat))
        return Maps(maps, found.model_sha256)

    def _explainer(self, model: Model) -> Explainer:
        from petsight.explain import Explainer

        with self._lock:
            if self._kept is None or self._kept[0] is not model:
                self._kept = None  # never two of them in memory
                self._kept = (model, Explainer(model))
            return self._kept[1]
