"""What people drop, paste and name, and what applications make of it on the way."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.services.dropped import Dropped, parse_uri_list, sort_out

NOTHING = Dropped()


def paths(data: bytes) -> list[bytes]:
    dropped = parse_uri_list(data, windows=False)
    assert dropped == Dropped(paths=dropped.paths)
    return [os.fsencode(path) for path in dropped.paths]


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (b"file:///a/b.jpg\r\nfile:///c.png\r\n", [b"/a/b.jpg", b"/c.png"]),
        (b"file:///a.jpg\nfile:///b.jpg", [b"/a.jpg", b"/b.jpg"]),
        (b"# a comment\r\n\r\nfile:///a.jpg\r\n#file:///b.jpg\r\n", [b"/a.jpg"]),
        (b"file://localhost/a.jpg", [b"/a.jpg"]),
        (b"FILE://LocalHost/a.jpg", [b"/a.jpg"]),
        (b"file:/a.jpg", [b"/a.jpg"]),
        (b"/a b.jpg", [b"/a b.jpg"]),
        (b"  file:///a.jpg  ", [b"/a.jpg"]),
        (b"file:///with%20space/100%25.jpg", [b"/with space/100%.jpg"]),
        ("file:///katze/\u732b%E7%8C%AB.jpg".encode(), "/katze/\u732b\u732b.jpg".encode()),
        (b"file:///caf%E9.jpg", [b"/caf\xe9.jpg"]),
        (b"file:///caf\xe9.jpg", [b"/caf\xe9.jpg"]),
        (b"file:///a%0Ab.jpg", [b"/a\nb.jpg"]),
        (b"file:///a#1?.jpg", [b"/a#1?.jpg"]),
        (b"file:///a%2.jpg", [b"/a%2.jpg"]),
        (b"file:///a.jpg\nfile:/a.jpg\n/a.jpg", [b"/a.jpg"]),
        (
            b"file:///a%2\nfile:///b%00.jpg\n/c%20\xe9.jpg\nfile:///d%C3\nfile:///%A9",
            [b"/a%2", b"/c%20\xe9.jpg", b"/d\xc3", b"/\xa9"],
        ),
    ],
)
def test_files(data, wanted):
    assert paths(data) == (wanted if isinstance(wanted, list) else [wanted])


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\r\n\r\n",
        b"file://server/share/a.jpg",
        b"file://192.0.2.1/a.jpg",
        b"file:a.jpg",
        b"file:",
        b"file:///a%00b.jpg",
        b"/a\0b.jpg",
        b"a.jpg",
        b"ftp://example.org/a.jpg",
        b"javascript:alert(1)",
        b"data:image/png;base64,AAAA",
        b"\xff\xfe\x00f\x00i",
        b"http://",
        b"https://a b",
    ],
)
def test_what_makes_no_sense_is_passed_over(data):
    assert parse_uri_list(data, windows=False) == NOTHING


def test_links_and_models():
    data = b"https://example.org/a.jpg\r\nHTTP://x.org\r\nfile:///m/My%20Model.TFLITE\r\n/b.jpg"
    assert parse_uri_list(data, windows=False) == Dropped(
        ["/b.jpg"], ["https://example.org/a.jpg", "HTTP://x.org"], ["/m/My Model.TFLITE"]
    )


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        (b"file:///C:/Users/Ada/cat%20one.jpg", "C:\\Users\\Ada\\cat one.jpg"),
        (b"file:///C|/cat.jpg", "C:\\cat.jpg"),
        (b"file:///c%3A/cat.jpg", "c:\\cat.jpg"),
        (b"file://localhost/D:/cat.jpg", "D:\\cat.jpg"),
        (b"file:/D:/%C3%A4.jpg", "D:\\\u00e4.jpg"),
    ],
)
def test_paths_of_windows(line, wanted):
    assert parse_uri_list(line, windows=True).paths == [wanted]


def test_shares_of_windows_belong_to_other_machines():
    assert parse_uri_list(b"file://server/share/cat.jpg", windows=True) == NOTHING


@given(st.binary())
def test_any_bytes(data):
    parse_uri_list(data, windows=False)
    parse_uri_list(data, windows=True)


@given(st.binary(min_size=1).filter(lambda name: not {0, 47} & set(name)))
def test_any_name_comes_through(name):
    uri = b"file:///d/" + b"".join(b"%%%02X" % byte for byte in name)
    dropped = parse_uri_list(uri, windows=False)
    assert [*dropped.paths, *dropped.models] == [os.fsdecode(b"/d/" + name)]


def test_names_are_sorted_out(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    names = ["a.jpg", "/b/../c", "https://example.org/x.jpg", "m.tflite", "", "a.jpg"]
    assert sort_out(names) == Dropped(
        [str(tmp_path / "a.jpg"), "/b/../c"],
        ["https://example.org/x.jpg"],
        [str(Path(tmp_path, "m.tflite"))],
    )
