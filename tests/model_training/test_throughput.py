"""Pictures a second: what is measured, and the command that prints it."""

from __future__ import annotations

import re

import pytest

from model_training.cli import main
from model_training.config_file import load_config
from model_training.throughput import Rate, Repeated, table
from tests.model_training.pictures import write_folders

QUICK = ("backbone=convnet-2", "size=32", "batch_size=8")


def test_batches_start_again_at_the_end():
    batches = Repeated(["a", "b"], 5)
    assert [batches[index] for index in range(len(batches))] == ["a", "b", "a", "b", "a"]


def test_the_table_says_what_it_holds_for():
    config = load_config(None, [*QUICK, "xla=true", "precision=mixed_float16"])
    title, _, *rows = table(config, [Rate("loader", 1234.5), Rate("both", 7.0)]).splitlines()
    assert "tensorflow, mixed_float16, XLA, 32 pixels, batches of 8; 0 GPUs" in title
    assert rows[2:] == [
        "| loader: draw from the cache and change | 1,234 |",
        "| both: training as it runs | 7 |",
    ]


@pytest.mark.slow
def test_the_command_prints_four_rates(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    root = write_folders(tmp_path / "data", cats=20, dogs=20)
    sets = [word for text in QUICK for word in ("--set", text)]
    assert main(["throughput", "--data", str(root), "--steps", "2", *sets]) == 0
    rates = re.findall(r"^\| (\w+).* \| ([\d,]+) \|$", capsys.readouterr().out, re.MULTILINE)
    assert [name for name, _ in rates] == ["decode", "loader", "step", "both"]
    assert all(int(rate.replace(",", "")) > 0 for _, rate in rates)
    assert [path.name for path in tmp_path.iterdir()] == ["data"], "nothing is left behind"
