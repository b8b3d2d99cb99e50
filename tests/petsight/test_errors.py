"""The documented errors: codes never change."""

from __future__ import annotations

import pytest

from petsight import errors

CODES = {
    "PetsightError": "error",
    "ImageError": "image_error",
    "NoSuchFileError": "no_such_file",
    "NotAFileError": "not_a_file",
    "PermissionDeniedError": "no_permission",
    "UnreadableFileError": "unreadable",
    "EmptyFileError": "empty",
    "NotAnImageError": "not_an_image",
    "UnsupportedFormatError": "unsupported_format",
    "TruncatedImageError": "truncated",
    "ImageTooLargeError": "too_large",
    "ModelError": "bad_model",
    "RuntimeMissingError": "no_runtime",
}
CLASSES = {
    name: value
    for name, value in vars(errors).items()
    if isinstance(value, type) and issubclass(value, errors.PetsightError)
}


def test_codes_are_the_documented_ones() -> None:
    assert {name: kind.code for name, kind in CLASSES.items()} == CODES


def test_codes_are_unique() -> None:
    assert len({kind.code for kind in CLASSES.values()}) == len(CLASSES)


@pytest.mark.parametrize("kind", CLASSES.values(), ids=str)
def test_an_error_tells_code_and_sentence(kind: type[errors.PetsightError]) -> None:
    error = kind("what is wrong")
    assert error.to_dict() == {"code": kind.code, "message": "what is wrong"}
    assert str(error) == "what is wrong"


def test_everything_about_one_picture_is_an_image_error() -> None:
    others = {"PetsightError", "ModelError", "RuntimeMissingError"}
    kinds = {name for name, kind in CLASSES.items() if issubclass(kind, errors.ImageError)}
    assert kinds == CODES.keys() - others
