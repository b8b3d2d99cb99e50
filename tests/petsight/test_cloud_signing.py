"""Requests signed for AWS: what is signed, with which scope, and what happens without."""

from __future__ import annotations

import datetime
import hashlib
import hmac
import json
import sys

import pytest
from requests import Request

from petsight import CloudClassifier, CloudError
from petsight.cloud.credentials import Authentication
from petsight.cloud.endpoint import parse_endpoint
from petsight.errors import EndpointError
from tests.petsight.cloud_support import CAT
from tests.petsight.misbehaving import Misbehaving, Seen

KEY = "s3cret-key/with=signs"
FUNCTION = "https://abc123.lambda-url.eu-central-1.on.aws"
JSON = {"Content-Type": "application/json"}
ACCESS_KEY, SECRET_KEY = "AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"


@pytest.fixture
def credentials(monkeypatch):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", ACCESS_KEY)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET_KEY)


def secret_after(*parts: str) -> bytes:
    """The key that AWS derives for a day, a region and a service."""
    secret = f"AWS4{SECRET_KEY}".encode()
    for part in parts:
        secret = hmac.digest(secret, part.encode(), "sha256")
    return secret


def signature_of(seen: Seen, region: str, service: str) -> str:
    """Compute Signature Version 4 anew, as AWS documents it, from what arrived."""
    stamp = seen.headers["x-amz-date"]
    names = seen.headers["authorization"].split("SignedHeaders=")[1].split(",")[0]
    lines = [f"{name}:{seen.headers[name].strip()}\n" for name in names.split(";")]
    payload = hashlib.sha256(seen.body).hexdigest()
    canonical = "\n".join([seen.method, seen.path, "", "".join(lines), names, payload])
    scope = [stamp[:8], region, service, "aws4_request"]
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    text = "\n".join(["AWS4-HMAC-SHA256", stamp, "/".join(scope), digest])
    return hmac.new(secret_after(*scope), text.encode(), "sha256").hexdigest()


def test_a_signature_that_aws_would_accept(credentials, monkeypatch):
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-2")
    monkeypatch.setenv("AWS_SESSION_TOKEN", "token")
    with Misbehaving() as server:
        with CloudClassifier(f"{server.url}/prod", auth="iam") as cloud:
            assert cloud.authentication == "iam"
            assert cloud.classify(CAT).label == "cat"
        for seen in server.seen:
            given = seen.headers["authorization"].rpartition("Signature=")[2]
            assert given == signature_of(seen, "us-east-2", "execute-api")
            assert seen.headers["x-amz-security-token"] == "token"
        today = datetime.datetime.now(datetime.UTC).strftime("%Y%m%d")
        assert (
            f"{ACCESS_KEY}/{today}/us-east-2/execute-api/aws4_request"
            in (server.seen[0].headers["authorization"])
        )


def test_key_and_signature_together(credentials, monkeypatch):
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-2")
    with Misbehaving() as server, CloudClassifier(server.url, KEY, auth="iam") as cloud:
        assert cloud.authentication == "key and iam"
        cloud.classify(CAT)
        assert server.seen[1].headers["x-api-key"] == KEY
        assert "authorization" in server.seen[1].headers


@pytest.mark.parametrize(
    ("url", "scope"),
    [
        (FUNCTION, "eu-central-1/lambda"),
        ("https://a1.execute-api.us-east-1.amazonaws.com/prod", "us-east-1/execute-api"),
    ],
)
def test_hosts_of_aws_are_signed_for_without_being_told(credentials, url, scope):
    authentication = Authentication(parse_endpoint(url), None, signed=False)
    assert authentication.kind == "iam"
    request = Request(
        "POST", f"{url}/classify", data=b"{}", headers=JSON, auth=authentication
    ).prepare()
    assert f"/{scope}/aws4_request" in request.headers["Authorization"]
    given = request.headers["Authorization"].rpartition("Signature=")[2]
    seen = Seen(
        "POST",
        request.path_url,
        {
            **{name.lower(): value for name, value in request.headers.items()},
            "host": url.split("/")[2],
        },
        b"{}",
    )
    assert given == signature_of(seen, *scope.split("/"))


def test_a_key_is_enough_for_a_host_of_aws(credentials):
    assert Authentication(parse_endpoint(FUNCTION), KEY, signed=False).kind == "key"


def test_other_hosts_are_never_signed_for_without_being_told(credentials, monkeypatch):
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-2")
    endpoint = parse_endpoint("https://pets.example.com")
    assert Authentication(endpoint, None, signed=False).kind == "none"


def test_a_host_of_aws_without_credentials_is_asked_unsigned():
    assert Authentication(parse_endpoint(FUNCTION), None, signed=False).kind == "none"


def test_without_botocore(credentials, monkeypatch):
    for name in [name for name in sys.modules if name.partition(".")[0] == "botocore"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "botocore", None)
    assert Authentication(parse_endpoint(FUNCTION), None, signed=False).kind == "none"
    with pytest.raises(EndpointError, match=r"needs botocore: pip install 'petsight\[cloud\]'"):
        CloudClassifier(FUNCTION, auth="iam")


def test_signing_without_credentials():
    with pytest.raises(EndpointError, match="needs credentials"):
        CloudClassifier(FUNCTION, auth="iam")


def test_signing_without_a_region(credentials):
    with pytest.raises(EndpointError, match="needs a region"):
        CloudClassifier("https://pets.example.com", auth="iam")


@pytest.fixture
def helper(monkeypatch, tmp_path):
    """Configure a helper program that hands out credentials, as a company's login does."""
    program = tmp_path / "helper"
    config = tmp_path / "config"
    config.write_text(f"[default]\nregion = eu-west-1\ncredential_process = {program}\n")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(config))

    def write(script: str) -> None:
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)

    return write


def test_credentials_that_cannot_be_had(helper):
    helper("exit 1")
    with pytest.raises(EndpointError, match="configuration cannot be used"):
        CloudClassifier(FUNCTION, auth="iam")
    assert Authentication(parse_endpoint(FUNCTION), None, signed=False).kind == "none"


def test_credentials_that_cannot_be_renewed(helper):
    soon = (datetime.datetime.now(datetime.UTC) + datetime.timedelta(minutes=1)).isoformat()
    document = {"Version": 1, "AccessKeyId": "a", "SecretAccessKey": "s", "Expiration": soon}
    helper(f"echo '{json.dumps(document)}'")
    with Misbehaving() as server, CloudClassifier(server.url, auth="iam") as cloud:
        helper("exit 1")
        with pytest.raises(CloudError, match="cannot be renewed") as caught:
            cloud.classify(CAT)
        assert caught.value.detail == "refused"
        assert server.connections == 0
