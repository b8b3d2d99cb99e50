"""The commands that search for a configuration, alone or as the start of the whole way."""

from __future__ import annotations

import argparse
import shlex

from model_training.command import Commands, add_command, next_steps
from model_training.config_file import load_config


def add_search_commands(commands: Commands) -> None:
    """Add `seed` and `tune` to the command line.

    Args:
        commands: What the command line knows so far.
    """
    seed = add_command(
        commands, "seed", _seed, "the small Kaggle set, from nothing: search and train"
    )
    seed.add_argument("--epochs", type=int, default=20, help="most epochs of a trial (default: 20)")
    seed.add_argument("--size", type=int, help="side for the final training (default: the same)")
    tune = add_command(commands, "tune", _tune, "search for a configuration")
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
        print((out / report).read_text(encoding="utf-8"))
    print(next_steps(path))
    return 0


def _tune(arguments: argparse.Namespace) -> int:
    from model_training.kaggle import resolve_data
    from model_training.search.space import read_space
    from model_training.search.tune import BEST, Budget, table, tune

    config = load_config(arguments.config, arguments.set)
    axes = read_space(arguments.space)
    data, budget = resolve_data(arguments.data), Budget(arguments.epochs, arguments.size)
    out = arguments.out
    trials = tune(config, data, out, axes, budget)
    if trials:
        print(table(trials))
        found = f"--data {shlex.quote(arguments.data)} --config {shlex.quote(str(out / BEST))}"
        print(f"train with it: python -m model_training train {found}")
    return 0
