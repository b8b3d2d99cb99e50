"""Make the golden vectors: `python tools/make_golden.py`.

Inputs that lie in `assets/golden/inputs` are never encoded again, because another encoder would
make other bytes; only missing ones are made. The expected results are computed anew, so a change in
them shows up in the diff and needs a new `PREPROCESS_ID` or a good reason. HEIC inputs need
`pip install pillow-heif`.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import Any, Final

import numpy as np
import PIL
from golden_inputs import encoders
from numpy.typing import NDArray

from petsight.golden import prepare
from petsight.preprocess import PREPROCESS_ID

FOLDER: Final = Path(__file__).resolve().parent.parent / "assets" / "golden"


def main() -> None:
    """Make missing inputs, then all expected results and the manifest."""
    inputs = FOLDER / "inputs"
    inputs.mkdir(parents=True, exist_ok=True)
    for name, encode in encoders().items():
        if not (inputs / name).exists():
            (inputs / name).write_bytes(encode())
            print(f"made {name}")
    files: dict[str, dict[str, Any]] = {}
    arrays: dict[str, NDArray[np.uint8]] = {}
    for name in sorted(encoders()):
        data = (inputs / name).read_bytes()
        files[name] = {
            "sha256": hashlib.sha256(data).hexdigest(),
            "optional": name.endswith(".heic"),
        }
        arrays |= {f"{name}/{key}": array for key, array in prepare(data).items()}
    manifest = {"pillow": PIL.__version__, "preprocess_id": PREPROCESS_ID, "files": files}
    (FOLDER / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", "utf-8")
    write_npz(FOLDER / "expected.npz", arrays)


def write_npz(path: Path, arrays: dict[str, NDArray[np.uint8]]) -> None:
    """Write arrays so that equal arrays give equal bytes; NumPy puts the time of day into its zips.

    Args:
        path: The file.
        arrays: What `np.load` shall give back.
    """
    with zipfile.ZipFile(path, "w") as archive:
        for name, array in arrays.items():
            buffer = io.BytesIO()
            np.lib.format.write_array(buffer, np.ascontiguousarray(array), allow_pickle=False)
            entry = zipfile.ZipInfo(f"{name}.npy", date_time=(1980, 1, 1, 0, 0, 0))
            archive.writestr(entry, buffer.getvalue(), zipfile.ZIP_DEFLATED, compresslevel=9)


if __name__ == "__main__":
    main()
