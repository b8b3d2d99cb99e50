"""The page of a run: whole, self-contained, and telling what the figures say."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from model_training.cli import main
from model_training.config_file import load_config
from petsight.modelfile import read_model_file
from tests.model_training.pictures import write_folders
from tests.support_cli import ROOT

EDGE = ROOT / "assets" / "models" / "petsight-edge.tflite"


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """Measure the shipped model on pictures that show nothing, and on worse ones."""
    folder = tmp_path_factory.mktemp("page")
    data = write_folders(folder / "data", cats=12, dogs=12, neither=12)
    hard = folder / "hard.csv"
    hard.write_text("path,kind\ncats/000.jpg,<drawn>\ndogs/001.jpg,<drawn>\n")
    settings = ["--set", "split_list=null", "--set", "rules=[]"]
    given = ["--model", str(EDGE), "--data", str(data), *settings]
    run = folder / "run"
    patch = pytest.MonkeyPatch()
    patch.chdir(folder)  # the cache goes here
    assert main(["robustness", *given, "--out", str(run), "--pictures", "2"]) == 0
    assert main(["report", *given, "--out", str(run), "--hard-cases", str(hard)]) == 0
    patch.undo()
    return run


def page_of(run: Path) -> str:
    return (run / "report.html").read_text(encoding="utf-8")


def test_every_section_is_there(run):
    page = page_of(run)
    titles = re.findall(r"<h2>([^<]*)</h2>", page)
    assert titles == [
        "Wanted and measured",
        *(title for title in titles if title.startswith("Held-out pictures: ")),
        *("Curves", "Hard cases", "Worse pictures"),
        *(title for title in titles if title.startswith("Mistakes: held-out pictures, ")),
        "Where it comes from",
    ]
    assert len(titles) == 7
    for name in ("ROC", "Reliability (number: pictures)", "Risk and coverage", "What worse"):
        assert f'alt="{name}' in page


def test_nothing_has_to_be_fetched(run):
    page = page_of(run)
    assert set(re.findall(r'(?:src|href)="(.{5})', page)) == {"data:"}
    assert not re.search(r"url\(|@import|<script|<link", page)


def test_figures_are_those_that_were_measured(run):
    page, metrics = page_of(run), json.loads((run / "metrics.json").read_text())
    held_out = metrics["heldout"]
    assert f"<h2>Held-out pictures: {held_out['pictures']}</h2>" in page
    wrong = held_out["answers"]["wrong_among_sure"]
    assert f"{wrong['value']:.2%} ({wrong['hits']} of {wrong['n']})" in page
    assert metrics["model"]["sha256"] == read_model_file(EDGE).sha256
    assert all(metrics["model"][key] in page for key in ("sha256", "flatbuffer_sha256"))
    assert metrics["data_sha256"] in page
    assert json.loads((run / "robustness.json").read_text())["plain"]["told_apart"]["n"] <= 2


def test_mistakes_come_with_pictures_and_names_are_escaped(run):
    page, metrics = page_of(run), json.loads((run / "metrics.json").read_text())
    mistakes = metrics["heldout"]["mistakes"]
    assert mistakes  # blobs of colour are neither cats nor dogs
    assert page.count('src="data:image/jpeg;') == len(mistakes)
    for mistake in mistakes:
        assert f"shows {mistake['truth']}, answered {mistake['answer']}" in page
    assert "&lt;drawn&gt;" in page
    assert "<drawn>" not in page


def test_the_same_run_gives_the_same_page(run, capsys):
    before = page_of(run)
    assert main(["report", "--run", str(run)]) == 0
    assert capsys.readouterr().out == f"page: {run / 'report.html'}\n"
    assert page_of(run) == before


@pytest.fixture
def trained(run, tmp_path):
    """The same folder as if the model had been trained in it."""
    folder = tmp_path / "run"
    shutil.copytree(run, folder)
    log = "epoch,phase,phase_name,train_loss,select_loss,select_accuracy\n0,0,all,0.5,0.4,0.9\n"
    (folder / "log.csv").write_text(log)
    (folder / "config.json").write_text(json.dumps(load_config("petsight-edge").to_dict()))
    data_sha256 = read_model_file(EDGE).info.training["data_sha256"]
    (folder / "data.sha256").write_text(data_sha256)
    return folder


def shown(folder: Path) -> tuple[bool, bool, bool]:
    """Whether the page shows learning curves, the configuration, and worse pictures."""
    assert main(["report", "--run", str(folder)]) == 0
    page = page_of(folder)
    marks = ('alt="Learning curves"', "<summary>Configuration", "<h2>Worse pictures")
    curves, configuration, worse = (mark in page for mark in marks)
    return curves, configuration, worse


def test_a_run_shows_its_losses_and_configuration_and_lives_without_the_pictures(trained):
    (trained / "data.path").write_text(str(trained / "gone"))
    assert shown(trained) == (True, True, True)
    page = page_of(trained)
    assert "<h2>Left out" not in page
    assert "no longer where they were" in page
    assert "data:image/jpeg" not in page


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("config.json", json.dumps(load_config("petsight-edge", ["seed=2"]).to_dict())),
        ("config.json", '{"sede": 2}'),
        ("config.json", "{"),
        ("config.json", None),
        ("data.sha256", "0" * 64),
        ("data.sha256", None),
    ],
)
def test_losses_and_configuration_of_another_training_are_left_out(trained, name, content):
    (trained / name).unlink()
    if content is not None:
        (trained / name).write_text(content)
    assert shown(trained) == (False, False, True)
    page = page_of(trained)
    assert "<h2>Left out</h2><p>config.json, data.sha256 and log.csv are of another" in page


def test_robustness_of_another_model_is_left_out(trained):
    path = trained / "robustness.json"
    document = json.loads(path.read_text())
    document["model"] |= {"version": "0.9.0", "sha256": "0" * 64}
    path.write_text(json.dumps(document))
    assert shown(trained) == (True, True, False)
    page = page_of(trained)
    assert "robustness.json is of another model file: petsight-edge 0.9.0, sha256 00" in page
    assert "largest drop" not in page


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "has no figures yet"),
        ('{"heldout": {}}', "figures of an older petsight"),
        ('{"model": {"name": "mine"}}', "figures of an older petsight"),
    ],
)
def test_a_folder_without_figures_is_explained(tmp_path, capsys, content, sentence):
    if content is not None:
        (tmp_path / "metrics.json").write_text(content)
    assert main(["report", "--run", str(tmp_path)]) == 2
    assert sentence in capsys.readouterr().err


def test_figures_go_into_a_folder_of_the_models_name(run, tmp_path, monkeypatch):
    """Its configuration is found too; nothing is left where the pictures do not fit it."""
    monkeypatch.chdir(tmp_path)
    data = write_folders(tmp_path / "data", cats=3)
    assert main(["robustness", "--model", str(EDGE), "--data", str(data)]) == 2
    assert list(tmp_path.iterdir()) == [data]
    given = ["--model", str(EDGE), "--data", str(run.parent / "data"), "--pictures", "1"]
    assert main(["robustness", *given, "--set", "split_list=null", "--set", "rules=[]"]) == 0
    info = read_model_file(EDGE).info
    assert (tmp_path / "runs" / f"{info.name}-{info.version}" / "robustness.json").exists()


def test_a_model_file_needs_pictures(capsys):
    assert main(["report", "--model", str(EDGE)]) == 2
    assert "--model needs --data" in capsys.readouterr().err
