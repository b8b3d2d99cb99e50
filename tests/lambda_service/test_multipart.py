from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lambda_service.application import Application
from lambda_service.failures import BadRequestError
from lambda_service.multipart import MAX_PARTS, first_file
from tests.lambda_service.calling import classify, colour

TYPE = "multipart/form-data; boundary=XX"


def part(content: bytes, headers: str, boundary: str = "XX") -> bytes:
    return f"--{boundary}\r\n{headers}\r\n\r\n".encode() + content + b"\r\n"


def file(content: bytes, name: str = "a.jpg") -> bytes:
    disposition = f'Content-Disposition: form-data; name="image"; filename="{name}"'
    return part(content, f"{disposition}\r\nContent-Type: image/jpeg")


FIELD = part(b"text", 'Content-Disposition: form-data; name="comment"')
END = b"--XX--\r\n"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"hi",
        b"\r\n",
        b"\r\n\r\n",
        b"ends with a return\r",
        b"\n--XX\n",
        b"a--XX--",
        bytes(range(256)),
        b"\r\n-",
        b"\r\n--X",
    ],
)
def test_the_bytes_of_a_file_stay_as_they_are(content: bytes) -> None:
    assert first_file(file(content) + END, TYPE) == content


@given(st.binary(max_size=300).filter(lambda content: b"\r\n--XX" not in b"\r\n" + content))
def test_any_bytes_stay_as_they_are(content: bytes) -> None:
    assert first_file(FIELD + file(content) + file(b"second") + END, TYPE) == content


def test_the_first_file_counts() -> None:
    assert first_file(FIELD + file(b"one") + file(b"two") + FIELD + END, TYPE) == b"one"


def test_text_around_the_parts_is_ignored() -> None:
    body = b"preamble\r\n" + file(b"one") + END + b"epilogue\r\n" + file(b"two") + END
    assert first_file(body, TYPE) == b"one"
    with pytest.raises(BadRequestError):
        first_file(FIELD + END + file(b"after the end") + END, TYPE)


@pytest.mark.parametrize(
    "content_type",
    [
        'multipart/form-data; boundary="XX"',
        "multipart/form-data;boundary=XX",
        "multipart/form-data; charset=utf-8; BOUNDARY=XX",
        "multipart/form-data; boundary=XX; charset=utf-8",
    ],
)
def test_the_boundary_in_every_notation(content_type: str) -> None:
    assert first_file(file(b"one") + END, content_type) == b"one"


def test_a_boundary_that_wants_quotes() -> None:
    content_type = 'multipart/form-data; boundary="a b;c=\'()+_,-./:?"'
    boundary = "a b;c='()+_,-./:?"
    disposition = 'Content-Disposition: form-data; name="i"; filename="a"'
    body = part(b"one", disposition, boundary) + f"--{boundary}--".encode()
    assert first_file(body, content_type) == b"one"


@pytest.mark.parametrize(
    "content_type",
    [
        "multipart/form-data",
        "multipart/form-data; boundary",
        "multipart/form-data; boundary=",
        'multipart/form-data; boundary=""',
        f"multipart/form-data; boundary={'X' * 71}",
        "multipart/form-data; boundary=Ü",
        "multipart/form-data; boundary*=utf-8''XX",
    ],
)
def test_no_usable_boundary(content_type: str) -> None:
    with pytest.raises(BadRequestError, match="boundary"):
        first_file(file(b"one") + END, content_type)


HOSTILE = {
    "up": "../../../../etc/passwd",
    "quote": 'a\\"b.jpg',
    "semicolon": "a;name=x.jpg",
    "zero": "a\0.jpg",
    "wide": "Kätzchen 猫.jpg",
    "empty": "",
    "long": "a" * 8000,
    "escape": "\x1b[2Ja.jpg",
    "per cent": "%2e%2e%2f%00",
    "encoded word": "=?utf-8?q?a?=",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_the_name_of_a_file_means_nothing(
    app: Application, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    response = classify(app, file(colour("dog"), HOSTILE[name]) + END, TYPE)
    assert (response.status, response.document["label"]) == (200, "dog")
    if HOSTILE[name]:
        assert HOSTILE[name] not in response.body + capsys.readouterr().out


def test_a_name_in_the_extended_notation() -> None:
    disposition = "Content-Disposition: form-data; name=image; filename*=UTF-8''k%C3%A4tzchen.jpg"
    assert first_file(part(b"one", disposition) + END, TYPE) == b"one"


def test_header_names_in_any_case() -> None:
    disposition = 'CONTENT-DISPOSITION: form-data; name="i"; FILENAME="a"'
    assert first_file(part(b"one", disposition) + END, TYPE) == b"one"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"nothing",
        END,
        FIELD + END,
        file(b"cut short"),
        file(b"cut short")[:-30],
        b"--XX\r\n" + END,
        b"--XX\r\nContent-Disposition: form-data; filename=a\r\n" + END,  # no empty line
        b"--XXY\r\nContent-Disposition: form-data; filename=a\r\n\r\none\r\n" + END,
        file(b"one").replace(b"\r\n", b"\n") + END,
        part(b"one", f'X: {"a" * 20_000}\r\nContent-Disposition: form-data; filename="a"') + END,
        part(b"one", "") + END,
        FIELD * (MAX_PARTS + 1) + file(b"one") + END,
    ],
)
def test_what_is_no_form_with_a_file(app: Application, body: bytes) -> None:
    response = classify(app, body, TYPE)
    assert (response.status, response.code) == (400, "bad_request")


@given(st.binary(max_size=200), st.text(max_size=60))
def test_whatever_comes_is_a_file_or_a_refusal(body: bytes, parameters: str) -> None:
    for content_type in (TYPE, f"multipart/form-data;{parameters}"):
        for candidate in (body, b"--XX\r\n" + body + b"\r\n\r\none\r\n" + END):
            with contextlib.suppress(BadRequestError):
                assert isinstance(first_file(candidate, content_type), bytes)
