"""Record anew, inside a model file, which configuration the model was trained with.

    .venv/bin/python tools/record_config.py runs/mine/config.json runs/mine/petsight-custom.tflite

For models of a time when the hash of a configuration covered every value, defaults too, and so
changed with every new one. Network, labels, thresholds and figures stay as they are.
"""

from __future__ import annotations

import hashlib
import io
import json
import sys
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Final

from model_training.config import ConfigError
from model_training.config_file import load_config
from model_training.files import replace_file
from model_training.tflite_metadata import append_archive
from petsight.errors import ModelError
from petsight.modelfile import ENTRY, ModelInfo, read_model_file

KEY: Final = "config_sha256"


def record(config: Path, model: Path) -> None:
    """Put the hash of a configuration into a model file in place of its older hash.

    Args:
        config: The `config.json` of the run that the model came from.
        model: The model file.

    Raises:
        ConfigError: The configuration cannot be read, or the model does not record its older hash.
        ModelError: The model file cannot be used.
    """
    new = load_config(str(config)).sha256()
    document = json.loads(config.read_text(encoding="utf-8"))
    old = hashlib.sha256(json.dumps(document, sort_keys=True).encode()).hexdigest()
    file = read_model_file(model)
    if file.info.training.get(KEY) != old:
        raise ConfigError(f"{model} does not record the older hash of {config}")
    info = replace(file.info, training={**file.info.training, KEY: new})
    content = _described(file.content, info)
    replace_file(model, lambda partial: partial.write_bytes(content))


def _described(content: bytes, info: ModelInfo) -> bytes:
    """Return a model file with another `petsight.json`."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        start = min(item.header_offset for item in archive.infolist())
        files = {name: archive.read(name) for name in archive.namelist()}
    files[ENTRY] = json.dumps(info.to_dict(), indent=1).encode()
    return append_archive(content[:start], files)


def main() -> None:
    """Record what the command line names."""
    if len(sys.argv) != 3:
        sys.exit("usage: record_config.py CONFIG MODEL")
    config, model = map(Path, sys.argv[1:])
    try:
        record(config, model)
    except (ConfigError, ModelError) as exc:
        sys.exit(str(exc))
    print(f"{model} has the sha256 {read_model_file(model).sha256}")


if __name__ == "__main__":
    main()
