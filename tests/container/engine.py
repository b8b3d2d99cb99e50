"""buildah and podman with storage and settings of their own, so that no other image is touched."""

from __future__ import annotations

import os
import shutil
import subprocess
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

TOOLS: Final = ("buildah", "podman", "runc", "debootstrap")
"""Debian packages, and the programs of the same name."""

STORAGE: Final = """\
[storage]
driver = "overlay"
graphroot = "{folder}/storage"
runroot = "{run}"
"""

# Where root lacks CAP_SYS_RESOURCE or control groups are hybrid, podman's own choices of limits,
# runtime and group manager fail; these work there and elsewhere.
CONTAINERS: Final = """\
[containers]
default_ulimits = ["nofile=4096:4096", "nproc=20000:20000"]
[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
events_logger = "file"
lock_type = "file"
tmp_dir = "{run}/libpod"
"""

PIP_FILES: Final = ("/etc/pip.conf", "/etc/ssl/certs/ca-certificates.crt")
"""A build step sees none of the machine's pip settings; mounted, nothing of them stays behind."""


class EngineError(RuntimeError):
    """A container tool failed; the text is what it said."""


def missing_tools() -> list[str]:
    """Return the container tools that this machine lacks."""
    return [tool for tool in TOOLS if shutil.which(tool) is None]


@dataclass(frozen=True, slots=True)
class Engine:
    """Builds images and runs containers.

    Attributes:
        folder: Holds images and settings; may be deleted while nothing runs.
    """

    folder: Path

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        places = {"folder": self.folder, "run": self.run_folder}
        (self.folder / "storage.conf").write_text(STORAGE.format(**places), encoding="utf-8")
        (self.folder / "containers.conf").write_text(CONTAINERS.format(**places), encoding="utf-8")

    @property
    def run_folder(self) -> Path:
        """What must not outlive the machine's next start; short, for the sockets in it."""
        return Path("/run") / f"petsight-{zlib.crc32(bytes(self.folder)):08x}"

    @property
    def environment(self) -> dict[str, str]:
        """What makes buildah, podman and their clients use this engine's storage."""
        return os.environ | {
            "CONTAINERS_STORAGE_CONF": str(self.folder / "storage.conf"),
            "CONTAINERS_CONF": str(self.folder / "containers.conf"),
            "BUILDAH_ISOLATION": "chroot",
        }

    def call(self, *command: str | Path, timeout_s: float = 300.0) -> str:
        """Run a tool to its end and return what it printed.

        Raises:
            EngineError: It failed; the text is the end of its error output.
        """
        done = subprocess.run(
            command,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=timeout_s,
            check=False,
        )
        if done.returncode != 0:
            told = "\n".join((done.stdout + done.stderr).splitlines()[-40:])
            raise EngineError(
                f"{' '.join(map(str, command[:2]))} ended with {done.returncode}:\n{told}"
            )
        return done.stdout.strip()

    def has(self, image: str) -> bool:
        """Return whether an image is there."""
        try:
            self.call("buildah", "inspect", "--type", "image", image)
        except EngineError:
            return False
        return True

    def build(self, context: Path, image: str, **arguments: str) -> None:
        """Build the Dockerfile of a folder, taking unchanged layers from the last build.

        Args:
            context: The folder.
            image: The name of what is built.
            arguments: The Dockerfile's build arguments.
        """
        mounts = [f"--volume={name}:{name}:ro" for name in PIP_FILES if Path(name).is_file()]
        given = [f"--build-arg={name}={value}" for name, value in arguments.items()]
        command = ["buildah", "bud", "--quiet", "--layers", "--force-rm", "--pull-never"]
        command += ["--format=docker", *mounts, *given, f"--tag={image}"]
        self.call(*command, context, timeout_s=600.0)

    def close(self) -> None:
        """Undo what the tools leave mounted, so that the folder can be deleted.

        Layers of builds long superseded go too; those of today make the next build quick.
        """
        self.call("podman", "image", "prune", "--force", "--filter=until=24h")
        if not self.call("podman", "ps", "--all", "--quiet"):
            self.call("buildah", "rm", "--all")  # what an interrupted build left
            overlay = self.folder / "storage" / "overlay"
            if overlay.is_mount():
                self.call("umount", overlay)
            shutil.rmtree(self.run_folder)

    def size(self, image: str) -> int:
        """Return the bytes that an image's layers take, uncompressed."""
        return int(self.call("podman", "image", "inspect", "--format={{.Size}}", image))
