"""The page of a run: whole, self-contained, and telling what the figures say."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from model_training.cli import main
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
    assert metrics["model"]["flatbuffer_sha256"] in page
    assert (run / "measured.sha256").read_text() in page
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


def test_a_run_shows_its_losses_and_configuration_and_lives_without_the_pictures(run, tmp_path):
    shutil.copytree(run, tmp_path / "run")
    log = "epoch,phase,phase_name,train_loss,select_loss,select_accuracy\n0,0,all,0.5,0.4,0.9\n"
    (tmp_path / "run" / "log.csv").write_text(log)
    (tmp_path / "run" / "config.json").write_text('{"name": "<mine>"}')
    (tmp_path / "run" / "data.path").write_text(str(tmp_path / "gone"))
    assert main(["report", "--run", str(tmp_path / "run")]) == 0
    page = page_of(tmp_path / "run")
    assert 'alt="Learning curves"' in page
    assert "&lt;mine&gt;" in page
    assert "no longer where they were" in page
    assert "data:image/jpeg" not in page


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(None, "has no figures yet"), ('{"heldout": {}}', "figures of an older petsight")],
)
def test_a_folder_without_figures_is_explained(tmp_path, capsys, content, sentence):
    if content is not None:
        (tmp_path / "metrics.json").write_text(content)
    assert main(["report", "--run", str(tmp_path)]) == 2
    assert sentence in capsys.readouterr().err


def test_a_model_file_needs_pictures(capsys):
    assert main(["report", "--model", str(EDGE)]) == 2
    assert "--model needs --data" in capsys.readouterr().err
