"""A head of several dense layers, fitted to features that were computed once."""

from __future__ import annotations

from typing import Any, NamedTuple

import keras
import numpy as np
from numpy.typing import NDArray

from model_training.config import TrainConfig

Array = NDArray[Any]


class Examples(NamedTuple):
    """What a head is fitted to.

    Attributes:
        features: (n, features).
        targets: Probabilities, (n, labels).
        weights: How much each picture counts, (n,).
    """

    features: Array
    targets: Array
    weights: Array


def fit_layers(model: keras.Model, examples: Examples, config: TrainConfig) -> None:
    """Fit all layers behind the backbone by AdamW, and leave them in the classifier.

    Features of a picture that shows two animals lie between those of either, where one layer can
    say "both" only at the cost of pictures that are hard to tell; two layers need not choose.

    Args:
        model: What `build_classifier` returned; its head is changed in place.
        examples: The features of all views.
        config: The first phase says epochs and learning rate; `head_penalty` is the weight decay,
            and dropout applies to the features and before the last layer.
    """
    features, targets, weights = examples
    centre, spread = features.mean(axis=0), features.std(axis=0) + 1e-3
    layers = model.layers[2:]
    source = keras.Input(features.shape[1:], name="features")
    x = keras.layers.Dropout(config.dropout, seed=config.seed, name="features_dropout")(source)
    for layer in layers:
        x = layer(x)
    head = keras.Model(source, x, name="head")
    phase, batch = config.phases[0], 8 * config.batch_size
    steps = phase.epochs * -(-len(features) // batch)
    head.compile(
        keras.optimizers.AdamW(
            keras.optimizers.schedules.CosineDecay(phase.learning_rate, steps),
            weight_decay=config.head_penalty,
        ),
        keras.losses.BinaryCrossentropy(from_logits=True, label_smoothing=config.smoothing),
    )
    head.fit(
        ((features - centre) / spread).astype(np.float32),
        targets,
        sample_weight=weights / weights.mean(),
        batch_size=batch,
        epochs=phase.epochs,
        verbose=2,
    )
    first = layers[0]
    kernel, bias = first.get_weights()
    kernel = kernel / spread[:, np.newaxis]
    first.set_weights([kernel, bias - centre @ kernel])
