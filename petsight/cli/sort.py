"""`petsight sort`: put pictures into one folder per answer, or undo that."""

from __future__ import annotations

import argparse
import contextlib
import os
import shlex
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from petsight.batch import Answer, classify_many
from petsight.cli import FAILED
from petsight.cli.answerer import make_answerer
from petsight.cli.progress import complain, complain_of_nothing, with_progress
from petsight.cli.report import use_encoding
from petsight.cli.text import is_terminal, printable
from petsight.discovery import find_pictures
from petsight.errors import PetsightError
from petsight.records import name_of
from petsight.sorting import Earlier, Placed, Sorted, plan, settle, sort_files, undo


def run(options: argparse.Namespace) -> int:
    """Sort what the options name.

    Args:
        options: What the parser of `sort` returned.

    Returns:
        0 if everything was sorted or brought back, 1 if some files were not, 2 if the destination
        takes nothing more.

    Raises:
        PetsightError: The arguments make no sense, or nothing can be done at all.
    """
    use_encoding()
    if options.undo is not None:
        if options.paths or options.dry_run:
            raise PetsightError("--undo takes a journal and nothing else")
        return _undo(options.undo)
    if len(options.paths) < 2:
        raise PetsightError("give the pictures and, last, the folder to sort them into")
    *sources, destination = options.paths
    if not destination:  # a variable in a script that was not set, say; it would mean this folder
        raise PetsightError("the folder to sort into has an empty name")
    return _sort(options, sources, Path(destination))


def _sort(options: argparse.Namespace, sources: Sequence[str], destination: Path) -> int:
    if not options.dry_run:
        settle(destination)
    found = list(dict.fromkeys(_pictures(sources, destination, options.recursive)))
    earlier = Earlier(destination)
    new = [path for path in found if earlier.find(path) is None]
    if not found:
        complain_of_nothing(sources, options.recursive)
    unanswered: list[Answer] = []
    answerer = make_answerer(options)
    answers = classify_many(new, options.workers, answerer.classifier)
    with contextlib.closing(answers), contextlib.closing(answerer):  # first ends what hangs
        if is_terminal(sys.stderr) and len(new) > 1:
            answers = with_progress(answers, len(new))
        pairs = _pairs(answers, unanswered, answerer.notices)
        if options.dry_run:
            for source, target in plan(pairs, destination, move=options.move):
                print(f"{printable(str(source))} -> {printable(str(target))}")
            return 1 if unanswered else 0
        done = sort_files(pairs, destination, move=options.move, progress=_tell)
    _conclude(done, "moved" if options.move else "copied", len(found) - len(new))
    if done.stopped is not None:
        return FAILED
    return 1 if unanswered or done.failures else 0


def _pictures(sources: Iterable[str], destination: Path, recursive: bool) -> Iterator[Path]:
    """List pictures, but in no folder around the destination what lies in the destination."""
    home = Path(os.path.realpath(destination))
    for source in sources:
        meant = Path(os.path.realpath(source)).is_relative_to(home)
        for path in find_pictures([source], recursive):
            if meant or not Path(os.path.realpath(path.parent)).is_relative_to(home):
                yield path


def _pairs(
    answers: Iterable[Answer], unanswered: list[Answer], notices: deque[str]
) -> Iterator[tuple[Path, str]]:
    for answer in answers:
        while notices:
            complain(notices.popleft())
        if answer.prediction is not None:
            yield Path(name_of(answer.path)), answer.prediction.label
        elif answer.error is not None:
            complain(f"{name_of(answer.path)}: {answer.error.message}")
            unanswered.append(answer)


def _tell(placed: Placed) -> None:
    if placed.error is not None:
        complain(f"{placed.source}: {placed.error.message}")


def _conclude(done: Sorted, verb: str, skipped: int) -> None:
    folders = ", ".join(f"{count} {name}" for name, count in sorted(done.counts.items()))
    print(f"{verb}: {sum(done.counts.values())}{f' ({folders})' if folders else ''}")
    if there := done.already_there + skipped:
        print(f"already sorted: {there}")
    if done.journal is not None:
        print(f"to undo this: petsight sort --undo {printable(shlex.quote(str(done.journal)))}")
    if done.stopped is not None:
        complain(f"{done.stopped.message}; the same command goes on from here")


def _undo(journal: Path) -> int:
    undone = undo(journal)
    for path, error in undone.kept:
        complain(f"{path}: {error.message}")
    kept = f", kept: {len(undone.kept)}" if undone.kept else ""
    print(f"moved back: {undone.moved_back}, copies removed: {undone.removed}{kept}")
    return 1 if undone.kept else 0
