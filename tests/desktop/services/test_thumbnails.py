"""Small pictures: their size, and how many stay in memory."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageChops, ImageStat

from desktop.services.thumbnails import SIDE, ThumbnailCache, make_thumbnail, open_preview
from petsight import ImageError, open_image
from tests.petsight.pictures import encode, flat


def opened(size: tuple[int, int]) -> Image.Image:
    return open_image(flat("PNG", size))


@pytest.mark.parametrize(
    ("size", "wanted"),
    [
        ((500, 375), (250, 188)),
        ((375, 500), (188, 250)),
        ((1600, 1200), (200, 150)),
        ((2 * SIDE, 200), (SIDE, 100)),
        ((2 * SIDE - 1, 200), (2 * SIDE - 1, 200)),
        ((40, 30), (40, 30)),
        ((5000, 2), (193, 1)),
    ],
)
def test_size(size, wanted):
    image = opened(size)
    thumbnail = Image.open(io.BytesIO(make_thumbnail(image)))
    assert (thumbnail.format, thumbnail.size) == ("JPEG", wanted)
    assert image.size == size


def test_a_thumbnail_looks_like_its_picture():
    picture = Image.linear_gradient("L").resize((900, 600)).convert("RGB")
    thumbnail = Image.open(io.BytesIO(make_thumbnail(open_image(encode("PNG", picture)))))
    wanted = picture.resize(thumbnail.size, Image.Resampling.LANCZOS)
    (difference, *_) = ImageStat.Stat(ImageChops.difference(thumbnail, wanted)).mean
    assert difference < 2
    assert len(make_thumbnail(opened((900, 600)))) < 2000


def test_preview(tmp_path):
    path = tmp_path / "upright.jpg"
    exif = Image.Exif()
    exif[274] = 6  # the camera was turned
    path.write_bytes(flat("JPEG", (900, 600), exif=exif))
    assert open_preview(str(path), 300).size == (200, 300)
    assert open_preview(str(path), 5000).size == (600, 900)


def test_preview_of_what_is_no_picture(tmp_path):
    (tmp_path / "a.jpg").write_bytes(b"text")
    with pytest.raises(ImageError, match="this is not a picture"):
        open_preview(str(tmp_path / "a.jpg"), 300)


class Stored(dict[str, bytes]):
    """Thumbnails on the disk; counts who is asked for."""

    def __init__(self) -> None:
        super().__init__({"stored": b"12345"})
        self.asked: list[str] = []

    def load(self, digest: str) -> bytes | None:
        self.asked.append(digest)
        return self.get(digest)


@pytest.fixture
def stored() -> Stored:
    return Stored()


def test_what_is_in_memory_is_not_loaded(stored):
    cache = ThumbnailCache(stored.load)
    cache.put("new", b"1")
    assert [cache.get("new"), cache.get("stored"), cache.get("stored")] == [
        b"1",
        b"12345",
        b"12345",
    ]
    assert stored.asked == ["stored"]


def test_what_is_nowhere_is_asked_for_again(stored):
    cache = ThumbnailCache(stored.load)
    assert [cache.get("none"), cache.get("none")] == [None, None]
    assert stored.asked == ["none", "none"]


def test_what_was_not_used_for_longest_makes_room(stored):
    cache = ThumbnailCache(stored.load, max_bytes=10)
    cache.put("a", b"1234")
    cache.put("b", b"1234")
    assert cache.get("a") == b"1234"
    cache.put("c", b"1234")
    assert [cache.get("a"), cache.get("b"), cache.get("c")] == [b"1234", None, b"1234"]


def test_replacing_counts_once(stored):
    cache = ThumbnailCache(stored.load, max_bytes=10)
    for _ in range(5):
        cache.put("a", b"12345")
    cache.put("b", b"12345")
    assert [cache.get("a"), cache.get("b")] == [b"12345", b"12345"]


def test_a_thumbnail_larger_than_all_room_is_not_kept(stored):
    cache = ThumbnailCache(stored.load, max_bytes=3)
    assert cache.get("stored") == b"12345"
    cache.put("a", b"12")
    assert cache.get("a") == b"12"
