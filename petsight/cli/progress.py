"""Tell a person at a terminal how things go, beside what is printed for programs."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Generator, Iterable, Sequence

from petsight.batch import Answer
from petsight.cli.text import printable


def complain(sentence: str) -> None:
    """Print a sentence to standard error, if there is one."""
    if sys.stderr is not None:
        print(f"petsight: {printable(sentence)}", file=sys.stderr)


def complain_of_nothing(folders: Sequence[str], recursive: bool) -> None:
    """Say that there is no picture in the folders that were given."""
    hint = "" if recursive else "; --recursive looks into sub-folders too"
    complain(f"no pictures found in {', '.join(folders)}{hint}")


def with_progress(answers: Iterable[Answer], total: int) -> Generator[Answer, None, None]:
    """Pass answers on, with a bar that makes room whenever one is about to be printed."""
    tqdm = importlib.import_module("tqdm").tqdm  # takes longer to import than a picture to answer
    tqdm.monitor_interval = 0  # no thread to watch over a bar that is redrawn at each answer
    with tqdm(total=total, unit=" pictures", leave=False, dynamic_ncols=True) as bar:
        for answer in answers:
            bar.clear()
            yield answer
            bar.update()
            bar.refresh()
