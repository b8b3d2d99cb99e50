"""`petsight classify`: answer pictures and write each answer as soon as it is there."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from petsight.batch import Answer, classify_many
from petsight.cli.answerer import make_answerer
from petsight.cli.progress import complain, complain_of_nothing, with_progress
from petsight.cli.report import Report, use_encoding
from petsight.cli.table import Sentence, Table
from petsight.cli.text import is_terminal
from petsight.discovery import find_pictures
from petsight.errors import PetsightError
from petsight.loading import loading
from petsight.records import STDIN, CsvWriter, JsonLinesWriter, JsonWriter, name_of
from petsight.source import DEFAULT_LIMITS, ImageSource

if TYPE_CHECKING:
    from petsight.cli.explain import MapDrawer


def run(options: argparse.Namespace) -> int:
    """Answer what the options name.

    Args:
        options: What the parser of `classify` returned.

    Returns:
        0 if every picture was answered, 1 if some were not.
    """
    answerer = make_answerer(options)
    sources: Iterable[ImageSource] = _sources(options.paths, options.recursive)
    total = 0
    watched = is_terminal(sys.stderr) and not options.quiet
    # A bar needs the total, a table its longest name, a map to be the only one.
    if watched or options.form is None or options.explain is not None:
        sources = listed = list(sources)
        total = len(listed)
    drawer = None if options.explain is None else _make_drawer(options, total)
    report = _make_report(options, answerer.labels, sources)
    answers = classify_many(sources, options.workers, answerer.classifier)
    with contextlib.closing(answers), contextlib.closing(answerer):  # first ends what hangs
        if watched and total > 1:
            answers = with_progress(answers, total)
        if drawer is not None:
            answers = drawer.follow(answers)
        asked, failed = _write(answers, report, answerer.notices)
    if not asked:
        complain_of_nothing(options.paths, options.recursive)
    if drawer is not None:  # now that the report is whole, whatever becomes of the map
        drawer.draw()
    return 1 if failed else 0


def _sources(paths: Sequence[str], recursive: bool) -> Iterator[ImageSource]:
    for path in paths:
        if path == STDIN:  # read here, for only this thread hears of Ctrl-C while it waits
            yield _standard_input()
        elif os.path.isdir(path):  # noqa: PTH112 - as in `find_pictures`
            yield from find_pictures([path], recursive)
        else:
            yield path  # as given: programs look for it in the rows


def _standard_input() -> bytes:
    if sys.stdin is None:  # closed by the shell
        return b""
    try:
        return sys.stdin.buffer.read(DEFAULT_LIMITS.bytes + 1)
    except OSError as exc:
        raise PetsightError(f"standard input cannot be read ({exc.strerror})") from exc


def _make_drawer(options: argparse.Namespace, pictures: int) -> MapDrawer:
    with loading():
        from petsight.cli.explain import MapDrawer

        return MapDrawer(options, pictures)


def _make_report(
    options: argparse.Namespace, labels: Sequence[str], sources: Iterable[ImageSource]
) -> Report:
    if options.form == "json":
        return JsonWriter(sys.stdout)
    if options.form == "jsonl":
        return JsonLinesWriter(sys.stdout)
    if options.form == "csv":
        use_encoding("utf-8")
        return CsvWriter(sys.stdout, labels)
    single = len(options.paths) == 1 and not os.path.isdir(options.paths[0])  # noqa: PTH112
    if single and is_terminal(sys.stdout):
        return Sentence()
    return Table(labels, [name_of(source) for source in sources], summary=not options.quiet)


def _write(answers: Iterable[Answer], report: Report, notices: deque[str]) -> tuple[int, int]:
    """Return how many pictures there were, and how many of them have no answer."""
    asked = failed = 0
    for answer in answers:
        report.add(answer)
        sys.stdout.flush()  # whoever reads the pipe need not wait for the last picture
        while notices:
            complain(notices.popleft())
        asked += 1
        failed += answer.error is not None
    report.end()
    return asked, failed
