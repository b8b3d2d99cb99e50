"""The command `petsight`.

This module knows how a run ends: every way out is an exit status and at most one sentence, never a
stack trace. What a command does is in the module of its name, loaded only when it is asked for.
"""

from __future__ import annotations

import importlib
import os
import signal
import sys
from collections.abc import Sequence
from typing import Final

from petsight.cli.parser import make_parser
from petsight.cli.text import printable
from petsight.errors import PetsightError
from petsight.loading import loading

FAILED: Final = 2
"""The command could not be carried out at all: usage, model, runtime, output."""
INTERRUPTED: Final = 130
PIPE_CLOSED: Final = 141


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line.

    Args:
        argv: The arguments; by default those of the process.

    Returns:
        0 when every picture was answered or check passed, 1 when some were not, 2 when the command
        could not be carried out, 130 after Ctrl-C, 141 when the reader of the output went away.
    """
    try:
        status = _run(argv)
        print(end="", flush=True)  # meets a closed pipe or a full disk while we can still tell
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # a second Ctrl-C ends without waiting
        status = INTERRUPTED
    except BrokenPipeError:
        _discard_output()
        status = PIPE_CLOSED
    except PetsightError as exc:
        status = _fail(exc.message)
    except OSError as exc:
        _discard_output()
        status = _fail(_sentence(exc))
    except Exception as exc:  # noqa: BLE001 - a stack trace helps nobody at a prompt
        status = _fail(f"this is a bug, please report it: {exc!r}")
    return status


def _run(argv: Sequence[str] | None) -> int:
    if sys.stdout is None:  # closed by the shell
        return _fail("there is no standard output to write to")
    try:
        options = make_parser().parse_args(argv)
    except SystemExit as exc:  # argparse has printed the help, the version or the mistake
        return int(exc.code or 0)
    with loading():
        command = importlib.import_module(f"petsight.cli.{options.command}")
    return int(command.run(options))


def _fail(sentence: str) -> int:
    if sys.stderr is not None:  # None when the shell closed it: then there is nobody to tell
        print(f"petsight: {printable(sentence)}", file=sys.stderr)
    return FAILED


def _sentence(exc: OSError) -> str:
    """Explain what no command foresaw: they try each path with care."""
    reason = exc.strerror or str(exc)
    if exc.filename is not None:
        return f"{exc.filename}: {reason}"
    if isinstance(exc, FileNotFoundError):  # of `os.getcwd`; whatever else misses a file names it
        return "the current folder is gone; change to one that exists"
    return f"the output cannot be written ({reason})"


def _discard_output() -> None:
    """Point standard output at nothing, or the interpreter would write again on its way out."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, sys.stdout.fileno())
    os.close(nothing)
