"""The choice table: every backbone, size and number format by what it gives and what it costs."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from model_training.choice.baseline import measure_baseline
from model_training.choice.candidates import (
    FORMATS,
    Candidate,
    candidates,
    share_upsampled,
    some_training_pictures,
)
from model_training.choice.choose import choose, measurement
from model_training.choice.cli import BACKBONES, SIZES
from model_training.choice.latency import milliseconds
from model_training.config import ConfigError, TrainConfig
from model_training.measure import DATA_PATH
from model_training.prepared import Prepared, prepare
from model_training.split import write_split
from petsight import Model
from petsight.resources import model_path
from tests.model_training.pictures import write_folders

# TensorFlow's own: an int8 model that keeps float inputs, and its debugger's old interpreter.
pytestmark = pytest.mark.filterwarnings(
    "ignore:Statistics for quantized inputs were expected",
    r"ignore:\s*Warning. tf.lite.Interpreter is deprecated",
)

CONFIG = TrainConfig(labels=("bird", "fish"))
TRIED = [Candidate("convnet-2", 32)]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_folders(tmp_path_factory.mktemp("data"), bird=40, fish=40)


@pytest.fixture(scope="module")
def prepared(data: Path) -> Prepared:
    return prepare(CONFIG, data)


@pytest.fixture(scope="module")
def out(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of one choice that was made."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path_factory.mktemp("elsewhere"))
        folder = tmp_path_factory.mktemp("out")
        choose(CONFIG, data, folder, TRIED, 30)
    return folder


def test_sizes_are_combined_with_backbones_that_do_not_resize_for_themselves():
    joined = "efficientnet-lite0+efficientnet-lite2"
    assert candidates(["convnet-2", joined], [64, 96]) == [
        Candidate("convnet-2", 64),
        Candidate("convnet-2", 96),
        Candidate(joined, 260),
    ]


def test_what_is_tried_by_default_is_what_was_asked_for():
    tried = {(candidate.backbone, candidate.size) for candidate in candidates(BACKBONES, SIZES)}
    alone = {(f"efficientnet-lite{i}", size) for i in range(3) for size in (150, 224, 260, 299)}
    assert alone < tried


def test_fewer_training_pictures_come_from_all_folders(prepared):
    some = some_training_pictures(prepared, 10)
    shown = [sorted(picture.labels) for picture in some.parts["train"]]
    assert (shown.count(["bird"]), shown.count(["fish"])) == (5, 5)
    assert some.parts["select"] == prepared.parts["select"]
    assert some_training_pictures(prepared, 10**6).parts == prepared.parts


def test_small_pictures_are_counted(prepared):
    assert share_upsampled(prepared, 80) == 0.0  # they have 96 x 80 pixels
    assert share_upsampled(prepared, 81) == 1.0


def test_every_format_has_a_line_and_a_file(out):
    lines = (out / "choice.md").read_text().splitlines()[2:]
    assert [line.split(" | ")[3] for line in lines] == list(FORMATS)
    rows = json.loads((out / "choice.json").read_text())
    [kept] = out.glob("measured-*")
    for row in rows:
        path = kept / f"convnet-2-32-{row['number_format']}.tflite"
        assert row["megabytes"] == round(path.stat().st_size / 1e6, 2)
        assert row["enlarged"] == 0.0
        assert Model(path).info.width == 32
        assert Model(path).sha256 == row["sha256"]
        assert 0 <= row["wrong"] <= row["n"] == 8
        assert row["ms"] > 0
    assert rows[2]["megabytes"] < rows[1]["megabytes"] < rows[0]["megabytes"]
    assert (out / "choice.png").read_bytes().startswith(b"\x89PNG")


@pytest.fixture
def marked(out, tmp_path) -> Path:
    """A copy of the choice whose kept rows cannot be those of another measurement."""
    folder = Path(shutil.copytree(out, tmp_path / "out"))
    [kept] = folder.glob("measured-*/convnet-2-32.json")
    rows = json.loads(kept.read_text())
    rows[0]["wrong"] = 77
    kept.write_text(json.dumps(rows))
    return folder


def test_what_was_measured_is_not_measured_again(marked, data):
    assert "| 77 | 8 |" in choose(CONFIG, data, marked, TRIED, 30)


def test_another_configuration_or_number_of_pictures_is_another_measurement(prepared):
    some = some_training_pictures(prepared, 30)
    names = {
        measurement(CONFIG, some),
        measurement(CONFIG, some_training_pictures(prepared, 31)),
        measurement(replace(CONFIG, seed=2), some),
    }
    assert len(names) == 3
    assert measurement(CONFIG, some_training_pictures(prepared, 30)) in names


def test_rows_of_another_measurement_are_not_mixed_in(marked, data, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # the cache goes here
    assert "| 77 | 8 |" not in choose(CONFIG, data, marked, TRIED, 31)


def test_a_choice_that_ends_early_leaves_its_table(marked, data):
    with pytest.raises(ConfigError, match="there is no keras:Nonsense"):
        choose(CONFIG, data, marked, [*TRIED, Candidate("keras:Nonsense", 32)], 30)
    assert "| 77 | 8 |" in (marked / "choice.md").read_text()
    assert json.loads((marked / "choice.json").read_text())[0]["wrong"] == 77


@pytest.fixture
def finished(out, data, prepared, tmp_path) -> Path:
    """A model in a run folder of its own, which saw three pictures that choices are made on."""
    run = tmp_path / "run"
    run.mkdir()
    (run / DATA_PATH).write_text(f"{data.resolve()}\n")
    judged = [picture.path for picture in prepared.parts["select"]]
    parts = ["train", "select", "calibrate", *["heldout"] * (len(judged) - 3)]
    write_split(run / "split.csv", dict(zip(judged, parts, strict=True)))
    [model] = out.glob("measured-*/convnet-2-32-float16.tflite")
    return Path(shutil.copy(model, run / "mine.tflite"))


def test_a_finished_model_is_judged_on_what_it_never_saw(marked, data, finished):
    lines = choose(CONFIG, data, marked, [finished, *TRIED], 30).splitlines()[2:]
    assert lines[0].startswith("| convnet-2, from nothing | 32 | 0% | float16 |")
    assert lines[0].split(" | ")[7] == "5"
    assert len(lines) == 1 + len(FORMATS)
    [baseline, *_] = json.loads((marked / "choice.json").read_text())
    assert baseline["sha256"] == Model(finished).sha256
    assert 0 <= baseline["wrong"] <= 5
    assert baseline["ms"] > 0


def test_a_finished_model_needs_its_run(prepared, finished, tmp_path):
    (finished.parent / DATA_PATH).write_text(str(tmp_path / "gone"))
    with pytest.raises(ConfigError, match="does not say where its pictures are"):
        measure_baseline(finished, prepared)


def test_every_file_is_timed():
    assert len([ms for ms in milliseconds([model_path(), model_path()]) if ms > 0]) == 2
