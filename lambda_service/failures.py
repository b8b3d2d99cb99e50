"""What can go wrong with a request, and the status and words that it is answered with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from petsight import errors

RETRY_AFTER_S: Final = 30
"""When to ask again a service that cannot answer; a new deployment takes about as long."""


class BadRequestError(errors.PetsightError):
    """The request is not JSON, or a field is missing or of another type."""

    code = "bad_request"


class BadBase64Error(errors.PetsightError):
    """What should be standard base64 is not."""

    code = "bad_base64"


class UnsupportedEventError(errors.PetsightError):
    """No event that this service knows, or one that it is not set up for."""

    code = "unsupported_event"


class NoKeyError(errors.PetsightError):
    """The service asks for a key and none was sent."""

    code = "no_key"


class WrongKeyError(errors.PetsightError):
    """The key that was sent is none of the service's."""

    code = "wrong_key"


class UrlFetchingOffError(errors.PetsightError):
    """A picture's address was sent to a service that fetches none."""

    code = "url_fetching_off"


class NotFoundError(errors.PetsightError):
    """Nothing lies at this path."""

    code = "not_found"


class MethodNotAllowedError(errors.PetsightError):
    """The path takes other methods.

    Attributes:
        allow: Those methods, as in the header `allow`.
    """

    code = "method_not_allowed"

    def __init__(self, allow: str) -> None:
        super().__init__(f"this path takes {allow} only")
        self.allow = allow


class OtherModelError(errors.PetsightError):
    """The picture was prepared for a model that is not the serving one."""

    code = "other_model"


class UnsupportedMediaTypeError(errors.PetsightError):
    """The body is of a kind that the service does not take."""

    code = "unsupported_media_type"


# Sentences of the core that name a file, a library or what to install are for who runs the service
# and not for who asks it; those are replaced.
TABLE: Final[Mapping[type[errors.PetsightError], tuple[int, str | None]]] = {
    BadRequestError: (400, None),
    BadBase64Error: (400, None),
    UnsupportedEventError: (400, None),
    errors.EmptyFileError: (400, None),
    NoKeyError: (401, None),
    WrongKeyError: (403, None),
    UrlFetchingOffError: (403, None),
    NotFoundError: (404, None),
    MethodNotAllowedError: (405, None),
    OtherModelError: (409, None),
    errors.ImageTooLargeError: (413, None),
    UnsupportedMediaTypeError: (415, None),
    errors.UnsupportedFormatError: (415, "this kind of file is not supported; send JPEG or PNG"),
    errors.NotAnImageError: (422, None),
    errors.TruncatedImageError: (422, None),
    errors.FetchError: (422, None),
    errors.ModelError: (503, "the model of this service cannot be used"),
    errors.RuntimeMissingError: (503, "this service cannot run a model"),
}
"""Error to HTTP status, and a sentence where the error's own is not for callers.

The code is the error's own. Whatever is not listed is 500 `internal`; 429 comes from Lambda itself,
before a function runs.
"""


@dataclass(frozen=True, slots=True)
class Failure:
    """How a failure is answered.

    Attributes:
        status: HTTP status.
        code: Fixed word for programs.
        message: One sentence for people.
        headers: What HTTP wants beside the status.
    """

    status: int
    code: str
    message: str
    headers: Mapping[str, str] = field(default_factory=dict)


INTERNAL: Final = Failure(500, "internal", "something went wrong here; the log has the request id")


def failure_of(exc: Exception) -> Failure:
    """Say how an exception is answered; one that is not in the table tells nothing of itself."""
    row = TABLE.get(type(exc)) if isinstance(exc, errors.PetsightError) else None
    if row is None:
        return INTERNAL
    assert isinstance(exc, errors.PetsightError)
    status, sentence = row
    headers = {"retry-after": str(RETRY_AFTER_S)} if status == 503 else {}
    if isinstance(exc, MethodNotAllowedError):
        headers["allow"] = exc.allow
    return Failure(status, exc.code, sentence or exc.message, headers)
