"""Ask MediaPipe's ImageClassifier; runs in its environment and imports nothing of ours.

    python answers.py MODEL PIXELS.npy < paths.txt

Prints a JSON object: `files`, the scores for each file by label, read and resized by MediaPipe, and
`pixels`, the same for each picture of an array that already has the model's size.
"""

import json
import sys

import mediapipe
import numpy as np
from mediapipe.tasks.python import BaseOptions
from mediapipe.tasks.python.vision import ImageClassifier, ImageClassifierOptions


def main() -> None:
    """Print the answers."""
    model, pixels = sys.argv[1:]
    options = ImageClassifierOptions(base_options=BaseOptions(model_asset_path=model))
    with ImageClassifier.create_from_options(options) as classifier:

        def scores(image: mediapipe.Image) -> dict[str, float]:
            (head,) = classifier.classify(image).classifications
            return {category.category_name: category.score for category in head.categories}

        paths = sys.stdin.read().splitlines()
        files = [scores(mediapipe.Image.create_from_file(path)) for path in paths]
        kind = mediapipe.ImageFormat.SRGB
        arrays = [mediapipe.Image(image_format=kind, data=each) for each in np.load(pixels)]
        json.dump({"files": files, "pixels": [scores(image) for image in arrays]}, sys.stdout)


if __name__ == "__main__":
    main()
