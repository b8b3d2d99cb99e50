"""Test the heat maps: does hiding what they call hot lower the score more than hiding as much else?

    python tools/check_explain.py [--model FILE] [FOLDER]...

From each folder the first pictures by name are taken. The hottest part of a picture's map is
painted over with the picture's mean colour, and the score is asked again; then the same is done
with the part shifted by chance, over the edges too; it may overlap the hot one. After the deletion
test of V. Petsiuk et al., "RISE", 2018, https://arxiv.org/abs/1806.07421
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from petsight import Model, open_image, to_input
from petsight.discovery import find_pictures
from petsight.explain import Explainer
from petsight.resources import model_path

TEST: Final = Path(__file__).resolve().parents[2] / "shared" / "data" / "cats-and-dogs" / "test"
FROM_EACH: Final = 50
HIDDEN: Final = 0.2
"""Share of a picture that is painted over."""
ELSEWHERE: Final = 2
"""Other places that are tried for each picture."""
SEED: Final = 2016


@dataclass(frozen=True, slots=True)
class Drop:
    """What hiding did to the highest score of a picture.

    Attributes:
        hot: By how much hiding the hottest part lowered it.
        elsewhere: The same of other parts, on average.
    """

    hot: float
    elsewhere: float


def drops(model: Model, pictures: Iterable[Path]) -> Iterator[Drop]:
    """Measure pictures one by one; the same pictures give the same numbers.

    Args:
        model: The model to explain.
        pictures: Files that can be opened.
    """
    explainer = Explainer(model)
    generator = np.random.default_rng(SEED)
    for path in pictures:
        image = open_image(path)
        explanation = explainer.explain(image)
        label = explanation.strongest
        pixels = to_input(image, model.info.width, model.info.height)
        hot = hottest(explanation.heat(label), pixels.shape[1:3])
        parts = [hot, *(_moved(hot, generator) for _ in range(ELSEWHERE))]
        place = list(explanation.scores).index(label)
        before = model.scores(pixels)[place]
        fallen = [float(before - model.scores(hide(pixels, part))[place]) for part in parts]
        yield Drop(fallen[0], float(np.mean(fallen[1:])))


def hottest(heat: NDArray[np.float32], size: tuple[int, int]) -> NDArray[np.bool_]:
    """Return where the hottest `HIDDEN` of a picture is, shape (height, width)."""
    height, width = size
    smooth = Image.fromarray(heat).resize((width, height), Image.Resampling.BICUBIC)
    ranks = np.argsort(np.argsort(np.asarray(smooth), axis=None, kind="stable"))
    return (ranks >= round((1 - HIDDEN) * ranks.size)).reshape(size)


def hide(pixels: NDArray[np.uint8], part: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """Return the picture with a part in its mean colour."""
    hidden = pixels.copy()
    hidden[:, part] = np.rint(pixels.mean(axis=(0, 1, 2))).astype(np.uint8)
    return hidden


def _moved(part: NDArray[np.bool_], generator: np.random.Generator) -> NDArray[np.bool_]:
    """Shift a part anywhere; what leaves on one side comes in on the other."""
    down, right = (int(generator.integers(side)) for side in part.shape)
    return np.roll(part, (down, right), axis=(0, 1))


def pictures_of(folders: Sequence[Path], from_each: int = FROM_EACH) -> list[Path]:
    """Return the first pictures of each folder."""
    found = (islice(find_pictures([str(folder)], recursive=False), from_each) for folder in folders)
    return [Path(str(path)) for some in found for path in some]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    parser.add_argument("--model", type=Path, default=model_path())
    options = parser.parse_args()
    model = Model(options.model)
    pictures = pictures_of(options.folders or [TEST / "cats", TEST / "dogs"])
    measured = list(drops(model, pictures))
    hot = float(np.mean([drop.hot for drop in measured]))
    elsewhere = float(np.mean([drop.elsewhere for drop in measured]))
    more = sum(drop.hot > drop.elsewhere for drop in measured)
    print(f"{options.model.name}, {len(measured)} pictures, {HIDDEN:.0%} of each hidden")
    print(f"mean drop of the highest score: hottest part {hot:.3f}, elsewhere {elsewhere:.3f}")
    print(
        f"ratio {hot / elsewhere:.1f}; the hottest part mattered more in {more} of {len(measured)}"
    )


if __name__ == "__main__":
    main()
