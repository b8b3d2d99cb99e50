"""The key of an endpoint, and requests signed for AWS."""

from __future__ import annotations

import contextlib
import importlib
import os
import re
from typing import TYPE_CHECKING, Any, Final

from petsight.cloud.endpoint import Endpoint
from petsight.errors import CloudError, EndpointError

if TYPE_CHECKING:
    from requests import PreparedRequest

KEY_ENVIRONMENT: Final = "PETSIGHT_API_KEY"
KEY_HEADER: Final = "x-api-key"
KEYRING_SERVICE: Final = "petsight"
"""The name in the system's key store; the user name is the endpoint's origin."""

_KEY: Final = re.compile(r"[!-~]{1,512}")


class Authentication:
    """What requests calls with every request, in place of looking into `.netrc`.

    The key appears in one header and nowhere else, not even in the text of an error.
    """

    def __init__(self, endpoint: Endpoint, key: str | None, *, signed: bool) -> None:
        """Find the key, and the credentials to sign with.

        Args:
            endpoint: Who is asked.
            key: What `given_key` returned; if None, the system's key store is asked.
            signed: Whether requests must be signed for AWS. Without a key, those to a host of AWS
                are signed in any case if there are credentials.

        Raises:
            EndpointError: Signing is wanted and impossible.
            CloudError: "refused", for the key in the key store cannot be sent.
        """
        self._key = key or _stored_key(endpoint.origin)
        self._signer: Signer | None = None
        if signed:
            self._signer = Signer(endpoint)
        elif self._key is None and endpoint.aws is not None:
            with contextlib.suppress(EndpointError):
                self._signer = Signer(endpoint)

    @property
    def kind(self) -> str:
        """What an endpoint is shown: "key", "iam", "key and iam" or "none"."""
        shown = [("key", self._key), ("iam", self._signer)]
        return " and ".join(name for name, value in shown if value) or "none"

    def __call__(self, request: PreparedRequest) -> PreparedRequest:
        """Add the key and the signature to a request that is otherwise complete."""
        if self._key is not None:
            request.headers[KEY_HEADER] = self._key
        if self._signer is not None:
            self._signer.sign(request)
        return request


class Signer:
    """Signs with AWS Signature Version 4, by botocore and the credentials that it finds."""

    def __init__(self, endpoint: Endpoint) -> None:
        """Find credentials where the AWS command line finds them.

        Raises:
            EndpointError: botocore, credentials or the region are missing.
        """
        try:
            self._auth = importlib.import_module("botocore.auth")
            self._requests = importlib.import_module("botocore.awsrequest")
            session = importlib.import_module("botocore.session").get_session()
        except ImportError:
            raise EndpointError(
                "signing for AWS needs botocore: pip install 'petsight[cloud]'"
            ) from None
        try:
            region = session.get_config_variable("region")
            self._credentials: Any = session.get_credentials()
        except Exception as exc:  # a broken file, an unknown profile, a helper program that fails
            raise EndpointError(
                "the AWS configuration cannot be used; see `aws configure`"
            ) from exc
        if self._credentials is None:
            raise EndpointError("signing for AWS needs credentials; see `aws configure`")
        # A host that is not AWS's own can only be a custom domain of API Gateway.
        service, region = endpoint.aws or ("execute-api", region)
        if not region:
            raise EndpointError("signing for AWS needs a region: set AWS_DEFAULT_REGION")
        self._scope: Final = (service, region)

    def sign(self, request: PreparedRequest) -> None:
        """Add the headers of a signature over method, URL, body and content type.

        Raises:
            CloudError: "refused": the credentials were there but cannot be had any more.
        """
        signed = self._requests.AWSRequest(
            method=request.method,
            url=request.url,
            data=request.body,
            headers={"content-type": request.headers["content-type"]} if request.body else {},
        )
        try:
            credentials = self._credentials.get_frozen_credentials()
        except Exception as exc:  # a role, a login or a helper program behind them failed
            raise CloudError("the AWS credentials cannot be renewed", "refused") from exc
        self._auth.SigV4Auth(credentials, *self._scope).add_auth(signed)
        request.headers.update(dict(signed.headers.items()))


def given_key(key: str | None = None) -> str | None:
    """Return the key that somebody gave.

    Args:
        key: By default what `PETSIGHT_API_KEY` holds.

    Returns:
        The key, or None.

    Raises:
        EndpointError: It cannot travel in a header. The text does not repeat it.
    """
    key = (os.environ.get(KEY_ENVIRONMENT, "") if key is None else key).strip()
    if key and not _KEY.fullmatch(key):
        raise EndpointError("the key may hold only visible ASCII characters, 512 at most")
    return key or None


def _stored_key(origin: str) -> str | None:
    try:
        keyring = importlib.import_module("keyring")
        found: str | None = keyring.get_password(KEYRING_SERVICE, origin)
    # Not installed, no key store, locked, no session bus: each back end raises what it likes.
    except Exception:  # noqa: BLE001
        return None
    if found is not None and not _KEY.fullmatch(found):
        raise CloudError("the key in the system's key store cannot be sent", "refused")
    return found
