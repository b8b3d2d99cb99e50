"""Run a model file."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from petsight.errors import ModelError
from petsight.modelfile import ModelInfo, read_model_file
from petsight.native import standard_error_aside
from petsight.resources import model_path
from petsight.runtime import Runtime, load_runtime


class Model:
    """A loaded model, safe to share between threads.

    A TFLite interpreter serves one thread at a time. The model keeps a pool of them and adds one
    whenever all are busy, so that there are never more than callers at once; `make bench` compares
    this with one interpreter behind a lock.
    """

    def __init__(
        self,
        path: Path | str | None = None,
        *,
        threads: int = 1,
        runtime: str | None = None,
        interpreters: int = 1,
    ) -> None:
        """Load and verify a model.

        For the tens of milliseconds that the first interpreter takes, this process has no standard
        error: see `petsight.native`.

        Args:
            path: A model file; by default the shipped edge model.
            threads: Threads that one inference may use.
            runtime: A key of `petsight.runtime.RUNTIMES`; by default the first that is installed.
            interpreters: How many to make ahead, at least 1: no other thread of Python's runs while
                one is made, which takes tens of milliseconds.

        Raises:
            ModelError: The file cannot be used; the text says why.
            RuntimeMissingError: No TFLite runtime is installed.
        """
        self.path = Path(path) if path is not None else model_path()
        self._file = read_model_file(self.path)
        self._threads = threads
        self.runtime: Runtime = load_runtime(runtime)
        with standard_error_aside():
            self._idle = deque(self._new_interpreter() for _ in range(interpreters))

    @property
    def info(self) -> ModelInfo:
        """What the model file says about itself."""
        return self._file.info

    @property
    def sha256(self) -> str:
        """Hash of the whole model file, in hexadecimal."""
        return self._file.sha256

    def scores(self, pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
        """Run the model on one picture.

        Args:
            pixels: What `to_input` returned: shape (1, height, width, 3), values in [0, 255].

        Returns:
            Independent probabilities in [0, 1], one for each label, shape (labels,).

        Raises:
            ValueError: The array has another shape or type.
            ModelError: The runtime failed.
        """
        shape = (1, self.info.height, self.info.width, 3)
        if pixels.shape != shape or pixels.dtype != np.uint8:
            raise ValueError(f"uint8 {shape} is wanted, not {pixels.dtype} {pixels.shape}")
        with self._borrowed() as interpreter:
            source = interpreter.get_input_details()[0]
            interpreter.set_tensor(source["index"], pixels.astype(source["dtype"], copy=False))
            try:
                interpreter.invoke()
            except RuntimeError as exc:
                raise self._refusal(exc) from exc
            scores: NDArray[np.float32] = interpreter.get_tensor(
                interpreter.get_output_details()[0]["index"]
            )
        return scores.reshape(-1)

    @contextmanager
    def _borrowed(self) -> Iterator[Any]:
        try:
            interpreter = self._idle.pop()  # atomic, and the last used is the warmest
        except IndexError:
            interpreter = self._new_interpreter()
        try:
            yield interpreter
        finally:
            self._idle.append(interpreter)

    def _new_interpreter(self) -> Any:
        try:
            interpreter = self.runtime.interpreter(
                model_content=self._file.content, num_threads=self._threads
            )
            interpreter.allocate_tensors()
        except (ValueError, RuntimeError) as exc:
            raise self._refusal(exc) from exc
        self._check_tensors(interpreter)
        return interpreter

    def _refusal(self, cause: Exception) -> ModelError:
        runtime = f"{self.runtime.name} {self.runtime.version}"
        return ModelError(f"{self.path.name} does not run in {runtime}: {cause}")

    def _check_tensors(self, interpreter: Any) -> None:
        inputs, outputs = interpreter.get_input_details(), interpreter.get_output_details()
        wanted = ([1, self.info.height, self.info.width, 3], [1, len(self.info.labels)])
        shapes = [list(map(int, tensor["shape"])) for tensor in (*inputs, *outputs)]
        if shapes != list(wanted):
            raise ModelError(f"{self.path.name} has tensors {shapes}; its metadata say {wanted}")
        types = inputs[0]["dtype"], outputs[0]["dtype"]
        if types[0] not in (np.uint8, np.float32) or types[1] is not np.float32:
            raise ModelError(f"{self.path.name} has tensors of an unsupported type")
