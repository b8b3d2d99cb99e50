"""The commands that choose the shipped models and show what auto mode makes of the two of them."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from model_training.command import Commands, add_command
from model_training.config_file import load_config

BACKBONES: Final = (
    "efficientnet-lite0",
    "efficientnet-lite1",
    "efficientnet-lite2",
    "efficientnet-lite1+efficientnet-lite2",
    "efficientnet-lite0+efficientnet-lite1+efficientnet-lite2",
)
SIZES: Final = (150, 224, 260, 299)


def add_tier_commands(commands: Commands) -> None:
    """Add `choice` and `auto-curve` to the command line.

    Args:
        commands: What the command line knows so far.
    """
    choice = add_command(
        commands, "choice", _choice, "accuracy, speed and size of backbones, sizes, formats"
    )
    choice.add_argument(
        "--backbones", nargs="+", default=BACKBONES, metavar="NAME", help="e.g. keras:RegNetX002"
    )
    choice.add_argument("--sizes", nargs="+", type=int, default=SIZES, metavar="PIXELS")
    choice.add_argument(
        "--pictures", type=int, default=1500, help="to fit heads on (default: %(default)s)"
    )
    choice.add_argument(
        "--baseline", type=Path, metavar="FILE", help="the .tflite file of a `seed` run, for a line"
    )
    curve = add_command(
        commands, "auto-curve", _auto_curve, "what auto mode gives for the photos that it sends"
    )
    curve.add_argument("--edge", type=Path, required=True, help="the device's .tflite file")
    curve.add_argument("--cloud", type=Path, required=True, help="the cloud's .tflite file")
    curve.add_argument(
        "--error", type=float, default=0.01, help="wanted share of wrong answers (%(default)s)"
    )


def _choice(arguments: argparse.Namespace) -> int:
    from model_training.choice.candidates import candidates
    from model_training.choice.choose import choose
    from model_training.kaggle import resolve_data

    config = load_config(arguments.config or "petsight-cloud", arguments.set)
    data, out = resolve_data(arguments.data), arguments.out
    baseline = [arguments.baseline] if arguments.baseline else []
    tried = [*baseline, *candidates(arguments.backbones, arguments.sizes)]
    print(choose(config, data, out, tried, arguments.pictures))
    print(f"plot: {out / 'choice.png'}")
    return 0


def _auto_curve(arguments: argparse.Namespace) -> int:
    from model_training.auto_curve import auto_curve
    from model_training.kaggle import resolve_data
    from model_training.prepared import prepare

    config = load_config(arguments.config or "petsight-edge", arguments.set)
    prepared = prepare(config, resolve_data(arguments.data), arguments.out)
    out, error = arguments.out, arguments.error
    print(auto_curve(prepared, arguments.edge, arguments.cloud, out, error))
    print(f"plot: {out / 'auto-curve.png'}")
    return 0
