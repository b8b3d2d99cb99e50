"""What the commands of training have in common: options, and what is said at the end."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def add_command(
    commands: Commands,
    name: str,
    run: Callable[[argparse.Namespace], int],
    text: str,
    *,
    needs_data: bool = True,
) -> argparse.ArgumentParser:
    """Add a command with the options that all of them have.

    Args:
        commands: What the command line knows so far.
        name: What people type.
        run: Takes the parsed arguments, returns the exit code.
        text: One line of help, without a capital and a full stop.
        needs_data: Whether the command is nothing without `--data`.

    Returns:
        The command's parser, for options of its own.
    """
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


def next_steps(model: Path) -> str:
    """Say where a new model file and its page are, and how to ask the model.

    Args:
        model: The file, in its run folder.
    """
    from model_training.page.run import PAGE

    return (
        f"model: {model}\n"
        f"page: {model.parent / PAGE}\n"
        f"ask it: python -m petsight classify --model {shlex.quote(str(model))} PHOTO"
    )
