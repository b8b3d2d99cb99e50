"""A real build and a real push, with podman (or docker) and Debian's docker-registry.

The registry wants the user and the password that the stand-in's ECR hands out, and the image is
empty but for a file, so that this takes seconds.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests

from lambda_service.deploy import builder, up
from tests.container.engine import Engine
from tests.container.project import what_is_missing
from tests.lambda_service.deploy.aws_stand_in import StandIn
from tests.lambda_service.deploy.moto_repairs import MANIFESTS
from tests.lambda_service.deploy.support import Deployment, Docker
from tests.support import require, wait_for_port

LOGIN = ("AWS", "123456789012-auth-token")
LOGIN_HASHED = "$2b$04$poXwyjVrgbTJ/vF1LOHrIuQjC5hIVbhQpgbv.uMDz5fsPlggQyQ8G"
INDEXES = ("application/vnd.oci.image.index", "application/vnd.docker.distribution.manifest.list")

CONFIGURATION = """\
version: 0.1
log: {{level: error}}
storage: {{filesystem: {{rootdirectory: {folder}/data}}}}
http: {{addr: 127.0.0.1:{port}, secret: for-tests}}
auth: {{htpasswd: {{realm: tests, path: {folder}/users}}}}
"""


@dataclass
class Registry:
    """A running docker-registry.

    Attributes:
        address: Host and port.
        folder: Where it keeps things.
    """

    address: str
    folder: Path

    def manifest(self, tag: str) -> requests.Response:
        return requests.get(
            f"http://{self.address}/v2/petsight/manifests/{tag}",
            auth=LOGIN,
            headers={"Accept": f"{MANIFESTS}, {INDEXES[0]}.v1+json, {INDEXES[1]}.v2+json"},
            timeout=10,
        )

    def tags(self) -> list[str]:
        url = f"http://{self.address}/v2/petsight/tags/list"
        return sorted(requests.get(url, auth=LOGIN, timeout=10).json().get("tags") or [])

    def repository(self) -> Path:
        return self.folder / "data/docker/registry/v2/repositories/petsight"


@pytest.fixture
def registry(tmp_path: Path) -> Iterator[Registry]:
    require(shutil.which("docker-registry"), "Debian's docker-registry")
    folder = tmp_path / "registry"
    folder.mkdir()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (folder / "users").write_text(f"{LOGIN[0]}:{LOGIN_HASHED}\n")
    (folder / "config.yml").write_text(CONFIGURATION.format(folder=folder, port=port))
    with subprocess.Popen(
        ["docker-registry", "serve", folder / "config.yml"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        wait_for_port(port, process)
        yield Registry(f"127.0.0.1:{port}", folder)
        process.terminate()


@pytest.fixture
def context(
    registry: Registry, aws: StandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """A folder with a Dockerfile, and an account whose repositories lie in the registry."""
    require(not what_is_missing(), what_is_missing())
    engine = Engine(tmp_path / "engine")
    (tmp_path / "registries.conf").write_text(
        f'[[registry]]\nlocation = "{registry.address}"\ninsecure = true\n'
    )
    monkeypatch.setenv("CONTAINERS_REGISTRIES_CONF", str(tmp_path / "registries.conf"))
    for name, value in engine.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("HOME", str(tmp_path))
    aws.registry, aws.registry_login = registry.address, LOGIN
    folder = tmp_path / "context"
    folder.mkdir()
    (folder / "Dockerfile").write_text("FROM scratch\nCOPY content /\n")
    (folder / "content").write_text("one")
    monkeypatch.setattr(up, "CONTEXT", folder)
    yield folder
    engine.close()


@pytest.fixture
def docker(tmp_path: Path) -> Docker:
    """Take the place of the fake, which is not wanted here."""
    return Docker(tmp_path)


def deployed_digest(deploy: Deployment) -> str:
    uri: str = deploy.aws.function().code["ImageUri"]
    return uri.partition("@")[2]


def test_image_is_pushed_and_deployed_by_its_digest(
    deploy: Deployment, context: Path, registry: Registry
) -> None:
    result = deploy()

    assert result.status == 0, result.err
    (tag,) = registry.tags()
    manifest = registry.manifest(tag)
    assert manifest.headers["Docker-Content-Digest"] == deployed_digest(deploy)
    assert manifest.headers["Content-Type"] in MANIFESTS.split(", ")  # one image, no index
    assert manifest.json()["config"]["digest"].startswith(f"sha256:{tag.rpartition('-')[2]}")


def test_second_run_builds_the_same_and_pushes_nothing(
    deploy: Deployment, context: Path, registry: Registry
) -> None:
    assert deploy().status == 0
    before = deployed_digest(deploy), registry.tags()

    result = deploy()

    assert result.status == 0, result.err
    assert "pushing" not in result.err
    assert "no changes" in result.err
    assert (deployed_digest(deploy), registry.tags()) == before


def test_other_content_gets_another_tag(
    deploy: Deployment, context: Path, registry: Registry
) -> None:
    assert deploy().status == 0
    before = deployed_digest(deploy)
    (context / "content").write_text("two")

    assert deploy().status == 0

    assert len(registry.tags()) == 2
    assert deployed_digest(deploy) != before


def test_half_a_push_is_finished(deploy: Deployment, context: Path, registry: Registry) -> None:
    """Layers arrive before the manifest and its tag."""
    builder.find_builder().build(context, builder.own_platform())
    assert deploy("--platform", builder.own_platform()).status == 0
    (tag,) = registry.tags()
    shutil.rmtree(registry.repository() / "_manifests")
    assert deploy("--delete", "--yes").status == 0

    result = deploy()

    assert result.status == 0, result.err
    assert registry.tags() == [tag]


def test_push_that_the_registry_refuses(
    deploy: Deployment, context: Path, registry: Registry
) -> None:
    (registry.folder / "users").write_text(f"SOMEBODY-ELSE:{LOGIN_HASHED}\n")
    os.utime(registry.folder / "users", (time.time() + 10,) * 2)

    result = deploy()

    assert result.status == 2
    assert "pushing the image failed" in result.err
    assert deploy.aws.stack() is None


def test_password_is_left_nowhere(
    deploy: Deployment, context: Path, registry: Registry, tmp_path: Path
) -> None:
    result = deploy()

    assert result.status == 0, result.err
    assert LOGIN[1] not in result.err
    left = [path for path in tmp_path.rglob("config.json") if "auths" in path.read_text()]
    left += list(tmp_path.rglob("auth.json"))
    assert left == []


def test_local_name_holds_the_newest_image(
    deploy: Deployment, context: Path, registry: Registry
) -> None:
    assert deploy().status == 0

    command = builder.find_builder().command
    names = json.loads(
        subprocess.run(
            [command, "image", "inspect", "--format", "{{json .RepoTags}}", builder.LOCAL_NAME],
            capture_output=True,
            check=True,
        ).stdout
    )
    assert [name.rpartition("/")[2] for name in names] == [f"{builder.LOCAL_NAME}:latest"]


def test_missing_dockerfile(deploy: Deployment, context: Path) -> None:
    (context / "Dockerfile").unlink()

    result = deploy()

    assert result.status == 2
    assert "there is no Dockerfile here; deploy from a checkout of petsight" in result.err
