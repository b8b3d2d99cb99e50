"""Run a model so that every tensor inside it can be read afterwards."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from petsight.errors import ModelError
from petsight.explain.graph import Op
from petsight.model import Model
from petsight.modelfile import read_model_file
from petsight.quiet import quiet

Values = NDArray[np.float32]


class Interior:
    """An interpreter of its own that keeps what the one that answers throws away. For one thread.

    It is slower and takes more memory; the model that answers stays as it is.
    """

    def __init__(self, model: Model) -> None:
        """Open a model once more.

        Args:
            model: The model; its file is read again.

        Raises:
            ModelError: The file cannot be used or is no longer the one that was loaded.
        """
        file = read_model_file(model.path)
        if file.sha256 != model.sha256:
            raise ModelError(f"{model.path.name} was replaced since it was loaded")
        with quiet():  # the runtimes warn of the memory that this takes
            self._interpreter = model.runtime.interpreter(
                model_content=file.content, num_threads=1, experimental_preserve_all_tensors=True
            )
        self._interpreter.allocate_tensors()
        self._tensors: dict[int, dict[str, Any]] = {
            int(tensor["index"]): tensor for tensor in self._interpreter.get_tensor_details()
        }
        self._input = self._interpreter.get_input_details()[0]
        self.output = int(self._interpreter.get_output_details()[0]["index"])

    def operators(self) -> list[Op]:
        """List the graph's operators in the order in which they run."""
        # No runtime tells this under a public name; all three tell it under this one.
        found = self._interpreter._get_ops_details()
        return [Op(op["op_name"], _numbers(op["inputs"]), _numbers(op["outputs"])) for op in found]

    def shapes(self) -> dict[int, tuple[int, ...]]:
        """Return the shape of every tensor."""
        return {index: _numbers(tensor["shape"]) for index, tensor in self._tensors.items()}

    def run(self, pixels: NDArray[np.uint8]) -> Values:
        """Run the model on one picture.

        Args:
            pixels: What `to_input` returned.

        Returns:
            The scores, shape (labels,).

        Raises:
            RuntimeError: The runtime failed.
        """
        taken = pixels.astype(self._input["dtype"], copy=False)
        self._interpreter.set_tensor(self._input["index"], taken)
        self._interpreter.invoke()
        return self.value(self.output).reshape(-1)

    def value(self, tensor: int) -> Values:
        """Return a copy of a tensor: a constant, or what the last run made of it.

        Whole numbers become what they stand for.
        """
        values = np.asarray(self._interpreter.get_tensor(tensor))
        scaling = self._tensors[tensor]["quantization_parameters"]
        if not len(scaling["scales"]):
            return values.astype(np.float32)
        along = [1] * values.ndim
        along[scaling["quantized_dimension"]] = -1  # one scale in all, or one for each row
        zero, scale = (np.reshape(scaling[name], along) for name in ("zero_points", "scales"))
        meant: Values = ((values.astype(np.float32) - zero) * scale).astype(np.float32)
        return meant


def _numbers(values: Iterable[Any]) -> tuple[int, ...]:
    return tuple(map(int, values))
