"""What can go wrong, and how AWS's own errors become one sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Final

from petsight.errors import PetsightError


class DeployError(PetsightError):
    """The deployment cannot go on; what is done so far stays, and the command can be run again."""

    code: ClassVar[str] = "deploy"


_EXPIRED: Final = (
    "the AWS credentials have expired; sign in again, for example with `aws sso login`"
)
_UNKNOWN: Final = (
    "AWS does not accept these credentials; they are wrong, withdrawn, or the region is not enabled"
    " for this account"
)
_BUSY: Final = "AWS asks for patience; wait a minute and run the command again"

_BY_CODE: Final[Mapping[str, str]] = {
    "ExpiredToken": _EXPIRED,
    "ExpiredTokenException": _EXPIRED,
    "RequestExpired": "AWS finds this computer's clock wrong, or the credentials have expired",
    "InvalidClientTokenId": _UNKNOWN,
    "UnrecognizedClientException": _UNKNOWN,
    "InvalidAccessKeyId": _UNKNOWN,
    "SignatureDoesNotMatch": _UNKNOWN,
    "AuthFailure": _UNKNOWN,
    "OptInRequired": "this account has not enabled the service or the region",
    "Throttling": _BUSY,
    "ThrottlingException": _BUSY,
    "TooManyRequestsException": _BUSY,
    "RequestLimitExceeded": _BUSY,
}
_DENIED: Final = ("AccessDenied", "AccessDeniedException", "AuthorizationError", "403")
_QUOTA: Final = ("LimitExceeded", "QuotaExceeded")


def explain(exc: Exception) -> DeployError:
    """Turn an exception of botocore into a sentence.

    Args:
        exc: A `ClientError` (AWS answered with an error) or a `BotoCoreError` (it was not asked).

    Returns:
        The error to raise from it.
    """
    from botocore.exceptions import ClientError

    return DeployError(_answered(exc) if isinstance(exc, ClientError) else _not_asked(exc))


def code_of(exc: Any) -> str:
    """Return the error code of a `ClientError`, such as `AccessDenied`."""
    return str(exc.response.get("Error", {}).get("Code", ""))


def reason_of(exc: Any) -> str:
    """Return what AWS says about a `ClientError`, as the middle of a sentence."""
    return str(exc.response.get("Error", {}).get("Message") or code_of(exc)).rstrip(". \n")


def _answered(exc: Any) -> str:
    code = code_of(exc)
    if code in _BY_CODE:
        return _BY_CODE[code]
    if code in _DENIED:
        return (
            f"these AWS credentials may not do this ({exc.operation_name}); DEPLOY.md lists the"
            f" rights that a deployment needs. AWS says: {reason_of(exc)}"
        )
    if any(word in code for word in _QUOTA):
        return f"a quota of the AWS account is reached ({exc.operation_name}): {reason_of(exc)}"
    return f"AWS refused {exc.operation_name}: {reason_of(exc)}"


def _not_asked(exc: Exception) -> str:
    from botocore import exceptions

    match exc:
        case exceptions.NoCredentialsError() | exceptions.PartialCredentialsError():
            return (
                "there are no AWS credentials; run `aws configure` or `aws sso login`, or set"
                " AWS_PROFILE"
            )
        case exceptions.SSOError() | exceptions.CredentialRetrievalError():
            return _EXPIRED
        case exceptions.ProfileNotFound():
            return f"{exc} (AWS_PROFILE)"
        case exceptions.ConnectionError() | exceptions.HTTPClientError():
            return f"AWS cannot be reached; is the network up and the region right? ({exc})"
        case _:
            return f"AWS cannot be asked: {str(exc).splitlines()[0].rstrip('.')}"
