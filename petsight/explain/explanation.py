"""What a model saw where: the result of taking its answer apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Explanation:
    """A map for each label, at the resolution of the model's last feature map.

    Attributes:
        scores: The probability of every label, in the model's order: what this device's model
            answers.
        evidence: For every label, what each place of the picture says, float32 (labels, rows,
            columns), read-only. The unit is the logit, the logarithm of the odds: 0 is as good as
            nothing known, above speaks for the label, below against it. The average over the places
            is the logit of the label's score. The first row is the picture's upper edge.
        model_sha256: Hash of the whole model file.
    """

    scores: Mapping[str, float]
    evidence: NDArray[np.float32]
    model_sha256: str

    def highest(self, most: int) -> list[str]:
        """Return the labels with the highest scores, at most so many, in the model's order."""
        highest = sorted(self.scores, key=lambda name: self.scores[name], reverse=True)[:most]
        return [name for name in self.scores if name in highest]

    @property
    def strongest(self) -> str:
        """The label with the highest score."""
        return max(self.scores, key=lambda name: self.scores[name])

    def heat(self, label: str) -> NDArray[np.float32]:
        """Return how strongly each place speaks for a label.

        One measure serves all labels, so that the map of a label without evidence stays cold.

        Args:
            label: Name of a label.

        Returns:
            Values in [0, 1], shape (rows, columns): 0 where nothing speaks for the label, 1 for
            evidence as strong as the strongest for or against any label in this picture.

        Raises:
            KeyError: The model has no such label.
        """
        place = {name: place for place, name in enumerate(self.scores)}[label]
        strongest = float(np.abs(self.evidence).max())
        heat = np.maximum(self.evidence[place], 0) / (strongest or 1.0)
        return np.asarray(heat, dtype=np.float32)
