"""The command line of training, from `seed` to `split`; `--help` lists it."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

# TensorFlow reads this when it is first imported; its start-up chatter helps nobody.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

from model_training.choice.cli import add_tier_commands
from model_training.command import add_command, next_steps
from model_training.config import ConfigError, TrainConfig
from model_training.config_file import load_config
from model_training.honesty.cli import add_measuring_commands
from model_training.search.cli import add_search_commands
from model_training.torch_weights import WeightsError
from petsight.errors import PetsightError


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command.

    Args:
        argv: Arguments; by default those of the process.

    Returns:
        The exit code: 0 done, 2 the arguments, data or weights do not fit, a package is missing,
        or the disk fails; 130 stopped.
    """
    arguments = _parser().parse_args(argv)
    try:
        return int(arguments.run(arguments))
    except (ConfigError, WeightsError, PetsightError) as exc:
        return _refuse(str(exc))
    except ModuleNotFoundError as exc:  # training needs more than petsight itself
        return _refuse(f"{exc.name} is missing; install it with pip install -e '.[training]'")
    except OSError as exc:  # a full disk, say, or a folder that cannot be written
        return _refuse(f"{exc.filename or 'the disk'}: {exc.strerror or exc}")
    except KeyboardInterrupt:
        print("\nmodel_training: stopped; the same command goes on from here", file=sys.stderr)
        return 130


def _refuse(reason: str) -> int:
    print(f"model_training: {reason}", file=sys.stderr)
    return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m model_training", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    add_search_commands(commands)
    train = add_command(commands, "train", _train, "data folder to model file, figures and plots")
    train.add_argument(
        "--corrections",
        type=Path,
        help="a folder of the desktop app's; its pictures are trained on",
    )
    add_measuring_commands(commands)
    add_command(commands, "check", _check, "look for copies, leaks, wrong labels and broken files")
    add_command(commands, "formats", _formats, "table of number formats of a finished run")
    speed = add_command(
        commands, "throughput", _throughput, "pictures a second: loader, step, both"
    )
    speed.add_argument("--steps", type=int, default=15, help="steps of a round (default: 15)")
    add_tier_commands(commands)
    split = add_command(commands, "split", _split, "make the list of who is in which part")
    split.add_argument("--list", type=Path, required=True, help="the CSV file to write")
    return parser


def _train(arguments: argparse.Namespace) -> int:
    from model_training.kaggle import resolve_data
    from model_training.pipeline import run_all

    config = load_config(arguments.config, arguments.set)
    path = run_all(config, resolve_data(arguments.data), arguments.out, arguments.corrections)
    print((arguments.out / "report.md").read_text(encoding="utf-8"))
    print(next_steps(path))
    return 0


def _run_config(arguments: argparse.Namespace) -> TrainConfig:
    """Load the configuration that is asked for, by default the one that the run folder has."""
    recorded = arguments.out / "config.json"
    if arguments.config is None and recorded.exists():
        return load_config(str(recorded), arguments.set)
    return load_config(arguments.config, arguments.set)


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


def _throughput(arguments: argparse.Namespace) -> int:
    from model_training.kaggle import resolve_data
    from model_training.prepared import prepare
    from model_training.throughput import measure, table

    config = _run_config(arguments)
    prepared = prepare(config, resolve_data(arguments.data))
    print(table(config, measure(config, prepared, arguments.steps)))
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
