"""The parts of an answer add up to it, and lie where their causes do."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from petsight import Model, ModelError, open_image
from petsight.explain import Explainer, Explanation
from petsight.resources import model_path
from tests.petsight.test_runtime import run_without
from tests.support import require
from tests.support_cli import environment
from tests.support_model import TINY, picture

MODELS = Path(__file__).resolve().parents[1] / "data" / "explain"
FORMATS = ("float32", "float16", "int8")
JOINED = [f"joined-{number_format}.tflite" for number_format in FORMATS]
LAYERED = [f"layered-{number_format}.tflite" for number_format in FORMATS]
EXACT = {"joined-int8.tflite": 0.02, "layered-int8.tflite": 0.05}
"""Logits; elsewhere the parts add up but for rounding."""


def noise(seed: int = 5) -> Image.Image:
    """A picture no two places of which are alike."""
    values = np.random.default_rng(seed).integers(0, 256, (48, 64, 3), dtype=np.uint8)
    return Image.fromarray(values)


def logits(explanation: Explanation) -> np.ndarray:
    scores = np.array(list(explanation.scores.values()))
    return np.asarray(np.log(scores / (1 - scores)))


def red_quarter() -> Image.Image:
    """Red, a cat for the tiny model, at the upper right; the rest is black."""
    image = Image.new("RGB", (64, 48))
    image.paste((255, 0, 0), (32, 0, 64, 24))
    return image


def test_the_evidence_lies_where_the_colour_is():
    explanation = Explainer(Model(TINY)).explain(red_quarter())
    cat, dog, bird = explanation.evidence
    assert cat.shape == (24, 32)
    # Where red meets black, a place shows both.
    assert np.all(cat[:11, 17:] > 11.9)
    assert np.all(cat[13:] < -11.9)
    assert np.all(cat[:, :15] < -11.9)
    assert np.all(dog < -11.9)
    assert np.all(bird < -11.9)


@pytest.mark.parametrize("name", [*JOINED, *LAYERED, "tiny"])
def test_the_average_of_the_evidence_is_the_answer(name):
    model = Model(TINY if name == "tiny" else MODELS / name)
    explanation = Explainer(model).explain(noise())
    average = explanation.evidence.mean(axis=(1, 2))
    assert average == pytest.approx(logits(explanation), abs=EXACT.get(name, 1e-4))
    assert list(explanation.scores) == ["cat", "dog", "bird"]
    assert explanation.model_sha256 == model.sha256


def test_the_shipped_model():
    model = Model()
    explanation = Explainer(model).explain(noise())
    assert list(explanation.scores) == [label.name for label in model.info.labels]
    assert explanation.evidence.mean(axis=(1, 2)) == pytest.approx(logits(explanation), abs=1e-3)
    rows, columns = explanation.evidence.shape[1:]
    assert rows == columns > 4


def test_the_scores_are_those_of_the_answer(golden_inputs):
    model = Model(MODELS / "joined-float32.tflite")
    image = noise()
    explained = Explainer(model).explain(image)
    pixels = np.asarray(image.resize((32, 24), Image.Resampling.BILINEAR))[np.newaxis]
    assert list(explained.scores.values()) == pytest.approx(model.scores(pixels).tolist(), abs=1e-6)


def test_feature_maps_of_two_sizes_become_the_finer_one():
    explanation = Explainer(Model(MODELS / "joined-float32.tflite")).explain(noise())
    assert explanation.evidence.shape == (3, 6, 8)


@pytest.mark.parametrize("names", [JOINED, LAYERED])
def test_number_formats_agree(names):
    maps = [Explainer(Model(MODELS / name)).explain(noise()).evidence for name in names]
    spread = maps[0].std()
    for other in maps[1:]:
        assert np.abs(other - maps[0]).max() < 0.2 * spread


def test_of_two_layers_only_what_passes_the_first_counts():
    """Each picture has weights of its own, those of the hidden values that it leaves above 0."""
    explainer = Explainer(Model(MODELS / "layered-float32.tflite"))
    (first, _), (last, _) = explainer._constants
    seen = set()
    for image in (noise(1), red_quarter(), Image.new("RGB", (64, 48), (20, 200, 20))):
        explainer.explain(image)
        weights, _ = explainer._as_one_layer()
        assert np.abs(weights).max() > 0
        assert np.abs(weights - last @ first).max() > 1e-3
        seen.add(weights.tobytes())
    assert len(seen) > 1


def test_what_changes_in_a_corner_shows_in_that_corner():
    """Rows and columns are neither swapped nor mirrored, also where a map is enlarged."""
    explainer = Explainer(Model(MODELS / "joined-float32.tflite"))
    before = noise()
    after = before.copy()
    after.paste((255, 255, 255), (48, 0, 64, 12))
    change = np.abs(explainer.explain(after).evidence - explainer.explain(before).evidence).sum(0)
    assert np.unravel_index(change.argmax(), change.shape) in {(0, 6), (0, 7), (1, 6), (1, 7)}
    # The maps are brought to the average again, so a little changes everywhere.
    assert change[3:, :4].max() < 0.1 * change.max()


def test_heat_is_measured_by_the_strongest_evidence_of_all():
    evidence = np.array([[[4.0, -1.0]], [[-8.0, 2.0]]], np.float32)
    explanation = Explanation({"cat": 0.8, "dog": 0.1}, evidence, "00")
    assert explanation.heat("cat").tolist() == [[0.5, 0.0]]
    assert explanation.heat("dog").tolist() == [[0.0, 0.25]]
    assert explanation.heat("dog").dtype == np.float32
    assert explanation.strongest == "cat"
    with pytest.raises(KeyError):
        explanation.heat("bird")


def test_no_evidence_at_all_is_cold():
    explanation = Explanation({"cat": 0.5}, np.zeros((1, 2, 2), np.float32), "00")
    assert explanation.heat("cat").max() == 0


def test_a_result_cannot_be_changed():
    explanation = Explainer(Model(TINY)).explain(noise())
    with pytest.raises(ValueError, match="read-only"):
        explanation.evidence[:] = 0


def test_a_model_without_a_map_is_a_sentence():
    with pytest.raises(ModelError) as caught:
        Explainer(Model(MODELS / "flat.tflite"))
    assert caught.value.message == (
        "the answers of flat.tflite cannot be explained: "
        "its dense layer does not follow a global average of feature maps"
    )


def test_a_file_that_was_replaced(tmp_path):
    path = Path(shutil.copy(TINY, tmp_path / "m.tflite"))
    model = Model(path)
    shutil.copy(MODELS / "flat.tflite", path)
    with pytest.raises(ModelError, match=r"m\.tflite was replaced since it was loaded"):
        Explainer(model)


def test_parts_that_do_not_add_up_are_refused(monkeypatch):
    """What a runtime hands out may be stale: a map of it would be a picture of nothing."""
    explainer = Explainer(Model(TINY))
    nothing = [(np.zeros_like(weights), bias) for weights, bias in explainer._constants]
    monkeypatch.setattr(explainer, "_constants", nothing)
    with pytest.raises(ModelError, match="do not add up"):
        explainer.explain(noise())


def test_threads_share_one(tmp_path):
    explainer = Explainer(Model(MODELS / "joined-float32.tflite"))
    images = [noise(seed) for seed in range(16)]
    alone = [explainer.explain(image).evidence for image in images]
    together = threading.Barrier(4)

    def explain(image: Image.Image) -> np.ndarray:
        together.wait(10)
        return explainer.explain(image).evidence

    with ThreadPoolExecutor(4) as pool:
        for expected, found in zip(alone, pool.map(explain, images), strict=True):
            np.testing.assert_array_equal(found, expected)


@pytest.mark.parametrize("size", [(1, 1), (1, 500), (3000, 2)])
def test_pictures_of_any_shape(size, tmp_path):
    image = open_image(picture(tmp_path / "odd.png", "cat", size))
    explanation = Explainer(Model(TINY)).explain(image)
    assert explanation.strongest == "cat"
    assert explanation.heat("cat").min() > 0.9


def test_the_model_that_answers_is_left_alone():
    model = Model(model_path())
    pixels = np.zeros((1, model.info.height, model.info.width, 3), np.uint8)
    before = model.scores(pixels)
    idle = list(model._idle)
    Explainer(model).explain(noise())
    assert list(model._idle) == idle
    np.testing.assert_array_equal(model.scores(pixels), before)


def test_nothing_of_it_is_loaded_before_somebody_asks():
    code = (
        "import sys, petsight; from petsight.cli import main; petsight.Model, petsight.classify;"
        "import petsight.cli.classify; print([m for m in sys.modules if 'explain' in m])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment(), capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


@pytest.mark.slow
def test_tensorflow_gives_the_same_maps(tmp_path):
    require(importlib.util.find_spec("tensorflow"), "TensorFlow")
    path = MODELS / "joined-float16.tflite"
    image = noise()
    image.save(tmp_path / "noise.png")
    code = f"""
import numpy as np
from petsight import Model, open_image
from petsight.explain import Explainer
model = Model({str(path)!r})
assert model.runtime.name == "tensorflow"
found = Explainer(model).explain(open_image({str(tmp_path / "noise.png")!r}))
np.save({str(tmp_path / "maps.npy")!r}, found.evidence)
"""
    found = run_without({"ai_edge_litert", "tflite_runtime"}, code)
    assert found.returncode == 0, found.stderr
    expected = Explainer(Model(path)).explain(image).evidence
    np.testing.assert_allclose(np.load(tmp_path / "maps.npy"), expected, atol=1e-4)
