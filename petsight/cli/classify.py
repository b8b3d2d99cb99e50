"""`petsight classify`: answer pictures and write each answer as soon as it is there."""

from __future__ import annotations

import argparse
import contextlib
import importlib
import os
import sys
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence

from petsight.batch import Answer, classify_many
from petsight.cli.answerer import make_answerer
from petsight.cli.records import Csv, JsonArray, JsonLines
from petsight.cli.report import STDIN, Report, name_of
from petsight.cli.table import Sentence, Table
from petsight.cli.text import is_terminal, printable
from petsight.discovery import find_pictures
from petsight.source import DEFAULT_LIMITS, ImageSource


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
    if watched or options.form is None:  # a bar needs the total, a table its longest name
        sources = listed = list(sources)
        total = len(listed)
    report = _make_report(options, answerer.labels, sources)
    answers = classify_many(sources, options.workers, answerer.classifier)
    with contextlib.closing(answers), contextlib.closing(answerer):  # first ends what hangs
        if watched and total > 1:
            answers = _with_progress(answers, total)
        return _write(answers, report, answerer.notices)


def _sources(paths: Sequence[str], recursive: bool) -> Iterator[ImageSource]:
    for path in paths:
        if path == STDIN:  # read here, for only this thread hears of Ctrl-C while it waits
            yield sys.stdin.buffer.read(DEFAULT_LIMITS.bytes + 1) if sys.stdin is not None else b""
        else:
            yield from find_pictures([path], recursive)


def _make_report(
    options: argparse.Namespace, labels: Sequence[str], sources: Iterable[ImageSource]
) -> Report:
    if options.form == "json":
        return JsonArray()
    if options.form == "jsonl":
        return JsonLines()
    if options.form == "csv":
        return Csv(labels)
    single = len(options.paths) == 1 and not os.path.isdir(options.paths[0])  # noqa: PTH112
    if single and is_terminal(sys.stdout):
        return Sentence()
    return Table(labels, [name_of(source) for source in sources], summary=not options.quiet)


def _with_progress(answers: Iterable[Answer], total: int) -> Generator[Answer, None, None]:
    """Pass answers on, with a bar that makes room whenever one is about to be printed."""
    tqdm = importlib.import_module("tqdm").tqdm  # takes longer to import than a picture to answer
    tqdm.monitor_interval = 0  # no thread to watch over a bar that is redrawn at each answer
    with tqdm(total=total, unit=" pictures", leave=False, dynamic_ncols=True) as bar:
        for answer in answers:
            bar.clear()
            yield answer
            bar.update()
            bar.refresh()


def _write(answers: Iterable[Answer], report: Report, notices: deque[str]) -> int:
    failed = asked = 0
    report.begin()
    for answer in answers:
        report.add(answer)
        sys.stdout.flush()  # whoever reads the pipe need not wait for the last picture
        while notices:
            _complain(notices.popleft())
        asked += 1
        failed += answer.error is not None
    report.end()
    if not asked:
        _complain("no pictures found (--recursive looks into sub-folders)")
    return 1 if failed else 0


def _complain(sentence: str) -> None:
    if sys.stderr is not None:
        print(f"petsight: {printable(sentence)}", file=sys.stderr)
