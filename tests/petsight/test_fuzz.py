"""Whatever the bytes, `open_image` gives a picture or an `ImageError`, soon and in silence."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from petsight.errors import ImageError
from petsight.image import open_image

INPUTS = Path(__file__).resolve().parents[2] / "assets" / "golden" / "inputs"
# The small ones of each format: the seeds of what follows.
SEEDS = {
    path.name: path.read_bytes()
    for path in sorted(INPUTS.iterdir())
    if path.stat().st_size < 25_000 and not path.name.startswith("orientation-")
}

quick = settings(
    derandomize=True,
    database=None,
    deadline=timedelta(seconds=5),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def check(data: bytes) -> None:
    with contextlib.suppress(ImageError):
        assert open_image(data).mode == "RGB"


@pytest.fixture(autouse=True)
def silence(capfd: pytest.CaptureFixture[str]) -> Iterator[None]:
    """Decoders in C print past Python, so the descriptors themselves are watched."""
    yield
    assert capfd.readouterr() == ("", "")


@st.composite
def edits(draw: st.DrawFn, data: bytes) -> bytes:
    """Overwrite a few bytes, most of them near the start, where headers are."""
    edited = bytearray(data)
    near = st.integers(0, min(400, len(data) - 1))
    anywhere = st.integers(0, len(data) - 1)
    byte = st.one_of(st.sampled_from([0x00, 0x01, 0x7F, 0x80, 0xFF]), st.integers(0, 255))
    for at, value in draw(st.lists(st.tuples(near | anywhere, byte), min_size=1, max_size=8)):
        edited[at] = value
    return bytes(edited)


@settings(quick, max_examples=300)
@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    check(data)


@settings(quick, max_examples=300)
@given(st.sampled_from(sorted(SEEDS)), st.integers(0, 64), st.binary(max_size=300))
def test_any_bytes_behind_a_real_start(name: str, start: int, data: bytes) -> None:
    check(SEEDS[name][:start] + data)


@pytest.mark.parametrize("name", SEEDS)
def test_overwritten(name: str) -> None:
    @settings(quick, max_examples=50)
    @given(edits(SEEDS[name]))
    def overwritten(data: bytes) -> None:
        check(data)

    overwritten()


@pytest.mark.parametrize("name", SEEDS)
def test_cut_and_spliced(name: str) -> None:
    data = SEEDS[name]
    places = st.integers(0, len(data))

    @settings(quick, max_examples=25)
    @given(places, places, st.binary(max_size=40), st.sampled_from(sorted(SEEDS)), st.booleans())
    def spliced(start: int, end: int, between: bytes, other: str, swap: bool) -> None:
        check(data[:start] + between + (SEEDS[other] if swap else data)[end:])

    spliced()
