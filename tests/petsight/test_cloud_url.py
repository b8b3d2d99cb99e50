"""Which URLs are endpoints, and which are refused before anything is sent."""

from __future__ import annotations

import pytest

from petsight import CloudClassifier
from petsight.cloud.endpoint import parse_endpoint
from petsight.errors import EndpointError

FUNCTION = "https://abc123.lambda-url.eu-central-1.on.aws"


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        (FUNCTION, FUNCTION),
        (f"{FUNCTION}/", FUNCTION),
        ("https://pets.example.com/prod/", "https://pets.example.com"),
        ("HTTPS://Pets.Example.com:8443/x", "https://pets.example.com:8443"),
        ("https://pets.example.com:443", "https://pets.example.com"),
        (" http://127.0.0.1:9000\n", "http://127.0.0.1:9000"),
        ("http://127.9.9.9", "http://127.9.9.9"),
        ("http://localhost:8000", "http://localhost:8000"),
        ("http://[::1]:8000", "http://[::1]:8000"),
    ],
)
def test_usable(url, origin):
    endpoint = parse_endpoint(url)
    assert endpoint.origin == origin
    assert not endpoint.url.endswith(("/", "\n"))


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("", "looks like https://example.com or"),
        ("not an address", "looks like https://example.com or"),
        ("pets.example.com", "looks like https://example.com or"),
        ("localhost:8123", "looks like https://example.com or"),
        ("ftp://pets.example.com", "looks like https://example.com or"),
        ("file:///etc/passwd", "looks like https://example.com or"),
        ("https://", "looks like https://example.com or"),
        ("https:///path", "looks like https://example.com or"),
        ("http://pets.example.com", "http:// is for this machine alone"),
        ("http://localhost.example.com", "http:// is for this machine alone"),
        ("http://127.0.0.1.nip.io", "http:// is for this machine alone"),
        ("http://10.0.0.1", "http:// is for this machine alone"),
        ("http://0.0.0.0:80", "http:// is for this machine alone"),
        ("http://2130706433", "http:// is for this machine alone"),
        ("http://[::ffff:10.0.0.1]", "http:// is for this machine alone"),
        ("https://me:secret@pets.example.com", "may hold no name and no password"),
        ("https://secret@pets.example.com", "may hold no name and no password"),
        ("http://localhost@evil.example.com", "may hold no name and no password"),
        ("https://pets.example.com/?key=secret", "neither [?] nor #"),
        ("https://pets.example.com/?", "neither [?] nor #"),
        ("https://pets.example.com/#secret", "neither [?] nor #"),
        ("https://pets.example.com/secret path", "no blanks, no backslashes"),
        ("https://pets.exämple.com/", "no blanks, no backslashes"),
        ("https://pets.example.com\\@secret", "no blanks, no backslashes"),
        ("https://pets.example.com/\r\nsecret: 1", "no blanks, no backslashes"),
        ("https://pets.example.com:secret", "name or the port"),
        ("https://pets.example.com:99999", "name or the port"),
        ("https://[secret", "name or the port"),
    ],
)
def test_refused(url, sentence):
    with pytest.raises(EndpointError, match=sentence) as caught:
        CloudClassifier(url)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "aws"),
    [
        (FUNCTION, ("lambda", "eu-central-1")),
        (
            "https://a1.execute-api.us-east-1.amazonaws.com/prod",
            ("execute-api", "us-east-1"),
        ),
        ("https://abc.lambda-url.eu-central-1.on.aws.example.com", None),
        ("https://pets.example.com", None),
    ],
)
def test_hosts_of_aws(url, aws):
    assert parse_endpoint(url).aws == aws


def test_the_emulator_takes_one_request_at_a_time():
    url = "http://localhost:9000/2015-03-31/functions/function/invocations"
    assert CloudClassifier(url, concurrency=9).concurrency == 1
    assert CloudClassifier("http://localhost:9000", concurrency=9).concurrency == 9


def test_loopback_is_told():
    assert parse_endpoint("https://127.0.0.1").loopback
    assert not parse_endpoint(FUNCTION).loopback
