"""`GET /app` and what lies below it, through every kind of HTTP event and over a socket."""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lambda_service.application import Application
from lambda_service.local import LocalServer
from lambda_service.page import read_page
from lambda_service.settings import Settings
from tests.lambda_service.aws_events import HTTP_SHAPES, function_url, http_api
from tests.lambda_service.calling import application, classify, colour, invoke, log_lines
from tests.lambda_service.page_files import HTML, WASM, make_page
from tests.lambda_service.raw_http import ask, connect, receive
from tests.support_model import TINY

SHAPES = pytest.mark.parametrize("shape", HTTP_SHAPES)
KEY = "0123456789abcdef"
SITE = "https://example.org"
WASM_PATH = "/app/engine/run-0a1b2c3d.wasm"


def with_page(folder: Path, connect: tuple[str, ...] = (), **settings: Any) -> Application:
    make_page(folder, connect)
    return Application(Settings(**{"model": TINY, **settings}), read_page(folder))


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Application:
    """The service with a page."""
    return with_page(tmp_path_factory.mktemp("dist"))


def get(
    app: Application,
    path: str,
    headers: dict[str, str] | None = None,
    *,
    method: str = "GET",
    shape: str = "function_url",
) -> tuple[int, dict[str, str], bytes]:
    """Ask for a path; return status, headers and the body's bytes."""
    answer = invoke(app, HTTP_SHAPES[shape](method, path, headers, None))
    assert set(answer) == {"statusCode", "headers", "body", "isBase64Encoded"}
    body = answer["body"]
    content = base64.b64decode(body, validate=True) if answer["isBase64Encoded"] else body.encode()
    return answer["statusCode"], answer["headers"], content


@SHAPES
def test_the_page(app: Application, shape: str) -> None:
    status, headers, body = get(app, "/app/", shape=shape)
    assert (status, body) == (200, HTML)
    assert headers["content-type"] == "text/html; charset=utf-8"
    assert headers["cache-control"] == "no-cache"
    assert headers["vary"] == "accept-encoding"
    assert "content-encoding" not in headers


@SHAPES
def test_a_file_whose_name_says_its_content(app: Application, shape: str) -> None:
    status, headers, body = get(app, WASM_PATH, {"Accept-Encoding": "br, gzip"}, shape=shape)
    assert (status, body) == (200, WASM)
    assert headers["content-type"] == "application/wasm"
    assert headers["cache-control"] == "public, max-age=31536000, immutable"
    assert "vary" not in headers


@SHAPES
def test_without_its_slash_the_page_redirects(app: Application, shape: str) -> None:
    status, headers, body = get(app, "/app", shape=shape)
    assert (status, body) == (308, b"")
    assert headers["location"] == "app/"


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("GZIP", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("br;q=0.000,gzip;q=0", None),
        ("br;q=0.1", "br"),
        ("deflate", None),
        ("", None),
    ],
)
def test_compressed_as_the_browser_takes_it(
    app: Application, accepted: str, coding: str | None
) -> None:
    _, headers, body = get(app, "/app/index.html", {"accept-encoding": accepted})
    assert headers.get("content-encoding") == coding
    forms = {None: HTML, "br": b"brotli stands here", "gzip": gzip.compress(HTML, mtime=0)}
    assert body == forms[coding]


def test_each_form_has_a_tag_of_its_own(app: Application) -> None:
    tags = {
        get(app, "/app/", {"accept-encoding": coding})[1]["etag"] for coding in ("", "br", "gzip")
    }
    assert len(tags) == 3


@pytest.mark.parametrize("known", ["{}", "W/{}", '"other", {}', '"other",W/{}'])
def test_what_the_browser_has_is_not_sent_again(app: Application, known: str) -> None:
    tag = get(app, "/app/")[1]["etag"]
    status, headers, body = get(app, "/app/", {"If-None-Match": known.format(tag)})
    assert (status, body) == (304, b"")
    assert headers["etag"] == tag
    assert headers["cache-control"] == "no-cache"
    assert headers["vary"] == "accept-encoding"


@pytest.mark.parametrize("known", ['"other"', "", "{}x"])
def test_what_the_browser_has_of_another_version_is(app: Application, known: str) -> None:
    tag = get(app, "/app/")[1]["etag"]
    assert get(app, "/app/", {"if-none-match": known.format(tag)})[0] == 200


@SHAPES
def test_head_tells_the_same_without_the_body(app: Application, shape: str) -> None:
    whole, alone = (get(app, "/app/", method=method, shape=shape) for method in ("GET", "HEAD"))
    assert alone == (200, whole[1], b"")


