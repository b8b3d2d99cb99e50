"""`petsight classify --explain`: a new image beside the same answer."""

from __future__ import annotations

import json
import os
from pathlib import Path
from types import SimpleNamespace

import pytest
from PIL import Image

from petsight.cli import main
from tests.petsight.test_explain import MODELS
from tests.petsight.test_offline import watched
from tests.support_cli import USE_TINY
from tests.support_cli import classify as classify_alone
from tests.support_model import picture


@pytest.fixture
def cat(tmp_path) -> Path:
    return picture(tmp_path / "cat.png")


def test_the_image_beside_the_answer(classify, cat, tmp_path):
    target = tmp_path / "why.png"
    plain = classify("--jsonl", cat)
    found = classify("--jsonl", "--explain", target, cat)
    rows = [json.loads(text.out) for text in (plain, found)]
    for row in rows:
        del row["timings_ms"]
    assert rows[0] == rows[1]
    said = f"petsight: what speaks for each label is drawn in {target}\n"
    assert (found.status, found.err) == (0, said)
    with Image.open(target) as image:
        assert (image.format, image.mode) == ("PNG", "RGB")
        assert image.width > 1000
        assert image.info == {}


def test_a_process_of_its_own_says_nothing_more(cat, tmp_path):
    """Neither a warning of the runtime nor its announcement of a delegate."""
    found = classify_alone("--quiet", "--explain", tmp_path / "why.png", cat)
    assert (found.returncode, found.stderr) == (0, "")
    assert len(found.stdout.splitlines()) == 2
    assert (tmp_path / "why.png").stat().st_size > 1000


def test_standard_input(classify, cat, tmp_path, monkeypatch):
    with cat.open("rb") as file:
        monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=file))
        assert classify("--explain", tmp_path / "why.png", "-").status == 0
    assert (tmp_path / "why.png").exists()


def test_a_folder_with_one_picture(classify, cat, tmp_path):
    target = tmp_path / "maps" / "why.png"
    target.parent.mkdir()
    assert classify("--explain", target, cat.parent).status == 0
    assert target.exists()


def test_several_pictures_are_refused_before_anything_is_answered(classify, cat, tmp_path):
    found = classify("--json", "--explain", tmp_path / "why.png", cat, cat)
    assert found.err == "petsight: --explain takes one picture, and these are 2\n"
    assert (found.status, found.out) == (2, "")
    assert not (tmp_path / "why.png").exists()


def test_nothing_is_overwritten(classify, cat, tmp_path):
    target = tmp_path / "why.png"
    target.write_text("mine")
    found = classify("--explain", target, cat)
    assert found.err == f"petsight: {target} exists already; remove it or give another name\n"
    assert (found.status, found.out, target.read_text()) == (2, "", "mine")


def test_not_even_what_appears_meanwhile(classify, cat, tmp_path, monkeypatch):
    target = tmp_path / "why.png"
    monkeypatch.setattr("petsight.cli.explain._check", lambda target: target.write_text("mine"))
    found = classify("--explain", target, cat)
    assert "exists already" in found.err
    assert (found.status, target.read_text()) == (2, "mine")


def test_a_dangling_link_is_not_followed(classify, cat, tmp_path):
    target = tmp_path / "why.png"
    target.symlink_to(tmp_path / "elsewhere.png")
    assert "exists already" in classify("--explain", target, cat).err
    assert not (tmp_path / "elsewhere.png").exists()


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("why.jpg", "--explain writes a PNG file; {} does not end in .png"),
        ("none/why.png", "{} cannot be written: there is no folder {folder}"),
    ],
)
def test_where_no_image_can_be(classify, cat, tmp_path, name, sentence):
    target = tmp_path / name
    found = classify("--explain", target, cat)
    assert found.err == f"petsight: {sentence.format(target, folder=target.parent)}\n"
    assert (found.status, found.out) == (2, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full disk to be had")
def test_a_full_disk_leaves_nothing(classify, cat, tmp_path, monkeypatch):
    target = tmp_path / "why.png"
    real = Path.open

    def full(path: Path, mode: str) -> object:
        if mode != "xb":
            return real(path, mode)
        real(path, mode).close()
        return real(Path("/dev/full"), "wb", 0)

    monkeypatch.setattr(Path, "open", full)
    found = classify("--explain", target, cat)
    assert found.err == f"petsight: {target} cannot be written (No space left on device)\n"
    assert (found.status, target.exists()) == (2, False)


@pytest.mark.parametrize("form", ["--json", "--jsonl", "--csv"])
def test_a_map_that_fails_leaves_the_answers_whole(classify, cat, tmp_path, monkeypatch, form):
    target = tmp_path / "why.png"
    monkeypatch.setattr("petsight.cli.explain._check", lambda target: target.write_text("mine"))
    plain = classify(form, cat).out
    found = classify(form, "--explain", target, cat)
    assert (found.status, "exists already" in found.err) == (2, True)
    assert len(found.out.splitlines()) == len(plain.splitlines())
    if form == "--json":
        [row] = json.loads(found.out)
        assert row["label"] == "cat"


def test_a_broken_picture_has_no_map(classify, tmp_path):
    (tmp_path / "broken.jpg").write_text("hello")
    found = classify("--explain", tmp_path / "why.png", tmp_path / "broken.jpg")
    assert "this is not a picture" in found.out
    assert found.status == 1
    assert not (tmp_path / "why.png").exists()


def test_no_picture_at_all(classify, tmp_path):
    found = classify("--explain", tmp_path / "why.png", tmp_path)
    assert found.err.startswith(f"petsight: no pictures found in {tmp_path}; ")
    assert not (tmp_path / "why.png").exists()


def test_a_model_without_a_map_is_refused_before_anything_is_answered(capsys, cat, tmp_path):
    flat = str(MODELS / "flat.tflite")
    arguments = ["--model", flat, "--json", "--explain", str(tmp_path / "why.png"), str(cat)]
    assert main(["classify", *arguments]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("petsight: the answers of flat.tflite cannot be explained: ")
    assert captured.err.count("\n") == 1


def test_no_socket_is_opened(cat, tmp_path):
    target = tmp_path / "why.png"
    answers, during = watched(
        ["classify", "--jsonl", *USE_TINY, "-q", "--explain", str(target), str(cat)]
    )
    assert [answer["label"] for answer in answers] == ["cat"]
    assert during == []
    assert target.exists()


def test_the_map_is_this_devices_even_where_the_cloud_answers(classify, server, cat, tmp_path):
    cloud = ("--mode", "cloud", "--endpoint", server.url)
    found = classify("--jsonl", *cloud, "--explain", tmp_path / "why.png", cat)
    assert json.loads(found.out)["source"] == "cloud"
    assert found.err == (
        f"petsight: what speaks for each label is drawn in {tmp_path}/why.png, "
        "as this device's model sees it; the answer is the cloud's\n"
    )
    assert (tmp_path / "why.png").exists()


def test_a_name_that_is_no_text(cat, tmp_path):
    target = os.fsencode(tmp_path) + b"/\xff.png"
    assert classify_alone("--quiet", "--explain", target, cat).returncode == 0
    assert os.path.exists(target)  # noqa: PTH110 - a name of bytes
