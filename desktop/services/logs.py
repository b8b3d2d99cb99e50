"""The log file, without names of pictures unless a person wants them."""

from __future__ import annotations

import contextlib
import logging
import re
import sys
import threading
import traceback
from collections.abc import Iterator
from enum import Enum
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Any, Final

from petsight.errors import PetsightError

_logger: Final = logging.getLogger(__name__)

NAME: Final = "petsight.log"
MAX_BYTES: Final = 2**20
OLD_FILES: Final = 2
_FORM: Final = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_HIDDEN: Final = "…"
_PATH: Final = re.compile(r"(?<!\w)(?:[A-Za-z]:)?[\\/].*")
"""A slash that begins something, and the rest of the line, for names have blanks; "3/4" is none."""


class LogFile:
    """What the app has to tell, what libraries warn of, and every exception that nobody caught."""

    def __init__(self, folder: Path, *, names: bool = False) -> None:
        """Begin to log; a folder that cannot be written is left alone without a word.

        Args:
            folder: It is made if needed.
            names: Whether names and paths of pictures may appear.
        """
        with contextlib.suppress(OSError):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._formatter = _Discreet(_FORM)
        self.names = names
        self._handler = _Quiet(
            folder / NAME,
            maxBytes=MAX_BYTES,
            backupCount=OLD_FILES,
            encoding="utf-8",
            delay=True,
            errors="backslashreplace",
        )
        self._handler.setFormatter(self._formatter)
        logging.getLogger().addHandler(self._handler)
        for name in ("petsight", "desktop"):
            logging.getLogger(name).setLevel(logging.INFO)
        self._hook, self._thread_hook = sys.excepthook, threading.excepthook
        sys.excepthook, threading.excepthook = self._uncaught, self._uncaught_in_thread

    @property
    def names(self) -> bool:
        """Whether names and paths of pictures may appear."""
        return self._formatter.names

    @names.setter
    def names(self, names: bool) -> None:
        self._formatter.names = names

    def close(self) -> None:
        """Stop logging and close the file."""
        if sys.excepthook == self._uncaught:  # else somebody came later, and calls the former one
            sys.excepthook = self._hook
        if threading.excepthook == self._uncaught_in_thread:
            threading.excepthook = self._thread_hook
        logging.getLogger().removeHandler(self._handler)
        self._handler.close()

    def _uncaught(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        _logger.critical("nobody expected this", exc_info=(kind, error, trace))
        self._hook(kind, error, trace)

    def _uncaught_in_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            trace = args.exc_traceback
            _logger.critical(
                "no thread expected this", exc_info=(args.exc_type, args.exc_value, trace)
            )
        self._thread_hook(args)


class _Quiet(RotatingFileHandler):
    """A log that cannot be written is no reason to say anything."""

    def handleError(self, record: logging.LogRecord) -> None:
        """Drop the record."""


class _Discreet(logging.Formatter):
    """Leaves out of a record whatever could be the name of a picture."""

    names = False

    def format(self, record: logging.LogRecord) -> str:
        if self.names:
            return super().format(record)
        plain = logging.makeLogRecord(record.__dict__)
        plain.args = _without_names(record.args)
        if isinstance(record.msg, BaseException):
            plain.msg = _in_short(record.msg)
        plain.msg, plain.args = _PATH.sub(_HIDDEN, plain.getMessage()), ()
        plain.exc_text = None  # another handler may have left a text there, with names
        return super().format(plain)

    def formatException(
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        if self.names or ei[1] is None:
            return super().formatException(ei)
        return "\n".join(_outline(ei[1]))


def _without_names(args: Any) -> Any:
    if isinstance(args, dict):
        return {name: _without_name(value) for name, value in args.items()}
    return tuple(map(_without_name, args)) if isinstance(args, tuple) else args


def _without_name(value: Any) -> Any:
    """Return a value that names nothing as it is: a number, a choice, what an error tells."""
    if value is None or isinstance(value, bool | int | float | Enum):
        return value
    if isinstance(value, BaseException):
        return _in_short(value)
    return _HIDDEN


def _in_short(error: BaseException) -> str:
    kind = type(error).__name__
    if isinstance(error, PetsightError):
        return f"{kind}: {_PATH.sub(_HIDDEN, error.message)}"
    if isinstance(error, OSError) and error.strerror:
        return f"{kind}: {error.strerror}"
    return kind


def _outline(error: BaseException) -> Iterator[str]:
    """Yield the lines of a traceback whose errors are told in short; nothing else is left out."""
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None:
        yield from _outline(cause)
        yield "\nwhich led to\n"
    yield "Traceback (most recent call last):"
    yield from (line.rstrip("\n") for line in traceback.format_tb(error.__traceback__))
    yield _in_short(error)
