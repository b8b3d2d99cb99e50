"""A running container, and how to ask it."""

from __future__ import annotations

import base64
import http.client
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from petsight.resources import model_path
from tests.container.engine import Engine
from tests.support import wait_for_port

INVOCATIONS: Final = "/2015-03-31/functions/function/invocations"
LIKE_LAMBDA: Final = ("--read-only", "--read-only-tmpfs=false", "--tmpfs=/tmp", "--cap-drop=all")
INSIDE: Final = Path(__file__).with_name("inside")
OWNER: Final = "petsight.owner"
"""Label of a container: the process that started it and will remove it."""
START_S: Final = 20.0


def with_model(tier: str) -> str:
    """Return the option of `run_container` by which a shipped model answers.

    Args:
        tier: "edge" or "cloud"; left to itself, the service takes the cloud model where it is.
    """
    path = f"/var/task/petsight/assets/models/{model_path(tier).name}"
    return f"--env=PETSIGHT_SERVICE_MODEL={path}"


@dataclass(frozen=True, slots=True)
class Reply:
    """What the emulator answered.

    Attributes:
        status: The HTTP status: 200 even where the handler raised.
        body: The body as it came.
    """

    status: int
    body: bytes

    def json(self) -> Any:
        """Return the body, read as JSON."""
        return json.loads(self.body)


def encoded(data: bytes) -> str:
    """Return bytes as base64 text."""
    return base64.b64encode(data).decode("ascii")


def invoke(port: int, event: Any, timeout_s: float = 60.0) -> Reply:
    """Send one event, which must not overlap another: the emulator dies of two at once.

    Args:
        port: Where the emulator listens on 127.0.0.1.
        event: The event; bytes are sent as they are, anything else as JSON.
        timeout_s: How long to wait for the answer.

    Returns:
        What came back.
    """
    body = event if isinstance(event, bytes) else json.dumps(event).encode()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout_s)
    try:
        connection.request("POST", INVOCATIONS, body, {"content-type": "application/json"})
        response = connection.getresponse()
        return Reply(response.status, response.read())
    finally:
        connection.close()


@dataclass(frozen=True, slots=True)
class Container:
    """A container that runs.

    Attributes:
        engine: What runs it.
        id: Its identifier.
        port: The port on 127.0.0.1 where the emulator listens, or 0.
    """

    engine: Engine
    id: str
    port: int

    def invoke(self, event: Any) -> Reply:
        """Send one event; see `invoke` of this module."""
        return invoke(self.port, event)

    def ask(self, picture: bytes) -> Reply:
        """Send one picture's file as a direct invoke."""
        return self.invoke({"image": encoded(picture)})

    def execute(self, *command: str) -> str:
        """Run a command inside and return what it printed."""
        return self.engine.call("podman", "exec", self.id, *command)

    def inspect(self, template: str) -> str:
        """Return one fact about the container, by a Go template."""
        return self.engine.call("podman", "inspect", f"--format={template}", self.id)

    def logs(self) -> str:
        """Return what it wrote to both outputs so far."""
        return self.engine.call("sh", "-c", f"podman logs {self.id} 2>&1")


@contextmanager
def run_container(
    engine: Engine, image: str, *options: str, command: Sequence[str] = ()
) -> Iterator[Container]:
    """Run an image as Lambda does: read-only, without privileges, not as root.

    Args:
        engine: What runs it.
        image: The image's name.
        options: More options of `podman run`, such as `--network=none`.
        command: Another handler than the image's own.

    Yields:
        The container, with its port open.
    """
    networked = "--network=none" not in options
    publish = ("--publish=127.0.0.1::8080",) if networked else ()
    start = ("podman", "run", "--detach", "--pull=never", f"--label={OWNER}={os.getpid()}")
    identifier = engine.call(*start, *LIKE_LAMBDA, *publish, *options, image, *command)
    try:
        port = _port(engine, identifier) if networked else 0
        yield Container(engine, identifier, port)
    finally:
        engine.call("podman", "rm", "--force", "--time=2", identifier)


def remove_orphans(engine: Engine) -> None:
    """Remove containers whose process was killed before it could."""
    template = f'--format={{{{.ID}}}} {{{{index .Labels "{OWNER}"}}}}'
    for line in engine.call("podman", "ps", "--all", template).splitlines():
        identifier, _, owner = line.partition(" ")
        if not Path("/proc", owner or "none").exists():
            engine.call("podman", "rm", "--force", "--time=2", identifier)


def run_script(engine: Engine, image: str, script: Path, *options: str) -> Any:
    """Run a script with the image's Python and what the handler imports.

    Args:
        engine: What runs it.
        image: The image's name.
        script: The script's file on this machine.
        options: More options of `podman run`.

    Returns:
        The JSON document in the last line that it printed.
    """
    printed = engine.call(
        "podman", "run", "--rm", "--pull=never", "--network=none", *LIKE_LAMBDA, *options,
        f"--volume={script}:/script.py:ro", "--env=PYTHONPATH=/var/task",
        "--entrypoint=python3", image, "/script.py",
    )  # fmt: skip
    return json.loads(printed.splitlines()[-1])


def _port(engine: Engine, identifier: str) -> int:
    address = engine.call("podman", "port", identifier, "8080/tcp").splitlines()[0]
    port = int(address.rpartition(":")[2])
    wait_for_port(port)
    return port
