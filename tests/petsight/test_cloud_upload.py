"""What leaves this machine: pixels, few of them, and nothing else."""

from __future__ import annotations

import base64
import io

import numpy as np
from PIL import Image

from petsight import Model, open_image, to_input
from petsight.classifier import classify_source
from petsight.cloud.client import request_document
from petsight.cloud.documents import EndpointInfo
from petsight.labels import Label
from tests.petsight.misbehaving import INVOCATIONS
from tests.support_model import TINY

KINDS = ["", INVOCATIONS]


def photo_with_secrets() -> bytes:
    """A JPEG, lying on its side, that tells where, when and by whom it was taken."""
    rng = np.random.default_rng(5)
    pixels = rng.integers(0, 256, (90, 120, 3), dtype=np.uint8)
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x013B] = "SECRET artist"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (48.0, 8.0, 11.0)
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "JPEG", exif=exif, comment=b"SECRET comment", dpi=(7, 7))
    return buffer.getvalue()


def test_exactly_the_pixels_of_to_input_are_uploaded(server, cloud):
    data = photo_with_secrets()
    assert b"SECRET" in data
    classify_source(cloud, data)
    document = server.pictures[0].document
    info = Model(TINY).info
    assert {name: document[name] for name in document if name != "image"} == {
        "preprocess_id": "p1",
        "model_sha256": Model(TINY).sha256,
        "width": info.width,
        "height": info.height,
    }
    png = base64.b64decode(document["image"], validate=True)
    uploaded = Image.open(io.BytesIO(png))
    assert (uploaded.format, uploaded.mode) == ("PNG", "RGB")
    expected = to_input(open_image(data), info.width, info.height)
    assert np.array_equal(np.asarray(uploaded)[np.newaxis], expected)
    # The server's own preprocessing leaves those pixels untouched.
    assert np.array_equal(to_input(open_image(png), info.width, info.height), expected)


def test_nothing_but_pixels_is_uploaded(server, cloud):
    classify_source(cloud, photo_with_secrets())
    png = base64.b64decode(server.pictures[0].document["image"])
    chunks, at = [], 8
    while at < len(png):
        length = int.from_bytes(png[at : at + 4])
        chunks.append(png[at + 4 : at + 8])
        at += length + 12
    assert set(chunks) == {b"IHDR", b"IDAT", b"IEND"}
    assert not Image.open(io.BytesIO(png)).getexif()


def test_twelve_megapixels_of_noise_are_a_small_upload():
    """Noise is the worst case: no photo packs worse."""
    noise = np.random.default_rng(0).integers(0, 256, (3000, 4000, 3), dtype=np.uint8)
    labels = (Label("cat", 0.9, 0.1),)
    info = EndpointInfo("m 1", "0" * 64, 224, 224, labels, "1", cold_start=False)
    buffer = io.BytesIO()
    Image.fromarray(noise).save(buffer, "JPEG", quality=95)
    assert len(request_document(open_image(buffer.getvalue()), info)) < 250_000
    unshrunk = Image.fromarray(noise[:224, :224])
    assert len(request_document(unshrunk, info)) < 250_000
