"""Warnings are ignored in the thread that decodes, and nowhere else."""

from __future__ import annotations

import io
import struct
import threading
import warnings
from concurrent.futures import ThreadPoolExecutor

import pytest
from PIL import Image

from petsight.image import open_image
from petsight.quiet import quiet
from tests.petsight.pictures import grey_tiff

# The text of its copyright tag is said to be longer than the file; Pillow warns of it.
DAMAGED = grey_tiff((4, 4), bytes(range(16)), {33432: 8}).replace(
    struct.pack("<HHII", 33432, 4, 1, 8), struct.pack("<HHII", 33432, 2, 5000, 8)
)


def warn() -> None:
    warnings.warn("something", UserWarning, stacklevel=1)


def test_warnings_are_ignored_inside_only() -> None:
    with quiet():
        warn()
    with pytest.raises(UserWarning):
        warn()


def test_nesting() -> None:
    with quiet():
        with quiet():
            warn()
        warn()
    with pytest.raises(UserWarning):
        warn()


def test_an_error_ends_it() -> None:
    with pytest.raises(KeyError), quiet():
        raise KeyError
    with pytest.raises(UserWarning):
        warn()


def test_filters_set_later_do_not_undo_it() -> None:
    with quiet():
        warn()
    warnings.simplefilter("error")
    with quiet():
        warn()


def test_other_threads_keep_their_warnings() -> None:
    inside, done = threading.Event(), threading.Event()

    def decode() -> None:
        with quiet():
            inside.set()
            done.wait(10)

    thread = threading.Thread(target=decode)
    thread.start()
    try:
        assert inside.wait(10)
        with pytest.raises(UserWarning):
            warn()
    finally:
        done.set()
        thread.join()


def test_a_picture_with_a_damaged_tag_is_opened_without_a_word() -> None:
    with pytest.warns(UserWarning, match="tag 33432"), Image.open(io.BytesIO(DAMAGED)) as image:
        image.load()
    warnings.simplefilter("error")
    assert open_image(DAMAGED).getpixel((3, 3)) == (15, 15, 15)


def test_many_threads_at_once() -> None:
    warnings.simplefilter("error")
    with ThreadPoolExecutor(8) as pool:
        images = list(pool.map(open_image, [DAMAGED] * 200))
    assert {image.getpixel((3, 3)) for image in images} == {(15, 15, 15)}
    with pytest.raises(UserWarning):
        warn()
