"""Fetch a data set from Kaggle."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from model_training.config import ConfigError

PREFIX: Final = "kaggle:"


def resolve_data(data: str) -> Path:
    """Return the folder that `DATA` means, downloading it if it names a Kaggle data set.

    Args:
        data: A folder, or `kaggle:OWNER/NAME`.

    Returns:
        The data folder.

    Raises:
        ConfigError: The data set cannot be fetched; the text says what to do instead.
    """
    if not data.startswith(PREFIX):
        return Path(data)
    name = data.removeprefix(PREFIX)
    import kagglehub

    try:
        return Path(kagglehub.dataset_download(name))
    # kagglehub raises its own, requests' and plain errors; a person needs one sentence for all.
    except Exception as exc:
        raise ConfigError(
            f"the Kaggle data set {name} cannot be fetched ({type(exc).__name__}). Check the name "
            f"and the network, or download it by hand from https://www.kaggle.com/datasets/{name} "
            f"and pass its folder"
        ) from exc
