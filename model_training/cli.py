"""The command line of training: seed, tune, train, evaluate, crossval, check, split, formats."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

# TensorFlow reads this when it is first imported; its start-up chatter helps nobody.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

from model_training.config import ConfigError, TrainConfig, load_config
from model_training.torch_weights import WeightsError
from petsight.errors import PetsightError


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command.

    Args:
        argv: Arguments; by default those of the process.

    Returns:
        The exit code: 0 done, 2 the arguments, data or weights do not fit.
    """
    arguments = _parser().parse_args(argv)
    try:
        return int(arguments.run(arguments))
    except (ConfigError, WeightsError, PetsightError) as exc:
        print(f"model_training: {exc}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nmodel_training: stopped; the same command goes on from here", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m model_training", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    seed = _command(commands, "seed", _seed, "the small Kaggle set, from nothing: search and train")
    seed.add_argument("--epochs", type=int, default=20, help="most epochs of a trial (default: 20)")
    seed.add_argument("--size", type=int, help="side for the final training (default: the same)")
    tune = _command(commands, "tune", _tune, "search for a configuration")
    tune.add_argument("--space", required=True, help="a JSON file or a name in search/spaces")
    tune.add_argument("--epochs", type=int, default=8, help="most epochs of a trial (default: 8)")
    train = _command(commands, "train", _train, "data folder to model file, figures and plots")
    train.add_argument(
        "--corrections",
        type=Path,
        help="a folder of the desktop app's; its pictures are trained on",
    )
    evaluate = _command(commands, "evaluate", _evaluate, "measure a model file again")
    evaluate.add_argument("--model", type=Path, required=True, help="the .tflite file")
    evaluate.add_argument(
        "--exclusions", type=Path, help="a CSV file of `check`; measures without its pictures too"
    )
    crossval = _command(commands, "crossval", _crossval, "measure over all pictures, fold by fold")
    crossval.add_argument("--folds", type=int, default=5, help="how many (default: 5)")
    _command(commands, "check", _check, "look for copies, leaks, wrong labels and broken files")
    _command(commands, "formats", _formats, "table of number formats of a finished run")
    split = _command(commands, "split", _split, "make the list of who is in which part")
    split.add_argument("--list", type=Path, required=True, help="the CSV file to write")
    return parser


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    run: Callable[[argparse.Namespace], int],
    text: str,
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=text, description=text.capitalize() + ".")
    parser.add_argument("--data", required=True, help="folder of folders, or kaggle:OWNER/NAME")
    parser.add_argument("--config", help="a JSON file or a name in model_training/configs")
    parser.add_argument(
        "--set", action="append", metavar="KEY=VALUE", help="change one value of it, e.g. seed=2"
    )
    parser.add_argument("--out", type=Path, default=Path("runs/latest"), help="the run folder")
    parser.set_defaults(run=run)
    return parser


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
    from model_training.search.tune import BEST, table, tune

    config = load_config(arguments.config, arguments.set)
    axes = read_space(arguments.space)
    trials = tune(config, resolve_data(arguments.data), arguments.out, axes, arguments.epochs)
    if trials:
        print(table(trials))
        print(f"train with: --config {arguments.out / BEST}")
    return 0


def _train(arguments: argparse.Namespace) -> int:
    from model_training.kaggle import resolve_data
    from model_training.pipeline import run_all

    config = load_config(arguments.config, arguments.set)
    path = run_all(config, resolve_data(arguments.data), arguments.out, arguments.corrections)
    print((arguments.out / "report.md").read_text())
    print(f"model: {path}")
    return 0


def _run_config(arguments: argparse.Namespace) -> TrainConfig:
    """Load the configuration that is asked for, by default the one that the run folder has."""
    recorded = arguments.out / "config.json"
    if arguments.config is None and recorded.exists():
        return load_config(str(recorded), arguments.set)
    return load_config(arguments.config, arguments.set)


def _evaluate(arguments: argparse.Namespace) -> int:
    from model_training.hygiene.findings import read_exclusions
    from model_training.kaggle import resolve_data
    from model_training.pipeline import measure
    from model_training.prepared import prepare

    config = _run_config(arguments)
    arguments.out.mkdir(parents=True, exist_ok=True)
    prepared = prepare(config, resolve_data(arguments.data), arguments.out)
    excluded = read_exclusions(arguments.exclusions) if arguments.exclusions else ()
    metrics = measure(prepared, arguments.model, arguments.out, excluded)
    (arguments.out / "metrics.json").write_text(json.dumps(metrics, indent=1))
    print((arguments.out / "report.md").read_text())
    return 0


def _crossval(arguments: argparse.Namespace) -> int:
    from model_training.crossval import cross_validate
    from model_training.kaggle import resolve_data

    config = load_config(arguments.config, arguments.set)
    cross_validate(config, resolve_data(arguments.data), arguments.out, arguments.folds)
    print((arguments.out / "crossval.md").read_text())
    return 0


def _check(arguments: argparse.Namespace) -> int:
    from model_training.hygiene.check import check, summary
    from model_training.kaggle import resolve_data

    config = load_config(arguments.config, arguments.set)
    print(summary(check(config, resolve_data(arguments.data), arguments.out)))
    print(f"pictures and reasons: {arguments.out / 'check.html'}")
    return 0


def _formats(arguments: argparse.Namespace) -> int:
    from model_training.formats import compare_formats
    from model_training.kaggle import resolve_data
    from model_training.prepared import prepare

    config = _run_config(arguments)
    prepared = prepare(config, resolve_data(arguments.data), arguments.out)
    print(compare_formats(config, prepared, arguments.out))
    return 0


def _split(arguments: argparse.Namespace) -> int:
    from model_training.dataset import find_dataset
    from model_training.kaggle import resolve_data
    from model_training.split import make_split, write_split

    config = load_config(arguments.config, arguments.set)
    parts = make_split(find_dataset(resolve_data(arguments.data), config), config.seed)
    write_split(arguments.list, parts)
    print(f"{len(parts)} pictures, {arguments.list}")
    return 0
