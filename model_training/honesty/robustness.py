"""Measure what worse pictures cost, and whether two animals in one picture are both seen."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from tqdm import tqdm

from model_training.dataset import Picture
from model_training.evaluate import Scored, rate_row
from model_training.files import replace_text
from model_training.honesty.distortions import DISTORTIONS
from model_training.honesty.mosaics import join, pair_up, side_by_side
from model_training.honesty.tables import both_table, robustness_table
from model_training.measure import load_fitting_model
from model_training.model_run import who
from model_training.plots import robustness_plot, write_png
from model_training.prepared import Prepared, spread_places
from petsight import Model, open_image, to_input
from petsight.labels import NOT_SURE

Array = NDArray[Any]

JSON: Final = "robustness.json"
WORKERS: Final = 2


def robustness(
    prepared: Prepared, path: Path, out: Path, most: int | None = None
) -> dict[str, Any]:
    """Measure a model file on distorted held-out pictures and on mosaics of them.

    Args:
        prepared: The divided data set.
        path: The model file.
        out: The folder for `robustness.json`, `robustness.md` and `robustness.png`.
        most: How many of the held-out pictures to distort, taken evenly from all folders; None
            takes all. The mosaics are made of all of them.

    Returns:
        The figures: `distortions` holds a row for each kind and level, `both` the answers to
        mosaics, `largest_mild_drop` what the worst kind costs at its mildest level.

    Raises:
        ConfigError: The model has other labels than the data set.
    """
    model = load_fitting_model(path, prepared)
    root, pictures = prepared.dataset.root, prepared.parts["heldout"]
    chosen = [pictures[i] for i in spread_places(len(pictures), most or len(pictures))]
    targets = prepared.dataset.targets(chosen)
    document = {
        "model": who(model),
        "pictures": len(chosen),
        **measure_distortions(model, root, chosen, targets),
        "both": measure_both(model, root, pictures),
    }
    out.mkdir(parents=True, exist_ok=True)
    replace_text(out / JSON, json.dumps(document, indent=1))
    text = "\n\n".join([robustness_table(document), both_table(document["both"])])
    replace_text(out / "robustness.md", text + "\n")
    write_png(robustness_plot(document["distortions"]), out / "robustness.png")
    return document


def measure_distortions(
    model: Model, root: Path, pictures: Sequence[Picture], targets: Array
) -> dict[str, Any]:
    """Score every picture as it is and in every distortion at every level.

    Args:
        model: The model.
        root: The data folder.
        pictures: Pictures that the model was not trained on.
        targets: Zeros and ones, (pictures, labels).

    Returns:
        `plain`, `distortions` and `largest_mild_drop`, ready for JSON.
    """
    variants = [(kind, level) for kind in DISTORTIONS for level in kind.levels]

    def score(picture: Picture) -> list[Array]:
        image = open_image(root / picture.path)
        changed = (kind.apply(image, level, picture.path) for kind, level in variants)
        return [_scores(model, image), *(_scores(model, one) for one in changed)]

    scores = np.array(_in_parallel(score, pictures, "distort"))
    plain, *changed = (
        Scored(pictures, targets, scores[:, i], model.info.labels) for i in range(1 + len(variants))
    )
    rows = [
        {
            "kind": kind.name,
            "meaning": kind.meaning,
            "step": kind.levels.index(level) + 1,
            "level": level,
            **_compared(scored, plain),
        }
        for (kind, level), scored in zip(variants, changed, strict=True)
    ]
    mild = [row["drop"] for row in rows if row["step"] == 1]
    return {"plain": _figures(plain), "distortions": rows, "largest_mild_drop": max(mild)}


def measure_both(model: Model, root: Path, pictures: Sequence[Picture]) -> dict[str, Any]:
    """Answer mosaics of two pictures that show different labels.

    Args:
        model: The model.
        root: The data folder.
        pictures: Pictures that the model was not trained on.

    Returns:
        The share of mosaics whose answer names both labels, and how often each answer was given.
    """
    names = [label.name for label in model.info.labels]
    pairs = list(pair_up(pictures, names))

    def score(numbered: tuple[int, tuple[Picture, Picture]]) -> Array:
        index, pair = numbered
        first, second = (open_image(root / picture.path) for picture in pair)
        return _scores(model, side_by_side(first, second, upright=index % 4 > 1))

    scores = np.array(_in_parallel(score, list(enumerate(pairs)), "mosaics"))
    shown = [join(*pair) for pair in pairs]
    targets = np.array([[name in picture.labels for name in names] for picture in shown])
    scored = Scored(shown, targets, scores.reshape(-1, len(names)), model.info.labels)
    right = np.array(scored.answers) == np.array(scored.truths)
    return {"right": rate_row(right), "answers": dict(Counter(scored.answers).most_common())}


def _scores(model: Model, image: Image.Image) -> Array:
    return model.scores(to_input(image, model.info.width, model.info.height))


def _in_parallel(score: Callable[[Any], Any], items: Iterable[Any], what: str) -> list[Any]:
    with ThreadPoolExecutor(WORKERS) as pool:
        items = list(items)
        return list(tqdm(pool.map(score, items), total=len(items), desc=what, disable=None))


def _figures(scored: Scored) -> dict[str, Any]:
    answers, truths = np.array(scored.answers), np.array(scored.truths)
    return {
        "told_apart": rate_row(scored.told_apart[scored.single]),
        "right": rate_row(answers == truths),
        "not_sure": rate_row(answers == NOT_SURE),
    }


def _compared(scored: Scored, plain: Scored) -> dict[str, Any]:
    """Add how many points are lost, and how many pictures changed sides for that."""
    now, before = (one.told_apart[one.single] for one in (scored, plain))
    return {
        **_figures(scored),
        "drop": float(before.mean() - now.mean()) if len(now) else 0.0,
        "newly_wrong": int((before & ~now).sum()),
        "newly_right": int((now & ~before).sum()),
    }
