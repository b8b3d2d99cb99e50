"""Find, in a model's graph, the feature maps that it averages and the dense layers behind them.

Only how the operators hang together counts: no name, no index and no size is known beforehand.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import prod
from typing import Final

_DENSE: Final = "FULLY_CONNECTED"
_JOIN: Final = "CONCATENATION"
_AVERAGES: Final = frozenset({"MEAN", "AVERAGE_POOL_2D"})
_SAME_VALUES: Final = frozenset({"RESHAPE", "SQUEEZE", "QUANTIZE", "DEQUANTIZE"})
_INTO_SCORES: Final = _SAME_VALUES | {"LOGISTIC"}
_RECTIFIED: Final = _SAME_VALUES | {"RELU"}


class NoHeadError(Exception):
    """The graph does not end in averaged feature maps and dense layers."""


@dataclass(frozen=True, slots=True)
class Op:
    """An operator of a graph; tensors are numbers.

    Attributes:
        name: What it does, in TFLite's words.
        inputs: What it takes; -1 for what is left out.
        outputs: What it makes.
    """

    name: str
    inputs: tuple[int, ...]
    outputs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Dense:
    """A dense layer, as numbers of tensors.

    Attributes:
        values: What it takes, shape (1, inputs).
        weights: Constant of shape (outputs, inputs).
        bias: Constant of shape (outputs,), or None.
        sums: What it makes, shape (1, outputs).
    """

    values: int
    weights: int
    bias: int | None
    sums: int


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a model.

    Attributes:
        features: Numbers of the feature maps of shape (1, rows, columns, channels), in the order
            in which the first dense layer takes their channels.
        layers: From the features to the logits. Between two of them values are rectified, which
            may be part of the first and is not to be seen here.
    """

    features: tuple[int, ...]
    layers: tuple[Dense, ...]


class Graph:
    """Operators, with the way back from every tensor to what made it."""

    def __init__(self, ops: Iterable[Op], shapes: Mapping[int, tuple[int, ...]]) -> None:
        """Take what an interpreter tells.

        Args:
            ops: In the order in which they run. A delegate's come after those that they replace,
                and are not looked at.
            shapes: Shape of every tensor.
        """
        self._shapes = shapes
        self._makers: dict[int, Op] = {}
        for op in ops:
            for tensor in op.outputs:
                self._makers.setdefault(tensor, op)

    def find_head(self, scores: int) -> Head:
        """Walk back from the scores to the feature maps.

        Args:
            scores: The model's output.

        Returns:
            What lies between.

        Raises:
            NoHeadError: It is something else; the text says what, as part of a sentence.
        """
        op = self._maker(self._pass(scores, _INTO_SCORES))
        if op is None or op.name != _DENSE:
            raise NoHeadError("its scores do not come from a dense layer")
        layers: list[Dense] = []
        while op is not None and op.name == _DENSE:
            layers.insert(0, self._dense(op))
            op = self._maker(self._pass(layers[0].values, _RECTIFIED))
        features = tuple(self._averaged(layers[0].values))
        channels = sum(self._shapes[tensor][-1] for tensor in features)
        if self._shapes[layers[0].weights][-1] != channels:
            raise NoHeadError("its dense layer does not take the features as they are averaged")
        return Head(features, tuple(layers))

    def _dense(self, op: Op) -> Dense:
        values, weights, *bias = op.inputs
        known = self._constant(bias[0]) if bias and bias[0] >= 0 else None
        return Dense(values, self._constant(weights), known, op.outputs[0])

    def _averaged(self, values: int) -> list[int]:
        """Return the feature maps whose averages are these values."""
        tensor = self._pass(values, _SAME_VALUES)
        op = self._maker(tensor)
        if op is not None and op.name == _JOIN:
            return [feature for part in op.inputs for feature in self._averaged(part)]
        if op is None or op.name not in _AVERAGES:
            raise NoHeadError("its dense layer does not follow a global average of feature maps")
        source = op.inputs[0]
        shape = self._shapes[source]
        if len(shape) != 4 or prod(self._shapes[tensor]) != shape[-1]:
            raise NoHeadError("its feature maps are not averaged over the whole picture")
        return [source]

    def _constant(self, tensor: int) -> int:
        """Return where a constant is stored: in half precision, it is widened when the model runs.

        What the widening makes cannot be read: a delegate keeps it to itself.
        """
        source = self._pass(tensor, _SAME_VALUES)
        if self._maker(source) is not None:
            raise NoHeadError("the weights of its dense layer are not constant")
        return source

    def _pass(self, tensor: int, names: frozenset[str]) -> int:
        """Go back over operators of these names."""
        while (op := self._maker(tensor)) is not None and op.name in names:
            tensor = op.inputs[0]
        return tensor

    def _maker(self, tensor: int) -> Op | None:
        return self._makers.get(tensor)
