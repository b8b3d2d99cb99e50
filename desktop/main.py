"""The command `petsight-desktop`: arguments, and a sentence where the app cannot open.

Nothing of Qt is imported before it is clear that a window is wanted.
"""

from __future__ import annotations

import gc
import importlib
import os
import sys
from collections.abc import Sequence
from typing import Final

USAGE: Final = """\
usage: petsight-desktop [FILE | FOLDER]...

Tell cats from dogs in your own photos. Files and folders are opened at once; if
the app runs already, it takes them over.

options:
  -h, --help  show this help and exit
  --version   show the version and exit
"""
FAILED: Final = 2
"""The app could not be opened."""
_DEBIAN: Final = (
    "libegl1 libgl1 libdbus-1-3 libfontconfig1 libglib2.0-0 libxkbcommon0 libxkbcommon-x11-0 "
    "libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0"
)
_WITHOUT_QT: Final = (
    "desktop.services.folders",
    "desktop.services.preferences",
    "desktop.widgets.style_sheet",
    "petsight.labels",
)
"""Needed for the first frame: PySide reads the source of every module that is imported later."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the app until its window is closed.

    Args:
        argv: The arguments; by default those of the process.

    Returns:
        0, or 2 if the app could not be opened.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    paths, options = _divide(words)
    if "-h" in options or "--help" in options:
        return _say(USAGE)
    if "--version" in options:
        from petsight import __version__

        return _say(f"petsight-desktop {__version__}\n")
    if options:
        return _fail(f"there is no option {options[0]}; try --help")
    if sentence := _no_display():
        return _fail(sentence)
    hasten()
    try:
        from desktop.app import run
    except ImportError as exc:
        return _fail(_missing(exc))
    return run([os.path.abspath(path) for path in paths])  # noqa: PTH100 - paths may not be text


def hasten() -> None:
    """Have the first frame come sooner; to be called before anything of Qt is imported."""
    # Nothing that is made before the first frame is garbage; the search for it costs a tenth.
    gc.disable()
    for name in _WITHOUT_QT:
        importlib.import_module(name)


def _divide(words: list[str]) -> tuple[list[str], list[str]]:
    """Return paths and options; what comes after `--` is a path."""
    if "--" in words:
        end = words.index("--")
        paths, options = _divide(words[:end])
        return paths + words[end + 1 :], options
    options = [word for word in words if word.startswith("-")]
    return [word for word in words if not word.startswith("-")], options


def _no_display() -> str | None:
    """Say what is wrong where Qt would end the process without a word that helps."""
    wanted = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform != "linux" or any(os.environ.get(name) for name in wanted):
        return None
    return "there is no display to open a window on; `petsight` is the same for a terminal"


def _missing(error: ImportError) -> str:
    """Say what to install.

    Raises:
        ImportError: Nothing that could be installed is missing; this is a bug.
    """
    if isinstance(error, ModuleNotFoundError) and (error.name or "").startswith("PySide6"):
        return "the app needs PySide6: pip install 'petsight[desktop]'"
    library, _, reason = str(error).partition(":")
    if "cannot open shared object file" in reason:
        return (
            f"the app needs {library}, a library that this system lacks; on Debian and Ubuntu: "
            f"apt-get install {_DEBIAN}"
        )
    raise error


def _say(text: str) -> int:
    print(text, end="")  # noqa: T201 - the command's answer
    return 0


def _fail(sentence: str) -> int:
    print(f"petsight-desktop: {sentence}", file=sys.stderr)  # noqa: T201 - the command's answer
    return FAILED
