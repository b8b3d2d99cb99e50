"""Write what the Lambda image installs, with the hash of every wheel that may be installed.

    python tools/pin_image.py

pip resolves against constraints.txt for each Python and processor that the image can be built for,
and installs nothing. Only what the handler imports is listed: the image installs without
dependencies, since LiteRT names some that its interpreter never loads.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parent.parent
TARGET: Final = ROOT / "lambda_service" / "requirements.txt"
PYTHONS: Final = ("3.12", "3.13")
PROCESSORS: Final = ("x86_64", "aarch64")
MANYLINUX: Final = ("2_34", "2_28", "2_27", "2_17", "2014")
"""What Amazon Linux 2023 runs, with its glibc 2.34, and the older tags that wheels still carry."""

NEEDED: Final = ("ai-edge-litert", "boto3", "numpy", "pillow", "requests")
NEVER_LOADED: Final = frozenset(
    ("backports-strenum", "flatbuffers", "ml-dtypes", "protobuf", "tqdm", "typing-extensions")
)
HEADER: Final = """\
# What the Lambda image installs, by wheel and hash: CPython {pythons} on Linux, {processors}.
# Written by tools/pin_image.py from constraints.txt; run that again, do not edit.
--only-binary :all:
"""


def main() -> None:
    """Resolve for every Python and processor and write the file."""
    hashes: dict[str, set[str]] = defaultdict(set)
    for python in PYTHONS:
        for processor in PROCESSORS:
            for pin, digest in resolve(python, processor):
                hashes[pin].add(digest)
    lines = [
        " \\\n    ".join([pin, *(f"--hash=sha256:{digest}" for digest in sorted(digests))])
        for pin, digests in sorted(hashes.items())
    ]
    header = HEADER.format(pythons=" and ".join(PYTHONS), processors=" and ".join(PROCESSORS))
    TARGET.write_text(header + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    print(f"{TARGET.relative_to(ROOT)}: {len(lines)} packages")


def resolve(python: str, processor: str) -> list[tuple[str, str]]:
    """Return `name==version` and the wheel's sha256 of everything that the image installs.

    Args:
        python: A version such as "3.12".
        processor: A machine's name as in the tags of wheels.
    """
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--report", "-"]
    command += ["--ignore-installed", "--only-binary=:all:", "--implementation", "cp"]
    command += [f"--python-version={python}", "-c", str(ROOT / "constraints.txt")]
    command += [f"--platform=manylinux{_tag(version)}_{processor}" for version in MANYLINUX]
    with tempfile.TemporaryDirectory() as nowhere:  # pip asks for a folder, and leaves it empty
        command += ["--target", nowhere, *NEEDED]
        report = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    entries = [(_name(entry), entry) for entry in json.loads(report)["install"]]
    return [
        (f"{name}=={entry['metadata']['version']}", _digest(entry))
        for name, entry in entries
        if name not in NEVER_LOADED
    ]


def _tag(version: str) -> str:
    return version if version == "2014" else f"_{version}"


def _name(entry: dict[str, Any]) -> str:
    return re.sub(r"[-_.]+", "-", entry["metadata"]["name"]).lower()


def _digest(entry: dict[str, Any]) -> str:
    return str(entry["download_info"]["archive_info"]["hashes"]["sha256"])


if __name__ == "__main__":
    main()
