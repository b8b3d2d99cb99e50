"""The commands that measure: a model file, on worse pictures too, or a recipe fold by fold."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from model_training.command import Commands, add_command
from model_training.config import ConfigError, TrainConfig
from model_training.config_file import load_config

HARD_CASES_HELP: Final = "a CSV file of path and kind; counts these pictures by kind too"


def add_measuring_commands(commands: Commands) -> None:
    """Add `evaluate`, `robustness`, `report` and `crossval` to the command line.

    Args:
        commands: What the command line knows so far.
    """
    evaluate = add_command(commands, "evaluate", _evaluate, "measure a model file again")
    evaluate.add_argument("--model", type=Path, required=True, help="the .tflite file")
    evaluate.set_defaults(out=None)
    _add_lists(evaluate)
    robust = add_command(
        commands, "robustness", _robustness, "measure a model file on bad pictures"
    )
    robust.add_argument("--model", type=Path, required=True, help="the .tflite file")
    robust.add_argument("--pictures", type=int, help="how many to distort (default: all held out)")
    robust.set_defaults(out=None)
    page = add_command(commands, "report", _report, "one page that shows a run", needs_data=False)
    shown = page.add_mutually_exclusive_group(required=True)
    shown.add_argument("--run", dest="folder", type=Path, help="a folder with figures")
    shown.add_argument("--model", type=Path, help="a .tflite file to measure first; needs --data")
    page.set_defaults(out=None)
    _add_lists(page)
    crossval = add_command(
        commands, "crossval", _crossval, "measure over all pictures, fold by fold"
    )
    crossval.add_argument("--folds", type=int, default=5, help="how many (default: 5)")
    crossval.add_argument("--hard-cases", type=Path, help=HARD_CASES_HELP)


def _add_lists(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--exclusions", type=Path, help="a CSV file of `check`; measures without its pictures too"
    )
    parser.add_argument("--hard-cases", type=Path, help=HARD_CASES_HELP)


def _measuring(arguments: argparse.Namespace) -> tuple[TrainConfig, Path]:
    """Return the configuration to measure a model with and the folder of the figures.

    Without options they are the model's own.
    """
    from model_training.model_run import config_of, folder_for

    out = arguments.out or folder_for(arguments.model)
    if arguments.config is None:
        return config_of(arguments.model, out, arguments.set), out
    return load_config(arguments.config, arguments.set), out


def _hard_cases(arguments: argparse.Namespace) -> dict[str, str]:
    from model_training.honesty.hard_cases import read_hard_cases

    return read_hard_cases(arguments.hard_cases) if arguments.hard_cases else {}


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
    print((out / "report.md").read_text(encoding="utf-8"))
    print(f"page: {write_run_page(out)}")
    return 0


def _robustness(arguments: argparse.Namespace) -> int:
    from model_training.honesty.robustness import robustness
    from model_training.kaggle import resolve_data
    from model_training.prepared import prepare

    config, out = _measuring(arguments)
    prepared = prepare(config, resolve_data(arguments.data), out)
    robustness(prepared, arguments.model, out, arguments.pictures)
    print((out / "robustness.md").read_text(encoding="utf-8"))
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
    print((arguments.out / "crossval.md").read_text(encoding="utf-8"))
    return 0
