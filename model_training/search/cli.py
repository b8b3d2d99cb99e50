"""The commands that search for a configuration, alone or as the start of the whole way."""

from __future__ import annotations

import argparse

from model_training.choice.cli import AddCommand
from model_training.config_file import load_config


def add_search_commands(add: AddCommand) -> None:
    """Add `seed` and `tune` to the command line.

    Args:
        add: Adds a command by name, function and one line of help.
    """
    seed = add("seed", _seed, "the small Kaggle set, from nothing: search and train")
    seed.add_argument("--epochs", type=int, default=20, help="most epochs of a trial (default: 20)")
    seed.add_argument("--size", type=int, help="side for the final training (default: the same)")
    tune = add("tune", _tune, "search for a configuration")
    tune.add_argument(
        "--space", default="default", help="a JSON file or a name in search/spaces (%(default)s)"
    )
    tune.add_argument("--size", type=int, help="side of the pictures (default: the model's)")
    tune.add_argument("--epochs", type=int, default=8, help="most epochs of a trial (default: 8)")


def _seed(arguments: argparse.Namespace) -> int:
    from model_training.kaggle import resolve_data
    from model_training.seed import seed

    config = load_config(arguments.config or "petsight-seed", arguments.set)
    data, out = resolve_data(arguments.data), arguments.out
    path = seed(config, data, out, arguments.epochs, arguments.size)
    for report in ("search/trials.md", "final/report.md", "sizes.md"):
        print((out / report).read_text())
    print(f"model: {path}")
    return 0


def _tune(arguments: argparse.Namespace) -> int:
    from model_training.kaggle import resolve_data
    from model_training.search.space import read_space
    from model_training.search.tune import BEST, Budget, table, tune

    config = load_config(arguments.config, arguments.set)
    axes = read_space(arguments.space)
    data, budget = resolve_data(arguments.data), Budget(arguments.epochs, arguments.size)
    trials = tune(config, data, arguments.out, axes, budget)
    if trials:
        print(table(trials))
        print(f"train with: --config {arguments.out / BEST}")
    return 0
