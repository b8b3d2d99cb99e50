"""Every failure that petsight reports, each with a stable code and a sentence for people.

The code is part of the documented output of the command line and the cloud; the sentence may
change.
"""

from __future__ import annotations

from typing import ClassVar, Literal


class PetsightError(Exception):
    """Base of all errors of petsight.

    Attributes:
        code: A stable, lower-case identifier for programs.
        message: One sentence, without a path, that says what is wrong and, where it helps, what to
            do.
    """

    code: ClassVar[str] = "error"

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message

    def to_dict(self) -> dict[str, str]:
        """Return the documented form, `{"code": ..., "message": ...}`."""
        return {"code": self.code, "message": self.message}


class ImageError(PetsightError):
    """A picture cannot be answered; the next one still can."""

    code = "image_error"


class NoSuchFileError(ImageError):
    """Nothing lies at the path, or a link points to nothing."""

    code = "no_such_file"


class NotAFileError(ImageError):
    """The path is a folder, a pipe, a socket or a device."""

    code = "not_a_file"


class PermissionDeniedError(ImageError):
    """The file exists but may not be read."""

    code = "no_permission"


class UnreadableFileError(ImageError):
    """The disk or the network share failed while the file was read."""

    code = "unreadable"


class EmptyFileError(ImageError):
    """The file has no bytes."""

    code = "empty"


class NotAnImageError(ImageError):
    """The bytes are not a picture in any known format."""

    code = "not_an_image"


class UnsupportedFormatError(ImageError):
    """A known kind of file that petsight does not decode."""

    code = "unsupported_format"


class TruncatedImageError(ImageError):
    """The picture is cut short or damaged."""

    code = "truncated"


class ImageTooLargeError(ImageError):
    """The picture exceeds a limit on bytes, pixels, scans or pieces of its file."""

    code = "too_large"


class FetchError(ImageError):
    """A picture on the web cannot be had; the text does not tell a blocked address from a dead one.

    What cannot be reached and what must not be reached look alike, so that nobody can map a network
    through petsight.
    """

    code = "url_unreachable"


Detail = Literal[
    "offline",
    "timeout",
    "throttled",
    "refused",
    "rejected",
    "server",
    "tls",
    "bad_answer",
    "breaker_open",
    "no_model",
]
"""Why an endpoint gave no answer; `docs/output.md` says what each word means."""


class CloudError(PetsightError):
    """An endpoint gave no answer that can be used.

    Attributes:
        detail: The exact cause.
    """

    code = "cloud_error"

    def __init__(self, message: str, detail: Detail) -> None:
        super().__init__(message)
        self.detail: Detail = detail

    def to_dict(self) -> dict[str, str]:
        """Return the documented form, which has the detail too."""
        return {**super().to_dict(), "detail": self.detail}


class EndpointError(PetsightError):
    """The URL, the key or the signature asked for cannot be used; nothing was sent."""

    code = "bad_endpoint"


class SortingError(PetsightError):
    """A file could not be sorted or brought back and lies where it was; the next one still can."""

    code = "not_sorted"


class DestinationError(PetsightError):
    """Nothing can be sorted into this folder: it is full, read-only, in use or no folder."""

    code = "bad_destination"


class JournalError(PetsightError):
    """A file is not the journal of a sort, or cannot be read or written."""

    code = "bad_journal"


class ModelError(PetsightError):
    """A model file cannot be used; the text names what is wrong with it."""

    code = "bad_model"


class RuntimeMissingError(PetsightError):
    """No TFLite runtime is installed, or the one asked for is not."""

    code = "no_runtime"