@SHAPES
def test_what_a_browser_must_not_do_with_it(app: Application, shape: str) -> None:
    _, headers, _ = get(app, "/app/", shape=shape)
    policy = dict(rule.split(" ", 1) for rule in headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self' 'wasm-unsafe-eval'"
    assert policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    assert "unsafe-inline" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "camera=(self)" in headers["permissions-policy"]


def test_the_page_may_call_the_endpoint_that_it_was_built_for(tmp_path: Path) -> None:
    app = with_page(tmp_path, (SITE, "http://127.0.0.1:8080"))
    _, headers, _ = get(app, WASM_PATH)
    wanted = f"connect-src 'self' {SITE} http://127.0.0.1:8080"
    assert headers["content-security-policy"].endswith(wanted)


@SHAPES
@pytest.mark.parametrize(
    "path",
    [
        "/app/files.json",
        "/app/index.html.br",
        "/app/nothing",
        "/app//index.html",
        "/app/index.html/",
        "/app/../index.html",
        "/app/engine/../index.html",
        "/app/%2e%2e/%2e%2e/pyproject.toml",
        "/app/engine",
        "/app/\0",
        "/application",
    ],
)
def test_what_is_not_listed_is_not_there(app: Application, shape: str, path: str) -> None:
    status, headers, body = get(app, path, shape=shape)
    assert status == 404
    assert headers["content-type"] == "application/json"
    assert json.loads(body)["error"]["code"] == "not_found"


@pytest.mark.parametrize("path", ["/app", "/app/", WASM_PATH])
def test_the_page_is_only_read(app: Application, path: str) -> None:
    status, headers, _ = get(app, path, method="POST")
    assert (status, headers["allow"]) == (405, "GET, HEAD, OPTIONS")
    status, headers, _ = get(app, path, method="OPTIONS")
    assert (status, headers["allow"]) == (204, "GET, HEAD, OPTIONS")


def test_a_key_guards_pictures_and_not_the_page(tmp_path: Path) -> None:
    app = with_page(tmp_path, keys=(KEY,))
    assert get(app, "/app/")[0] == 200
    assert get(app, WASM_PATH)[0] == 200
    assert classify(app, colour()).status == 401


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_no_other_site_may_read_the_page(tmp_path: Path, method: str) -> None:
    app = with_page(tmp_path, cors_origins=(SITE,))
    _, headers, _ = get(app, "/app/", {"origin": SITE}, method=method)
    assert not [name for name in headers if name.startswith("access-control")]
    assert get(app, "/", {"origin": SITE})[1]["access-control-allow-origin"] == SITE


@SHAPES
@pytest.mark.parametrize("path", ["/app", "/app/", "/app/index.html"])
def test_where_there_is_no_page_a_sentence_says_so(shape: str, path: str) -> None:
    status, _, body = get(application(), path, shape=shape)
    assert status == 404
    assert "without the page" in json.loads(body)["error"]["message"]


@pytest.mark.parametrize("stage", ["prod", "$default", "app", "classify"])
def test_the_stage_in_front_of_the_page(app: Application, stage: str) -> None:
    for path, status in (("/app", 308), ("/app/", 200), (WASM_PATH, 200), ("/health", 200)):
        assert invoke(app, http_api("GET", path, stage=stage))["statusCode"] == status
    event = http_api("POST", "/classify", {"content-type": "image/png"}, colour(), stage=stage)
    assert invoke(app, event)["statusCode"] == 200


def test_the_log_says_what_was_answered_and_not_which_file(
    app: Application, capsys: pytest.CaptureFixture[str]
) -> None:
    tag = get(app, WASM_PATH)[1]["etag"]
    get(app, WASM_PATH, {"if-none-match": tag})
    output = capsys.readouterr().out
    assert [line["status"] for line in log_lines(output)] == [200, 304]
    assert "wasm" not in output


def test_a_file_that_is_gone_is_a_fault_and_the_next_call_is_answered(tmp_path: Path) -> None:
    app = with_page(tmp_path)
    (tmp_path / "index.html").unlink()
    assert invoke(app, function_url("GET", "/app/"))["statusCode"] == 500
    assert get(app, WASM_PATH)[0] == 200


# Over a socket


@pytest.fixture
def url(app: Application) -> Iterator[str]:
    with LocalServer(handler=app.handle) as server:
        yield server.url


def test_the_development_server_sends_the_bytes(url: str) -> None:
    reply = ask(url, "GET", "/app/", headers={"Accept-Encoding": "gzip"})
    assert (reply.status, gzip.decompress(reply.body)) == (200, HTML)
    assert reply.headers["content-encoding"] == "gzip"
    assert ask(url, "GET", WASM_PATH).body == WASM
    again = ask(
        url, "GET", "/app/", headers={"If-None-Match": ask(url, "GET", "/app/").headers["etag"]}
    )
    assert (again.status, again.body) == (304, b"")


def test_the_development_server_claims_no_length_that_a_get_would_not_have(url: str) -> None:
    with connect(url) as connection:
        connection.sendall(b"HEAD /app/ HTTP/1.1\r\n\r\nGET /app HTTP/1.1\r\n\r\n")
        head, redirect = receive(connection, "HEAD"), receive(connection)
    assert head is not None
    assert redirect is not None
    assert head.status == 200
    assert "content-length" not in head.headers
    assert (redirect.status, redirect.headers["content-length"]) == (308, "0")
