"""`petsight classify --explain`: beside the answer, an image of where the evidence for it lies."""

from __future__ import annotations

import argparse
import contextlib
import io
import os
from collections.abc import Generator, Iterable
from pathlib import Path

from petsight.batch import Answer
from petsight.cli.progress import complain
from petsight.errors import PetsightError
from petsight.explain import Explainer
from petsight.explain.sheet import draw_sheet
from petsight.image import open_image
from petsight.model import Model


class MapDrawer:
    """Draws the map of the one picture that is answered."""

    def __init__(self, options: argparse.Namespace, pictures: int) -> None:
        """Refuse what cannot work before anything is answered.

        Args:
            options: What the parser of `classify` returned.
            pictures: How many there are to answer.

        Raises:
            PetsightError: There are several pictures, or the image cannot be written there.
            ModelError: The answers of this device's model cannot be explained.
        """
        if pictures > 1:
            raise PetsightError(f"--explain takes one picture, and these are {pictures}")
        self._target: Path = options.explain
        self._quiet: bool = options.quiet
        _check(self._target)
        self._explainer = Explainer(Model(options.model))
        self._answer: Answer | None = None

    def follow(self, answers: Iterable[Answer]) -> Generator[Answer, None, None]:
        """Pass answers on, and keep the one that there is."""
        for answer in answers:
            self._answer = answer
            yield answer

    def draw(self) -> None:
        """Draw the map of the picture that went by, if it was answered.

        Raises:
            PetsightError: The map cannot be made or written.
        """
        if self._answer is None or self._answer.prediction is None:
            return
        image = open_image(self._answer.path)
        content = io.BytesIO()
        draw_sheet(image, self._explainer.explain(image)).save(content, "PNG")
        _write(self._target, content.getvalue())
        drawn = f"what speaks for each label is drawn in {self._target}"
        if self._answer.prediction.source == "cloud":
            complain(f"{drawn}, as this device's model sees it; the answer is the cloud's")
        elif not self._quiet:
            complain(drawn)


def _check(target: Path) -> None:
    if target.suffix.lower() != ".png":
        raise PetsightError(f"--explain writes a PNG file; {target} does not end in .png")
    if os.path.lexists(target):
        raise _exists(target)
    if not target.parent.is_dir():
        raise PetsightError(f"{target} cannot be written: there is no folder {target.parent}")


def _write(target: Path, content: bytes) -> None:
    """Write a new file, or nothing at all."""
    try:
        file = target.open("xb")
    except FileExistsError:
        raise _exists(target) from None
    except OSError as exc:
        raise _unwritten(target, exc) from exc
    try:
        with file:
            file.write(content)
    except BaseException as exc:
        with contextlib.suppress(OSError):
            target.unlink()
        if isinstance(exc, OSError):
            raise _unwritten(target, exc) from exc
        raise


def _exists(target: Path) -> PetsightError:
    return PetsightError(f"{target} exists already; remove it or give another name")


def _unwritten(target: Path, cause: OSError) -> PetsightError:
    return PetsightError(f"{target} cannot be written ({cause.strerror})")
