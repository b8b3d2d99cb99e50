"""The documented errors: codes never change."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

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
    "FetchError": "url_unreachable",
    "CloudError": "cloud_error",
    "EndpointError": "bad_endpoint",
    "SortingError": "not_sorted",
    "DestinationError": "bad_destination",
    "JournalError": "bad_journal",
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
    more = {"detail": "offline"} if kind is errors.CloudError else {}
    error = kind("what is wrong", *more.values())
    assert error.to_dict() == {"code": kind.code, "message": "what is wrong", **more}
    assert str(error) == "what is wrong"


def test_everything_about_one_picture_is_an_image_error() -> None:
    others = {"PetsightError", "CloudError", "EndpointError", "ModelError", "RuntimeMissingError"}
    others |= {"SortingError", "DestinationError", "JournalError"}
    kinds = {name for name, kind in CLASSES.items() if issubclass(kind, errors.ImageError)}
    assert kinds == CODES.keys() - others


def test_the_pages_on_output_name_every_code_and_every_cause() -> None:
    page = (Path(__file__).parents[2] / "docs" / "output.md").read_text("utf-8")
    page += (Path(__file__).parents[2] / "docs" / "sorting.md").read_text("utf-8")
    named = set(re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE))
    never_alone = {"error", "image_error", "no_runtime", "bad_endpoint"}
    assert named >= set(CODES.values()) - never_alone
    assert named >= set(get_args(errors.Detail))
