"""Build the image and push it, with docker or podman."""

from __future__ import annotations

import base64
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lambda_service.deploy.errors import DeployError

LOCAL_NAME: Final = "petsight-lambda"
"""Keeps the newest image, and with it the cache, that the next build starts from."""

_PLATFORMS: Final = {
    "x86_64": "linux/amd64",
    "amd64": "linux/amd64",
    "aarch64": "linux/arm64",
    "arm64": "linux/arm64",
}
_ARCHITECTURES: Final = {"amd64": "x86_64", "arm64": "arm64"}


def own_platform() -> str:
    """Return what this machine builds without emulation, "linux/amd64" or "linux/arm64"."""
    return _PLATFORMS.get(platform.machine().lower(), "linux/amd64")


@dataclass(frozen=True)
class Image:
    """A built image on this machine.

    Attributes:
        id: Its id without "sha256:", which names its content.
        architecture: "x86_64" or "arm64", as Lambda calls them.
    """

    id: str
    architecture: str

    @property
    def tag(self) -> str:
        """Return the tag that this content has in the repository."""
        return f"{self.architecture.replace('_', '-')}-{self.id[:16]}"


@dataclass(frozen=True)
class Builder:
    """docker or podman.

    Attributes:
        command: Which of the two.
    """

    command: str

    def build(self, context: Path, wanted_platform: str) -> Image:
        """Build the Dockerfile of a folder; what the builder says goes to standard error.

        Args:
            context: The folder.
            wanted_platform: "linux/amd64" or "linux/arm64".

        Raises:
            DeployError: There is no Dockerfile, the build fails, or it made something else.
        """
        if not (context / "Dockerfile").is_file():
            raise DeployError("there is no Dockerfile here; deploy from a checkout of petsight")
        command = self._build_command()
        options = ["--platform", wanted_platform, "--tag", LOCAL_NAME]
        self._run(*command, *options, str(context), what="building the image")
        image_id, _, made = (
            self._ask("image", "inspect", "--format", "{{.Id}} {{.Architecture}}", LOCAL_NAME) or ""
        ).partition(" ")
        if made != wanted_platform.removeprefix("linux/"):
            raise DeployError(
                f"the image is for {made or 'no known processor'}, not for {wanted_platform}; its"
                " base image is another platform's"
            )
        return Image(image_id.removeprefix("sha256:"), _ARCHITECTURES[made])

    def push(self, image: Image, repository: str, login: tuple[str, str]) -> None:
        """Push an image under its tag; layers that are there already are left out.

        Args:
            image: What `build` returned.
            repository: Registry and name, without a tag.
            login: User and password of the registry.

        Raises:
            DeployError: The push fails.
        """
        target = f"{repository}:{image.tag}"
        self._run("tag", image.id, target, what="naming the image")
        try:
            with _logged_in(repository.partition("/")[0], login) as environment:
                self._run("push", target, what="pushing the image", env=environment)
        finally:  # `LOCAL_NAME` still holds the image
            self._ask("rmi", target)

    def _build_command(self) -> Sequence[str]:
        """Return how to build: BuildKit must be told to add no attestations.

        They lead to an index of manifests, which Lambda refuses. podman and docker's classic
        builder make none, and do not know the options. `--load` brings the image here from a
        builder that runs elsewhere; podman's own format has no health checks.
        """
        if self.command == "podman":
            return ["build", "--format", "docker"]
        if self._ask("buildx", "version") is not None:
            return ["buildx", "build", "--provenance=false", "--sbom=false", "--load"]
        return ["build"]

    def _run(self, *arguments: str, what: str, env: Mapping[str, str] | None = None) -> None:
        # Standard output is for the URL alone.
        done = subprocess.run([self.command, *arguments], stdout=sys.stderr, env=env, check=False)  # noqa: S603
        if done.returncode != 0:
            raise DeployError(
                f"{what} failed ({self.command} {arguments[0]}, exit status {done.returncode}); its"
                " own words are above"
            )

    def _ask(self, *arguments: str) -> str | None:
        done = subprocess.run(  # noqa: S603 - the command is docker or podman, the rest ours
            [self.command, *arguments], capture_output=True, text=True, check=False
        )
        return done.stdout.strip() if done.returncode == 0 else None


def find_builder() -> Builder:
    """Return docker where it works, else podman.

    Raises:
        DeployError: Neither is there, or the one that is does not work.
    """
    there = [name for name in ("docker", "podman") if shutil.which(name)]
    if not there:
        raise DeployError("neither docker nor podman is installed; one of them builds the image")
    for name in there:
        # `info` asks docker's daemon; a docker command without one is common.
        done = subprocess.run([name, "info"], capture_output=True, check=False)  # noqa: S603
        if done.returncode == 0:
            return Builder(name)
    raise DeployError(
        f"{' and '.join(there)} cannot be used; is the daemon or the virtual machine running?"
        f" (`{there[0]} info` says more)"
    )


@contextmanager
def _logged_in(registry: str, login: tuple[str, str]) -> Iterator[Mapping[str, str]]:
    """Lend an environment in which docker and podman know one more password.

    `docker login` would write the password to the person's own settings or key store and leave it
    there. So a settings folder is made for the one command: theirs (contexts and plug-ins matter)
    with this login in it, readable by nobody else, gone afterwards.
    """
    theirs = Path(os.environ.get("DOCKER_CONFIG") or Path.home() / ".docker")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if theirs.is_dir():
            for entry in theirs.iterdir():
                if entry.name != "config.json":
                    (folder / entry.name).symlink_to(entry.resolve())
        settings = _settings(theirs / "config.json")
        settings["auths"] = {
            registry: {"auth": base64.b64encode(":".join(login).encode()).decode()}
        }
        file = folder / "config.json"
        file.touch(mode=0o600)
        file.write_text(json.dumps(settings))
        yield os.environ | {"DOCKER_CONFIG": name, "REGISTRY_AUTH_FILE": str(file)}


def _settings(file: Path) -> dict[str, object]:
    """Return docker's settings without the key stores that would be asked instead of us."""
    try:
        settings = json.loads(file.read_text())
    except (OSError, ValueError):
        return {}
    return {key: settings[key] for key in settings if key not in ("credsStore", "credHelpers")}
