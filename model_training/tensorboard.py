"""Leave a run's losses where TensorBoard finds them: `tensorboard --logdir runs`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

FOLDER: Final = "tensorboard"
_TAGS: Final = {
    "train_loss": "loss/train",
    "select_loss": "loss/select",
    "select_accuracy": "accuracy/select",
}


def log_epoch(run: Path, row: Mapping[str, Any]) -> None:
    """Add one epoch; a run that goes on after a kill adds to what is there.

    TensorBoard's own writer works without TensorFlow, unlike Keras's callback, so that the other
    backends log too.

    Args:
        run: The run folder.
        row: The epoch's row of the log that `train` keeps.
    """
    from tensorboard.summary import Writer  # slow to import, and only training needs it

    writer = Writer(str(run / FOLDER))
    for column, tag in _TAGS.items():
        writer.add_scalar(tag, row[column], row["epoch"] + 1)
    writer.close()
