"""Take a model's answer apart into what each place of the picture contributed."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock
from typing import Final

import numpy as np
from PIL import Image

from petsight.errors import ModelError
from petsight.explain.explanation import Explanation
from petsight.explain.graph import Graph, NoHeadError
from petsight.explain.interior import Interior, Values
from petsight.model import Model
from petsight.preprocess import to_input

_TOLERANCE: Final = 0.05
"""How far the parts' sum may be from the whole, as a share of one logit more than the whole: where
features are whole numbers, their average was rounded once more."""


class Explainer:
    """Makes maps of a model's evidence. Safe to share between threads, and serves one at a time.

    Holds an interpreter that keeps everything: make it when somebody asks, let it go afterwards.
    """

    def __init__(self, model: Model) -> None:
        """Prepare to explain a model's answers.

        Args:
            model: The model.

        Raises:
            ModelError: The answers of this model cannot be taken apart, or its file is no longer
                the one that was loaded.
        """
        self._model = model
        self._lock = Lock()
        self._interior = Interior(model)
        graph = Graph(self._interior.operators(), self._interior.shapes())
        try:
            self._head = graph.find_head(self._interior.output)
        except NoHeadError as exc:
            raise self._refusal(str(exc)) from exc
        self._constants = [
            (
                self._interior.value(layer.weights),
                np.float32(0) if layer.bias is None else self._interior.value(layer.bias),
            )
            for layer in self._head.layers
        ]

    def explain(self, image: Image.Image) -> Explanation:
        """Map the evidence in a picture.

        Args:
            image: What `open_image` returned.

        Returns:
            A map for each label.

        Raises:
            ModelError: The runtime failed, or the parts do not add up to the answer.
        """
        info = self._model.info
        pixels = to_input(image, info.width, info.height)
        with self._lock:
            try:
                scores = self._interior.run(pixels)
            except RuntimeError as exc:
                raise self._refusal(f"it does not run: {exc}") from exc
            logits = self._interior.value(self._head.layers[-1].sums)[0]
            features = [self._interior.value(tensor)[0] for tensor in self._head.features]
            weights, bias = self._as_one_layer()
        evidence = self._divide(features, weights, bias, logits)
        names = (label.name for label in info.labels)
        return Explanation(
            dict(zip(names, scores.tolist(), strict=True)), evidence, self._model.sha256
        )

    def _as_one_layer(self) -> tuple[Values, Values]:
        """Return weights and bias of the one layer that all are together, for the last picture.

        A rectified value passes as it is or counts for nothing, so for one picture the layers are
        linear: those that count for nothing are left out.
        """
        weights, bias = self._constants[-1]
        below = zip(self._constants[:-1], self._head.layers[1:], strict=True)
        for (before, offset), layer in reversed(list(below)):
            passing = weights * (self._interior.value(layer.values).reshape(-1) > 0)
            weights, bias = passing @ before, bias + np.sum(passing * offset, axis=1)
        return weights, np.asarray(bias)

    def _divide(
        self, features: Sequence[Values], weights: Values, bias: Values, logits: Values
    ) -> Values:
        """Weigh each feature map with its slice of the weights, and add up."""
        ends = np.cumsum([feature.shape[-1] for feature in features])
        slices = np.split(weights, ends[:-1], axis=1)
        parts = [
            np.einsum("yxc,lc->lyx", feature, share)
            for feature, share in zip(features, slices, strict=True)
        ]
        whole = np.sum([part.mean(axis=(1, 2)) for part in parts], axis=0) + bias
        if not np.all(np.abs(whole - logits) <= _TOLERANCE * (np.abs(logits) + 1)):
            raise self._refusal("its feature maps do not add up to its answer")
        evidence: Values = np.sum(_at_one_size(parts), axis=0) + np.reshape(bias, (-1, 1, 1))
        evidence.setflags(write=False)
        return evidence

    def _refusal(self, why: str) -> ModelError:
        return ModelError(f"the answers of {self._model.path.name} cannot be explained: {why}")


def _at_one_size(parts: Sequence[Values]) -> list[Values]:
    """Stretch every map to the rows and columns of the finest, and keep its average."""
    rows, columns = (max(part.shape[axis] for part in parts) for axis in (1, 2))
    return [np.stack([_stretched(each, columns, rows) for each in part]) for part in parts]


def _stretched(part: Values, columns: int, rows: int) -> Values:
    if part.shape == (rows, columns):
        return part
    larger = Image.fromarray(part).resize((columns, rows), Image.Resampling.BILINEAR)
    values: Values = np.asarray(larger)
    shifted: Values = values + (part.mean() - values.mean())
    return shifted
