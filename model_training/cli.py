"""The command line of training, from `seed` to `split`; `--help` lists it."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

# TensorFlow reads this when it is first imported; its start-up chatter helps nobody.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

from model_training.choice.cli import add_tier_commands
from model_training.config import ConfigError, TrainConfig
from model_training.config_file import load_config
from model_training.search.cli import add_search_commands
from model_training.torch_weights import WeightsError
from petsight.errors import PetsightError

HARD_CASES_HELP: Final = "a CSV file of path and kind; counts these pictures by kind too"


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
    add_search_commands(partial(_command, commands))
    train = _command(commands, "train", _train, "data folder to model file, figures and plots")
    train.add_argument(
        "--corrections",
        type=Path,
        help="a folder of the desktop app's; its pictures are trained on",
    )
    evaluate = _command(commands, "evaluate", _evaluate, "measure a model file again")
    evaluate.add_argument("--model", type=Path, required=True, help="the .tflite file")
    evaluate.set_defaults(out=None)
    _add_lists(evaluate)
    robust = _command(commands, "robustness", _robustness, "measure a model file on bad pictures")
    robust.add_argument("--model", type=Path, required=True, help="the .tflite file")
    robust.add_argument("--pictures", type=int, help="how many to distort (default: all held out)")
    robust.set_defaults(out=None)
    page = _command(commands, "report", _report, "one page that shows a run", needs_data=False)
    shown = page.add_mutually_exclusive_group(required=True)
    shown.add_argument("--run", dest="folder", type=Path, help="a folder with figures")
    shown.add_argument("--model", type=Path, help="a .tflite file to measure first; needs --data")
    page.set_defaults(out=None)
    _add_lists(page)
    crossval = _command(commands, "crossval", _crossval, "measure over all pictures, fold by fold")
    crossval.add_argument("--folds", type=int, default=5, help="how many (default: 5)")
    crossval.add_argument("--hard-cases", type=Path, help=HARD_CASES_HELP)
    _command(commands, "check", _check, "look for copies, leaks, wrong labels and broken files")
    _command(commands, "formats", _formats, "table of number formats of a finished run")
    speed = _command(commands, "throughput", _throughput, "pictures a second: loader, step, both")
    speed.add_argument("--steps", type=int, default=15, help="steps of a round (default: 15)")
    add_tier_commands(partial(_command, commands))
    split = _command(commands, "split", _split, "make the list of who is in which part")
    split.add_argument("--list", type=Path, required=True, help="the CSV file to write")
    return parser


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    run: Callable[[argparse.Namespace], int],
    text: str,
    *,
    needs_data: bool = True,
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=text, description=text.capitalize() + ".")
    parser.add_argument(
        "--data", required=needs_data, help="folder of folders, or kaggle:OWNER/NAME"
    )
    parser.add_argument("--config", help="a JSON file or a name in model_training/configs")
    parser.add_argument(
        "--set", action="append", metavar="KEY=VALUE", help="change one value of it, e.g. seed=2"
    )
    parser.add_argument("--out", type=Path, default=Path("runs/latest"), help="the run folder")
    parser.set_defaults(run=run)
    return parser


def _add_lists(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--exclusions", type=Path, help="a CSV file of `check`; measures without its pictures too"
    )
    parser.add_argument("--hard-cases", type=Path, help=HARD_CASES_HELP)


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


def _measuring(arguments: argparse.Namespace) -> tuple[TrainConfig, Path]:
    """Return the configuration to measure a model with and the folder of the figures.

    Without options they are the model's own.
    """
    from model_training.model_run import config_of, folder_for

    out = arguments.out or folder_for(arguments.model)
    if arguments.config is None:
        return config_of(arguments.model, out, arguments.set), out
    return load_config(arguments.config, arguments.set), out


def _evaluate(arguments: argparse.Namespace) -> int:
    from model_training.hygiene.findings import read_exclusions
    from model_training.kaggle import resolve_data
    from model_training.measure import measure
    from model_training.page.run import write_run_page
    from model_training.prepared import prepare

    config, out = _measuring(arguments)
    prepared = prepare(config, resolve_data(arguments.data), out)
    out.mkdir(parents=True, exist_ok=True)
    excluded = read_exclusions(arguments.exclusions) if arguments.exclusions else ()
    measure(prepared, arguments.model, out, excluded, _hard_cases(arguments))
    print((out / "report.md").read_text())
    print(f"page: {write_run_page(out)}")
    return 0


def _hard_cases(arguments: argparse.Namespace) -> dict[str, str]:
    from model_training.honesty.hard_cases import read_hard_cases

    return read_hard_cases(arguments.hard_cases) if arguments.hard_cases else {}


def _robustness(arguments: argparse.Namespace) -> int:
    from model_training.honesty.robustness import robustness
    from model_training.kaggle import resolve_data
    from model_training.prepared import prepare

    config, out = _measuring(arguments)
    prepared = prepare(config, resolve_data(arguments.data), out)
    robustness(prepared, arguments.model, out, arguments.pictures)
    print((out / "robustness.md").read_text())
    return 0


def _report(arguments: argparse.Namespace) -> int:
    from model_training.page.run import write_run_page

    if arguments.model is None:
        print(f"page: {write_run_page(arguments.folder)}")
        return 0
    if arguments.data is None:
        raise ConfigError("--model needs --data, the pictures to measure it on")
    return _evaluate(arguments)


def _crossval(arguments: argparse.Namespace) -> int:
    from model_training.crossval import cross_validate
    from model_training.kaggle import resolve_data

    config = load_config(arguments.config, arguments.set)
    data, hard_cases = resolve_data(arguments.data), _hard_cases(arguments)
    cross_validate(config, data, arguments.out, arguments.folds, hard_cases)
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
