"""Certificates are verified; nothing goes to whoever cannot show a right one."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime, timedelta

import pytest
import trustme

from petsight import CloudClassifier
from petsight.cloud.timing import Timeouts
from tests.petsight.cloud_support import CAT, failure
from tests.petsight.misbehaving import Misbehaving, silent, slow_body


@pytest.fixture
def authority(monkeypatch, tmp_path):
    """An authority that is trusted, as a company's own is."""
    authority = trustme.CA()
    bundle = tmp_path / "bundle.pem"
    authority.cert_pem.write_to_path(str(bundle))
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(bundle))
    return authority


def secure(server: Misbehaving, certificate: trustme.LeafCert) -> Misbehaving:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return server.secure(context)


def url_of(server: Misbehaving) -> str:
    return f"https://localhost:{server.port}"


def test_a_good_certificate(authority):
    with secure(Misbehaving(), authority.issue_cert("localhost")) as server:
        with CloudClassifier(url_of(server)) as cloud:
            assert {cloud.classify(CAT).label for _ in range(5)} == {"cat"}
        assert server.connections == 1


def test_another_name_for_the_variable(authority, monkeypatch, tmp_path):
    monkeypatch.delenv("REQUESTS_CA_BUNDLE")
    monkeypatch.setenv("CURL_CA_BUNDLE", str(tmp_path / "bundle.pem"))
    with (
        secure(Misbehaving(), authority.issue_cert("localhost")) as server,
        CloudClassifier(url_of(server)) as cloud,
    ):
        assert cloud.classify(CAT).label == "cat"


def test_expired(authority):
    past = datetime.now(UTC) - timedelta(days=1)
    certificate = authority.issue_cert("localhost", not_before=past, not_after=past)
    with secure(Misbehaving(), certificate) as server:
        error = failure(url_of(server))
        assert server.seen == []
    assert error.detail == "tls"
    assert error.message == (
        "the endpoint's certificate cannot be trusted: certificate has expired"
    )


def test_for_another_host(authority):
    with secure(Misbehaving(), authority.issue_cert("pets.example.com")) as server:
        error = failure(url_of(server))
        assert server.seen == []
    assert error.detail == "tls"
    assert "not valid for 'localhost'" in error.message


def test_self_signed():
    with secure(Misbehaving(), trustme.CA().issue_cert("localhost")) as server:
        error = failure(url_of(server))
        assert server.seen == []
    assert error.detail == "tls"
    assert "cannot be trusted" in error.message


def test_no_tls_behind_https():
    with Misbehaving() as server:
        error = failure(url_of(server))
        assert server.seen == []
    assert (error.detail, error.message) == (
        "tls",
        "the endpoint does not speak https; on this machine, http:// may be meant",
    )


def test_tls_of_yesterday(authority):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_ciphers("ALL:@SECLEVEL=0")
    with pytest.warns(DeprecationWarning, match="TLSv1"):
        context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1
    authority.issue_cert("localhost").configure_cert(context)
    with Misbehaving().secure(context) as server:
        assert failure(url_of(server)).detail == "tls"
        assert server.seen == []


def test_a_missing_list_of_authorities(monkeypatch, tmp_path):
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "none.pem"))
    with Misbehaving() as server:
        error = failure(url_of(server))
    assert error.detail == "tls"
    assert error.message == "REQUESTS_CA_BUNDLE names a file that does not exist"


@pytest.mark.parametrize("behaviour", [silent, slow_body], ids=["silent", "drips"])
def test_the_deadline_holds_over_tls_too(authority, behaviour):
    with secure(Misbehaving(None, always=behaviour), authority.issue_cert("localhost")) as server:
        assert failure(url_of(server), Timeouts(read=30, total=0.8)).detail == "timeout"
        assert len(server.seen) == 2


def test_a_handshake_that_never_ends(authority):
    with Misbehaving() as server:
        server.mute = True
        assert failure(url_of(server), Timeouts(connect=0.3, total=30)).detail == "timeout"
